//! What a search has tried so far, so that one that was stopped goes on where it was.

use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest as _, Sha256};

use super::Recipe;
use crate::interactions::Event;

/// Changes whenever a setting is judged differently: what was tried before says nothing then.
const VERSION: u32 = 1;
/// No search tries more, so that a file that claims it is none of ours.
const MOST: usize = 1_000;

/// How good each setting was that has been tried, of the same events. Where it is kept is the caller's.
#[derive(Default)]
pub struct Trials<'a> {
    /// Of what they were tried on.
    digest: String,
    good: BTreeMap<String, f64>,
    keep: Option<Keep<'a>>,
}

type Keep<'a> = Box<dyn FnMut(&[u8]) + Send + 'a>;

impl<'a> Trials<'a> {
    /// From what was kept; what cannot be read is tried anew.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut lines = std::str::from_utf8(bytes).unwrap_or_default().lines();
        let digest = lines.next().unwrap_or_default().to_owned();
        let trial = |line: &str| {
            let (good, recipe) = line.split_once(' ')?;
            let good = f64::from_bits(u64::from_str_radix(good, 16).ok()?);
            (0.0..=1.0).contains(&good).then(|| (recipe.to_owned(), good))
        };
        Self { digest, good: lines.take(MOST).filter_map(trial).collect(), keep: None }
    }

    /// Hands what has to be kept to the caller, after each trial and whole each time: a few thousand bytes.
    pub fn kept_by(self, keep: impl FnMut(&[u8]) + Send + 'a) -> Self {
        Self { keep: Some(Box::new(keep)), ..self }
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("{}\n", self.digest);
        for (recipe, good) in &self.good {
            let _ = writeln!(text, "{:016x} {recipe}", good.to_bits());
        }
        text.into_bytes()
    }

    /// Of other events, other numbers of people, or another way of judging, nothing is known.
    pub(super) fn begin(&mut self, people: usize, items: usize, events: &[Event], asked: usize) {
        let digest = digest(people, items, events, asked);
        if self.digest != digest {
            self.good.clear();
            self.digest = digest;
        }
    }

    pub(super) fn found(&self, recipe: &Recipe) -> Option<f64> {
        self.good.get(&format!("{recipe:?}")).copied()
    }

    pub(super) fn add(&mut self, recipe: &Recipe, good: f64) {
        self.good.insert(format!("{recipe:?}"), good);
        let bytes = self.to_bytes();
        if let Some(keep) = &mut self.keep {
            keep(&bytes);
        }
    }
}

fn digest(people: usize, items: usize, events: &[Event], asked: usize) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{VERSION} {people} {items} {asked} {}\n", events.len()));
    for event in events {
        hash.update(event.person.to_le_bytes());
        hash.update(event.item.to_le_bytes());
        hash.update(event.weight.to_le_bytes());
        hash.update(event.at.to_le_bytes());
    }
    format!("trials {}", hex::encode(hash.finalize()))
}
