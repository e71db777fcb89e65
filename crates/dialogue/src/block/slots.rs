//! The entities in a sentence: the bot's own words with their synonyms, and the values that every bot knows.

use std::collections::HashMap;

use domain::Language;
use jiff::civil::Date;

use super::bot::Bot;
use super::letters::plain;
use crate::understanding::Sentence;
use crate::value::{Kind, Values};

/// A longer text is no command; entities are not looked for in it.
const MOST_LETTERS: usize = 240;

/// An entity where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    pub entity: String,
    /// As it was said.
    pub text: String,
    /// The entry that a synonym belongs to, or the value as it was understood.
    pub value: String,
}

/// The values that every bot knows, by the names that tags use.
const SYSTEM: [(&str, Kind); 6] = [
    ("sys.date", Kind::Date),
    ("sys.time", Kind::Time),
    ("sys.duration", Kind::Duration),
    ("sys.number", Kind::Number),
    ("sys.quantity", Kind::Quantity),
    ("sys.repeat", Kind::Repeat),
];

/// Finds entities; made once a bot.
pub struct Finder {
    language: Language,
    /// Without spaces, in lower case: entity and entry.
    words: HashMap<String, (String, String)>,
    /// The longest of them, in characters.
    longest: usize,
    /// The kinds of value that the bot's examples tag; others are not looked for.
    kinds: Vec<(&'static str, Kind)>,
}

impl Finder {
    pub fn new(bot: &Bot) -> Self {
        let mut words = HashMap::new();
        for entity in &bot.entities {
            for (entry, synonyms) in &entity.entries {
                for word in synonyms.iter().chain([entry]) {
                    words.entry(plain(word)).or_insert_with(|| (entity.name.clone(), entry.clone()));
                }
            }
        }
        words.remove("");
        let tagged = |name: &str| {
            let mut examples = bot.blocks.iter().flat_map(|block| &block.examples);
            examples.any(|example| example.tags.iter().any(|tag| tag.name() == name))
        };
        Self {
            language: bot.language,
            longest: words.keys().map(|word| word.chars().count()).max().unwrap_or(0),
            words,
            kinds: SYSTEM.into_iter().filter(|(name, _)| tagged(name)).collect(),
        }
    }

    /// The sentence with its entities taken out, for comparing it with others that have other entities there.
    pub fn pattern(&self, text: &str, today: Date) -> String {
        self.read(text, today).0
    }

    /// The sentence with its entities taken out, and its entities from the beginning to the end; the longest where
    /// several begin.
    pub fn read(&self, text: &str, today: Date) -> (String, Vec<Slot>) {
        let sentence = Sentence::new(text);
        let letters = sentence.chars();
        if letters.len() > MOST_LETTERS {
            return (plain(text), Vec::new());
        }
        let mut values = Values::new(&sentence, self.language, today, &[]);
        let (mut pattern, mut slots, mut at) = (String::new(), Vec::new(), 0);
        while at < letters.len() {
            let own = self.own(letters, at);
            let system = self.system(&sentence, &mut values, at);
            let longest = own.into_iter().chain(system).max_by_key(|(end, _, _)| *end);
            match longest {
                Some((end, entity, value)) => {
                    pattern.push_str(&format!("{{{entity}}}"));
                    slots.push(Slot { entity, text: sentence.written(at..end), value });
                    at = end;
                }
                None => {
                    pattern.push(letters[at]);
                    at += 1;
                }
            }
        }
        (plain(&pattern), slots)
    }

    fn own(&self, letters: &[char], at: usize) -> Option<(usize, String, String)> {
        let most = self.longest.min(letters.len() - at);
        (1..=most).rev().find_map(|length| {
            let word: String = letters[at..at + length].iter().collect();
            let (entity, entry) = self.words.get(&word)?;
            Some((at + length, entity.clone(), entry.clone()))
        })
    }

    /// A value begins a word: "다섯" is no number in "열다섯". A single syllable must be a whole word: "이거" is not two.
    fn system(
        &self,
        sentence: &Sentence,
        values: &mut Values<'_>,
        at: usize,
    ) -> Option<(usize, String, String)> {
        if !sentence.starts_word(at) {
            return None;
        }
        let found = self.kinds.iter().filter_map(|(name, kind)| {
            let whole = |end: usize| end - at > 1 || end == sentence.len() || sentence.starts_word(end);
            let readings = values.at(*kind, at).into_iter().filter(|found| whole(found.end));
            let longest = readings.max_by_key(|found| found.end)?;
            Some((longest.end, (*name).to_owned(), longest.value.to_string()))
        });
        // Of two readings of one length the first kind wins.
        found.reduce(|best, next| if next.0 > best.0 { next } else { best })
    }
}
