//! English to Kokoro's phonemes: abbreviations and numbers to words ([`abbreviations`], [`numbers`]), words to sounds by
//! their job in the sentence ([`lexicon`], [`heteronyms`]), else by their letters ([`spelling`]).

mod abbreviations;
pub mod ending;
mod heteronyms;
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
        let text = numbers::read(&abbreviations::read(text));
        let tokens = tokens(&text);
        let mut out = String::with_capacity(text.len() * 2);
        for (i, token) in tokens.iter().enumerate() {
            match token {
                Token::Mark(mark) => out.push(*mark),
                Token::Word(word) => {
                    if !out.is_empty() {
                        out.push(' ');
                    }
                    out.push_str(&self.word(word, before(&tokens[..i]), &behind(&tokens[i + 1..])));
                }
            }
        }
        out
    }

    /// Small words depend on the next one; abbreviations are spelt; what no list knows is guessed.
    fn word(&self, word: &str, before: Option<&str>, behind: &[&str]) -> String {
        let next = behind.first();
        let vowel_follows = || next.is_some_and(|next| starts_with_vowel(&self.word(next, None, &[])));
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
        let listed = self.lexicon.find_as(word, heteronyms::roles(before, word, behind));
        listed.or_else(|| self.lexicon.compound(word)).unwrap_or_else(|| {
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

/// The word before, of the same clause.
fn before<'a>(tokens: &[Token<'a>]) -> Option<&'a str> {
    match tokens.last() {
        Some(Token::Word(word)) => Some(word),
        _ => None,
    }
}

/// The next few words of the same clause.
fn behind<'a>(tokens: &[Token<'a>]) -> Vec<&'a str> {
    let words = tokens.iter().map_while(|token| match token {
        Token::Word(word) => Some(*word),
        Token::Mark(_) => None,
    });
    words.take(6).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_sound_by_their_job_in_the_sentence() {
        let english = English::open(&models::testing::folder().join("english-lexicon")).unwrap();
        let table = [
            ("I want to record a song", "ɹəkˈɔɹd"),
            ("a new record", "ɹˈɛkəɹd"),
            ("we live here", "lˈɪv"),
            ("live music", "lˈIv"),
            ("I read books", "ɹˈid"),
            ("I have read it", "ɹˈɛd"),
            ("I read it yesterday", "ɹˈɛd"),
            ("Close the door", "klˈOz"),
            ("it is close", "klˈOs"),
            ("we will present it", "pɹizˈɛnt"),
            ("a present", "pɹˈɛzᵊnt"),
            ("Dr. Kevin", "kˈɛvɪn"),
            ("Dr. Kevin", "dˈɑktəɹ"),
            ("smartkitchen", "smˈɑɹtkˌɪʧᵊn"),
            ("the U.S. team", "jˈu"),
        ];
        for (text, sound) in table {
            let said = english.phonemes(text);
            assert!(said.split(' ').any(|word| word == sound), "{text}: {said}");
        }
    }

    #[test]
    fn any_text_is_said_without_a_panic() {
        let english = English::open(&models::testing::folder().join("english-lexicon")).unwrap();
        for piece in [
            "$", "1/", "a.", "Dr. ", "''", "1:2", "é", "5'", "-1", "U.S.", "3rd", "x²", "안", "\u{0}", "1e9 ",
        ] {
            let text: String = piece.repeat(5_000 / piece.chars().count());
            assert!(!english.phonemes(&text).contains(char::is_numeric), "{piece}");
        }
    }
}
