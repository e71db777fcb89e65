//! What a bot was asked: numbers that can be added up, and sentences that found no answer. Nobody is named in them.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::Timestamp;

use crate::{Language, QuestionId};

/// Blocks that are counted by name within an hour.
const MOST_BLOCKS: usize = 200;

/// What happened within some time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// What people said.
    pub turns: u64,
    /// Turns that nothing of the bot was meant by.
    pub fallbacks: u64,
    /// Whoever stands behind the bot did not answer.
    pub errors: u64,
    /// Turns of each block.
    pub blocks: BTreeMap<String, u64>,
    /// How long people waited.
    pub waits: Waits,
    pub people: Crowd,
}

impl Tally {
    pub fn add(&mut self, other: &Self) {
        self.turns += other.turns;
        self.fallbacks += other.fallbacks;
        self.errors += other.errors;
        for (block, turns) in &other.blocks {
            self.add_block(block, *turns);
        }
        self.waits.add(&other.waits);
        self.people.add(&other.people);
    }

    /// Of more blocks than fit only the turns are counted.
    pub fn add_block(&mut self, block: &str, turns: u64) {
        if self.blocks.len() < MOST_BLOCKS || self.blocks.contains_key(block) {
            *self.blocks.entry(block.to_owned()).or_default() += turns;
        }
    }
}

/// How long something took, how often: sorted into steps that are each a fifth longer than the one before, from a microsecond to
/// more than an hour.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waits(BTreeMap<u8, u64>);

impl Waits {
    /// Steps to the double.
    const FINE: f64 = 4.0;
    const LAST: f64 = 127.0;

    pub fn note(&mut self, took: Duration) {
        let step = (took.as_secs_f64() * 1e6).max(1.0).log2() * Self::FINE;
        *self.0.entry(step.min(Self::LAST) as u8).or_default() += 1;
    }

    pub fn add(&mut self, other: &Self) {
        for (step, count) in &other.0 {
            *self.0.entry(*step).or_default() += count;
        }
    }

    /// So many of a hundred took no longer; a tenth off at most.
    #[must_use]
    pub fn percentile(&self, percent: u64) -> Option<Duration> {
        let all: u64 = self.0.values().sum();
        let place = (all * percent).div_ceil(100).max(1);
        let mut passed = 0;
        let step = self.0.iter().find(|(_, count)| {
            passed += **count;
            passed >= place
        });
        let (step, _) = step?;
        Some(Duration::from_secs_f64(((f64::from(*step) + 0.5) / Self::FINE).exp2() / 1e6))
    }

    /// The steps with their counts, as they are kept.
    pub fn steps(&self) -> impl Iterator<Item = (u8, u64)> {
        self.0.iter().map(|(step, count)| (*step, *count))
    }
}

impl FromIterator<(u8, u64)> for Waits {
    fn from_iter<I: IntoIterator<Item = (u8, u64)>>(steps: I) -> Self {
        Self(steps.into_iter().collect())
    }
}

/// How many different ones there were: the smallest of their numbers are kept, and how near these lie tells how many there are.
/// Exact to 512, and one in twenty off beyond. Crowds can be joined, so that whoever is in both counts once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crowd(BTreeSet<u64>);

impl Crowd {
    const KEPT: usize = 512;

    /// Numbers must be spread evenly, as hashes are.
    pub fn note(&mut self, number: u64) {
        self.0.insert(number);
        if self.0.len() > Self::KEPT {
            self.0.pop_last();
        }
    }

    pub fn add(&mut self, other: &Self) {
        other.0.iter().for_each(|number| self.note(*number));
    }

    #[must_use]
    pub fn size(&self) -> u64 {
        match self.0.last() {
            Some(last) if self.0.len() == Self::KEPT => {
                let share = (*last as f64 + 1.0) / (u64::MAX as f64);
                ((Self::KEPT as f64 - 1.0) / share).round() as u64
            }
            _ => self.0.len() as u64,
        }
    }

    /// As they are kept.
    pub fn numbers(&self) -> impl Iterator<Item = u64> {
        self.0.iter().copied()
    }
}

impl FromIterator<u64> for Crowd {
    fn from_iter<I: IntoIterator<Item = u64>>(numbers: I) -> Self {
        let mut crowd = Self::default();
        numbers.into_iter().for_each(|number| crowd.note(number));
        crowd
    }
}

/// A sentence that a bot could not answer.
#[derive(Clone, Debug, PartialEq)]
pub struct BotQuestion {
    pub id: QuestionId,
    pub text: String,
    pub language: Language,
    pub times: u64,
    pub first_at: Timestamp,
    pub last_at: Timestamp,
    /// The block that came nearest.
    pub nearest: Option<Nearest>,
}

/// A block, and how likely it was meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearest {
    pub block: String,
    pub confidence: f32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_tell_what_was_usual_and_what_was_slow() {
        let mut waits = Waits::default();
        assert_eq!(waits.percentile(50), None);
        (1..=100).for_each(|milliseconds| waits.note(Duration::from_millis(milliseconds)));
        waits.note(Duration::ZERO);
        waits.note(Duration::MAX);
        for (percent, milliseconds) in [(50, 50.0), (95, 95.0)] {
            let told = waits.percentile(percent).map_or(0.0, |took| took.as_secs_f64() * 1000.0);
            assert!((told / milliseconds - 1.0_f64).abs() < 0.1, "{percent}: {told}");
        }
        assert_eq!(waits.steps().collect::<Waits>(), waits);
    }

    #[test]
    fn crowds_are_counted_and_joined() {
        // Weyl's sequence is spread evenly.
        let crowd = |range: std::ops::Range<u64>| -> Crowd {
            range.map(|number| number.wrapping_mul(0x9E37_79B9_7F4A_7C15)).collect()
        };
        let (mut few, other) = (crowd(0..300), crowd(100..400));
        few.add(&other);
        assert_eq!((few.size(), other.size(), Crowd::default().size()), (400, 300, 0));
        let mut many = crowd(0..60_000);
        many.add(&crowd(40_000..100_000));
        assert!((many.size() as f64 / 100_000.0 - 1.0).abs() < 0.1, "{}", many.size());
        assert_eq!((many.numbers().count(), many.numbers().collect::<Crowd>()), (512, many));
    }

    #[test]
    fn a_tally_names_so_many_blocks_and_no_more() {
        let mut tally = Tally::default();
        (0..1000).for_each(|number| tally.add_block(&number.to_string(), 1));
        let mut sum = tally.clone();
        sum.add(&tally);
        assert_eq!((sum.blocks.len(), sum.blocks["7"]), (MOST_BLOCKS, 2));
    }
}
