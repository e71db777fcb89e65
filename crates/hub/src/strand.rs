//! Conversations that their clients keep: each request tells all that was said before.
//!
//! What dialogue must remember is found again by what was said: whoever tells the same words in the same order goes on
//! where those words led. A client that changes its history, or tells one that was never led here, begins anew; so does
//! everybody after a restart. Nothing is said or done twice to find out.

use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use domain::PersonId;

/// Conversations that can be gone on with; the oldest are forgotten.
const MOST: usize = 1000;

/// Something that was said before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub speaker: Speaker,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Speaker {
    Person,
    Assistant,
}

/// All that one person's client and we have said to each other, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Strand {
    person: PersonId,
    said: u64,
    lines: usize,
}

impl Strand {
    pub fn of(person: PersonId, lines: &[Line]) -> Self {
        let nothing = Self { person, said: 0, lines: 0 };
        lines.iter().fold(nothing, |strand, line| strand.and(line.speaker, &line.text))
    }

    pub fn and(self, speaker: Speaker, text: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        (self.said, speaker, text.trim()).hash(&mut hasher);
        Self { said: hasher.finish(), lines: self.lines + 1, ..self }
    }
}

/// What dialogue remembers of each.
#[derive(Default)]
pub(crate) struct Strands {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    states: HashMap<Strand, String>,
    order: VecDeque<Strand>,
}

impl Strands {
    pub fn state(&self, strand: Strand) -> Option<String> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.states.get(&strand).cloned()
    }

    pub fn keep(&self, strand: Strand, state: String) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.states.insert(strand, state).is_none() {
            kept.order.push_back(strand);
        }
        while kept.order.len() > MOST {
            if let Some(oldest) = kept.order.pop_front() {
                kept.states.remove(&oldest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_lead_to_the_same_state() {
        let line = |speaker, text: &str| Line { speaker, text: text.into() };
        let (me, you) = (PersonId::fixed(1), PersonId::fixed(2));
        let said = [line(Speaker::Person, "알람 맞춰 줘"), line(Speaker::Assistant, "몇 시에요?")];
        let strands = Strands::default();
        strands.keep(Strand::of(me, &said), "질문".into());
        assert_eq!(strands.state(Strand::of(me, &said)).as_deref(), Some("질문"));
        assert_eq!(strands.state(Strand::of(you, &said)), None);
        assert_eq!(strands.state(Strand::of(me, &said[..1])), None);
        for number in 0..=MOST {
            strands.keep(Strand::of(you, &[line(Speaker::Person, &number.to_string())]), String::new());
        }
        assert_eq!(strands.state(Strand::of(me, &said)), None, "the oldest is forgotten");
        assert_eq!(strands.kept.lock().unwrap().states.len(), MOST);
    }
}
