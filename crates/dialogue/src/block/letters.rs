//! The letters of a sentence as features. Korean: runs of syllables and of jamo, spaces and closing marks aside, so that
//! "배송언제와요" and "배송 언제 와요?" are the same and a mistyped jamo costs little. English: runs of letters, and
//! words with their neighbours, because a run of one or two letters says nothing there.

use std::collections::HashMap;

use domain::Language;
use unicode_normalization::UnicodeNormalization;

/// What is beyond this is not looked at: nobody says a longer sentence to an assistant.
const LONGEST: usize = 300;
const SYLLABLES: [usize; 3] = [1, 2, 3];
const JAMO: [usize; 3] = [3, 4, 5];
const LETTERS: [usize; 3] = [3, 4, 5];
const WORDS: [usize; 2] = [1, 2];

/// Features with their weights, one long together.
pub type Features = Vec<(u64, f32)>;

/// How much each feature tells: the fewer sentences have it, the more.
pub struct Weights {
    language: Language,
    sentences: usize,
    counts: HashMap<u64, u32>,
}

impl Weights {
    pub fn of<'a>(language: Language, sentences: impl Iterator<Item = &'a str>) -> Self {
        let mut weights = Self { language, sentences: 0, counts: HashMap::new() };
        for sentence in sentences {
            weights.sentences += 1;
            for feature in runs(language, sentence).into_iter().flatten() {
                *weights.counts.entry(feature).or_default() += 1;
            }
        }
        weights
    }

    pub fn features(&self, sentence: &str) -> Features {
        let [large, small] = runs(self.language, sentence);
        let mut features = self.weighed(large);
        features.extend(self.weighed(small));
        features
    }

    /// Each kind of run makes half of the length.
    fn weighed(&self, runs: Vec<u64>) -> Features {
        let rarity = |run| {
            let count = self.counts.get(&run).copied().unwrap_or(0) as f32;
            ((self.sentences as f32 + 1.0) / (count + 1.0)).ln() + 0.5
        };
        let mut weighed: Features = runs.into_iter().map(|run| (run, rarity(run))).collect();
        let length = weighed.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(1e-6);
        weighed.iter_mut().for_each(|(_, weight)| *weight *= 0.5f32.sqrt() / length);
        weighed
    }
}

/// What is left of a sentence when spaces, case, and the marks at its end are taken away.
pub fn plain(sentence: &str) -> String {
    let mark = |c: char| matches!(c, '?' | '!' | '.' | '~' | '…' | ',' | '。' | '？' | '！');
    let unseen = |c: &char| {
        !c.is_whitespace()
            && !c.is_control()
            && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    let kept: String = sentence.nfkc().filter(unseen).take(LONGEST).flat_map(char::to_lowercase).collect();
    kept.trim_end_matches(mark).to_owned()
}

/// The runs of two kinds, each once.
fn runs(language: Language, sentence: &str) -> [Vec<u64>; 2] {
    match language {
        Language::Korean => {
            let bounded = format!("^{}$", plain(sentence));
            let syllables: Vec<char> = bounded.chars().collect();
            let jamo: Vec<char> = bounded.nfd().collect();
            [collected(&syllables, &SYLLABLES, 1), collected(&jamo, &JAMO, 2)]
        }
        Language::English => {
            let lower: String = sentence.nfkc().take(LONGEST).flat_map(char::to_lowercase).collect();
            let mark = |c: char| !c.is_alphanumeric() && c != '\'';
            let words: Vec<&str> = lower.split(mark).filter(|word| !word.is_empty()).collect();
            let letters: Vec<char> = format!("^{}$", words.join(" ")).chars().collect();
            [collected(&words, &WORDS, 3), collected(&letters, &LETTERS, 4)]
        }
    }
}

fn collected<T: Hashed>(parts: &[T], lengths: &[usize], kind: u64) -> Vec<u64> {
    let start = 0xcbf2_9ce4_8422_2325 ^ kind;
    let mut runs: Vec<u64> = lengths
        .iter()
        .flat_map(|length| parts.windows(*length))
        .map(|run| run.iter().fold(start, |hash, part| part.hashed(hash)))
        .collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// FNV-1a: the same numbers everywhere, for ever, unlike the library's hasher.
trait Hashed {
    fn hashed(&self, hash: u64) -> u64;
}

impl Hashed for char {
    fn hashed(&self, hash: u64) -> u64 {
        (hash ^ u64::from(*self)).wrapping_mul(0x0100_0000_01b3)
    }
}

impl Hashed for &str {
    fn hashed(&self, hash: u64) -> u64 {
        self.chars().chain([' ']).fold(hash, |hash, letter| letter.hashed(hash))
    }
}
