//! The words of a text, in lower case, with their places.

use std::ops::Range;

pub struct Words<'a> {
    text: &'a str,
    words: Vec<Word>,
}

struct Word {
    lower: String,
    place: Range<usize>,
    /// Nothing but a space or a hyphen is before the next word.
    runs_on: bool,
}

impl<'a> Words<'a> {
    pub fn of(text: &'a str) -> Self {
        let inner = |c: char| c.is_alphanumeric() || c == '\'' || c == '’';
        let mut words: Vec<Word> = Vec::new();
        let mut start = None;
        let ends = text.char_indices().chain([(text.len(), ' ')]);
        for (at, c) in ends {
            match (start, at < text.len() && inner(c)) {
                (None, true) => start = Some(at),
                (Some(from), false) => {
                    words.push(Word {
                        lower: text[from..at].to_lowercase(),
                        place: from..at,
                        runs_on: false,
                    });
                    start = None;
                }
                _ => {}
            }
        }
        for i in 1..words.len() {
            let gap = &text[words[i - 1].place.end..words[i].place.start];
            words[i - 1].runs_on = gap == " " || gap == "-";
        }
        Self { text, words }
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The word here in lower case; nothing behind the last one.
    pub fn get(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &word.lower)
    }

    /// The word here if it goes on from the one before without a mark between.
    pub fn next(&self, at: usize) -> &str {
        if at > 0 && self.words.get(at - 1).is_some_and(|word| word.runs_on) { self.get(at) } else { "" }
    }

    /// The word before, if no mark is between.
    pub fn previous(&self, at: usize) -> &str {
        if at > 0 && self.words[at - 1].runs_on { self.get(at - 1) } else { "" }
    }

    /// The word as it is in the text.
    pub fn raw(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |word| &self.text[word.place.clone()])
    }

    /// From the beginning of one word to the end of the word before another.
    pub fn place(&self, from: usize, to: usize) -> Range<usize> {
        self.words[from].place.start..self.words[to - 1].place.end
    }

    /// Whether a full stop follows the word directly (`p.m.`).
    pub fn has_stop(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| self.text[word.place.end..].starts_with('.'))
    }
}
