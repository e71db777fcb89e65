//! A sentence as the matcher and the value finders read it: composed, lower-case, without spaces or decoration.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// Longer sentences are conversation, not commands; they are not searched.
pub const LONGEST: usize = 240;

/// Letters, digits and arithmetic signs, with the places where words begin.
///
/// Korean is matched without regard to spaces, since people and recognisers set them freely. English needs to know
/// where words end; a word also ends between a letter and a digit, so that `3pm` has two.
#[derive(Clone, Debug)]
pub struct Sentence {
    chars: Vec<char>,
    /// `starts[i]`: a word begins at `i` (or the sentence ends there).
    starts: Vec<bool>,
    /// The tidied text each character comes from, to show a label the way the person wrote it.
    source: Vec<char>,
    origin: Vec<usize>,
}

impl Sentence {
    pub fn new(text: &str) -> Self {
        let source: Vec<char> = text.nfc().filter(|c| !c.is_control() || c.is_whitespace()).collect();
        let mut sentence =
            Self { chars: Vec::new(), starts: Vec::new(), source: Vec::new(), origin: Vec::new() };
        let mut apart = true;
        for (place, &c) in source.iter().enumerate() {
            let before = place.checked_sub(1).map(|i| source[i]);
            match role(before, c, source.get(place + 1).copied()) {
                Role::Nothing => {}
                Role::Space => apart = true,
                Role::Kept => {
                    let digits_meet = apart
                        && c.is_ascii_digit()
                        && sentence.chars.last().is_some_and(char::is_ascii_digit);
                    if digits_meet {
                        sentence.push(' ', true, place);
                    }
                    for lower in c.to_lowercase() {
                        let begins =
                            apart || sentence.chars.last().is_none_or(|&last| class(last) != class(lower));
                        sentence.push(lower, begins, place);
                        apart = false;
                    }
                }
            }
        }
        sentence.starts.push(true);
        sentence.source = source;
        sentence
    }

    fn push(&mut self, c: char, begins: bool, place: usize) {
        self.chars.push(c);
        self.starts.push(begins);
        self.origin.push(place);
    }

    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    pub fn len(&self) -> usize {
        self.chars.len()
    }

    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// A word begins here, or the sentence ends.
    pub fn starts_word(&self, at: usize) -> bool {
        self.starts.get(at).copied().unwrap_or(true)
    }

    /// The word that begins at `at`, as text, and where it ends.
    pub fn word(&self, at: usize) -> Option<(String, usize)> {
        if at >= self.len() || !self.starts_word(at) || self.chars[at] == ' ' {
            return None;
        }
        let end = (at + 1..=self.len()).find(|&i| self.starts_word(i))?;
        Some((self.chars[at..end].iter().collect(), end))
    }

    /// `text` stands at `at`; returns where it ends.
    pub fn literal(&self, at: usize, text: &str) -> Option<usize> {
        let mut end = at;
        for c in text.chars() {
            if self.chars.get(end) != Some(&c) {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// What the person wrote there, spaces included.
    pub fn written(&self, range: Range<usize>) -> String {
        let (Some(&first), Some(&last)) =
            (self.origin.get(range.start), self.origin.get(range.end.wrapping_sub(1)))
        else {
            return String::new();
        };
        let text: String = self.source[first..=last].iter().collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

enum Role {
    Kept,
    Space,
    Nothing,
}

/// What a character is to the matcher, given its neighbours.
fn role(before: Option<char>, c: char, after: Option<char>) -> Role {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    match c {
        // A point, a comma or a colon belongs to a number only between digits.
        '.' | ',' if digit(after) && (digit(before) || (c == '.' && !letter(before))) => Role::Kept,
        ':' if digit(before) && digit(after) => Role::Kept,
        // twenty-five, 10-minute
        '-' | '–' if letter(after) && (letter(before) || digit(before)) => Role::Space,
        // what's, o'clock
        '\'' | '’' if letter(before) && letter(after) => Role::Nothing,
        '+' | '-' | '−' | '*' | '×' | '÷' | '/' | '(' | ')' | '^' | '√' | '%' | '°' | '℃' | '℉' | '²'
        | '³' | '㎡' | '㎏' | '㎞' | '㎝' | '㎜' | '\'' | '"' | '′' | '″' => Role::Kept,
        // Lone jamo are laughter and tears.
        '\u{3130}'..='\u{318F}' => Role::Space,
        c if c.is_alphanumeric() => Role::Kept,
        _ => Role::Space,
    }
}

#[derive(PartialEq)]
enum Class {
    Letter,
    Number,
    Sign,
}

fn class(c: char) -> Class {
    match c {
        '0'..='9' | '.' | ',' | ':' => Class::Number,
        c if c.is_alphabetic() => Class::Letter,
        _ => Class::Sign,
    }
}
