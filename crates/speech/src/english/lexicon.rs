//! The pronunciation lexicon of American English that comes with Kokoro's own reader, the common names of the CMU
//! dictionary that it lacks, and the regular endings that both leave to rule.

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;

use crate::SpeechError;

/// One `word sound` a line.
const NAMES: &str = include_str!("../../../../data/readings/en/names.txt");

/// How many ways to part a word are tried.
const LONGEST_COMPOUND: usize = 24;

pub struct Lexicon {
    words: HashMap<String, String>,
    /// Sounds that a word has in some of its jobs alone, by the name of the job.
    roles: HashMap<String, HashMap<String, String>>,
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
        let (mut words, mut roles) = (HashMap::new(), HashMap::new());
        for name in ["us_gold.json", "us_silver.json"] {
            let file = folder.join(name);
            let broken = |reason: String| {
                SpeechError::Model(format!("{} ({reason}): run `ieum models verify`", file.display()))
            };
            let text = std::fs::read(&file).map_err(|e| broken(e.to_string()))?;
            let entries: HashMap<String, Entry> =
                serde_json::from_slice(&text).map_err(|e| broken(e.to_string()))?;
            for (word, entry) in entries {
                let (sound, by_role) = entry.sounds();
                if !by_role.is_empty() {
                    roles.insert(word.clone(), by_role);
                }
                if let Some(sound) = sound {
                    words.entry(word).or_insert(sound);
                }
            }
        }
        let names = NAMES.lines().filter(|line| !line.starts_with('#'));
        for (word, sound) in names.filter_map(|line| line.split_once(' ')) {
            words.entry(word.to_owned()).or_insert_with(|| sound.to_owned());
        }
        Ok(Self { words, roles })
    }

    /// Whether the word is listed exactly so.
    pub fn has(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// The sound of a word in the first of these jobs that makes a difference.
    pub fn find_as(&self, word: &str, roles: &[&str]) -> Option<String> {
        let by_role = self.roles.get(word).or_else(|| self.roles.get(&word.to_lowercase()));
        let special = by_role.and_then(|sounds| roles.iter().find_map(|role| sounds.get(*role)));
        special.cloned().or_else(|| self.find(word))
    }

    /// A word of two listed ones, as even as can be: the second is stressed less.
    pub fn compound(&self, word: &str) -> Option<String> {
        let word = word.to_lowercase();
        let parts = (4..word.len().saturating_sub(3)).filter_map(|at| word.split_at_checked(at));
        let mut parts: Vec<(&str, &str)> = parts.collect();
        parts.sort_by_key(|(first, second)| first.len().abs_diff(second.len()));
        parts.truncate(LONGEST_COMPOUND);
        parts.into_iter().find_map(|(first, second)| {
            let (first, second) = (self.listed(first)?, self.listed(second)?);
            Some(format!("{first}{}", second.replace('ˈ', "ˌ")))
        })
    }

    /// Every plain word in lower case, with its usual sound.
    #[cfg(test)]
    pub fn words(&self) -> impl Iterator<Item = (String, &str)> {
        let plain = |word: &str| {
            word.chars().all(|c| c.is_ascii_alphabetic())
                && word.chars().skip(1).all(|c| c.is_ascii_lowercase())
        };
        self.words
            .iter()
            .filter(move |(word, _)| plain(word))
            .map(|(word, sound)| (word.to_lowercase(), sound.as_str()))
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
    /// The usual sound, and those of some jobs.
    fn sounds(self) -> (Option<String>, HashMap<String, String>) {
        match self {
            Self::Sound(sound) => (Some(sound), HashMap::new()),
            Self::ByRole(mut roles) => {
                let usual = roles.remove("DEFAULT").flatten();
                let others = roles.into_iter().filter_map(|(role, sound)| Some((role, sound?)));
                (usual, others.collect())
            }
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
