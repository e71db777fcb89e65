//! Reads sentences against one language's data.

use std::collections::BTreeMap;

use domain::Language;
use jiff::civil::Date;

use super::automaton::Match;
use super::intents::{DialogueError, LanguageData};
use super::sentence::{LONGEST, Sentence};
use crate::value::{Kind, Value, Values};

/// What a sentence means.
#[derive(Clone, Debug)]
pub struct Understood {
    pub intent: String,
    /// The template that matched, for the trace.
    pub template: String,
    pub values: BTreeMap<String, Value>,
    /// Every intent that matched, the best first.
    pub candidates: Vec<Candidate>,
}

#[derive(Clone, Debug)]
pub struct Candidate {
    pub intent: String,
    pub score: i32,
}

/// The groups that a fallback can point to; each has its replies.
const GROUPS: [&str; 5] = ["alarm", "timer", "time", "calculate", "convert"];

/// Finds the intent of a sentence.
#[derive(Debug)]
pub struct Understander {
    data: LanguageData,
}

impl Understander {
    pub fn new(language: Language) -> Result<Self, DialogueError> {
        LanguageData::embedded(language).map(|data| Self { data })
    }

    pub fn data(&self) -> &LanguageData {
        &self.data
    }

    /// What `text` means, if anything. `question` is what the assistant has just asked.
    pub fn understand(&self, text: &str, today: Date, question: Option<&str>) -> Option<Understood> {
        let sentence = Sentence::new(text);
        if sentence.is_empty() || sentence.len() > LONGEST {
            return None;
        }
        let skips = self.skips(&sentence);
        let mut values = Values::new(&sentence, self.data.language, today, &self.data.cities);
        let wanted = |template: usize| {
            let answers = self.intent_of(template).answers.as_deref();
            answers.is_none() || answers == question
        };
        let matches = self.data.automaton.matches(&sentence, &skips, &mut values, wanted);
        let matches: Vec<Match> =
            matches.into_iter().filter(|found| !self.swallows_a_command(found)).collect();
        self.choose(&matches)
    }

    /// A label with "알람" or "타이머" in it is a second command that was not understood: better none than half.
    fn swallows_a_command(&self, found: &Match) -> bool {
        let tells = self.data.cues.iter().filter(|(group, _)| matches!(group.as_str(), "alarm" | "timer"));
        let words: Vec<&String> = tells.flat_map(|(_, words)| words).collect();
        found.values.values().any(|value| match value {
            Value::Text(text) => {
                let text: String = Sentence::new(text).chars().iter().collect();
                words.iter().any(|word| text.contains(word.as_str()))
            }
            _ => false,
        })
    }

    /// The group of abilities whose words `text` uses, though no sentence of theirs fits.
    pub fn resembles(&self, text: &str, today: Date) -> Option<&'static str> {
        let sentence = Sentence::new(text);
        let letters: String = sentence.chars().iter().take(LONGEST).collect();
        let cues =
            self.data.cues.iter().find(|(_, words)| words.iter().any(|word| letters.contains(word.as_str())));
        let named = cues.and_then(|(group, _)| GROUPS.into_iter().find(|known| known == group));
        let mut values = Values::new(&sentence, self.data.language, today, &self.data.cities);
        let quantity = |values: &mut Values<'_>| {
            (0..sentence.len().min(LONGEST)).any(|at| !values.at(Kind::Quantity, at).is_empty())
        };
        named.or_else(|| quantity(&mut values).then_some("convert"))
    }

    fn choose(&self, matches: &[Match]) -> Option<Understood> {
        let best = matches.first()?;
        let candidates = matches
            .iter()
            .take(5)
            .map(|found| Candidate {
                intent: self.intent_of(found.template).name.clone(),
                score: found.score,
            })
            .collect();
        Some(Understood {
            intent: self.intent_of(best.template).name.clone(),
            template: self.data.templates[best.template].1.clone(),
            values: best.values.clone(),
            candidates,
        })
    }

    fn intent_of(&self, template: usize) -> &super::intents::Intent {
        &self.data.intents[self.data.templates[template].0]
    }

    /// For each place, where the meaningless words that begin there end.
    fn skips(&self, sentence: &Sentence) -> Vec<Vec<usize>> {
        let mut skips = vec![Vec::new(); sentence.len() + 1];
        for (at, ends) in skips.iter_mut().enumerate() {
            if sentence.starts_word(at) {
                let words = self.data.fillers.iter().filter_map(|word| sentence.literal(at, word));
                ends.extend(words.filter(|&end| sentence.starts_word(end)));
            }
        }
        let callings = self.data.vocatives.iter().filter_map(|word| sentence.literal(0, word));
        let whole = |&end: &usize| self.data.language == Language::Korean || sentence.starts_word(end);
        skips[0].extend(callings.filter(|end| *end < sentence.len()).filter(whole));
        skips
    }
}
