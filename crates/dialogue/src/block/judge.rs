//! Turns scores into probabilities: how sharply, and how cautiously, is learnt from examples that were judged as if
//! they were not there.

/// Tried for how much a difference of scores means.
const SHARPNESS: [f32; 10] = [3.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 20.0, 25.0];
/// Tried for what is added to the score of talk that is about nothing here.
const CAUTION: std::ops::RangeInclusive<i32> = -15..=15;
const CAUTION_STEP: f32 = 0.02;
/// What all talk about nothing here counts for beside all examples. A bot's examples are chosen to differ, and talk
/// from elsewhere to be far away: taken at its full number it would make the bot shy.
const ELSEWHERE: f32 = 0.06;
/// Few examples cannot tell; before them we believe what holds for most bots.
const USUAL: (f32, f32) = (14.0, 0.05);
const BELIEF: f32 = 0.002;

#[derive(Clone, Copy, Debug)]
pub struct Judge {
    sharpness: f32,
    caution: f32,
}

impl Judge {
    /// From each example's class and scores; the last class is that of other talk.
    pub fn learn(classes: &[usize], scores: &[Vec<f32>]) -> Self {
        let last = scores.first().map_or(0, |scores| scores.len() - 1);
        let elsewhere = classes.iter().filter(|class| **class == last).count();
        let examples = classes.len() - elsewhere;
        let worth = |class: usize| {
            if class == last { ELSEWHERE / elsewhere.max(1) as f32 } else { 1.0 / examples.max(1) as f32 }
        };
        let usual = Self { sharpness: USUAL.0, caution: USUAL.1 };
        let mut best = (f32::INFINITY, usual);
        for sharpness in SHARPNESS {
            for caution in CAUTION {
                let judge = Self { sharpness, caution: caution as f32 * CAUTION_STEP };
                let strange = (sharpness / USUAL.0).ln().powi(2) + ((judge.caution - USUAL.1) / 0.1).powi(2);
                let loss: f32 = classes
                    .iter()
                    .zip(scores)
                    .map(|(class, scores)| {
                        -worth(*class) * judge.probabilities(scores)[*class].max(1e-6).ln()
                    })
                    .sum();
                let loss = loss + BELIEF * strange;
                if loss < best.0 {
                    best = (loss, judge);
                }
            }
        }
        best.1
    }

    pub fn probabilities(&self, scores: &[f32]) -> Vec<f32> {
        let mut row: Vec<f32> = scores.iter().map(|score| score * self.sharpness).collect();
        if let Some(last) = row.last_mut() {
            *last += self.caution * self.sharpness;
        }
        models::kernel::math::softmax(&mut row);
        row
    }
}
