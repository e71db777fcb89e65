//! Times by their distance from another in English: `an hour before noon`, `20 minutes after 5pm on Friday`.

use rust_decimal::prelude::ToPrimitive;

use super::Read;
use super::place::place;
use crate::moment::Qualifier;
use crate::moment::calendar::Between;
use crate::moment::english::words::{any, pick, skip};
use crate::moment::english::{day, length};
use crate::moment::length::Unit;
use crate::moment::sense::{self, Place};
use crate::moment::stretch::{Context, Grain, Stretch};

/// `more than three years ago`, `less than two weeks from now`: on one side of a distance.
pub(super) fn bounded_away(context: &Context<'_>, at: usize) -> Read {
    const BOUNDS: &[(&str, bool)] = &[
        ("more than", true),
        ("over", true),
        ("at least", true),
        ("less than", false),
        ("within", false),
        ("under", false),
        ("not more than", false),
        ("no more than", false),
    ];
    const SIDES: &[(&str, i64)] =
        &[("ago", -1), ("from now", 1), ("from today", 1), ("later", 1), ("back", -1)];
    let (beyond, from) = pick(context, at, BOUNDS)?;
    let (length, end) = length::length(context, from)?;
    let (sign, end) = pick(context, end, SIDES)?;
    if !beyond {
        let start = if length.unit() > Unit::Day { context.present() } else { context.days_away(0)? };
        let near = sense::lasting(&start, &length, sign, context)?;
        return Some((sense::of_stretch(&near, context.zone, None)?, end));
    }
    let far = if sign < 0 { Qualifier::Before } else { Qualifier::After };
    Some((sense::of_stretch(&context.away(&length, sign)?, context.zone, Some(far))?, end))
}

/// `an hour before noon tomorrow`, `half an hour after 6`.
pub(super) fn offset(context: &Context<'_>, at: usize) -> Read {
    const SIDES: &[(&str, i64)] = &[("before", -1), ("prior to", -1), ("after", 1), ("past", 1), ("from", 1)];
    let (length, end) = length::length(context, at).filter(|(length, _)| length.unit() > Unit::Day)?;
    let (sign, from) = pick(context, end, SIDES)?;
    let (place, end) = place(&context.deeper()?, skip(context, from), true)?;
    let moved = match place {
        Place::Clock(clock) => Place::Clock(clock.earlier(-sign * (length.seconds().to_i64()? / 60))),
        Place::Stretch(stretch) if stretch.grain == Grain::Instant => {
            let shift = |between: &Between| length.shift(between.start, sign, context.zone);
            let readings: Vec<Between> =
                stretch.readings.iter().filter_map(shift).map(Between::point).collect();
            Place::Stretch(Stretch {
                readings: readings.clone(),
                ..Stretch::instant(readings.first()?.start)
            })
        }
        _ => return None,
    };
    Some((moved.moment(context, None)?, end))
}

/// `two nights from the 18th`: they begin there.
pub(super) fn nights(context: &Context<'_>, at: usize) -> Read {
    let (length, end) = length::length(context, at)?;
    context.text.slice(at..end).to_lowercase().trim_end_matches('s').strip_suffix("night")?;
    let from = any(context, end, &["from", "starting", "starting on", "beginning", "beginning on"])?;
    let (day, end) = day::stretch(context, skip(context, from)).filter(|(day, _)| day.grain == Grain::Day)?;
    Some((sense::of_stretch(&sense::lasting(&day, &length, 1, context)?, context.zone, None)?, end))
}
