//! Sorts sentences into classes that many labelled sentences teach: kinds of sentences, topics, acts. Where a block has
//! ten examples [`super::Learner`] is the right one; here there are hundreds a class, and what decides is mostly how a
//! Korean sentence ends.
//!
//! A linear classifier over hashed runs of syllables, jamo, words, and endings at several lengths, trained with
//! averaged, adaptive steps. It needs no model.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

/// Features share so many places; with two million sharing is rare.
const PLACES: usize = 1 << 21;
const ROUNDS: usize = 6;
const RATE: f32 = 0.35;
/// A step is taken until the right class leads by this much.
const MARGIN: f32 = 1.0;
/// What is beyond this is not looked at.
const LONGEST: usize = 300;

pub struct Sorter {
    labels: Vec<String>,
    /// For each place a weight a class.
    weights: Vec<f32>,
    /// What a score must be multiplied by to make it a probability.
    sharpness: f32,
}

impl Sorter {
    /// Learns from pairs of label and sentence.
    #[must_use]
    pub fn learn(sentences: &[(String, String)]) -> Self {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut labels = Vec::new();
        for (label, _) in sentences {
            numbers.entry(label).or_insert_with(|| {
                labels.push(label.clone());
                labels.len() - 1
            });
        }
        let examples: Vec<(usize, Vec<u32>)> =
            sentences.iter().map(|(label, sentence)| (numbers[label.as_str()], features(sentence))).collect();
        // A tenth is kept out at first, to learn how sure to be.
        let (kept, taught): (Vec<_>, Vec<_>) =
            examples.iter().enumerate().partition(|(index, _)| index % 10 == 7);
        let [kept, taught]: [Vec<&(usize, Vec<u32>)>; 2] =
            [kept, taught].map(|part| part.into_iter().map(|(_, example)| example).collect());
        let trial = Self { weights: train(&taught, labels.len()), labels: labels.clone(), sharpness: 1.0 };
        let sharpness = trial.sharpness_for(&kept);
        let all: Vec<&(usize, Vec<u32>)> = examples.iter().collect();
        Self { weights: train(&all, labels.len()), labels, sharpness }
    }

    /// The likeliest label and how likely it is.
    #[must_use]
    pub fn sort(&self, sentence: &str) -> Option<(&str, f32)> {
        let scores = scores(&self.weights, self.labels.len(), &features(sentence));
        let probabilities = sharpened(&scores, self.sharpness);
        let best = probabilities.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
        Some((self.labels[best.0].as_str(), *best.1))
    }

    fn sharpness_for(&self, kept: &[&(usize, Vec<u32>)]) -> f32 {
        let loss = |sharpness: f32| -> f32 {
            let one = |(class, features): &&(usize, Vec<u32>)| {
                let scores = scores(&self.weights, self.labels.len(), features);
                -sharpened(&scores, sharpness)[*class].max(1e-6).ln()
            };
            kept.iter().map(one).sum()
        };
        let tried = (1..=24).map(|step| step as f32 * 0.25);
        tried
            .map(|sharpness| (loss(sharpness), sharpness))
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map_or(1.0, |best| best.1)
    }
}

fn sharpened(scores: &[f32], sharpness: f32) -> Vec<f32> {
    let mut row: Vec<f32> = scores.iter().map(|score| score * sharpness).collect();
    models::kernel::math::softmax(&mut row);
    row
}

fn scores(weights: &[f32], classes: usize, features: &[u32]) -> Vec<f32> {
    let scale = 1.0 / (features.len().max(1) as f32).sqrt();
    let mut scores = vec![0.0; classes];
    for place in features {
        let row = &weights[*place as usize * classes..][..classes];
        scores.iter_mut().zip(row).for_each(|(score, weight)| *score += weight);
    }
    scores.iter_mut().for_each(|score| *score *= scale);
    scores
}

/// One class against all others by the squared hinge, each weight with a step of its own (AdaGrad), smaller where it has been
/// moved much; the weights of the last rounds are averaged.
fn train(examples: &[&(usize, Vec<u32>)], classes: usize) -> Vec<f32> {
    let mut weights = vec![0.0f32; PLACES * classes];
    let mut moved = vec![1e-4f32; PLACES * classes];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    for _ in 0..ROUNDS {
        shuffle(&mut order, &mut state);
        for index in &order {
            let (class, features) = examples[*index];
            let scale = 1.0 / (features.len().max(1) as f32).sqrt();
            let scores = scores(&weights, classes, features);
            let slopes: Vec<f32> = scores
                .iter()
                .enumerate()
                .map(|(other, score)| {
                    let side = if other == *class { 1.0 } else { -1.0 };
                    -side * (MARGIN - side * score).max(0.0) * scale
                })
                .collect();
            for place in features {
                let at = *place as usize * classes;
                let (row, moved) = (&mut weights[at..at + classes], &mut moved[at..at + classes]);
                for ((weight, moved), slope) in row.iter_mut().zip(moved).zip(&slopes) {
                    *moved += slope * slope;
                    *weight -= RATE * slope / moved.sqrt();
                }
            }
        }
    }
    weights
}

fn shuffle(order: &mut [usize], state: &mut u64) {
    for last in (1..order.len()).rev() {
        // xorshift: the order must be the same each time, and no more.
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        order.swap(last, (*state % (last as u64 + 1)) as usize);
    }
}

/// The places of what a sentence has.
fn features(sentence: &str) -> Vec<u32> {
    let sentence: String = sentence.nfkc().take(LONGEST).collect();
    let sentence = sentence.trim();
    let mut places = Vec::new();
    let spaced: Vec<char> = format!("^{sentence}$").chars().collect();
    let close: Vec<char> = spaced.iter().copied().filter(|letter| *letter != ' ').collect();
    let jamo: Vec<char> = format!("^{sentence}$").nfd().collect();
    let mut runs = |kind: u64, letters: &[char], lengths: std::ops::RangeInclusive<usize>| {
        for length in lengths {
            places.extend(letters.windows(length).map(|run| place(kind, run.iter().copied())));
        }
    };
    runs(1, &spaced, 1..=5);
    runs(2, &close, 2..=4);
    runs(3, &jamo, 3..=6);
    for length in 1..=11.min(jamo.len()) {
        places.push(place(4, jamo[jamo.len() - length..].iter().copied()));
    }
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let ending: String = jamo[jamo.len().saturating_sub(6)..].iter().collect();
    for word in &words {
        places.push(place(5, word.chars()));
        places.push(place(6, word.chars().chain(['|']).chain(ending.chars())));
    }
    places.extend(words.windows(2).map(|pair| place(7, pair[0].chars().chain([' ']).chain(pair[1].chars()))));
    if let (Some(first), Some(last)) = (words.first(), words.last()) {
        places.push(place(8, first.chars()));
        places.push(place(9, last.chars()));
        places.push(place(10, first.chars().chain([' ']).chain(last.chars())));
    }
    places.push(place(11, [char::from(b'0' + words.len().min(12) as u8)].into_iter()));
    places.sort_unstable();
    places.dedup();
    places
}

/// FNV-1a, folded into the places there are.
fn place(kind: u64, letters: impl Iterator<Item = char>) -> u32 {
    let hash = letters.fold(0xcbf2_9ce4_8422_2325 ^ (kind << 32), |hash: u64, letter| {
        (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3)
    });
    ((hash ^ (hash >> 32)) % PLACES as u64) as u32
}
