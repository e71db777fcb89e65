//! Korean sounds that Kokoro was never taught, each a token of its own.
//!
//! Its alphabet has room left. There we put one token for each Korean sound: it began as the token of the nearest sound
//! of the alphabet and was then learned, together with a style that Korean is spoken in (`data/voices/ieum.txt` says how).
//! Other words and other languages keep the tokens they had. The numbers fit the weights they were learned with; with
//! other weights, a sound is the nearest one of the alphabet, as before.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use models::onnx::{Contents, Splice};
use ndarray::Array1;
use sha2::{Digest, Sha256};

const FILE: &str = include_str!("../../../../data/voices/ieum.txt");

/// The two tables in which a token is a row of bytes, and the width of each; a sound's bytes are for one after the other.
const TABLES: [(&str, usize); 2] = [
    ("encoder.bert.embeddings.word_embeddings.weight_quantized", 128),
    ("encoder.text_encoder.embedding.weight_quantized", 512),
];

/// Tokens that the tables have room for.
const ROWS: usize = 178;

struct Learned {
    /// Of both tables together, as the weights have them.
    digest: Vec<u8>,
    style: Array1<f32>,
    sounds: Vec<Sound>,
}

/// A letter of our own, the one of Kokoro's alphabet that it began as, and what was learned.
struct Sound {
    letter: char,
    nearest: char,
    row: Vec<u8>,
}

static LEARNED: LazyLock<Learned> = LazyLock::new(|| Learned::parse(FILE).expect("the file is ours"));

impl Learned {
    /// One fact a line, its kind first; a line that begins with `#` is a remark.
    fn parse(written: &str) -> Option<Self> {
        let mut learned = Self { digest: Vec::new(), style: Array1::default(0), sounds: Vec::new() };
        for line in written.lines().filter(|line| !line.starts_with('#')) {
            match line.split_whitespace().collect::<Vec<_>>().as_slice() {
                ["tables", digest] => learned.digest = bytes(digest)?,
                ["style", numbers @ ..] => {
                    learned.style =
                        numbers.iter().map(|number| number.parse().ok()).collect::<Option<_>>()?;
                }
                ["sound", letter, nearest, row] => {
                    learned.sounds.push(Sound {
                        letter: mark(letter)?,
                        nearest: mark(nearest)?,
                        row: bytes(row)?,
                    });
                }
                _ => return None,
            }
        }
        Some(learned)
    }
}

/// A letter, or the name of one that cannot be seen.
fn mark(written: &str) -> Option<char> {
    if written == "space" { Some(' ') } else { written.parse().ok() }
}

fn bytes(hexadecimal: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = hexadecimal.as_bytes().as_chunks::<2>();
    let byte = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    rest.is_empty().then(|| pairs.iter().map(byte).collect())?
}

/// Which token is which letter: Kokoro's alphabet, and our Korean sounds.
#[derive(Clone)]
pub struct Tokens {
    alphabet: HashMap<char, i64>,
    sounds: HashMap<char, i64>,
    /// The style for Korean, where the sounds are learned ones.
    pub style: Option<Array1<f32>>,
}

impl Tokens {
    /// The sounds as the nearest ones of the alphabet.
    pub fn new(alphabet: HashMap<char, i64>) -> Self {
        let nearest = |sound: &Sound| Some((sound.letter, *alphabet.get(&sound.nearest)?));
        let sounds = LEARNED.sounds.iter().filter_map(nearest).collect();
        Self { alphabet, sounds, style: None }
    }

    /// Puts the learned rows where the graph's tables have room, if these are the weights they were learned with.
    pub fn learn(&mut self, graph: &Contents<'_>, splice: &mut Splice) {
        let taken: HashSet<i64> = self.alphabet.values().copied().collect();
        let free: Vec<usize> = (1..ROWS).filter(|row| !taken.contains(&(*row as i64))).collect();
        let known = digest(graph).is_some_and(|digest| digest == LEARNED.digest);
        if !known || free.len() < LEARNED.sounds.len() {
            return;
        }
        for (sound, row) in LEARNED.sounds.iter().zip(free) {
            let mut from = 0;
            for (table, width) in TABLES {
                splice.overwrite(table, row * width, sound.row[from..from + width].to_vec());
                from += width;
            }
            self.sounds.insert(sound.letter, row as i64);
        }
        self.style = Some(LEARNED.style.clone());
    }

    /// The tokens of a piece; letters that are in no alphabet are left out. In a Korean one, the space and the marks
    /// between the words are Korean sounds as well.
    pub fn of(&self, phonemes: &str) -> impl Iterator<Item = i64> {
        let korean = is_korean(phonemes);
        let sound = move |c| if korean { self.sounds.get(&c) } else { None };
        phonemes.chars().filter_map(move |c| sound(c).or_else(|| self.alphabet.get(&c)).copied())
    }
}

/// Whether there is a Korean sound among the phonemes.
pub fn is_korean(phonemes: &str) -> bool {
    phonemes.chars().any(|c| c.is_alphabetic() && LEARNED.sounds.iter().any(|sound| sound.letter == c))
}

/// The phonemes in Kokoro's alphabet alone.
pub fn nearest(phonemes: &str) -> String {
    let nearest = |c| LEARNED.sounds.iter().find(|sound| sound.letter == c).map_or(c, |sound| sound.nearest);
    phonemes.chars().map(nearest).collect()
}

fn digest(graph: &Contents<'_>) -> Option<Vec<u8>> {
    let mut hash = Sha256::new();
    for (table, _) in TABLES {
        hash.update(graph.table(table)?);
    }
    Some(hash.finalize().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_holds_whole_sounds() {
        let width: usize = TABLES.iter().map(|(_, width)| width).sum();
        let letters: HashSet<char> = LEARNED.sounds.iter().map(|sound| sound.letter).collect();
        assert_eq!(letters.len(), LEARNED.sounds.len(), "a letter stands for two sounds");
        for sound in &LEARNED.sounds {
            assert_eq!(sound.row.len(), width, "{}", sound.letter);
            assert!(!letters.contains(&sound.nearest) || sound.nearest == sound.letter, "{}", sound.nearest);
        }
        assert_eq!((LEARNED.style.len(), LEARNED.digest.len()), (crate::styles::WIDTH, 32));
    }

    #[test]
    fn a_korean_piece_has_korean_marks() {
        let alphabet = [('ɡ', 1), ('a', 2), (' ', 3), ('.', 4), ('!', 5)].into_iter().collect();
        let mut tokens = Tokens::new(alphabet);
        let of = |tokens: &Tokens, phonemes| tokens.of(phonemes).collect::<Vec<_>>();
        assert_eq!(of(&tokens, "ﾡㅏ a.!"), [1, 2, 3, 2, 4, 5], "as the nearest of the alphabet");
        tokens.sounds = [('ﾡ', 11), ('ㅏ', 12), (' ', 13), ('.', 14)].into_iter().collect();
        assert_eq!(of(&tokens, "ﾡㅏ a.!"), [11, 12, 13, 2, 14, 5]);
        assert_eq!(of(&tokens, "a a."), [2, 3, 2, 4], "another language keeps its marks");
        assert_eq!(nearest("ﾡㅏ a."), "ɡa a.");
    }

    #[test]
    fn what_is_no_such_file_is_refused() {
        for wrong in ["sound ㄱ k 0", "sound ㄱ k 0g", "sound ㄱㄴ k 00", "style one", "tone 1", "tables"]
        {
            assert!(Learned::parse(wrong).is_none(), "{wrong}");
        }
    }
}
