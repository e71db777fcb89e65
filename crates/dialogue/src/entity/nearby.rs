//! Words that are nearly written so, found without looking at every word.
//!
//! A word and a writing of it with a wrong, a missing or an additional letter are the same once a letter is left out of
//! each. So every word is filed under what is left of it when a letter, or two of a long word, are left out; and under
//! its rough sound, which catches mistakes that go through the whole word. What is found here is only a candidate.

use std::collections::HashMap;

use super::likeness;

/// Words that are filed under one key; where more are that alike, a writing could not tell which of them is meant.
const MOST_TOGETHER: usize = 48;
/// A longer word is filed under its sound alone.
pub const LONGEST: usize = 24;
/// From so many letters on, two may be wrong; up to so many all pairs are tried.
const TWO_WRONG: std::ops::RangeInclusive<usize> = 6..=12;
/// Any odd number; the powers of it stand for the places of letters.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// Words by number, filed under their keys.
#[derive(Default)]
pub struct Nearby {
    files: HashMap<u64, Vec<u32>>,
}

impl Nearby {
    pub fn insert(&mut self, letters: &[char], word: u32) {
        for key in keys(letters) {
            let file = self.files.entry(key).or_default();
            if file.len() < MOST_TOGETHER && !file.contains(&word) {
                file.push(word);
            }
        }
    }

    pub fn remove(&mut self, letters: &[char], word: u32) {
        for key in keys(letters) {
            if let Some(file) = self.files.get_mut(&key) {
                file.retain(|other| *other != word);
                if file.is_empty() {
                    self.files.remove(&key);
                }
            }
        }
    }

    /// Candidates for what these letters may be meant to say, each once.
    pub fn candidates(&self, letters: &[char]) -> Vec<u32> {
        let mut words: Vec<u32> =
            keys(letters).filter_map(|key| self.files.get(&key)).flatten().copied().collect();
        words.sort_unstable();
        words.dedup();
        words
    }
}

/// What a word is filed under.
fn keys(letters: &[char]) -> impl Iterator<Item = u64> {
    let count = letters.len();
    let mut powers = vec![1u64; count + 1];
    let mut sums = vec![0u64; count + 1];
    for (i, letter) in letters.iter().enumerate() {
        powers[i + 1] = powers[i].wrapping_mul(BASE);
        // The shift keeps letters apart that differ by a multiple of the base's inverse.
        let value = (u64::from(*letter) + 1).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        sums[i + 1] = sums[i].wrapping_add(value.wrapping_mul(powers[i]));
    }
    // The letters of a range, moved back by as many places as letters were left out before it.
    let part = {
        let inverse = inverse(BASE);
        move |from: usize, to: usize, left_out: usize| {
            let mut part = sums[to].wrapping_sub(sums[from]);
            (0..left_out).for_each(|_| part = part.wrapping_mul(inverse));
            part
        }
    };
    let deep = count <= LONGEST;
    let two = TWO_WRONG.contains(&count);
    let mut keys = vec![likeness::sound(letters) | 1];
    if deep && count >= 3 {
        keys.push(part(0, count, 0) & !1);
        for i in 0..count {
            let without_one = part(0, i, 0).wrapping_add(part(i + 1, count, 1));
            keys.push(without_one & !1);
            for j in (i + 1..count).filter(|_| two) {
                let middle = part(i + 1, j, 1).wrapping_add(part(j + 1, count, 2));
                keys.push(part(0, i, 0).wrapping_add(middle) & !1);
            }
        }
    }
    keys.into_iter()
}

/// The number that makes one of `odd`, in arithmetic that wraps.
fn inverse(odd: u64) -> u64 {
    // Newton's iteration doubles the right digits each time.
    (0..6).fold(odd, |inverse, _| inverse.wrapping_mul(2u64.wrapping_sub(odd.wrapping_mul(inverse))))
}
