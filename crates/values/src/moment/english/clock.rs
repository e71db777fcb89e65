//! Times of day in English: `half past three`, `3:30pm`, `seven thirty`, `noon`, `five in the morning`.

use super::words::{any, maybe, pick, skip, whole, word};
use crate::moment::clock::{Clock, Part};
use crate::moment::figures;
use crate::moment::stretch::Context;
use crate::numeral;

const HALVES: &[(&str, Part)] = &[
    ("am", Part::Forenoon),
    ("pm", Part::Afternoon),
    ("a.m.", Part::Forenoon),
    ("p.m.", Part::Afternoon),
    ("a.m", Part::Forenoon),
    ("p.m", Part::Afternoon),
    ("a m", Part::Forenoon),
    ("p m", Part::Afternoon),
    ("a", Part::Forenoon),
    ("p", Part::Afternoon),
];

const WITHIN: &[(&str, Part)] = &[
    ("noon", Part::Noon),
    ("midnight", Part::Night),
    ("in the morning", Part::Morning),
    ("in the afternoon", Part::Afternoon),
    ("in the evening", Part::Evening),
    ("at night", Part::Night),
    ("in the early morning", Part::Dawn),
];

const PARTS: &[(&str, Part)] = &[
    ("morning", Part::Forenoon),
    ("mornings", Part::Forenoon),
    ("early morning", Part::Dawn),
    ("dawn", Part::Dawn),
    ("afternoon", Part::Afternoon),
    ("evening", Part::Evening),
    ("night", Part::Night),
    ("lunchtime", Part::Noon),
    ("lunch time", Part::Noon),
    ("daytime", Part::Daytime),
    ("midday", Part::Noon),
    ("noontime", Part::Noon),
    ("late night", Part::Night),
    ("late afternoon", Part::Afternoon),
    ("early afternoon", Part::Afternoon),
    ("early evening", Part::Evening),
    ("late morning", Part::Forenoon),
    ("mid-morning", Part::Forenoon),
    ("mid-afternoon", Part::Afternoon),
];

/// A time that says itself to be one, with its zone. A bare number is one only where `bare` is allowed: behind "at",
/// or a day.
pub(super) fn clock(context: &Context<'_>, at: usize, bare: bool) -> Option<(Clock, usize)> {
    if let Some((clock, end)) = local(context, at, bare) {
        return Some(match figures::zone(context, end) {
            Some((zone, end)) => (Clock { zone: Some(zone), ..clock }, end),
            None => (clock, end),
        });
    }
    // 15 UTC
    let (hour, end) = spoken(context, skip(context, at))?;
    let (zone, end) = figures::zone(context, end)?;
    Some((Clock { zone: Some(zone), ..hour }, end))
}

fn local(context: &Context<'_>, at: usize, bare: bool) -> Option<(Clock, usize)> {
    let at = skip(context, at);
    if let Some(named) = named(context, at) {
        return Some(named);
    }
    if let Some((clock, end)) = past_or_to(context, at) {
        return Some(within(context, clock, end).unwrap_or((clock, end)));
    }
    if let Some((clock, end)) = figures::clock(context, at) {
        return Some(within(context, clock, end).unwrap_or((clock, end)));
    }
    if let Some(pointed) = pointed(context, at) {
        return Some(pointed);
    }
    if let Some(military) = military(context, at, bare) {
        return Some(military);
    }
    let (clock, end) = spoken(context, at)?;
    // 5ish, seven-ish
    if let Some(end) = ["ish", "-ish"].iter().find_map(|ish| context.text.word(end, ish)) {
        return Some((Clock { about: true, ..clock }, end));
    }
    if let Some(end) = any(context, end, &["o'clock", "oclock", "o clock"]) {
        return Some(within(context, clock, end).unwrap_or((clock, end)));
    }
    within(context, clock, end).or_else(|| Some((clock, end)).filter(|_| bare && !is_counted(context, end)))
}

/// `morning`, `the afternoon`; not the time of a clock.
pub(super) fn part(context: &Context<'_>, at: usize) -> Option<(Part, usize)> {
    let from = maybe(context, at, &["in the", "at", "the", "during the"]);
    pick(context, from, PARTS)
}

fn named(context: &Context<'_>, at: usize) -> Option<(Clock, usize)> {
    let from = maybe(context, at, &["12", "twelve"]);
    let about = pick(context, at, &[("noonish", 12), ("midnightish", 24)]);
    let (hour, end) = about.or_else(|| {
        pick(context, from, &[("noon", 12), ("midnight", 24), ("midday", 12), ("noonday", 12)])
    })?;
    Some((Clock { about: about.is_some(), ..Clock::new(hour, None, None)?.known() }, end))
}

/// `10.30pm`: a point between hour and minutes, where a half of the day follows.
fn pointed(context: &Context<'_>, at: usize) -> Option<(Clock, usize)> {
    let (hour, count) = figures::row(context, at).filter(|(_, count)| *count <= 2)?;
    let from = context.text.literal(at + count, ".")?;
    let (minute, _) = figures::row(context, from).filter(|(_, count)| *count == 2)?;
    let clock = Clock::new(hour, Some(minute), None).filter(|clock| clock.open)?;
    let (half, end) = pick(context, from + 2, &HALVES[..4])?;
    Some((clock.within(half), end))
}

/// `0730 hours`, `at 1530`, `14h30`.
fn military(context: &Context<'_>, at: usize, bare: bool) -> Option<(Clock, usize)> {
    let (number, count) = figures::row(context, at)?;
    let end = at + count;
    if count <= 2
        && let Some(from) = context.text.literal(end, "h")
    {
        let (minute, _) = figures::row(context, from).filter(|(_, count)| *count == 2)?;
        return Some((Clock::new(number, Some(minute), None)?.known(), from + 2))
            .filter(|(_, end)| context.text.is_edge(*end));
    }
    let clock = Clock::new(number / 100, Some(number % 100), None).filter(|_| count == 4)?.known();
    let said = any(context, end, &["hours", "hrs", "h"]);
    let at_word = || super::day::led_by(context, at, &["at"]) && bare && !is_counted(context, end);
    said.or_else(|| at_word().then_some(end)).map(|end| (clock, end))
}

/// With `pm` or `in the evening` behind it.
fn within(context: &Context<'_>, clock: Clock, end: usize) -> Option<(Clock, usize)> {
    let halves = pick(context, end, HALVES).filter(|(_, further)| {
        *further <= end + 1
            || context.text.at(*further - 1) != Some('a') && (*further > skip(context, end) + 1)
    });
    let (part, further) = halves.or_else(|| pick(context, end, WITHIN))?;
    // 3pm in the afternoon says the same twice.
    let further = pick(context, further, &WITHIN[2..5]).map_or(further, |(_, further)| further);
    Some((clock.within(part), further))
}

/// `seven`, `7`, `seven thirty`, `seven oh five`, `7 30`.
fn spoken(context: &Context<'_>, at: usize) -> Option<(Clock, usize)> {
    let (hour, end) = hour(context, at)?;
    // One and a quarter million is a number.
    if numeral::english::read(context.text, at).is_some_and(|numeral| numeral.end > end) {
        return None;
    }
    let zero = any(context, end, &["oh", "o"]);
    let spelled = context.text.at(at).is_some_and(|c| c.is_ascii_alphabetic());
    if let Some((minute, further)) =
        minute(context, zero.unwrap_or(end)).filter(|(minute, _)| (minute >= &10) != zero.is_some())
        && (spelled || within(context, Clock::new(hour, None, None)?, further).is_some())
        && (!is_counted(context, further)
            || within(context, Clock::new(hour, None, None)?, further).is_some())
    {
        return Some((Clock::new(hour, Some(minute), None)?, further));
    }
    Some((Clock::new(hour, None, None)?, end))
}

const ONES: &[(&str, i64)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
];

fn hour(context: &Context<'_>, at: usize) -> Option<(i64, usize)> {
    if let Some(hour) = pick(context, at, ONES) {
        return Some(hour);
    }
    let at = skip(context, at);
    let (hour, count) = figures::row(context, at).filter(|(hour, count)| *hour <= 24 && *count <= 2)?;
    let fraction = context.text.at(at + count).is_some_and(|c| ".,/:%".contains(c))
        && context.text.at(at + count + 1).is_some_and(|c| c.is_ascii_digit());
    (!fraction).then_some((hour, at + count))
}

fn minute(context: &Context<'_>, at: usize) -> Option<(i64, usize)> {
    whole(context, at).filter(|(minute, _)| (1..60).contains(minute))
}

/// `half past three`, `a quarter to six`, `ten minutes past nine`, `20 to 7`.
fn past_or_to(context: &Context<'_>, at: usize) -> Option<(Clock, usize)> {
    const SIDES: &[(&str, bool)] =
        &[("past", false), ("after", false), ("to", true), ("before", true), ("till", true), ("of", true)];
    let from = maybe(context, at, &["a"]);
    let named = pick(context, from, &[("half", 30), ("quarter", 15)]);
    let (minutes, end) = named.or_else(|| minute(context, from))?;
    let further = any(context, end, &["minutes", "minute", "mins", "min"]);
    let Some((before, end)) = pick(context, further.unwrap_or(end), SIDES) else {
        return half_hour(context, at, named.filter(|(half, _)| *half == 30)?.1);
    };
    let early = (minutes == 15 && named.is_some()) || further.is_some() || minutes % 5 == 0;
    if !early && named.is_none() {
        return None;
    }
    if let Some((clock, end)) = self::named(context, end) {
        return Some((
            if before { clock.earlier(minutes) } else { Clock { minute: Some(minutes), ..clock } },
            end,
        ));
    }
    let (hour, end) = hour(context, end).filter(|(hour, _)| (1..=12).contains(hour))?;
    // 5 to 7 is a range unless words say it: figures on both sides.
    let figures_only =
        named.is_none() && further.is_none() && context.text.at(from).is_some_and(|c| c.is_ascii_digit());
    if (figures_only && before)
        || is_counted(context, end)
        || figures::clock(context, skip(context, end - 1)).is_some()
    {
        return None;
    }
    let sharp = Clock::new(hour, None, None)?;
    let end = maybe(context, end, &["o'clock", "oclock"]);
    Some((if before { sharp.earlier(minutes) } else { Clock { minute: Some(minutes), ..sharp } }, end))
}

/// `half eight` is half past eight, where a word makes it a time.
fn half_hour(context: &Context<'_>, at: usize, end: usize) -> Option<(Clock, usize)> {
    const LEADS: [&str; 11] =
        ["at", "by", "until", "till", "from", "about", "around", "before", "after", "since", "for"];
    let (hour, end) = hour(context, end).filter(|(hour, _)| (1..=12).contains(hour))?;
    let led = super::day::led_by(context, at, &LEADS) && !is_counted(context, end);
    let sharp = Clock::new(hour, Some(30), None)?;
    (led || within(context, sharp, end).is_some()).then_some((sharp, end))
}

/// A number of something: `at 3 places`, `5 people`.
fn is_counted(context: &Context<'_>, end: usize) -> bool {
    let next = context.text.past_space(end);
    if context.text.at(end).is_some_and(|c| "%$€/:.".contains(c))
        && context.text.at(end + 1).is_some_and(|c| c.is_ascii_alphanumeric())
        || context.text.at(end) == Some('%')
    {
        return true;
    }
    const MAY_FOLLOW: [&str; 41] = [
        "last",
        "we",
        "i",
        "onwards",
        "everyone",
        "on",
        "tomorrow",
        "today",
        "tonight",
        "yesterday",
        "and",
        "or",
        "to",
        "until",
        "till",
        "for",
        "in",
        "at",
        "this",
        "next",
        "every",
        "please",
        "with",
        "sharp",
        "if",
        "but",
        "the",
        "by",
        "from",
        "so",
        "when",
        "because",
        "then",
        "through",
        "as",
        "is",
        "was",
        "works",
        "each",
        "daily",
        "exactly",
    ];
    let letters = context.text.at(next).is_some_and(char::is_alphabetic);
    let day = pick(context, end, super::words::WEEKDAYS).is_some()
        || pick(context, end, super::words::MONTHS).is_some();
    letters && !day && !MAY_FOLLOW.iter().any(|follow| word(context, end, follow).is_some())
}
