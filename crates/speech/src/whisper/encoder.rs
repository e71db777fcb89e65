//! The encoder: a log-mel spectrum in, one row for each fiftieth of a second out.

use candle_core::Error;
use models::kernel::pairs::{self, Left, Panels};
use rayon::prelude::*;

use super::layers::{Activation, LayerNorm, Linear, Rows, Share};
use super::math;
use super::product::{self, View};
use super::weights::Weights;
use crate::SpeechError;

/// Queries that attend together: their scores stay in the second-level cache.
const QUERIES_PER_TASK: usize = 96;
/// Taps of both convolutions.
const TAPS: usize = 3;

pub struct Encoder {
    first: Linear,
    second: Linear,
    positions: Vec<f32>,
    blocks: Vec<Block>,
    norm: LayerNorm,
    bands: usize,
    width: usize,
    heads: usize,
}

struct Block {
    attention_norm: LayerNorm,
    /// Queries (already scaled), keys and values in one product.
    attention_in: Linear,
    attention_out: Linear,
    feed_norm: LayerNorm,
    feed_in: Linear,
    feed_out: Linear,
}

impl Encoder {
    pub fn read(weights: &Weights) -> Result<Self, SpeechError> {
        let &[width, bands, TAPS] = weights.shape("encoder/conv1/weight")?.as_slice() else {
            return Err(SpeechError::Model("the first convolution has a wrong shape".into()));
        };
        let heads = weights.heads("encoder", width)?;
        let &[frames, _] = weights.shape("encoder/position_encodings/encodings")?.as_slice() else {
            return Err(SpeechError::Model("the encoder's positions have a wrong shape".into()));
        };
        let positions = weights.floats("encoder/position_encodings/encodings", &[frames, width])?;
        Ok(Self {
            first: convolution(weights, "encoder/conv1", width, bands)?,
            second: convolution(weights, "encoder/conv2", width, width)?,
            positions,
            blocks: super::layer_names(weights, "encoder")
                .map(|name| Block::read(weights, &name, width, heads))
                .collect::<Result<_, _>>()?,
            norm: LayerNorm::read(weights, "encoder/layer_norm", width)?,
            bands,
            width,
            heads,
        })
    }

    /// Mel bands of the spectrum this encoder takes.
    pub fn bands(&self) -> usize {
        self.bands
    }

    /// The most rows it can give: 30 s.
    pub fn max_rows(&self) -> usize {
        self.positions.len() / self.width
    }

    /// Encodes a spectrum with two frames for each row.
    pub fn encode(&self, spectrum: &[f32]) -> Result<Rows, Error> {
        let x = self.first.apply(&unrolled(spectrum, self.bands, 1), Activation::Gelu)?;
        let mut x = self.second.apply(&unrolled(x.numbers(), self.width, 2), Activation::Gelu)?;
        x.add(&self.positions[..x.numbers().len()]);
        for block in &self.blocks {
            let joined = block.attention_in.apply(&block.attention_norm.apply(&x), Activation::None)?;
            let attended = self.attend(&joined);
            x.add(block.attention_out.apply(&attended, Activation::None)?.numbers());
            let inner = block.feed_in.apply(&block.feed_norm.apply(&x), Activation::Gelu)?;
            x.add(block.feed_out.apply(&inner, Activation::None)?.numbers());
        }
        Ok(self.norm.apply(&x))
    }

    /// Every row looks at every row, head by head.
    fn attend(&self, joined: &Rows) -> Rows {
        let (width, count) = (self.width, joined.count());
        let head_width = width / self.heads;
        let by_head =
            if pairs::supported() { self.attend_in_pairs(joined) } else { self.attend_in_floats(joined) };
        Rows::new(super::side_by_side(&by_head, count, head_width), width)
    }

    /// Where the processor multiplies numbers of sixteen bits in pairs: [`pairs::ROWS`] queries at a time, whose scores
    /// stay in the first-level cache.
    fn attend_in_pairs(&self, joined: &Rows) -> Vec<f32> {
        let (width, count) = (self.width, joined.count());
        let head_width = width / self.heads;
        let rows = |part: usize, head: usize| {
            let first = part * width + head * head_width;
            joined.numbers().chunks_exact(3 * width).map(move |row| &row[first..first + head_width])
        };
        let seen: Vec<_> = (0..self.heads)
            .into_par_iter()
            .map(|head| {
                let keys = Panels::of_rows(rows(1, head), head_width);
                (keys, Panels::of_columns(rows(2, head), head_width))
            })
            .collect();
        let mut by_head = vec![0.0; count * width];
        let blocks: Vec<&mut [f32]> = by_head
            .chunks_mut(count * head_width)
            .flat_map(|head| head.chunks_mut(QUERIES_PER_TASK * head_width))
            .collect();
        let blocks_per_head = count.div_ceil(QUERIES_PER_TASK);
        blocks.into_par_iter().enumerate().for_each_init(Vec::new, |scratch, (i, out)| {
            let (head, first) = (i / blocks_per_head, i % blocks_per_head * QUERIES_PER_TASK);
            let (keys, values) = &seen[head];
            let mut queries = rows(0, head).skip(first);
            scratch.resize(pairs::ROWS * (keys.width() + values.width()), 0.0);
            let (scores, sums) = scratch.split_at_mut(pairs::ROWS * keys.width());
            for out in out.chunks_mut(pairs::ROWS * head_width) {
                let queries = queries.by_ref().take(out.len() / head_width);
                keys.multiply(&Left::of_rows(queries, head_width), scores);
                scores.chunks_mut(keys.width()).for_each(|scores| math::softmax(&mut scores[..count]));
                let weights = scores.chunks(keys.width()).map(|scores| &scores[..count]);
                values.multiply(&Left::of_weights(weights, count), sums);
                for (out, sums) in out.chunks_mut(head_width).zip(sums.chunks(values.width())) {
                    out.copy_from_slice(&sums[..head_width]);
                }
            }
        });
        by_head
    }

    /// A block of queries at a time.
    fn attend_in_floats(&self, joined: &Rows) -> Vec<f32> {
        let (width, count) = (self.width, joined.count());
        let head_width = width / self.heads;
        let mut by_head = vec![0.0; count * width];
        let keys = self.transposed_keys(joined);
        let view = |part: usize, head: usize, rows| {
            let first = part * width + head * head_width;
            View::new(joined.numbers(), 3 * width, rows, first..first + head_width)
        };
        let blocks_per_head = count.div_ceil(QUERIES_PER_TASK);
        let blocks: Vec<&mut [f32]> = by_head
            .chunks_mut(count * head_width)
            .flat_map(|head| head.chunks_mut(QUERIES_PER_TASK * head_width))
            .collect();
        blocks.into_par_iter().enumerate().for_each_init(Vec::new, |scores, (i, out)| {
            let (head, first) = (i / blocks_per_head, i % blocks_per_head * QUERIES_PER_TASK);
            let queries = first..first + out.len() / head_width;
            scores.resize(queries.len() * count, 0.0);
            let keys = &keys[head * head_width * count..][..head_width * count];
            let keys = View::new(keys, count, 0..head_width, 0..count);
            product::times(view(0, head, queries.clone()), keys, scores);
            scores.chunks_mut(count).for_each(math::softmax);
            let scores = View::new(scores, count, 0..queries.len(), 0..count);
            product::times(scores, view(2, head, 0..count), out);
        });
        by_head
    }

    /// The keys head by head, in columns: the product with each block of queries then reads them as they lie.
    fn transposed_keys(&self, joined: &Rows) -> Vec<f32> {
        let (width, count) = (self.width, joined.count());
        let head_width = width / self.heads;
        let mut keys = vec![0.0; count * width];
        keys.par_chunks_mut(head_width * count).enumerate().for_each(|(head, keys)| {
            let first = width + head * head_width;
            for frame in 0..count {
                let key = &joined.row(frame)[first..first + head_width];
                keys.iter_mut().skip(frame).step_by(count).zip(key).for_each(|(to, from)| *to = *from);
            }
        });
        keys
    }
}

impl Block {
    fn read(weights: &Weights, name: &str, width: usize, heads: usize) -> Result<Self, SpeechError> {
        let linear = |part: &str, shape| {
            Linear::read(weights, &format!("{name}/{part}"), shape, (0, 1.0), Share::Rows)
        };
        let norm = |part: &str| LayerNorm::read(weights, &format!("{name}/{part}/layer_norm"), width);
        let queries = (width, super::query_scale(width, heads));
        let inner = super::inner_width(weights, name)?;
        Ok(Self {
            attention_norm: norm("self_attention")?,
            attention_in: Linear::read(
                weights,
                &format!("{name}/self_attention/linear_0"),
                [3 * width, width],
                queries,
                Share::Rows,
            )?,
            attention_out: linear("self_attention/linear_1", [width, width])?,
            feed_norm: norm("ffn")?,
            feed_in: linear("ffn/linear_0", [inner, width])?,
            feed_out: linear("ffn/linear_1", [width, inner])?,
        })
    }
}

/// A convolution as a linear layer over three neighbouring frames laid end to end.
fn convolution(weights: &Weights, name: &str, outputs: usize, inputs: usize) -> Result<Linear, SpeechError> {
    let stored = weights.floats(&format!("{name}/weight"), &[outputs, inputs, TAPS])?;
    let bias = weights.floats(&format!("{name}/bias"), &[outputs])?;
    let width = TAPS * inputs;
    let mut weight = Vec::with_capacity(outputs * width);
    for kernel in stored.chunks(inputs * TAPS) {
        for tap in 0..TAPS {
            weight.extend(kernel.iter().skip(tap).step_by(TAPS));
        }
    }
    Linear::new(weight, Some(bias), width, Share::Rows)
}

/// Every `step`th frame with its two neighbours laid end to end; beyond both ends there is silence.
fn unrolled(frames: &[f32], width: usize, step: usize) -> Rows {
    const ROWS_PER_TASK: usize = 32;
    let count = frames.len() / width;
    let rows = count.div_ceil(step);
    let row_width = TAPS * width;
    let mut out = vec![0.0; rows * row_width];
    out.par_chunks_mut(row_width).with_min_len(ROWS_PER_TASK).enumerate().for_each(|(i, row)| {
        let centre = i * step;
        let (first, last) = (centre.saturating_sub(1), (centre + 1).min(count - 1));
        let skipped = if centre == 0 { width } else { 0 };
        let neighbours = &frames[first * width..(last + 1) * width];
        row[skipped..skipped + neighbours.len()].copy_from_slice(neighbours);
    });
    Rows::new(out, row_width)
}
