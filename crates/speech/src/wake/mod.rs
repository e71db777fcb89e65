//! The wake phrase: somebody calls the assistant.
//!
//! Any phrase will do, Korean or English, and nothing is trained. When a voice begins, its first moments are recognised
//! and their sound is compared with that of each phrase; where that is doubtful, the model itself says how well it hears
//! the phrase. Silence costs what telling a voice from silence costs, and
//! somebody who talks on costs two short recognitions, once.

mod sound;
mod spotter;

use crate::SpeechError;

pub use sound::likeness;

/// Ears that wait for a phrase.
pub trait Wake: Send + Sync {
    /// Waits for any of these phrases.
    fn watch(&self, phrases: &[String]) -> Result<Box<dyn Watch>, SpeechError>;
}

/// Audio in which somebody may call.
pub trait Watch: Send {
    /// Takes the next samples, of any length: the first call in them, if any. A call that recognises blocks for as long
    /// as that takes.
    fn push(&mut self, samples: &[f32]) -> Result<Option<Detection>, SpeechError>;
}

/// Somebody called.
#[derive(Clone, Debug, PartialEq)]
pub struct Detection {
    /// As it was given.
    pub phrase: String,
    /// When the voice began to say it.
    pub at_ms: u32,
    /// How much it sounded like the phrase: from 0, not at all, to 1.
    pub likeness: f32,
}

/// The fewest sounds of a phrase: anything shorter is heard everywhere.
const FEWEST_SOUNDS: usize = 5;
/// The longest phrase that its first moments can hold.
const MOST_SOUNDS: usize = 24;
/// So many phrases can be waited for at once.
const MOST_PHRASES: usize = 8;

/// Whether these phrases can be waited for; the error says what to do.
pub fn check(phrases: &[String]) -> Result<(), SpeechError> {
    let wrong = |reason: String| Err(SpeechError::Phrase(reason));
    if phrases.is_empty() || phrases.len() > MOST_PHRASES {
        return wrong(format!("1 to {MOST_PHRASES} phrases can be waited for, not {}", phrases.len()));
    }
    for phrase in phrases {
        match sound::sounds(phrase).len() {
            ..FEWEST_SOUNDS => {
                return wrong(format!("\"{phrase}\" is too short: take three syllables or more"));
            }
            MOST_SOUNDS.. => return wrong(format!("\"{phrase}\" is too long: take at most eight syllables")),
            _ => {}
        }
    }
    Ok(())
}
