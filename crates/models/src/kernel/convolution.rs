//! Convolutions over time with eight-bit numbers, on processors with AVX-512 VNNI.
//!
//! Four channels of one moment are one number of 32 bits, and moments lie side by side. So a tap of the convolution
//! reads sixteen moments from wherever they begin, and nothing is copied for it. The result is exactly that of ONNX's
//! `DynamicQuantizeLinear` and `ConvInteger`.

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;
use std::sync::{Mutex, PoisonError};

use super::math::ROUNDER;

/// Channels in one number.
const QUAD: usize = 4;
/// Outputs that are computed together, and moments: their sums just fit into the registers.
const BLOCK: usize = 8;
const LANES: usize = 16;
const SPAN: usize = 3 * LANES;
const LEVELS: f32 = 255.0;

/// Does a job for each number below a limit, on as many threads as there are.
pub type Parallel<'a> = &'a dyn Fn(usize, &(dyn Fn(usize) + Sync));

/// Weights as a file has them: `outputs` times `inputs` times `taps`, less `zero`, times `scale`.
pub struct Weights<'a> {
    pub bytes: &'a [u8],
    pub shape: [usize; 3],
    pub zero: u8,
    pub scale: f32,
    /// One number for each output, or none.
    pub bias: &'a [f32],
}

/// Where the taps are, and how many zeros stand before and behind the moments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    pub dilation: usize,
    pub padding: [usize; 2],
}

/// A convolution, laid out for the kernel.
pub struct Convolution {
    inputs: usize,
    outputs: usize,
    taps: usize,
    reach: Reach,
    scale: f32,
    bias: Vec<f32>,
    /// For each block of outputs, tap and quad of inputs: the weights of eight outputs.
    weights: Vec<[u32; BLOCK]>,
    /// What the weights of each output sum up to.
    sums: Vec<i32>,
}

/// The weights or the reach do not make a convolution that this kernel can do.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("is no convolution that can be laid out: {0}")]
pub struct NoConvolution(&'static str);

impl Convolution {
    pub fn new(weights: &Weights<'_>, reach: Reach) -> Result<Self, NoConvolution> {
        let [outputs, inputs, taps] = weights.shape;
        if weights.bytes.is_empty() || weights.bytes.len() != outputs * inputs * taps {
            return Err(NoConvolution("its weights are more or fewer than its shape says"));
        }
        if !weights.bias.is_empty() && weights.bias.len() != outputs {
            return Err(NoConvolution("its bias is not one number an output"));
        }
        let signed = |byte: u8| i8::try_from(i16::from(byte) - i16::from(weights.zero));
        if weights.bytes.iter().any(|byte| signed(*byte).is_err()) {
            return Err(NoConvolution("its weights are more than seven bits away from zero"));
        }
        let at = |output: usize, input: usize, tap: usize| {
            let there = output < outputs && input < inputs;
            let byte =
                if there { weights.bytes[(output * inputs + input) * taps + tap] } else { weights.zero };
            signed(byte).expect("every weight was looked at")
        };
        let (blocks, quads) = (outputs.div_ceil(BLOCK), inputs.div_ceil(QUAD));
        let mut laid = Vec::with_capacity(blocks * taps * quads);
        for block in 0..blocks {
            for tap in 0..taps {
                for quad in 0..quads {
                    laid.push(std::array::from_fn(|row| {
                        let four: [i8; QUAD] =
                            std::array::from_fn(|i| at(block * BLOCK + row, quad * QUAD + i, tap));
                        u32::from_le_bytes(four.map(|weight| weight as u8))
                    }));
                }
            }
        }
        let row = |output| (0..inputs).flat_map(move |input| (0..taps).map(move |tap| (output, input, tap)));
        let sums = (0..blocks * BLOCK)
            .map(|output| row(output).map(|(output, input, tap)| i32::from(at(output, input, tap))).sum())
            .collect();
        let mut bias = weights.bias.to_vec();
        bias.resize(blocks * BLOCK, 0.0);
        Ok(Self { inputs, outputs, taps, reach, scale: weights.scale, bias, weights: laid, sums })
    }

    pub fn inputs(&self) -> usize {
        self.inputs
    }

    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// How many moments it makes of so many; none when it reaches further than they do.
    pub fn length(&self, moments: usize) -> Option<usize> {
        let [before, behind] = self.reach.padding;
        (before + moments + behind).checked_sub((self.taps - 1) * self.reach.dilation)
    }

    /// Rows of moments, one for each channel, become rows of moments, one for each output.
    ///
    /// # Panics
    /// When `rows` or `out` do not have the size that the weights and `length` say.
    pub fn apply(&self, rows: &[f32], out: &mut [f32], parallel: Parallel<'_>) {
        let moments = rows.len() / self.inputs;
        assert_eq!(rows.len(), moments * self.inputs, "whole rows");
        let length = self.length(moments).filter(|length| *length > 0).expect("something to make");
        assert_eq!(out.len(), length * self.outputs, "room for what is made");
        let bytes = Bytes::of(rows, moments, self, parallel);
        each(parallel, out.chunks_mut(length * BLOCK), |block, out| self.block(&bytes, block, out, length));
    }

    /// Eight outputs.
    fn block(&self, bytes: &Bytes, block: usize, out: &mut [f32], length: usize) {
        let quads = self.inputs.div_ceil(QUAD);
        let weights = &self.weights[block * self.taps * quads..(block + 1) * self.taps * quads];
        let outputs = block * BLOCK..(block + 1) * BLOCK;
        let starts: [i32; BLOCK] = std::array::from_fn(|i| -bytes.zero * self.sums[outputs.start + i]);
        let (scale, bias) = (bytes.scale * self.scale, &self.bias[outputs]);
        for at in (0..length).step_by(SPAN) {
            let sums = sums(bytes, weights, at, [quads, self.reach.dilation], starts);
            let here = SPAN.min(length - at);
            for ((row, sums), bias) in out.chunks_mut(length).zip(&sums).zip(bias) {
                for (out, sum) in row[at..at + here].iter_mut().zip(sums) {
                    *out = *sum as f32 * scale + *bias;
                }
            }
        }
    }
}

/// Activations in eight bits: `byte - zero`, times `scale`.
struct Bytes {
    /// A row for each quad of channels.
    quads: Vec<u32>,
    stride: usize,
    zero: i32,
    scale: f32,
}

impl Bytes {
    fn of(rows: &[f32], moments: usize, convolution: &Convolution, parallel: Parallel<'_>) -> Self {
        let [before, _] = convolution.reach.padding;
        let made = convolution.length(moments).unwrap_or_default().next_multiple_of(SPAN);
        let span = (made + (convolution.taps - 1) * convolution.reach.dilation).max(before + moments);
        let (lowest, highest) = range(rows, moments, parallel);
        let scale = if highest > lowest { (highest - lowest) / LEVELS } else { 1.0 };
        let zero = (-lowest / scale).round_ties_even().clamp(0.0, LEVELS);
        let silent = u32::from_le_bytes([zero as u8; QUAD]);
        // Rows that lie a power of two apart would push each other out of the cache.
        let stride = (span.div_ceil(LANES) | 1) * LANES;
        let mut quads = vec![silent; convolution.inputs.div_ceil(QUAD) * stride];
        let four = rows.chunks(moments * QUAD);
        each(parallel, quads.chunks_mut(stride).zip(four), |_, (quads, rows)| {
            for (i, row) in rows.chunks(moments).enumerate() {
                put(row, i, [1.0 / scale, zero], &mut quads[before..before + moments]);
            }
        });
        Self { quads, stride, zero: zero as i32, scale }
    }
}

/// Puts a channel into the given byte of each number.
fn put(row: &[f32], byte: usize, [inverse, zero]: [f32; 2], quads: &mut [u32]) {
    let (shift, mask) = (8 * byte, !(0xff << (8 * byte)));
    for (quad, x) in quads.iter_mut().zip(row) {
        // The file's own order: first to the nearest whole number, then the zero is added.
        let level = ((x * inverse + ROUNDER) - ROUNDER + zero).clamp(0.0, LEVELS);
        *quad = (*quad & mask) | ((((level + ROUNDER).to_bits()) & 0xff) << shift);
    }
}

/// The lowest and the highest number, and zero, which is always one of those that can be written.
fn range(rows: &[f32], moments: usize, parallel: Parallel<'_>) -> (f32, f32) {
    let whole = Mutex::new((0.0_f32, 0.0_f32));
    each(parallel, rows.chunks(moments * BLOCK), |_, rows| {
        let mut lanes = [[0.0_f32; LANES]; 2];
        let (chunks, rest) = rows.as_chunks::<LANES>();
        for chunk in chunks {
            for i in 0..LANES {
                lanes[0][i] = if chunk[i] < lanes[0][i] { chunk[i] } else { lanes[0][i] };
                lanes[1][i] = if chunk[i] > lanes[1][i] { chunk[i] } else { lanes[1][i] };
            }
        }
        let lowest = lanes[0].iter().chain(rest).fold(0.0, |a: f32, b| a.min(*b));
        let highest = lanes[1].iter().chain(rest).fold(0.0, |a: f32, b| a.max(*b));
        let mut whole = whole.lock().unwrap_or_else(PoisonError::into_inner);
        *whole = (whole.0.min(lowest), whole.1.max(highest));
    });
    whole.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Gives each part to a job of its own.
fn each<T: Send>(parallel: Parallel<'_>, parts: impl Iterator<Item = T>, job: impl Fn(usize, T) + Sync) {
    let parts: Vec<Mutex<Option<T>>> = parts.map(|part| Mutex::new(Some(part))).collect();
    parallel(parts.len(), &|i| {
        let part = parts[i].lock().unwrap_or_else(PoisonError::into_inner).take();
        part.into_iter().for_each(|part| job(i, part));
    });
}

#[cfg(target_arch = "x86_64")]
fn sums(
    bytes: &Bytes,
    weights: &[[u32; BLOCK]],
    at: usize,
    steps: [usize; 2],
    starts: [i32; BLOCK],
) -> [[i32; SPAN]; BLOCK] {
    #[expect(unsafe_code, reason = "an instruction set is chosen when the program runs")]
    // SAFETY: who makes a `Convolution` asked `tiles::supported` for these instructions.
    unsafe {
        sums_vnni(bytes, weights, at, steps, starts)
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn sums(_: &Bytes, _: &[[u32; BLOCK]], _: usize, _: [usize; 2], _: [i32; BLOCK]) -> [[i32; SPAN]; BLOCK] {
    unreachable!("convolutions are made only where they are supported")
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vnni")]
fn sums_vnni(
    bytes: &Bytes,
    weights: &[[u32; BLOCK]],
    at: usize,
    [quads, dilation]: [usize; 2],
    starts: [i32; BLOCK],
) -> [[i32; SPAN]; BLOCK] {
    let mut sums: [[__m512i; 3]; BLOCK] = starts.map(|start| [_mm512_set1_epi32(start); 3]);
    for (tap, weights) in weights.chunks_exact(quads).enumerate() {
        let from = at + tap * dilation;
        for (row, weights) in bytes.quads.chunks_exact(bytes.stride).zip(weights) {
            let moments: &[u32; SPAN] = row[from..from + SPAN].as_array().expect("a span of moments");
            let moments = load(moments);
            for (sums, weight) in sums.iter_mut().zip(weights) {
                let weight = _mm512_set1_epi32(*weight as i32);
                for (sum, moments) in sums.iter_mut().zip(moments) {
                    *sum = _mm512_dpbusd_epi32(*sum, moments, weight);
                }
            }
        }
    }
    let mut numbers = [[0; SPAN]; BLOCK];
    numbers.iter_mut().zip(sums).for_each(|(numbers, registers)| store(registers, numbers));
    numbers
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "a load takes a pointer")]
fn load(numbers: &[u32; SPAN]) -> [__m512i; 3] {
    let (registers, _) = numbers.as_chunks::<LANES>();
    // SAFETY: each reference is to as many numbers as a register holds.
    std::array::from_fn(|i| unsafe { _mm512_loadu_si512(registers[i].as_ptr().cast()) })
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "a store takes a pointer")]
fn store(registers: [__m512i; 3], numbers: &mut [i32; SPAN]) {
    for (numbers, register) in numbers.chunks_exact_mut(LANES).zip(registers) {
        // SAFETY: each part has room for as many numbers as a register holds.
        unsafe { _mm512_storeu_si512(numbers.as_mut_ptr().cast(), register) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::tiles;

    #[test]
    fn a_convolution_is_that_of_the_rounded_numbers() {
        if !tiles::supported() {
            return;
        }
        for (shape, moments, dilation, padding) in [
            ([1, 4, 1], 1, 1, [0, 0]),
            ([8, 4, 3], 48, 1, [1, 1]),
            ([9, 22, 7], 101, 3, [9, 9]),
            ([20, 5, 11], 60, 5, [25, 25]),
            ([3, 1, 2], 200, 1, [0, 0]),
        ] {
            let [outputs, inputs, taps] = shape;
            let number = |i: usize| ((i * 7919 % 1000) as f32 - 380.0) / 250.0;
            let bytes: Vec<u8> = (0..outputs * inputs * taps).map(|i| (i * 31 % 128) as u8).collect();
            let rows: Vec<f32> = (0..inputs * moments).map(number).collect();
            let bias: Vec<f32> = (0..outputs).map(number).collect();
            let weights = Weights { bytes: &bytes, shape, zero: 61, scale: 0.02, bias: &bias };
            let convolution = Convolution::new(&weights, Reach { dilation, padding }).unwrap();
            let length = convolution.length(moments).unwrap();
            let mut out = vec![f32::NAN; length * outputs];
            convolution.apply(&rows, &mut out, &|limit, job| (0..limit).for_each(job));

            let lowest = rows.iter().copied().fold(0.0, f32::min);
            let scale = (rows.iter().copied().fold(0.0, f32::max) - lowest) / 255.0;
            let zero = (-lowest / scale).round_ties_even();
            let rounded = |x: f32| ((x / scale).round_ties_even() + zero).clamp(0.0, 255.0) - zero;
            for (i, found) in out.iter().enumerate() {
                let (output, moment) = (i / length, i % length);
                let mut sum = 0.0;
                for input in 0..inputs {
                    for tap in 0..taps {
                        let at = (moment + tap * dilation).checked_sub(padding[0]);
                        let x = at.filter(|at| *at < moments).map_or(0.0, |at| rows[input * moments + at]);
                        let weight = f32::from(bytes[(output * inputs + input) * taps + tap]) - 61.0;
                        sum += rounded(x) * weight;
                    }
                }
                let wanted = sum * scale * 0.02 + bias[output];
                assert!((found - wanted).abs() < 1e-3, "{shape:?} {output},{moment}: {found}, not {wanted}");
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let reach = Reach { dilation: 1, padding: [0, 0] };
        let check = |bytes: &[u8], zero: u8, bias: &[f32], fits: bool| {
            let weights = Weights { bytes, shape: [2, 1, 1], zero, scale: 1.0, bias };
            assert_eq!(Convolution::new(&weights, reach).is_ok(), fits, "{bytes:?} {zero} {bias:?}");
        };
        check(&[0, 127], 60, &[], true);
        check(&[0, 127], 60, &[1.0, 2.0], true);
        check(&[0, 255], 60, &[], false);
        check(&[0, 127, 1], 60, &[], false);
        check(&[], 60, &[], false);
        check(&[0, 127], 60, &[1.0], false);
    }
}
