//! The middle of each class, and how near a photo is to it.

use super::rows::{Rows, dot, make_unit};

/// The sums of each class's vectors.
pub fn sums(vectors: &Rows, classes: &[usize], count: usize) -> Rows {
    let mut sums = Rows::zeros(count, vectors.width);
    for (vector, class) in vectors.iter().zip(classes) {
        sums.row_mut(*class).iter_mut().zip(vector).for_each(|(sum, number)| *sum += number);
    }
    sums
}

/// The middles, of length 1.
pub fn prototypes(mut sums: Rows) -> Rows {
    (0..sums.count()).for_each(|class| make_unit(sums.row_mut(class)));
    sums
}

/// How near each photo is to each class, without its own part in the middle of its class. A class that nothing is left
/// of is as far as can be.
pub fn left_out(vectors: &Rows, classes: &[usize], sums: &Rows) -> Rows {
    let mut near = vectors.products(&prototypes(sums.clone()));
    for (at, class) in classes.iter().enumerate() {
        let vector = vectors.row(at);
        let mut rest: Vec<f32> = sums.row(*class).iter().zip(vector).map(|(sum, own)| sum - own).collect();
        // What rounding leaves of a class of one is nothing.
        let alone = dot(&rest, &rest) < 1e-6;
        make_unit(&mut rest);
        near.row_mut(at)[*class] = if alone { -1.0 } else { dot(&rest, vector) };
    }
    near
}
