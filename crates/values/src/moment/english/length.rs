//! Lengths of time in English: `two and a half hours`, `an hour and 20 minutes`, `a couple of days`, `1h30m`.

use rust_decimal::Decimal;

use super::words::{UNITS, any, maybe, pick, skip, word};
use crate::moment::figures;
use crate::moment::length::{Length, Unit};
use crate::moment::stretch::Context;
use crate::numeral;

/// The longest length at `at`.
pub(super) fn length(context: &Context<'_>, at: usize) -> Option<(Length, usize)> {
    if let Some(whole) = whole(context, at) {
        return Some(whole);
    }
    let (mut length, mut end) = part(context, at)?;
    loop {
        let from = joint(context, end);
        let next = part(context, from).and_then(|(more, further)| {
            Some((length.clone().and(more.parts[0].0, more.parts[0].1)?, further))
        });
        let Some((longer, further)) = next else { break };
        (length, end) = (longer, further);
    }
    if let Some(further) = any(context, end, &["and a half"]) {
        (length, end) = (length.and_half(), further);
    } else if let Some((more, further)) =
        pick(context, end, &[("and a quarter", 25), ("and three quarters", 75)])
    {
        let (amount, _) = length.parts.last_mut()?;
        *amount += Decimal::new(more, 2);
        end = further;
    }
    Some((length, end)).filter(|(length, _)| length.is_sane())
}

/// `all day long`, `the whole week`, `the entire month`.
fn whole(context: &Context<'_>, at: usize) -> Option<(Length, usize)> {
    const ALL: [&str; 7] = ["all", "the whole", "the entire", "whole", "entire", "a whole", "the full"];
    const UNITS: &[(&str, Unit)] = &[
        ("day", Unit::Day),
        ("week", Unit::Week),
        ("month", Unit::Month),
        ("year", Unit::Year),
        ("hour", Unit::Hour),
    ];
    let (unit, end) = pick(context, any(context, at, &ALL)?, UNITS)?;
    Some((Length::of(1, unit), maybe(context, end, &["long"])))
}

const WORKING: &[&str] = &[
    "business days",
    "business day",
    "working days",
    "working day",
    "workdays",
    "workday",
    "weekdays",
    "weekday",
];

/// `20-30 minutes`, `two to three hours`, `a day or two`: both are readings.
pub(super) fn open(context: &Context<'_>, at: usize) -> Option<(Vec<Length>, usize)> {
    if let Some((first, end)) = part(context, at)
        && let Some(end) = any(context, end, &["or two"])
    {
        let [(amount, unit)] = first.parts[..] else { return None };
        let two = Length::of(Decimal::TWO, unit);
        return Some((vec![first, two], end)).filter(|_| amount == Decimal::ONE);
    }
    let (few, end) = amount(context, at)?;
    let dash =
        context.text.at(end) == Some('-') && context.text.at(end + 1).is_some_and(|c| c.is_ascii_digit());
    let from = if dash { end + 1 } else { any(context, end, &["to", "or", "-"])? };
    let (more, end) = part(context, from)?;
    let [(upto, unit)] = more.parts[..] else { return None };
    (few < upto && !more.working).then(|| (vec![Length::of(few, unit), more], end))
}

fn joint(context: &Context<'_>, end: usize) -> usize {
    let comma = context.text.literal(end, ",").unwrap_or(end);
    maybe(context, comma, &["and"])
}

fn part(context: &Context<'_>, at: usize) -> Option<(Length, usize)> {
    const DECADES: &[(&str, i64)] = &[
        ("decade", 10),
        ("decades", 10),
        ("century", 100),
        ("centuries", 100),
        ("fortnight", 0),
        ("fortnights", 0),
    ];
    let (amount, end) = amount(context, at)?;
    // 10+ years
    let end = context.text.literal(end, "+").unwrap_or(end);
    if let Some(end) = any(context, end, WORKING) {
        return Some((Length::of(amount, Unit::Day).working(), end));
    }
    if let Some(end) = any(context, end, &["milliseconds", "millisecond", "ms", "msec"]) {
        return Some((Length::of(amount.checked_div(Decimal::ONE_THOUSAND)?, Unit::Second), end));
    }
    let end = maybe(
        context,
        end,
        &[
            "more",
            "full",
            "whole",
            "long",
            "consecutive",
            "straight",
            "additional",
            "of",
            "calendar",
            "entire",
            "solid",
            "good",
            "other",
        ],
    );
    if let Some((years, end)) = pick(context, end, DECADES) {
        let (amount, unit) = if years == 0 {
            (amount * Decimal::TWO, Unit::Week)
        } else {
            (amount * Decimal::from(years), Unit::Year)
        };
        return Some((Length::of(amount, unit), end));
    }
    let (unit, end) = pick(context, end, UNITS).or_else(|| glued(context, end))?;
    // The twenty second floor is no length.
    let ordinal = amount > Decimal::ONE
        && context.text.before(end) == Some('d')
        && context.text.at(skip(context, at)).is_some_and(char::is_alphabetic);
    if ordinal && unit == Unit::Second {
        return None;
    }
    // ten year old, 2 week notice: the age is not ours, the notice is.
    if any(context, end, &["old", "olds", "of age"]).is_some() {
        return None;
    }
    Some((Length::of(amount, unit), end))
}

/// `1h30m`, `2d`: letters at figures. A lone `5m` may be metres, and `90s` a decade.
fn glued(context: &Context<'_>, end: usize) -> Option<(Unit, usize)> {
    let unit = match context.text.at(end)? {
        'd' => Unit::Day,
        'h' => Unit::Hour,
        'm' => Unit::Minute,
        's' => Unit::Second,
        _ => return None,
    };
    let figure = |at: usize| context.text.at(at).is_some_and(|c| c.is_ascii_digit());
    let figures =
        context.text.letters()[..end].iter().rev().take(12).take_while(|c| c.is_ascii_digit()).count();
    let chained = context.text.before(end - figures).is_some_and(|c| "dhm".contains(c));
    let sure = chained || figure(end + 1) || matches!(unit, Unit::Day | Unit::Hour);
    (figures > 0 && sure && (context.text.is_edge(end + 1) || figure(end + 1))).then_some((unit, end + 1))
}

fn amount(context: &Context<'_>, at: usize) -> Option<(Decimal, usize)> {
    const VAGUE: &[(&str, (i64, u32))] = &[
        ("half an", (5, 1)),
        ("half a", (5, 1)),
        ("a half", (5, 1)),
        ("half", (5, 1)),
        ("a quarter of an", (25, 2)),
        ("a quarter of a", (25, 2)),
        ("quarter of a", (25, 2)),
        ("three quarters of a", (75, 2)),
        ("half of a", (5, 1)),
        ("half of an", (5, 1)),
        ("a third of a", (333, 3)),
        ("quarter of an", (25, 2)),
        ("a quarter", (25, 2)),
        ("quarter", (25, 2)),
        ("three quarters of an", (75, 2)),
        ("three-quarters of an", (75, 2)),
        ("a couple of", (2, 0)),
        ("a couple", (2, 0)),
        ("couple of", (2, 0)),
        ("a few", (3, 0)),
        ("few", (3, 0)),
        ("a", (1, 0)),
        ("an", (1, 0)),
        ("one", (1, 0)),
        ("a single", (1, 0)),
        ("one and a half", (15, 1)),
        ("another", (1, 0)),
        ("several", (3, 0)),
        ("a dozen", (12, 0)),
        ("half a dozen", (6, 0)),
    ];
    let vague = pick(context, at, VAGUE).map(|((n, scale), end)| (Decimal::new(n, scale), end));
    let from = skip(context, at);
    let read = numeral::english::read(context.text, from).map(|numeral| {
        let half = word(context, numeral.end, "and a half").filter(|_| numeral.value.is_integer());
        half.map_or((numeral.value, numeral.end), |end| (numeral.value + Decimal::new(5, 1), end))
    });
    let glued = figures::row(context, from)
        .filter(|(_, count)| context.text.at(from + count).is_some_and(|c| "dhms".contains(c)))
        .map(|(number, count)| (Decimal::from(number), from + count));
    [vague, read, glued].into_iter().flatten().max_by_key(|(_, end)| *end)
}
