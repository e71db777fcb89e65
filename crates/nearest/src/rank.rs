//! A node with its similarity, in one number that sorts: the most alike are the largest, and of equals the oldest.

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ranked(u64);

const SIGN: u32 = 1 << 31;

impl Ranked {
    #[inline]
    pub fn new(similarity: f32, node: u32) -> Self {
        let bits = similarity.to_bits();
        // Floats sort as whole numbers do once the negative ones are turned round.
        let order = if bits & SIGN == 0 { bits | SIGN } else { !bits };
        Self(u64::from(order) << 32 | u64::from(!node))
    }

    #[inline]
    pub fn node(self) -> u32 {
        !(self.0 as u32)
    }

    #[inline]
    pub fn similarity(self) -> f32 {
        let order = (self.0 >> 32) as u32;
        f32::from_bits(if order & SIGN == 0 { !order } else { order ^ SIGN })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_alike_and_then_the_oldest_are_the_largest() {
        let mut ranked =
            [(0.5, 3), (-0.25, 1), (0.5, 2), (-1.0, 9), (0.0, 4)].map(|(s, n)| Ranked::new(s, n));
        ranked.sort();
        ranked.reverse();
        let order = ranked.map(|ranked| (ranked.similarity(), ranked.node()));
        assert_eq!(order, [(0.5, 2), (0.5, 3), (0.0, 4), (-0.25, 1), (-1.0, 9)]);
    }
}
