//! Quarters, halves and seasons in English: `Q3 2026`, `the second half of 2027`, `the winter of 2026`.

use super::year::year_behind;
use super::{Read, led_by};
use crate::moment::calendar;
use crate::moment::english::words::{any, maybe, pick, skip};
use crate::moment::stretch::{Context, Grain, Stretch};

/// `Q3 2026`, `Q1`, `H2 2027`.
pub(super) fn quarters(context: &Context<'_>, at: usize) -> Read {
    const PARTS: &[(&str, (i64, i64))] = &[
        ("q1", (1, 3)),
        ("q2", (4, 3)),
        ("q3", (7, 3)),
        ("q4", (10, 3)),
        ("h1", (1, 6)),
        ("h2", (7, 6)),
        ("the first half", (1, 6)),
        ("the second half", (7, 6)),
    ];
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
    if any(context, at, &["the first half", "the second half"]).is_some() {
        return None;
    }
    Some((
        context.some_year(format!("XXXX-{code}"), Grain::Season, |year| {
            calendar::of_months(year, month, count)
        })?,
        end,
    ))
}

pub(super) fn quarter_of(year: i64, quarter: i64) -> Option<Stretch> {
    Some(Stretch::new(
        format!("{year:04}-Q{quarter}"),
        Grain::Season,
        calendar::of_months(year, quarter * 3 - 2, 3)?,
    ))
}

/// `summer`, `the winter of 2026`. Spring and fall are other words too.
pub(super) fn season(context: &Context<'_>, at: usize) -> Read {
    const SEASONS: &[(&str, (&str, i64))] = &[
        ("spring", ("SP", 3)),
        ("summer", ("SU", 6)),
        ("autumn", ("FA", 9)),
        ("fall", ("FA", 9)),
        ("winter", ("WI", 12)),
    ];
    let from = maybe(context, at, &["the"]);
    let ((code, month), end) = pick(context, from, SEASONS)?;
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
