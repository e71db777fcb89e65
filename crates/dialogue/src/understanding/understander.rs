//! Reads sentences against one language's data.

use std::collections::BTreeMap;

use domain::Language;
use jiff::civil::Date;

use super::automaton::Match;
use super::intents::{DialogueError, Joint, LanguageData};
use super::sentence::{LONGEST, Sentence};
use crate::value::{Kind, Value, Values};

/// What a sentence means.
#[derive(Clone, Debug)]
pub struct Understood {
    pub intent: String,
    /// The template that matched, for the trace.
    pub template: String,
    pub values: BTreeMap<String, Value>,
    /// Whether its words mean anything is for the ability to say.
    pub tentative: bool,
    /// Every intent that matched, the best first.
    pub candidates: Vec<Candidate>,
}

#[derive(Clone, Debug)]
pub struct Candidate {
    pub intent: String,
    pub score: i32,
}

/// What a sentence with several commands holds.
#[derive(Clone, Debug)]
pub enum Several {
    /// Each command as a sentence of its own, understood.
    All(Vec<(String, Understood)>),
    /// Some of it is a command.
    Part,
    None,
}

const MOST_COMMANDS: usize = 3;

/// Commands that may stand beside others in one sentence.
const SEPARABLE: [&str; 10] = [
    "alarm.set",
    "alarm.cancel",
    "alarm.cancel_all",
    "timer.set",
    "timer.cancel",
    "timer.cancel_all",
    "alerts.cancel_all",
    "time.now",
    "date.day",
    "date.until",
];

/// The groups that a fallback can point to; each has its replies.
const GROUPS: [&str; 6] = ["alarm", "timer", "time", "calculate", "convert", "recommend"];

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
        self.choose(&self.matches(text, today, question).1)
    }

    /// The same without the intents that take in any words.
    pub fn understand_surely(&self, text: &str, today: Date, question: Option<&str>) -> Option<Understood> {
        let mut matches = self.matches(text, today, question).1;
        matches.retain(|found| !self.intent_of(found.template).tentative);
        self.choose(&matches)
    }

    /// How many templates surely read the sentence, and the matches whose labels are names.
    fn matches(&self, text: &str, today: Date, question: Option<&str>) -> (usize, Vec<Match>) {
        let sentence = Sentence::new(text);
        if sentence.is_empty() || sentence.len() > LONGEST {
            return (0, Vec::new());
        }
        let skips = self.skips(&sentence);
        let mut values = Values::new(&sentence, self.data.language, today, &self.data.cities);
        let wanted = |template: usize| {
            let answers = self.intent_of(template).answers.as_deref();
            answers.is_none() || answers == question
        };
        let matches = self.data.automaton.matches(&sentence, &skips, &mut values, wanted);
        let tentative = |found: &Match| self.intent_of(found.template).tentative;
        let all = matches.iter().filter(|found| !tentative(found)).count();
        let named =
            matches.into_iter().filter(|found| tentative(found) || self.labels_are_names(found, today));
        let mut named: Vec<Match> = named.collect();
        // Of two that read it equally well, the answer to the question is meant.
        named.sort_by_key(|found| (-found.score, self.intent_of(found.template).answers.is_none()));
        (all, named)
    }

    /// The commands of a sentence that holds two or three: "3분 타이머 맞추고 7시에 깨워 줘".
    pub fn understand_several(&self, text: &str, today: Date) -> Several {
        match self.several(text, today, MOST_COMMANDS) {
            Several::None if self.matches(text, today, None).0 > 0 => Several::Part,
            several => several,
        }
    }

    fn several(&self, text: &str, today: Date, most: usize) -> Several {
        let mut outcome = Several::None;
        for (first, second, alike) in self.split(text) {
            let first = self.command(&first, today).map(|command| vec![command]);
            let second = match self.command(&second, today) {
                Some(command) => Some(vec![command]),
                None if most > 2 => match self.several(&second, today, most - 1) {
                    Several::All(commands) => Some(commands),
                    _ => None,
                },
                None => None,
            };
            match (first, second) {
                (Some(first), Some(second)) if !alike || first[0].1.intent == second[0].1.intent => {
                    return Several::All(first.into_iter().chain(second).collect());
                }
                (None, None) => {}
                _ => outcome = Several::Part,
            }
        }
        outcome
    }

    fn command(&self, text: &str, today: Date) -> Option<(String, Understood)> {
        let understood = self.understand_surely(text, today, None)?;
        SEPARABLE.contains(&understood.intent.as_str()).then(|| (text.to_owned(), understood))
    }

    /// Every way to cut the sentence in two, each half completed, and whether the halves must be of one kind.
    fn split(&self, text: &str) -> Vec<(String, String, bool)> {
        let sentence = Sentence::new(text);
        let whole = |at: usize, end: usize| {
            self.data.language == Language::Korean || (sentence.starts_word(at) && sentence.starts_word(end))
        };
        let mut ways = Vec::new();
        for joint in &self.data.joints {
            for at in 1..sentence.len().min(LONGEST) {
                let Some(end) = sentence.literal(at, &joint.at).filter(|&end| whole(at, end)) else {
                    continue;
                };
                if end < sentence.len() {
                    let first = format!("{} {}", sentence.written(0..at), joint.first);
                    let second = format!("{} {}", joint.second, sentence.written(end..sentence.len()));
                    ways.push((first, second, joint.alike));
                }
            }
        }
        ways
    }

    /// A label with "알람" or a time in it, or one that begins with "and", is half of a command that was not
    /// understood: better none than half.
    fn labels_are_names(&self, found: &Match, today: Date) -> bool {
        let tells = self.data.cues.iter().filter(|(group, _)| matches!(group.as_str(), "alarm" | "timer"));
        let words: Vec<&String> = tells.flat_map(|(_, words)| words).collect();
        found.values.values().all(|value| {
            let Value::Text(label) = value else { return true };
            let sentence = Sentence::new(label);
            let text: String = sentence.chars().iter().collect();
            let mut ends = label.split_whitespace();
            let (first, last) = (ends.next().unwrap_or_default(), ends.next_back());
            let joins = |word: &str| self.data.joiners.iter().any(|joiner| joiner.eq_ignore_ascii_case(word));
            !words.iter().any(|word| text.contains(word.as_str()))
                && !self.holds_a_joint(&sentence)
                && !joins(first)
                && !last.is_some_and(joins)
                && !self.names_a_time(&sentence, today)
        })
    }

    /// "불 끄고": a Korean verb that leads on at the end, or an English "and set" anywhere.
    fn holds_a_joint(&self, sentence: &Sentence) -> bool {
        let whole = |at: usize, end: usize| match self.data.language {
            Language::Korean => end == sentence.len(),
            Language::English => sentence.starts_word(at) && sentence.starts_word(end),
        };
        let holds =
            |at: usize, joint: &Joint| sentence.literal(at, &joint.at).is_some_and(|end| whole(at, end));
        self.data.joints.iter().any(|joint| (0..sentence.len()).any(|at| holds(at, joint)))
    }

    /// English times are plain numbers ("buy 3 apples"), so only Korean ones tell.
    fn names_a_time(&self, sentence: &Sentence, today: Date) -> bool {
        let mut values = Values::new(sentence, self.data.language, today, &self.data.cities);
        self.data.language == Language::Korean
            && (0..sentence.len()).any(|at| {
                !values.at(Kind::Time, at).is_empty()
                    || (sentence.starts_word(at) && !values.at(Kind::Duration, at).is_empty())
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
            tentative: self.intent_of(best.template).tentative,
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
