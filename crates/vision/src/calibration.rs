//! From a network's scores to probabilities that are right as often as they say.
//!
//! A network spreads all its belief over the classes it knows. Two things are mended, both measured on labelled pictures
//! that it was not trained on (`docs/performance.md` says which, and how well it fits): its beliefs are too soft (its scores
//! are divided by a temperature), and half of the photos that people send show nothing that it knows (how far the highest
//! score stands out of all says how likely that is).

/// What was measured of a network.
#[derive(Debug)]
pub struct Calibration {
    temperature: f32,
    /// A logistic curve over the height of the highest score, in standard deviations above the mean of all.
    offset: f32,
    slope: f32,
}

impl Calibration {
    /// For the network that takes pictures with so many pixels a side.
    pub fn of_side(side: u32) -> &'static Self {
        const LITE0: Calibration = Calibration { temperature: 0.72, offset: -6.334, slope: 0.8304 };
        const LITE2: Calibration = Calibration { temperature: 0.56, offset: -6.447, slope: 0.7725 };
        if side < 240 { &LITE0 } else { &LITE2 }
    }

    /// A probability for each class; what is missing to 1 is that it is none of them.
    pub fn probabilities(&self, scores: &[f32]) -> Vec<f32> {
        let count = scores.len() as f32;
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        let mean = scores.iter().sum::<f32>() / count;
        let spread = (scores.iter().map(|score| (score - mean).powi(2)).sum::<f32>() / count).sqrt();
        let height = (most - mean) / spread.max(f32::EPSILON);
        let known = 1.0 / (1.0 + (-self.offset - self.slope * height).exp());
        let weights = scores.iter().map(|score| ((score - most) / self.temperature).exp());
        let mut probabilities: Vec<f32> = weights.collect();
        let all: f32 = probabilities.iter().sum();
        probabilities.iter_mut().for_each(|probability| *probability *= known / all);
        probabilities
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_out_is_believed() {
        let calibration = Calibration::of_side(224);
        let mut scores: Vec<f32> = (0..1000).map(|class| (class % 7) as f32 * 0.1).collect();
        scores[5] = 9.0;
        let sure = calibration.probabilities(&scores);
        assert!(sure[5] > 0.95 && sure.iter().sum::<f32>() < 1.0, "{}", sure[5]);
        scores[5] = 0.7;
        let unsure = calibration.probabilities(&scores);
        assert!(unsure.iter().sum::<f32>() < 0.05, "nothing stands out");
        assert!(calibration.probabilities(&[0.0; 1000]).iter().all(|probability| probability.is_finite()));
    }
}
