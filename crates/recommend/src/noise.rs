//! Small random numbers to begin from; the same seed gives the same ones.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::factors::Factors;

pub struct Noise(ChaCha12Rng);

impl Noise {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha12Rng::seed_from_u64(seed))
    }

    /// Between 0 and 1.
    pub fn unit(&mut self) -> f32 {
        (self.0.next_u32() >> 8) as f32 / (1 << 24) as f32
    }

    /// Below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.0.next_u64()) * limit as u128) >> 64) as usize
    }

    /// Leaves so many of a list, any of them, in any order.
    pub fn choose<T>(&mut self, list: &mut Vec<T>, count: usize) {
        for at in 0..count.min(list.len()) {
            let other = at + self.below(list.len() - at);
            list.swap(at, other);
        }
        list.truncate(count);
    }

    /// A matrix of numbers around zero, of this size; the padding stays zero.
    pub fn factors(&mut self, rows: usize, factors: usize, size: f32) -> Factors {
        let mut matrix = Factors::zeros(rows, factors);
        for row in 0..rows {
            for number in &mut matrix.row_mut(row)[..factors] {
                *number = (self.unit() - 0.5) * 2.0 * size;
            }
        }
        matrix
    }
}
