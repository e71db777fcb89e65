//! The elementwise functions between two matrix products, written so that the compiler can use vector instructions.

use std::f32::consts::{FRAC_1_SQRT_2, LOG2_E};

/// 1.5 * 2^23: adding it rounds to a whole number, whose low bits are then those of the float; taking it away again leaves
/// the whole number.
pub(super) const ROUNDER: f32 = 12_582_912.0;
/// Independent partial results, so that a sum needs no fixed order from one element to the next.
const LANES: usize = 16;

/// The exponential function to about two units in the last place, without branches or calls.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    // The low bits of the rounded number hold the power of two.
    let x = x.clamp(-87.0, 87.0);
    let rounded = x.mul_add(LOG2_E, ROUNDER);
    let power = rounded - ROUNDER;
    // The logarithm of two in two parts keeps the remainder exact.
    let rest = power.mul_add(2.121_944_4e-4, power.mul_add(-0.693_359_4, x));
    let series = 1.987_569_1e-4f32
        .mul_add(rest, 1.398_199_9e-3)
        .mul_add(rest, 8.333_452e-3)
        .mul_add(rest, 4.166_579_6e-2)
        .mul_add(rest, 0.166_666_65)
        .mul_add(rest, 0.5);
    let mantissa = (series * rest).mul_add(rest, rest) + 1.0;
    mantissa * f32::from_bits((rounded.to_bits() << 23).wrapping_add(127 << 23))
}

/// The exact Gaussian error linear unit; its error function is Abramowitz and Stegun's 7.1.26 (error below 1.5e-7).
#[inline(always)]
pub fn gelu(x: f32) -> f32 {
    let a = (x * FRAC_1_SQRT_2).abs();
    let t = 1.0 / 0.327_591_1f32.mul_add(a, 1.0);
    let series = 1.061_405_4f32
        .mul_add(t, -1.453_152)
        .mul_add(t, 1.421_413_7)
        .mul_add(t, -0.284_496_74)
        .mul_add(t, 0.254_829_6)
        * t;
    let erf = 1.0 - series * exp(-a * a);
    0.5 * x * (1.0 + erf.copysign(x))
}

pub fn softmax(row: &mut [f32]) {
    let largest = largest(row);
    for x in row.iter_mut() {
        *x = exp(*x - largest);
    }
    let scale = 1.0 / sum(row);
    for x in row.iter_mut() {
        *x *= scale;
    }
}

/// The softmax of `scale` times the row.
pub fn softmax_scaled(row: &mut [f32], scale: f32) {
    row.iter_mut().for_each(|x| *x *= scale);
    softmax(row);
}

/// Shifts and scales a row to zero mean and unit variance, then by what was learnt.
pub fn normalise(row: &mut [f32], gain: &[f32], bias: &[f32], epsilon: f32) {
    let count = row.len() as f32;
    let mean = sum(row) / count;
    row.iter_mut().for_each(|x| *x -= mean);
    let scale = 1.0 / (dot(row, row) / count + epsilon).sqrt();
    for ((x, gain), bias) in row.iter_mut().zip(gain).zip(bias) {
        *x = (*x * scale).mul_add(*gain, *bias);
    }
}

/// [`gelu`] of every number.
pub fn gelu_all(row: &mut [f32]) {
    row.iter_mut().for_each(|x| *x = gelu(*x));
}

pub fn add(row: &mut [f32], other: &[f32]) {
    row.iter_mut().zip(other).for_each(|(x, other)| *x += other);
}

/// Makes a row as long as one; nothing stays nothing.
pub fn to_unit_length(row: &mut [f32]) {
    let scale = 1.0 / dot(row, row).sqrt().max(1e-12);
    row.iter_mut().for_each(|x| *x *= scale);
}

/// The logarithm of the probability that a softmax would give to this one value.
pub fn log_probability(row: &[f32], value: f32) -> f32 {
    let largest = largest(row);
    let mut lanes = [0.0; LANES];
    let (chunks, rest) = row.as_chunks::<LANES>();
    for chunk in chunks {
        for i in 0..LANES {
            lanes[i] += exp(chunk[i] - largest);
        }
    }
    let total = joined(lanes, |a, b| a + b) + rest.iter().map(|x| exp(*x - largest)).sum::<f32>();
    value - largest - total.ln()
}

pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    let (a_chunks, a_rest) = a.as_chunks::<LANES>();
    let (b_chunks, b_rest) = b.as_chunks::<LANES>();
    for (a, b) in a_chunks.iter().zip(b_chunks) {
        for i in 0..LANES {
            lanes[i] = a[i].mul_add(b[i], lanes[i]);
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    joined(lanes, |a, b| a + b) + rest
}

pub fn sum(row: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    let (chunks, rest) = row.as_chunks::<LANES>();
    for chunk in chunks {
        for i in 0..LANES {
            lanes[i] += chunk[i];
        }
    }
    joined(lanes, |a, b| a + b) + rest.iter().sum::<f32>()
}

/// The largest of the numbers.
pub fn largest(row: &[f32]) -> f32 {
    let mut lanes = [f32::MIN; LANES];
    let (chunks, rest) = row.as_chunks::<LANES>();
    for chunk in chunks {
        for i in 0..LANES {
            lanes[i] = if chunk[i] > lanes[i] { chunk[i] } else { lanes[i] };
        }
    }
    rest.iter().fold(joined(lanes, f32::max), |largest, x| largest.max(*x))
}

/// The largest of the numbers without their signs.
pub fn largest_size(row: &[f32]) -> f32 {
    let mut lanes = [0.0f32; LANES];
    let (chunks, rest) = row.as_chunks::<LANES>();
    for chunk in chunks {
        for i in 0..LANES {
            lanes[i] = if chunk[i].abs() > lanes[i] { chunk[i].abs() } else { lanes[i] };
        }
    }
    rest.iter().fold(joined(lanes, f32::max), |largest, x| largest.max(x.abs()))
}

/// All lanes in one, in as few steps as possible: one after the other each would wait for the one before.
fn joined(mut lanes: [f32; LANES], join: impl Fn(f32, f32) -> f32) -> f32 {
    let mut half = LANES / 2;
    while half > 0 {
        for i in 0..half {
            lanes[i] = join(lanes[i], lanes[i + half]);
        }
        half /= 2;
    }
    lanes[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_functions_agree_with_the_exact_ones() {
        for i in -2000..=2000 {
            let x = i as f32 / 100.0;
            let exact = f64::from(x).exp();
            assert!(((f64::from(exp(x)) - exact) / exact).abs() < 1e-6, "exp({x})");
        }
        // From tables of the normal distribution: x * Phi(x).
        for (x, expected) in
            [(-3.0, -0.004_049_7), (-1.0, -0.158_655_25), (0.0, 0.0), (0.5, 0.345_731_23), (2.0, 1.954_499_7)]
        {
            assert!((gelu(x) - expected).abs() < 1e-6, "gelu({x}) = {}", gelu(x));
        }
        let mut row: Vec<f32> = (0..37).map(|i| (i as f32 / 5.0).sin() * 4.0).collect();
        let wanted = log_probability(&row, row[20]);
        softmax(&mut row);
        assert!((sum(&row) - 1.0).abs() < 1e-6);
        assert!((row[20].ln() - wanted).abs() < 1e-5);
    }
}
