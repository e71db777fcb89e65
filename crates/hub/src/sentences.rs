//! Sentences as vectors, for whoever asks. The model is opened when it is first needed: most homes never ask.

use dialogue::vector::{Embed, Embedded, Purpose, VectorError};
use domain::{Code, Problem};

use tokio::runtime::Handle;

use crate::Hub;
use crate::admission::{Busy, Caller};
use crate::engine::{Engine, Open};

/// Texts that are embedded before others may come in.
const TOGETHER: usize = 64;

/// Texts, or texts already cut into pieces of the model's vocabulary.
#[derive(Clone, Debug)]
pub enum Texts {
    Plain(Vec<String>),
    Pieces(Vec<Vec<u32>>),
}

impl Texts {
    fn count(&self) -> usize {
        match self {
            Self::Plain(texts) => texts.len(),
            Self::Pieces(texts) => texts.len(),
        }
    }

    /// The vectors of those from `start` on that are done together.
    fn embed(&self, model: &dyn Embed, start: usize, purpose: Purpose) -> Result<Vec<Embedded>, VectorError> {
        let end = (start + TOGETHER).min(self.count());
        let embedded = match self {
            Self::Plain(texts) => {
                let texts: Vec<&str> = texts[start..end].iter().map(String::as_str).collect();
                model.embed(&texts, purpose)
            }
            Self::Pieces(texts) => {
                let texts: Vec<&[u32]> = texts[start..end].iter().map(Vec::as_slice).collect();
                model.embed_pieces(&texts, purpose)
            }
        };
        // The place is told as the caller counts.
        embedded.map_err(|error| match error {
            VectorError::TooLong { index, pieces } => VectorError::TooLong { index: index + start, pieces },
            VectorError::NoSuchPiece { index, piece, largest } => {
                VectorError::NoSuchPiece { index: index + start, piece, largest }
            }
            other => other,
        })
    }
}

/// The model.
pub(crate) type Sentences = Engine<dyn Embed>;

impl Hub {
    /// Says where the model comes from; without it nobody gets vectors.
    pub fn set_sentence_model(&self, open: Open<dyn Embed>) {
        self.core.sentences.set(open);
    }

    /// The vectors of some texts, in their order. Others come in between the parts of a large request.
    pub async fn embed(
        &self,
        caller: &Caller,
        texts: Texts,
        purpose: Purpose,
    ) -> Result<Vec<Embedded>, Problem> {
        self.core.refuse_when_stopping()?;
        let mut permit =
            self.core.vectors.enter(caller).await.map_err(|Busy| Problem::from(Code::EngineBusy))?;
        let (core, runtime) = (self.core.clone(), Handle::current());
        let embedding = self.core.tasks.spawn_blocking(move || {
            let model = core.sentences.get()?;
            let mut embedded = Vec::new();
            for start in (0..texts.count()).step_by(TOGETHER) {
                if start > 0 {
                    permit.give_way(&runtime);
                }
                embedded.extend(texts.embed(&*model, start, purpose).map_err(told)?);
            }
            Ok(embedded)
        });
        embedding.await.map_err(|panic| {
            tracing::error!(%panic, "the sentence model panicked");
            Problem::from(Code::Internal)
        })?
    }
}

pub(crate) fn told(error: VectorError) -> Problem {
    match error {
        VectorError::TooLong { .. } | VectorError::NoSuchPiece { .. } => {
            Problem::new(Code::BadRequest, error.to_string())
        }
        VectorError::Model(_) | VectorError::Layer(_) => {
            tracing::error!(%error, "the sentence model failed");
            Code::EngineUnavailable.into()
        }
    }
}
