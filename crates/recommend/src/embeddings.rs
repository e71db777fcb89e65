//! Vectors that say what items are like, as whoever made them can tell: of their texts, or of their pictures.
//!
//! Models put all they are asked about into one corner of the space, so that what counts is how a vector differs from the
//! mean of all. A number takes eight bits: a hundred thousand vectors of 384 numbers are 38 MB.

use pulp::Arch;

/// A vector for each number of the catalogue that has one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Embeddings {
    /// How many numbers a vector has: that of the first decides. 0 before that.
    dimensions: usize,
    rows: Vec<i8>,
    /// What a step of a row's numbers is worth; 0 where there is no vector.
    steps: Vec<f32>,
    sum: Vec<f64>,
    count: usize,
}

/// Why a vector was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VectorError {
    #[error("the catalogue's vectors of this kind have {expected} numbers, not {given}")]
    Length { expected: usize, given: usize },
    #[error("a vector has 1 to {MOST_DIMENSIONS} numbers, not {0}")]
    Dimensions(usize),
    #[error("a vector must be of numbers, not all of them 0")]
    Nothing,
}

pub(crate) const MOST_DIMENSIONS: usize = 4_096;
const MOST_STEPS: f32 = 127.0;

impl Embeddings {
    /// Whether a vector would be taken.
    pub fn check(&self, vector: &[f32]) -> Result<(), VectorError> {
        let given = vector.len();
        if self.count > 0 && given != self.dimensions {
            return Err(VectorError::Length { expected: self.dimensions, given });
        }
        if !(1..=MOST_DIMENSIONS).contains(&given) {
            return Err(VectorError::Dimensions(given));
        }
        let length = length(vector);
        if length.is_finite() && length > 0.0 { Ok(()) } else { Err(VectorError::Nothing) }
    }

    /// Gives an item its vector, in place of an earlier one.
    pub fn set(&mut self, item: u32, vector: &[f32]) -> Result<(), VectorError> {
        self.check(vector)?;
        self.unset(item);
        if self.count == 0 {
            *self = Self { dimensions: vector.len(), sum: vec![0.0; vector.len()], ..Self::default() };
        }
        let item = item as usize;
        if self.steps.len() <= item {
            self.steps.resize(item + 1, 0.0);
            self.rows.resize((item + 1) * self.dimensions, 0);
        }
        let length = length(vector);
        let largest = vector.iter().fold(0.0, |most: f64, x| most.max(f64::from(x.abs())));
        let step = largest / f64::from(MOST_STEPS);
        self.steps[item] = (step / length) as f32;
        for (number, x) in self.rows[item * self.dimensions..].iter_mut().zip(vector) {
            *number = (f64::from(*x) / step).round() as i8;
        }
        self.count += 1;
        self.count_in(item, 1.0);
        Ok(())
    }

    pub fn unset(&mut self, item: u32) {
        let item = item as usize;
        if self.steps.get(item).is_some_and(|step| *step > 0.0) {
            self.count_in(item, -1.0);
            self.count -= 1;
            self.steps[item] = 0.0;
        }
    }

    fn count_in(&mut self, item: usize, by: f64) {
        let step = by * f64::from(self.steps[item]);
        let row = &self.rows[item * self.dimensions..][..self.dimensions];
        self.sum.iter_mut().zip(row).for_each(|(sum, number)| *sum += step * f64::from(*number));
    }

    pub fn has(&self, item: u32) -> bool {
        self.steps.get(item as usize).is_some_and(|step| *step > 0.0)
    }

    fn row(&self, item: u32) -> (&[i8], f32) {
        let at = item as usize;
        (&self.rows[at * self.dimensions..][..self.dimensions], self.steps[at])
    }

    /// The mean of all vectors, and how far they are from it.
    pub fn centre(&self) -> Centre {
        let mean: Vec<f32> = self.sum.iter().map(|sum| (sum / self.count.max(1) as f64) as f32).collect();
        let squared: f32 = mean.iter().map(|x| x * x).sum();
        // All are of length 1. Where all are the same nothing differs.
        let radius = (1.0 - squared).max(0.0).sqrt();
        Centre { mean, scale: if radius > 1e-3 { 1.0 / radius } else { 0.0 } }
    }

    /// Adds what an item's vector differs from the mean, so many times.
    pub fn add(&self, item: u32, centre: &Centre, by: f32, out: &mut [f32]) {
        if !self.has(item) {
            return;
        }
        let (row, step) = self.row(item);
        let by = by * centre.scale;
        for ((out, number), mean) in out.iter_mut().zip(row).zip(&centre.mean) {
            *out += by * (step * f32::from(*number) - mean);
        }
    }

    /// How far an item lies in a direction; 0 without a vector.
    pub fn product(&self, item: u32, centre: &Centre, direction: &[f32]) -> f32 {
        if !self.has(item) {
            return 0.0;
        }
        let (row, step) = self.row(item);
        let parts = row.iter().zip(&centre.mean).zip(direction);
        parts.map(|((number, mean), by)| (step * f32::from(*number) - mean) * by).sum::<f32>() * centre.scale
    }

    /// For products with many items.
    pub fn towards<'a>(&'a self, centre: &Centre, direction: &[f32]) -> Direction<'a> {
        let largest = direction.iter().fold(0.0_f32, |most, x| most.max(x.abs()));
        // The sum of all products is to fit in 32 bits.
        let most = (i32::MAX as f32 / (MOST_STEPS + 1.0) / self.dimensions.max(1) as f32).min(32_000.0);
        let step = if largest > 0.0 { largest / most } else { 1.0 };
        Direction {
            of: self,
            numbers: direction.iter().map(|x| (x / step) as i16).collect(),
            step: step * centre.scale,
            mean: direction.iter().zip(&centre.mean).map(|(x, mean)| x * mean).sum::<f32>() * centre.scale,
            arch: Arch::new(),
        }
    }
}

/// What all vectors have in common, and how much larger what is left has to be made to be of length 1.
pub(crate) struct Centre {
    mean: Vec<f32>,
    scale: f32,
}

impl Centre {
    pub fn dimensions(&self) -> usize {
        self.mean.len()
    }
}

/// How far items lie in a direction.
pub(crate) struct Direction<'a> {
    of: &'a Embeddings,
    numbers: Vec<i16>,
    step: f32,
    mean: f32,
    arch: Arch,
}

impl Direction<'_> {
    /// Nothing for an item without a vector.
    pub fn product(&self, item: u32) -> Option<f32> {
        if !self.of.has(item) {
            return None;
        }
        let (row, step) = self.of.row(item);
        let dot = self.arch.dispatch(
            #[inline(always)]
            || dot(row, &self.numbers),
        );
        Some(dot as f32 * step * self.step - self.mean)
    }
}

#[inline(always)]
fn dot(row: &[i8], numbers: &[i16]) -> i32 {
    row.iter().zip(numbers).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum()
}

fn length(vector: &[f32]) -> f64 {
    vector.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>().sqrt()
}
