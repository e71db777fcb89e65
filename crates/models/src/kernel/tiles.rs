//! Products with eight-bit weights on processors with AVX-512 VNNI.
//!
//! The weights are laid out once, so that the kernel reads them from end to end: tiles of 32 outputs, and in each tile
//! four inputs of every output at a time, which is what one instruction multiplies and adds. Groups of 128 inputs share
//! a scale, in the weights and in the activations. Several rows go over the same weights in one pass, because reading
//! them is what a product of few rows costs.

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;

use super::math;

/// Outputs that are computed together.
pub const TILE: usize = 32;
/// Inputs that share a scale.
const GROUP: usize = 128;
/// Inputs that one instruction takes.
const QUAD: usize = 4;
const QUADS: usize = GROUP / QUAD;
/// Outputs in one register.
const LANES: usize = 16;
/// Weights are stored with this added, since the instruction wants one factor without a sign.
const OFFSET: i32 = 128;
/// Rows whose sums fit into the registers beside the weights.
const MOST_ROWS: usize = 8;
const LARGEST: f32 = 127.0;

/// A matrix of weights, `outputs` rows of `inputs` numbers, in eight bits.
pub struct Tiles {
    quads: Vec<Quad>,
    scales: Vec<[f32; TILE]>,
    groups: usize,
    tiles: usize,
}

/// Four inputs of sixteen outputs.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Quad([u8; QUAD * LANES]);

/// Rows of activations in eight bits.
pub struct Activations {
    /// Four numbers in each.
    quads: Vec<u32>,
    groups: Vec<Group>,
    groups_per_row: usize,
}

#[derive(Clone, Copy)]
struct Group {
    scale: f32,
    /// What takes the weights' offset away again.
    correction: i32,
}

/// This processor has the instructions.
pub fn supported() -> bool {
    #[cfg(target_arch = "x86_64")]
    return is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni");
    #[cfg(not(target_arch = "x86_64"))]
    false
}

impl Tiles {
    /// Outputs are padded with zeros to whole tiles, inputs to whole groups.
    pub fn new(weights: &[f32], inputs: usize) -> Self {
        let groups = inputs.div_ceil(GROUP);
        let tiles = (weights.len() / inputs).div_ceil(TILE);
        let mut quads = vec![Quad([OFFSET as u8; QUAD * LANES]); tiles * groups * QUADS * 2];
        let mut scales = vec![[0.0; TILE]; tiles * groups];
        for (output, row) in weights.chunks(inputs).enumerate() {
            let (tile, column) = (output / TILE, output % TILE);
            for (group, numbers) in row.chunks(GROUP).enumerate() {
                let at = tile * groups + group;
                let scale = math::largest_size(numbers) / LARGEST;
                scales[at][column] = scale;
                let inverse = if scale > 0.0 { 1.0 / scale } else { 0.0 };
                for (i, number) in numbers.iter().enumerate() {
                    let quad = &mut quads[(at * QUADS + i / QUAD) * 2 + column / LANES];
                    let byte = rounded(number * inverse) as i32 + OFFSET;
                    quad.0[column % LANES * QUAD + i % QUAD] = byte as u8;
                }
            }
        }
        Self { quads, scales, groups, tiles }
    }

    /// Whole tiles of outputs.
    pub fn tiles(&self) -> usize {
        self.tiles
    }

    /// The products of some rows with some tiles, row by row into `out`, which is `stride` numbers wide and begins with
    /// the first of these tiles.
    pub fn multiply(
        &self,
        rows: &Activations,
        row_range: std::ops::Range<usize>,
        tile_range: std::ops::Range<usize>,
        out: &mut [f32],
        stride: usize,
    ) {
        for (column, tile) in tile_range.enumerate() {
            for first in row_range.clone().step_by(MOST_ROWS) {
                let count = (row_range.end - first).min(MOST_ROWS);
                let from = (first - row_range.start) * stride + column * TILE;
                let out = &mut out[from..];
                match count {
                    1 => self.rows::<1>(rows, first, tile, out, stride),
                    2 => self.rows::<2>(rows, first, tile, out, stride),
                    3 => self.rows::<3>(rows, first, tile, out, stride),
                    4 => self.rows::<4>(rows, first, tile, out, stride),
                    5 => self.rows::<5>(rows, first, tile, out, stride),
                    6 => self.rows::<6>(rows, first, tile, out, stride),
                    7 => self.rows::<7>(rows, first, tile, out, stride),
                    _ => self.rows::<MOST_ROWS>(rows, first, tile, out, stride),
                }
            }
        }
    }

    /// One tile of so many rows.
    fn rows<const N: usize>(
        &self,
        x: &Activations,
        first: usize,
        tile: usize,
        out: &mut [f32],
        stride: usize,
    ) {
        let numbers = std::array::from_fn(|i| x.row(first + i));
        let from = tile * self.groups;
        let quads = &self.quads[from * QUADS * 2..(from + self.groups) * QUADS * 2];
        let scales = &self.scales[from..from + self.groups];
        let products: [[f32; TILE]; N] = multiply_tile(quads, scales, numbers);
        for (out, product) in out.chunks_mut(stride).zip(&products) {
            out[..TILE].copy_from_slice(product);
        }
    }
}

impl Activations {
    pub fn new(rows: &[f32], inputs: usize) -> Self {
        let groups_per_row = inputs.div_ceil(GROUP);
        let count = rows.len() / inputs;
        let mut quads = Vec::with_capacity(count * groups_per_row * QUADS);
        let mut groups = Vec::with_capacity(count * groups_per_row);
        for row in rows.chunks(inputs) {
            let (whole, rest) = row.as_chunks::<GROUP>();
            for numbers in whole {
                groups.push(Group::read(numbers, &mut quads));
            }
            if !rest.is_empty() {
                let mut numbers = [0.0; GROUP];
                numbers[..rest.len()].copy_from_slice(rest);
                groups.push(Group::read(&numbers, &mut quads));
            }
        }
        Self { quads, groups, groups_per_row }
    }

    fn row(&self, index: usize) -> (&[u32], &[Group]) {
        let groups = index * self.groups_per_row..(index + 1) * self.groups_per_row;
        (&self.quads[groups.start * QUADS..groups.end * QUADS], &self.groups[groups])
    }
}

impl Group {
    fn read(numbers: &[f32; GROUP], quads: &mut Vec<u32>) -> Self {
        let scale = math::largest_size(numbers) / LARGEST;
        let inverse = if scale > 0.0 { 1.0 / scale } else { 0.0 };
        let whole = numbers.map(|number| rounded(number * inverse));
        let mut sums = [0i32; LANES];
        for lanes in whole.as_chunks::<LANES>().0 {
            sums.iter_mut().zip(lanes).for_each(|(sum, number)| *sum += i32::from(*number));
        }
        let bytes = whole.map(|number| number as u8);
        quads.extend(bytes.as_chunks().0.iter().map(|quad: &[u8; QUAD]| u32::from_le_bytes(*quad)));
        Self { scale, correction: -OFFSET * sums.iter().sum::<i32>() }
    }
}

/// The nearest whole number of one that fits.
fn rounded(number: f32) -> i8 {
    (number + math::ROUNDER).to_bits() as i8
}

#[cfg(target_arch = "x86_64")]
fn multiply_tile<const N: usize>(
    quads: &[Quad],
    scales: &[[f32; TILE]],
    rows: [(&[u32], &[Group]); N],
) -> [[f32; TILE]; N] {
    #[expect(unsafe_code, reason = "an instruction set is chosen when the program runs")]
    // SAFETY: `Linear` makes tiles only where `supported` found these instructions.
    unsafe {
        multiply_tile_vnni(quads, scales, rows)
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn multiply_tile<const N: usize>(
    _: &[Quad],
    _: &[[f32; TILE]],
    _: [(&[u32], &[Group]); N],
) -> [[f32; TILE]; N] {
    unreachable!("tiles are made only where they are supported")
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vnni")]
fn multiply_tile_vnni<const N: usize>(
    quads: &[Quad],
    scales: &[[f32; TILE]],
    rows: [(&[u32], &[Group]); N],
) -> [[f32; TILE]; N] {
    let mut totals = [[_mm512_setzero_ps(); 2]; N];
    for (group, (quads, scales)) in quads.chunks_exact(QUADS * 2).zip(scales).enumerate() {
        let factors: [&[u32; QUADS]; N] = std::array::from_fn(|row| &rows[row].0.as_chunks().0[group]);
        let mut sums: [[__m512i; 2]; N] =
            std::array::from_fn(|row| [_mm512_set1_epi32(rows[row].1[group].correction); 2]);
        for i in 0..QUADS {
            let weights = [load(&quads[2 * i]), load(&quads[2 * i + 1])];
            for row in 0..N {
                let factor = _mm512_set1_epi32(factors[row][i] as i32);
                sums[row][0] = _mm512_dpbusd_epi32(sums[row][0], weights[0], factor);
                sums[row][1] = _mm512_dpbusd_epi32(sums[row][1], weights[1], factor);
            }
        }
        let (low, high) = scales.split_at(LANES);
        let scales = [load_floats(low), load_floats(high)];
        for row in 0..N {
            let scale = _mm512_set1_ps(rows[row].1[group].scale);
            for half in 0..2 {
                let sum = _mm512_cvtepi32_ps(sums[row][half]);
                totals[row][half] =
                    _mm512_fmadd_ps(sum, _mm512_mul_ps(scale, scales[half]), totals[row][half]);
            }
        }
    }
    let mut out = [[0.0; TILE]; N];
    for (out, totals) in out.iter_mut().zip(&totals) {
        let (low, high) = out.split_at_mut(LANES);
        store(low, totals[0]);
        store(high, totals[1]);
    }
    out
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "a load takes a pointer")]
fn load(quad: &Quad) -> __m512i {
    // SAFETY: the reference is to 64 bytes.
    unsafe { _mm512_loadu_si512(quad.0.as_ptr().cast()) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "a load takes a pointer")]
fn load_floats(numbers: &[f32]) -> __m512 {
    assert!(numbers.len() >= LANES);
    // SAFETY: as many numbers as a register holds are there.
    unsafe { _mm512_loadu_ps(numbers.as_ptr()) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "a store takes a pointer")]
fn store(numbers: &mut [f32], register: __m512) {
    assert!(numbers.len() >= LANES);
    // SAFETY: there is room for as many numbers as a register holds.
    unsafe { _mm512_storeu_ps(numbers.as_mut_ptr(), register) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_in_eight_bits_is_nearly_the_exact_one() {
        if !supported() {
            return;
        }
        for (count, inputs, outputs) in [(1, 384, 70), (3, 240, 32), (8, 512, 33), (13, 100, 64)] {
            let number = |i: usize| ((i * 7919 % 1000) as f32 - 500.0) / 250.0;
            let weights: Vec<f32> = (0..inputs * outputs).map(number).collect();
            let rows: Vec<f32> = (0..inputs * count).map(|i| number(i * 31 + 5)).collect();
            let tiles = Tiles::new(&weights, inputs);
            let stride = tiles.tiles() * TILE;
            let mut out = vec![f32::NAN; count * stride];
            let activations = Activations::new(&rows, inputs);
            tiles.multiply(&activations, 0..count, 0..tiles.tiles(), &mut out, stride);
            for (i, row) in rows.chunks(inputs).enumerate() {
                for (o, weights) in weights.chunks(inputs).enumerate() {
                    let exact: f32 = row.iter().zip(weights).map(|(a, b)| a * b).sum();
                    let found = out[i * stride + o];
                    assert!(
                        (exact - found).abs() < 0.05 * (inputs as f32).sqrt(),
                        "{count}x{inputs}x{outputs} {i},{o}: {found}, not {exact}"
                    );
                }
                assert!(out[i * stride + outputs..(i + 1) * stride].iter().all(|x| *x == 0.0));
            }
        }
    }
}
