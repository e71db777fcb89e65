//! Dates, weekdays, and how far away a day is.

use domain::Language;

use super::{Outcome, Turn};
use crate::render;

/// Which date, and which weekday, a day is: both questions get both answers.
pub fn day(turn: &Turn<'_>) -> Outcome {
    let today = turn.today();
    let Some(date) = turn.date() else {
        let date = full_date(turn.language, today);
        return turn.say("date.today", &[("date", &date)]);
    };
    let name = render::near_date(turn.language, date, today);
    let full = full_date(turn.language, date);
    let in_words = name != render::date(turn.language, date, today);
    let past = date < today;
    match (in_words, past) {
        (true, true) => turn.say("date.near_past", &[("name", &capital(&name)), ("date", &full)]),
        (true, false) => turn.say("date.near", &[("name", &capital(&name)), ("date", &full)]),
        (false, _) => {
            let key = if past { "date.far_past" } else { "date.far" };
            turn.say(key, &[("date", &full)])
        }
    }
}

/// How many days until a day.
pub fn until(turn: &Turn<'_>) -> Outcome {
    let Some(date) = turn.date() else { return day(turn) };
    let days = render::days_between(turn.today(), date);
    let name = render::date(turn.language, date, turn.today());
    let count = days.abs().to_string();
    let key = match days {
        0 => "until.today",
        1 => "until.tomorrow",
        -1 => "until.yesterday",
        ..0 => "until.past",
        _ => "until.days",
    };
    turn.say(key, &[("date", &name), ("days", &count)])
}

/// With the year, as a calendar shows it.
fn full_date(language: Language, date: jiff::civil::Date) -> String {
    let other_year = jiff::civil::Date::MIN;
    render::date(language, date, other_year)
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
