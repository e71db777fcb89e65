//! Products of `f32` matrices that lie inside larger ones, which is what attention needs.

use std::ops::Range;

/// Rows of `width` numbers inside a slice, `stride` numbers apart.
#[derive(Clone, Copy)]
pub struct View<'a> {
    numbers: &'a [f32],
    width: usize,
    stride: usize,
}

impl<'a> View<'a> {
    /// The columns of some rows of a matrix whose rows have `stride` numbers.
    ///
    /// # Panics
    /// When a row or a column is outside the matrix.
    pub fn new(matrix: &'a [f32], stride: usize, rows: Range<usize>, columns: Range<usize>) -> Self {
        assert!(columns.end <= stride && rows.start < rows.end && rows.end * stride <= matrix.len());
        let numbers = &matrix[rows.start * stride + columns.start..(rows.end - 1) * stride + columns.end];
        Self { numbers, width: columns.len(), stride }
    }

    pub fn width(&self) -> usize {
        self.width
    }

    /// Row by row.
    pub fn iter(&self) -> impl Iterator<Item = &'a [f32]> {
        let width = self.width;
        self.numbers.chunks(self.stride).map(move |row| &row[..width])
    }

    fn rows(&self) -> usize {
        (self.numbers.len() - self.width) / self.stride + 1
    }
}

/// `out = a * bᵀ`, row by row: what a linear layer and the scores of attention are.
pub fn times_transposed(a: View, b: View, out: &mut [f32]) {
    assert_eq!(a.width, b.width);
    multiply(Shape { m: a.rows(), k: a.width, n: b.rows() }, a, b, [b.stride, 1], out);
}

/// `out = a * b`: what attention makes of scores and values.
pub fn times(a: View, b: View, out: &mut [f32]) {
    assert_eq!(a.width, b.rows());
    multiply(Shape { m: a.rows(), k: a.width, n: b.width }, a, b, [1, b.stride], out);
}

struct Shape {
    m: usize,
    k: usize,
    n: usize,
}

/// `b_strides`: how far apart the columns and the rows of the right-hand side are, in this order.
#[expect(
    unsafe_code,
    reason = "gemm, the fastest portable product of strided matrices, has only a pointer interface"
)]
fn multiply(shape: Shape, a: View, b: View, b_strides: [usize; 2], out: &mut [f32]) {
    let Shape { m, k, n } = shape;
    assert_eq!(out.len(), m * n);
    let [b_column, b_row] = b_strides.map(|stride| stride as isize);
    // SAFETY: `View::new` checked that every row of `a` and `b` lies inside its slice; `m`, `k` and `n` are counted
    // from these views, and `out`, borrowed alone, has exactly `m * n` numbers. Nothing is read from `out`.
    unsafe {
        gemm::gemm(
            m,
            n,
            k,
            out.as_mut_ptr(),
            1,
            n as isize,
            false,
            a.numbers.as_ptr(),
            1,
            a.stride as isize,
            b.numbers.as_ptr(),
            b_column,
            b_row,
            0.0,
            1.0,
            false,
            false,
            false,
            gemm::Parallelism::None,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_of_views_is_the_product_written_out() {
        let a: Vec<f32> = (0..5 * 7).map(|i| i as f32 * 0.25 - 3.0).collect();
        let b: Vec<f32> = (0..6 * 8).map(|i| 2.0 - i as f32 * 0.125).collect();
        let (left, right) = (View::new(&a, 7, 1..4, 2..6), View::new(&b, 8, 0..6, 3..7));
        let mut out = vec![f32::NAN; 3 * 6];
        times_transposed(left, right, &mut out);
        for (i, row) in out.chunks(6).enumerate() {
            for (j, found) in row.iter().enumerate() {
                let wanted: f32 = (0..4).map(|x| a[(i + 1) * 7 + 2 + x] * b[j * 8 + 3 + x]).sum();
                assert!((found - wanted).abs() < 1e-4, "{i} {j}: {found} {wanted}");
            }
        }
        let right = View::new(&b, 8, 1..5, 0..3);
        let mut out = vec![f32::NAN; 3 * 3];
        times(left, right, &mut out);
        for (i, row) in out.chunks(3).enumerate() {
            for (j, found) in row.iter().enumerate() {
                let wanted: f32 = (0..4).map(|x| a[(i + 1) * 7 + 2 + x] * b[(x + 1) * 8 + j]).sum();
                assert!((found - wanted).abs() < 1e-4, "{i} {j}: {found} {wanted}");
            }
        }
    }
}
