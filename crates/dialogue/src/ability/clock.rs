//! What time it is, here and elsewhere.

use domain::Language;
use jiff::tz::TimeZone;

use super::{Outcome, Turn};
use crate::render;
use crate::value::Value;

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
