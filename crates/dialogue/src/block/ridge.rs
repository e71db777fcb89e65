//! Kernel ridge regression: each example gets a weight in the score of each class. It is learnt at once by Cholesky's
//! decomposition, and grows by one example at a time without being learnt again.

use models::kernel::math;
use rayon::prelude::*;

/// So many rows are decomposed together, so that those before them are read once for all.
const TOGETHER: usize = 64;
/// Rows that one thread takes at a time.
const EACH: usize = 8;

/// What is known of the examples: which class each is of, and how alike they are.
#[derive(Default)]
pub struct Ridge {
    /// The class of each example.
    classes: Vec<usize>,
    /// The lower triangle whose square is the likenesses plus the stiffness, row by row.
    triangle: Vec<Vec<f32>>,
    /// For each example, its weight in the score of each class.
    weights: Vec<Vec<f32>>,
}

impl Ridge {
    /// From the likenesses of each example to those before it and to itself. `stiffness` says how little to believe
    /// an example of a class.
    pub fn learn(
        classes: Vec<usize>,
        count: usize,
        mut likenesses: Vec<Vec<f32>>,
        stiffness: impl Fn(usize) -> f32,
    ) -> Self {
        for (row, class) in likenesses.iter_mut().zip(&classes) {
            *row.last_mut().expect("an example is like itself") += stiffness(*class);
        }
        let triangle = decomposed(likenesses);
        let weights = solved(&triangle, &classes, count);
        Self { classes, triangle, weights }
    }

    pub fn classes(&self) -> &[usize] {
        &self.classes
    }

    /// For each example, its weight in the score of each class.
    pub fn weights(&self) -> &[Vec<f32>] {
        &self.weights
    }

    /// Adds an example, with its likenesses to those that are there, then to itself.
    pub fn add(&mut self, class: usize, count: usize, likenesses: &[f32], stiffness: f32) {
        let (own, known) = likenesses.split_last().expect("an example is like itself");
        let mut row = known.to_vec();
        forward(&self.triangle, &mut row);
        // Positive in exact numbers, as `stiffness` is; rounding must not turn it over.
        let left = (own + stiffness - math::dot(&row, &row)).max(stiffness * 0.5);
        let mut change = row.clone();
        backward(&self.triangle, &mut change);
        let surprise: Vec<f32> = (0..count)
            .map(|each| {
                let said: f32 = known.iter().zip(&self.weights).map(|(like, own)| like * own[each]).sum();
                (if each == class { 1.0 } else { 0.0 } - said) / left
            })
            .collect();
        for (weights, change) in self.weights.iter_mut().zip(&change) {
            weights.iter_mut().zip(&surprise).for_each(|(weight, surprise)| *weight -= change * surprise);
        }
        row.push(left.sqrt());
        self.triangle.push(row);
        self.weights.push(surprise);
        self.classes.push(class);
    }
}

/// Cholesky's decomposition of the lower triangle of a positive matrix.
fn decomposed(mut rows: Vec<Vec<f32>>) -> Vec<Vec<f32>> {
    for start in (0..rows.len()).step_by(TOGETHER) {
        let (done, rest) = rows.split_at_mut(start);
        let here = TOGETHER.min(rest.len());
        let block = &mut rest[..here];
        block.par_chunks_mut(EACH).for_each(|some| {
            for (column, other) in done.iter().enumerate() {
                some.iter_mut().for_each(|row| reduce(row, column, other));
            }
        });
        for index in 0..block.len() {
            let (before, row) = block.split_at_mut(index);
            let row = &mut row[0];
            before.iter().enumerate().for_each(|(column, other)| reduce(row, start + column, other));
            let last = start + index;
            let left = row[last] - math::dot(&row[..last], &row[..last]);
            row[last] = left.max(f32::MIN_POSITIVE).sqrt();
        }
    }
    rows
}

fn reduce(row: &mut [f32], column: usize, other: &[f32]) {
    let done = math::dot(&row[..column], &other[..column]);
    row[column] = (row[column] - done) / other[column];
}

/// The weights: one for the truth of each class.
fn solved(triangle: &[Vec<f32>], classes: &[usize], count: usize) -> Vec<Vec<f32>> {
    let columns: Vec<Vec<f32>> = (0..count)
        .into_par_iter()
        .map(|each| {
            let mut column: Vec<f32> =
                classes.iter().map(|class| if *class == each { 1.0 } else { 0.0 }).collect();
            forward(triangle, &mut column);
            backward(triangle, &mut column);
            column
        })
        .collect();
    (0..classes.len()).map(|example| columns.iter().map(|column| column[example]).collect()).collect()
}

fn forward(triangle: &[Vec<f32>], right: &mut [f32]) {
    for (index, row) in triangle.iter().enumerate() {
        right[index] = (right[index] - math::dot(&row[..index], &right[..index])) / row[index];
    }
}

fn backward(triangle: &[Vec<f32>], right: &mut [f32]) {
    for (index, row) in triangle.iter().enumerate().rev() {
        let own = right[index] / row[index];
        right[index] = own;
        right[..index].iter_mut().zip(row).for_each(|(right, x)| *right -= own * x);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Likenesses that a real set of sentences could have: products of vectors.
    fn likenesses(count: usize) -> Vec<Vec<f32>> {
        let vector = |example: usize| -> Vec<f32> {
            (0..5).map(|number| ((example * 7 + number * 3) as f32 * 0.7).sin()).collect()
        };
        (0..count)
            .map(|one| (0..=one).map(|other| math::dot(&vector(one), &vector(other))).collect())
            .collect()
    }

    #[test]
    fn one_by_one_is_the_same_as_at_once() {
        let (count, classes) = (150, 4);
        let class = |example: usize| example * example % classes;
        let stiffness = |class: usize| 0.5 + class as f32;
        let rows = likenesses(count);
        let once = Ridge::learn((0..count).map(class).collect(), classes, rows.clone(), stiffness);
        let half = rows[..60].to_vec();
        let mut grown = Ridge::learn((0..60).map(class).collect(), classes, half, stiffness);
        for (example, row) in rows.iter().enumerate().skip(60) {
            grown.add(class(example), classes, row, stiffness(class(example)));
        }
        assert_eq!(grown.classes(), once.classes());
        let pairs = grown.weights().iter().flatten().zip(once.weights().iter().flatten());
        let off = pairs.map(|(one, other)| (one - other).abs()).fold(0.0, f32::max);
        assert!(off < 1e-3, "{off}");
        assert!(Ridge::learn(Vec::new(), classes, Vec::new(), stiffness).weights().is_empty());
    }
}
