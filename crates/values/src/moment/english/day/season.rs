//! Quarters, halves and seasons in English: `Q3 2026`, `the second half of 2027`, `the winter of 2026`.

use super::year::year_behind;
use super::{Read, led_by};
use crate::moment::calendar::{self, Between};
use crate::moment::english::words::{any, maybe, pick, skip, whole};
use crate::moment::stretch::{Context, Grain, Stretch};

/// `Q3 2026`, `Q1`, `H2 2027`.
pub(super) fn quarters(context: &Context<'_>, at: usize) -> Read {
    const PARTS: &[(&str, (i64, i64))] =
        &[("q1", (1, 3)), ("q2", (4, 3)), ("q3", (7, 3)), ("q4", (10, 3)), ("h1", (1, 6)), ("h2", (7, 6))];
    let ((month, count), end) = pick(context, at, PARTS)?;
    let code = if count == 3 { format!("Q{}", month / 3 + 1) } else { format!("H{}", month / 6 + 1) };
    if let Some((year, end)) = year_behind(context, end) {
        return Some((
            Stretch::new(
                format!("{year:04}-{code}"),
                Grain::Season,
                calendar::of_months(year, month, count)?,
            ),
            end,
        ));
    }
    Some((
        context.some_year(format!("XXXX-{code}"), Grain::Season, |year| {
            calendar::of_months(year, month, count)
        })?,
        end,
    ))
}

/// `the first half of 2025`, `the second half of the 19th century`, `the first half of next month`.
pub(super) fn halves(context: &Context<'_>, at: usize) -> Read {
    const HALVES: &[(&str, bool)] = &[
        ("the first half", true),
        ("first half", true),
        ("the second half", false),
        ("second half", false),
        ("the last half", false),
        ("the latter half", false),
    ];
    let (first, from) = pick(context, at, HALVES)?;
    let from = any(context, from, &["of", "in"]).unwrap_or(from);
    let (whole, end) = match year_behind(context, from) {
        Some((year, end)) => (Stretch::year(year)?, end),
        None => super::whole_of(context, from)?,
    };
    let code = if first { "H1" } else { "H2" };
    let part = whole.within(format!("{}-{code}", whole.timex), Grain::Season, |between| {
        let (start, end) = (between.start.date(), between.end.date());
        let months = (i64::from(end.year()) - i64::from(start.year())) * 12 + i64::from(end.month())
            - i64::from(start.month());
        let middle = match months {
            0 | 1 => calendar::days(start, i64::from((end - start).get_days()) / 2)?,
            _ => calendar::months(start, months / 2)?,
        };
        Some(if first { Between::dates(start, middle) } else { Between::dates(middle, end) })
    })?;
    Some((part, end))
}

pub(super) fn quarter_of(year: i64, quarter: i64) -> Option<Stretch> {
    Some(Stretch::new(
        format!("{year:04}-Q{quarter}"),
        Grain::Season,
        calendar::of_months(year, quarter * 3 - 2, 3)?,
    ))
}

const SEASONS: &[(&str, (&str, i64))] = &[
    ("spring", ("SP", 3)),
    ("summer", ("SU", 6)),
    ("autumn", ("FA", 9)),
    ("fall", ("FA", 9)),
    ("winter", ("WI", 12)),
];

/// `two summers ago`, `three winters from now`.
pub(super) fn counted(context: &Context<'_>, at: usize) -> Read {
    let (count, end) = whole(context, at).filter(|(count, _)| (1..=500).contains(count))?;
    let from = skip(context, end);
    let ((code, month), end) = SEASONS.iter().find_map(|&(name, season)| {
        let end = context.text.literal(from, name)?;
        Some((season, context.text.word(end, "s").or_else(|| context.text.word(end, ""))?))
    })?;
    let (sign, end) = pick(context, end, &[("ago", -1), ("from now", 1), ("back", -1)])?;
    let of = |year: i64| calendar::of_months(year, month, 3);
    let open = context.some_year(String::new(), Grain::Season, of)?;
    let near = if sign > 0 { open.readings.first() } else { open.readings.last() }?;
    let year = i64::from(near.start.year()) + sign * (count - 1);
    Some((Stretch::new(format!("{year:04}-{code}"), Grain::Season, of(year)?), end))
}

/// `summer`, `the winter of 2026`. Spring and fall are other words too.
pub(super) fn season(context: &Context<'_>, at: usize) -> Read {
    let from = maybe(context, at, &["the"]);
    let ((code, month), end) = pick(context, from, SEASONS)?;
    // The winter solstice is a day of its own.
    if any(context, end, &["solstice", "equinox"]).is_some() {
        return None;
    }
    if let Some((year, end)) = year_behind(context, end) {
        return Some((
            Stretch::new(format!("{year:04}-{code}"), Grain::Season, calendar::of_months(year, month, 3)?),
            end,
        ));
    }
    let unclear = matches!(code, "SP" | "FA")
        && !led_by(
            context,
            skip(context, from),
            &["in", "this", "next", "last", "in the", "by", "until", "since", "during the", "year's"],
        );
    (!unclear).then(|| {
        Some((
            context.some_year(format!("XXXX-{code}"), Grain::Season, |year| {
                calendar::of_months(year, month, 3)
            })?,
            end,
        ))
    })?
}
