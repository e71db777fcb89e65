//! `detect`: somebody calls the assistant.

use domain::Problem;
use hub::{Caller, Hub, Watched, Watching};
use serde_json::{Value, json};

use super::Settings;
use super::asr::put_context;
use super::outbox::{Ending, Outbox, bad_request};
use super::request::Detect;

/// Begins to wait for a phrase: where the audio goes, and what becomes of it.
pub fn watch(
    hub: &Hub,
    caller: Caller,
    request: Detect,
    settings: &Settings,
) -> Result<(Watching, Detecting), Problem> {
    let Detect { names, context } = request;
    let known = &settings.wake_phrases;
    let phrases: Vec<String> = match names.filter(|names| !names.is_empty()) {
        None => known.clone(),
        Some(names) => known.iter().filter(|phrase| names.contains(phrase)).cloned().collect(),
    };
    if phrases.is_empty() {
        return Err(bad_request(format!("names: none of them is listened for; known: {}", known.join(", "))));
    }
    let (watching, watched) = hub.watch(caller, &phrases)?;
    Ok((watching, Detecting { watched, context, began_ms: 0 }))
}

/// Audio in which somebody may call, on its way to the client.
pub struct Detecting {
    watched: Watched,
    context: Option<Value>,
    /// When the audio began, by the client's clock.
    pub began_ms: i64,
}

impl Detecting {
    pub async fn run(mut self, outbox: &Outbox) -> Result<(), Ending> {
        let mut detected = false;
        loop {
            match self.watched.next().await {
                Ok(Some(detection)) => {
                    detected = true;
                    tracing::info!(phrase = detection.phrase, likeness = detection.likeness, "called");
                    let timestamp = self.began_ms.saturating_add(i64::from(detection.at_ms));
                    let mut data =
                        json!({ "name": detection.phrase, "timestamp": timestamp, "speaker": null });
                    put_context(&mut data, self.context.clone());
                    outbox.send("detection", &data).await?;
                }
                Ok(None) if detected || self.watched.was_given_up() => return Ok(()),
                Ok(None) => {
                    let mut data = json!({});
                    put_context(&mut data, self.context.take());
                    return outbox.send("not-detected", &data).await;
                }
                Err(problem) => return Err(outbox.fail(&problem).await),
            }
        }
    }
}
