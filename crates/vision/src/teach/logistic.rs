//! Multinomial logistic regression with a penalty on large weights: dearer than the judgement of `linear.rs`, and mostly
//! better where photos are few.
//!
//! Each photo is judged by what four fifths of the others teach.

use faer::MatMut;

use super::calibrate::{probabilities, sharpness};
use super::descend::descend;
use super::linear::Linear;
use super::rows::{Rows, multiply};

/// How much the photos count beside the penalty: one of these, by validation.
const COUNTS: [f32; 3] = [1.0, 10.0, 100.0];
const FOLDS: usize = 5;
const STEPS: usize = 40;
/// The slope that is flat enough, beside the first one.
const FLAT: f64 = 2e-3;
/// Photos times numbers times classes that are not too many to be tried.
const MOST: usize = 120_000_000;

/// Nothing where it would take too long.
pub fn logistic(vectors: &Rows, classes: &[usize], count: usize) -> Option<Linear> {
    if vectors.numbers.len().saturating_mul(count) > MOST {
        return None;
    }
    let folds = folds(classes, count);
    let parts: Vec<Vec<Rows>> = std::thread::scope(|scope| {
        let part = |fold| {
            let folds = &folds;
            move || judged_fold(vectors, classes, count, folds, fold)
        };
        let parts: Vec<_> = (0..FOLDS).map(|fold| scope.spawn(part(fold))).collect();
        parts
            .into_iter()
            .map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    let judged = COUNTS.iter().enumerate().map(|(at, weight)| {
        let mut left_out = Rows::zeros(classes.len(), count);
        for (fold, parts) in parts.iter().enumerate() {
            let photos = (0..classes.len()).filter(|photo| folds[*photo] == fold);
            photos
                .zip(parts[at].iter())
                .for_each(|(photo, scores)| left_out.row_mut(photo).copy_from_slice(scores));
        }
        (sharpness(&left_out, classes).1, *weight, left_out)
    });
    let (_, weight, left_out) = judged.min_by(|a, b| a.0.total_cmp(&b.0))?;
    let mut weights = vec![0.0; count * (vectors.width + 1)];
    fit(&with_constant(vectors), classes, count, weight, &mut weights);
    Some(Linear { weights: Rows { numbers: weights, width: vectors.width + 1 }, left_out })
}

/// Photos of each class go to the folds in turn.
fn folds(classes: &[usize], count: usize) -> Vec<usize> {
    let mut met = vec![0; count];
    let fold = |class: &usize| {
        met[*class] += 1;
        (met[*class] + class) % FOLDS
    };
    classes.iter().map(fold).collect()
}

/// The scores of a fold's photos by what the others teach, for each count.
fn judged_fold(vectors: &Rows, classes: &[usize], count: usize, folds: &[usize], fold: usize) -> Vec<Rows> {
    let of = |inside: bool| {
        let photos = (0..classes.len()).filter(move |photo| (folds[*photo] == fold) == inside);
        let numbers = photos.clone().flat_map(|photo| vectors.row(photo).iter().copied()).collect();
        let rows = with_constant(&Rows { numbers, width: vectors.width });
        (rows, photos.map(|photo| classes[photo]).collect::<Vec<usize>>())
    };
    let ((others, their_classes), (own, _)) = (of(false), of(true));
    // Each begins where the one before ended.
    let mut weights = vec![0.0; count * others.width];
    let judge = |weight: &f32| {
        fit(&others, &their_classes, count, *weight, &mut weights);
        own.products(&Rows { numbers: weights.clone(), width: others.width })
    };
    COUNTS.iter().map(judge).collect()
}

fn with_constant(vectors: &Rows) -> Rows {
    let numbers = vectors.iter().flat_map(|vector| vector.iter().copied().chain([1.0])).collect();
    Rows { numbers, width: vectors.width + 1 }
}

/// The constant of each class is not penalised.
fn fit(photos: &Rows, classes: &[usize], count: usize, weight: f32, weights: &mut Vec<f32>) {
    let (rows, width) = (photos.count(), photos.width);
    if rows == 0 {
        return;
    }
    let each = 1.0 / rows as f32;
    let penalty = each / weight;
    let surprise = |weights: &[f32], slope: &mut [f32]| {
        let mut shares = photos.products(&Rows { numbers: weights.to_vec(), width });
        let mut value = 0.0;
        for (photo, class) in classes.iter().enumerate() {
            let row = shares.row_mut(photo);
            let found = probabilities(row, 1.0);
            value -= f64::from(found[*class].max(f32::MIN_POSITIVE).ln() * each);
            row.iter_mut().zip(found).for_each(|(to, share)| *to = share * each);
            row[*class] -= each;
        }
        let out = MatMut::from_row_major_slice_mut(slope, count, width);
        multiply(out, shares.matrix().transpose(), photos.matrix());
        for (slope, weights) in slope.chunks_mut(width).zip(weights.chunks(width)) {
            for (slope, weight) in slope.iter_mut().zip(weights).take(width - 1) {
                *slope += penalty * weight;
                value += f64::from(penalty * weight * weight / 2.0);
            }
        }
        value
    };
    descend(surprise, weights, STEPS, FLAT);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// At the bottom the slope of what is minimised vanishes: shares add up as the classes do.
    #[test]
    fn the_fit_is_the_best_there_is() {
        let numbers =
            (0..60 * 5).map(|at| ((at * 7919 + at * at * 31) % 1009) as f32 / 504.5 - 1.0).collect();
        let vectors = with_constant(&Rows { numbers, width: 5 });
        let classes: Vec<usize> =
            (0..60).map(|photo| usize::from(vectors.row(photo)[0] > 0.1) + photo % 2).collect();
        let mut weights = vec![0.0; 3 * 6];
        fit(&vectors, &classes, 3, 10.0, &mut weights);
        let scores = vectors.products(&Rows { numbers: weights.clone(), width: 6 });
        for class in 0..3 {
            for number in 0..6 {
                let slope: f32 = (0..60)
                    .map(|photo| {
                        let share = probabilities(scores.row(photo), 1.0)[class];
                        let wanted = f32::from(u8::from(classes[photo] == class));
                        (share - wanted) * vectors.row(photo)[number]
                    })
                    .sum();
                let penalty = if number < 5 { weights[class * 6 + number] / 10.0 } else { 0.0 };
                assert!((slope + penalty).abs() < 0.1, "class {class}, number {number}: {slope} + {penalty}");
            }
        }
    }
}
