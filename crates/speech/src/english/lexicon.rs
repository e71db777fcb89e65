//! The pronunciation lexicon of American English that comes with Kokoro's own reader, and the regular endings it leaves
//! to rule.

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;

use crate::SpeechError;

pub struct Lexicon {
    words: HashMap<String, String>,
}

/// One sound, or several by part of speech.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Sound(String),
    ByRole(HashMap<String, Option<String>>),
}

impl Lexicon {
    /// Opens `us_gold.json`, checked by hand, and `us_silver.json`, which fills its gaps.
    pub fn open(folder: &Path) -> Result<Self, SpeechError> {
        let mut words = HashMap::new();
        for name in ["us_gold.json", "us_silver.json"] {
            let file = folder.join(name);
            let broken = |reason: String| {
                SpeechError::Model(format!("{} ({reason}): run `ieum models verify`", file.display()))
            };
            let text = std::fs::read(&file).map_err(|e| broken(e.to_string()))?;
            let entries: HashMap<String, Entry> =
                serde_json::from_slice(&text).map_err(|e| broken(e.to_string()))?;
            for (word, entry) in entries {
                if let Some(sound) = entry.sound() {
                    words.entry(word).or_insert(sound);
                }
            }
        }
        Ok(Self { words })
    }

    /// Whether the word is listed exactly so.
    pub fn has(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// The sound of a word, whatever its capitals, with or without a regular ending.
    pub fn find(&self, word: &str) -> Option<String> {
        let word = word.replace('’', "'");
        self.listed(&word).map(str::to_owned).or_else(|| self.inflected(&word.to_lowercase()))
    }

    fn listed(&self, word: &str) -> Option<&str> {
        let lower = word.to_lowercase();
        let mut capital = lower.clone();
        if let Some(first) = capital.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        [word, &lower, &capital].into_iter().find_map(|form| self.words.get(form)).map(String::as_str)
    }

    fn inflected(&self, word: &str) -> Option<String> {
        let stem = |ending: &str, instead: &str| {
            let stem = word.strip_suffix(ending).filter(|stem| stem.len() > 1)?;
            self.listed(&format!("{stem}{instead}"))
        };
        if let Some(stem) = stem("'s", "").or_else(|| stem("s'", "")) {
            return Some(plural(stem));
        }
        if let Some(stem) = stem("s", "").or_else(|| stem("es", "")).or_else(|| stem("ies", "y")) {
            return Some(plural(stem));
        }
        if let Some(stem) = stem("ed", "").or_else(|| stem("d", "")).or_else(|| stem("ied", "y")) {
            return Some(past(stem));
        }
        if let Some(stem) = stem("ing", "").or_else(|| stem("ing", "e")) {
            return Some(format!("{stem}ɪŋ"));
        }
        self.doubled(word)
    }

    /// stopped, planning: the consonant before the ending was doubled.
    fn doubled(&self, word: &str) -> Option<String> {
        let (stem, ending) = ["ed", "ing"].iter().find_map(|e| Some((word.strip_suffix(e)?, *e)))?;
        let last = stem.chars().next_back().filter(char::is_ascii_alphabetic)?;
        let single = stem.strip_suffix(last).filter(|single| single.ends_with(last))?;
        let sound = self.listed(single)?;
        Some(if ending == "ed" { past(sound) } else { format!("{sound}ɪŋ") })
    }
}

impl Entry {
    fn sound(self) -> Option<String> {
        match self {
            Self::Sound(sound) => Some(sound),
            Self::ByRole(mut roles) => roles.remove("DEFAULT").flatten(),
        }
    }
}

fn plural(stem: &str) -> String {
    let ending = match stem.chars().next_back() {
        Some('p' | 't' | 'k' | 'f' | 'θ') => "s",
        Some('s' | 'z' | 'ʃ' | 'ʒ' | 'ʧ' | 'ʤ') => "ᵻz",
        _ => "z",
    };
    format!("{stem}{ending}")
}

fn past(stem: &str) -> String {
    let ending = match stem.chars().next_back() {
        Some('p' | 'k' | 'f' | 'θ' | 's' | 'ʃ' | 'ʧ') => "t",
        Some('t' | 'd') => "ᵻd",
        _ => "d",
    };
    format!("{stem}{ending}")
}
