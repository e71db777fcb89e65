//! Linear layers of eight-bit numbers, read from four-bit ones.
//!
//! Where the processor has the instructions, the product is our own (`tiles.rs`); elsewhere it is candle's, which keeps
//! the four-bit numbers as they are.

use candle_core::quantized::{GgmlDType, QTensor, ggml_file::qtensor_from_ggml};
use candle_core::{CpuStorage, CustomOp1, Device, Layout};

use super::tiles::{self, Activations, Tiles};
use crate::e5s1::{BLOCK, Blocks};

/// candle's fast kernel takes only whole runs of so many inputs, and whole tiles of so many outputs.
const RUN: usize = 256;
const TILE: usize = 16;

/// `y = x * Wᵀ + b`.
pub struct Linear {
    weight: Weight,
    bias: Vec<f32>,
    inputs: usize,
    /// The blocks of inputs in the order in which the weights have them.
    order: Vec<usize>,
}

enum Weight {
    Tiles(Tiles),
    /// Inputs are filled up to whole runs with zeros.
    Candle {
        tensor: QTensor,
        padded: usize,
    },
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
    /// is known: inputs that share a scale are rounded by the largest of them, so the large ones are put together.
    pub fn new(
        parts: &[(Blocks<'_>, Vec<f32>)],
        inputs: usize,
        sizes: Option<&[f32]>,
    ) -> Result<Self, NoLayer> {
        let outputs: usize = parts.iter().map(|(_, bias)| bias.len()).sum();
        let problem = |reason: &str| NoLayer { inputs, outputs, reason: reason.to_owned() };
        if inputs == 0 || outputs == 0 || !outputs.is_multiple_of(TILE) || !inputs.is_multiple_of(BLOCK) {
            return Err(problem("these are no whole tiles"));
        }
        let row = inputs / BLOCK;
        if parts.iter().any(|(blocks, bias)| blocks.count() != bias.len() * row) {
            return Err(problem("its weights are more or fewer"));
        }
        let order = order(row, sizes);
        let weight = if tiles::supported() && outputs.is_multiple_of(tiles::TILE) {
            in_tiles(parts, inputs, &order)
        } else {
            for_candle(parts, inputs, outputs, &order).map_err(|error| problem(&error.to_string()))?
        };
        let bias = parts.iter().flat_map(|(_, bias)| bias).copied().collect();
        Ok(Self { weight, bias, inputs, order })
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
        let mut y = match &self.weight {
            Weight::Tiles(tiles) => {
                let activations = Activations::new(&self.ordered(x, self.inputs), self.inputs);
                let mut y = vec![0.0; rows * self.outputs()];
                tiles.multiply(&activations, 0..rows, 0..tiles.tiles(), &mut y, self.outputs());
                y
            }
            Weight::Candle { tensor, padded } => {
                let layout = Layout::contiguous((rows, *padded));
                let product = tensor.cpu_fwd(&CpuStorage::F32(self.ordered(x, *padded)), &layout);
                let CpuStorage::F32(y) = product.expect("the shapes were laid out for this product").0 else {
                    unreachable!("a product of f32 is f32")
                };
                y
            }
        };
        for y in y.chunks_mut(self.outputs()) {
            y.iter_mut().zip(&self.bias).for_each(|(y, bias)| *y += bias);
        }
        y
    }

    /// The inputs as the weights have them, each row filled up to `width` with zeros.
    fn ordered(&self, x: &[f32], width: usize) -> Vec<f32> {
        let mut ordered = vec![0.0; x.len() / self.inputs * width];
        for (ordered, x) in ordered.chunks_mut(width).zip(x.chunks(self.inputs)) {
            for (ordered, block) in ordered.chunks_mut(BLOCK).zip(&self.order) {
                ordered.copy_from_slice(&x[block * BLOCK..(block + 1) * BLOCK]);
            }
        }
        ordered
    }
}

/// The blocks of a row, those of small inputs first.
fn order(row: usize, sizes: Option<&[f32]>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..row).collect();
    if let Some(sizes) = sizes {
        let largest = |block: usize| {
            sizes[block * BLOCK..(block + 1) * BLOCK].iter().fold(0.0, |a: f32, b| a.max(b.abs()))
        };
        order.sort_by(|a, b| largest(*a).total_cmp(&largest(*b)));
    }
    order
}

fn in_tiles(parts: &[(Blocks<'_>, Vec<f32>)], inputs: usize, order: &[usize]) -> Weight {
    let outputs: usize = parts.iter().map(|(_, bias)| bias.len()).sum();
    let mut weights = vec![0.0; outputs * inputs];
    let mut rows = weights.chunks_mut(inputs);
    for (blocks, bias) in parts {
        for (output, weights) in (0..bias.len()).zip(&mut rows) {
            for (weights, block) in weights.chunks_mut(BLOCK).zip(order) {
                let at = output * order.len() + block;
                blocks.part(at..at + 1).write(weights);
            }
        }
    }
    Weight::Tiles(Tiles::new(&weights, inputs))
}

fn for_candle(
    parts: &[(Blocks<'_>, Vec<f32>)],
    inputs: usize,
    outputs: usize,
    order: &[usize],
) -> candle_core::Result<Weight> {
    let padded = inputs.next_multiple_of(RUN);
    let mut bytes = Vec::with_capacity(outputs * padded / BLOCK * (2 + BLOCK));
    for (blocks, bias) in parts {
        for output in 0..bias.len() {
            for block in order {
                let (scale, numbers) = blocks.at(output * order.len() + block);
                bytes.extend(scale.to_le_bytes());
                bytes.extend(numbers.map(|number| number.to_le_bytes()[0]));
            }
            let rest = (padded - inputs) / BLOCK * (2 + BLOCK);
            bytes.resize(bytes.len() + rest, 0);
        }
    }
    let tensor = qtensor_from_ggml(GgmlDType::Q8_0, &bytes, vec![outputs, padded], &Device::Cpu)?;
    Ok(Weight::Candle { tensor, padded })
}
