//! A story as it is written in YAML. Every expected text is a regular expression.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, ensure};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// What happens, in one sentence.
    pub story: String,
    /// The owner's language.
    #[serde(default = "korean")]
    pub language: String,
    /// Skill servers of `examples/skills/` that run beside the server.
    #[serde(default)]
    pub skills: Vec<String>,
    /// Bots of `data/bots/` and `examples/skills/` that lie in the server's data folder.
    #[serde(default)]
    pub bots: Vec<String>,
    pub steps: Vec<Step>,
}

/// One step: one thing that somebody does, and what is to be seen or heard then.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Step {
    /// The touchpoint it happens at; the first one when it is not said.
    pub on: Option<String>,

    // ---- what somebody does
    /// A touchpoint of this name connects, for the first time or again.
    pub connect: Option<String>,
    /// A touchpoint loses its connection without a word.
    pub lose: Option<String>,
    /// Types.
    pub r#type: Option<String>,
    /// Sends this picture of the vision tests, with what is typed.
    pub photo: Option<String>,
    /// Makes a gallery, and teaches it.
    pub gallery: Option<Gallery>,
    /// Types, and sends it once more under the same id, as after a lost connection.
    pub type_twice: Option<String>,
    /// Presses a button or a quick reply with this text.
    pub press: Option<String>,
    /// Talks, in our own voice.
    pub talk: Option<String>,
    /// Holds the microphone button for so many seconds and says nothing.
    pub keep_silent: Option<f32>,
    /// Sends a message exactly as it is written here.
    pub send: Option<String>,
    /// Runs `ieum` with these words, without the server.
    pub run: Option<Vec<String>>,
    /// Sends the text to `POST /v1/turns`.
    pub post: Option<String>,
    /// Somebody in KakaoTalk says this, to a channel whose bot asks us; `prints` is what it is answered.
    pub channel: Option<String>,
    /// Changes a bot's file, and lets the server look at it.
    pub edit: Option<Edit>,
    /// The server ends in order and starts again on the same data.
    pub restart: bool,
    /// The server is killed and starts again on the same data.
    pub kill: bool,
    /// Stops what rings.
    pub stop_ringing: bool,
    /// Taps a card of the newest carousel.
    pub tap: Option<Tap>,

    // ---- what is to be seen or heard
    /// The words that were recognised.
    pub heard: Option<String>,
    /// Partial words came before the final ones.
    pub heard_partly: bool,
    /// The answer: all its bubbles' text.
    pub answer: Option<String>,
    /// The answer does not have this.
    pub answer_not: Option<String>,
    /// The answer is spoken, and its audio is not silence.
    pub spoken: bool,
    /// The newest carousel has so many cards.
    pub cards: Option<usize>,
    /// What the cards of the newest carousel say that the person thinks of them: "2 liked".
    pub opinions: Option<Vec<String>>,
    /// A bot has told this without being asked.
    pub told: Option<String>,
    /// This touchpoint shows a turn with these words.
    pub shows: Option<String>,
    /// Everything said in the conversation, from the beginning, without gaps or doubles.
    pub history: Option<Vec<String>>,
    /// An alert rings, and has this kind and label ("timer 라면").
    pub rings: Option<String>,
    /// Nothing rings any more.
    pub silent: bool,
    /// So many alerts wait or ring.
    pub alerts: Option<usize>,
    /// An error with this code comes.
    pub error: Option<String>,
    /// What `run` printed on standard output.
    pub prints: Option<String>,
}

/// A gallery of everybody's: for each label pictures of the vision tests.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gallery {
    pub name: String,
    pub title: String,
    pub photos: BTreeMap<String, Vec<String>>,
}

/// A card, from 1, and what is done with it: `view`, `like`, `dismiss` or `undo`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tap {
    pub card: usize,
    pub kind: String,
}

/// A change of a bot's file: the first `find` becomes `put`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    pub bot: String,
    pub find: String,
    pub put: String,
}

impl Story {
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let story: Self = serde_norway::from_str(&text).with_context(|| path.display().to_string())?;
        ensure!(!story.steps.is_empty(), "{}: nothing happens in it", path.display());
        Ok(story)
    }
}

impl Step {
    /// The step in a few words, for whoever reads a failure.
    pub fn title(&self) -> String {
        let text = format!("{self:?}");
        let inside = text.trim_start_matches("Step { ").trim_end_matches(" }");
        let said =
            inside.split(", ").filter(|field| !field.ends_with(": None") && !field.ends_with(": false"));
        said.collect::<Vec<_>>().join(", ")
    }
}

fn korean() -> String {
    "ko".into()
}
