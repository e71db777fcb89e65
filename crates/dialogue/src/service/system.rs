//! The values that every bot knows: dates, times, numbers.

use std::collections::BTreeSet;

use domain::Language;
use jiff::ZonedDateTime;

use super::reader::Value;
use super::state::Filled;
use crate::render;
use crate::understanding::Sentence;
use crate::value::{Half, Kind, TimeOfDay, Value as Read, Values};

const MOST_LETTERS: usize = 240;

const KINDS: [(&str, Kind); 6] = [
    ("sys.date", Kind::Date),
    ("sys.time", Kind::Time),
    ("sys.duration", Kind::Duration),
    ("sys.number", Kind::Number),
    ("sys.quantity", Kind::Quantity),
    ("sys.repeat", Kind::Repeat),
];

/// What is counted with a number belongs to it.
const COUNTERS: &[&str] = &[
    "명이서",
    "명",
    "분이서",
    "분",
    "인분",
    "인",
    "사람",
    "개",
    "잔",
    "병",
    "판",
    "그릇",
    "접시",
    "마리",
    "장",
    "송이",
    "박스",
    "세트",
    "번",
    "줄",
    "조각",
    "살",
    "대",
    "권",
    "켤레",
    "people",
    "persons",
    "guests",
    "of us",
];

/// The values of these entities, from left to right.
pub fn find(text: &str, language: Language, now: &ZonedDateTime, wanted: &BTreeSet<String>) -> Vec<Value> {
    let sentence = Sentence::new(text);
    if wanted.is_empty() || sentence.len() > MOST_LETTERS {
        return Vec::new();
    }
    let mut values = Values::new(&sentence, language, now.date(), &[]);
    let kinds: Vec<_> = KINDS.iter().filter(|(name, _)| wanted.contains(*name)).collect();
    let (mut found, mut at, mut from) = (Vec::new(), 0, 0);
    while at < sentence.len() {
        let longest = kinds
            .iter()
            .filter(|_| sentence.starts_word(at))
            .filter_map(|(name, kind)| {
                let readings = values.at(*kind, at).into_iter();
                let read = readings.max_by_key(|read| read.end)?;
                let end = counted(&sentence, *kind, read.end);
                let whole = end - at > 1 || end == sentence.len() || sentence.starts_word(end);
                whole.then_some((end, *name, read.value))
            })
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        let Some((end, name, read)) = longest else {
            at += 1;
            continue;
        };
        let words = sentence.written(at..end);
        let start = text[from..].find(&words).map_or(from, |place| from + place);
        let stop = (start + words.len()).min(text.len());
        if text.is_char_boundary(stop) {
            found.push(Value {
                role: None,
                span: start..stop,
                score: 1.0,
                filled: filled(name, &read, words, language, now),
            });
            from = stop;
        }
        at = end;
    }
    found
}

fn counted(sentence: &Sentence, kind: Kind, end: usize) -> usize {
    match kind {
        Kind::Number => COUNTERS.iter().find_map(|counter| sentence.literal(end, counter)).unwrap_or(end),
        _ => end,
    }
}

fn filled(name: &str, read: &Read, words: String, language: Language, now: &ZonedDateTime) -> Filled {
    let written = match read {
        Read::Number(number) => render::number(*number),
        Read::Date(date) => render::near_date(language, *date, now.date()),
        Read::Time(time) => clock(*time, language, now).unwrap_or_else(|| words.clone()),
        Read::Duration(length) => render::duration(language, *length),
        _ => words.clone(),
    };
    let value = read.to_string();
    Filled { entity: name.to_owned(), value, said: written.clone(), written, words }.bounded()
}

/// `오후 7시`; as it was said where the half of the day is open.
fn clock(time: TimeOfDay, language: Language, now: &ZonedDateTime) -> Option<String> {
    if time.half == Half::Open {
        return None;
    }
    let at = now.date().at(time.hour, time.minute, time.second, 0);
    Some(render::time(language, &at.to_zoned_datetime(now.time_zone().clone()).ok()?))
}
