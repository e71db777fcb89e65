//! The values that every bot knows: dates, times, numbers and what is counted, measured or paid with them.

use std::collections::BTreeSet;

use domain::Language;
use jiff::ZonedDateTime;
use jiff::civil::{Date, Time};

use values::{Amount, Moment, Of, Reading, Resolved, Size, Value as Meaning};

use super::reader::Value;
use super::state::Filled;
use crate::render;

const NAMES: [&str; 10] = [
    "sys.date",
    "sys.time",
    "sys.duration",
    "sys.repeat",
    "sys.number",
    "sys.ordinal",
    "sys.percent",
    "sys.quantity",
    "sys.money",
    "sys.age",
];

/// Whether every bot knows this entity.
pub fn is_known(name: &str) -> bool {
    NAMES.contains(&name)
}

/// The values of these entities, from left to right.
pub fn find(text: &str, language: Language, now: &ZonedDateTime, wanted: &BTreeSet<String>) -> Vec<Value> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let reading = Reading { language, now: now.clone() };
    let language = Language::of(text).unwrap_or(language);
    let mut values = alone(text, language, wanted);
    for found in values::find(text, &reading) {
        let parts = match &found.value {
            Meaning::Moment(moment) => of_moment(moment, language, now.date()),
            Meaning::Amount(amount) => of_amount(amount, &found.text).into_iter().collect(),
            _ => Vec::new(),
        };
        let parts = as_wanted(parts, wanted);
        let mut span = found.span.clone();
        for (entity, value, written) in parts.into_iter().filter(|(entity, ..)| wanted.contains(*entity)) {
            let contract = contract(entity, &value, &found.value);
            let (entity, words) = (entity.to_owned(), found.text.clone());
            let filled = Filled { entity, value, said: written.clone(), written, words, contract }.bounded();
            values.push(Value { role: None, span: span.clone(), score: 1.0, filled });
            // A day with its hour is two values in one place.
            span = found.span.end..found.span.end;
        }
    }
    values
}

/// "혼자" is one person.
fn alone(text: &str, language: Language, wanted: &BTreeSet<String>) -> Vec<Value> {
    const WORDS: [(Language, &str); 4] = [
        (Language::Korean, "혼자"),
        (Language::English, "just me"),
        (Language::English, "by myself"),
        (Language::English, "on my own"),
    ];
    if !wanted.contains("sys.number") {
        return Vec::new();
    }
    let lower = text.to_ascii_lowercase();
    let found = WORDS.iter().filter(|(its, _)| *its == language).find_map(|(_, words)| {
        let start = lower.find(words)?;
        let one = "1".to_owned();
        let filled = Filled {
            entity: "sys.number".into(),
            value: one.clone(),
            written: one.clone(),
            said: one,
            words: (*words).to_owned(),
            contract: Some(object(vec![("amount", "1".to_owned()), ("unit", "명".to_owned())])),
        };
        Some(Value { role: None, span: start..start + words.len(), score: 1.0, filled })
    });
    found.into_iter().collect()
}

/// A number alone is a quantity whose unit goes without saying, for a bot that counts nothing: "make that 22".
fn as_wanted(parts: Vec<Part>, wanted: &BTreeSet<String>) -> Vec<Part> {
    let measured = wanted.contains("sys.quantity") && !wanted.contains("sys.number");
    let read = |(entity, value, written): Part| match entity {
        "sys.number" if measured => ("sys.quantity", value, written),
        entity => (entity, value, written),
    };
    parts.into_iter().map(read).collect()
}

/// The value as the skill contract writes it: a JSON object of texts. A day with its hour is two values there as well.
fn contract(entity: &str, value: &str, meaning: &Meaning) -> Option<String> {
    let keys = match (entity, meaning) {
        ("sys.date", Meaning::Moment(_)) => values::kakao_date(value.parse().ok()?),
        ("sys.time", Meaning::Moment(_)) => values::kakao_time(value.parse().ok()?),
        _ => meaning.kakao().1,
    };
    Some(object(keys))
}

fn object(keys: Vec<(&'static str, String)>) -> String {
    let fields = keys.into_iter().map(|(name, value)| (name.to_owned(), value.into()));
    serde_json::Value::Object(fields.collect()).to_string()
}

/// Entity, value, and how it is written.
type Part = (&'static str, String, String);

fn of_moment(moment: &Moment, language: Language, today: Date) -> Vec<Part> {
    let date = |date: Date| ("sys.date", date.to_string(), render::near_date(language, date, today));
    let time = |time: Time| ("sys.time", clock(time), render::clock(language, time));
    match moment.preferred() {
        Resolved::Date(day) => vec![date(*day)],
        Resolved::Time(at) => vec![time(*at)],
        Resolved::DateTime(at) => vec![date(at.date()), time(at.time())],
        Resolved::Duration(_) => moment
            .duration()
            .map(|length| ("sys.duration", length.as_secs().to_string(), render::duration(language, length)))
            .into_iter()
            .collect(),
        Resolved::Repeat(_) => vec![("sys.repeat", moment.timex.clone(), moment.timex.clone())],
        _ => Vec::new(),
    }
}

/// `19:00`.
pub fn clock(time: Time) -> String {
    time.strftime(if time.second() == 0 { "%H:%M" } else { "%H:%M:%S" }).to_string()
}

fn of_amount(amount: &Amount, words: &str) -> Option<Part> {
    let Size::Exactly(number) = amount.size else { return None };
    let (value, written) = (number.normalize().to_string(), render::number(number));
    Some(match &amount.of {
        Of::Number | Of::Count(_) => ("sys.number", value, written),
        Of::Ordinal => ("sys.ordinal", value, words.to_owned()),
        Of::Percent => ("sys.percent", value, format!("{written}%")),
        Of::Age(_) => ("sys.age", value, words.to_owned()),
        Of::Money(_) => ("sys.money", value, words.to_owned()),
        Of::Measure(_) => ("sys.quantity", value, words.to_owned()),
    })
}
