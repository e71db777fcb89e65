//! Products of numbers in sixteen bits on processors with AVX-512 VNNI: for attention among many rows, where both sides
//! are new each time and eight bits are too few.
//!
//! One instruction multiplies two neighbours of sixteen columns and adds them, which is twice what it does with floats.
//! The right side is laid out in panels of 32 columns; eight rows of the left side go over a panel at once.

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;

use super::math;

/// Columns that are computed together.
pub const PANEL: usize = 32;
/// Rows that are computed together.
pub const ROWS: usize = 8;
/// Columns in one register.
const LANES: usize = 16;
/// A sum of up to 128 products of two numbers of this size does not overflow.
const MOST: f32 = 4095.0;
/// Weights that add up to one, in whole numbers.
const ONE: f32 = 32_767.0;

/// The right side of a product, column by column.
pub struct Panels {
    /// For each panel and each two numbers of a column: the two, of all 32 columns.
    steps: Vec<Step>,
    per_column: usize,
    columns: usize,
    scale: f32,
}

#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Step([[i16; 2]; PANEL]);

/// Up to [`ROWS`] rows of the left side.
pub struct Left {
    /// Two numbers each, row by row.
    pairs: Vec<u32>,
    scales: [f32; ROWS],
}

/// This processor has the instructions.
pub fn supported() -> bool {
    super::tiles::supported()
}

impl Panels {
    /// Every row becomes a column: for the products of rows with rows. At most 128 numbers a row.
    pub fn of_rows<'a>(rows: impl ExactSizeIterator<Item = &'a [f32]> + Clone, width: usize) -> Self {
        assert!(width <= 128);
        let scale = largest(rows.clone()) / MOST;
        let mut panels = Self::new(rows.len(), width, scale);
        let mut whole = vec![0; panels.per_column * 2];
        for (column, row) in rows.enumerate() {
            round(row, 1.0 / scale, &mut whole);
            let first = column / PANEL * panels.per_column;
            for (step, two) in panels.steps[first..].iter_mut().zip(whole.as_chunks().0) {
                step.0[column % PANEL] = *two;
            }
        }
        panels
    }

    /// The columns of these rows as they are: for sums of rows whose weights add up to one.
    pub fn of_columns<'a>(rows: impl ExactSizeIterator<Item = &'a [f32]> + Clone, width: usize) -> Self {
        let scale = largest(rows.clone()) / ONE;
        let mut panels = Self::new(width, rows.len(), scale);
        let mut whole = vec![0; panels.width()];
        for (i, row) in rows.enumerate() {
            round(row, 1.0 / scale, &mut whole);
            for (panel, numbers) in whole.as_chunks::<PANEL>().0.iter().enumerate() {
                let step = &mut panels.steps[panel * panels.per_column + i / 2].0;
                step.iter_mut().zip(numbers).for_each(|(two, number)| two[i % 2] = *number);
            }
        }
        panels
    }

    fn new(columns: usize, length: usize, scale: f32) -> Self {
        let per_column = length.div_ceil(2);
        let steps = vec![Step([[0; 2]; PANEL]); columns.div_ceil(PANEL) * per_column];
        Self { steps, per_column, columns, scale }
    }

    /// The columns, padded to whole panels.
    pub fn width(&self) -> usize {
        self.columns.next_multiple_of(PANEL)
    }

    /// The products of [`ROWS`] rows with all columns, [`Self::width`] numbers for each row.
    pub fn multiply(&self, left: &Left, out: &mut [f32]) {
        let width = self.width();
        assert!(left.pairs.len() == ROWS * self.per_column && out.len() == ROWS * width);
        let rows: [&[u32]; ROWS] =
            std::array::from_fn(|row| &left.pairs[row * self.per_column..(row + 1) * self.per_column]);
        let scales = left.scales.map(|scale| scale * self.scale);
        for (panel, steps) in self.steps.chunks_exact(self.per_column).enumerate() {
            let products = multiply_panel(steps, rows, scales);
            for (out, product) in out.chunks_mut(width).zip(&products) {
                out[panel * PANEL..][..PANEL].copy_from_slice(product);
            }
        }
    }
}

impl Left {
    /// Rows of any numbers, to be multiplied with rows.
    pub fn of_rows<'a>(rows: impl Iterator<Item = &'a [f32]>, width: usize) -> Self {
        let mut left = Self { pairs: Vec::new(), scales: [0.0; ROWS] };
        let mut whole = vec![0; width.next_multiple_of(2)];
        for (row, scale) in rows.zip(&mut left.scales) {
            *scale = (math::largest_size(row) / MOST).max(f32::MIN_POSITIVE);
            round(row, 1.0 / *scale, &mut whole);
            left.pairs.extend(whole.as_chunks().0.iter().map(pair));
        }
        left.pairs.resize(ROWS * whole.len() / 2, 0);
        left
    }

    /// Rows of weights that add up to one.
    pub fn of_weights<'a>(rows: impl Iterator<Item = &'a [f32]>, length: usize) -> Self {
        let mut whole = vec![0; length.next_multiple_of(2)];
        let mut pairs = Vec::with_capacity(ROWS * whole.len() / 2);
        for row in rows {
            round(row, ONE, &mut whole);
            pairs.extend(whole.as_chunks().0.iter().map(pair));
        }
        pairs.resize(ROWS * whole.len() / 2, 0);
        Self { pairs, scales: [1.0 / ONE; ROWS] }
    }
}

fn pair([first, second]: &[i16; 2]) -> u32 {
    u32::from(*first as u16) | u32::from(*second as u16) << 16
}

/// Never zero, so that one can divide by it.
fn largest<'a>(rows: impl Iterator<Item = &'a [f32]>) -> f32 {
    rows.map(math::largest_size).fold(f32::MIN_POSITIVE * ONE, f32::max)
}

/// The nearest whole numbers of products that fit.
fn round(numbers: &[f32], factor: f32, out: &mut [i16]) {
    for (out, number) in out.iter_mut().zip(numbers) {
        *out = number.mul_add(factor, math::ROUNDER).to_bits() as i16;
    }
}

#[cfg(target_arch = "x86_64")]
fn multiply_panel(steps: &[Step], rows: [&[u32]; ROWS], scales: [f32; ROWS]) -> [[f32; PANEL]; ROWS] {
    assert!(supported());
    #[expect(unsafe_code, reason = "an instruction set is chosen when the program runs")]
    // SAFETY: the processor was asked for these instructions.
    unsafe {
        multiply_panel_vnni(steps, rows, scales)
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn multiply_panel(_: &[Step], _: [&[u32]; ROWS], _: [f32; ROWS]) -> [[f32; PANEL]; ROWS] {
    unreachable!("panels are multiplied only where they are supported")
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vnni")]
fn multiply_panel_vnni(steps: &[Step], rows: [&[u32]; ROWS], scales: [f32; ROWS]) -> [[f32; PANEL]; ROWS] {
    let rows = rows.map(|row| &row[..steps.len()]);
    let mut sums = [[_mm512_setzero_si512(); 2]; ROWS];
    for (i, step) in steps.iter().enumerate() {
        let columns = [load(&step.0, 0), load(&step.0, LANES)];
        for row in 0..ROWS {
            let two = _mm512_set1_epi32(rows[row][i] as i32);
            sums[row][0] = _mm512_dpwssd_epi32(sums[row][0], columns[0], two);
            sums[row][1] = _mm512_dpwssd_epi32(sums[row][1], columns[1], two);
        }
    }
    let mut out = [[0.0; PANEL]; ROWS];
    for row in 0..ROWS {
        let scale = _mm512_set1_ps(scales[row]);
        for half in 0..2 {
            let product = _mm512_mul_ps(_mm512_cvtepi32_ps(sums[row][half]), scale);
            store(&mut out[row][half * LANES..], product);
        }
    }
    out
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "a load takes a pointer")]
fn load(columns: &[[i16; 2]; PANEL], from: usize) -> __m512i {
    let numbers = &columns[from..from + LANES];
    // SAFETY: the slice has the 64 bytes.
    unsafe { _mm512_loadu_si512(numbers.as_ptr().cast()) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "a store takes a pointer")]
fn store(numbers: &mut [f32], register: __m512) {
    let numbers = &mut numbers[..LANES];
    // SAFETY: the slice has room for as many numbers as a register holds.
    unsafe { _mm512_storeu_ps(numbers.as_mut_ptr(), register) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(i: usize) -> f32 {
        ((i * 7919 % 1000) as f32 - 500.0) / 250.0
    }

    #[test]
    fn products_of_rows_are_nearly_exact() {
        if !supported() {
            return;
        }
        for (width, left, right) in [(64, 8, 70), (7, 3, 32), (128, 1, 1)] {
            let a: Vec<f32> = (0..left * width).map(|i| number(i * 31 + 5) / 3.0).collect();
            let b: Vec<f32> = (0..right * width).map(number).collect();
            let panels = Panels::of_rows(b.chunks(width), width);
            let mut out = vec![f32::NAN; ROWS * panels.width()];
            panels.multiply(&Left::of_rows(a.chunks(width), width), &mut out);
            for (a, out) in a.chunks(width).zip(out.chunks(panels.width())) {
                for (b, found) in b.chunks(width).zip(out) {
                    let exact = math::dot(a, b);
                    assert!((exact - found).abs() < 1e-3 * (width as f32).sqrt(), "{found}, not {exact}");
                }
            }
        }
    }

    #[test]
    fn weighted_sums_are_nearly_exact() {
        if !supported() {
            return;
        }
        for (rows, width) in [(1, 64), (33, 64), (1500, 80)] {
            let values: Vec<f32> = (0..rows * width).map(number).collect();
            let mut weights: Vec<f32> = (0..rows).map(|i| number(i * 13) * 2.0).collect();
            math::softmax(&mut weights);
            let panels = Panels::of_columns(values.chunks(width), width);
            let mut out = vec![f32::NAN; ROWS * panels.width()];
            panels.multiply(&Left::of_weights([weights.as_slice()].into_iter(), rows), &mut out);
            for column in 0..width {
                let exact: f32 =
                    values.chunks(width).zip(&weights).map(|(value, weight)| value[column] * weight).sum();
                assert!((exact - out[column]).abs() < 2e-3, "{}, not {exact}", out[column]);
            }
        }
    }
}
