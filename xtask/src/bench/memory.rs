//! How fast this machine reads memory: what no recogniser that reads its weights for every token can beat.

use std::hint::black_box;
use std::thread;
use std::time::Instant;

/// More than any cache holds.
const NUMBERS: usize = 32 << 20;
const ROUNDS: usize = 5;

/// Gigabytes a second that so many threads read together; the best of a few rounds.
pub fn bandwidth(threads: usize) -> f64 {
    let numbers = vec![1u64; NUMBERS];
    let round = || {
        let begun = Instant::now();
        thread::scope(|scope| {
            for part in numbers.chunks(NUMBERS.div_ceil(threads)) {
                scope.spawn(move || {
                    black_box(part.iter().fold(0u64, |sum, number| sum.wrapping_add(*number)))
                });
            }
        });
        (NUMBERS * size_of::<u64>()) as f64 / begun.elapsed().as_secs_f64() / 1e9
    };
    (0..ROUNDS).map(|_| round()).fold(0.0, f64::max)
}
