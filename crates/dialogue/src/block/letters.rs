//! The letters of a sentence as features: runs of syllables and of jamo, spaces and closing marks aside, so that
//! "배송언제와요" and "배송 언제 와요?" are the same and a mistyped jamo costs little.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

/// What is beyond this is not looked at: nobody says a longer sentence to an assistant.
const LONGEST: usize = 300;
const SYLLABLES: [usize; 3] = [1, 2, 3];
const JAMO: [usize; 3] = [3, 4, 5];
/// The part of the jamo in the length of a sentence; the rest belongs to the syllables.
const JAMO_SHARE: f32 = 0.5;

/// Features with their weights, one long together.
pub type Features = Vec<(u64, f32)>;

/// How much each feature tells: the fewer sentences have it, the more.
#[derive(Default)]
pub struct Weights {
    sentences: usize,
    counts: HashMap<u64, u32>,
}

impl Weights {
    pub fn of<'a>(sentences: impl Iterator<Item = &'a str>) -> Self {
        let mut weights = Self::default();
        for sentence in sentences {
            weights.sentences += 1;
            let (syllables, jamo) = runs(sentence);
            for feature in syllables.into_iter().chain(jamo) {
                *weights.counts.entry(feature).or_default() += 1;
            }
        }
        weights
    }

    pub fn features(&self, sentence: &str) -> Features {
        let (syllables, jamo) = runs(sentence);
        let mut features = self.weighed(syllables, 1.0 - JAMO_SHARE);
        features.extend(self.weighed(jamo, JAMO_SHARE));
        features
    }

    fn weighed(&self, runs: Vec<u64>, share: f32) -> Features {
        let rarity = |run| {
            let count = self.counts.get(&run).copied().unwrap_or(0) as f32;
            ((self.sentences as f32 + 1.0) / (count + 1.0)).ln() + 0.5
        };
        let mut weighed: Features = runs.into_iter().map(|run| (run, rarity(run))).collect();
        let length = weighed.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(1e-6);
        weighed.iter_mut().for_each(|(_, weight)| *weight *= share.sqrt() / length);
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

/// The runs of syllables and those of jamo, each once.
fn runs(sentence: &str) -> (Vec<u64>, Vec<u64>) {
    let bounded = format!("^{}$", plain(sentence));
    let syllables: Vec<char> = bounded.chars().collect();
    let jamo: Vec<char> = bounded.nfd().collect();
    (collected(&syllables, &SYLLABLES, 1), collected(&jamo, &JAMO, 2))
}

fn collected(letters: &[char], lengths: &[usize], kind: u64) -> Vec<u64> {
    let mut runs: Vec<u64> = lengths
        .iter()
        .flat_map(|length| letters.windows(*length))
        .map(|run| {
            // FNV-1a: the same numbers everywhere, for ever, unlike the library's hasher.
            run.iter().fold(0xcbf2_9ce4_8422_2325 ^ kind, |hash, letter| {
                (hash ^ u64::from(*letter)).wrapping_mul(0x0100_0000_01b3)
            })
        })
        .collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}
