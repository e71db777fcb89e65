//! English to Kokoro's phonemes: numbers to words ([`numbers`]), words to sounds ([`lexicon`], else [`spelling`]).

pub mod ending;
mod lexicon;
mod numbers;
mod spelling;
pub(crate) mod written;

use std::path::Path;

use lexicon::Lexicon;

use crate::SpeechError;

pub struct English {
    lexicon: Lexicon,
}

impl English {
    /// Opens the lexicon's folder.
    pub fn open(folder: &Path) -> Result<Self, SpeechError> {
        Ok(Self { lexicon: Lexicon::open(folder)? })
    }

    /// The phonemes of a text; of the marks only those stay that a voice can make heard.
    pub fn phonemes(&self, text: &str) -> String {
        let text = numbers::read(text);
        let tokens = tokens(&text);
        let mut out = String::with_capacity(text.len() * 2);
        for (i, token) in tokens.iter().enumerate() {
            match token {
                Token::Mark(mark) => out.push(*mark),
                Token::Word(word) => {
                    let next = tokens.get(i + 1).and_then(|next| match next {
                        Token::Word(next) => Some(*next),
                        Token::Mark(_) => None,
                    });
                    if !out.is_empty() {
                        out.push(' ');
                    }
                    out.push_str(&self.word(word, next));
                }
            }
        }
        out
    }

    /// Small words depend on the next one; abbreviations are spelt; what no list knows is guessed.
    fn word(&self, word: &str, next: Option<&str>) -> String {
        let vowel_follows = || next.is_some_and(|next| starts_with_vowel(&self.word(next, None)));
        match word {
            "a" => return "ɐ".into(),
            "the" | "The" => return if vowel_follows() { "ði" } else { "ðə" }.into(),
            "to" | "To" if next.is_some() => return if vowel_follows() { "tʊ" } else { "tə" }.into(),
            _ => {}
        }
        let capitals = word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase());
        if capitals && word.len() <= 5 && !self.lexicon.has(word) && !is_shouted(word) {
            return self.spelt(word);
        }
        self.lexicon.find(word).unwrap_or_else(|| {
            if word.contains(is_speakable) { spelling::guess(word) } else { self.spelt(word) }
        })
    }

    fn spelt(&self, word: &str) -> String {
        let letters = word.chars().filter_map(|c| self.lexicon.find(&c.to_ascii_uppercase().to_string()));
        letters.collect::<Vec<_>>().join(" ")
    }
}

enum Token<'a> {
    Word(&'a str),
    Mark(char),
}

/// Words and marks; hyphens part words, other signs are left out.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let in_word = |c: char| c.is_alphabetic() || c == '\'' || c == '’';
        let length = rest.find(|c| !in_word(c)).unwrap_or(rest.len());
        let word = rest[..length].trim_matches(['\'', '’']);
        if !word.is_empty() {
            tokens.push(Token::Word(word));
        } else if let Some(mark) = spoken_mark(c)
            && matches!(tokens.last(), Some(Token::Word(_)))
        {
            tokens.push(Token::Mark(mark));
        }
        rest = &rest[length.max(c.len_utf8())..];
    }
    tokens
}

fn spoken_mark(c: char) -> Option<char> {
    Some(match c {
        '.' | '!' | '?' | ',' => c,
        ';' | ':' | '(' | '—' | '–' => ',',
        '…' => '.',
        _ => return None,
    })
}

fn starts_with_vowel(phonemes: &str) -> bool {
    phonemes.trim_start_matches(['ˈ', 'ˌ']).starts_with(|c| "AIOWYaiuæɑɔəɛɜɪʊʌᵻɐ".contains(c))
}

fn is_speakable(c: char) -> bool {
    "aeiouyAEIOUY".contains(c)
}

/// Ordinary words in capitals are read as words.
fn is_shouted(word: &str) -> bool {
    const SHOUTED: [&str; 12] =
        ["THE", "AND", "NOT", "YES", "NO", "OK", "STOP", "HELP", "NEW", "ALL", "YOU", "ONE"];
    SHOUTED.contains(&word)
}
