//! A place in time: a day with a time, a day, or a time: `내일 오후 세 시`, `어젯밤`, `지금`.

use crate::moment::clock::Part;
use crate::moment::korean::clock;
use crate::moment::korean::day::{self, followed_by};
use crate::moment::sense::Place;
use crate::moment::stretch::{Context, Grain, Stretch};

/// A day with a time, a day, or a time.
pub(super) fn place(context: &Context<'_>, at: usize) -> Option<(Place, usize)> {
    if let Some(end) =
        now(context, at).filter(|end| day::away(context, at).is_none_or(|(_, away)| away <= *end))
    {
        return Some((Place::Stretch(context.present()), end));
    }
    if let Some(night) = night(context, at) {
        return Some(night);
    }
    let on_day = day::stretch(context, at).map(|(stretch, end)| with_time(context, stretch, end));
    let clock = clock::clock(context, at).map(|(clock, end)| (Place::Clock(clock), end));
    let part = clock::part(context, at).map(|(part, end)| (Place::Part(part), end));
    [part, clock, on_day].into_iter().flatten().max_by_key(|(_, end)| *end)
}

/// `어젯밤`, `간밤 두 시`: a day and its part in one word.
pub(super) fn night(context: &Context<'_>, at: usize) -> Option<(Place, usize)> {
    const NIGHTS: &[(&str, Part)] =
        &[("어젯밤", Part::Night), ("엊저녁", Part::Evening), ("간밤", Part::Night), ("지난밤", Part::Night)];
    let (part, end) = context.pick(at, NIGHTS)?;
    let day = context.days_away(-1)?;
    match clock::clock(context, context.text.past_space(end)) {
        Some((clock, end)) => Some((Place::Stretch(day.at(clock.within(part), context)?), end)),
        None => Some((Place::Stretch(day.part(part)?), end)),
    }
}

pub(super) fn now(context: &Context<'_>, at: usize) -> Option<usize> {
    let end = context.any(at, &["지금", "현재", "방금", "지금 당장"])?;
    (context.text.begins_word(at) && !followed_by(context, end, &["껏", "가지"])).then_some(end)
}

/// The time of day behind a day.
pub(super) fn with_time(context: &Context<'_>, stretch: Stretch, end: usize) -> (Place, usize) {
    if stretch.grain != Grain::Day {
        return (Place::Stretch(stretch), end);
    }
    // 2026-03-05T15:30
    let joined =
        context.text.literal(end, "t").filter(|at| context.text.at(*at).is_some_and(|c| c.is_ascii_digit()));
    let from = joined
        .or_else(|| ["의 ", "에 ", ", ", "날 "].iter().find_map(|joint| context.text.literal(end, joint)))
        .unwrap_or(end);
    let from = context.text.past_space(from);
    if let Some((clock, end)) = clock::clock(context, from)
        && let Some(point) = stretch.at(if joined.is_some() { clock.known() } else { clock }, context)
    {
        return (Place::Stretch(point), end);
    }
    match clock::part(context, from).and_then(|(part, end)| Some((stretch.part(part)?, end))) {
        Some((part, end)) if part_of_day_ends(context, end) => (Place::Stretch(part), end),
        _ => (Place::Stretch(stretch), end),
    }
}

/// `오늘 저녁 메뉴`: the evening; `오늘 저녁밥`: a meal.
pub(super) fn part_of_day_ends(context: &Context<'_>, end: usize) -> bool {
    !followed_by(context, end, &["밥", "식"])
}
