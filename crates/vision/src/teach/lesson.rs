//! Teaching.

use super::calibrate::{best, sharpness};
use super::linear::{Linear, PENALTIES, Problem};
use super::logistic::logistic;
use super::prototype::{left_out, prototypes, sums};
use super::recogniser::Recogniser;
use super::report::{Head, Judged, Report, report};
use super::rows::{Rows, make_unit, seen_from};
use super::strange::limit;

/// The most photos of a lesson, and the most classes.
const MOST_PHOTOS: usize = 20_000;
const MOST_CLASSES: usize = 1_000;

/// A photo that shows a class.
#[derive(Clone, Copy, Debug)]
pub struct Example<'a> {
    pub class: &'a str,
    pub vector: &'a [f32],
}

/// A recogniser, and how good it is.
#[derive(Clone, Debug)]
pub struct Lesson {
    pub recogniser: Recogniser,
    pub report: Report,
}

/// What a recogniser learns from.
#[derive(Clone, Copy, Debug)]
pub struct Taught<'a> {
    pub examples: &'a [Example<'a>],
    /// Photos that show none of the classes, if there are any.
    pub background: &'a [&'a [f32]],
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TeachError {
    #[error("a recogniser tells at least two classes apart; here are {0}")]
    Classes(usize),
    #[error("a class needs two photos before anything can be judged; no class has them")]
    Photos,
    #[error(
        "{photos} photos of {classes} classes are too many; {MOST_PHOTOS} and {MOST_CLASSES} are the most"
    )]
    TooMany { photos: usize, classes: usize },
    #[error("photo {0} has no vector like the others'")]
    Vector(usize),
    #[error("background photo {0} has no vector like the others'")]
    Background(usize),
}

/// Teaches. The same photos in the same order give the same lesson.
pub fn teach(taught: Taught) -> Result<Lesson, TeachError> {
    let mut names: Vec<&str> = taught.examples.iter().map(|example| example.class).collect();
    names.sort_unstable();
    names.dedup();
    let photos = taught.examples.len();
    if photos > MOST_PHOTOS || taught.background.len() > MOST_PHOTOS || names.len() > MOST_CLASSES {
        return Err(TeachError::TooMany { photos, classes: names.len() });
    }
    if names.len() < 2 {
        return Err(TeachError::Classes(names.len()));
    }
    let place = |example: &Example| names.binary_search(&example.class).expect("all names are there");
    let classes: Vec<usize> = taught.examples.iter().map(place).collect();
    if photos == names.len() {
        return Err(TeachError::Photos);
    }
    let vectors: Vec<&[f32]> = taught.examples.iter().map(|example| example.vector).collect();
    let width = vectors[0].len();
    let photos = units(&vectors, width).map_err(TeachError::Vector)?;
    let background = units(taught.background, width).map_err(TeachError::Background)?;
    Ok(learn(&names, &photos, &classes, &background))
}

fn learn(names: &[&str], photos: &Rows, classes: &[usize], background: &Rows) -> Lesson {
    let middle = middle(photos, classes, names.len());
    let seen = seen(photos, &middle);
    let sums = sums(&seen, classes, names.len());
    let near = left_out(&seen, classes, &sums);
    let prototypes = prototypes(sums);
    let limit = limit(&near, classes, &self::seen(background, &middle).products(&prototypes));
    let right =
        |scores: &Rows| scores.iter().zip(classes).filter(|(row, class)| best(row) == **class).count();
    let by_middles = right(&near);
    // Nothing is better than all.
    let linear = if by_middles < classes.len() { linear(&seen, classes, names.len()) } else { None };
    let linear = linear.filter(|linear| right(&linear.left_out) > by_middles);
    let scores = linear.as_ref().map_or(&near, |linear| &linear.left_out);
    let (sharpness, _) = sharpness(scores, classes);
    let head = if linear.is_some() { Head::Linear } else { Head::Prototype };
    let judged = Judged { names, photos, classes, near: &near, scores, sharpness, limit: &limit, head };
    let report = report(&judged);
    let recogniser = Recogniser {
        classes: names.iter().map(|name| (*name).to_owned()).collect(),
        middle,
        prototypes,
        weights: linear.map(|linear| linear.weights),
        sharpness,
        least: limit.least,
    };
    Lesson { recogniser, report }
}

/// The linear judgement that surprises least.
fn linear(seen: &Rows, classes: &[usize], count: usize) -> Option<Linear> {
    let both = [logistic(seen, classes, count), ridge(seen, classes, count)];
    let judged = both.into_iter().flatten().map(|linear| (sharpness(&linear.left_out, classes).1, linear));
    judged.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, linear)| linear)
}

/// The penalty that surprises least: from the middle on, as long as the next is better.
fn ridge(seen: &Rows, classes: &[usize], count: usize) -> Option<Linear> {
    let problem = Problem::new(seen, classes, count);
    let solve = |at: usize| {
        let linear = problem.solve(*PENALTIES.get(at)?)?;
        Some((sharpness(&linear.left_out, classes).1, linear))
    };
    let (lower, upper) = (PENALTIES.len() / 2 - 1, PENALTIES.len() / 2);
    let (low, high) = std::thread::scope(|scope| {
        let low = scope.spawn(|| solve(lower));
        let high = solve(upper);
        (low.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), high)
    });
    let (low, high) = (low?, high?);
    let falling = low.0 < high.0;
    let mut best = if falling { low } else { high };
    let mut at = if falling { lower } else { upper };
    loop {
        at = if falling { at.wrapping_sub(1) } else { at + 1 };
        match solve(at) {
            Some(next) if next.0 < best.0 => best = next,
            _ => return Some(best.1),
        }
    }
}

/// The mean of the classes' means: large classes do not pull it.
fn middle(photos: &Rows, classes: &[usize], count: usize) -> Vec<f32> {
    let mut sizes = vec![0_usize; count];
    classes.iter().for_each(|class| sizes[*class] += 1);
    let mut middle = vec![0.0; photos.width];
    for (photo, class) in photos.iter().zip(classes) {
        let part = 1.0 / (sizes[*class] * count) as f32;
        middle.iter_mut().zip(photo).for_each(|(sum, number)| *sum += number * part);
    }
    middle
}

fn seen(photos: &Rows, middle: &[f32]) -> Rows {
    let numbers = photos.iter().flat_map(|photo| seen_from(middle, photo)).collect();
    Rows { numbers, width: photos.width }
}

/// Vectors of length 1, or the place of one that has another width or no direction.
fn units(vectors: &[&[f32]], width: usize) -> Result<Rows, usize> {
    let mut rows = Rows::zeros(vectors.len(), width);
    for (at, vector) in vectors.iter().enumerate() {
        if vector.len() != width || width == 0 {
            return Err(at);
        }
        let largest = vector.iter().fold(0.0_f32, |largest, number| largest.max(number.abs()));
        if !vector.iter().all(|number| number.is_finite()) || largest == 0.0 {
            return Err(at);
        }
        let row = rows.row_mut(at);
        row.iter_mut().zip(*vector).for_each(|(to, from)| *to = from / largest);
        make_unit(row);
    }
    Ok(rows)
}
