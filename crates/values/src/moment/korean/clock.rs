//! Times of day in Korean: `오후 세 시 반`, `15시 30분`, `정오`, `열두 시 십 분 전`, `저녁때`.

use super::count::{Count, counted};
use super::day::followed_by;
use crate::moment::clock::{Clock, Part};
use crate::moment::figures;
use crate::moment::stretch::Context;

pub(super) const PARTS: &[(&str, Part)] = &[
    ("오전", Part::Forenoon),
    ("오후", Part::Afternoon),
    ("새벽", Part::Dawn),
    ("이른 새벽", Part::Dawn),
    ("이른 아침", Part::Morning),
    ("아침", Part::Morning),
    ("대낮", Part::Daytime),
    ("한낮", Part::Daytime),
    ("낮", Part::Daytime),
    ("점심", Part::Noon),
    ("저녁", Part::Evening),
    ("초저녁", Part::Evening),
    ("늦은 저녁", Part::Evening),
    ("한밤중", Part::Night),
    ("한밤", Part::Night),
    ("늦은 밤", Part::Night),
    ("늦은 오후", Part::Afternoon),
    ("늦은 아침", Part::Morning),
    ("이른 오후", Part::Afternoon),
    ("심야", Part::Night),
    ("이른 저녁", Part::Evening),
    ("밤", Part::Night),
    ("am", Part::Forenoon),
    ("pm", Part::Afternoon),
    ("a.m.", Part::Forenoon),
    ("p.m.", Part::Afternoon),
];

/// A time on the clock, the part of the day before it included.
pub(super) fn clock(context: &Context<'_>, at: usize) -> Option<(Clock, usize)> {
    let part = parts(context, at);
    let from = part.map_or(at, |(_, end)| context.text.past_space(end));
    let (clock, end) = named(context, from)
        .or_else(|| figures::clock(context, from))
        .or_else(|| spoken(context, from))
        .or_else(|| bare_latin(context, from))?;
    let (after, end) = match context.pick(end, &PARTS[PARTS.len() - 4..]) {
        Some((part, end)) if part_ends(context, end) => (Some(part), end),
        _ => (None, end),
    };
    let part = after.or(part.map(|(part, _)| part));
    let clock = part.map_or(clock, |part| clock.within(part));
    let end = context.any(end, &["정각"]).unwrap_or(end);
    Some(match figures::zone(context, end) {
        Some((zone, end)) => (Clock { zone: Some(zone), ..clock }, end),
        None => (clock, end),
    })
}

/// `아침`, `점심때`, `저녁 시간`.
pub(super) fn part(context: &Context<'_>, at: usize) -> Option<(Part, usize)> {
    let (part, end) = parts(context, at)?;
    // A meal: 저녁 먹자, 점심 메뉴.
    const MEALS: [&str; 10] =
        [" 먹", " 메뉴", "을 먹", "을 거", " 뭐 먹", " 차려", " 식사", "상 ", " 거르", "을 사"];
    if matches!(part, Part::Morning | Part::Noon | Part::Evening) && followed_by(context, end, &MEALS) {
        return None;
    }
    let tail = [
        "때",
        "나절",
        "시간대",
        " 시간대",
        " 시간에",
        "중에",
        " 중에",
        " 중으로",
        "중으로",
        " 내내",
        " 무렵",
        "녘",
    ];
    match tail.iter().find_map(|tail| context.text.literal(end, tail)) {
        Some(further) => {
            // The particle is not part of it.
            let particles = ["에", "으로"].iter().filter(|particle| ends_with(context, further, particle));
            Some((part, further - particles.map(|particle| particle.chars().count()).max().unwrap_or(0)))
        }
        None => Some((part, end)),
    }
}

fn ends_with(context: &Context<'_>, end: usize, word: &str) -> bool {
    end.checked_sub(word.chars().count()).is_some_and(|at| context.text.literal(at, word) == Some(end))
}

fn parts(context: &Context<'_>, at: usize) -> Option<(Part, usize)> {
    let (part, end) = context.pick(at, PARTS)?;
    part_ends(context, end).then_some((part, end))
}

/// A Latin `pm` is a word of its own, `밤` is no chestnut.
fn part_ends(context: &Context<'_>, end: usize) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let glued = latin(context.text.before(end)) && latin(context.text.at(end));
    !glued
        && !followed_by(
            context,
            end,
            &[
                "나무",
                "하늘",
                "참",
                "식사",
                "밥",
                "바다",
                "고구마",
                "송이",
                "양갱",
                "잠",
                "샘",
                "드라마",
                "뉴스",
                "메뉴",
                "마당",
            ],
        )
}

fn named(context: &Context<'_>, at: usize) -> Option<(Clock, usize)> {
    const NAMED: &[(&str, i64)] = &[("정오", 12), ("자정", 24)];
    let (hour, end) = context.pick(at, NAMED)?;
    if followed_by(context, end, &["표", "화", "향", "하"]) {
        return None;
    }
    let sharp = Clock::new(hour, None, None)?.known();
    // 정오 십 분 전
    let early = small(context, end, "분").and_then(|(minute, end)| Some((minute, context.lit(end, "전")?)));
    Some(early.map_or((sharp, end), |(minute, end)| (sharp.earlier(minute), end)))
}

/// `세 시`, `세 시 반`, `세 시 오 분`, `세 시 오 분 전`, `15시 30분 20초`.
fn spoken(context: &Context<'_>, at: usize) -> Option<(Clock, usize)> {
    let (hour, end) = counted(context, at, |count| hour(context, count))?;
    let sharp = Clock::new(hour, None, None)?;
    if let Some(end) =
        context.lit(end, "반").filter(|end| !followed_by(context, *end, &["드", "찬", "장", "복"]))
    {
        return Some((Clock { minute: Some(30), ..sharp }, end));
    }
    // 세 시 되기 오 분 전
    let until = ["가 되기", "이 되기", "되기"].iter().find_map(|until| context.lit(end, until));
    if let Some((minute, end)) = small(context, until.unwrap_or(end), "분").filter(|_| until.is_some()) {
        return Some((sharp.earlier(minute), context.lit(end, "전")?));
    }
    let Some((minute, end)) = small(context, end, "분") else { return Some((sharp, end)) };
    if let Some(end) = context.lit(end, "전").filter(|end| !followed_by(context, *end, &["까지", "체", "화"]))
    {
        return Some((sharp.earlier(minute), end));
    }
    match small(context, end, "초") {
        Some((second, end)) => Some((Clock::new(hour, Some(minute), Some(second))?, end)),
        None => Some((Clock { minute: Some(minute), ..sharp }, end)),
    }
}

/// A Sino-Korean hour is military or a slip of the recogniser; below ten it is another word, unless a part of the day
/// stands before it.
fn hour(context: &Context<'_>, count: &Count) -> Option<(i64, usize)> {
    let end = context.text.literal(count.end, " 시")?;
    let hour = count.whole()?;
    let sure = count.native || !count.spelled || hour >= 10 || hour == 0;
    let gap = context.text.at(count.end) == Some(' ') && count.spelled && !count.native && hour < 10;
    let other = followed_by(
        context,
        end,
        &[
            "간", "즌", "풍속", "리즈", "작", "험", "청", "장", "민", "도", "스템", "대", "내", "인", "집",
            "상",
        ],
    );
    (sure && !gap && !other && (0..=24).contains(&hour)).then_some((hour, end))
}

fn small(context: &Context<'_>, at: usize, unit: &str) -> Option<(i64, usize)> {
    counted(context, context.text.past_space(at), |count| {
        let end = context.lit(count.end, unit)?;
        let value = count.whole().filter(|n| (0..60).contains(n) && !count.native)?;
        Some((value, end)).filter(|_| !followed_by(context, end, &["간", "의 ", "동안", "기", "야", "위기"]))
    })
}

/// `3pm`, `오후 3` is not a time.
fn bare_latin(context: &Context<'_>, at: usize) -> Option<(Clock, usize)> {
    let (hour, count) = figures::row(context, at).filter(|(hour, _)| (1..=12).contains(hour))?;
    context.pick(at + count, &PARTS[PARTS.len() - 4..]).filter(|(_, end)| part_ends(context, *end))?;
    Some((Clock::new(hour, None, None)?, at + count))
}
