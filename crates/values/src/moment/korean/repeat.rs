//! What repeats, in Korean: `매주 월수금 7시`, `평일마다`, `격주 화요일`, `매달 첫째 월요일`, `두 시간마다`.

use jiff::civil::{Time, Weekday};

use super::clock;
use super::count::counted;
use super::day::{self, WEEKDAYS, followed_by};
use super::{length, range};
use crate::moment::length::Unit;
use crate::moment::repeat::Repeat;
use crate::moment::stretch::Context;

const EVERY_DAY: u8 = 0;
const WORKDAYS: u8 = 0b001_1111;
const WEEKEND: u8 = 0b110_0000;

type Read = Option<(Repeat, usize)>;

/// The longest rule at `at`, with its time of day.
pub(super) fn repeat(context: &Context<'_>, at: usize) -> Read {
    let readers: [fn(&Context<'_>, usize) -> Read; 6] = [weekly, monthly, yearly, sets, each, every_length];
    let (mut repeat, mut end) =
        readers.iter().filter_map(|read| read(context, at)).max_by_key(|(_, end)| *end)?;
    let from = context
        .text
        .literal(end, "의")
        .or(context.text.literal(end, "에").filter(|from| context.text.at(*from) == Some(' ')))
        .unwrap_or(end);
    if let Some((hours, further)) = range::hours(context, context.text.past_space(from))
        && let Some((from, to)) = hours.by_day()
    {
        return Some((Repeat { time: Some(from), until: Some(to), ..repeat }, further));
    }
    if let Some((time, further)) = time(context, from) {
        (repeat.time, end) = (Some(time), further);
        end = context
            .any(end, &["마다"])
            .filter(|_| context.text.literal(end, "마다").is_some())
            .unwrap_or(end);
    } else if repeat.time.is_none()
        && let Some((_, further)) = clock::part(context, context.text.past_space(from))
    {
        end = context.text.literal(further, "마다").unwrap_or(further);
    }
    Some((repeat, end))
}

/// `매주 월수금`, `매주 화요일과 목요일`, `격주 화요일`, `월요일마다`, `2주에 한 번 월요일`.
fn weekly(context: &Context<'_>, at: usize) -> Read {
    const EVERY: &[(&str, u32)] = &[
        ("매주", 1),
        ("매 주", 1),
        ("주마다", 1),
        ("격주로", 2),
        ("격주", 2),
        ("2주마다", 2),
        ("이주마다", 2),
        ("2주에 한 번", 2),
    ];
    let start = context.pick(at, EVERY).filter(|(_, end)| !followed_by(context, *end, &["식"]));
    let from = start.map_or(at, |(_, end)| end);
    let (weekdays, end) = weekdays(context, from, start.is_some()).unwrap_or((EVERY_DAY, from));
    let part = clock::part(context, context.text.past_space(end)).map(|(_, end)| end);
    let each = context.text.literal(end, "마다").or_else(|| context.text.literal(part?, "마다"));
    if start.is_none() && (each.is_none() || weekdays == EVERY_DAY) {
        return None;
    }
    let interval = start.map_or(1, |(interval, _)| interval);
    Some((Repeat { weekdays, ..Repeat::every(interval, Unit::Week) }, each.unwrap_or(end)))
}

/// `월수금`, `월요일과 수요일`, `월, 수, 금요일`, `주말`, `월요일부터 금요일까지`. Bare letters are days where `sure`.
fn weekdays(context: &Context<'_>, at: usize, sure: bool) -> Option<(u8, usize)> {
    const SETS: &[(&str, u8)] = &[("주말", WEEKEND), ("평일", WORKDAYS), ("주중", WORKDAYS)];
    if let Some(set) = context.pick(at, SETS) {
        return Some(set);
    }
    if let Some(span) = weekday_span(context, at) {
        return Some(span);
    }
    let (mut days, mut end) = (0_u8, at);
    for _ in 0..7 {
        let from = context
            .any(end, &["과", "와", "이랑", "하고", ",", "·", "/"])
            .filter(|_| days != 0)
            .unwrap_or(end);
        let next = context
            .pick(from, WEEKDAYS)
            .or_else(|| letter(context, from).filter(|_| sure || letters_are_days(context, from)));
        let Some((weekday, further)) = next else { break };
        days |= 1 << weekday.to_monday_zero_offset();
        end = further;
    }
    // 월수금요일
    let end = context.text.literal(end, "요일").filter(|_| days != 0).unwrap_or(end);
    (days != 0).then_some((days, end))
}

fn weekday_span(context: &Context<'_>, at: usize) -> Option<(u8, usize)> {
    let (first, end) = context.pick(at, WEEKDAYS).or_else(|| letter(context, at))?;
    let from = context.any(end, &["부터", "에서", "~", "-"])?;
    let (last, end) = context.pick(from, WEEKDAYS).or_else(|| letter(context, from))?;
    let end = context.lit(end, "까지").unwrap_or(end);
    let (first, last) = (first.to_monday_zero_offset(), last.to_monday_zero_offset());
    let days = (0..7)
        .filter(|ahead| *ahead <= (last - first).rem_euclid(7))
        .fold(0_u8, |days, ahead| days | 1 << ((first + ahead) % 7));
    Some((days, end))
}

fn letter(context: &Context<'_>, at: usize) -> Option<(Weekday, usize)> {
    let at = context.text.past_space(at);
    let index = "월화수목금토일".chars().position(|day| context.text.at(at) == Some(day))?;
    let next = context.text.at(at + 1);
    let goes_on = next.is_none_or(|c| {
        !c.is_alphanumeric()
            || "월화수목금토일에요마은는과와하부까".contains(c)
            || c.is_ascii_digit()
            || "오아저밤새".contains(c)
    });
    let weekday = Weekday::from_monday_zero_offset(i8::try_from(index).ok()?).ok()?;
    goes_on.then_some((weekday, at + 1))
}

/// `월수금마다`: two letters or more up to the particle.
fn letters_are_days(context: &Context<'_>, at: usize) -> bool {
    let days = context.text.rest(at).iter().take(8).take_while(|c| "월화수목금토일".contains(**c)).count();
    days >= 2
        && followed_by(
            context,
            at + days,
            &["마다", "요일마다", " 저녁마다", " 아침마다", " 밤마다", " 오전마다", " 오후마다", " 새벽마다"],
        )
}

/// `매달 5일`, `매월 첫째 월요일`, `매월 말일`, `다달이`.
fn monthly(context: &Context<'_>, at: usize) -> Read {
    const EVERY: &[(&str, u32)] = &[
        ("매달", 1),
        ("매월", 1),
        ("달마다", 1),
        ("다달이", 1),
        ("격월", 2),
        ("격월로", 2),
        ("두 달마다", 2),
        ("매 달", 1),
    ];
    let (interval, end) = context.pick(at, EVERY)?;
    let plain = Repeat::every(interval, Unit::Month);
    if let Some(end) = context.any(end, &["말일", "마지막 날"]) {
        return Some((Repeat { month_day: Some(-1), ..plain }, end));
    }
    if let Some(end) = context.any(end, &["첫날"]) {
        return Some((Repeat { month_day: Some(1), ..plain }, end));
    }
    let from = context.text.past_space(end);
    let day = counted(context, from, |count| {
        let end = context.lit(count.end, "일")?;
        Some((count.whole().filter(|day| (1..=31).contains(day))?, end))
    });
    if let Some((day, end)) = day {
        return Some((
            Repeat { month_day: i8::try_from(day).ok(), ..plain },
            context.text.literal(end, "마다").unwrap_or(end),
        ));
    }
    if let Some((which, from)) = which(context, end)
        && let Some((weekdays, end)) = weekdays(context, from, false)
            .or_else(|| context.pick(from, &[("영업일", WORKDAYS), ("근무일", WORKDAYS)]))
    {
        return Some((Repeat { weekdays, which, ..plain }, end));
    }
    Some((plain, end))
}

/// `첫째`, `둘째 넷째`, `첫째·셋째 주`.
fn which(context: &Context<'_>, at: usize) -> Option<(Vec<i8>, usize)> {
    const WHICH: &[(&str, i8)] = &[
        ("첫째", 1),
        ("첫 번째", 1),
        ("첫째 주", 1),
        ("첫 번째 주", 1),
        ("첫 주", 1),
        ("첫", 1),
        ("둘째", 2),
        ("두 번째", 2),
        ("둘째 주", 2),
        ("두 번째 주", 2),
        ("셋째", 3),
        ("세 번째", 3),
        ("셋째 주", 3),
        ("세 번째 주", 3),
        ("넷째", 4),
        ("네 번째", 4),
        ("넷째 주", 4),
        ("네 번째 주", 4),
        ("마지막", -1),
        ("마지막 주", -1),
    ];
    let (mut which, mut end) = (Vec::new(), at);
    while which.len() < 5 {
        let from = context.any(end, &["와", "과", ",", "·", "하고"]).filter(|_| !which.is_empty());
        let Some((next, further)) = context.pick(from.unwrap_or(end), WHICH) else { break };
        which.push(next);
        end = further;
    }
    (!which.is_empty()).then_some((which, end))
}

/// `매년 5월 8일`, `해마다 크리스마스`, `매년 5월`.
fn yearly(context: &Context<'_>, at: usize) -> Read {
    let end = context.any(at, &["매년", "해마다", "매해", "매 년"])?;
    let plain = Repeat::every(1, Unit::Year);
    if let Some(end) = context.any(end, &["봄", "여름", "가을", "겨울"]) {
        return Some((plain, end));
    }
    let Some((day, further)) = day::stretch(context, context.text.past_space(end)) else {
        return Some((plain, end));
    };
    let first = day.readings.first()?;
    let month = Some(first.start.month());
    match day.timex.strip_prefix("XXXX-").map(str::len) {
        Some(2) => Some((Repeat { month, ..plain }, further)),
        Some(5) => Some((Repeat { month, month_day: Some(first.start.day()), ..plain }, further)),
        _ => Some((plain, end)),
    }
}

/// `매일`, `날마다`, `평일마다`, `주말마다`, `격일`, `매시간`, `평일 7시`.
fn sets(context: &Context<'_>, at: usize) -> Read {
    const SETS: &[(&str, (Unit, u32, u8))] = &[
        ("매일", (Unit::Day, 1, EVERY_DAY)),
        ("매일매일", (Unit::Day, 1, EVERY_DAY)),
        ("날마다", (Unit::Day, 1, EVERY_DAY)),
        ("하루도 빠짐없이", (Unit::Day, 1, EVERY_DAY)),
        ("격일로", (Unit::Day, 2, EVERY_DAY)),
        ("격일", (Unit::Day, 2, EVERY_DAY)),
        ("하루걸러", (Unit::Day, 2, EVERY_DAY)),
        ("하루 걸러", (Unit::Day, 2, EVERY_DAY)),
        ("평일마다", (Unit::Week, 1, WORKDAYS)),
        ("매 평일", (Unit::Week, 1, WORKDAYS)),
        ("주중마다", (Unit::Week, 1, WORKDAYS)),
        ("주말마다", (Unit::Week, 1, WEEKEND)),
        ("매 주말", (Unit::Week, 1, WEEKEND)),
        ("매시간", (Unit::Hour, 1, EVERY_DAY)),
        ("매시", (Unit::Hour, 1, EVERY_DAY)),
        ("시간마다", (Unit::Hour, 1, EVERY_DAY)),
        ("매분", (Unit::Minute, 1, EVERY_DAY)),
        ("매 시간", (Unit::Hour, 1, EVERY_DAY)),
        ("매 분기", (Unit::Month, 3, EVERY_DAY)),
        ("분기마다", (Unit::Month, 3, EVERY_DAY)),
        ("분기별로", (Unit::Month, 3, EVERY_DAY)),
    ];
    if let Some(((unit, interval, weekdays), end)) = context.pick(at, SETS) {
        return Some((
            Repeat { weekdays, ..Repeat::every(interval, unit) },
            context.lit(end, "정각").unwrap_or(end),
        ));
    }
    // 평일 alone is a set of days: with a time of day, or each of its evenings, it repeats.
    let (weekdays, end) = context.pick(at, &[("평일", WORKDAYS), ("주중", WORKDAYS), ("주말", WEEKEND)])?;
    let plain = Repeat { weekdays, ..Repeat::every(1, Unit::Week) };
    if let Some((_, part)) = clock::part(context, context.text.past_space(end))
        && let Some(end) = context.text.literal(part, "마다")
    {
        return Some((plain, end));
    }
    let from = context.any(end, &["에는", "에"]).unwrap_or(end);
    time(context, from).filter(|_| weekdays == WORKDAYS)?;
    Some((plain, from))
}

/// `아침마다`, `매일 아침` by the time that follows, `7시마다`.
fn each(context: &Context<'_>, at: usize) -> Read {
    let ((), end) = clock::part(context, at).map(|(_, end)| ((), end))?;
    let end = context.text.literal(end, "마다")?;
    Some((Repeat::every(1, Unit::Day), end))
}

/// `두 시간마다`, `30분 간격`, `사흘에 한 번`, `이틀마다`, `매 3시간`.
fn every_length(context: &Context<'_>, at: usize) -> Read {
    let each = context.lit(at, "매").filter(|end| context.text.at(*end) == Some(' '));
    let (lengths, end) = length::lengths(context, context.text.past_space(each.unwrap_or(at)))?;
    // 하루에 세 번, 일주일 두 번
    let often = counted(context, context.text.past_space(context.lit(end, "에").unwrap_or(end)), |count| {
        let times = count.whole().filter(|times| (2..=1000).contains(times))?;
        let end = context.any(count.end, &["번씩", "번", "회씩", "회"])?;
        Some((u32::try_from(times).ok()?, end))
            .filter(|_| !followed_by(context, end, &["째", "의", "사", "차"]))
    });
    // 일주일에 사흘
    let often = often.or_else(|| {
        let (days, end) = length::lengths(context, context.text.past_space(context.lit(end, "에")?))?;
        let days = days.first().filter(|days| days.unit() == Unit::Day && days.parts.len() == 1)?;
        let more = lengths.first()?.unit() < Unit::Day && end > at && direct(context, end);
        let times = u32::try_from(days.parts[0].0.normalize().mantissa()).ok()?;
        (more && days.parts[0].0.is_integer() && times < 32).then_some((times, end))
    });
    if let Some((times, end)) = often
        && let [(amount, unit)] = lengths.first()?.parts[..]
    {
        let interval =
            u32::try_from(amount.normalize().mantissa()).ok().filter(|n| amount.is_integer() && *n > 0)?;
        return Some((Repeat { times, ..Repeat::every(interval, unit) }, end));
    }
    let end = context
        .any(
            end,
            &[
                "마다",
                "간격으로",
                "간격",
                "에 한 번씩",
                "에 한 번",
                "에 한번씩",
                "에 한번",
                "에 1번",
                "에 1회",
                "꼴로",
            ],
        )
        .or(each.map(|_| end))?;
    let [length] = &lengths[..] else { return None };
    let [(amount, unit)] = length.parts[..] else { return None };
    // 반년마다: every six months.
    let half_year = unit == Unit::Year && amount + amount == rust_decimal::Decimal::ONE;
    let (amount, unit) = if half_year { (6.into(), Unit::Month) } else { (amount, unit) };
    let interval =
        u32::try_from(amount.normalize().mantissa()).ok().filter(|n| amount.is_integer() && *n > 0)?;
    Some((Repeat::every(interval, unit), end))
}

/// Nothing that makes the days a distance or a length of their own follows.
fn direct(context: &Context<'_>, end: usize) -> bool {
    context.any(end, &["전", "후", "뒤", "까지", "간", "동안", "만에", "이내", "안에"]).is_none()
}

/// The time of day at which it repeats; of two, the one by day.
fn time(context: &Context<'_>, at: usize) -> Option<(Time, usize)> {
    let (clock, end) = clock::clock(context, context.text.past_space(at))?;
    let mut times = clock.times();
    if clock.open && !(6..=11).contains(&clock.hour) {
        times.reverse();
    }
    Some((*times.first()?, end))
}
