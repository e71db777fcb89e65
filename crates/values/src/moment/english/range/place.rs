//! A place in time in English: `tomorrow at 3`, `this morning`, `3pm on Friday`, `end of day`.

use crate::moment::calendar;
use crate::moment::clock::{Clock, Part};
use crate::moment::english::words::{any, maybe, pick, skip};
use crate::moment::english::{clock, day};
use crate::moment::sense::Place;
use crate::moment::stretch::{Context, Grain, Stretch};

/// A day with a time, a day, or a time.
pub(super) fn place(context: &Context<'_>, at: usize, bare: bool) -> Option<(Place, usize)> {
    if let Some(end) =
        any(context, at, &["right now", "now", "at the moment", "immediately", "asap", "as soon as possible"])
    {
        return Some((Place::Stretch(context.present()), end));
    }
    let found = [
        early_or_late(context, at),
        end_of_day(context, at),
        day_first(context, at),
        clock_first(context, at, bare),
        part_first(context, at),
        special(context, at),
    ];
    found.into_iter().flatten().max_by_key(|(_, end)| *end)
}

/// `late last night`, `early Monday morning`, `first thing tomorrow morning`: some part of those hours.
fn early_or_late(context: &Context<'_>, at: usize) -> Option<(Place, usize)> {
    let from = skip(context, any(context, at, &["early", "late", "first thing", "bright and early"])?);
    let found = [day_first(context, from), special(context, from), part_first(context, from)];
    let hours = |place: &Place| matches!(place, Place::Stretch(stretch) if stretch.grain == Grain::Hours);
    found.into_iter().flatten().max_by_key(|(_, end)| *end).filter(|(place, _)| hours(place))
}

/// `end of day`, `EOD tomorrow`: the last second of it.
pub(super) fn end_of_day(context: &Context<'_>, at: usize) -> Option<(Place, usize)> {
    const ENDS: &[&str] = &[
        "the end of the day",
        "the end of day",
        "end of the day",
        "end of day",
        "eod",
        "the close of business",
        "close of business",
        "cob",
        "end of business",
        "end of business day",
    ];
    let last = Clock::new(23, Some(59), Some(59))?;
    let Some(end) = any(context, at, ENDS) else {
        // The end of tomorrow.
        let from = skip(context, any(context, at, &["the end of", "end of"])?);
        let (day, end) = day::stretch(context, from).filter(|(day, _)| day.grain == Grain::Day)?;
        return Some((Place::Stretch(day.at(last, context)?), end));
    };
    let on = maybe(context, end, &["on", "of"]);
    let (day, end) = day::stretch(context, skip(context, on))
        .filter(|(day, _)| day.grain == Grain::Day)
        .or_else(|| Some((context.days_away(0)?, end)))?;
    Some((Place::Stretch(day.at(last, context)?), end))
}

/// `tomorrow at 3`, `Friday morning`, `tomorrow morning at 9`, `March 5th, 15:30`.
pub(super) fn day_first(context: &Context<'_>, at: usize) -> Option<(Place, usize)> {
    let (stretch, end) = day::stretch(context, at)?;
    if stretch.grain != Grain::Day {
        return Some((Place::Stretch(stretch), end));
    }
    Some(with_time(context, stretch, end))
}

pub(super) fn with_time(context: &Context<'_>, stretch: Stretch, end: usize) -> (Place, usize) {
    // 2026-03-05T15:30
    let joined =
        context.text.literal(end, "t").filter(|at| context.text.at(*at).is_some_and(|c| c.is_ascii_digit()));
    let comma = context.text.literal(end, ",").unwrap_or(end);
    let part = clock::part(context, comma).filter(|(_, further)| {
        any(context, comma, &["the night", "the morning"]).is_none() && *further > comma
    });
    let (part, after) = part.map_or((None, comma), |(part, end)| (Some(part), end));
    let said_at = any(context, after, &["at about", "at around", "at", "@", "by", "around", "about"]);
    let bare = said_at.is_some() || part.is_some();
    if let Some((clock, further)) = clock::clock(context, joined.or(said_at).unwrap_or(after), bare) {
        let clock = part.map_or(clock, |part| clock.within(part));
        let clock = if joined.is_some() { clock.known() } else { clock };
        if let Some(point) = stretch.at(clock, context) {
            return (Place::Stretch(point), further);
        }
    }
    match part.and_then(|part| stretch.part(part)) {
        Some(stretch) => (Place::Stretch(stretch), after),
        None => (Place::Stretch(stretch), end),
    }
}

/// `3pm`, `3pm tomorrow`, `at 3 on Friday`, `half past seven in the evening of March 5`.
pub(super) fn clock_first(context: &Context<'_>, at: usize, bare: bool) -> Option<(Place, usize)> {
    let said_at = any(context, at, &["at", "@"]);
    let sure = clock::clock(context, at, bare).or_else(|| clock::clock(context, said_at?, true));
    // seven thirty tomorrow: the day behind it makes it a time.
    let (clock, end) = match sure {
        Some(found) => found,
        None => clock::clock(context, at, true).filter(|(clock, end)| {
            let day = day::stretch(context, skip(context, *end)).filter(|(day, _)| day.grain == Grain::Day);
            let part = day.as_ref().and_then(|(_, end)| clock::part(context, *end));
            day_part(context, *end).is_some() || part.is_some() || (day.is_some() && clock.minute.is_some())
        })?,
    };
    let from = maybe(
        context,
        context.text.literal(end, ",").unwrap_or(end),
        &["on", "of", "in the morning of", "for"],
    );
    if let Some((part, stretch, end)) = day_part(context, end) {
        let point = stretch.at(clock.within(part), context)?;
        return Some((Place::Stretch(point), end));
    }
    if let Some((stretch, end)) =
        day::stretch(context, skip(context, from)).filter(|(stretch, _)| stretch.grain == Grain::Day)
    {
        let part = clock::part(context, end).filter(|_| clock.open);
        let (clock, end) = part.map_or((clock, end), |(part, end)| (clock.within(part), end));
        return Some((Place::Stretch(stretch.at(clock, context)?), end));
    }
    Some((Place::Clock(clock), maybe(context, end, &["sharp", "exactly"])))
}

/// `tonight`, `this morning`, `last night`: a day and its part in one.
pub(super) fn day_part(context: &Context<'_>, at: usize) -> Option<(Part, Stretch, usize)> {
    const DAY_PARTS: &[(&str, (i64, Part))] = &[
        ("tonight", (0, Part::Night)),
        ("tonite", (0, Part::Night)),
        ("this morning", (0, Part::Forenoon)),
        ("this afternoon", (0, Part::Afternoon)),
        ("this evening", (0, Part::Evening)),
        ("this night", (0, Part::Night)),
        ("last night", (-1, Part::Night)),
        ("last evening", (-1, Part::Evening)),
        ("later tonight", (0, Part::Night)),
        ("later this afternoon", (0, Part::Afternoon)),
        ("overnight", (0, Part::Night)),
        ("the night before last", (-2, Part::Night)),
        ("the evening before last", (-2, Part::Evening)),
    ];
    let ((days, part), end) = pick(context, at, DAY_PARTS)?;
    Some((part, Stretch::day(calendar::days(context.today(), days)?)?, end))
}

/// `tonight at 8`, `this morning`.
pub(super) fn special(context: &Context<'_>, at: usize) -> Option<(Place, usize)> {
    let (part, stretch, end) = day_part(context, at)?;
    let said_at = any(context, end, &["at", "@", "around", "by"]);
    if let Some((clock, end)) = clock::clock(context, said_at.unwrap_or(end), said_at.is_some()) {
        return Some((Place::Stretch(stretch.at(clock.within(part), context)?), end));
    }
    Some((Place::Stretch(stretch.part(part)?), end))
}

/// `in the morning`, `the morning of March 5`, `noon`.
pub(super) fn part_first(context: &Context<'_>, at: usize) -> Option<(Place, usize)> {
    let (part, end) = clock::part(context, at)?;
    if let Some(from) = any(context, end, &["of", "on"]).or(Some(end))
        && let Some((stretch, end)) =
            day::stretch(context, skip(context, from)).filter(|(stretch, _)| stretch.grain == Grain::Day)
    {
        return Some((Place::Stretch(stretch.part(part)?), end));
    }
    // Good morning is a greeting.
    let greeting = day::led_by(context, skip(context, at), &["good"]);
    (!greeting).then_some((Place::Part(part), end))
}
