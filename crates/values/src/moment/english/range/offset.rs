//! Times by their distance from another in English: `an hour before noon`, `20 minutes after 5pm on Friday`.

use rust_decimal::prelude::ToPrimitive;

use super::Read;
use super::place::place;
use crate::moment::calendar::Between;
use crate::moment::english::length;
use crate::moment::english::words::{pick, skip};
use crate::moment::length::Unit;
use crate::moment::sense::Place;
use crate::moment::stretch::{Context, Grain, Stretch};

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
            let readings: Vec<Between> = stretch.readings.iter().filter_map(shift).map(Between::point).collect();
            Place::Stretch(Stretch { readings: readings.clone(), ..Stretch::instant(readings.first()?.start) })
        }
        _ => return None,
    };
    Some((moved.moment(context, None)?, end))
}
