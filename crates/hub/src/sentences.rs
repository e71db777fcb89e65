//! Sentences as vectors, for whoever asks. The model is opened when it is first needed: most homes never ask.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use dialogue::vector::{Embed, Embedded, Purpose, VectorError};
use domain::{Code, Problem};

use crate::Hub;

/// Opens the model.
pub type OpenModel = Box<dyn Fn() -> Result<Arc<dyn Embed>, String> + Send + Sync>;

/// Texts, or texts already cut into pieces of the model's vocabulary.
#[derive(Clone, Debug)]
pub enum Texts {
    Plain(Vec<String>),
    Pieces(Vec<Vec<u32>>),
}

/// The model, once somebody has asked for it.
#[derive(Default)]
pub(crate) struct Sentences {
    open: OnceLock<OpenModel>,
    opened: Mutex<Option<Arc<dyn Embed>>>,
}

impl Hub {
    /// Says where the model comes from; without it nobody gets vectors.
    pub fn set_sentence_model(&self, open: OpenModel) {
        // The first one stays: a hub has one model.
        let _ = self.core.sentences.open.set(open);
    }

    /// The vectors of some texts, in their order.
    pub async fn embed(&self, texts: Texts, purpose: Purpose) -> Result<Vec<Embedded>, Problem> {
        self.core.refuse_when_stopping()?;
        let core = self.core.clone();
        let embedding = self.core.tasks.spawn_blocking(move || {
            let model = core.sentences.model()?;
            let embedded = match &texts {
                Texts::Plain(texts) => {
                    model.embed(&texts.iter().map(String::as_str).collect::<Vec<_>>(), purpose)
                }
                Texts::Pieces(texts) => {
                    model.embed_pieces(&texts.iter().map(Vec::as_slice).collect::<Vec<_>>(), purpose)
                }
            };
            embedded.map_err(told)
        });
        embedding.await.map_err(|panic| {
            tracing::error!(%panic, "the sentence model panicked");
            Problem::from(Code::Internal)
        })?
    }
}

impl Sentences {
    fn model(&self) -> Result<Arc<dyn Embed>, Problem> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(model) = &*opened {
            return Ok(model.clone());
        }
        let open = self.open.get().ok_or(Code::EngineUnavailable)?;
        let model = open().map_err(|error| {
            tracing::error!(%error, "the sentence model does not open");
            Problem::from(Code::EngineUnavailable)
        })?;
        Ok(opened.insert(model).clone())
    }
}

fn told(error: VectorError) -> Problem {
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
