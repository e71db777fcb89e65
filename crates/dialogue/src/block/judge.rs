//! Turns scores into probabilities that can be relied on.
//!
//! How much a difference of scores means turned out to be the same for every bot, whatever it is about; how likely other
//! talk is depends on how many examples a block has, since more of them are better known. Both were measured on the
//! bots that `docs/performance.md` says were tuned on, cut to one to ten examples a block. What a bot's own examples
//! tell of it, each judged as if it were not there, is worse: they were chosen to differ from each other.

/// How scores of one kind are read.
#[derive(Clone, Copy, Debug)]
pub struct Judge {
    /// How much a difference of scores means.
    sharpness: f32,
    /// What is added to the score of talk about nothing here: at one example a block, and for each time that there are
    /// e times as many.
    caution: f32,
    more: f32,
}

/// Scores by letters alone.
pub const LETTERS: Judge = Judge { sharpness: 17.0, caution: -0.04, more: 0.045 };
/// Scores by letters and meaning.
pub const BOTH: Judge = Judge { sharpness: 14.5, caution: -0.10, more: 0.115 };
/// More examples than these tell no more about other talk.
const ENOUGH: f32 = 15.0;

impl Judge {
    /// The last score is that of other talk. `examples`: how many a block has.
    pub fn probabilities(self, scores: &[f32], examples: f32) -> Vec<f32> {
        let caution = self.caution + self.more * examples.clamp(1.0, ENOUGH).ln();
        let mut row: Vec<f32> = scores.iter().map(|score| score * self.sharpness).collect();
        if let Some(last) = row.last_mut() {
            *last += caution * self.sharpness;
        }
        models::kernel::math::softmax(&mut row);
        row
    }
}
