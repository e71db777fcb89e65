//! How much the columns of a matrix have in common.

use faer::{Accum, MatMut, MatRef, Par};

use crate::factors::Factors;

/// The products of every two columns: rows transposed, times rows.
pub fn gram(factors: &Factors) -> Factors {
    let width = factors.width();
    let mut gram = Factors::zeros(width, width);
    let rows = MatRef::from_row_major_slice(factors.values(), factors.rows(), width);
    let out = MatMut::from_row_major_slice_mut(gram.values_mut(), width, width);
    faer::linalg::matmul::matmul(out, Accum::Replace, rows.transpose(), rows, 1.0, Par::rayon(0));
    gram
}
