//! Silero's voice activity network, computed here: it is so small that running it as a graph costs several times what
//! its numbers cost. Version 5 and 6 at 16 kHz; the weights come from its ONNX file.
//!
//! Each chunk becomes four short spectra, four convolutions make one row of them, and a recurrent cell carries what was
//! heard from chunk to chunk.

use models::kernel::math::{self, exp};
use models::kernel::product::{self, View};
use models::onnx::GraphWeights;

use crate::vad::{CHUNK, CONTEXT};

/// Samples of a short spectrum, and from one to the next.
const WINDOW: usize = 256;
const HOP: usize = 128;
/// The end of a chunk is mirrored, so that its last spectrum is whole.
const MIRRORED: usize = 64;
const SPECTRA: usize = (CONTEXT + CHUNK + MIRRORED - WINDOW) / HOP + 1;
const BANDS: usize = WINDOW / 2 + 1;
const TAPS: usize = 3;
/// What the recurrent cell remembers.
const CELLS: usize = 128;
const GATES: usize = 4 * CELLS;

pub struct Silero {
    /// The real and then the imaginary parts of all bands, a row each.
    basis: Vec<f32>,
    convolutions: [Convolution; 4],
    /// Rows of the input and hidden gates' weights; the hidden ones by what they are multiplied with.
    gates_in: Vec<f32>,
    gates_hidden: Vec<f32>,
    gates_bias: Vec<f32>,
    out: Vec<f32>,
    out_bias: f32,
}

/// Three taps over rows, silence around them.
struct Convolution {
    /// A row for each output: the taps one after the other.
    weight: Vec<f32>,
    bias: Vec<f32>,
    inputs: usize,
    stride: usize,
}

/// What the recurrent cell knows of one stream.
#[derive(Clone)]
pub struct State {
    hidden: [f32; CELLS],
    cell: [f32; CELLS],
}

impl Default for State {
    fn default() -> Self {
        Self { hidden: [0.0; CELLS], cell: [0.0; CELLS] }
    }
}

impl Silero {
    /// None when these are not the weights of this network.
    pub fn new(mut weights: GraphWeights) -> Option<Self> {
        let mut convolution = |i: usize, outputs: usize, inputs: usize, stride: usize| {
            let name = |part: &str| format!("model.encoder.{i}.reparam_conv.{part}");
            let stored = weights.take(&name("weight"), &[outputs, inputs, TAPS])?;
            let bias = weights.take(&name("bias"), &[outputs])?;
            let taps = |kernel: &[f32]| -> Vec<f32> {
                (0..TAPS).flat_map(|tap| kernel.iter().skip(tap).step_by(TAPS).copied()).collect()
            };
            let weight = stored.chunks(inputs * TAPS).flat_map(taps).collect();
            Some(Convolution { weight, bias, inputs, stride })
        };
        let convolutions = [
            convolution(0, 128, BANDS, 1)?,
            convolution(1, 64, 128, 2)?,
            convolution(2, 64, 64, 2)?,
            convolution(3, CELLS, 64, 1)?,
        ];
        let hidden = weights.take("model.decoder.rnn.weight_hh", &[GATES, CELLS])?;
        let mut gates_bias = weights.take("model.decoder.rnn.bias_ih", &[GATES])?;
        math::add(&mut gates_bias, &weights.take("model.decoder.rnn.bias_hh", &[GATES])?);
        Some(Self {
            basis: weights.take("model.stft.forward_basis_buffer", &[2 * BANDS, 1, WINDOW])?,
            convolutions,
            gates_in: weights.take("model.decoder.rnn.weight_ih", &[GATES, CELLS])?,
            gates_hidden: (0..CELLS).flat_map(|i| hidden.iter().skip(i).step_by(CELLS).copied()).collect(),
            gates_bias,
            out: weights.take("model.decoder.decoder.2.weight", &[1, CELLS, 1])?,
            out_bias: weights.take("model.decoder.decoder.2.bias", &[1])?[0],
        })
    }

    /// The likelihood of a voice in each of some windows (a chunk with its context before it) that follow each other.
    pub fn judge(&self, state: &mut State, windows: &[&[f32]]) -> Vec<f32> {
        let mut rows = self.spectra(windows);
        let mut per_chunk = SPECTRA;
        for convolution in &self.convolutions {
            rows = convolution.apply(&rows, per_chunk);
            per_chunk = per_chunk.div_ceil(convolution.stride);
        }
        let mut gates = times_transposed(&rows, CELLS, &self.gates_in);
        gates.chunks_mut(GATES).map(|gates| self.step(state, gates)).collect()
    }

    /// How loud each band is in each short spectrum.
    fn spectra(&self, windows: &[&[f32]]) -> Vec<f32> {
        let mut frames = Vec::with_capacity(windows.len() * SPECTRA * WINDOW);
        for window in windows {
            // The last sample is not repeated.
            let mirrored = window.iter().rev().skip(1).take(MIRRORED);
            let samples: Vec<f32> = window.iter().chain(mirrored).copied().collect();
            (0..SPECTRA).for_each(|i| frames.extend_from_slice(&samples[i * HOP..i * HOP + WINDOW]));
        }
        let parts = times_transposed(&frames, WINDOW, &self.basis);
        let loudness = |parts: &[f32]| -> Vec<f32> {
            let (real, imaginary) = parts.split_at(BANDS);
            real.iter().zip(imaginary).map(|(a, b)| a.mul_add(*a, b * b).sqrt()).collect()
        };
        parts.chunks(2 * BANDS).flat_map(loudness).collect()
    }

    /// One step of the recurrent cell; `gates` hold what comes from the chunk.
    fn step(&self, state: &mut State, gates: &mut [f32]) -> f32 {
        math::add(gates, &self.gates_bias);
        for (weights, hidden) in self.gates_hidden.chunks(GATES).zip(&state.hidden) {
            gates.iter_mut().zip(weights).for_each(|(gate, weight)| *gate = weight.mul_add(*hidden, *gate));
        }
        let mut sum = self.out_bias;
        for i in 0..CELLS {
            let [input, forget, new, output] = [0, 1, 2, 3].map(|part| gates[part * CELLS + i]);
            state.cell[i] = sigmoid(forget) * state.cell[i] + sigmoid(input) * tanh(new);
            state.hidden[i] = sigmoid(output) * tanh(state.cell[i]);
            sum += self.out[i] * state.hidden[i].max(0.0);
        }
        sigmoid(sum)
    }
}

impl Convolution {
    /// `rows` come in chunks of `per_chunk`, beyond whose ends there is silence.
    fn apply(&self, rows: &[f32], per_chunk: usize) -> Vec<f32> {
        let (width, outputs) = (self.inputs, self.bias.len());
        let mut unrolled = Vec::with_capacity(rows.len() / self.stride * TAPS);
        for chunk in rows.chunks(per_chunk * width) {
            for centre in (0..per_chunk).step_by(self.stride) {
                for tap in 0..TAPS {
                    match (centre + tap).checked_sub(1).filter(|row| *row < per_chunk) {
                        Some(row) => unrolled.extend_from_slice(&chunk[row * width..(row + 1) * width]),
                        None => unrolled.resize(unrolled.len() + width, 0.0),
                    }
                }
            }
        }
        let mut out = times_transposed(&unrolled, TAPS * width, &self.weight);
        for row in out.chunks_mut(outputs) {
            row.iter_mut().zip(&self.bias).for_each(|(x, bias)| *x = (*x + bias).max(0.0));
        }
        out
    }
}

/// The products of all rows with all rows of `weights`.
fn times_transposed(rows: &[f32], width: usize, weights: &[f32]) -> Vec<f32> {
    let (count, outputs) = (rows.len() / width, weights.len() / width);
    let mut out = vec![0.0; count * outputs];
    if count > 0 {
        let view = |numbers, count| View::new(numbers, width, 0..count, 0..width);
        product::times_transposed(view(rows, count), view(weights, outputs), &mut out);
    }
    out
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

fn tanh(x: f32) -> f32 {
    2.0f32.mul_add(sigmoid(2.0 * x), -1.0)
}

#[cfg(test)]
mod tests {
    use std::iter::successors;

    use models::onnx::{OnnxRuntime, Tensor};
    use ndarray::{ArrayD, IxDyn, arr0};

    use super::*;

    /// Two seconds that swell and fade: hum with overtones, then noise.
    fn sound() -> Vec<f32> {
        let noise = successors(Some(1u32), |x| Some(x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223)));
        let sample = |(i, noise): (usize, u32)| {
            let t = i as f32 / 16_000.0;
            let hum: f32 =
                (1..20).map(|n| (t * 130.0 * n as f32 * std::f32::consts::TAU).sin() / n as f32).sum();
            let noise = noise as f32 / u32::MAX as f32 - 0.5;
            (t * 3.0).sin().abs() * if t < 1.2 { 0.2 * hum + 0.01 * noise } else { 0.3 * noise }
        };
        (0..63 * CHUNK + CONTEXT).zip(noise).map(sample).collect()
    }

    #[test]
    fn it_judges_as_the_graph_does() {
        let models = models::testing::folder();
        let file = models.join("silero-vad/silero_vad.onnx");
        let silero = Silero::new(GraphWeights::read(&file).unwrap()).unwrap();
        let runtime = OnnxRuntime::load(&models.join("onnxruntime/libonnxruntime.so")).unwrap();
        let graph = runtime.open(&file, 1).unwrap();
        let sound = sound();
        let windows: Vec<&[f32]> = sound.windows(CONTEXT + CHUNK).step_by(CHUNK).collect();
        let mut state = ArrayD::zeros(IxDyn(&[2, 1, CELLS]));
        let wanted = windows.iter().map(|window| {
            let input = ArrayD::from_shape_vec(IxDyn(&[1, CONTEXT + CHUNK]), window.to_vec()).unwrap();
            let inputs = [
                ("input", Tensor::F32(input)),
                ("state", Tensor::F32(state.clone())),
                ("sr", Tensor::I64(arr0(16_000).into_dyn())),
            ];
            let [likelihood, next] = <[ArrayD<f32>; 2]>::try_from(graph.run(inputs).unwrap()).unwrap();
            state = next;
            *likelihood.first().unwrap()
        });
        let wanted: Vec<f32> = wanted.collect();
        let mut state = State::default();
        let (first, rest) = windows.split_at(5);
        let found = [silero.judge(&mut state, first), silero.judge(&mut state, rest)].concat();
        assert_eq!(found.len(), wanted.len());
        for (i, (found, wanted)) in found.iter().zip(&wanted).enumerate() {
            assert!((found - wanted).abs() < 1e-3, "chunk {i}: {found}, not {wanted}");
        }
        let (least, most) = wanted.iter().fold((1.0f32, 0.0f32), |(a, b), x| (a.min(*x), b.max(*x)));
        assert!(least < 0.3 && most > 0.5, "the sound tells nothing: {least} to {most}");
    }
}
