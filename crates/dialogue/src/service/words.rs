//! The words by which people steer a conversation, and what is said about it: `data/service/<language>.yaml`.
//!
//! A sentence is read as a chain of known words: "네 그렇게 해 주세요" is `yes` and fillers. In Korean spaces do not
//! count; in English words are whole.

use std::collections::{BTreeMap, HashSet};

use domain::Language;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::template::Level;
use crate::{DialogueError, render};

/// A longer text is no steering.
const MOST_LETTERS: usize = 120;

/// A list of words, tidied.
#[derive(Debug, Default)]
pub struct List {
    words: HashSet<String>,
    longest: usize,
}

#[derive(Debug)]
pub struct Words {
    pub language: Language,
    lists: BTreeMap<String, List>,
    /// The words of the first choice, of the second, ...
    ordinals: Vec<List>,
    /// How the first of two commands ends, and what it says alone.
    pub joints: Vec<(String, String)>,
    /// What may stand behind a joint: "끄고 나서".
    pub after_joint: Vec<String>,
    pub negators: Vec<String>,
    pub negators_before: Vec<String>,
    pub to_bot: Vec<String>,
    pub quoted: Vec<String>,
    pub undo_before: Vec<String>,
    pub undo_after: Vec<String>,
    replies: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct File {
    ordinals: Vec<Vec<String>>,
    joints: BTreeMap<String, String>,
    replies: BTreeMap<String, String>,
    #[serde(flatten)]
    lists: BTreeMap<String, Vec<String>>,
}

impl Words {
    pub fn embedded(language: Language) -> Result<Self, DialogueError> {
        let text = match language {
            Language::Korean => include_str!("../../../../data/service/ko.yaml"),
            Language::English => include_str!("../../../../data/service/en.yaml"),
        };
        let mut file: File = serde_norway::from_str(text).map_err(|error| DialogueError {
            file: format!("data/service/{}.yaml", language.code()),
            line: error.location().map_or(0, |location| location.line()),
            problem: error.to_string(),
        })?;
        let mut raw = |name: &str| -> Vec<String> {
            let mut words: Vec<String> =
                file.lists.remove(name).unwrap_or_default().iter().map(|word| tidy(language, word)).collect();
            // The longest ending is the one that stands there.
            words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
            words
        };
        let (negators, negators_before) = (raw("negators"), raw("negators_before"));
        let (to_bot, quoted) = (raw("to_bot"), raw("quoted"));
        let (undo_before, undo_after) = (raw("undo_before"), raw("undo_after"));
        let after_joint = raw("after_joint");
        let mut joints: Vec<(String, String)> = file.joints.into_iter().collect();
        joints.sort_by_key(|(joint, _)| std::cmp::Reverse(joint.chars().count()));
        Ok(Self {
            language,
            lists: file.lists.iter().map(|(name, words)| (name.clone(), List::of(language, words))).collect(),
            ordinals: file.ordinals.iter().map(|words| List::of(language, words)).collect(),
            joints,
            after_joint,
            negators,
            negators_before,
            to_bot,
            quoted,
            undo_before,
            undo_after,
            replies: file.replies,
        })
    }

    /// The sentence is a chain of words of `list`, at least one, and fillers.
    pub fn is(&self, list: &str, text: &str) -> bool {
        self.chain(text, &["fillers"], Some(list)) == Some(true)
    }

    /// The text holds nothing but words of these lists; nothing at all will do.
    pub fn only(&self, lists: &[&str], text: &str) -> bool {
        self.chain(text, lists, None).is_some()
    }

    /// The text holds nothing but words of `lists`, and at least one of `wanted`.
    pub fn only_with(&self, wanted: &str, lists: &[&str], text: &str) -> bool {
        self.chain(text, lists, Some(wanted)) == Some(true)
    }

    /// Whether the text is a chain of these words, and then whether one of `wanted` is in it.
    fn chain(&self, text: &str, lists: &[&str], wanted: Option<&str>) -> Option<bool> {
        let letters: Vec<char> = tidy(self.language, text).chars().collect();
        if letters.len() > MOST_LETTERS {
            return None;
        }
        let plain: Vec<&List> = lists.iter().filter_map(|name| self.lists.get(*name)).collect();
        let wanted = wanted.and_then(|name| self.lists.get(name));
        // reached[i]: whether the chain can end before letter i without a wanted word, and with one.
        let mut reached = vec![(false, false); letters.len() + 1];
        reached[0].0 = true;
        for at in 0..letters.len() {
            let (without, with) = reached[at];
            if !without && !with {
                continue;
            }
            for (list, counts) in
                plain.iter().map(|list| (*list, false)).chain(wanted.into_iter().map(|list| (list, true)))
            {
                for end in at + 1..=letters.len().min(at + list.longest) {
                    if !self.is_word_end(&letters, end) {
                        continue;
                    }
                    let word: String = letters[at..end].iter().collect();
                    if list.words.contains(word.trim()) && !word.trim().is_empty() {
                        reached[end].0 |= without && !counts;
                        reached[end].1 |= with || counts;
                    }
                }
            }
        }
        match reached[letters.len()] {
            (_, true) => Some(true),
            (true, _) => Some(false),
            _ => None,
        }
    }

    fn is_word_end(&self, letters: &[char], end: usize) -> bool {
        self.language == Language::Korean || end == letters.len() || letters[end] == ' '
    }

    /// Which of so many choices is named by its number: "두 번째 거".
    pub fn ordinal(&self, text: &str, count: usize) -> Option<usize> {
        let said = |list: &List| {
            let text = tidy(self.language, text);
            list.words.iter().any(|word| {
                let rest = text.strip_prefix(word.as_str());
                rest.is_some_and(|rest| self.only(&["fillers"], rest))
            })
        };
        if self.lists.get("last").is_some_and(said) {
            return count.checked_sub(1);
        }
        self.ordinals.iter().take(count).position(said)
    }

    /// Whether one of these words is in the text, as a word of its own or as the beginning of one.
    pub fn mentions(&self, list: &str, text: &str) -> bool {
        let Some(list) = self.lists.get(list) else { return false };
        text.split_whitespace().any(|word| {
            let word = tidy(self.language, word);
            list.words.iter().any(|known| match self.language {
                Language::Korean => word.starts_with(known.as_str()),
                Language::English => word == *known,
            })
        })
    }

    /// One of the replies as politely as the bot speaks, filled in.
    pub fn reply(&self, key: &str, level: Level, values: &[(&str, &str)]) -> String {
        render::fill(&at_level(self.replies.get(key).map_or(key, String::as_str), level), values)
    }

    /// "방금 예약한 거 취소해 줘": a frame around what was done.
    pub fn is_undo(&self, text: &str) -> bool {
        if self.is("undo", text) {
            return true;
        }
        let tidied = tidy(self.language, text);
        let Some(rest) = self.undo_before.iter().find_map(|word| tidied.strip_prefix(word.as_str())) else {
            return false;
        };
        rest.chars().count() <= 20
            && self.undo_after.iter().any(|word| {
                rest.find(word.as_str()).is_some_and(|at| self.only(&["fillers"], &rest[at + word.len()..]))
            })
    }
}

impl List {
    fn of(language: Language, words: &[String]) -> Self {
        let words: HashSet<String> = words.iter().map(|word| tidy(language, word)).collect();
        // One more, for the space between two English words.
        let longest = words.iter().map(|word| word.chars().count()).max().unwrap_or(0) + 1;
        Self { words, longest }
    }
}

/// `[해요|합니다|해]` as politely as this; other brackets stay.
fn at_level(text: &str, level: Level) -> String {
    let mut said = String::new();
    let mut rest = text;
    while let Some((before, inside, after)) = enclosed(rest) {
        said.push_str(before);
        let levels = alternatives(inside);
        match levels.get(level as usize).filter(|_| levels.len() == 3) {
            Some(words) => said.push_str(words),
            None => said.push_str(&format!("[{inside}]")),
        }
        rest = after;
    }
    said + rest
}

/// What stands between the bars, but for those within braces: `{task|을/를}`.
fn alternatives(inside: &str) -> Vec<&str> {
    let mut open = 0_usize;
    let bars = inside.split(|c: char| {
        match c {
            '{' => open += 1,
            '}' => open = open.saturating_sub(1),
            _ => {}
        }
        c == '|' && open == 0
    });
    bars.collect()
}

/// What stands before, in and after the first brackets.
fn enclosed(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('[')?;
    let (inside, after) = rest.split_once(']')?;
    Some((before, inside, after))
}

/// Lower case, without marks; in Korean without spaces, in English with single ones.
pub fn tidy(language: Language, text: &str) -> String {
    let unseen = |c: &char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let letters: String = text
        .nfc()
        .filter(|c| !unseen(c))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() || c == '\'' { c } else { ' ' })
        .collect();
    let words: Vec<&str> = letters.split_whitespace().collect();
    words.join(if language == Language::Korean { "" } else { " " })
}
