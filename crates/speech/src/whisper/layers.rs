//! The two kinds of layer that a transformer is made of, and the rows of numbers that go through them.

use candle_core::quantized::{GgmlDType, QTensor};
use candle_core::{CpuStorage, CustomOp1, Device, Error, Layout, Tensor};
use models::ct2::Ct2Weights;
use rayon::prelude::*;

use super::math;
use super::product::{self, View};
use crate::SpeechError;

/// candle's fast eight-bit kernel takes only whole tiles of this many outputs.
const TILE: usize = 16;
/// Numbers in one block that shares a scale in Q8_0.
const BLOCK: usize = 32;
/// Below this many numbers a second thread costs more than it brings.
const WORTH_SHARING: usize = 16_384;
const ROWS_PER_TASK: usize = 32;
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
        let numbers = self.numbers();
        Self::new(numbers[numbers.len() - count * self.width..].to_vec(), self.width)
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
    weight: Weight,
    bias: Option<Vec<f32>>,
    inputs: usize,
}

enum Weight {
    Eight(QTensor),
    Full(Vec<f32>),
}

impl Linear {
    /// Outputs are padded with zero rows to whole tiles: callers that ask for an odd number ignore the rest.
    pub fn new(mut weight: Vec<f32>, bias: Option<Vec<f32>>, inputs: usize) -> Result<Self, SpeechError> {
        let outputs = (weight.len() / inputs).next_multiple_of(TILE);
        weight.resize(outputs * inputs, 0.0);
        let bias = bias.map(|mut bias| {
            bias.resize(outputs, 0.0);
            bias
        });
        let weight = if inputs.is_multiple_of(BLOCK) {
            let full = Tensor::from_vec(weight, (outputs, inputs), &Device::Cpu).map_err(broken)?;
            Weight::Eight(QTensor::quantize(&full, GgmlDType::Q8_0).map_err(broken)?)
        } else {
            Weight::Full(weight)
        };
        Ok(Self { weight, bias, inputs })
    }

    /// A layer as CTranslate2 stores it; the first `scaled` outputs are multiplied by `scale`.
    pub fn read(
        weights: &Ct2Weights,
        name: &str,
        [outputs, inputs]: [usize; 2],
        (scaled, scale): (usize, f32),
    ) -> Result<Self, SpeechError> {
        let mut weight = weights.floats(&format!("{name}/weight"), &[outputs, inputs]).map_err(unusable)?;
        let mut bias = weights.floats(&format!("{name}/bias"), &[outputs]).map_err(unusable)?;
        weight[..scaled * inputs].iter_mut().for_each(|w| *w *= scale);
        bias[..scaled].iter_mut().for_each(|b| *b *= scale);
        Self::new(weight, Some(bias), inputs)
    }

    pub fn apply(&self, x: &Rows, activation: Activation) -> Result<Rows, Error> {
        debug_assert_eq!(x.width, self.inputs);
        let mut y = match &self.weight {
            Weight::Eight(weight) => {
                let layout = Layout::contiguous((x.count(), x.width));
                let (storage, shape) = weight.cpu_fwd(&x.storage, &layout)?;
                Rows { storage, width: shape.dims2()?.1 }
            }
            Weight::Full(weight) => self.full(x, weight),
        };
        if let Some(bias) = &self.bias {
            y.for_each_row(|row| match activation {
                Activation::None => row.iter_mut().zip(bias).for_each(|(y, b)| *y += b),
                Activation::Gelu => row.iter_mut().zip(bias).for_each(|(y, b)| *y = math::gelu(*y + b)),
            });
        }
        Ok(y)
    }

    fn full(&self, x: &Rows, weight: &[f32]) -> Rows {
        let outputs = weight.len() / self.inputs;
        let weight = View::new(weight, self.inputs, 0..outputs, 0..self.inputs);
        let mut y = vec![0.0; x.count() * outputs];
        y.par_chunks_mut(ROWS_PER_TASK * outputs)
            .zip(x.numbers().par_chunks(ROWS_PER_TASK * self.inputs))
            .for_each(|(y, x)| {
                let x = View::new(x, self.inputs, 0..x.len() / self.inputs, 0..self.inputs);
                product::times_transposed(x, weight, y);
            });
        Rows::new(y, outputs)
    }
}

pub struct LayerNorm {
    gain: Vec<f32>,
    bias: Vec<f32>,
}

impl LayerNorm {
    pub fn read(weights: &Ct2Weights, name: &str, width: usize) -> Result<Self, SpeechError> {
        let read = |part: &str| weights.floats(&format!("{name}/{part}"), &[width]).map_err(unusable);
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

/// Weights that are there but do not make a Whisper.
pub fn unusable(error: models::ct2::Ct2Error) -> SpeechError {
    SpeechError::Model(format!("the Whisper weights file {error}"))
}

fn broken(error: Error) -> SpeechError {
    SpeechError::Model(error.to_string())
}
