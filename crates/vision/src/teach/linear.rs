//! A linear judgement of each class: ridge regression on who belongs to it.
//!
//! What the judgement of a photo would be without it follows from the solution itself, so that every photo can be
//! judged by all the others without learning as often as there are photos.

use faer::linalg::solvers::DenseSolveCore;
use faer::{Mat, MatMut, MatRef, Side};

use super::rows::{Rows, product};

/// How strongly large weights are discouraged: one of these, by validation.
pub const PENALTIES: [f32; 4] = [0.03, 0.3, 3.0, 30.0];

/// A judgement with one penalty.
pub struct Linear {
    /// For each class its weights, the last of which is for the constant.
    pub weights: Rows,
    /// The judgement of each photo without it.
    pub left_out: Rows,
}

/// The photos with a constant behind each, and who belongs where; large classes do not outweigh small ones.
pub struct Problem {
    photos: Rows,
    wanted: Rows,
    /// The root of what each photo counts.
    roots: Vec<f32>,
    /// Products of photos with each other or, where those are more, of their numbers.
    square: Mat<f32>,
    by_photos: bool,
}

impl Problem {
    pub fn new(vectors: &Rows, classes: &[usize], count: usize) -> Self {
        let mut sizes = vec![0; count];
        classes.iter().for_each(|class| sizes[*class] += 1);
        let mean = classes.len() as f32 / count as f32;
        let roots: Vec<f32> = classes.iter().map(|class| (mean / sizes[*class] as f32).sqrt()).collect();
        let mut photos = Rows::zeros(classes.len(), vectors.width + 1);
        let mut wanted = Rows::zeros(classes.len(), count);
        for (at, root) in roots.iter().enumerate() {
            let row = photos.row_mut(at);
            row.iter_mut().zip(vectors.row(at)).for_each(|(to, from)| *to = from * root);
            row[vectors.width] = *root;
            wanted.row_mut(at)[classes[at]] = *root;
        }
        Self::of(photos, wanted, roots)
    }

    fn of(photos: Rows, wanted: Rows, roots: Vec<f32>) -> Self {
        let by_photos = photos.count() <= photos.width;
        let matrix = photos.matrix();
        let square =
            if by_photos { product(matrix, matrix.transpose()) } else { product(matrix.transpose(), matrix) };
        Self { photos, wanted, roots, square, by_photos }
    }

    /// Nothing if the numbers do not allow it.
    pub fn solve(&self, penalty: f32) -> Option<Linear> {
        let mut square = self.square.clone();
        (0..square.nrows()).for_each(|at| square[(at, at)] += penalty);
        let inverse = square.llt(Side::Lower).ok()?.inverse();
        let (photos, wanted) = (self.photos.matrix(), self.wanted.matrix());
        // By photos: rest = G y / diag G, with G the inverse. By numbers: rest = (y - ŷ) / (1 - h), with h the part of a
        // photo in its own judgement.
        let (weights, rests, parts) = if self.by_photos {
            let duals = product(inverse.as_ref(), wanted);
            let parts: Vec<f32> = (0..inverse.nrows()).map(|at| inverse[(at, at)]).collect();
            (product(duals.transpose(), photos), duals, parts)
        } else {
            let weights = product(inverse.as_ref(), product(photos.transpose(), wanted).as_ref());
            let through = product(photos, inverse.as_ref());
            let mut rests = wanted.to_owned();
            rests -= product(photos, weights.as_ref());
            (weights.transpose().to_owned(), rests, self.parts(through.as_ref()))
        };
        Some(Linear { weights: rows(weights.as_ref()), left_out: self.left_out(rests.as_ref(), &parts) })
    }

    fn parts(&self, through: MatRef<'_, f32>) -> Vec<f32> {
        let own = |(at, row): (usize, &[f32])| -> f32 {
            1.0 - row.iter().enumerate().map(|(column, number)| number * through[(at, column)]).sum::<f32>()
        };
        self.photos.iter().enumerate().map(own).collect()
    }

    fn left_out(&self, rests: MatRef<'_, f32>, parts: &[f32]) -> Rows {
        let mut left_out = self.wanted.clone();
        for (at, (part, root)) in parts.iter().zip(&self.roots).enumerate() {
            let row = left_out.row_mut(at).iter_mut().enumerate();
            row.for_each(|(class, judged)| *judged = (*judged - rests[(at, class)] / part.max(1e-6)) / root);
        }
        left_out
    }
}

fn rows(matrix: MatRef<'_, f32>) -> Rows {
    let mut rows = Rows::zeros(matrix.nrows(), matrix.ncols());
    MatMut::from_row_major_slice_mut(&mut rows.numbers, matrix.nrows(), matrix.ncols()).copy_from(matrix);
    rows
}

/// The judgements of some vectors.
pub fn judge(weights: &Rows, vector: &[f32]) -> Vec<f32> {
    let judge = |weights: &[f32]| {
        let (constant, weights) = weights.split_last().expect("a weight for the constant");
        super::rows::dot(weights, vector) + constant
    };
    weights.iter().map(judge).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that have nothing in common.
    fn numbers(count: usize) -> Vec<f32> {
        (0..count).map(|at| ((at * 7919 + at * at * 31) % 1009) as f32 / 504.5 - 1.0).collect()
    }

    /// With one photo fewer, and the rest counting what it did.
    fn without(problem: &Problem, photo: usize) -> Problem {
        let cut = |rows: &Rows| {
            let mut numbers = rows.numbers.clone();
            numbers.drain(photo * rows.width..(photo + 1) * rows.width);
            Rows { numbers, width: rows.width }
        };
        let (photos, wanted) = (cut(&problem.photos), cut(&problem.wanted));
        let mut roots = problem.roots.clone();
        roots.remove(photo);
        Problem::of(photos, wanted, roots)
    }

    #[test]
    fn a_photo_is_judged_as_if_it_had_not_been_there() {
        for (count, width) in [(12, 30), (40, 7)] {
            let vectors = Rows { numbers: numbers(count * width), width };
            let classes: Vec<usize> = (0..count).map(|photo| (photo * photo) % 3 % 2 + photo % 2).collect();
            let problem = Problem::new(&vectors, &classes, 3);
            for penalty in PENALTIES {
                let linear = problem.solve(penalty).expect("a penalty allows it");
                for photo in 0..count {
                    let others = without(&problem, photo).solve(penalty).expect("a penalty allows it");
                    let judged = judge(&others.weights, vectors.row(photo));
                    for (judged, left_out) in judged.iter().zip(linear.left_out.row(photo)) {
                        assert!((judged - left_out).abs() < 2e-3, "{penalty}: {judged} and {left_out}");
                    }
                }
            }
        }
    }
}
