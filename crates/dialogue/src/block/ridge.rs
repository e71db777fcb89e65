//! Kernel ridge regression that grows by one example at a time and knows how it would judge each example without it.

use rayon::prelude::*;

/// Rows that are worth a thread's while; an ordinary bot is done by one.
const AT_LEAST: usize = 400;

/// What is known of the examples: which class each is of, and how alike they are.
pub struct Ridge {
    /// The class of each example.
    classes: Vec<usize>,
    /// The inverse of the likenesses plus the stiffness, row by row.
    inverse: Vec<Vec<f64>>,
}

impl Ridge {
    pub fn new() -> Self {
        Self { classes: Vec::new(), inverse: Vec::new() }
    }

    pub fn classes(&self) -> &[usize] {
        &self.classes
    }

    /// Adds an example. `likenesses` are those to the examples that are there, then to itself; `stiffness` says how
    /// little to believe it.
    pub fn add(&mut self, class: usize, likenesses: &[f32], stiffness: f32) {
        let count = self.classes.len();
        let product: Vec<f64> = self
            .inverse
            .par_iter()
            .with_min_len(AT_LEAST)
            .map(|row| row.iter().zip(likenesses).map(|(inverse, like)| inverse * f64::from(*like)).sum())
            .collect();
        let known: f64 =
            product.iter().zip(likenesses).map(|(product, like)| product * f64::from(*like)).sum();
        let own = f64::from(likenesses[count]) + f64::from(stiffness);
        // Positive in exact numbers, as `stiffness` is; rounding must not turn it over.
        let scale = 1.0 / (own - known).max(f64::from(stiffness) * 0.5);
        let update = |(row, left): (&mut Vec<f64>, &f64)| {
            row.iter_mut().zip(&product).for_each(|(inverse, right)| *inverse += scale * left * right);
            row.push(-scale * left);
        };
        self.inverse.par_iter_mut().zip(&product).with_min_len(AT_LEAST).for_each(update);
        self.inverse.push(product.iter().map(|left| -scale * left).chain([scale]).collect());
        self.classes.push(class);
    }

    /// For each example, its weight in the score of each class.
    pub fn weights(&self, classes: usize) -> Vec<Vec<f32>> {
        let row = |row: &Vec<f64>| {
            let mut weights = vec![0.0; classes];
            row.iter().zip(&self.classes).for_each(|(inverse, class)| weights[*class] += inverse);
            weights.into_iter().map(|weight| weight as f32).collect()
        };
        self.inverse.iter().map(row).collect()
    }

    /// The scores that each example would get if it were not there.
    pub fn without_itself(&self, weights: &[Vec<f32>]) -> Vec<Vec<f32>> {
        let scores = |(example, weights): (usize, &Vec<f32>)| {
            let own = self.inverse[example][example] as f32;
            let truth = |class| if self.classes[example] == class { 1.0 } else { 0.0 };
            weights.iter().enumerate().map(|(class, weight)| truth(class) - weight / own).collect()
        };
        weights.iter().enumerate().map(scores).collect()
    }
}
