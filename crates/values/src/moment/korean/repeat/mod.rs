//! What repeats, in Korean: `매주 월수금 7시`, `평일마다`, `격주 화요일`, `매달 첫째 월요일`, `두 시간마다`.

use jiff::civil::Time;

use super::clock;
use super::count::counted;
use super::day::followed_by;
use super::{length, range};
use crate::moment::length::Unit;
use crate::moment::repeat::Repeat;
use crate::moment::stretch::Context;

use month::{monthly, yearly};
use week::weekly;

mod month;
mod week;

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
    let (amount, unit) = match unit {
        _ if half_year => (6.into(), Unit::Month),
        // 한 시간 반마다
        Unit::Hour if !amount.is_integer() => (amount * rust_decimal::Decimal::from(60), Unit::Minute),
        Unit::Year if !amount.is_integer() => (amount * rust_decimal::Decimal::from(12), Unit::Month),
        _ => (amount, unit),
    };
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
