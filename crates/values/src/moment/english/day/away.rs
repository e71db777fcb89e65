//! Days by their distance in English: `in 3 days`, `two weeks ago`, `a week from Monday`, `a week on Friday`.

use super::{Read, stretch};
use crate::moment::english::length;
use crate::moment::english::words::{any, pick, skip, word};
use crate::moment::length::{Length, Unit};
use crate::moment::stretch::{Context, Grain};

/// `in 3 days`, `two weeks from now`, `10 minutes ago`, `a year later`.
pub(super) fn away(context: &Context<'_>, at: usize) -> Read {
    const SIDES: &[(&str, i64)] = &[
        ("from now", 1),
        ("from today", 1),
        ("later", 1),
        ("hence", 1),
        ("ago", -1),
        ("earlier", -1),
        ("before now", -1),
        ("before today", -1),
        ("in the future", 1),
        ("back", -1),
        ("time", 1),
        ("'time", 1),
    ];
    let ahead = any(context, at, &["in", "in about", "in another", "in exactly", "in the next"])
        .filter(|end| any(context, at, &["in the next"]) != Some(*end));
    let from = ahead.unwrap_or(at);
    let single = length::length(context, from).map(|(length, end)| (vec![length], end));
    let (lengths, end) = single.into_iter().chain(length::open(context, from)).max_by_key(|(_, end)| *end)?;
    // In a day or two: either is meant.
    let away = |sign: i64| {
        let mut found = context.away(lengths.first()?, sign)?;
        let others = lengths.iter().skip(1).filter_map(|length| context.away(length, sign));
        found.readings.extend(others.flat_map(|other| other.readings).collect::<Vec<_>>());
        Some(found)
    };
    // In two hours' time; a second time is a rank.
    let time = |further: usize| context.text.literal(further - 4, "time") == Some(further);
    if let Some((sign, end)) = pick(context, end, SIDES).filter(|(_, end)| ahead.is_some() || !time(*end)) {
        return Some((away(sign)?, end));
    }
    ahead.filter(|_| word(context, end, "of").is_none())?;
    Some((away(1)?, end))
}

/// `a week from Monday`, `3 days after Christmas`, `two days before March 5`, `the day after Thanksgiving`.
pub(super) fn from_base(context: &Context<'_>, at: usize) -> Read {
    let (length, end) = match any(context, at, &["the day", "day"]) {
        Some(end) => (Length::of(1, Unit::Day), end),
        None => length::length(context, at)?,
    };
    // A week on Friday, two weeks today.
    let weeks = length.unit() == Unit::Week;
    let on = any(context, end, &["on"]).filter(|_| weeks);
    let today = || word(context, end, "today").or_else(|| word(context, end, "tomorrow")).filter(|_| weeks);
    let side = on.map(|from| (1, from)).or_else(|| today().map(|_| (1, end)));
    let (sign, from) = side.or_else(|| {
        pick(
            context,
            end,
            &[
                ("from", 1),
                ("after", 1),
                ("before", -1),
                ("prior to", -1),
                ("following", 1),
                ("since", 1),
                ("ago", -1),
                ("ago on", -1),
            ],
        )
    })?;
    let (base, end) = stretch(&context.deeper()?, skip(context, from))?;
    if base.grain == Grain::Instant || length.unit() > Unit::Day {
        return None;
    }
    let timex = format!("{}{}{}", base.timex, if sign > 0 { "+" } else { "-" }, length.timex());
    let day = base.day_within(timex, |between| {
        length.shift_date(if sign > 0 { between.last() } else { between.start.date() }, sign)
    })?;
    Some((day, end))
}
