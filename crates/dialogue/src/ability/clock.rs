//! What time it is, here and elsewhere.

use domain::Language;
use jiff::SignedDuration;
use jiff::tz::TimeZone;

use super::{Outcome, Turn};
use crate::render;
use crate::value::{City, Value};

pub fn now(turn: &Turn<'_>) -> Outcome {
    let now = &turn.world.now;
    let Some(Value::City(city)) = turn.values.get("city") else {
        return turn.say("time.now", &[("time", &render::time(turn.language, &now_to_the_minute(now)))]);
    };
    // The name is checked when the data is read.
    let there = now.with_time_zone(TimeZone::get(&city.zone).unwrap_or(TimeZone::UTC));
    let time = render::time(turn.language, &now_to_the_minute(&there));
    let same_day = there.date() == now.date();
    let day = render::near_date(turn.language, there.date(), now.date());
    let name = capitalised(turn.language, &city.name);
    let key = if same_day { "time.there" } else { "time.there_other_day" };
    turn.say(key, &[("city", &name), ("time", &time), ("day", &day)])
}

/// How far apart two clocks are: of two places, or of a place and here.
pub fn difference(turn: &Turn<'_>) -> Outcome {
    let Some(Value::City(there)) = turn.values.get("city") else { return turn.ask("time.difference_where") };
    let now = &turn.world.now;
    let zone = |city: &City| TimeZone::get(&city.zone).unwrap_or(TimeZone::UTC);
    let (other, here) = match turn.values.get("other") {
        Some(Value::City(other)) => (Some(capitalised(turn.language, &other.name)), zone(other)),
        _ => (None, now.time_zone().clone()),
    };
    let at = now_to_the_minute(now).with_time_zone(zone(there));
    let seconds = at.offset().seconds() - now.with_time_zone(here).offset().seconds();
    let length = render::duration(turn.language, SignedDuration::from_secs(seconds.abs().into()));
    let key = match (seconds, other.is_some()) {
        (0, false) => "time.same_as_here",
        (0, true) => "time.same",
        (1.., false) => "time.ahead_of_here",
        (1.., true) => "time.ahead",
        (_, false) => "time.behind_here",
        (_, true) => "time.behind",
    };
    let mut time = render::time(turn.language, &at);
    if at.date() != now.date() {
        let day = render::near_date(turn.language, at.date(), now.date());
        time = turn.text("time.on_day", &[("day", &day), ("time", &time)]);
    }
    let (city, other) = (capitalised(turn.language, &there.name), other.unwrap_or_default());
    turn.say(key, &[("city", &city), ("other", &other), ("length", &length), ("time", &time)])
}

/// Nobody asks for the seconds.
fn now_to_the_minute(now: &jiff::ZonedDateTime) -> jiff::ZonedDateTime {
    now.with().second(0).build().unwrap_or_else(|_| now.clone())
}

fn capitalised(language: Language, name: &str) -> String {
    if language == Language::Korean {
        return name.to_owned();
    }
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect::<String>())
            .unwrap_or_default()
    };
    name.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}
