//! Vectors of one width, row by row.

use faer::{Mat, MatMut, MatRef, Par};

/// A matrix whose rows lie one behind the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    pub numbers: Vec<f32>,
    pub width: usize,
}

impl Rows {
    pub fn zeros(rows: usize, width: usize) -> Self {
        Self { numbers: vec![0.0; rows * width], width }
    }

    pub fn count(&self) -> usize {
        self.numbers.len() / self.width.max(1)
    }

    pub fn row(&self, at: usize) -> &[f32] {
        &self.numbers[at * self.width..][..self.width]
    }

    pub fn row_mut(&mut self, at: usize) -> &mut [f32] {
        &mut self.numbers[at * self.width..][..self.width]
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[f32]> {
        self.numbers.chunks(self.width.max(1))
    }

    pub fn matrix(&self) -> MatRef<'_, f32> {
        MatRef::from_row_major_slice(&self.numbers, self.count(), self.width)
    }

    /// The product of every row with every row of the other.
    pub fn products(&self, other: &Self) -> Self {
        let mut out = Self::zeros(self.count(), other.count());
        let (rows, columns) = (self.count(), other.count());
        multiply(
            MatMut::from_row_major_slice_mut(&mut out.numbers, rows, columns),
            self.matrix(),
            other.matrix().transpose(),
        );
        out
    }
}

/// out = a * b, on one thread: several wait for each other where others are busy, and it takes a moment.
pub fn multiply(out: MatMut<'_, f32>, a: MatRef<'_, f32>, b: MatRef<'_, f32>) {
    faer::linalg::matmul::matmul(out, faer::Accum::Replace, a, b, 1.0, Par::Seq);
}

pub fn product(a: MatRef<'_, f32>, b: MatRef<'_, f32>) -> Mat<f32> {
    let mut out = Mat::zeros(a.nrows(), b.ncols());
    multiply(out.as_mut(), a, b);
    out
}

pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Length 1; nothing stays nothing.
pub fn make_unit(vector: &mut [f32]) {
    let length = dot(vector, vector).sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|number| *number /= length);
    }
}

/// A vector seen from a middle, of length 1.
pub fn seen_from(middle: &[f32], vector: &[f32]) -> Vec<f32> {
    let mut seen: Vec<f32> = vector.iter().zip(middle).map(|(number, middle)| number - middle).collect();
    make_unit(&mut seen);
    seen
}
