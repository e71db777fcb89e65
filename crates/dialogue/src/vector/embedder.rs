//! From texts to vectors.

use std::path::Path;

use models::e5s1::{E5Error, E5Weights};
use models::kernel::eight::NoLayer;
use models::kernel::math;
use rayon::prelude::*;

use super::encoder::Encoder;
use super::pieces::Vocabulary;

/// A text may have so many pieces; one of our sentences has about twenty.
const MOST_PIECES: usize = 8192;
/// Texts are encoded together until they have so many pieces: then the weights are read once for all of them, and what
/// lies between two products still fits the processor's cache.
const PIECES_TOGETHER: usize = 128;

/// Turns texts into vectors that are one long.
pub trait Embed: Send + Sync {
    /// As many vectors as texts, in their order.
    fn embed(&self, texts: &[&str], purpose: Purpose) -> Result<Vec<Embedded>, VectorError>;

    /// As [`Self::embed`], of texts that belong to a service and will be asked for again after a restart.
    fn embed_taught(&self, texts: &[&str], purpose: Purpose) -> Result<Vec<Embedded>, VectorError> {
        self.embed(texts, purpose)
    }

    /// As [`Self::embed`], of texts that are already cut into pieces of this model's vocabulary.
    fn embed_pieces(&self, texts: &[&[u32]], purpose: Purpose) -> Result<Vec<Embedded>, VectorError>;

    /// How many numbers a vector has.
    fn width(&self) -> usize;
}

/// What a vector is for: the model was trained to bring a question near to the passage that answers it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// A question, or a sentence that is compared with its like.
    #[default]
    Query,
    /// A text that answers.
    Passage,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Embedded {
    pub vector: Vec<f32>,
    /// Of the text with its purpose and its markers.
    pub pieces: usize,
}

#[derive(Debug, thiserror::Error)]
pub enum VectorError {
    #[error("the sentence model could not be loaded: it {0}")]
    Model(#[from] E5Error),
    #[error("the sentence model could not be loaded: one of its tensors {0}")]
    Layer(#[from] NoLayer),
    #[error("text {index} has {pieces} pieces; the limit is {MOST_PIECES}")]
    TooLong { index: usize, pieces: usize },
    #[error("text {index} has the piece {piece}; the largest is {largest}")]
    NoSuchPiece { index: usize, piece: u32, largest: u32 },
}

/// multilingual-e5-small on this machine's processor.
pub struct Embedder {
    vocabulary: Vocabulary,
    encoder: Encoder,
}

impl Embedder {
    /// Reads the model file in `folder`.
    pub fn open(folder: &Path) -> Result<Self, VectorError> {
        Self::new(E5Weights::open(&folder.join("model.bin"))?)
    }

    pub fn new(weights: E5Weights) -> Result<Self, VectorError> {
        let encoder = Encoder::new(&weights)?;
        Ok(Self { encoder, vocabulary: Vocabulary::new(weights.vocabulary) })
    }

    /// The pieces of a text, as the model knows them.
    #[must_use]
    pub fn pieces(&self, text: &str) -> Vec<u32> {
        self.vocabulary.cut(text)
    }

    /// Vectors of whole texts, each of which may be longer than the model reads at once.
    fn vectors(&self, texts: Vec<Vec<u32>>) -> Result<Vec<Embedded>, VectorError> {
        let too_long = texts.iter().position(|pieces| pieces.len() > MOST_PIECES);
        if let Some(index) = too_long {
            return Err(VectorError::TooLong { index, pieces: texts[index].len() });
        }
        let window = self.encoder.sizes.positions - 2;
        // Every window with the text it belongs to; an empty text has one as well.
        let mut windows: Vec<(usize, Vec<u32>)> = Vec::new();
        for (index, pieces) in texts.iter().enumerate() {
            let parts = pieces.chunks(window).chain(pieces.is_empty().then_some([].as_slice()));
            windows.extend(parts.map(|part| (index, self.marked(part))));
        }
        // Texts of like length are done by one thread; the order changes nothing in the vectors.
        let groups = grouped(windows);
        let means: Vec<_> = groups.par_iter().map(|(_, sequences)| self.encoder.means(sequences)).collect();
        let mut embedded: Vec<Embedded> = texts
            .iter()
            .map(|pieces| Embedded { vector: vec![0.0; self.encoder.sizes.width], pieces: pieces.len() + 2 })
            .collect();
        for ((indices, sequences), means) in groups.iter().zip(means) {
            for ((index, sequence), mean) in indices.iter().zip(sequences).zip(means) {
                let weight = (sequence.len() - 2).max(1) as f32;
                let sum = &mut embedded[*index].vector;
                sum.iter_mut().zip(mean).for_each(|(sum, x)| *sum += x * weight);
            }
        }
        embedded.iter_mut().for_each(|embedded| math::to_unit_length(&mut embedded.vector));
        Ok(embedded)
    }

    fn marked(&self, part: &[u32]) -> Vec<u32> {
        [self.vocabulary.begin].iter().chain(part).chain([&self.vocabulary.end]).copied().collect()
    }
}

impl Embed for Embedder {
    fn embed(&self, texts: &[&str], purpose: Purpose) -> Result<Vec<Embedded>, VectorError> {
        let prefix = prefix(purpose);
        self.vectors(texts.par_iter().map(|text| self.vocabulary.cut(&format!("{prefix}{text}"))).collect())
    }

    fn embed_pieces(&self, texts: &[&[u32]], purpose: Purpose) -> Result<Vec<Embedded>, VectorError> {
        let largest = self.vocabulary.count() - 1;
        for (index, pieces) in texts.iter().enumerate() {
            if let Some(piece) = pieces.iter().copied().find(|piece| *piece > largest) {
                return Err(VectorError::NoSuchPiece { index, piece, largest });
            }
        }
        let prefix = self.vocabulary.cut(prefix(purpose).trim_end());
        self.vectors(texts.iter().map(|pieces| [&prefix, *pieces].concat()).collect())
    }

    fn width(&self) -> usize {
        self.encoder.sizes.width
    }
}

fn prefix(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Query => "query: ",
        Purpose::Passage => "passage: ",
    }
}

/// Sequences that are encoded together, each with its text's place.
type Group = (Vec<usize>, Vec<Vec<u32>>);

fn grouped(mut windows: Vec<(usize, Vec<u32>)>) -> Vec<Group> {
    windows.sort_by_key(|(_, sequence)| sequence.len());
    let mut groups: Vec<Group> = Vec::new();
    let mut room = 0;
    for (index, sequence) in windows {
        if groups.is_empty() || sequence.len() > room {
            groups.push(Group::default());
            room = PIECES_TOGETHER.max(sequence.len());
        }
        room -= sequence.len();
        let (indices, sequences) = groups.last_mut().expect("one was just pushed");
        indices.push(index);
        sequences.push(sequence);
    }
    groups
}
