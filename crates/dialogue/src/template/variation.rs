//! Which of several wordings is said: another one each time, and the same one for the same turn.

/// One of `count` wordings for this turn (`seed` is made of its id); never the one that was said last, where there are
/// several. The same arguments always give the same wording, so that a test knows what is said.
#[must_use]
pub fn pick(count: usize, seed: u64, last: Option<usize>) -> usize {
    // SplitMix64: ids that follow each other should not give wordings that do.
    let mut mixed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^= mixed >> 31;
    match (count, last) {
        (0 | 1, _) => 0,
        (_, Some(last)) if last < count => {
            let step = mixed % (count as u64 - 1) + 1;
            (last + step as usize) % count
        }
        _ => (mixed % count as u64) as usize,
    }
}
