//! A template with its values: what is shown, and what is said.

use korean::particle;

use super::format::Value;
use super::parse::{Condition, Part, Particle, Place};
use super::{Level, Manner, Values};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    pub written: String,
    pub spoken: String,
    /// Values that are named outside conditions and were not there.
    pub missing: Vec<String>,
}

pub fn fill(parts: &[Part], values: &Values, manner: &Manner) -> Filled {
    let mut filled = Filled::default();
    write(parts, values, manner, &mut filled);
    filled
}

fn write(parts: &[Part], values: &Values, manner: &Manner, filled: &mut Filled) {
    for part in parts {
        match part {
            Part::Text(text) => filled.both(text, text),
            Part::Levels(levels) => {
                let text = &levels[manner.level as usize];
                filled.both(text, text);
            }
            Part::Value(place) => match values.get(&place.name).filter(|value| !value.is_empty()) {
                Some(value) => put(place, value, manner, filled),
                None => filled.missing.push(place.name.clone()),
            },
            Part::If { condition, then, otherwise } => {
                let parts = if holds(condition, values, manner) { then } else { otherwise };
                write(parts, values, manner, filled);
            }
        }
    }
}

fn put(place: &Place, value: &Value, manner: &Manner, filled: &mut Filled) {
    let written = value.written(place.filter, manner);
    let said = value.said(place.filter, manner);
    let particle = match place.particle {
        None => "",
        Some(Particle::Pair(consonant, vowel)) => chosen(&said, consonant, vowel),
        Some(Particle::Copula) => match manner.level {
            Level::Polite => chosen(&said, "이에요", "예요"),
            Level::Formal => "입니다",
            Level::Plain => chosen(&said, "이야", "야"),
        },
    };
    filled.both(&format!("{written}{particle}"), &format!("{said}{particle}"));
}

/// By what is said: "2L" is 리터, "3:30" is 삼십 분.
fn chosen<'a>(said: &str, consonant: &'a str, vowel: &'a str) -> &'a str {
    let pair = format!("{consonant}/{vowel}");
    let digits = said.contains(|c: char| c.is_ascii_digit());
    let read = if digits { korean::reading::read(said) } else { said.to_owned() };
    if particle::choose(&read, &pair) == vowel { vowel } else { consonant }
}

fn holds(condition: &Condition, values: &Values, manner: &Manner) -> bool {
    let value = values.get(condition.name()).filter(|value| !value.is_empty());
    let holds = match &condition.equals {
        Some(wanted) => value.is_some_and(|value| value.written(None, manner) == *wanted),
        None => value.is_some(),
    };
    holds != condition.not
}

impl Filled {
    fn both(&mut self, written: &str, spoken: &str) {
        self.written.push_str(written);
        self.spoken.push_str(spoken);
    }
}
