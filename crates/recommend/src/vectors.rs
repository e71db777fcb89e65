//! Arithmetic on rows of numbers, as wide as the processor's vectors. Every length here is a multiple of
//! [`crate::factors::LANES`].

use pulp::Simd;

use crate::factors::Factors;

#[inline(always)]
pub fn dot<S: Simd>(simd: S, a: &[f32], b: &[f32]) -> f32 {
    let mut sum = simd.splat_f32s(0.0);
    for (&a, &b) in lanes::<S>(a).iter().zip(lanes::<S>(b)) {
        sum = simd.mul_add_f32s(a, b, sum);
    }
    simd.reduce_sum_f32s(sum)
}

/// `out` += factor * a
#[inline(always)]
pub fn add<S: Simd>(simd: S, factor: f32, a: &[f32], out: &mut [f32]) {
    let factor = simd.splat_f32s(factor);
    for (out, &a) in lanes_mut::<S>(out).iter_mut().zip(lanes::<S>(a)) {
        *out = simd.mul_add_f32s(a, factor, *out);
    }
}

/// `out` = factor * out + a
#[inline(always)]
pub fn scale_and_add<S: Simd>(simd: S, factor: f32, a: &[f32], out: &mut [f32]) {
    let factor = simd.splat_f32s(factor);
    for (out, &a) in lanes_mut::<S>(out).iter_mut().zip(lanes::<S>(a)) {
        *out = simd.mul_add_f32s(*out, factor, a);
    }
}

/// `out` += factor * matrix * vector, of a symmetric matrix.
#[inline(always)]
pub fn through<S: Simd>(simd: S, matrix: &Factors, factor: f32, vector: &[f32], out: &mut [f32]) {
    let out = lanes_mut::<S>(out);
    for (at, numbers) in vector.as_chunks::<4>().0.iter().enumerate() {
        let row = |i| &lanes::<S>(matrix.row(4 * at + i))[..out.len()];
        let rows = [row(0), row(1), row(2), row(3)];
        let by = |i: usize| simd.splat_f32s(factor * numbers[i]);
        let by = [by(0), by(1), by(2), by(3)];
        for (i, out) in out.iter_mut().enumerate() {
            for k in 0..4 {
                *out = simd.mul_add_f32s(rows[k][i], by[k], *out);
            }
        }
    }
}

/// For each chosen row of the matrix: `out` += f(weight, row * vector) * row. Four rows at a time, so that one waits
/// for its sum while another is multiplied.
#[inline(always)]
pub fn spread<S: Simd>(
    simd: S,
    matrix: &Factors,
    chosen: &[u32],
    weights: &[f32],
    vector: &[f32],
    out: &mut [f32],
    f: impl Fn(f32, f32) -> f32 + Copy,
) {
    match vector.len() / S::F32_LANES {
        1 => spread_wide::<S, 1>(simd, matrix, chosen, weights, vector, out, f),
        2 => spread_wide::<S, 2>(simd, matrix, chosen, weights, vector, out, f),
        4 => spread_wide::<S, 4>(simd, matrix, chosen, weights, vector, out, f),
        8 => spread_wide::<S, 8>(simd, matrix, chosen, weights, vector, out, f),
        16 => spread_wide::<S, 16>(simd, matrix, chosen, weights, vector, out, f),
        _ => {
            for (&row, &weight) in chosen.iter().zip(weights) {
                let row = matrix.row(row as usize);
                add(simd, f(weight, dot(simd, row, vector)), row, out);
            }
        }
    }
}

/// As many fours of rows are asked for before they are needed: chosen rows lie anywhere, so that no processor guesses.
const AHEAD: usize = 3;

/// Asks for a row's place in memory, and does not wait for it.
#[inline(always)]
#[cfg_attr(target_arch = "x86_64", expect(unsafe_code, reason = "a hint takes a pointer"))]
fn fetch(row: &[f32]) {
    #[cfg(target_arch = "x86_64")]
    for line in row.as_chunks::<{ crate::factors::LANES }>().0 {
        // SAFETY: nothing is read; the pointer is that of a reference.
        unsafe {
            core::arch::x86_64::_mm_prefetch::<{ core::arch::x86_64::_MM_HINT_T0 }>(line.as_ptr().cast())
        };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = row;
}

#[inline(always)]
fn spread_wide<S: Simd, const WIDE: usize>(
    simd: S,
    matrix: &Factors,
    chosen: &[u32],
    weights: &[f32],
    vector: &[f32],
    out: &mut [f32],
    f: impl Fn(f32, f32) -> f32 + Copy,
) {
    let vector = wide::<S, WIDE>(vector);
    let out = lanes_mut::<S>(out).first_chunk_mut::<WIDE>().expect("as long as the vector");
    let mut sums = *out;
    let (fours, one_by_one) = chosen.as_chunks::<4>();
    let (weights_of_fours, weights_of_ones) = weights.as_chunks::<4>();
    for (at, (four, weights)) in fours.iter().zip(weights_of_fours).enumerate() {
        for &row in fours.get(at + AHEAD).into_iter().flatten() {
            fetch(matrix.row(row as usize));
        }
        let [a, b, c, d] = *four;
        let rows =
            [matrix.row(a as usize), matrix.row(b as usize), matrix.row(c as usize), matrix.row(d as usize)];
        let rows = [
            wide::<S, WIDE>(rows[0]),
            wide::<S, WIDE>(rows[1]),
            wide::<S, WIDE>(rows[2]),
            wide::<S, WIDE>(rows[3]),
        ];
        spread_some(simd, rows, weights, vector, &mut sums, f);
    }
    for (&row, &weight) in one_by_one.iter().zip(weights_of_ones) {
        spread_some(simd, [wide::<S, WIDE>(matrix.row(row as usize))], &[weight], vector, &mut sums, f);
    }
    *out = sums;
}

#[inline(always)]
fn spread_some<S: Simd, const ROWS: usize, const WIDE: usize>(
    simd: S,
    rows: [&[S::f32s; WIDE]; ROWS],
    weights: &[f32; ROWS],
    vector: &[S::f32s; WIDE],
    sums: &mut [S::f32s; WIDE],
    f: impl Fn(f32, f32) -> f32,
) {
    let mut products = [simd.splat_f32s(0.0); ROWS];
    for i in 0..WIDE {
        for k in 0..ROWS {
            products[k] = simd.mul_add_f32s(rows[k][i], vector[i], products[k]);
        }
    }
    let mut by = products;
    for k in 0..ROWS {
        by[k] = simd.splat_f32s(f(weights[k], simd.reduce_sum_f32s(products[k])));
    }
    for i in 0..WIDE {
        for k in 0..ROWS {
            sums[i] = simd.mul_add_f32s(rows[k][i], by[k], sums[i]);
        }
    }
}

#[inline(always)]
fn wide<S: Simd, const WIDE: usize>(row: &[f32]) -> &[S::f32s; WIDE] {
    lanes::<S>(row).first_chunk().expect("the row is as wide")
}

#[inline(always)]
fn lanes<S: Simd>(row: &[f32]) -> &[S::f32s] {
    S::as_simd_f32s(row).0
}

#[inline(always)]
fn lanes_mut<S: Simd>(row: &mut [f32]) -> &mut [S::f32s] {
    S::as_mut_simd_f32s(row).0
}
