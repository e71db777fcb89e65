//! Millions of vectors, searched in milliseconds.
//!
//! A vector is kept twice: as one bit a number, which is read for every search, and as one byte a number, which is read
//! only for the few whose bits are nearest. Adding is appending; nothing is built.

use rayon::prelude::*;

/// Bits a word.
const WORD: usize = 64;
/// Vectors that one thread looks at before it takes the next ones.
const PART: usize = 16 * 1024;
/// As many candidates for each result that is wanted, and never fewer than the second number.
const CANDIDATES: (usize, usize) = (200, 8000);
/// The largest number of a vector, as a byte.
const LARGEST: f32 = 127.0;

/// Unit vectors by their number, in the order in which they were added.
pub struct Index {
    width: usize,
    /// The signs of each vector.
    signs: Vec<u64>,
    /// Each vector's numbers divided by its scale.
    numbers: Vec<i8>,
    scales: Vec<f32>,
}

/// One of the nearest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    pub vector: usize,
    /// The product of both vectors.
    pub likeness: f32,
}

impl Index {
    /// # Panics
    /// When `width` is no whole number of words.
    #[must_use]
    pub fn new(width: usize) -> Self {
        assert!(width > 0 && width.is_multiple_of(WORD), "{width} numbers are no whole words of signs");
        Self { width, signs: Vec::new(), numbers: Vec::new(), scales: Vec::new() }
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.scales.is_empty()
    }

    /// Bytes that are kept.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.signs.capacity() * 8 + self.numbers.capacity() + self.scales.capacity() * 4
    }

    /// # Panics
    /// When the vector has another width.
    pub fn add(&mut self, vector: &[f32]) {
        assert_eq!(vector.len(), self.width, "vectors of one index are alike in width");
        self.signs.extend(signs(vector));
        let largest = vector.iter().fold(f32::MIN_POSITIVE, |largest, x| largest.max(x.abs()));
        self.numbers.extend(vector.iter().map(|x| (x / largest * LARGEST).round() as i8));
        self.scales.push(largest / LARGEST);
    }

    /// The `count` vectors that are most like this one, the nearest first. A few of them may be missed: the bits of a
    /// vector are not all of it.
    ///
    /// # Panics
    /// When the vector has another width.
    #[must_use]
    pub fn nearest(&self, vector: &[f32], count: usize) -> Vec<Near> {
        assert_eq!(vector.len(), self.width, "vectors of one index are alike in width");
        let words = self.width / WORD;
        let asked = signs(vector);
        let wanted = (count * CANDIDATES.0).max(CANDIDATES.1).min(self.len());
        let mut differences = vec![0u16; self.len()];
        differences.par_chunks_mut(PART).zip(self.signs.par_chunks(PART * words)).for_each(
            |(differences, signs)| match words {
                6 => differ::<6>(&asked, signs, differences),
                _ => differ_any(&asked, signs, differences),
            },
        );
        let limit = limit(&differences, wanted, self.width);
        let candidates = differences.par_iter().enumerate().with_min_len(PART);
        let mut near: Vec<Near> = candidates
            .filter(|(_, difference)| **difference <= limit)
            .map(|(found, _)| Near { vector: found, likeness: self.likeness(found, vector) })
            .collect();
        near.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
        near.truncate(count);
        near
    }

    /// The same without missing any, slower: every vector's numbers are read.
    ///
    /// # Panics
    /// When the vector has another width.
    #[must_use]
    pub fn exact(&self, vector: &[f32], count: usize) -> Vec<Near> {
        assert_eq!(vector.len(), self.width, "vectors of one index are alike in width");
        let likeness = |found| Near { vector: found, likeness: self.likeness(found, vector) };
        let mut near: Vec<Near> = (0..self.len()).into_par_iter().map(likeness).collect();
        near.sort_unstable_by(|a, b| b.likeness.total_cmp(&a.likeness));
        near.truncate(count);
        near
    }

    fn likeness(&self, found: usize, vector: &[f32]) -> f32 {
        let numbers = &self.numbers[found * self.width..(found + 1) * self.width];
        let sum: f32 = numbers.iter().zip(vector).map(|(number, x)| f32::from(*number) * x).sum();
        sum * self.scales[found]
    }
}

fn signs(vector: &[f32]) -> Vec<u64> {
    let word =
        |word: &[f32]| word.iter().enumerate().fold(0, |bits, (at, x)| bits | (u64::from(*x > 0.0) << at));
    vector.chunks(WORD).map(word).collect()
}

/// How many signs differ; the width is known here, so that the compiler can lay the loop out.
fn differ<const WORDS: usize>(asked: &[u64], signs: &[u64], differences: &mut [u16]) {
    let asked: &[u64; WORDS] = asked.try_into().expect("the caller has counted the words");
    for (difference, signs) in differences.iter_mut().zip(signs.as_chunks::<WORDS>().0) {
        let mut count = 0;
        for word in 0..WORDS {
            count += (signs[word] ^ asked[word]).count_ones();
        }
        *difference = count as u16;
    }
}

fn differ_any(asked: &[u64], signs: &[u64], differences: &mut [u16]) {
    for (difference, signs) in differences.iter_mut().zip(signs.chunks(asked.len())) {
        *difference = signs.iter().zip(asked).map(|(a, b)| (a ^ b).count_ones() as u16).sum();
    }
}

/// The difference up to which there are about `wanted` vectors.
fn limit(differences: &[u16], wanted: usize, width: usize) -> u16 {
    let mut counts = vec![0usize; width + 1];
    differences.iter().for_each(|difference| counts[usize::from(*difference)] += 1);
    let mut sum = 0;
    let enough = counts.iter().position(|count| {
        sum += count;
        sum >= wanted
    });
    enough.unwrap_or(width) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Vectors around a hundred centres, the same each time.
    fn clustered(count: usize, width: usize) -> Vec<Vec<f32>> {
        let mut state = 7u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f32 / (1u64 << 23) as f32 - 1.0
        };
        let centres: Vec<Vec<f32>> = (0..100).map(|_| (0..width).map(|_| next()).collect()).collect();
        let near = |index: usize, next: &mut dyn FnMut() -> f32| {
            let mut vector: Vec<f32> = centres[index % 100].iter().map(|x| x + 0.7 * next()).collect();
            models::kernel::math::to_unit_length(&mut vector);
            vector
        };
        (0..count).map(|index| near(index, &mut next)).collect()
    }

    #[test]
    fn the_nearest_are_found() {
        for width in [64, 384] {
            let vectors = clustered(3000, width);
            let mut index = Index::new(width);
            vectors.iter().for_each(|vector| index.add(vector));
            let (mut hits, mut all) = (0, 0);
            for asked in vectors.iter().step_by(211) {
                let mut exact: Vec<(usize, f32)> = vectors
                    .iter()
                    .map(|vector| models::kernel::math::dot(vector, asked))
                    .enumerate()
                    .collect();
                exact.sort_by(|a, b| b.1.total_cmp(&a.1));
                let found = index.nearest(asked, 10);
                assert_eq!(found.len(), 10);
                assert!((found[0].likeness - 1.0).abs() < 0.02, "{found:?}");
                hits +=
                    exact[..10].iter().filter(|(id, _)| found.iter().any(|near| near.vector == *id)).count();
                all += 10;
            }
            assert!(hits * 100 >= all * 90, "{hits} of {all} at width {width}");
        }
        assert!(Index::new(64).nearest(&[0.0; 64], 5).is_empty());
    }
}
