//! Places in time and what lies between them, in English: `tomorrow at 3`, `from 3 to 5pm`, `the next two weeks`.

use super::words::{any, maybe, pick, skip, word};
use super::{clock, day, length};
use crate::moment::calendar;
use crate::moment::clock::{Clock, Part};
use crate::moment::figures;
use crate::moment::length::Unit;
use crate::moment::sense::{self, Hours, Place};
use crate::moment::stretch::{Context, Grain, Stretch};
use crate::moment::{Moment, Qualifier};

type Read = Option<(Moment, usize)>;

/// The longest of what may begin at `at`.
pub(super) fn read(context: &Context<'_>, at: usize) -> Read {
    let readers: [fn(&Context<'_>, usize) -> Read; 6] =
        [single, between, hours, day_span, ahead, short_years];
    readers.iter().filter_map(|read| read(context, at)).max_by_key(|(_, end)| *end)
}

/// A day with a time, a day, or a time.
fn place(context: &Context<'_>, at: usize, bare: bool) -> Option<(Place, usize)> {
    if let Some(end) =
        any(context, at, &["right now", "now", "at the moment", "immediately", "asap", "as soon as possible"])
    {
        return Some((Place::Stretch(context.present()), end));
    }
    let found = [
        day_first(context, at),
        clock_first(context, at, bare),
        part_first(context, at),
        special(context, at),
    ];
    found.into_iter().flatten().max_by_key(|(_, end)| *end)
}

/// `tomorrow at 3`, `Friday morning`, `tomorrow morning at 9`, `March 5th, 15:30`.
fn day_first(context: &Context<'_>, at: usize) -> Option<(Place, usize)> {
    let (stretch, end) = day::stretch(context, at)?;
    if stretch.grain != Grain::Day {
        return Some((Place::Stretch(stretch), end));
    }
    Some(with_time(context, stretch, end))
}

fn with_time(context: &Context<'_>, stretch: Stretch, end: usize) -> (Place, usize) {
    // 2026-03-05T15:30
    let joined =
        context.text.literal(end, "t").filter(|at| context.text.at(*at).is_some_and(|c| c.is_ascii_digit()));
    let comma = context.text.literal(end, ",").unwrap_or(end);
    let part = clock::part(context, comma).filter(|(_, further)| {
        any(context, comma, &["the night", "the morning"]).is_none() && *further > comma
    });
    let (part, after) = part.map_or((None, comma), |(part, end)| (Some(part), end));
    let said_at = any(context, after, &["at about", "at around", "at", "@", "by", "around", "about"]);
    let bare = said_at.is_some() || after > end;
    if let Some((clock, further)) = clock::clock(context, joined.or(said_at).unwrap_or(after), bare) {
        let clock = part.map_or(clock, |part| clock.within(part));
        let clock = if joined.is_some() { clock.known() } else { clock };
        if let Some(point) = stretch.at(clock, context.now) {
            return (Place::Stretch(point), further);
        }
    }
    match part.and_then(|part| stretch.part(part)) {
        Some(stretch) => (Place::Stretch(stretch), after),
        None => (Place::Stretch(stretch), end),
    }
}

/// `3pm`, `3pm tomorrow`, `at 3 on Friday`, `half past seven in the evening of March 5`.
fn clock_first(context: &Context<'_>, at: usize, bare: bool) -> Option<(Place, usize)> {
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
        let point = stretch.at(clock.within(part), context.now)?;
        return Some((Place::Stretch(point), end));
    }
    if let Some((stretch, end)) =
        day::stretch(context, skip(context, from)).filter(|(stretch, _)| stretch.grain == Grain::Day)
    {
        let part = clock::part(context, end).filter(|_| clock.open);
        let (clock, end) = part.map_or((clock, end), |(part, end)| (clock.within(part), end));
        return Some((Place::Stretch(stretch.at(clock, context.now)?), end));
    }
    Some((Place::Clock(clock), maybe(context, end, &["sharp", "exactly"])))
}

/// `tonight`, `this morning`, `last night`: a day and its part in one.
fn day_part(context: &Context<'_>, at: usize) -> Option<(Part, Stretch, usize)> {
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
    ];
    let ((days, part), end) = pick(context, at, DAY_PARTS)?;
    Some((part, Stretch::day(calendar::days(context.today(), days)?)?, end))
}

/// `tonight at 8`, `this morning`.
fn special(context: &Context<'_>, at: usize) -> Option<(Place, usize)> {
    let (part, stretch, end) = day_part(context, at)?;
    let said_at = any(context, end, &["at", "@", "around", "by"]);
    if let Some((clock, end)) = clock::clock(context, said_at.unwrap_or(end), said_at.is_some()) {
        return Some((Place::Stretch(stretch.at(clock.within(part), context.now)?), end));
    }
    Some((Place::Stretch(stretch.part(part)?), end))
}

/// `in the morning`, `the morning of March 5`, `noon`.
fn part_first(context: &Context<'_>, at: usize) -> Option<(Place, usize)> {
    let (part, end) = clock::part(context, at)?;
    if let Some(from) = any(context, end, &["of", "on"])
        && let Some((stretch, end)) =
            day::stretch(context, skip(context, from)).filter(|(stretch, _)| stretch.grain == Grain::Day)
    {
        return Some((Place::Stretch(stretch.part(part)?), end));
    }
    // Good morning is a greeting.
    let greeting = day::led_by(context, skip(context, at), &["good"]);
    (!greeting).then_some((Place::Part(part), end))
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
    if let Some((qualifier, from)) = pick(context, at, SIDES) {
        let from = maybe(context, from, &["about", "around"]);
        let (place, end) = place(context, skip(context, from), true)?;
        let decade = matches!(&place, Place::Stretch(stretch) if stretch.grain == Grain::Decade);
        let bare_from = decade && word(context, at, "from").is_some()
            || qualifier == Qualifier::Since
                && word(context, at, "from").is_some()
                && matches!(place, Place::Clock(clock) if clock.open);
        let mut moment = place.moment(context, Some(qualifier))?;
        if word(context, at, "since").is_some() {
            // What something has lasted since is past.
            moment.readings.reverse();
        }
        return Some((moment, end)).filter(|_| !bare_from);
    }
    let bare_word = context.text.at(at).is_some_and(|c| c.is_ascii_alphanumeric());
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

/// `3 to 5pm`: the first hour is in the half of the second, unless that would turn it around.
fn paired(from: Clock, to: Clock) -> Hours {
    if !from.open || to.open {
        return Hours { from, to };
    }
    let same = Clock { hour: from.hour % 12 + if to.hour >= 12 { 12 } else { 0 }, open: false, ..from };
    let other = Clock { hour: from.hour % 12 + if to.hour >= 12 { 0 } else { 12 }, open: false, ..from };
    let minutes = |clock: Clock| clock.hour * 60 + clock.minute.unwrap_or(0);
    Hours { from: if minutes(same) < minutes(to) || to.hour == 24 { same } else { other }, to }
}

/// `3-5pm`, `tomorrow 3 to 5pm`, `from 9 to 5 on Friday`, `Monday from 2 to 4`.
fn hours(context: &Context<'_>, at: usize) -> Read {
    let day = day::stretch(context, at).filter(|(stretch, _)| stretch.grain == Grain::Day);
    let start = day.as_ref().map_or(at, |(_, end)| context.text.literal(*end, ",").unwrap_or(*end));
    let (part, start) = match day_part(context, at) {
        Some((part, stretch, end)) => (Some((part, stretch)), end),
        None => (None, start),
    };
    let from_word = any(context, start, &["from", "between"]);
    let (from, end) = clock::clock(context, from_word.unwrap_or(start), true)?;
    let joint = dash(context, end).or_else(|| {
        any(context, end, &["to", "until", "till", "and"])
            .filter(|_| from_word.is_some() || word(context, end, "and").is_none())
    })?;
    let (to, end) = clock::clock(context, joint, true)?;
    if from.hour == to.hour && from.minute == to.minute && from.open == to.open {
        return None;
    }
    let sure = !from.open || !to.open || day.is_some() || from.minute.is_some();
    let mut pair = paired(from, to);
    let day = day.map(|(stretch, _)| stretch).or_else(|| {
        let (part, stretch) = part.clone()?;
        pair = paired(from.within(part), to.within(part));
        Some(stretch)
    });
    let behind = maybe(context, end, &["on"]);
    let (day, end) = match (
        day,
        day::stretch(context, skip(context, behind)).filter(|(stretch, _)| stretch.grain == Grain::Day),
    ) {
        (None, Some((stretch, end))) => (Some(stretch), end),
        (day, _) => (day, end),
    };
    let said = clock::clock(context, from_word.unwrap_or(start), false).is_some()
        || clock::clock(context, joint, false).is_some();
    (sure || said || day.is_some()).then(|| Some((sense::of_hours(pair, day.as_ref(), context)?, end)))?
}

/// `March 5-7`, `5 to 7 March`, `from the 3rd to the 5th of May`, `Jan-Mar`.
fn day_span(context: &Context<'_>, at: usize) -> Read {
    let start = any(context, at, &["from", "between"]).unwrap_or(at);
    let joint =
        |end: usize| dash(context, end).or_else(|| any(context, end, &["to", "through", "and", "until"]));
    // March 5-7
    let (first, end) = day::stretch(context, skip(context, start))
        .filter(|(stretch, _)| stretch.grain == Grain::Day)
        .or_else(|| {
            // 5-7 March: the first takes the month of the second.
            let (number, end, _) = super::words::day(context, maybe(context, start, &["the"]))?;
            let (second, _) = day::stretch(context, skip(context, joint(end)?))
                .filter(|(stretch, _)| stretch.grain == Grain::Day)?;
            second.timex.contains('-').then_some(())?;
            let within = |between: calendar::Between| {
                calendar::date(between.start.year().into(), between.start.month().into(), number)
            };
            let timex = format!("{}-{number:02}", second.timex.rsplit_once('-')?.0);
            Some((second.day_within(timex, within)?, end))
        })?;
    let from = joint(end)?;
    if let Some((second, end)) =
        day::stretch(context, skip(context, from)).filter(|(stretch, _)| stretch.grain == Grain::Day)
    {
        let read = |context: Context<'_>| {
            if second.is_open() {
                Some(day::stretch(&context, skip(&context, from))?.0)
            } else {
                Some(second.clone())
            }
        };
        return Some((sense::of_range(&first, context, read)?, end));
    }
    if first.timex.starts_with("XXXX-WXX") {
        return None;
    }
    let (number, end, _) = super::words::day(context, maybe(context, from, &["the"]))?;
    if let Some(spelled) = span_with_year(context, &first, number, end) {
        return Some(spelled);
    }
    let within = |between: calendar::Between| {
        calendar::date(between.start.year().into(), between.start.month().into(), number)
    };
    let to = first.day_within(format!("{}-{number:02}", first.timex.rsplit_once('-')?.0), within)?;
    let any_clock = clock::clock(context, from, false).is_some();
    (!any_clock).then(|| {
        Some((
            sense::of_range(&first, context, |context| {
                let reading = to
                    .readings
                    .iter()
                    .copied()
                    .filter(|between| between.start >= context.now)
                    .min_by_key(|between| between.start)?;
                Some(Stretch { readings: vec![reading], ..to.clone() })
            })?,
            end,
        ))
    })?
}

/// `March 3rd to 9th, 2027`: the year belongs to both.
fn span_with_year(context: &Context<'_>, first: &Stretch, number: i64, end: usize) -> Read {
    let at = skip(context, context.text.literal(end, ",").unwrap_or(end));
    let (year, _) =
        figures::row(context, at).filter(|(year, count)| *count == 4 && (1000..2200).contains(year))?;
    let said = first.readings[0].start;
    let start = calendar::date(year, said.month().into(), said.day().into())?;
    let last = calendar::date(year, said.month().into(), number)?;
    Some((sense::of_range(&Stretch::day(start)?, context, |_| Stretch::day(last))?, at + 4))
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
    let (length, end) = length::length(context, from)?;
    let said_number =
        !matches!(length.parts[..], [(n, unit)] if n == rust_decimal::Decimal::ONE && unit > Unit::Second);
    let from = if length.unit() <= Unit::Day {
        // "The next three days" begin tomorrow, "within three days" begins now.
        let within = any(context, at, &["within", "in less than", "inside"]).is_some();
        let days = if within { 0 } else { sign };
        context.days_away(days)?
    } else {
        context.present()
    };
    let stretch = sense::lasting(&from, &length, sign, context)?;
    said_number.then(|| Some((sense::of_stretch(&stretch, context.zone, None)?, end)))?
}

/// `2015-2018`, `from 2015 to 2018`: years that need no word before them.
fn short_years(context: &Context<'_>, at: usize) -> Read {
    let start = any(context, at, &["from", "between"]).unwrap_or(at);
    let year = |at: usize| {
        let at = skip(context, at);
        let (year, count) = figures::row(context, at)?;
        (count == 4 && (1500..2200).contains(&year) && context.text.is_edge(at + 4)).then_some((year, at + 4))
    };
    let (first, end) = year(start)?;
    let joint = dash(context, end)
        .or_else(|| any(context, end, &["to", "until", "through", "and"]).filter(|_| start > at))?;
    let (second, end) = year(joint).filter(|(second, _)| *second > first)?;
    Some((sense::of_range(&Stretch::year(first)?, context, |_| Stretch::year(second))?, end))
}
