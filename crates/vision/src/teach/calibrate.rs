//! Scores become probabilities that mean what they say.

use super::rows::Rows;

/// Sharpnesses that are tried, each by this much more than the one before.
const FIRST: f32 = 0.5;
const STEP: f32 = 1.12;
const TRIED: usize = 60;

/// Shares of one.
pub fn probabilities(scores: &[f32], sharpness: f32) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut shares: Vec<f32> = scores.iter().map(|score| ((score - most) * sharpness).exp()).collect();
    let sum: f32 = shares.iter().sum();
    shares.iter_mut().for_each(|share| *share /= sum);
    shares
}

/// The mean surprise at the right class.
pub fn surprise(scores: &Rows, classes: &[usize], sharpness: f32) -> f32 {
    let one = |(scores, class): (&[f32], &usize)| -> f64 {
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        let sum: f32 = scores.iter().map(|score| ((score - most) * sharpness).exp()).sum();
        f64::from(sum.ln() - (scores[*class] - most) * sharpness)
    };
    (scores.iter().zip(classes).map(one).sum::<f64>() / classes.len() as f64) as f32
}

/// The sharpness that surprises least, and how much it does.
pub fn sharpness(scores: &Rows, classes: &[usize]) -> (f32, f32) {
    let tried = (0..TRIED).map(|power| FIRST * STEP.powi(power as i32));
    let judged = tried.map(|sharpness| (sharpness, surprise(scores, classes, sharpness)));
    judged.min_by(|a, b| a.1.total_cmp(&b.1)).expect("some are tried")
}

/// The place of the largest; of equals the first.
pub fn best(scores: &[f32]) -> usize {
    (0..scores.len()).rev().max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or_default()
}
