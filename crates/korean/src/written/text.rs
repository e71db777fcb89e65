//! A text as letters that know their place.

use std::ops::Range;

pub(super) struct Letters<'a> {
    text: &'a str,
    chars: Vec<char>,
    /// Where each letter begins, and where the text ends.
    at: Vec<usize>,
}

/// Of longer words only so much is looked at: they are no numbers with particles.
const LONGEST: usize = 30;

impl<'a> Letters<'a> {
    pub fn of(text: &'a str) -> Self {
        let (at, chars): (Vec<usize>, Vec<char>) = text.char_indices().unzip();
        Self { text, chars, at: at.into_iter().chain([text.len()]).collect() }
    }

    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    pub fn len(&self) -> usize {
        self.chars.len()
    }

    pub fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// The place of letters in bytes.
    pub fn bytes(&self, letters: Range<usize>) -> Range<usize> {
        self.at[letters.start]..self.at[letters.end]
    }

    pub fn slice(&self, letters: Range<usize>) -> &'a str {
        &self.text[self.bytes(letters)]
    }

    /// Everything from here on.
    pub fn rest(&self, at: usize) -> &'a str {
        &self.text[self.at[at]..]
    }

    /// Past one space, if there is one.
    pub fn past_space(&self, at: usize) -> usize {
        at + usize::from(self.get(at) == Some(' '))
    }

    /// Whether the letters here begin with this word.
    pub fn starts_with(&self, at: usize, word: &str) -> bool {
        self.rest(at.min(self.len())).starts_with(word)
    }

    /// The rest of the word that goes on here: Hangul, Latin letters and digits.
    pub fn rest_of_word(&self, at: usize) -> &'a str {
        let length = (at..self.len()).take(LONGEST).take_while(|&i| self.chars[i].is_alphanumeric()).count();
        self.slice(at..at + length)
    }

    /// The word after the one that goes on here.
    pub fn next_word(&self, at: usize) -> &'a str {
        let end = at + self.rest_of_word(at).chars().count();
        if self.get(end) == Some(' ') { self.rest_of_word(end + 1) } else { "" }
    }

    /// The word before this place, if only a space is between.
    pub fn previous_word(&self, at: usize) -> &'a str {
        let Some(end) = at.checked_sub(1).filter(|&i| self.chars[i] == ' ') else { return "" };
        let start = (0..end)
            .rev()
            .take(LONGEST)
            .take_while(|&i| self.chars[i].is_alphanumeric())
            .last()
            .unwrap_or(end);
        self.slice(start..end)
    }
}
