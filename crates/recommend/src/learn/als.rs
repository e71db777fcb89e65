//! Alternating least squares for implicit feedback (Hu, Koren, Volinsky 2008), each row solved by a few steps of
//! conjugate gradients (Takács, Pilászy, Tikk 2011).
//!
//! What somebody did is 1 with confidence `1 + confidence * weight`, everything else 0 with confidence 1. The matrix of
//! a row's equations is never built: the part that all rows share is, and the rest is applied entry by entry.

mod everybody;

use std::ops::Range;

use domain::{Progress, Step};
use pulp::{Arch, Simd, WithSimd};
use rayon::prelude::*;

use super::{Halt, Scorer, Stopped, Taste};
use crate::factors::Factors;
use crate::gram::gram;
use crate::interactions::{Interactions, Sparse};
use crate::noise::Noise;
use crate::vectors::{add, dot, scale_and_add, spread, through};

#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Numbers for each person and item.
    pub factors: usize,
    /// How often both sides are solved.
    pub iterations: usize,
    /// How much large numbers cost.
    pub regularization: f32,
    /// How much more a thing done counts than a thing not done.
    pub confidence: f32,
    /// How the cost grows with how much is known: (things of this row / things of a mean row)^growth times the
    /// regularization. 0: the same for all, as in the papers; with a half, those who do little are believed more.
    pub growth: f32,
    /// The same seed, the same result.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { factors: 64, iterations: 15, regularization: 10.0, confidence: 1.0, growth: 0.5, seed: 1 }
    }
}

/// Steps of conjugate gradients for each row. Each iteration goes on from the last, so a few are enough.
const STEPS: usize = 3;

/// What was learnt: a person's liking of an item is the product of their rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Als {
    pub people: Factors,
    pub items: Factors,
}

/// Learns. Which threads: those of the pool that it is called in.
pub fn train(
    interactions: &Interactions,
    settings: &Settings,
    progress: &dyn Progress,
    halt: &Halt,
) -> Result<Als, Stopped> {
    let mut noise = Noise::new(settings.seed);
    let mut people = Factors::zeros(interactions.people.rows(), settings.factors);
    let mut items = noise.factors(interactions.items.rows(), settings.factors, 0.01);
    progress.begin(&Step { name: "learning".into(), total: Some(settings.iterations as u64), bytes: false });
    for iteration in 0..settings.iterations {
        halt.check()?;
        half(&interactions.people, &items, settings, &mut people);
        halt.check()?;
        half(&interactions.items, &people, settings, &mut items);
        progress.advance(iteration as u64 + 1);
    }
    progress.finish();
    Ok(Als { people, items })
}

/// What large numbers cost, by how much a row has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Costs {
    pub regularization: f32,
    pub growth: f32,
    /// How much a mean row has.
    pub mean: f32,
}

impl Costs {
    fn new(sparse: &Sparse, settings: &Settings) -> Self {
        let mean = (sparse.entries() as f32 / sparse.rows().max(1) as f32).max(1.0);
        Self { regularization: settings.regularization, growth: settings.growth, mean }
    }

    #[inline(always)]
    fn of(self, things: usize) -> f32 {
        self.regularization * (things.max(1) as f32 / self.mean).powf(self.growth)
    }
}

/// Solves every row of one side against the other.
fn half(sparse: &Sparse, others: &Factors, settings: &Settings, out: &mut Factors) {
    let shared = gram(others);
    let costs = Costs::new(sparse, settings);
    let width = out.width();
    let mut rest = out.values_mut();
    let mut jobs = Vec::new();
    for range in sparse.pieces() {
        let (rows, after) = rest.split_at_mut(range.len() * width);
        jobs.push((range, rows));
        rest = after;
    }
    jobs.into_par_iter().for_each(|(range, out)| {
        let rows =
            Rows { costs, sparse, range, others, shared: &shared, confidence: settings.confidence, out };
        Arch::new().dispatch(rows);
    });
}

/// What scores with the items alone: whoever asks is solved from what they have done by now, so that a new person, or
/// a like of a moment ago, counts at once.
#[derive(Clone, Debug, PartialEq)]
pub struct FoldIn {
    items: Factors,
    /// The part of everybody's equations that is the same: what was not done counts 1.
    shared: Factors,
    confidence: f32,
    costs: Costs,
}

impl FoldIn {
    /// From the items that were learnt of these interactions.
    pub fn new(items: Factors, interactions: &Interactions, settings: &Settings) -> Self {
        Self::from_parts(items, settings.confidence, Costs::new(&interactions.people, settings))
    }

    pub(crate) fn from_parts(items: Factors, confidence: f32, costs: Costs) -> Self {
        Self { shared: gram(&items), items, confidence, costs }
    }

    pub fn items(&self) -> &Factors {
        &self.items
    }

    pub(crate) fn costs(&self) -> Costs {
        self.costs
    }

    pub(crate) fn confidence(&self) -> f32 {
        self.confidence
    }

    /// The person's numbers.
    pub fn person(&self, taste: Taste<'_>) -> Vec<f32> {
        let mut out = vec![0.0; self.items.width()];
        let cost = self.costs.of(taste.items.len());
        let row = Row { cost, columns: taste.items, weights: taste.weights, confidence: self.confidence };
        Arch::new().dispatch(One { items: &self.items, shared: &self.shared, row, out: &mut out });
        out
    }
}

impl Scorer for FoldIn {
    fn score(&self, taste: Taste<'_>, out: &mut [f32]) {
        self.items.products(&self.person(taste), out);
    }
}

struct One<'a> {
    items: &'a Factors,
    shared: &'a Factors,
    row: Row<'a>,
    out: &'a mut [f32],
}

impl WithSimd for One<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        // From nothing it takes more steps than from the last iteration's numbers.
        const STEPS_FROM_NOTHING: usize = 8;
        self.out.fill(0.0);
        let mut room = Room::new(self.items.width());
        solve(simd, &self.row, self.items, self.shared, STEPS_FROM_NOTHING, &mut room, self.out);
    }
}

struct Rows<'a> {
    costs: Costs,
    sparse: &'a Sparse,
    range: Range<usize>,
    others: &'a Factors,
    shared: &'a Factors,
    confidence: f32,
    out: &'a mut [f32],
}

impl WithSimd for Rows<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let width = self.others.width();
        let mut room = Room::new(width);
        for (row, out) in self.range.zip(self.out.chunks_exact_mut(width)) {
            let (columns, weights) = self.sparse.row(row);
            if columns.is_empty() {
                out.fill(0.0);
                continue;
            }
            let cost = self.costs.of(columns.len());
            let row = Row { cost, columns, weights, confidence: self.confidence };
            solve(simd, &row, self.others, self.shared, STEPS, &mut room, out);
        }
    }
}

/// A row's entries, and what large numbers cost it.
struct Row<'a> {
    cost: f32,
    columns: &'a [u32],
    weights: &'a [f32],
    confidence: f32,
}

/// Where a row's numbers stand while it is solved.
struct Room {
    residual: Vec<f32>,
    direction: Vec<f32>,
    image: Vec<f32>,
}

impl Room {
    fn new(width: usize) -> Self {
        let zeros = vec![0.0; width];
        Self { residual: zeros.clone(), direction: zeros.clone(), image: zeros }
    }
}

/// A few steps of conjugate gradients from what `out` holds.
#[inline(always)]
fn solve<S: Simd>(
    simd: S,
    row: &Row<'_>,
    others: &Factors,
    shared: &Factors,
    steps: usize,
    room: &mut Room,
    out: &mut [f32],
) {
    let Room { residual, direction, image } = room;
    let more = row.confidence;
    // What is wanted without what `out` gives, in one pass over the entries.
    residual.fill(0.0);
    add(simd, -row.cost, out, residual);
    through(simd, shared, -1.0, out, residual);
    spread(simd, others, row.columns, row.weights, out, residual, |weight, product| {
        1.0 + more * weight * (1.0 - product)
    });
    direction.copy_from_slice(residual);
    let mut squared = dot(simd, residual, residual);
    for step in 0..steps {
        if squared < 1e-20 {
            break;
        }
        image.fill(0.0);
        add(simd, row.cost, direction, image);
        through(simd, shared, 1.0, direction, image);
        spread(simd, others, row.columns, row.weights, direction, image, |weight, product| {
            more * weight * product
        });
        let length = squared / dot(simd, direction, image);
        add(simd, length, direction, out);
        if step + 1 == steps {
            break;
        }
        add(simd, -length, image, residual);
        let before = std::mem::replace(&mut squared, dot(simd, residual, residual));
        scale_and_add(simd, squared / before, residual, direction);
    }
}
