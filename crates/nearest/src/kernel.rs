//! The arithmetic of similarity: products of numbers in eight bits, and of exact ones with halves.
//!
//! Processors with AVX-512 VNNI multiply 64 numbers of eight bits at once. Others get plain loops, which the compiler
//! makes as wide as the target has it (docs/decisions/0004-native-code.md).

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;

use half::f16;
use half::slice::HalfFloatSliceExt;

/// Words of a line of the cache.
pub const LINE: usize = 16;
/// The left side of [`product`] has this added, since the instruction wants one factor without a sign.
pub const OFFSET: i32 = 128;

/// The sum of (left + [`OFFSET`]) * right over the signed bytes of whole lines.
#[inline]
pub fn product(left: &[u32], right: &[u32]) -> i32 {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni") {
        #[expect(unsafe_code, reason = "an instruction set is chosen when the program runs")]
        // SAFETY: the processor was asked for these instructions.
        return unsafe { product_vnni(left, right) };
    }
    product_plain(left, right)
}

fn product_plain(left: &[u32], right: &[u32]) -> i32 {
    let one = |(left, right): (&u32, &u32)| -> i32 {
        let pairs = left.to_ne_bytes().into_iter().zip(right.to_ne_bytes());
        pairs.map(|(left, right)| (i32::from(left as i8) + OFFSET) * i32::from(right as i8)).sum()
    };
    left.iter().zip(right).map(one).sum()
}

#[cfg(target_arch = "x86_64")]
#[inline]
#[target_feature(enable = "avx512f,avx512vnni")]
fn product_vnni(left: &[u32], right: &[u32]) -> i32 {
    let flip = _mm512_set1_epi8(i8::MIN);
    let step = |sum, left, right| _mm512_dpbusd_epi32(sum, _mm512_xor_si512(load(left), flip), load(right));
    let (left, right) = (left.as_chunks::<LINE>().0, right.as_chunks::<LINE>().0);
    let (left_pairs, left_rest) = left.as_chunks::<2>();
    let (right_pairs, right_rest) = right.as_chunks::<2>();
    let mut sums = [_mm512_setzero_si512(); 2];
    for (left, right) in left_pairs.iter().zip(right_pairs) {
        sums[0] = step(sums[0], &left[0], &right[0]);
        sums[1] = step(sums[1], &left[1], &right[1]);
    }
    for (left, right) in left_rest.iter().zip(right_rest) {
        sums[0] = step(sums[0], left, right);
    }
    _mm512_reduce_add_epi32(_mm512_add_epi32(sums[0], sums[1]))
}

#[cfg(target_arch = "x86_64")]
#[inline]
#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "a load takes a pointer")]
fn load(line: &[u32; LINE]) -> __m512i {
    // SAFETY: the array has the 64 bytes.
    unsafe { _mm512_loadu_si512(line.as_ptr().cast()) }
}

/// The product of exact numbers with halves, as many.
pub fn exact(left: &[f32], right: &[f16]) -> f32 {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx512f") && left.len().is_multiple_of(LINE) {
        #[expect(unsafe_code, reason = "an instruction set is chosen when the program runs")]
        // SAFETY: the processor was asked for these instructions.
        return unsafe { exact_wide(left, right) };
    }
    let mut wide = [0.0; 64];
    let mut sums = [0.0; LINE];
    for (left, right) in left.chunks(wide.len()).zip(right.chunks(wide.len())) {
        right.convert_to_f32_slice(&mut wide[..right.len()]);
        for (left, right) in left.chunks(LINE).zip(wide.chunks(LINE)) {
            for ((sum, left), right) in sums.iter_mut().zip(left).zip(right) {
                *sum += left * right;
            }
        }
    }
    sums.iter().sum()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn exact_wide(left: &[f32], right: &[f16]) -> f32 {
    let mut sums = [_mm512_setzero_ps(); 2];
    let lines = left.as_chunks::<LINE>().0.iter().zip(right.as_chunks::<LINE>().0);
    for (at, (left, right)) in lines.enumerate() {
        #[expect(unsafe_code, reason = "a load takes a pointer")]
        // SAFETY: the array has the 64 bytes.
        let left = unsafe { _mm512_loadu_ps(left.as_ptr()) };
        sums[at % 2] = _mm512_fmadd_ps(left, widened(right), sums[at % 2]);
    }
    _mm512_reduce_add_ps(_mm512_add_ps(sums[0], sums[1]))
}

/// The product of halves with halves, as many.
pub fn halves(left: &[f16], right: &[f16]) -> f32 {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx512f") && left.len().is_multiple_of(LINE) {
        #[expect(unsafe_code, reason = "an instruction set is chosen when the program runs")]
        // SAFETY: the processor was asked for these instructions.
        return unsafe { halves_wide(left, right) };
    }
    exact(&left.to_f32_vec(), right)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn halves_wide(left: &[f16], right: &[f16]) -> f32 {
    let mut sums = [_mm512_setzero_ps(); 2];
    let lines = left.as_chunks::<LINE>().0.iter().zip(right.as_chunks::<LINE>().0);
    for (at, (left, right)) in lines.enumerate() {
        sums[at % 2] = _mm512_fmadd_ps(widened(left), widened(right), sums[at % 2]);
    }
    _mm512_reduce_add_ps(_mm512_add_ps(sums[0], sums[1]))
}

#[cfg(target_arch = "x86_64")]
#[inline]
#[target_feature(enable = "avx512f")]
#[expect(unsafe_code, reason = "a load takes a pointer")]
fn widened(halves: &[f16; LINE]) -> __m512 {
    // SAFETY: the array has the 32 bytes.
    _mm512_cvtph_ps(unsafe { _mm256_loadu_si256(halves.as_ptr().cast()) })
}

/// Asks for lines of memory, and does not wait for them.
#[inline(always)]
#[cfg_attr(target_arch = "x86_64", expect(unsafe_code, reason = "a hint takes a pointer"))]
pub fn fetch(words: &[u32]) {
    #[cfg(target_arch = "x86_64")]
    for line in words.as_chunks::<LINE>().0 {
        // SAFETY: nothing is read; the pointer is that of a reference.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = words;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_gives_the_same_product() {
        for lines in [1, 2, 3, 6, 20] {
            let word = |i: usize| (i as u32).wrapping_mul(2_654_435_761);
            let left: Vec<u32> = (0..lines * LINE).map(word).collect();
            let right: Vec<u32> = (7..lines * LINE + 7).map(word).collect();
            assert_eq!(product(&left, &right), product_plain(&left, &right));
        }
    }

    #[test]
    fn halves_are_multiplied_exactly() {
        for width in [1, 16, 63, 64, 384, 1283] {
            let left: Vec<f32> = (0..width).map(|i| (i % 7) as f32 - 3.0).collect();
            let right: Vec<f16> = (0..width).map(|i| f16::from_f32((i % 5) as f32 * 0.5 - 1.0)).collect();
            let wanted: f32 = left.iter().zip(&right).map(|(left, right)| left * right.to_f32()).sum();
            assert_eq!(exact(&left, &right), wanted);
        }
    }
}
