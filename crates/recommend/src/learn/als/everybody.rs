//! The best items of everybody at once.
//!
//! Items are sorted by the length of their rows. A product is no longer than the two lengths multiplied, so a person
//! whose worst kept item beats what the longest remaining row could give is done: with the few popular items that every
//! catalogue has, most people are done after a small part of it. The result is exact.

use faer::{Accum, MatMut, MatRef, Par};
use rayon::prelude::*;

use super::Als;
use crate::factors::Factors;
use crate::interactions::Sparse;
use crate::top::Top;

/// People who are looked at together: their rows and a block's products stay in the nearest caches.
const PEOPLE: usize = 64;
/// Items that are looked at together.
const ITEMS: usize = 512;

impl Als {
    /// For each person the best items that they do not know, the best first.
    pub fn everybody(&self, known: &Sparse, count: usize) -> Vec<Vec<(u32, f32)>> {
        let sorted = Sorted::new(&self.items);
        let groups: Vec<usize> = (0..self.people.rows()).step_by(PEOPLE).collect();
        groups
            .into_par_iter()
            .map_init(
                || vec![0.0; PEOPLE * ITEMS],
                |products, first| {
                    let people = first..(first + PEOPLE).min(self.people.rows());
                    Group::new(self, &sorted, known, people, count).best(products)
                },
            )
            .flatten()
            .collect()
    }
}

/// Items by the length of their rows, the longest first.
struct Sorted {
    items: Factors,
    /// Whose row it is.
    numbers: Vec<u32>,
    lengths: Vec<f32>,
}

impl Sorted {
    fn new(items: &Factors) -> Self {
        let length = |row: usize| items.row(row).iter().map(|number| number * number).sum::<f32>().sqrt();
        let mut order: Vec<(u32, f32)> = (0..items.rows()).map(|row| (row as u32, length(row))).collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1));
        let mut sorted = Factors::zeros(items.rows(), items.width());
        for (at, &(row, _)) in order.iter().enumerate() {
            sorted.row_mut(at).copy_from_slice(items.row(row as usize));
        }
        let (numbers, lengths) = order.into_iter().unzip();
        Self { items: sorted, numbers, lengths }
    }
}

/// People who go through the items together.
struct Group<'a> {
    sorted: &'a Sorted,
    known: &'a Sparse,
    /// Who is not done yet, with their row's length and place in the group.
    active: Vec<(usize, f32, usize)>,
    /// The rows of those, one after the other.
    rows: Vec<f32>,
    tops: Vec<Top>,
}

impl<'a> Group<'a> {
    fn new(
        als: &'a Als,
        sorted: &'a Sorted,
        known: &'a Sparse,
        people: std::ops::Range<usize>,
        count: usize,
    ) -> Self {
        let length = |row: &[f32]| row.iter().map(|number| number * number).sum::<f32>().sqrt();
        let active =
            people.clone().zip(0..).map(|(person, place)| (person, length(als.people.row(person)), place));
        Self {
            sorted,
            known,
            active: active.collect(),
            rows: people.clone().flat_map(|person| als.people.row(person)).copied().collect(),
            tops: vec![Top::new(count); people.len()],
        }
    }

    fn best(mut self, products: &mut [f32]) -> Vec<Vec<(u32, f32)>> {
        for begin in (0..self.sorted.numbers.len()).step_by(ITEMS) {
            self.retire(self.sorted.lengths[begin]);
            if self.active.is_empty() {
                break;
            }
            self.look_at(begin, products);
        }
        self.tops.into_iter().map(Top::sorted).collect()
    }

    /// Lets those go whom no row of this length can give anything better.
    fn retire(&mut self, longest: f32) {
        let width = self.sorted.items.width();
        let mut kept = 0;
        for at in 0..self.active.len() {
            let (_, length, place) = self.active[at];
            // A little more than the bound, for products are rounded.
            if length * longest * 1.0001 > self.tops[place].bar() {
                self.active[kept] = self.active[at];
                self.rows.copy_within(at * width..(at + 1) * width, kept * width);
                kept += 1;
            }
        }
        self.active.truncate(kept);
    }

    fn look_at(&mut self, begin: usize, products: &mut [f32]) {
        let width = self.sorted.items.width();
        let count = ITEMS.min(self.sorted.numbers.len() - begin);
        let people = self.active.len();
        let rows = MatRef::from_row_major_slice(&self.rows[..people * width], people, width);
        let block = &self.sorted.items.values()[begin * width..(begin + count) * width];
        let items = MatRef::from_row_major_slice(block, count, width);
        // Each person's products lie in one piece.
        let out = MatMut::from_column_major_slice_mut(&mut products[..people * count], count, people);
        faer::linalg::matmul::matmul(out, Accum::Replace, items, rows.transpose(), 1.0, Par::Seq);
        for (&(person, _, place), products) in self.active.iter().zip(products.chunks_exact(count)) {
            offer(&mut self.tops[place], products, &self.sorted.numbers[begin..], self.known.row(person).0);
        }
    }
}

/// Offers what is above the bar; most of it is not, so that sixteen at a time are looked at.
fn offer(top: &mut Top, products: &[f32], numbers: &[u32], known: &[u32]) {
    for (products, numbers) in products.chunks(16).zip(numbers.chunks(16)) {
        let bar = top.bar();
        if products.iter().fold(false, |any, &product| any | (product > bar)) {
            for (&product, &number) in products.iter().zip(numbers) {
                if product > top.bar() && known.binary_search(&number).is_err() {
                    top.offer(number, product);
                }
            }
        }
    }
}
