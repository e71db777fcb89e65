//! The decoder: tokens and an encoded utterance in, a score for every possible next token out.

use candle_core::Error;
use half::f16;
use models::kernel::attention;
use rayon::prelude::*;

use super::layers::{Activation, LayerNorm, Linear, Rows, Share};
use super::math;
use super::product::View;
use super::weights::Weights;
use crate::SpeechError;

pub struct Decoder {
    /// As exact as the file has them, at half the memory.
    embeddings: Vec<f16>,
    positions: Vec<f32>,
    blocks: Vec<Block>,
    norm: LayerNorm,
    scores: Linear,
    width: usize,
    heads: usize,
}

struct Block {
    own_norm: LayerNorm,
    /// Queries (already scaled), keys and values in one product.
    own_in: Linear,
    own_out: Linear,
    cross_norm: LayerNorm,
    cross_query: Linear,
    /// Keys and values of the encoded rows, in one product.
    cross_memory: Linear,
    cross_out: Linear,
    feed_norm: LayerNorm,
    feed_in: Linear,
    feed_out: Linear,
}

/// Frames of silence that one stands for: they hardly differ, and every token would have to read them all.
const SILENT_GROUP: usize = 4;

/// What every layer sees of the utterance: computed once for it, read by every token.
pub struct Memory {
    /// Layer by layer, head by head.
    layers: Vec<Vec<attention::Head>>,
    /// The frames before the silence, of which each stands for [`SILENT_GROUP`].
    spoken: usize,
}

/// What every layer sees of 30 s in which nobody speaks.
pub struct Silence {
    layers: Vec<KeysValues>,
    groups: usize,
}

/// Head by head: all frames of the first head, then all of the second...
struct KeysValues {
    keys: Vec<f32>,
    values: Vec<f32>,
}

/// One head of the attention to the utterance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub layer: usize,
    pub head: usize,
}

/// One text being written: what its tokens left behind in every layer.
#[derive(Clone)]
pub struct Draft {
    keys: Vec<Vec<f32>>,
    values: Vec<Vec<f32>>,
    length: usize,
    width: usize,
}

/// Tokens to append to a draft.
pub struct Job<'a> {
    pub draft: &'a mut Draft,
    pub tokens: &'a [u32],
}

impl Draft {
    /// What it was after its first tokens.
    pub fn beginning(&self, length: usize) -> Self {
        let first = |caches: &[Vec<f32>]| -> Vec<Vec<f32>> {
            caches.iter().map(|cache| cache[..length * self.width].to_vec()).collect()
        };
        Self { keys: first(&self.keys), values: first(&self.values), length, width: self.width }
    }
}

impl Decoder {
    pub fn read(weights: &Weights) -> Result<Self, SpeechError> {
        let &[vocabulary, width] = weights.shape("decoder/embeddings/weight")?.as_slice() else {
            return Err(SpeechError::Model("the embeddings have a wrong shape".into()));
        };
        let &[tokens, _] = weights.shape("decoder/position_encodings/encodings")?.as_slice() else {
            return Err(SpeechError::Model("the decoder's positions have a wrong shape".into()));
        };
        let heads = weights.heads("decoder", width)?;
        let embeddings = weights.floats("decoder/embeddings/weight", &[vocabulary, width])?;
        let scores = weights.floats("decoder/projection/weight", &[vocabulary, width])?;
        Ok(Self {
            scores: Linear::new(scores, None, width, Share::Outputs)?,
            embeddings: embeddings.into_iter().map(f16::from_f32).collect(),
            positions: weights.floats("decoder/position_encodings/encodings", &[tokens, width])?,
            blocks: super::layer_names(weights, "decoder")
                .map(|name| Block::read(weights, &name, width, heads))
                .collect::<Result<_, _>>()?,
            norm: LayerNorm::read(weights, "decoder/layer_norm", width)?,
            width,
            heads,
        })
    }

    /// Tokens in the vocabulary.
    pub fn vocabulary(&self) -> usize {
        self.embeddings.len() / self.width
    }

    /// The most tokens a text can have, the prompt included.
    pub fn max_tokens(&self) -> usize {
        self.positions.len() / self.width
    }

    pub fn draft(&self) -> Draft {
        let empty = vec![Vec::new(); self.blocks.len()];
        Draft { keys: empty.clone(), values: empty, length: 0, width: self.width }
    }

    /// What the layers see of an encoded utterance. Behind it comes the end of `silence`, so that the whole is as
    /// long as the 30 s this model was trained on.
    pub fn memory(&self, encoded: &Rows, silence: Option<&Silence>) -> Result<Memory, Error> {
        let spoken = encoded.count();
        let tail = silence.map_or(0, |silence| silence.groups.saturating_sub(spoken.div_ceil(SILENT_GROUP)));
        let head_width = self.width / self.heads;
        let layers = self.blocks.iter().enumerate().map(|(i, block)| {
            let joined = block.cross_memory.apply(encoded, Activation::None)?;
            let gather = |head: usize, part: usize, silent: Option<&[f32]>| {
                let mut out = self.of_head(&joined, head, part);
                if let Some(silent) = silent {
                    let next = (head + 1) * silent.len() / self.heads;
                    out.extend_from_slice(&silent[next - tail * head_width..next]);
                }
                out
            };
            let silent = silence.map(|silence| &silence.layers[i]);
            let heads = (0..self.heads).into_par_iter().map(|head| {
                let keys = gather(head, 0, silent.map(|silent| silent.keys.as_slice()));
                let values = gather(head, 1, silent.map(|silent| silent.values.as_slice()));
                attention::Head::new(&keys, &values, head_width)
            });
            Ok(heads.collect())
        });
        Ok(Memory { layers: layers.collect::<Result<_, Error>>()?, spoken })
    }

    /// The keys (part 0) or values (part 1) of one head, frame by frame, out of the rows of all heads.
    fn of_head(&self, joined: &Rows, head: usize, part: usize) -> Vec<f32> {
        let head_width = self.width / self.heads;
        let first = part * self.width + head * head_width;
        let rows = joined.numbers().chunks(2 * self.width);
        rows.flat_map(|row| &row[first..first + head_width]).copied().collect()
    }

    /// What the layers see of silence, from its encoded rows.
    pub fn silence(&self, encoded: &Rows) -> Result<Silence, Error> {
        let head_width = self.width / self.heads;
        let layers = self.blocks.iter().map(|block| {
            let joined = block.cross_memory.apply(encoded, Activation::None)?;
            let groups = |part| {
                let heads = (0..self.heads).map(|head| self.of_head(&joined, head, part));
                heads.flat_map(|rows| grouped(&rows, head_width)).collect()
            };
            Ok(KeysValues { keys: groups(0), values: groups(1) })
        });
        let layers = layers.collect::<Result<_, Error>>()?;
        Ok(Silence { layers, groups: encoded.count() / SILENT_GROUP })
    }

    /// Appends tokens to each draft. One row for each token comes back, ready for [`Self::scores`].
    pub fn advance(&self, memory: &Memory, work: &mut [Job]) -> Result<Rows, Error> {
        self.advance_watched(memory, work, |_, _| ())
    }

    /// The same for one draft, with where in the utterance some heads then looked: for each of them, a row for each
    /// token with the weight of every frame.
    pub fn advance_looking(
        &self,
        memory: &Memory,
        job: Job,
        heads: &[Head],
    ) -> Result<(Rows, Vec<Vec<f32>>), Error> {
        let head_width = self.width / self.heads;
        let mut looks = vec![Vec::new(); heads.len()];
        let rows = self.advance_watched(memory, &mut [job], |layer, queries| {
            for (head, look) in heads.iter().zip(&mut looks).filter(|(head, _)| head.layer == layer) {
                let first = head.head * head_width;
                let columns = first..first + head_width;
                let queries = View::new(queries.numbers(), self.width, 0..queries.count(), columns);
                *look = memory.look(layer, head.head, queries);
            }
        })?;
        Ok((rows, looks))
    }

    /// Layers and heads: those of the upper half, of which some follow the speech in every Whisper.
    pub fn upper_heads(&self) -> Vec<Head> {
        let layers = self.blocks.len() / 2..self.blocks.len();
        layers.flat_map(|layer| (0..self.heads).map(move |head| Head { layer, head })).collect()
    }

    pub fn has(&self, head: Head) -> bool {
        head.layer < self.blocks.len() && head.head < self.heads
    }

    /// `watch` sees the queries that each layer asks of the utterance.
    fn advance_watched(
        &self,
        memory: &Memory,
        work: &mut [Job],
        mut watch: impl FnMut(usize, &Rows),
    ) -> Result<Rows, Error> {
        let mut x = self.embed(work);
        for (i, block) in self.blocks.iter().enumerate() {
            let joined = block.own_in.apply(&block.own_norm.apply(&x), Activation::None)?;
            let attended = self.attend_own(i, &joined, work);
            x.add(block.own_out.apply(&attended, Activation::None)?.numbers());
            let queries = block.cross_query.apply(&block.cross_norm.apply(&x), Activation::None)?;
            watch(i, &queries);
            let attended = self.attend_memory(i, memory, &queries);
            x.add(block.cross_out.apply(&attended, Activation::None)?.numbers());
            let inner = block.feed_in.apply(&block.feed_norm.apply(&x), Activation::Gelu)?;
            x.add(block.feed_out.apply(&inner, Activation::None)?.numbers());
        }
        for job in work {
            job.draft.length += job.tokens.len();
        }
        Ok(self.norm.apply(&x))
    }

    /// The score of every token of the vocabulary as the next one, for each row; wider than the vocabulary.
    pub fn scores(&self, rows: &Rows) -> Result<Rows, Error> {
        self.scores.apply(rows, Activation::None)
    }

    fn embed(&self, work: &[Job]) -> Rows {
        let width = self.width;
        let mut x = Vec::new();
        for Job { draft, tokens } in work {
            for (i, token) in tokens.iter().enumerate() {
                let embedding = &self.embeddings[*token as usize * width..][..width];
                let position = &self.positions[(draft.length + i) * width..][..width];
                x.extend(embedding.iter().zip(position).map(|(e, p)| e.to_f32() + p));
            }
        }
        Rows::new(x, width)
    }

    /// Every token looks at itself and at the tokens before it in its own draft.
    fn attend_own(&self, layer: usize, joined: &Rows, work: &mut [Job]) -> Rows {
        let (width, head_width) = (self.width, self.width / self.heads);
        let mut out = vec![0.0; joined.count() * width];
        let mut scratch = Vec::new();
        let mut rows = joined.numbers().chunks(3 * width).zip(out.chunks_mut(width));
        for Job { draft, tokens } in work {
            let (keys, values) = (&mut draft.keys[layer], &mut draft.values[layer]);
            for (row, out) in rows.by_ref().take(tokens.len()) {
                keys.extend_from_slice(&row[width..2 * width]);
                values.extend_from_slice(&row[2 * width..]);
                for (head, out) in out.chunks_mut(head_width).enumerate() {
                    let first = head * head_width;
                    let query = &row[first..first + head_width];
                    let seen = (&keys[first..], &values[first..], width);
                    attend_one(query, seen, math::softmax, out, &mut scratch);
                }
            }
        }
        Rows::new(out, width)
    }

    /// Every token looks at the whole utterance.
    fn attend_memory(&self, layer: usize, memory: &Memory, queries: &Rows) -> Rows {
        let (width, head_width) = (self.width, self.width / self.heads);
        let count = queries.count();
        let mut by_head = vec![0.0; count * width];
        by_head.par_chunks_mut(count * head_width).enumerate().for_each_init(
            Vec::new,
            |scratch, (head, out)| {
                let columns = head * head_width..(head + 1) * head_width;
                let queries = View::new(queries.numbers(), width, 0..count, columns);
                let seen = &memory.layers[layer][head];
                seen.attend(queries.iter(), |scores| memory.weigh(scores), out, scratch);
            },
        );
        Rows::new(super::side_by_side(&by_head, count, head_width), width)
    }
}

impl Memory {
    /// Encoded rows of the utterance itself, before the silence.
    pub fn spoken(&self) -> usize {
        self.spoken
    }

    /// The weights that some queries give to the frames of the utterance in one head.
    fn look(&self, layer: usize, head: usize, queries: View) -> Vec<f32> {
        let mut look = Vec::new();
        for query in queries.iter() {
            let mut scores = self.layers[layer][head].look(query);
            self.weigh(&mut scores);
            look.extend_from_slice(&scores[..self.spoken]);
        }
        look
    }

    /// Makes weights of the scores of all frames.
    fn weigh(&self, scores: &mut [f32]) {
        let more = (SILENT_GROUP as f32).ln();
        scores[self.spoken..].iter_mut().for_each(|score| *score += more);
        math::softmax(scores);
    }
}

impl Block {
    fn read(weights: &Weights, name: &str, width: usize, heads: usize) -> Result<Self, SpeechError> {
        let linear = |part: &str, shape| {
            Linear::read(weights, &format!("{name}/{part}"), shape, (0, 1.0), Share::Outputs)
        };
        let norm = |part: &str| LayerNorm::read(weights, &format!("{name}/{part}/layer_norm"), width);
        let with_queries = |part: &str, shape| {
            let queries = (width, super::query_scale(width, heads));
            Linear::read(weights, &format!("{name}/{part}"), shape, queries, Share::Outputs)
        };
        let inner = super::inner_width(weights, name)?;
        Ok(Self {
            own_norm: norm("self_attention")?,
            own_in: with_queries("self_attention/linear_0", [3 * width, width])?,
            own_out: linear("self_attention/linear_1", [width, width])?,
            cross_norm: norm("attention")?,
            cross_query: with_queries("attention/linear_0", [width, width])?,
            cross_memory: Linear::read(
                weights,
                &format!("{name}/attention/linear_1"),
                [2 * width, width],
                (0, 1.0),
                Share::Rows,
            )?,
            cross_out: linear("attention/linear_2", [width, width])?,
            feed_norm: norm("ffn")?,
            feed_in: linear("ffn/linear_0", [inner, width])?,
            feed_out: linear("ffn/linear_1", [width, inner])?,
        })
    }
}

/// The mean of each whole group of frames.
fn grouped(rows: &[f32], width: usize) -> Vec<f32> {
    let groups = rows.chunks_exact(SILENT_GROUP * width);
    groups
        .flat_map(|group| {
            let sum = |i| group.iter().skip(i).step_by(width).sum::<f32>();
            (0..width).map(move |i| sum(i) / SILENT_GROUP as f32)
        })
        .collect()
}

/// One query over keys and values that lie `stride` numbers apart; `weigh` makes weights of the scores.
fn attend_one(
    query: &[f32],
    (keys, values, stride): (&[f32], &[f32], usize),
    weigh: impl Fn(&mut [f32]),
    out: &mut [f32],
    scores: &mut Vec<f32>,
) {
    scores.clear();
    scores.extend(keys.chunks(stride).map(|key| math::dot(query, &key[..query.len()])));
    weigh(scores);
    out.fill(0.0);
    for (value, weight) in values.chunks(stride).zip(scores.iter()) {
        for (out, value) in out.iter_mut().zip(value) {
            *out = value.mul_add(*weight, *out);
        }
    }
}
