//! How well sentences are understood: accuracy, confusion, refusal of other talk, entities, and whether a confidence
//! means what it says.

use std::collections::BTreeMap;

/// What other talk is called.
pub const NONE: &str = "none";
/// Confidences are compared with what came true in so many groups.
const GROUPS: usize = 10;

/// Entities and the text of each.
pub type Slots = Vec<(String, String)>;

/// One judged sentence.
#[derive(Clone, Debug)]
pub struct Case {
    pub sentence: String,
    pub wanted: String,
    pub found: String,
    pub confidence: f32,
    /// Two blocks were named instead of one.
    pub unsure: bool,
    /// What should be found, and what was; nothing when it is not said.
    pub slots: Option<(Slots, Slots)>,
}

impl Case {
    /// The block that is wanted, with every entity that is wanted.
    #[must_use]
    pub fn is_right(&self) -> bool {
        let entities = self.slots.as_ref();
        self.wanted == self.found
            && entities.is_none_or(|(wanted, found)| wanted.iter().all(|slot| found.contains(slot)))
    }
}

/// The measures over many sentences.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Right, and all, among sentences that have a block.
    pub inside: (usize, usize),
    /// Refused, and all, among other talk.
    pub outside: (usize, usize),
    pub unsure: usize,
    /// What was wanted, what was found, how often.
    pub confusion: BTreeMap<(String, String), usize>,
    /// Entities found rightly, found, wanted.
    pub slots: (usize, usize, usize),
    /// Each group of confidences: how many, their mean, how many were right.
    pub groups: [(usize, f64, usize); GROUPS],
    pub wrong: Vec<Case>,
}

impl Report {
    #[must_use]
    pub fn of(cases: &[Case]) -> Self {
        let mut report = Self::default();
        for case in cases {
            report.add(case);
        }
        report
    }

    fn add(&mut self, case: &Case) {
        let right = case.wanted == case.found;
        let tally = if case.wanted == NONE { &mut self.outside } else { &mut self.inside };
        tally.1 += 1;
        tally.0 += usize::from(right);
        self.unsure += usize::from(case.unsure);
        *self.confusion.entry((case.wanted.clone(), case.found.clone())).or_default() += 1;
        let group = ((f64::from(case.confidence) * GROUPS as f64) as usize).min(GROUPS - 1);
        let (count, mean, hits) = &mut self.groups[group];
        *count += 1;
        *mean += (f64::from(case.confidence) - *mean) / *count as f64;
        *hits += usize::from(right);
        if let Some((wanted, found)) = &case.slots {
            self.slots.0 += found.iter().filter(|slot| wanted.contains(slot)).count();
            self.slots.1 += found.len();
            self.slots.2 += wanted.len();
        }
        if !right {
            self.wrong.push(case.clone());
        }
    }

    /// Of the sentences that have a block.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        share(self.inside.0, self.inside.1)
    }

    /// The part of other talk that was refused.
    #[must_use]
    pub fn refusal(&self) -> f64 {
        share(self.outside.0, self.outside.1)
    }

    /// The harmonic mean of precision and recall of entities.
    #[must_use]
    pub fn slot_f1(&self) -> f64 {
        share(2 * self.slots.0, self.slots.1 + self.slots.2)
    }

    /// By how much confidences are off, on average (expected calibration error).
    #[must_use]
    pub fn calibration_error(&self) -> f64 {
        let all: usize = self.groups.iter().map(|(count, _, _)| count).sum();
        let off = |(count, mean, hits): &(usize, f64, usize)| {
            (share(*hits, *count) - mean).abs() * share(*count, all)
        };
        self.groups.iter().filter(|(count, _, _)| *count > 0).map(off).sum()
    }

    /// The mean over all labels of the harmonic mean of precision and recall.
    #[must_use]
    pub fn macro_f1(&self) -> f64 {
        let labels: std::collections::BTreeSet<&String> =
            self.confusion.keys().map(|(wanted, _)| wanted).collect();
        let f1 = |label: &&String| {
            let sum = |matches: &dyn Fn(&(String, String)) -> bool| -> usize {
                self.confusion.iter().filter(|(pair, _)| matches(pair)).map(|(_, count)| count).sum()
            };
            let hits = sum(&|pair| pair.0 == **label && pair.1 == **label);
            share(2 * hits, sum(&|pair| pair.0 == **label) + sum(&|pair| pair.1 == **label))
        };
        labels.iter().map(f1).sum::<f64>() / labels.len().max(1) as f64
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
