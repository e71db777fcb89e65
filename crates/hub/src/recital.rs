//! A text becomes a sound file, piece by piece: its first bytes are there while the voice still speaks.

use domain::Problem;
use speech::audio::{Encoder, Format, Tools};
use speech::{Manner, SpeechError};

use crate::admission::Caller;
use crate::problem::unheard;
use crate::{Hub, Voicing};

/// A file that is being written. Dropping it silences the voice.
pub struct Recital {
    voicing: Voicing,
    encoder: Option<Encoder>,
}

impl Hub {
    /// Says a text into a file of this format.
    pub async fn recite(
        &self,
        caller: &Caller,
        text: &str,
        manner: Manner,
        format: Format,
        tools: &Tools,
    ) -> Result<Recital, Problem> {
        // A format that cannot be written must not cost the voice anything.
        let encoder = format.encoder(self.voice_rate(), tools).map_err(unheard)?;
        let voicing = self.speak(caller, text, manner).await?;
        Ok(Recital { voicing, encoder: Some(encoder) })
    }
}

impl Recital {
    /// The next bytes of the file, never none of them; nothing behind the last.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Problem> {
        while let Some(encoder) = self.encoder.take() {
            let bytes = match self.voicing.next().await? {
                Some(piece) => {
                    let (encoder, bytes) = encode(encoder, piece.samples).await.map_err(unheard)?;
                    self.encoder = Some(encoder);
                    bytes
                }
                None => finish(encoder).await.map_err(unheard)?,
            };
            if !bytes.is_empty() {
                return Ok(Some(bytes));
            }
        }
        Ok(None)
    }
}

async fn encode(mut encoder: Encoder, samples: Vec<f32>) -> Result<(Encoder, Vec<u8>), SpeechError> {
    aside(move || encoder.push(&samples).map(|bytes| (encoder, bytes))).await
}

async fn finish(encoder: Encoder) -> Result<Vec<u8>, SpeechError> {
    aside(move || encoder.finish().map(|ending| ending.rest)).await
}

/// Encoding takes a while, and programs are waited for.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SpeechError> + Send + 'static,
) -> Result<T, SpeechError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|panic| Err(SpeechError::Engine(panic.to_string())))
}
