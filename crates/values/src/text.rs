//! The sentence as the readers see it: composed, half-width, without case and without what cannot be seen, each letter
//! with its place in the sentence as it came in.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

use crate::{Found, Value};

/// So many letters of a word are looked at, so that the work a letter is bounded.
const LONGEST_REST: usize = 40;

/// A sentence, letter by letter.
pub(crate) struct Text<'a> {
    source: &'a str,
    /// Lower case; a run of blanks is one space, with a line break one line feed.
    letters: Vec<char>,
    /// The same with its case.
    cased: Vec<char>,
    /// Where each letter stands in the source, in bytes.
    places: Vec<Range<usize>>,
    /// Words are apart; some write and some recognisers hand over none that are.
    spaced: bool,
}

impl<'a> Text<'a> {
    pub fn new(source: &'a str) -> Self {
        let mut text =
            Self { source, letters: Vec::new(), cased: Vec::new(), places: Vec::new(), spaced: false };
        for (at, c) in source.char_indices() {
            text.push(c, at..at + c.len_utf8());
        }
        text.letters = text.cased.iter().map(|c| lower(*c)).collect();
        text.spaced = text.letters.contains(&' ');
        text
    }

    pub fn is_spaced(&self) -> bool {
        self.spaced
    }

    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// Every letter.
    pub fn letters(&self) -> &[char] {
        &self.letters
    }

    /// Every letter with its case.
    pub fn cased(&self) -> &[char] {
        &self.cased
    }

    pub fn at(&self, at: usize) -> Option<char> {
        self.letters.get(at).copied()
    }

    /// The letter before `at`.
    pub fn before(&self, at: usize) -> Option<char> {
        self.at(at.checked_sub(1)?)
    }

    /// From `at` to the end.
    pub fn rest(&self, at: usize) -> &[char] {
        self.letters.get(at..).unwrap_or_default()
    }

    pub fn past_space(&self, at: usize) -> usize {
        at + usize::from(self.at(at) == Some(' '))
    }

    /// Where `words` end when they stand at `at`. A space in `words` may be missing in the sentence.
    pub fn literal(&self, at: usize, words: &str) -> Option<usize> {
        let mut end = at;
        for c in words.chars() {
            if c == ' ' {
                end = self.past_space(end);
            } else if self.at(end) == Some(c) {
                end += 1;
            } else {
                return None;
            }
        }
        Some(end)
    }

    /// As [`Self::literal`], and neither a letter nor a digit of the same word goes on behind it.
    pub fn word(&self, at: usize, words: &str) -> Option<usize> {
        self.literal(at, words).filter(|end| self.is_edge(*end))
    }

    /// Between `at - 1` and `at` a word of Latin letters or digits neither goes on nor begins in its middle.
    pub fn is_edge(&self, at: usize) -> bool {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_hangul(c));
        !(latin(self.before(at)) && latin(self.at(at)))
    }

    /// `at` stands before a word, as written with spaces.
    pub fn begins_word(&self, at: usize) -> bool {
        self.before(at).is_none_or(|c| !c.is_alphanumeric())
    }

    /// What goes on from `at` up to a space or mark; of very long words, as much as anybody asks for.
    pub fn rest_of_word(&self, at: usize) -> &[char] {
        let rest = self.rest(at);
        let rest = &rest[..rest.len().min(LONGEST_REST)];
        &rest[..rest.iter().position(|c| !c.is_alphanumeric()).unwrap_or(rest.len())]
    }

    /// Letters `range`, in bytes of the source.
    pub fn span(&self, range: Range<usize>) -> Range<usize> {
        match self.places.get(range) {
            Some([first, .., last]) => first.start..last.end,
            Some([only]) => only.clone(),
            _ => 0..0,
        }
    }

    /// Letters `range` as they came in.
    pub fn slice(&self, range: Range<usize>) -> &'a str {
        &self.source[self.span(range)]
    }

    /// A value that letters `range` were read as.
    pub fn found(&self, range: Range<usize>, value: Value) -> Found {
        Found { span: self.span(range.clone()), text: self.slice(range).to_owned(), value }
    }

    fn push(&mut self, c: char, place: Range<usize>) {
        if let Some((whole, last)) = self.cased.last_mut().and_then(|last| Some((compose(*last, c)?, last))) {
            *last = whole;
            if let Some(before) = self.places.last_mut() {
                before.end = place.end;
            }
            return;
        }
        if is_unseen(c) {
            return;
        }
        if c.is_whitespace() {
            return self.push_blank(c, place);
        }
        match c {
            // ㎏ is written as k and g, ℃ as ° and C.
            '\u{2100}'..='\u{2138}' | '\u{3371}'..='\u{33DF}' => {
                for part in std::iter::once(c).nfkc() {
                    self.push_letter(part, place.clone());
                }
            }
            _ => self.push_letter(plain(c), place),
        }
    }

    fn push_blank(&mut self, c: char, place: Range<usize>) {
        let blank = if c == '\n' { '\n' } else { ' ' };
        match (self.cased.last_mut(), self.places.last_mut()) {
            (Some(last @ (' ' | '\n')), Some(before)) => {
                before.end = place.end;
                if blank == '\n' {
                    *last = blank;
                }
            }
            _ => self.push_letter(blank, place),
        }
    }

    fn push_letter(&mut self, c: char, place: Range<usize>) {
        self.cased.push(c);
        self.places.push(place);
    }
}

pub(crate) fn is_hangul(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// Half-width, with one form of quotes and dashes.
fn plain(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{FFE6}' => '₩',
        '\u{FFE1}' => '£',
        '\u{FFE5}' => '¥',
        '\u{FFE0}' => '¢',
        '‘' | '’' | '′' | 'ʼ' => '\'',
        '“' | '”' | '″' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '〜' | '∼' | '˜' => '~',
        '²' => '2',
        '³' => '3',
        _ => c,
    }
}

fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// Zero-width and direction marks, soft hyphens, variation selectors, tags.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, seen: &str, word: &str, slice: &str) {
        let text = Text::new(source);
        assert_eq!(text.letters().iter().collect::<String>(), seen);
        let at = (0..text.len()).find(|at| text.literal(*at, word).is_some()).expect(word);
        let end = text.literal(at, word).expect(word);
        assert_eq!(text.slice(at..end), slice);
    }

    #[test]
    fn every_letter_knows_its_place() {
        check("내일  오후\u{200B} 세 시", "내일 오후 세 시", "세 시", "세 시");
        check("１２３원", "123원", "123", "１２３");
        check("\u{1109}\u{1166} 명", "세 명", "세 명", "\u{1109}\u{1166} 명");
        check("쌀 20㎏", "쌀 20kg", "20kg", "20㎏");
        check("CAFE\u{301} 3℃", "café 3°c", "3°c", "3℃");
        check("한\u{200B}국", "한국", "한국", "한\u{200B}국");
    }
}
