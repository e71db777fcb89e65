//! What was taught, at work.

use super::calibrate::probabilities;
use super::linear;
use super::rows::{Rows, dot, seen_from};

/// Tells somebody's own classes apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Recogniser {
    pub(super) classes: Vec<String>,
    /// Vectors are seen from here.
    pub(super) middle: Vec<f32>,
    pub(super) prototypes: Rows,
    /// The linear judgement, where it is better.
    pub(super) weights: Option<Rows>,
    pub(super) sharpness: f32,
    /// Who is less near to every prototype is none of the classes.
    pub(super) least: f32,
}

/// What a vector was taken for.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognised {
    /// Classes by their place, the likeliest first, with probabilities that add up to one: which of them it is, if it is
    /// one of them.
    pub likely: Vec<(usize, f32)>,
    /// It is none of these.
    pub none: bool,
    /// How near it is to the nearest class, from -1 to 1.
    pub nearness: f32,
}

impl Recogniser {
    #[must_use]
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// Numbers of a vector.
    #[must_use]
    pub fn width(&self) -> usize {
        self.middle.len()
    }

    /// How near a vector must be to a class.
    #[must_use]
    pub fn least(&self) -> f32 {
        self.least
    }

    /// Nothing if the vector has another width.
    #[must_use]
    pub fn recognise(&self, vector: &[f32]) -> Option<Recognised> {
        if vector.len() != self.width() || vector.iter().any(|number| !number.is_finite()) {
            return None;
        }
        let mut unit = vector.to_vec();
        super::rows::make_unit(&mut unit);
        let seen = seen_from(&self.middle, &unit);
        let near: Vec<f32> = self.prototypes.iter().map(|prototype| dot(prototype, &seen)).collect();
        let nearness = near.iter().copied().fold(-1.0, f32::max);
        let scores = self.weights.as_ref().map_or(near, |weights| linear::judge(weights, &seen));
        let shares = probabilities(&scores, self.sharpness);
        let mut likely: Vec<(usize, f32)> = shares.into_iter().enumerate().collect();
        likely.sort_by(|a, b| b.1.total_cmp(&a.1));
        Some(Recognised { likely, none: nearness < self.least, nearness })
    }
}
