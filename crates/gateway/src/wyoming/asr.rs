//! `transcribe`: speech to text, while somebody speaks.
//!
//! The words that will not change any more are sent as they become known (`transcript-start`, `transcript-chunk`), the
//! whole text behind the end of the audio (`transcript`, `transcript-stop`). The last is the truth: what was sent on the
//! way cannot be taken back when a later look corrects it.

use domain::Problem;
use hub::{Caller, Dictated, Dictating, Dictation, Hearing, Hint, Hub, Transcript};
use serde_json::{Value, json};

use super::outbox::{Ending, Outbox};
use super::request::{Transcribe, language};

/// Names that are listened for, and the characters of each.
const NAMES: usize = 200;
const NAME_CHARACTERS: usize = 60;

/// Begins to listen: where the audio goes, and what becomes of it.
pub fn listen(
    hub: &Hub,
    caller: Caller,
    request: Transcribe,
    ends_speech: bool,
) -> Result<(Dictation, Transcribing), Problem> {
    let Transcribe { language: code, context, vad_sensitivity, transcript_names, transcript_terms } = request;
    let names = transcript_names.into_iter().chain(transcript_terms).flatten();
    let names = names.filter(|name| !name.trim().is_empty() && name.chars().count() <= NAME_CHARACTERS);
    let hint =
        Hint { language: language(code.as_deref()), names: names.take(NAMES).collect(), ..Hint::default() };
    let (dictation, dictated) = hub.dictate(caller, hint)?;
    let ends = ends_speech || vad_sensitivity.is_some();
    Ok((dictation, Transcribing { dictated, context, ends, sent: String::new(), started: false }))
}

/// One utterance on its way to the client.
pub struct Transcribing {
    dictated: Dictated,
    context: Option<Value>,
    /// The words are sent as soon as the speech has ended, whether the audio has or not.
    ends: bool,
    /// What went down in chunks.
    sent: String,
    started: bool,
}

impl Transcribing {
    pub async fn run(mut self, outbox: &Outbox) -> Result<(), Ending> {
        while let Some(dictating) = self.dictated.next().await {
            match dictating {
                Dictating::Heard(Hearing::Partial { text, stable }) => {
                    let settled: String = text.chars().take(stable).collect();
                    if settled.starts_with(&self.sent) {
                        self.send_up_to(&settled, outbox).await?;
                    }
                }
                Dictating::Heard(Hearing::SpeechEnded { at_ms, reason }) if self.ends => {
                    tracing::debug!(at_ms, ?reason, "enough was heard");
                    self.dictated.enough();
                }
                Dictating::Heard(_) => {}
                Dictating::Done(transcript) => return self.finish(&transcript, outbox).await,
                Dictating::Failed(problem) => return Err(outbox.fail(&problem).await),
            }
        }
        // The client gave the audio up.
        Ok(())
    }

    async fn finish(mut self, transcript: &Transcript, outbox: &Outbox) -> Result<(), Ending> {
        let text = transcript.text.trim();
        self.start(outbox).await?;
        if text.starts_with(&self.sent) {
            self.send_up_to(text, outbox).await?;
        }
        let heard = transcript.other_language.as_deref().unwrap_or(transcript.language.code());
        let mut data = json!({ "text": text, "language": heard });
        put_context(&mut data, self.context.take());
        tracing::info!(audio_ms = transcript.audio_ms, characters = text.chars().count(), "heard");
        outbox.send("transcript", &data).await?;
        outbox.send("transcript-stop", &json!({})).await
    }

    async fn send_up_to(&mut self, text: &str, outbox: &Outbox) -> Result<(), Ending> {
        let more = &text[self.sent.len()..];
        if more.is_empty() {
            return Ok(());
        }
        self.start(outbox).await?;
        outbox.send("transcript-chunk", &json!({ "text": more })).await?;
        self.sent.push_str(more);
        Ok(())
    }

    async fn start(&mut self, outbox: &Outbox) -> Result<(), Ending> {
        if !std::mem::replace(&mut self.started, true) {
            let mut data = json!({});
            put_context(&mut data, self.context.clone());
            outbox.send("transcript-start", &data).await?;
        }
        Ok(())
    }
}

/// What the client gave along comes back to it.
pub fn put_context(data: &mut Value, context: Option<Value>) {
    if let Some(context) = context {
        data["context"] = context;
    }
}
