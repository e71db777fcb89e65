//! Places in time and what lies between them, in English: `tomorrow at 3`, `from 3 to 5pm`, `the next two weeks`.

use super::words::{any, maybe, pick, skip, word};
use super::{clock, day, length};
use crate::moment::clock::Clock;
use crate::moment::length::{Length, Unit};
use crate::moment::sense::{self, Hours, Place};
use crate::moment::stretch::{Context, Grain, Stretch};
use crate::moment::{Moment, Qualifier};
use days::{day_span, months, short_years};
use hours::{hours, paired};
use offset::{bounded_away, nights, offset};
use place::place;

pub(super) use hours::span as hours_span;

mod days;
mod hours;
mod offset;
mod place;

type Read = Option<(Moment, usize)>;

/// The longest of what may begin at `at`.
pub(super) fn read(context: &Context<'_>, at: usize) -> Read {
    let readers: [fn(&Context<'_>, usize) -> Read; 9] =
        [single, between, hours, day_span, ahead, short_years, months, offset, bounded_away];
    if let Some(nights) = nights(context, at) {
        return Some(nights);
    }
    readers.iter().filter_map(|read| read(context, at)).max_by_key(|(_, end)| *end)
}

/// One place, with what is said about it: `before Friday`, `since 2020`, `around 7`.
fn single(context: &Context<'_>, at: usize) -> Read {
    const SIDES: &[(&str, Qualifier)] = &[
        ("before", Qualifier::Before),
        ("prior to", Qualifier::Before),
        ("earlier than", Qualifier::Before),
        ("after", Qualifier::After),
        ("later than", Qualifier::After),
        ("since", Qualifier::Since),
        ("until", Qualifier::Until),
        ("till", Qualifier::Until),
        ("'til", Qualifier::Until),
        ("by", Qualifier::Until),
        ("through", Qualifier::Until),
        ("thru", Qualifier::Until),
        ("up until", Qualifier::Until),
        ("ahead of", Qualifier::Before),
        ("ever since", Qualifier::Since),
        ("effective", Qualifier::Since),
        ("no later than", Qualifier::Until),
        ("starting", Qualifier::Since),
        ("starting from", Qualifier::Since),
        ("from", Qualifier::Since),
        ("as of", Qualifier::Since),
        ("about", Qualifier::About),
        ("around", Qualifier::About),
        ("approximately", Qualifier::About),
        ("not before", Qualifier::Since),
        ("not after", Qualifier::Until),
        ("on or after", Qualifier::Since),
        ("on or before", Qualifier::Until),
        ("circa", Qualifier::About),
        ("at about", Qualifier::About),
        ("at around", Qualifier::About),
        ("starting at", Qualifier::Since),
        ("beginning", Qualifier::Since),
        ("anytime after", Qualifier::After),
        ("anytime before", Qualifier::Before),
    ];
    // One by one, nine inches by twelve.
    const SIZES: [&str; 12] =
        ["one", "two", "three", "inches", "inch", "feet", "foot", "meters", "metres", "cm", "mm", "yards"];
    let figure = at >= 2 && context.text.at(at - 2).is_some_and(|c| c.is_ascii_digit());
    if word(context, at, "by").is_some() && (figure || day::led_by(context, at, &SIZES)) {
        return None;
    }
    if let Some((qualifier, from)) = pick(context, at, SIDES) {
        let from = maybe(context, from, &["about", "around"]);
        let (place, end) = place(context, skip(context, from), true)?;
        let decade = matches!(&place, Place::Stretch(stretch) if stretch.grain == Grain::Decade);
        // From the nineties; from 3, through 5 doors.
        let from_word = word(context, at, "from").is_some();
        let bare = || clock::clock(context, from, false).is_none();
        let numbered = any(context, at, &["from", "through", "thru", "starting"]).is_some();
        let bare_from = decade && from_word
            || matches!(place, Place::Clock(clock) if numbered || clock.hour > 12) && bare();
        let mut moment = place.moment(context, Some(qualifier))?;
        if word(context, at, "since").is_some() {
            // What something has lasted since is past.
            moment.readings.reverse();
        }
        return Some((moment, end)).filter(|_| !bare_from);
    }
    let bare_word = context.text.at(at).is_some_and(|c| c.is_ascii_alphanumeric() || c == '\'');
    let (place, end) = place(context, at, false).filter(|_| bare_word)?;
    let (qualifier, end) = match any(context, end, &["or later", "onwards", "onward", "or after"]) {
        Some(end) => (Some(Qualifier::Since), end),
        None => (None, end),
    };
    Some((place.moment(context, qualifier)?, end))
}

/// `from A to B`, `between A and B`, `A - B`, `A through B`.
fn between(context: &Context<'_>, at: usize) -> Read {
    let from_word = any(context, at, &["from", "starting from"]);
    let between_word = any(context, at, &["between", "in between"]);
    let start = from_word.or(between_word).unwrap_or(at);
    let (from, end) = place(context, skip(context, start), start > at)?;
    let joint = match between_word {
        Some(_) => any(context, end, &["and", "to"])?,
        None => dash(context, end)
            .or_else(|| any(context, end, &["to", "until", "till", "through", "thru", "up to", "'til"]))?,
    };
    if let Place::Stretch(stretch) = &from
        && let Some(lasting) = any(context, end, &["for"]).and_then(|at| lasting(context, stretch, at))
    {
        return Some(lasting);
    }
    let (to, end) = place(context, skip(context, joint), true)?;
    // From 3 to 5 are numbers until something makes them times.
    let said = |at: usize| clock::clock(context, at, false).is_some();
    if matches!((&from, &to), (Place::Clock(_), Place::Clock(_))) && !said(start) && !said(joint) {
        return None;
    }
    Some((join(context, &from, &to, skip(context, joint))?, end))
}

fn dash(context: &Context<'_>, end: usize) -> Option<usize> {
    let at = context.text.past_space(end);
    context.text.at(at).filter(|c| matches!(c, '-' | '~')).map(|_| at + 1)
}

fn lasting(context: &Context<'_>, from: &Stretch, at: usize) -> Read {
    let (length, end) = length::length(context, at)?;
    let stretch = sense::lasting(from, &length, 1, context)?;
    Some((sense::of_stretch(&stretch, context.zone, None)?, end))
}

fn join(context: &Context<'_>, from: &Place, to: &Place, to_at: usize) -> Option<Moment> {
    match (from, to) {
        (Place::Clock(from), Place::Clock(to)) => sense::of_hours(paired(*from, *to), None, context),
        (Place::Part(from), Place::Part(to)) => {
            let clock = |hour: i64| Some(Clock::new(hour, None, None)?.known());
            sense::of_hours(Hours { from: clock(from.hours().0)?, to: clock(to.hours().1)? }, None, context)
        }
        (Place::Stretch(stretch), Place::Clock(to)) if stretch.grain == Grain::Instant => {
            // tomorrow at 3 to 5: the same day.
            let date = stretch.readings[0].start.date();
            let hours: Vec<Clock> = stretch
                .readings
                .iter()
                .filter_map(|between| {
                    let time = between.start.time();
                    Some(Clock::new(time.hour().into(), Some(time.minute().into()), None)?.known())
                })
                .collect();
            let day = Stretch::days(stretch.timex.split('T').next()?.to_owned(), vec![date])?;
            sense::of_hours(Hours { from: *hours.first()?, to: *to }, Some(&day), context)
        }
        (Place::Clock(from), Place::Stretch(to)) if to.grain == Grain::Instant => {
            let date = to.readings[0].start.date();
            let time = to.readings[0].start.time();
            let end = Clock::new(time.hour().into(), Some(time.minute().into()), None)?.known();
            let day = Stretch::days(to.timex.split('T').next()?.to_owned(), vec![date])?;
            sense::of_hours(paired(*from, end), Some(&day), context)
        }
        (Place::Stretch(from), Place::Stretch(to)) => sense::of_range(from, context, |context| {
            if !to.is_open() {
                return Some(to.clone());
            }
            match place(&context, to_at, true)?.0 {
                Place::Stretch(stretch) => Some(stretch),
                _ => None,
            }
        }),
        _ => None,
    }
}

/// `the next two weeks`, `past 3 days`, `the last 5 years`, `within an hour`, `over the next month`.
fn ahead(context: &Context<'_>, at: usize) -> Read {
    const WHERE: &[(&str, i64)] = &[
        ("the next", 1),
        ("next", 1),
        ("the coming", 1),
        ("coming", 1),
        ("the following", 1),
        ("the past", -1),
        ("past", -1),
        ("the last", -1),
        ("last", -1),
        ("the previous", -1),
        ("previous", -1),
        ("within", 1),
        ("within the next", 1),
        ("in the next", 1),
        ("in less than", 1),
        ("within the last", -1),
        ("in the last", -1),
        ("in the past", -1),
        ("inside", 1),
    ];
    let (sign, from) = pick(context, at, WHERE)?;
    // The next hour; "last minute" is late.
    const SINGLE: &[(&str, Unit)] =
        &[("hour", Unit::Hour), ("minute", Unit::Minute), ("second", Unit::Second)];
    let single = || {
        let (unit, end) = pick(context, from, SINGLE)?;
        Some((Length::of(1, unit), end))
    };
    const QUARTERS: &[(&str, i64)] = &[
        ("two quarters", 6),
        ("three quarters", 9),
        ("four quarters", 12),
        ("2 quarters", 6),
        ("3 quarters", 9),
        ("4 quarters", 12),
    ];
    let quarters = || {
        let (months, end) = pick(context, from, QUARTERS)?;
        Some((Length::of(months, Unit::Month), end))
    };
    let (length, end) = quarters().or_else(|| length::length(context, from)).or_else(|| {
        single().filter(|_| word(context, at, "the").is_some() && !day::led_by(context, at, &["at", "to"]))
    })?;
    let from = if length.unit() <= Unit::Day {
        // "The next three days" begin tomorrow, "within three days" begins now.
        let within = any(context, at, &["within", "in less than", "inside"]).is_some();
        let days = if within { 0 } else { sign };
        context.days_away(days)?
    } else {
        context.present()
    };
    let stretch = sense::lasting(&from, &length, sign, context)?;
    Some((sense::of_stretch(&stretch, context.zone, None)?, end))
}
