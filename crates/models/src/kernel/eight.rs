//! Linear layers of eight-bit numbers, read from four-bit ones without loss.

use candle_core::quantized::{GgmlDType, QTensor, ggml_file::qtensor_from_ggml};
use candle_core::{CpuStorage, CustomOp1, Device, Layout};

use crate::e5s1::{BLOCK, Blocks};

/// candle's fast kernel takes only whole runs of so many inputs, and whole tiles of so many outputs.
const RUN: usize = 256;
const TILE: usize = 16;

/// `y = x * Wᵀ + b`.
pub struct Linear {
    weight: QTensor,
    bias: Vec<f32>,
    inputs: usize,
    /// `inputs`, filled up to whole runs with zeros.
    padded: usize,
    /// The blocks of inputs in the order in which the weights have them.
    order: Vec<usize>,
}

/// Blocks and biases that do not make a layer, or outputs that are no whole tiles.
#[derive(Debug, thiserror::Error)]
#[error("is no layer of {inputs} inputs and {outputs} outputs: {reason}")]
pub struct NoLayer {
    inputs: usize,
    outputs: usize,
    reason: String,
}

impl Linear {
    /// Layers that share their input lie one behind the other. `sizes` says how large each input tends to be, if that
    /// is known: a run of inputs is rounded by its largest one, so the large ones are put together.
    pub fn new(
        parts: &[(Blocks<'_>, Vec<f32>)],
        inputs: usize,
        sizes: Option<&[f32]>,
    ) -> Result<Self, NoLayer> {
        let outputs = parts.iter().map(|(_, bias)| bias.len()).sum();
        let problem = |reason: &str| NoLayer { inputs, outputs, reason: reason.to_owned() };
        if inputs == 0 || outputs == 0 || !outputs.is_multiple_of(TILE) || !inputs.is_multiple_of(BLOCK) {
            return Err(problem("these are no whole tiles"));
        }
        let row = inputs / BLOCK;
        let padded = inputs.next_multiple_of(RUN);
        let mut order: Vec<usize> = (0..row).collect();
        if let Some(sizes) = sizes {
            let largest = |block: usize| {
                sizes[block * BLOCK..(block + 1) * BLOCK].iter().fold(0.0, |a: f32, b| a.max(b.abs()))
            };
            order.sort_by(|a, b| largest(*a).total_cmp(&largest(*b)));
        }
        let mut bytes = Vec::with_capacity(outputs * padded / BLOCK * (2 + BLOCK));
        let mut bias = Vec::with_capacity(outputs);
        for (blocks, its_bias) in parts {
            if blocks.count() != its_bias.len() * row {
                return Err(problem("its weights are more or fewer"));
            }
            for output in 0..its_bias.len() {
                for block in &order {
                    let (scale, numbers) = blocks.at(output * row + block);
                    bytes.extend(scale.to_le_bytes());
                    bytes.extend(numbers.map(|number| number.to_le_bytes()[0]));
                }
                let rest = (padded - inputs) / BLOCK * (2 + BLOCK);
                bytes.resize(bytes.len() + rest, 0);
            }
            bias.extend(its_bias);
        }
        let weight = qtensor_from_ggml(GgmlDType::Q8_0, &bytes, vec![outputs, padded], &Device::Cpu)
            .map_err(|error| problem(&error.to_string()))?;
        Ok(Self { weight, bias, inputs, padded, order })
    }

    #[must_use]
    pub fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// Rows of inputs become rows of outputs.
    ///
    /// # Panics
    /// When `x` is not made of whole rows.
    #[must_use]
    pub fn apply(&self, x: &[f32]) -> Vec<f32> {
        assert!(x.len().is_multiple_of(self.inputs), "x has whole rows of {} numbers", self.inputs);
        let rows = x.len() / self.inputs;
        let mut padded = vec![0.0; rows * self.padded];
        for (padded, x) in padded.chunks_mut(self.padded).zip(x.chunks(self.inputs)) {
            for (padded, block) in padded.chunks_mut(BLOCK).zip(&self.order) {
                padded.copy_from_slice(&x[block * BLOCK..(block + 1) * BLOCK]);
            }
        }
        let layout = Layout::contiguous((rows, self.padded));
        let product = self.weight.cpu_fwd(&CpuStorage::F32(padded), &layout);
        let CpuStorage::F32(mut y) = product.expect("the shapes were laid out for this product").0 else {
            unreachable!("a product of f32 is f32")
        };
        for y in y.chunks_mut(self.outputs()) {
            y.iter_mut().zip(&self.bias).for_each(|(y, bias)| *y += bias);
        }
        y
    }
}
