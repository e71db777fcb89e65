//! `describe` -> `info`: what this server offers, with all flags.

use domain::Language;
use hub::Hub;
use serde_json::{Value, json};

use super::{Service, Settings};

/// The name of each of our programs; clients show it to people and may select a program by it.
pub const PROGRAM: &str = "Ieum";

pub fn info(hub: &Hub, settings: &Settings) -> Value {
    let offered = |service, program: Value| match settings.services.contains(&service) {
        true => vec![program],
        false => Vec::new(),
    };
    json!({
        "asr": offered(Service::Asr, asr(settings)),
        "tts": offered(Service::Tts, tts(hub, settings)),
        "handle": offered(Service::Handle, handle()),
        "intent": [],
        "wake": if settings.wake_phrases.is_empty() { Vec::new() } else { offered(Service::Wake, wake(settings)) },
        "mic": [],
        "snd": [],
    })
}

fn asr(settings: &Settings) -> Value {
    let mut program = artifact(PROGRAM, "Speech to text, Korean first");
    program["supports_transcript_streaming"] = true.into();
    // What ends an utterance is said in `docs/wyoming.md`.
    program["requires_external_vad"] = (!settings.ends_speech).into();
    // The models were trained on recordings as they are: smoothing them first costs words.
    program["prefers_auto_gain_enabled"] = true.into();
    program["prefers_noise_reduction_enabled"] = false.into();
    let mut model = artifact(&settings.recogniser, "Whisper on this machine");
    model["languages"] = languages(&Language::ALL);
    program["models"] = json!([model]);
    program
}

fn tts(hub: &Hub, settings: &Settings) -> Value {
    let mut program = artifact(PROGRAM, "Text to speech, Korean first");
    program["supports_synthesize_streaming"] = true.into();
    let voices = hub.voices().into_iter().map(|voice| {
        let mut known = artifact(&voice.name, &format!("{} ({})", voice.name, settings.voice));
        known["languages"] = languages(&voice.languages);
        known["speakers"] = Value::Null;
        known
    });
    program["voices"] = voices.collect();
    program
}

fn handle() -> Value {
    let mut program = artifact(PROGRAM, "The assistant: alarms, timers, dates, sums and more");
    program["supports_handled_streaming"] = true.into();
    // It sets alarms and answers questions; it switches nothing at home yet.
    program["supports_home_control"] = false.into();
    let mut model = artifact("assistant", "The owner's conversation with the assistant");
    model["languages"] = languages(&Language::ALL);
    program["models"] = json!([model]);
    program
}

fn wake(settings: &Settings) -> Value {
    let mut program = artifact(PROGRAM, "Wake phrases in the owner's own words");
    let models = settings.wake_phrases.iter().map(|phrase| {
        let mut model = artifact(phrase, phrase);
        model["languages"] = languages(&[Language::of(phrase).unwrap_or_default()]);
        model["phrase"] = phrase.as_str().into();
        model
    });
    program["models"] = models.collect();
    program
}

fn artifact(name: &str, description: &str) -> Value {
    json!({
        "name": name,
        "attribution": { "name": PROGRAM, "url": "https://www.apache.org/licenses/LICENSE-2.0" },
        "installed": true,
        "description": description,
        "version": env!("CARGO_PKG_VERSION"),
    })
}

fn languages(languages: &[Language]) -> Value {
    languages.iter().map(|language| language.code()).collect()
}
