//! Rows of numbers: what a person or an item is, to a learner.

use aligned_vec::{AVec, ConstAlign};
use pulp::{Arch, Simd, WithSimd};
use rayon::prelude::*;

use crate::vectors::dot;

/// As many numbers as a row is a multiple of, so that the widest vectors of any processor divide it.
pub const LANES: usize = 16;

/// A dense matrix whose rows are padded with zeros, and begin where a line of the cache does.
#[derive(Clone, Debug, PartialEq)]
pub struct Factors {
    rows: usize,
    width: usize,
    values: AVec<f32, ConstAlign<64>>,
}

impl Factors {
    pub fn zeros(rows: usize, factors: usize) -> Self {
        let width = factors.next_multiple_of(LANES);
        let mut values = AVec::new(64);
        values.resize(rows * width, 0.0);
        Self { rows, width, values }
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The numbers of a row, zeros at its end included.
    pub fn width(&self) -> usize {
        self.width
    }

    #[inline]
    pub fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.width..(row + 1) * self.width]
    }

    #[inline]
    pub fn row_mut(&mut self, row: usize) -> &mut [f32] {
        &mut self.values[row * self.width..(row + 1) * self.width]
    }

    pub fn values(&self) -> &[f32] {
        &self.values
    }

    pub fn values_mut(&mut self) -> &mut [f32] {
        &mut self.values
    }
}

impl Factors {
    /// The product of every row with a vector.
    pub fn products(&self, vector: &[f32], out: &mut [f32]) {
        // So many rows that another thread is worth waking.
        const ROWS: usize = 16_384;
        out.par_chunks_mut(ROWS).enumerate().for_each(|(at, out)| {
            Arch::new().dispatch(Products { factors: self, first: at * ROWS, vector, out });
        });
    }
}

struct Products<'a> {
    factors: &'a Factors,
    /// Whose row comes first.
    first: usize,
    vector: &'a [f32],
    out: &'a mut [f32],
}

impl WithSimd for Products<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        for (row, out) in (self.first..).zip(self.out) {
            *out = dot(simd, self.factors.row(row), self.vector);
        }
    }
}
