//! What is told about a lesson. Every photo is judged by what the others alone teach.

use super::calibrate::{best, probabilities};
use super::rows::Rows;
use super::strange::Limit;

/// Fewer photos of a class are too few.
const ENOUGH: usize = 5;
/// From so sure on, another class is a reason to look at the photo.
const SURE: f32 = 0.6;
/// From so alike on, two photos are the same.
const SAME: f32 = 0.97;
/// Who is so many deviations less near to its class than the others is an outlier.
const DEVIATIONS: f32 = 3.5;

/// How classes are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// By the nearest middle of a class.
    Prototype,
    /// By a linear judgement of each class.
    Linear,
}

/// So many of so many, with the interval that the true share lies in with a probability of 95 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    pub of: usize,
    pub count: usize,
    pub from: f32,
    pub to: f32,
}

#[derive(Clone, Debug)]
pub struct Report {
    pub head: Head,
    /// Photos whose class was found, whether or not they were near enough.
    pub right: Share,
    pub classes: Vec<ClassReport>,
    /// Of each class (row) how many were taken for each (column); the last column is none of them.
    pub confusion: Vec<Vec<usize>>,
    /// Photos of the classes that were not taken for none of them.
    pub kept: Share,
    /// Photos of a class that was left out, taken for none of the others.
    pub refused_classes: Option<Share>,
    /// Photos of the background, taken for none of the classes. The limit was chosen with them.
    pub refused_background: Option<Share>,
    pub doubts: Vec<Doubt>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ClassReport {
    pub name: String,
    pub photos: usize,
    pub too_few: bool,
    /// Of its photos, those that were taken for it.
    pub recall: f32,
    /// Of those taken for it, its photos; nothing if none were.
    pub precision: Option<f32>,
}

/// A photo that somebody should look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// Its place among the examples.
    pub photo: usize,
    pub why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Why {
    /// The others say it shows another class.
    Elsewhere { class: usize, probability: f32 },
    /// It is nearly the same as a photo of another class.
    Same { photo: usize, similarity: f32 },
    /// It is unlike the others of its class.
    Outlier { nearness: f32 },
}

/// What was found about the photos.
pub struct Judged<'a> {
    pub names: &'a [&'a str],
    pub photos: &'a Rows,
    pub classes: &'a [usize],
    /// Nearness to the middles, without themselves.
    pub near: &'a Rows,
    /// The scores of the head, without themselves.
    pub scores: &'a Rows,
    pub sharpness: f32,
    pub limit: &'a Limit,
    pub head: Head,
}

impl Share {
    /// Wilson's interval.
    #[must_use]
    pub fn new(count: usize, of: usize) -> Self {
        let (n, z) = (of.max(1) as f32, 1.96_f32);
        let share = count as f32 / n;
        let middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
        let half = z / (1.0 + z * z / n) * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
        Self { of, count, from: (middle - half).max(0.0), to: (middle + half).min(1.0) }
    }

    #[must_use]
    pub fn share(&self) -> f32 {
        self.count as f32 / self.of.max(1) as f32
    }
}

pub fn report(judged: &Judged) -> Report {
    let photos = judged.classes.len();
    let taken: Vec<usize> = judged.scores.iter().map(best).collect();
    let right = taken.iter().zip(judged.classes).filter(|(taken, class)| taken == class).count();
    let none = judged.names.len();
    let mut confusion = vec![vec![0; none + 1]; none];
    for ((class, taken), near) in judged.classes.iter().zip(&taken).zip(judged.near.iter()) {
        let known = near.iter().any(|near| *near >= judged.limit.least);
        confusion[*class][if known { *taken } else { none }] += 1;
    }
    let share = |(count, of)| Share::new(count, of);
    Report {
        head: judged.head,
        right: Share::new(right, photos),
        classes: classes(judged.names, &confusion),
        kept: Share::new(judged.limit.kept, photos),
        refused_classes: judged.limit.refused_classes.map(share),
        refused_background: judged.limit.refused_background.map(share),
        doubts: doubts(judged, &taken),
        confusion,
    }
}

fn classes(names: &[&str], confusion: &[Vec<usize>]) -> Vec<ClassReport> {
    let one = |(class, name): (usize, &&str)| {
        let photos: usize = confusion[class].iter().sum();
        let taken: usize = confusion.iter().map(|row| row[class]).sum();
        let right = confusion[class][class] as f32;
        ClassReport {
            name: (*name).to_owned(),
            photos,
            too_few: photos < ENOUGH,
            recall: right / photos as f32,
            precision: (taken > 0).then(|| right / taken as f32),
        }
    };
    names.iter().enumerate().map(one).collect()
}

fn doubts(judged: &Judged, taken: &[usize]) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for (photo, (class, taken)) in judged.classes.iter().zip(taken).enumerate() {
        let probability = probabilities(judged.scores.row(photo), judged.sharpness)[*taken];
        if taken != class && probability >= SURE {
            doubts.push(Doubt { photo, why: Why::Elsewhere { class: *taken, probability } });
        }
    }
    doubts.extend(same(judged.photos, judged.classes));
    doubts.extend(outliers(judged));
    doubts
}

/// Photos of different classes that are nearly the same, each with the most alike.
fn same(photos: &Rows, classes: &[usize]) -> Vec<Doubt> {
    const TURN: usize = 512;
    let mut most: Vec<Option<(f32, usize)>> = vec![None; classes.len()];
    let mut meet = |photo: usize, other: usize, similarity: f32| {
        if most[photo].is_none_or(|(most, _)| similarity > most) {
            most[photo] = Some((similarity, other));
        }
    };
    for from in (0..classes.len()).step_by(TURN) {
        // Each pair once: a turn is compared with itself and what comes later.
        let later = Rows { numbers: photos.numbers[from * photos.width..].to_vec(), width: photos.width };
        let turn = &later.numbers[..later.numbers.len().min(TURN * photos.width)];
        let turn = Rows { numbers: turn.to_vec(), width: photos.width };
        for (photo, similarities) in (from..).zip(turn.products(&later).iter()) {
            for (other, similarity) in (from..).zip(similarities).skip(photo - from + 1) {
                if *similarity >= SAME && classes[photo] != classes[other] {
                    meet(photo, other, *similarity);
                    meet(other, photo, *similarity);
                }
            }
        }
    }
    let found = most.into_iter().enumerate();
    found
        .filter_map(|(photo, most)| most.map(|(similarity, other)| (photo, similarity, other)))
        .map(|(photo, similarity, other)| Doubt { photo, why: Why::Same { photo: other, similarity } })
        .collect()
}

/// Photos that are much less near to their class than its others are.
fn outliers(judged: &Judged) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for class in 0..judged.names.len() {
        let own: Vec<(usize, f32)> = (0..judged.classes.len())
            .filter(|photo| judged.classes[*photo] == class)
            .map(|photo| (photo, judged.near.row(photo)[class]))
            .collect();
        if own.len() < ENOUGH {
            continue;
        }
        let middle = median(own.iter().map(|(_, near)| *near));
        // A middle deviation is so much of a standard one where things are normal.
        let spread = median(own.iter().map(|(_, near)| (near - middle).abs())) * 1.4826;
        let far = own.into_iter().filter(|(_, near)| middle - near > DEVIATIONS * spread.max(0.02));
        doubts.extend(far.map(|(photo, nearness)| Doubt { photo, why: Why::Outlier { nearness } }));
    }
    doubts
}

fn median(numbers: impl Iterator<Item = f32>) -> f32 {
    let mut numbers: Vec<f32> = numbers.collect();
    numbers.sort_by(f32::total_cmp);
    numbers[numbers.len() / 2]
}
