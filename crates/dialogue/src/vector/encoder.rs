//! The encoder: twelve layers that let every piece of a text look at every other.

use models::e5s1::{BLOCK, Blocks, E5Weights, Sizes};
use models::kernel::eight::Linear;
use models::kernel::math;
use models::kernel::product::{self, View};

use super::VectorError;

pub struct Encoder {
    pub sizes: Sizes,
    /// Four-bit blocks, row by row: written out only for the pieces at hand.
    words: Vec<u8>,
    /// A row a position, with the kind of token already added.
    positions: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

struct Layer {
    /// Queries, keys and values side by side.
    attention_in: Linear,
    attention_out: Linear,
    attention_norm: Norm,
    feed_in: Linear,
    feed_out: Linear,
    feed_norm: Norm,
}

struct Norm {
    gain: Vec<f32>,
    bias: Vec<f32>,
    epsilon: f32,
}

impl Encoder {
    pub fn new(weights: &E5Weights) -> Result<Self, VectorError> {
        let sizes = weights.sizes;
        let Sizes { width, .. } = sizes;
        let pieces = weights.vocabulary.pieces.len();
        // The table has rows for the original's unused pieces behind those of the vocabulary.
        let words = weights.table("emb.word", pieces, width)?.to_vec();
        let mut positions = weights.floats("emb.pos", sizes.positions * width)?;
        let kind = weights.floats("emb.type", 2 * width)?;
        positions.chunks_mut(width).for_each(|row| math::add(row, &kind[..width]));
        let norm = Norm::new(weights, "emb.ln")?;
        let mut layers: Vec<Layer> = Vec::new();
        for number in 0..sizes.layers {
            let before = layers.last().map_or(&norm, |layer| &layer.feed_norm);
            layers.push(Layer::new(weights, number, before)?);
        }
        Ok(Self { sizes, words, positions, norm, layers })
    }

    /// The mean vector of each sequence, not yet made one long. Sequences have their markers, and no more pieces than
    /// there are positions.
    pub fn means(&self, sequences: &[Vec<u32>]) -> Vec<Vec<f32>> {
        let width = self.sizes.width;
        let mut x = self.embed(sequences);
        for layer in &self.layers {
            layer.apply(&mut x, sequences, &self.sizes);
        }
        let mut rest = x.as_slice();
        let mean = |sequence: &Vec<u32>| {
            let (own, others) = rest.split_at(sequence.len() * width);
            rest = others;
            let mut mean = vec![0.0; width];
            own.chunks(width).for_each(|row| math::add(&mut mean, row));
            mean.iter_mut().for_each(|x| *x /= sequence.len() as f32);
            mean
        };
        sequences.iter().map(mean).collect()
    }

    fn embed(&self, sequences: &[Vec<u32>]) -> Vec<f32> {
        let width = self.sizes.width;
        let row = width / BLOCK;
        let words = Blocks::of(&self.words);
        let mut x = vec![0.0; sequences.iter().map(Vec::len).sum::<usize>() * width];
        let places = sequences.iter().flat_map(|sequence| sequence.iter().enumerate());
        for (x, (position, piece)) in x.chunks_mut(width).zip(places) {
            let first = *piece as usize * row;
            words.part(first..first + row).write(x);
            math::add(x, &self.positions[position * width..(position + 1) * width]);
            self.norm.apply(x);
        }
        x
    }
}

impl Layer {
    /// `before` is what the input has been through.
    fn new(weights: &E5Weights, number: usize, before: &Norm) -> Result<Self, VectorError> {
        let Sizes { width, inner, .. } = weights.sizes;
        let part = |name: &str, outputs: usize, inputs: usize| {
            let blocks = weights.blocks(&format!("l{number}.{name}.w"), outputs * inputs)?;
            Ok::<_, VectorError>((blocks, weights.floats(&format!("l{number}.{name}.b"), outputs)?))
        };
        let attention = [part("q", width, width)?, part("k", width, width)?, part("v", width, width)?];
        let attention_norm = Norm::new(weights, &format!("l{number}.aln"))?;
        Ok(Self {
            attention_in: Linear::new(&attention, width, Some(&before.sizes()))?,
            attention_out: Linear::new(&[part("ao", width, width)?], width, None)?,
            feed_in: Linear::new(&[part("fi", inner, width)?], width, Some(&attention_norm.sizes()))?,
            feed_out: Linear::new(&[part("fo", width, inner)?], inner, None)?,
            attention_norm,
            feed_norm: Norm::new(weights, &format!("l{number}.oln"))?,
        })
    }

    fn apply(&self, x: &mut [f32], sequences: &[Vec<u32>], sizes: &Sizes) {
        let attended = self.attention_out.apply(&attend(&self.attention_in.apply(x), sequences, sizes));
        self.attention_norm.add_to(x, &attended);
        let mut fed = self.feed_in.apply(x);
        math::gelu_all(&mut fed);
        self.feed_norm.add_to(x, &self.feed_out.apply(&fed));
    }
}

/// Each sequence looks at itself only.
fn attend(projected: &[f32], sequences: &[Vec<u32>], sizes: &Sizes) -> Vec<f32> {
    let (width, head) = (sizes.width, sizes.width / sizes.heads);
    let stride = 3 * width;
    let scale = 1.0 / (head as f32).sqrt();
    let mut out = Vec::with_capacity(projected.len() / 3);
    let (mut scores, mut mixed) = (Vec::new(), Vec::new());
    let mut first = 0;
    for sequence in sequences {
        let count = sequence.len();
        let start = out.len();
        out.resize(start + count * width, 0.0);
        let view = |part: usize, at: usize| {
            let column = part * width + at;
            View::new(projected, stride, first..first + count, column..column + head)
        };
        scores.resize(count * count, 0.0);
        mixed.resize(count * head, 0.0);
        for at in (0..width).step_by(head) {
            product::times_transposed(view(0, at), view(1, at), &mut scores);
            scores.chunks_mut(count).for_each(|row| math::softmax_scaled(row, scale));
            product::times(View::new(&scores, count, 0..count, 0..count), view(2, at), &mut mixed);
            for (out, mixed) in out[start..].chunks_mut(width).zip(mixed.chunks(head)) {
                out[at..at + head].copy_from_slice(mixed);
            }
        }
        first += count;
    }
    out
}

impl Norm {
    fn new(weights: &E5Weights, name: &str) -> Result<Self, VectorError> {
        let Sizes { width, epsilon, .. } = weights.sizes;
        let read = |part: &str| weights.floats(&format!("{name}.{part}"), width);
        Ok(Self { gain: read("w")?, bias: read("b")?, epsilon })
    }

    /// About how large each number is afterwards.
    fn sizes(&self) -> Vec<f32> {
        self.gain.iter().zip(&self.bias).map(|(gain, bias)| 3.0 * gain.abs() + bias.abs()).collect()
    }

    fn apply(&self, row: &mut [f32]) {
        math::normalise(row, &self.gain, &self.bias, self.epsilon);
    }

    fn add_to(&self, x: &mut [f32], other: &[f32]) {
        math::add(x, other);
        x.chunks_mut(self.gain.len()).for_each(|row| self.apply(row));
    }
}
