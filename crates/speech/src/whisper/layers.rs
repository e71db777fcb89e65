//! The two kinds of layer that a transformer is made of, and the rows of numbers that go through them.

use std::ops::Range;

use candle_core::quantized::{GgmlDType, QTensor};
use candle_core::{CpuStorage, CustomOp1, Device, Error, Layout, Tensor};
use rayon::prelude::*;

use super::math;
use super::product::{self, View};
use super::weights::Weights;
use crate::SpeechError;
use models::kernel::tiles::{self, Activations, TILE, Tiles};

/// Numbers in one block that shares a scale in Q8_0.
const BLOCK: usize = 32;
/// Below this many numbers a second thread costs more than it brings.
const WORTH_SHARING: usize = 16_384;
const ROWS_PER_TASK: usize = 32;
/// Rows that are multiplied together by one thread: enough that reading the weights again does not matter.
const ROWS_PER_PRODUCT: usize = 32;
/// From so many rows on, the threads share the rows and not the outputs.
const MANY_ROWS: usize = 32;
/// Fewer weights than this are read faster than a second thread wakes up.
const WORTH_SHARING_WEIGHTS: usize = 300_000;
/// What every Whisper was trained with.
const EPSILON: f32 = 1e-5;

/// A matrix of activations, row by row, in the form that candle's kernels take.
pub struct Rows {
    storage: CpuStorage,
    width: usize,
}

impl Rows {
    pub fn new(numbers: Vec<f32>, width: usize) -> Self {
        debug_assert_eq!(numbers.len() % width, 0);
        Self { storage: CpuStorage::F32(numbers), width }
    }

    pub fn count(&self) -> usize {
        self.numbers().len() / self.width
    }

    pub fn row(&self, index: usize) -> &[f32] {
        &self.numbers()[index * self.width..(index + 1) * self.width]
    }

    /// The last rows alone.
    pub fn last(&self, count: usize) -> Self {
        self.part(self.count() - count..self.count())
    }

    /// Some of the rows.
    pub fn part(&self, rows: Range<usize>) -> Self {
        Self::new(self.numbers()[rows.start * self.width..rows.end * self.width].to_vec(), self.width)
    }

    pub fn numbers(&self) -> &[f32] {
        match &self.storage {
            CpuStorage::F32(numbers) => numbers,
            _ => unreachable!("rows are made of f32 only"),
        }
    }

    pub fn numbers_mut(&mut self) -> &mut [f32] {
        match &mut self.storage {
            CpuStorage::F32(numbers) => numbers,
            _ => unreachable!("rows are made of f32 only"),
        }
    }

    pub fn add(&mut self, other: &[f32]) {
        let add = |to: &mut [f32], from: &[f32]| to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        let numbers = self.numbers_mut();
        if numbers.len() < WORTH_SHARING {
            add(numbers, other);
        } else {
            numbers
                .par_chunks_mut(WORTH_SHARING)
                .zip(other.par_chunks(WORTH_SHARING))
                .for_each(|(to, from)| add(to, from));
        }
    }

    /// Runs over every row, on several threads when it is worth it.
    pub fn for_each_row(&mut self, work: impl Fn(&mut [f32]) + Sync) {
        let width = self.width;
        let numbers = self.numbers_mut();
        if numbers.len() < WORTH_SHARING {
            numbers.chunks_mut(width).for_each(work);
        } else {
            numbers
                .par_chunks_mut(width * ROWS_PER_TASK)
                .for_each(|rows| rows.chunks_mut(width).for_each(&work));
        }
    }
}

/// What is done to the outputs of a linear layer.
#[derive(Clone, Copy, PartialEq)]
pub enum Activation {
    None,
    Gelu,
}

/// `y = x * Wᵀ + b`, with eight-bit weights wherever their shape allows.
pub struct Linear {
    matrix: Matrix,
    bias: Option<Vec<f32>>,
    inputs: usize,
    outputs: usize,
}

enum Matrix {
    Tiles(Tiles),
    /// Groups of outputs that lie side by side in `y`.
    Parts(Vec<Part>),
}

/// How the threads share a product on processors for which we have no kernel of our own.
#[derive(Clone, Copy, PartialEq)]
pub enum Share {
    /// Many rows at a time, as in the encoder: each thread takes some of them.
    Rows,
    /// A row or a few at a time, as while a text is written: each thread takes some of the outputs.
    Outputs,
}

struct Part {
    weight: Weight,
    outputs: usize,
}

enum Weight {
    Eight(QTensor),
    Full(Vec<f32>),
}

impl Linear {
    /// Outputs are padded with zero rows to whole tiles: callers that ask for an odd number ignore the rest.
    pub fn new(
        mut weight: Vec<f32>,
        bias: Option<Vec<f32>>,
        inputs: usize,
        share: Share,
    ) -> Result<Self, SpeechError> {
        let outputs = (weight.len() / inputs).next_multiple_of(TILE);
        weight.resize(outputs * inputs, 0.0);
        let bias = bias.map(|mut bias| {
            bias.resize(outputs, 0.0);
            bias
        });
        let matrix = if tiles::supported() {
            Matrix::Tiles(Tiles::new(&weight, inputs))
        } else {
            let parts = if share == Share::Outputs { threads() } else { 1 };
            let part = (outputs / TILE).div_ceil(parts) * TILE;
            let parts = weight.chunks(part * inputs).map(|weight| Part::new(weight, inputs));
            Matrix::Parts(parts.collect::<Result<_, _>>()?)
        };
        Ok(Self { matrix, bias, inputs, outputs })
    }

    /// A layer as CTranslate2 stores it; the first `scaled` outputs are multiplied by `scale`.
    pub fn read(
        weights: &Weights,
        name: &str,
        [outputs, inputs]: [usize; 2],
        (scaled, scale): (usize, f32),
        share: Share,
    ) -> Result<Self, SpeechError> {
        let mut weight = weights.floats(&format!("{name}/weight"), &[outputs, inputs])?;
        let mut bias = weights.floats(&format!("{name}/bias"), &[outputs])?;
        weight[..scaled * inputs].iter_mut().for_each(|w| *w *= scale);
        bias[..scaled].iter_mut().for_each(|b| *b *= scale);
        Self::new(weight, Some(bias), inputs, share)
    }

    pub fn apply(&self, x: &Rows, activation: Activation) -> Result<Rows, Error> {
        debug_assert_eq!(x.width, self.inputs);
        let mut y = vec![0.0; x.count() * self.outputs];
        match &self.matrix {
            Matrix::Tiles(tiles) => self.apply_tiles(tiles, x, activation, &mut y),
            Matrix::Parts(parts) => self.apply_parts(parts, x, activation, &mut y)?,
        }
        Ok(Rows::new(y, self.outputs))
    }

    fn apply_tiles(&self, tiles: &Tiles, x: &Rows, activation: Activation, y: &mut [f32]) {
        let count = x.count();
        let work = self.inputs * self.outputs;
        if count >= MANY_ROWS {
            let rows = count.div_ceil(rayon::current_num_threads()).min(ROWS_PER_PRODUCT);
            let (x, y) = (x.numbers().par_chunks(rows * self.inputs), y.par_chunks_mut(rows * self.outputs));
            x.zip(y).for_each(|(x, y)| {
                let activations = Activations::new(x, self.inputs);
                let rows = 0..x.len() / self.inputs;
                tiles.multiply(&activations, rows, 0..tiles.tiles(), y, self.outputs);
                self.complete(y, 0, self.outputs, activation);
            });
            return;
        }
        let activations = Activations::new(x.numbers(), self.inputs);
        let threads = if work < WORTH_SHARING_WEIGHTS { 1 } else { rayon::current_num_threads() };
        let part = tiles.tiles().div_ceil(threads);
        if count == 1 || threads == 1 {
            let width = if threads == 1 { self.outputs } else { part * TILE };
            y.par_chunks_mut(width * count).enumerate().for_each(|(i, y)| {
                let first = i * part;
                tiles.multiply(
                    &activations,
                    0..count,
                    first..first + y.len() / count / TILE,
                    y,
                    y.len() / count,
                );
                self.complete(y, first * TILE, y.len() / count, activation);
            });
            return;
        }
        let products = (0..threads).into_par_iter().map(|i| {
            let range = (i * part).min(tiles.tiles())..((i + 1) * part).min(tiles.tiles());
            let width = range.len() * TILE;
            let mut product = vec![0.0; count * width];
            tiles.multiply(&activations, 0..count, range.clone(), &mut product, width.max(1));
            self.complete(&mut product, range.start * TILE, width, activation);
            (range.start * TILE, product)
        });
        for (first, product) in products.collect::<Vec<_>>() {
            let width = product.len() / count;
            for (y, product) in y.chunks_mut(self.outputs).zip(product.chunks(width.max(1))) {
                y[first..first + width].copy_from_slice(product);
            }
        }
    }

    /// Bias and activation of some columns, in place.
    fn complete(&self, y: &mut [f32], first: usize, width: usize, activation: Activation) {
        let Some(bias) = &self.bias else { return };
        for y in y.chunks_mut(width.max(1)) {
            let sums = y.iter_mut().zip(&bias[first..]);
            match activation {
                Activation::None => sums.for_each(|(y, bias)| *y += bias),
                Activation::Gelu => sums.for_each(|(y, bias)| *y = math::gelu(*y + bias)),
            }
        }
    }

    fn apply_parts(
        &self,
        parts: &[Part],
        x: &Rows,
        activation: Activation,
        y: &mut [f32],
    ) -> Result<(), Error> {
        let count = x.count();
        if let [whole] = parts {
            let rows = if threads() == 1 { count } else { ROWS_PER_PRODUCT };
            return y.par_chunks_mut(rows * self.outputs).enumerate().try_for_each(|(i, y)| {
                let product = whole.times(x, i * rows..i * rows + y.len() / self.outputs)?;
                self.place(&product, y, 0, activation);
                Ok(())
            });
        }
        let products = parts.par_iter().map(|part| part.times(x, 0..count));
        let mut first = 0;
        for product in products.collect::<Result<Vec<_>, _>>()? {
            self.place(&product, y, first, activation);
            first += product.len() / count;
        }
        Ok(())
    }

    /// Completes a part's product and puts it into the columns from `first` on.
    fn place(&self, product: &[f32], y: &mut [f32], first: usize, activation: Activation) {
        let count = y.len() / self.outputs;
        let width = product.len() / count;
        for (y, product) in y.chunks_mut(self.outputs).zip(product.chunks(width)) {
            let y = &mut y[first..first + width];
            let Some(bias) = &self.bias else {
                y.copy_from_slice(product);
                continue;
            };
            let sums = product.iter().zip(&bias[first..first + width]).map(|(p, b)| p + b);
            match activation {
                Activation::None => y.iter_mut().zip(sums).for_each(|(y, sum)| *y = sum),
                Activation::Gelu => y.iter_mut().zip(sums).for_each(|(y, sum)| *y = math::gelu(sum)),
            }
        }
    }
}

impl Part {
    fn new(weight: &[f32], inputs: usize) -> Result<Self, SpeechError> {
        let outputs = weight.len() / inputs;
        let weight = if inputs.is_multiple_of(BLOCK) {
            let full = Tensor::from_slice(weight, (outputs, inputs), &Device::Cpu).map_err(broken)?;
            Weight::Eight(QTensor::quantize(&full, GgmlDType::Q8_0).map_err(broken)?)
        } else {
            Weight::Full(weight.to_vec())
        };
        Ok(Self { weight, outputs })
    }

    fn times(&self, x: &Rows, rows: Range<usize>) -> Result<Vec<f32>, Error> {
        match &self.weight {
            Weight::Eight(weight) => {
                let layout = Layout::contiguous_with_offset((rows.len(), x.width), rows.start * x.width);
                match weight.cpu_fwd(&x.storage, &layout)?.0 {
                    CpuStorage::F32(product) => Ok(product),
                    _ => unreachable!("a product of f32 is f32"),
                }
            }
            Weight::Full(weight) => {
                let mut product = vec![0.0; rows.len() * self.outputs];
                let x = View::new(x.numbers(), x.width, rows, 0..x.width);
                let weight = View::new(weight, x.width(), 0..self.outputs, 0..x.width());
                product::times_transposed(x, weight, &mut product);
                Ok(product)
            }
        }
    }
}

/// The threads that share our products: one where candle's own do, which `CANDLE_NUM_THREADS=1` prevents. They wait for
/// each other by spinning and count the machine's processors instead of those we may use, so that a busy neighbour
/// slows them far more than its share; ours neither spin for long nor wait for a particular thread.
fn threads() -> usize {
    if candle_core::utils::barrier_pool().n_workers() == 0 { rayon::current_num_threads() } else { 1 }
}

pub struct LayerNorm {
    gain: Vec<f32>,
    bias: Vec<f32>,
}

impl LayerNorm {
    pub fn read(weights: &Weights, name: &str, width: usize) -> Result<Self, SpeechError> {
        let read = |part: &str| weights.floats(&format!("{name}/{part}"), &[width]);
        Ok(Self { gain: read("gamma")?, bias: read("beta")? })
    }

    pub fn apply(&self, x: &Rows) -> Rows {
        let mut y = Rows::new(x.numbers().to_vec(), x.width);
        y.for_each_row(|row| {
            let count = row.len() as f32;
            let mean = math::sum(row) / count;
            row.iter_mut().for_each(|x| *x -= mean);
            let scale = 1.0 / (math::dot(row, row) / count + EPSILON).sqrt();
            for ((x, gain), bias) in row.iter_mut().zip(&self.gain).zip(&self.bias) {
                *x = (*x * scale).mul_add(*gain, *bias);
            }
        });
        y
    }
}

fn broken(error: Error) -> SpeechError {
    SpeechError::Model(error.to_string())
}
