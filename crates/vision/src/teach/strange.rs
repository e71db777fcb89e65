//! What is like no class: less near to every middle than photos of the classes are.

use super::rows::Rows;

/// At most so many photos of the classes may be taken for none of them.
const LOST: f32 = 0.1;
/// Without anything strange to learn from, so many are.
const LOST_BLINDLY: f32 = 0.05;

/// What is known of strangeness.
#[derive(Clone, Debug)]
pub struct Limit {
    /// Who is less near to the nearest middle is none of the classes.
    pub least: f32,
    /// Photos of the classes, each judged without itself, that are near enough.
    pub kept: usize,
    /// Photos of each class that are not near enough to the middles of the others.
    pub refused_classes: Option<(usize, usize)>,
    /// Background that is not near enough.
    pub refused_background: Option<(usize, usize)>,
}

/// `near` are the photos' nearnesses without themselves, `background` those of what belongs nowhere.
pub fn limit(near: &Rows, classes: &[usize], background: &Rows) -> Limit {
    let nearest = |near: &[f32]| near.iter().copied().fold(f32::MIN, f32::max);
    let known: Vec<f32> = near.iter().map(nearest).collect();
    // With two classes the other one says little about what is strange, but it is what there is.
    let without = |(near, class): (&[f32], &usize)| {
        let others = near.iter().enumerate().filter(|(other, _)| other != class);
        others.map(|(_, near)| *near).fold(f32::MIN, f32::max)
    };
    let left: Vec<f32> = near.iter().zip(classes).map(without).collect();
    let outside: Vec<f32> = background.iter().map(nearest).collect();
    let least = choose(&known, &[&left, &outside]);
    let refused = |near: &[f32]| {
        (!near.is_empty()).then(|| (near.iter().filter(|near| **near < least).count(), near.len()))
    };
    Limit {
        least,
        kept: known.iter().filter(|near| **near >= least).count(),
        refused_classes: refused(&left),
        refused_background: refused(&outside),
    }
}

/// Where the shares of the known that are kept and of the strange that are refused are largest together.
fn choose(known: &[f32], strange: &[&[f32]]) -> f32 {
    let mut sorted = known.to_vec();
    sorted.sort_by(f32::total_cmp);
    let strange: Vec<&[f32]> = strange.iter().copied().filter(|near| !near.is_empty()).collect();
    if strange.is_empty() {
        return sorted[(sorted.len() as f32 * LOST_BLINDLY) as usize];
    }
    let lost = (sorted.len() as f32 * LOST) as usize;
    let gain = |(at, least): (usize, f32)| {
        let refused =
            |near: &[f32]| near.iter().filter(|near| **near < least).count() as f32 / near.len() as f32;
        let refused = strange.iter().map(|near| refused(near)).sum::<f32>() / strange.len() as f32;
        (refused - at as f32 / sorted.len() as f32, least)
    };
    let tried = sorted[..=lost].iter().copied().enumerate().map(gain);
    tried.max_by(|a, b| a.0.total_cmp(&b.0)).map_or(f32::MIN, |(_, least)| least)
}
