//! Lengths of time in Korean: `3시간 반`, `이틀`, `석 달`, `하루 반`, `두세 시간`.

use rust_decimal::Decimal;

use super::count::{between, counted};
use super::day::followed_by;
use crate::moment::length::{Length, Unit};
use crate::moment::stretch::Context;

/// Days and months with names of their own.
const NAMED: &[(&str, (i64, Unit))] = &[
    ("하루", (1, Unit::Day)),
    ("이틀", (2, Unit::Day)),
    ("사흘", (3, Unit::Day)),
    ("나흘", (4, Unit::Day)),
    ("닷새", (5, Unit::Day)),
    ("엿새", (6, Unit::Day)),
    ("이레", (7, Unit::Day)),
    ("여드레", (8, Unit::Day)),
    ("아흐레", (9, Unit::Day)),
    ("열흘", (10, Unit::Day)),
    ("보름", (15, Unit::Day)),
    ("열하루", (11, Unit::Day)),
    ("스무날", (20, Unit::Day)),
    ("일주일", (1, Unit::Week)),
    ("한주일", (1, Unit::Week)),
    ("이주일", (2, Unit::Week)),
    ("삼주일", (3, Unit::Week)),
    ("하룻밤", (1, Unit::Day)),
];

/// What the speaker leaves open: both are readings.
const VAGUE: &[(&str, (i64, i64, Unit))] = &[
    ("하루 이틀", (1, 2, Unit::Day)),
    ("사나흘", (3, 4, Unit::Day)),
    ("네댓새", (4, 5, Unit::Day)),
    ("대엿새", (5, 6, Unit::Day)),
    ("예니레", (6, 7, Unit::Day)),
    ("이틀 사흘", (2, 3, Unit::Day)),
    ("이삼일", (2, 3, Unit::Day)),
];

const UNITS: &[(&str, Unit)] = &[
    ("년", Unit::Year),
    ("해", Unit::Year),
    ("개년", Unit::Year),
    ("개월", Unit::Month),
    ("달", Unit::Month),
    ("주일", Unit::Week),
    ("주", Unit::Week),
    ("일", Unit::Day),
    ("시간", Unit::Hour),
    ("분", Unit::Minute),
    ("초", Unit::Second),
];

/// What other words follow each unit's letter: `3분의 1`, `5년생`, `3달러`, `3일요일`.
const NOT_BEHIND: [&str; 37] = [
    "장",
    "의 1",
    "의 2",
    "의 3",
    "의 일",
    "의 이",
    "의 삼",
    "의 사",
    "의1",
    "의2",
    "의3",
    "분의",
    "생",
    "러",
    "요일",
    "등",
    "코",
    "택",
    "민",
    "문",
    "기",
    "차",
    "월",
    "전화",
    "급",
    "식구",
    "식",
    "바라기",
    "수욕",
    "자리",
    "당 ",
    "속",
    "리 ",
    "콤",
    "대 ",
    "산",
    "인분",
];

/// The readings of the longest length at `at`, the preferred first. `3일` alone is one as well; whoever asks decides
/// whether it is the third.
pub(super) fn lengths(context: &Context<'_>, at: usize) -> Option<(Vec<Length>, usize)> {
    vague(context, at)
        .into_iter()
        .chain(plain(context, at).map(|(length, end)| (vec![length], end)))
        .max_by_key(|(_, end)| *end)
}

fn vague(context: &Context<'_>, at: usize) -> Option<(Vec<Length>, usize)> {
    if let Some(((few, more, unit), end)) = context.pick(at, VAGUE) {
        return Some((vec![Length::of(few, unit), Length::of(more, unit)], tail(context, end)));
    }
    // 두세 시간, 삼사 개월
    let both = between(context, at, |few, more, end| {
        let (unit, end) = unit(context, end)?;
        Some((vec![Length::of(few, unit), Length::of(more, unit)], tail(context, end)))
    });
    if both.is_some() {
        return both;
    }
    // 3~4시간, 3,4일
    counted(context, at, |few| {
        let from = context.any(few.end, &["~", "-", "에서", ","])?;
        counted(context, context.text.past_space(from), |more| {
            let (unit, end) = unit(context, more.end)?;
            let dates = unit == Unit::Day && !super::day::is_length_tail(context, end);
            if more.value <= few.value || dates || (unit == Unit::Year && more.value > Decimal::from(1000)) {
                return None;
            }
            Some((vec![Length::of(few.value, unit), Length::of(more.value, unit)], tail(context, end)))
        })
    })
}

fn plain(context: &Context<'_>, at: usize) -> Option<(Length, usize)> {
    let (mut length, mut end) = part(context, at)?;
    for _ in 0..6 {
        let and = ["하고", " 하고", "과 ", "와 "].iter().find_map(|and| context.text.literal(end, and));
        let next = context.text.past_space(and.unwrap_or(end));
        let joined = part(context, next).and_then(|(more, further)| {
            Some((length.clone().and(more.parts[0].0, more.parts[0].1)?, further))
        });
        let Some((longer, further)) = joined else { break };
        (length, end) = (longer, further);
    }
    if let Some(further) = half_behind(context, end) {
        (length, end) = (length.and_half(), further);
    }
    Some((length, tail(context, end))).filter(|(length, _)| length.is_sane())
}

/// `3시간`, `사흘`, `반년`.
fn part(context: &Context<'_>, at: usize) -> Option<(Length, usize)> {
    const HALVES: &[(&str, (i64, Unit))] = &[
        ("반년", (5, Unit::Year)),
        ("반시간", (5, Unit::Hour)),
        ("반나절", (25, Unit::Day)),
        ("한나절", (5, Unit::Day)),
        ("반 시간", (5, Unit::Hour)),
        ("반달", (5, Unit::Month)),
    ];
    if let Some(end) =
        context.any(at, &["하루 종일", "하루종일", "온종일", "종일"]).filter(|_| context.text.begins_word(at))
    {
        return Some((Length::of(1, Unit::Day), end));
    }
    // 3박 4일: four days, with the nights between them.
    if let Some((nights, end)) =
        counted(context, at, |count| Some((count.value, context.text.literal(count.end, "박")?)))
    {
        let days = counted(context, context.text.past_space(end), |count| {
            Some((Length::of(count.value, Unit::Day), context.lit(count.end, "일")?))
        });
        let alone = context.text.rest_of_word(end).first().is_none_or(|c| "할하을예묵자이만으".contains(*c));
        let figures = context.text.at(at).is_some_and(|c| c.is_ascii_digit());
        return days.or_else(|| (alone && figures).then(|| (Length::of(nights, Unit::Day), end)));
    }
    // 영업일 기준 3일, 3영업일
    let lead = context.any(at, &["영업일 기준으로", "영업일 기준", "영업일로", "근무일 기준"]);
    let working = counted(context, context.text.past_space(lead.unwrap_or(at)), |count| {
        let end =
            context.any(count.end, if lead.is_some() { &["영업일", "일"] } else { &["영업일", "근무일"] })?;
        Some((Length::of(count.value, Unit::Day).working(), end))
    });
    if working.is_some() {
        return working;
    }
    if let Some(length) = counted(context, at, |count| {
        let end = context.lit(count.end, "세기").filter(|_| count.native)?;
        Some((Length::of(count.value.checked_mul(Decimal::ONE_HUNDRED)?, Unit::Year), end))
    }) {
        return Some(length);
    }
    if let Some(length) = counted(context, at, |count| {
        let end = context.lit(count.end, "밀리초")?;
        Some((Length::of(count.value.checked_div(Decimal::ONE_THOUSAND)?, Unit::Second), end))
    }) {
        return Some(length);
    }
    if let Some(((amount, unit), end)) = context.pick(at, NAMED) {
        return Some((Length::of(amount, unit), end));
    }
    if let Some(((amount, unit), end)) = context.pick(at, HALVES) {
        if unit == Unit::Month && context.any(end, &["만", "동안", "전", "후", "뒤"]).is_none() {
            return None;
        }
        return Some((Length::of(Decimal::new(amount, if amount > 9 { 2 } else { 1 }), unit), end));
    }
    counted(context, at, |count| {
        let (unit, end) = unit(context, count.end)?;
        let gap = context.text.at(count.end) == Some(' ');
        let year = unit == Unit::Year && count.whole().is_some_and(|year| year >= 1000) && !gap;
        // 세 분 are three people, 이 일 is this matter, 네 해 and 네 달 are native.
        let two = !count.native && count.spelled && count.letters == 1;
        let beside = context.any(end, &["전", "후", "뒤", "동안", "간", "만", "안에", "이내"]).is_some();
        let people = unit == Unit::Minute && count.native && !(beside && count.value >= Decimal::TEN);
        let matter = two
            && (unit == Unit::Hour
                || gap && unit == Unit::Day && !(beside && count.value >= Decimal::TEN)
                || gap && unit == Unit::Minute && !beside && count.value == Decimal::TWO);
        let native_only = context.text.at(end - 1).is_some_and(|c| c == '달' || c == '해')
            && count.spelled
            && !count.native;
        let sino_only = unit == Unit::Day && count.native;
        (!year && !people && !matter && !native_only && !sino_only)
            .then(|| (Length::of(count.value, unit), end))
    })
}

fn unit(context: &Context<'_>, at: usize) -> Option<(Unit, usize)> {
    let (unit, end) = context.pick(at, UNITS)?;
    let month =
        context.text.at(end - 1) == Some('주') && followed_by(context, end, &["말", "중", "년", "차 "]);
    (!followed_by(context, end, &NOT_BEHIND) && !month).then_some((unit, end))
}

/// `간` belongs to the length: `3일간`.
fn tail(context: &Context<'_>, end: usize) -> usize {
    let particle = |end: &usize| !followed_by(context, *end, &["식", "격", "호", "장", "편"]);
    let hours = context.text.before(end) == Some('간');
    if hours { end } else { context.text.literal(end, "간").filter(particle).unwrap_or(end) }
}

fn half_behind(context: &Context<'_>, end: usize) -> Option<usize> {
    let end = context.lit(end, "반")?;
    let word = context.text.rest_of_word(end);
    let particle = word.is_empty()
        || ["이", "을", "만", "에", "정", "동", "쯤", "전", "후", "뒤", "짜", "간", "은", "도"]
            .iter()
            .any(|p| word.starts_with(&[p.chars().next().unwrap_or(' ')]));
    particle.then_some(end)
}
