//! Days by their distance: `사흘 뒤`, `일주일 전`, `추석 전날`, `크리스마스 3일 전`.

use super::names::WEEKDAYS;
use super::{Read, followed_by};
use crate::moment::calendar::{self, Between};
use crate::moment::korean::length;
use crate::moment::length::Unit;
use crate::moment::stretch::{Context, Grain, Stretch};

/// `사흘 뒤`, `일주일 전`, `3년 후`, `두 달 뒤`: from now.
pub(in crate::moment::korean) fn away(context: &Context<'_>, at: usize) -> Read {
    let from =
        context.any(at, &["지금으로부터", "지금부터", "오늘부터", "앞으로", "오늘로부터"]).unwrap_or(at);
    let (lengths, end) = length::lengths(context, context.text.past_space(from))?;
    let (sign, after) = direction(context, end)?;
    let length = lengths.first()?;
    // 15일 이후 is after the fifteenth.
    let dated = context.text.before(end) == Some('일')
        && length.unit() == Unit::Day
        && length.parts[0].0 <= 31.into();
    if from == at && dated && context.any(end, &["이후", "이전"]).is_some() {
        return None;
    }
    // 일주일 뒤 토요일
    if length.unit() == Unit::Week
        && let Some((weekday, end)) = context.pick(after, WEEKDAYS)
    {
        let week = length.shift_date(context.today(), sign)?;
        return Some((Stretch::day(calendar::in_week(week, weekday)?)?, end));
    }
    // 한 달 전 오늘
    let end = context.any(after, &["오늘", "이날"]).filter(|_| length.unit() <= Unit::Day).unwrap_or(after);
    let mut stretch = context.away(length, sign)?;
    stretch
        .readings
        .extend(lengths.iter().skip(1).filter_map(|length| Some(context.away(length, sign)?.readings[0])));
    Some((stretch, end))
}

pub(super) fn direction(context: &Context<'_>, at: usize) -> Option<(i64, usize)> {
    let at = context.any(at, &["정도", "쯤"]).unwrap_or(at);
    const DIRECTIONS: &[(&str, i64)] = &[
        ("뒤", 1),
        ("후", 1),
        ("이후", 1),
        ("있다가", 1),
        ("이따가", 1),
        ("이따", 1),
        ("있다", 1),
        ("지나서", 1),
        ("지나면", 1),
        ("전", -1),
        ("이전", -1),
    ];
    let (sign, end) = context.pick(at, DIRECTIONS)?;
    (!followed_by(context, end, &["체", "화", "국", "부를", "부가", "부다", "반", "식", "기", "자"]))
        .then_some((sign, end))
}

/// `설 전날`, `크리스마스 다음 날`, `추석 사흘 전`, `다음 주 월요일부터 3일 뒤`.
pub(super) fn beside(context: &Context<'_>, stretch: &Stretch, at: usize) -> Read {
    if stretch.grain == Grain::Hours {
        return None;
    }
    if stretch.grain == Grain::Instant {
        return beside_instant(context, stretch, at);
    }
    const DAYS: &[(&str, i64)] =
        &[("전날", -1), ("하루 전", -1), ("다음 날", 1), ("이튿날", 1), ("전전날", -2), ("당일", 0)];
    if let Some((days, end)) = context.pick(at, DAYS).filter(|_| stretch.grain <= Grain::Week) {
        // The day after several days follows the last of them.
        let from = |between: Between| if days > 0 { between.last() } else { between.start.date() };
        let moved =
            stretch.day_within(shifted(stretch, days), |between| calendar::days(from(between), days))?;
        return Some((moved, end)).filter(|_| days != 0 || stretch.grain == Grain::Day);
    }
    let from = context.any(at, &["로부터", "으로부터", "에서", "부터"]).unwrap_or(at);
    let (lengths, end) = length::lengths(context, context.text.past_space(from))?;
    let (sign, end) = direction(context, end)?;
    let length = lengths.first().filter(|length| length.unit() <= Unit::Day)?;
    let moved = stretch.day_within(
        format!("{}{}{}", stretch.timex, if sign > 0 { "+" } else { "-" }, length.timex()),
        |between| length.shift_date(between.start.date(), sign),
    )?;
    Some((moved, end))
}

/// `내일 정오 한 시간 전`, `금요일 세 시 삼십 분 뒤`.
fn beside_instant(context: &Context<'_>, stretch: &Stretch, at: usize) -> Read {
    let from = context.any(at, &["로부터", "으로부터", "에서", "부터", "보다"]).unwrap_or(at);
    let (lengths, end) = length::lengths(context, context.text.past_space(from))?;
    let (sign, end) = direction(context, end)?;
    let length = lengths.first().filter(|length| length.unit() > Unit::Day)?;
    let shift = |between: &Between| length.shift(between.start, sign, context.zone);
    let readings: Vec<Between> = stretch.readings.iter().filter_map(shift).map(Between::point).collect();
    let first = readings.first()?.start;
    Some((Stretch { readings, ..Stretch::instant(first) }, end))
}

pub(super) fn shifted(stretch: &Stretch, days: i64) -> String {
    if days == 0 {
        stretch.timex.clone()
    } else {
        format!("{}{}P{}D", stretch.timex, if days > 0 { "+" } else { "-" }, days.abs())
    }
}
