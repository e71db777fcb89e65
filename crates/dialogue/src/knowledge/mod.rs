//! What a service knows: questions with their answers, and plain documents. A question is answered with what is written
//! there and where, or honestly not at all; nothing is made up.
//!
//! A source is read into *passages* (`source.rs`): an entry's phrasings, or a sentence or two of a document under its
//! headings. A question is compared with each by meaning (sentence vectors) and by letters (`letters.rs`); both together
//! make a probability that the passage answers it, and only a likely one is said (`judge.rs`, where the numbers were
//! measured). Sources come and go while it is used.
//!
//! Adding a kind of source: a function in `source.rs`, and its file ending in [`Knowledge::add`].

use std::sync::Arc;

use models::kernel::math;

use crate::vector::{Embed, Purpose, VectorError};

mod answering;
mod judge;
mod letters;
mod source;

pub use answering::Knowing;
pub use judge::ENOUGH;
pub use source::{Origin, SourceError};

use letters::Weights;
use source::Passage;

/// Passages of all sources together.
pub const MOST_PASSAGES: usize = 50_000;
/// A longer text is no question; its beginning is looked at.
const LONGEST_QUESTION: usize = 300;
/// Candidates that are told of.
const SHOWN: usize = 3;

/// Sources that can be asked. A clone shares what it has read.
#[derive(Clone)]
pub struct Knowledge {
    embed: Option<Arc<dyn Embed>>,
    passages: Vec<Arc<Known>>,
    weights: Weights,
}

struct Known {
    source: String,
    passage: Passage,
    /// Of all that it is compared by.
    terms: letters::Terms,
    /// Of each phrasing; none without a model.
    vectors: Vec<Vec<f32>>,
}

/// What a question has found.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// None: nothing that is known answers it.
    pub answer: Option<Found>,
    /// The likeliest, answered or not, the likeliest first.
    pub candidates: Vec<Found>,
}

/// A passage, and how well it fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What is said.
    pub text: String,
    /// What is said aloud instead, if the source has it.
    pub speech: Option<String>,
    pub origin: Origin,
    /// The phrasing or the words that are most like the question.
    pub like: String,
    /// How likely it answers the question.
    pub confidence: f32,
    /// How alike the meaning and the letters are.
    pub meaning: Option<f32>,
    pub letters: f32,
}

/// Why a source cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KnowledgeError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    Vector(#[from] VectorError),
    #[error("there would be more than {MOST_PASSAGES} passages; leave some sources out")]
    TooMuch,
}

impl Knowledge {
    /// Without a model only letters are compared, and much is not found.
    #[must_use]
    pub fn new(embed: Option<Arc<dyn Embed>>) -> Self {
        Self { embed, passages: Vec::new(), weights: Weights::new() }
    }

    /// Adds a file, by its name: `.yaml` and `.yml` have entries, others are documents. A source of this name that is
    /// there already is replaced.
    pub fn add(&mut self, name: &str, text: &str) -> Result<usize, KnowledgeError> {
        let passages = source::read(name, text)?;
        let others = self.passages.iter().filter(|known| known.source != name).count();
        if others + passages.len() > MOST_PASSAGES {
            return Err(KnowledgeError::TooMuch);
        }
        let vectors = self.vectors(&passages)?;
        self.remove(name);
        let count = passages.len();
        for (passage, vectors) in passages.into_iter().zip(vectors) {
            let terms = passage.phrasings.iter().flat_map(|(_, text)| letters::terms(text)).collect();
            self.weights.learn(&terms);
            self.passages.push(Arc::new(Known { source: name.to_owned(), passage, terms, vectors }));
        }
        Ok(count)
    }

    /// Forgets a source; false when there is none of this name.
    pub fn remove(&mut self, name: &str) -> bool {
        let before = self.passages.len();
        let weights = &mut self.weights;
        self.passages.retain(|known| {
            let stays = known.source != name;
            if !stays {
                weights.forget(&known.terms);
            }
            stays
        });
        self.passages.len() < before
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.passages.is_empty()
    }

    /// What is known of a question.
    pub fn ask(&self, question: &str) -> Result<Asked, VectorError> {
        let question: String = question.chars().take(LONGEST_QUESTION).collect();
        let terms = letters::terms(&question);
        if self.passages.is_empty() || terms.is_empty() {
            return Ok(Asked { answer: None, candidates: Vec::new() });
        }
        let vector = match &self.embed {
            Some(embed) => embed.embed(&[&question], Purpose::Query)?.pop().map(|embedded| embedded.vector),
            None => None,
        };
        let mut candidates: Vec<Found> =
            self.passages.iter().map(|known| known.found(&terms, vector.as_deref(), &self.weights)).collect();
        candidates.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        candidates.truncate(SHOWN);
        let answer = candidates.first().filter(|found| found.confidence >= ENOUGH).cloned();
        Ok(Asked { answer, candidates })
    }

    /// Those of each passage's phrasings.
    fn vectors(&self, passages: &[Passage]) -> Result<Vec<Vec<Vec<f32>>>, VectorError> {
        let mut vectors: Vec<Vec<Vec<f32>>> = passages.iter().map(|_| Vec::new()).collect();
        let Some(embed) = &self.embed else { return Ok(vectors) };
        for purpose in [Purpose::Query, Purpose::Passage] {
            let own = passages.iter().enumerate().flat_map(|(index, passage)| {
                let own = passage.phrasings.iter().filter(move |(other, _)| *other == purpose);
                own.map(move |(_, text)| (index, text.as_str()))
            });
            let (indices, texts): (Vec<usize>, Vec<&str>) = own.unzip();
            // The questions of an entry stand before its answer, so the order stays theirs.
            for (index, embedded) in indices.into_iter().zip(embed.embed(&texts, purpose)?) {
                vectors[index].push(embedded.vector);
            }
        }
        Ok(vectors)
    }
}

impl Known {
    /// How well it fits a question.
    fn found(&self, terms: &letters::Terms, vector: Option<&[f32]>, weights: &Weights) -> Found {
        let letters = weights.covered(terms, &self.terms);
        let likenesses = vector.into_iter().flat_map(|asked| {
            let each = self.passage.phrasings.iter().zip(&self.vectors);
            each.map(move |((purpose, text), vector)| {
                (judge::likeness(*purpose, math::dot(vector, asked)), text)
            })
        });
        let nearest = likenesses.max_by(|a, b| a.0.total_cmp(&b.0));
        let meaning = nearest.map(|(meaning, _)| meaning);
        let like = nearest.map_or(&self.passage.phrasings[0].1, |(_, text)| text);
        Found {
            text: self.passage.text.clone(),
            speech: self.passage.speech.clone(),
            origin: self.passage.origin.clone(),
            like: like.clone(),
            confidence: judge::confidence(meaning, letters),
            meaning,
            letters,
        }
    }
}
