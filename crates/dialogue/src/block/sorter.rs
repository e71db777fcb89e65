//! Sorts sentences into classes that many labelled sentences teach: kinds of sentences, topics, acts. Where a block has
//! ten examples [`super::Learner`] is the right one; here there are hundreds a class, and what decides is mostly how a
//! Korean sentence ends.
//!
//! A linear classifier for each class against all others, over hashed runs of syllables, jamo, words, and endings at
//! several lengths: a support vector machine, trained one sentence at a time (dual coordinate descent). It needs no
//! model, and some seconds for fifty thousand sentences.

use std::collections::HashMap;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// Weights of all classes together: features share places, and the fewer classes there are the rarer.
const WEIGHTS: usize = 1 << 23;
const PLACES: std::ops::RangeInclusive<usize> = 1 << 14..=1 << 20;
const ROUNDS: usize = 10;
/// How much a sentence on the wrong side counts beside weights that stay small.
const STRICTNESS: f32 = 2.0;
/// What is beyond this is not looked at.
const LONGEST: usize = 300;

pub struct Sorter {
    labels: Vec<String>,
    /// For each place a weight a class.
    weights: Vec<f32>,
    /// What a score must be multiplied by to make it a probability.
    sharpness: f32,
}

/// A sentence's class, and the places of its features.
type Example = (usize, Vec<u32>);

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
        let places = places(labels.len());
        let example =
            |(label, sentence): &(String, String)| (numbers[label.as_str()], features(sentence, places));
        let examples: Vec<Example> = sentences.par_iter().map(example).collect();
        // A tenth is kept out at first, to learn how sure to be.
        let (kept, taught): (Vec<_>, Vec<_>) =
            examples.iter().enumerate().partition(|(index, _)| index % 10 == 7);
        let [kept, taught]: [Vec<&Example>; 2] =
            [kept, taught].map(|part| part.into_iter().map(|(_, example)| example).collect());
        let trial = Self { weights: train(&taught, labels.len()), labels: labels.clone(), sharpness: 1.0 };
        let sharpness = trial.sharpness_for(&kept);
        let all: Vec<&Example> = examples.iter().collect();
        Self { weights: train(&all, labels.len()), labels, sharpness }
    }

    /// The likeliest label and how likely it is.
    #[must_use]
    pub fn sort(&self, sentence: &str) -> Option<(&str, f32)> {
        let classes = self.labels.len();
        let scores = scores(&self.weights, classes, &features(sentence, places(classes)));
        let probabilities = sharpened(&scores, self.sharpness);
        let best = probabilities.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
        Some((self.labels[best.0].as_str(), *best.1))
    }

    fn sharpness_for(&self, kept: &[&Example]) -> f32 {
        let judged: Vec<(usize, Vec<f32>)> = kept
            .iter()
            .map(|(class, features)| (*class, scores(&self.weights, self.labels.len(), features)))
            .collect();
        let loss = |sharpness: f32| -> f32 {
            judged.iter().map(|(class, scores)| -sharpened(scores, sharpness)[*class].max(1e-6).ln()).sum()
        };
        let tried = (1..=32).map(|step| step as f32 * 0.25);
        tried
            .map(|sharpness| (loss(sharpness), sharpness))
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map_or(1.0, |best| best.1)
    }
}

fn places(classes: usize) -> usize {
    let room = WEIGHTS / classes.max(1);
    (room + 1).next_power_of_two().clamp(*PLACES.start(), *PLACES.end())
}

fn sharpened(scores: &[f32], sharpness: f32) -> Vec<f32> {
    let mut row: Vec<f32> = scores.iter().map(|score| score * sharpness).collect();
    models::kernel::math::softmax(&mut row);
    row
}

fn scores(weights: &[f32], classes: usize, features: &[u32]) -> Vec<f32> {
    let mut scores = vec![0.0; classes];
    for place in features {
        let row = &weights[*place as usize * classes..][..classes];
        scores.iter_mut().zip(row).for_each(|(score, weight)| *score += weight);
    }
    let size = size(features);
    scores.iter_mut().for_each(|score| *score *= size);
    scores
}

/// What every feature of a sentence counts, so that long sentences count no more than short ones.
fn size(features: &[u32]) -> f32 {
    1.0 / (features.len().max(1) as f32).sqrt()
}

/// The classes side by side, each on a thread.
fn train(examples: &[&Example], classes: usize) -> Vec<f32> {
    let columns: Vec<Vec<f32>> =
        (0..classes).into_par_iter().map(|class| one_class(examples, class, places(classes))).collect();
    let mut weights = vec![0.0; places(classes) * classes];
    for (class, column) in columns.iter().enumerate() {
        weights.iter_mut().skip(class).step_by(classes).zip(column).for_each(|(weight, own)| *weight = *own);
    }
    weights
}

/// One class against all others by the squared hinge: the weights are a sum of the sentences, and each sentence's part
/// in it is made the best one in turn.
fn one_class(examples: &[&Example], class: usize, places: usize) -> Vec<f32> {
    let mut weights = vec![0.0f32; places];
    let mut parts = vec![0.0f32; examples.len()];
    let softness = 0.5 / STRICTNESS;
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    for _ in 0..ROUNDS {
        shuffle(&mut order, &mut state);
        for index in &order {
            let (its, features) = examples[*index];
            let (side, size) = (if *its == class { 1.0 } else { -1.0 }, size(features));
            let score: f32 = features.iter().map(|place| weights[*place as usize]).sum::<f32>() * size;
            let part = parts[*index];
            // A row of features is one long.
            let better = (part - (side * score - 1.0 + softness * part) / (1.0 + softness)).max(0.0);
            if better != part {
                parts[*index] = better;
                let step = (better - part) * side * size;
                features.iter().for_each(|place| weights[*place as usize] += step);
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
fn features(sentence: &str, places: usize) -> Vec<u32> {
    let sentence: String = sentence.nfkc().take(LONGEST).collect();
    let sentence = sentence.trim();
    let mut found = Vec::new();
    let spaced: Vec<char> = format!("^{sentence}$").chars().collect();
    let close: Vec<char> = spaced.iter().copied().filter(|letter| *letter != ' ').collect();
    let jamo: Vec<char> = format!("^{sentence}$").nfd().collect();
    let mut runs = |kind: u64, letters: &[char], lengths: std::ops::RangeInclusive<usize>| {
        for length in lengths {
            found.extend(letters.windows(length).map(|run| hash(kind, run.iter().copied())));
        }
    };
    runs(1, &spaced, 1..=5);
    runs(2, &close, 2..=4);
    runs(3, &jamo, 3..=6);
    for length in 1..=11.min(jamo.len()) {
        found.push(hash(4, jamo[jamo.len() - length..].iter().copied()));
    }
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let ending: String = jamo[jamo.len().saturating_sub(6)..].iter().collect();
    for word in &words {
        found.push(hash(5, word.chars()));
        found.push(hash(6, word.chars().chain(['|']).chain(ending.chars())));
    }
    found.extend(words.windows(2).map(|pair| hash(7, pair[0].chars().chain([' ']).chain(pair[1].chars()))));
    if let (Some(first), Some(last)) = (words.first(), words.last()) {
        found.push(hash(8, first.chars()));
        found.push(hash(9, last.chars()));
        found.push(hash(10, first.chars().chain([' ']).chain(last.chars())));
    }
    found.push(hash(11, [char::from(b'0' + words.len().min(12) as u8)].into_iter()));
    let mut features: Vec<u32> = found.into_iter().map(|hash| (hash % places as u64) as u32).collect();
    features.sort_unstable();
    features.dedup();
    features
}

/// FNV-1a with its halves folded together: the lower bits alone mix badly.
fn hash(kind: u64, letters: impl Iterator<Item = char>) -> u64 {
    let hash = letters.fold(0xcbf2_9ce4_8422_2325 ^ (kind << 32), |hash: u64, letter| {
        (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3)
    });
    hash ^ (hash >> 32)
}
