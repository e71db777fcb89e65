//! Attention of a few queries to many frames.
//!
//! While a text is written, every token looks at the whole utterance in every layer: what that costs is reading the keys
//! and values. So they are kept in sixteen bits, laid out for the kernel, and read once for several queries.

use super::math;

/// Frames whose scores are computed together.
const FRAMES: usize = 32;
/// Columns of values that are summed together.
const COLUMNS: usize = 64;
/// Queries whose sums fit into the registers.
const MOST_QUERIES: usize = 5;
const LARGEST: f32 = 32_767.0;

/// What one head sees of an utterance.
pub struct Head {
    /// [`FRAMES`] frames at a time, and of these one dimension after the other.
    keys: Vec<i16>,
    key_scale: f32,
    /// Frame by frame, padded to whole [`COLUMNS`].
    values: Vec<i16>,
    value_scale: f32,
    width: usize,
    frames: usize,
}

impl Head {
    /// `keys` and `values` have a row of `width` numbers for each frame.
    pub fn new(keys: &[f32], values: &[f32], width: usize) -> Self {
        let frames = keys.len() / width;
        let (key_scale, value_scale) = (scale(keys), scale(values));
        let mut columns = vec![0; frames.next_multiple_of(FRAMES) * width];
        for (block, keys) in columns.chunks_mut(FRAMES * width).zip(keys.chunks(FRAMES * width)) {
            for (frame, key) in keys.chunks(width).enumerate() {
                for (column, number) in block.chunks_mut(FRAMES).zip(key) {
                    column[frame] = rounded(number / key_scale);
                }
            }
        }
        let padded = width.next_multiple_of(COLUMNS);
        let mut rows = vec![0; frames * padded];
        for (row, value) in rows.chunks_mut(padded).zip(values.chunks(width)) {
            row.iter_mut().zip(value).for_each(|(to, from)| *to = rounded(from / value_scale));
        }
        Self { keys: columns, key_scale, values: rows, value_scale, width, frames }
    }

    pub fn frames(&self) -> usize {
        self.frames
    }

    /// What some queries find, row by row into `out`. `weigh` makes weights of each query's scores of all frames.
    pub fn attend<'q>(
        &self,
        queries: impl Iterator<Item = &'q [f32]>,
        weigh: impl Fn(&mut [f32]),
        out: &mut [f32],
        scratch: &mut Vec<f32>,
    ) {
        let queries: Vec<&[f32]> = queries.collect();
        let outs = out.chunks_mut(MOST_QUERIES * self.width);
        for (queries, out) in queries.chunks(MOST_QUERIES).zip(outs) {
            self.scores(queries, scratch);
            let rows = scratch.chunks_mut(self.row_of_scores());
            rows.for_each(|scores| weigh(&mut scores[..self.frames]));
            match queries.len() {
                1 => self.mix::<1>(scratch, out),
                2 => self.mix::<2>(scratch, out),
                3 => self.mix::<3>(scratch, out),
                4 => self.mix::<4>(scratch, out),
                _ => self.mix::<MOST_QUERIES>(scratch, out),
            }
        }
    }

    /// How well each frame's key fits one query.
    pub fn look(&self, query: &[f32]) -> Vec<f32> {
        let mut scores = Vec::new();
        self.scores(&[query], &mut scores);
        scores.truncate(self.frames);
        scores
    }

    /// Numbers from one query's scores to the next one's.
    fn row_of_scores(&self) -> usize {
        self.frames.next_multiple_of(FRAMES)
    }

    fn scores(&self, queries: &[&[f32]], out: &mut Vec<f32>) {
        // Every number is written below.
        out.resize(queries.len() * self.row_of_scores(), 0.0);
        match queries.len() {
            1 => self.fit::<1>(queries, out),
            2 => self.fit::<2>(queries, out),
            3 => self.fit::<3>(queries, out),
            4 => self.fit::<4>(queries, out),
            _ => self.fit::<MOST_QUERIES>(queries, out),
        }
    }

    fn fit<const N: usize>(&self, queries: &[&[f32]], out: &mut [f32]) {
        let row = self.row_of_scores();
        let scaled = |dimension: usize| {
            std::array::from_fn::<f32, N, _>(|query| queries[query][dimension] * self.key_scale)
        };
        let queries: Vec<[f32; N]> = (0..self.width).map(scaled).collect();
        for (block, keys) in self.keys.chunks_exact(FRAMES * self.width).enumerate() {
            let mut sums = [[0.0f32; FRAMES]; N];
            for (keys, queries) in keys.as_chunks::<FRAMES>().0.iter().zip(&queries) {
                let keys = keys.map(f32::from);
                for (sums, query) in sums.iter_mut().zip(queries) {
                    for (sum, key) in sums.iter_mut().zip(&keys) {
                        *sum = key.mul_add(*query, *sum);
                    }
                }
            }
            for (out, sums) in out.chunks_mut(row).zip(&sums) {
                out[block * FRAMES..][..FRAMES].copy_from_slice(sums);
            }
        }
    }

    fn mix<const N: usize>(&self, weights: &[f32], out: &mut [f32]) {
        let (row, padded) = (self.row_of_scores(), self.width.next_multiple_of(COLUMNS));
        let weights: [&[f32]; N] = std::array::from_fn(|query| &weights[query * row..][..self.frames]);
        for first in (0..self.width).step_by(COLUMNS) {
            let mut sums = [[0.0f32; COLUMNS]; N];
            for (frame, values) in self.values.chunks_exact(padded).enumerate() {
                let values: &[i16; COLUMNS] =
                    values[first..].first_chunk().expect("rows are padded to whole columns");
                let values = values.map(f32::from);
                for (sums, weights) in sums.iter_mut().zip(&weights) {
                    let weight = weights[frame];
                    for (sum, value) in sums.iter_mut().zip(&values) {
                        *sum = value.mul_add(weight, *sum);
                    }
                }
            }
            for (out, sums) in out.chunks_mut(self.width).zip(&sums) {
                let out = out[first..].iter_mut().take(COLUMNS);
                out.zip(sums).for_each(|(out, sum)| *out = sum * self.value_scale);
            }
        }
    }
}

/// What one step of sixteen bits is worth.
fn scale(numbers: &[f32]) -> f32 {
    math::largest_size(numbers).max(f32::MIN_POSITIVE * LARGEST) / LARGEST
}

fn rounded(number: f32) -> i16 {
    (number + math::ROUNDER).to_bits() as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attention_in_sixteen_bits_is_nearly_the_exact_one() {
        for (frames, width, count) in [(1, 64, 1), (40, 64, 3), (97, 64, 5), (70, 80, 7), (33, 16, 11)] {
            let number = |i: usize| ((i * 7919 % 1000) as f32 - 500.0) / 250.0;
            let keys: Vec<f32> = (0..frames * width).map(number).collect();
            let values: Vec<f32> = (0..frames * width).map(|i| number(i * 31 + 5)).collect();
            let queries: Vec<f32> = (0..count * width).map(|i| number(i * 17 + 3) / 8.0).collect();
            let head = Head::new(&keys, &values, width);
            let mut out = vec![f32::NAN; count * width];
            head.attend(queries.chunks(width), math::softmax, &mut out, &mut Vec::new());
            for (query, out) in queries.chunks(width).zip(out.chunks(width)) {
                let mut weights: Vec<f32> = keys.chunks(width).map(|key| math::dot(query, key)).collect();
                for (found, wanted) in head.look(query).iter().zip(&weights) {
                    assert!((found - wanted).abs() < 2e-3, "{found}, not {wanted}");
                }
                math::softmax(&mut weights);
                for (column, found) in out.iter().enumerate() {
                    let exact: f32 = values
                        .chunks(width)
                        .zip(&weights)
                        .map(|(value, weight)| value[column] * weight)
                        .sum();
                    assert!((found - exact).abs() < 2e-3, "{frames}x{width}: {found}, not {exact}");
                }
            }
        }
    }
}
