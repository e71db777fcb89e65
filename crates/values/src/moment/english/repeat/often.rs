//! How often, in English: `once a week`, `three mornings a week`.

use super::{Read, named};
use crate::moment::english::words::{UNITS, any, pick, whole};
use crate::moment::repeat::Repeat;
use crate::moment::stretch::Context;

/// `once a week`, `twice a day`, `three times every two weeks`, `twice daily`.
pub(super) fn once(context: &Context<'_>, at: usize) -> Read {
    const COUNTS: &[(&str, u32)] = &[("once", 1), ("twice", 2), ("thrice", 3), ("a couple of times", 2)];
    let small = |n: i64| u32::try_from(n).ok().filter(|n| (1..1000).contains(n));
    let (times, from) = pick(context, at, COUNTS).or_else(|| {
        let (count, end) = whole(context, at)?;
        const TIMES: [&str; 10] = [
            "times",
            "time",
            "x",
            "days",
            "nights",
            "mornings",
            "afternoons",
            "evenings",
            "sessions",
            "visits",
        ];
        Some((small(count)?, any(context, end, &TIMES)?))
    })?;
    if let Some((repeat, end)) = named(context, from).filter(|(repeat, _)| repeat.weekdays == 0) {
        return Some((Repeat { times, ..repeat }, end));
    }
    let from = any(context, from, &["a", "an", "every", "per", "each"])?;
    let (interval, end) = whole(context, from).unwrap_or((1, from));
    let (unit, end) = pick(context, end, UNITS)?;
    Some((Repeat { times, ..Repeat::every(small(interval)?, unit) }, end))
}
