//! Cuts a text into the pieces of a unigram vocabulary: of all ways to cut it, the most probable one.

use std::collections::HashMap;

use models::e5s1::Pieces;
use unicode_normalization::UnicodeNormalization;

/// What stands for a space inside a piece.
const SPACE: char = '\u{2581}';
/// How much worse than the worst piece a character is that no piece has.
const UNKNOWN_PENALTY: f32 = 10.0;

pub struct Vocabulary {
    numbers: HashMap<Box<str>, (u32, f32)>,
    replacements: HashMap<char, Vec<char>>,
    count: u32,
    /// The longest piece, in characters.
    longest: usize,
    unknown: (u32, f32),
    pub begin: u32,
    pub end: u32,
}

impl Vocabulary {
    pub fn new(pieces: Pieces) -> Self {
        let worst = pieces.pieces.iter().map(|(_, score)| *score).fold(0.0, f32::min);
        let longest = pieces.pieces.iter().map(|(text, _)| text.chars().count()).max().unwrap_or(1);
        let count = u32::try_from(pieces.pieces.len()).expect("the file counts pieces in 32 bits");
        let special = [pieces.begin, pieces.end, pieces.unknown];
        let numbers = (0..).zip(pieces.pieces).filter(|(number, _)| !special.contains(number));
        Self {
            numbers: numbers.map(|(number, (text, score))| (text.into(), (number, score))).collect(),
            replacements: pieces.replacements,
            count,
            longest,
            unknown: (pieces.unknown, worst - UNKNOWN_PENALTY),
            begin: pieces.begin,
            end: pieces.end,
        }
    }

    /// How many pieces there are; every smaller number is one.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// The pieces of a text, without markers at its ends.
    pub fn cut(&self, text: &str) -> Vec<u32> {
        let text = self.prepare(text);
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let count = bounds.len() - 1;
        // The best way to each place: its score, its last piece, and where that begins.
        let mut best = vec![(f32::NEG_INFINITY, 0, 0); count + 1];
        best[0].0 = 0.0;
        for from in 0..count {
            let so_far = best[from].0;
            let mut offer = |to: usize, (piece, score): (u32, f32)| {
                if so_far + score > best[to].0 {
                    best[to] = (so_far + score, piece, from);
                }
            };
            for to in from + 1..=count.min(from + self.longest) {
                if let Some(piece) = self.numbers.get(&text[bounds[from]..bounds[to]]) {
                    offer(to, *piece);
                }
            }
            offer(from + 1, self.unknown);
        }
        let mut pieces = Vec::new();
        let mut at = count;
        while at > 0 {
            pieces.push(best[at].1);
            at = best[at].2;
        }
        pieces.reverse();
        pieces
    }

    /// Composed Hangul, characters replaced as in training, single spaces, and one before the first word.
    fn prepare(&self, text: &str) -> String {
        let mut prepared = String::with_capacity(text.len() + 8);
        let mut push = |character: char| {
            let character = if character == ' ' { SPACE } else { character };
            if prepared.is_empty() && character != SPACE {
                prepared.push(SPACE);
            }
            if character != SPACE || !prepared.ends_with(SPACE) {
                prepared.push(character);
            }
        };
        for character in text.nfc() {
            match self.replacements.get(&character) {
                Some(others) => others.iter().for_each(|other| push(*other)),
                None => push(character),
            }
        }
        if prepared.is_empty() {
            prepared.push(SPACE);
        }
        prepared
    }
}
