//! A vector in eight bits a number, seen from the middle of all vectors.
//!
//! Vectors of images lie in a narrow cone: what tells them apart is small beside what they share. So their mean is
//! taken away before they are rounded. With x = m + a and y = m + b, the product is ⟨m, m⟩ + ⟨m, a⟩ + ⟨m, b⟩ + ⟨a, b⟩,
//! where ⟨m, a⟩ is kept with the vector and ⟨a, b⟩ is computed from the rounded numbers.

use crate::kernel::{self, LINE, OFFSET};

/// The largest number of a code.
const LARGEST: f32 = 127.0;
/// What rounding of the sums themselves may do, with room to spare.
const ROUNDING: f32 = 1e-5;

/// The middle of the vectors when it was last looked at.
#[derive(Clone, Debug)]
pub struct Centre {
    mean: Vec<f32>,
    square: f32,
}

/// The numbers beside a code.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Beside {
    /// What one step of the rounded numbers is worth.
    pub scale: f32,
    /// The product of the mean with what is left of the vector without it.
    pub bias: f32,
    /// What takes the offset of the other side away again.
    pub offset: i32,
    /// The length of what was rounded away.
    pub slack: f32,
}

/// A vector that others are compared with.
#[derive(Clone, Copy, Debug)]
pub struct Probe<'a> {
    pub code: &'a [u32],
    pub beside: Beside,
}

/// Words of the code of so many numbers: whole lines.
pub fn words(width: usize) -> usize {
    width.div_ceil(4 * LINE) * LINE
}

impl Centre {
    pub fn nowhere(width: usize) -> Self {
        Self::new(vec![0.0; width])
    }

    pub fn new(mean: Vec<f32>) -> Self {
        let square = mean.iter().map(|number| number * number).sum();
        Self { mean, square }
    }

    pub fn mean(&self) -> &[f32] {
        &self.mean
    }

    /// Writes the code of a vector, which must be of the mean's width.
    pub fn encode(&self, vector: &[f32], code: &mut [u32]) -> Beside {
        let apart: Vec<f32> = vector.iter().zip(&self.mean).map(|(number, mean)| number - mean).collect();
        let largest = apart.iter().fold(0.0_f32, |largest, number| largest.max(number.abs()));
        let scale = largest / LARGEST;
        let per_step = if scale > 0.0 { 1.0 / scale } else { 0.0 };
        let mut beside = Beside { scale, ..Beside::default() };
        let mut left = 0.0;
        code.fill(0);
        for (numbers, word) in apart.chunks(4).zip(code) {
            let mut bytes = [0; 4];
            for (number, byte) in numbers.iter().zip(&mut bytes) {
                let rounded = (number * per_step).round_ties_even() as i8;
                *byte = rounded as u8;
                beside.offset += OFFSET * i32::from(rounded);
                left += (number - f32::from(rounded) * scale).powi(2);
            }
            *word = u32::from_ne_bytes(bytes);
        }
        beside.bias = self.mean.iter().zip(&apart).map(|(mean, number)| mean * number).sum();
        beside.slack = left.sqrt();
        beside
    }

    /// How alike two vectors are, nearly: by no more than [`Self::error`] wrong.
    #[inline]
    pub fn similarity(&self, probe: Probe, code: &[u32], beside: Beside) -> f32 {
        let product = kernel::product(probe.code, code) - beside.offset;
        let apart = probe.beside.scale * beside.scale * product as f32;
        self.square + probe.beside.bias + beside.bias + apart
    }

    /// The most by which [`Self::similarity`] is wrong, after Cauchy and Schwarz.
    pub fn error(&self, probe: Beside, other: Beside) -> f32 {
        (self.apart(probe) + probe.slack) * other.slack + probe.slack * self.apart(other) + ROUNDING
    }

    /// The length of what a vector of length 1 is without the mean.
    fn apart(&self, beside: Beside) -> f32 {
        (1.0 - 2.0 * beside.bias - self.square).max(0.0).sqrt() * (1.0 + 1e-3) + 1e-3
    }
}
