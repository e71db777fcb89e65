//! What was learnt of a catalogue: serves by itself, and can be kept in a file.

use std::collections::HashMap;

use domain::Progress;
use jiff::Timestamp;

use crate::choose::{Choice, Limits, Piece, Saving, Trials, choose, level, sample};
use crate::interactions::{Interaction, Interactions};
use crate::judge::Judgement;
use crate::learn::neighbours::{self, Neighbours};
use crate::learn::{Halt, Scorer, Stopped, Taste, transitions};
use crate::lesson::Lesson;

/// What was learnt, of the items that were known then, in the order of their ids here.
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) ids: Vec<String>,
    pub(crate) places: HashMap<String, u32>,
    /// Each learner and its share.
    pub(crate) parts: Vec<(f32, Piece)>,
    /// What goes with what: for similar items, and for reasons.
    pub(crate) neighbours: Neighbours,
    /// What people did soon after; of nothing anything, where no times are known.
    pub(crate) next: Neighbours,
    pub learnt_at: Timestamp,
    /// How well it foretells, for people to read.
    pub report: Report,
}

/// What the choice of learners has shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    pub people: usize,
    pub items: usize,
    pub events: usize,
    pub tried: usize,
    pub lines: Vec<ReportLine>,
    /// What was not learnt to keep within the memory.
    pub savings: Vec<Saving>,
}

/// How well one learner foretells, alone or (named "mixture") all together.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportLine {
    pub learner: String,
    pub share: f32,
    pub ndcg: f64,
    pub recall: f64,
    pub coverage: f64,
}

impl Model {
    /// Chooses and learns. The old model goes on serving meanwhile; nothing of this one is seen before it is whole.
    /// Learning that was stopped and begins again with what its trials kept tries the rest only, and learns the same.
    pub fn learn(
        lesson: Lesson,
        now: Timestamp,
        limits: &Limits,
        progress: &dyn Progress,
        halt: &Halt,
        trials: &mut Trials<'_>,
    ) -> Result<Self, Stopped> {
        let Lesson { people, ids, events } = lesson;
        let (all, likings) = (people, events.len());
        let (people, events, saving) = sample(people, ids.len(), events, limits);
        let choice = choose(people, ids.len(), &events, limits, progress, halt, trials)?;
        let entries: Vec<Interaction> = events.iter().copied().map(Interaction::from).collect();
        let interactions = Interactions::new(people, ids.len(), entries);
        let mut parts = Vec::new();
        for part in choice.parts.iter().filter(|part| part.share > 0.0) {
            parts.push((part.share, Piece::learn(&part.recipe, &interactions, progress, halt)?));
        }
        let neighbours = neighbours::learn(&interactions, &neighbours::Settings::default());
        let next = transitions::learn(people, ids.len(), &events);
        let mut report = Report::of(&choice, all, ids.len(), likings);
        report.savings.splice(..0, saving);
        Ok(Self { places: places(&ids), ids, parts, neighbours, next, learnt_at: now, report })
    }

    pub fn items(&self) -> usize {
        self.ids.len()
    }

    /// The learners' scores of all items together, for what somebody likes.
    pub(crate) fn scores(&self, taste: Taste<'_>) -> Vec<f32> {
        let mut sum = vec![0.0; self.ids.len()];
        let mut scores = vec![0.0; self.ids.len()];
        for (share, piece) in &self.parts {
            piece.score(taste, &mut scores);
            level(&mut scores);
            sum.iter_mut().zip(&scores).for_each(|(sum, score)| *sum += share * score);
        }
        sum
    }
}

pub(crate) fn places(ids: &[String]) -> HashMap<String, u32> {
    ids.iter().cloned().zip(0..).collect()
}

impl Report {
    fn of(choice: &Choice, people: usize, items: usize, events: usize) -> Self {
        let alone: Vec<Judgement> = choice.parts.iter().map(|part| part.alone).collect();
        let lines = ReportLine::all(choice, &alone, &choice.mixture);
        Self { people, items, events, tried: choice.tried, lines, savings: choice.savings.clone() }
    }
}

impl ReportLine {
    /// A line for each part of a choice, and the last for the mixture.
    pub fn all(choice: &Choice, alone: &[Judgement], mixture: &Judgement) -> Vec<Self> {
        let parts =
            choice.parts.iter().zip(alone).map(|(part, judged)| (part.recipe.name(), part.share, judged));
        parts
            .chain([("mixture", 1.0, mixture)])
            .map(|(learner, share, judged)| Self::of(learner, share, judged))
            .collect()
    }

    fn of(learner: &str, share: f32, judged: &Judgement) -> Self {
        Self {
            learner: learner.to_owned(),
            share,
            ndcg: judged.ndcg,
            recall: judged.recall,
            coverage: judged.coverage,
        }
    }
}
