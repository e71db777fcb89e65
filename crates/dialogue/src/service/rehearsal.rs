//! Written dialogues: what a person says, turn by turn, and what is expected of each turn.
//!
//! ```yaml
//! - dialogue: 인원만 빠진 예약
//!   now: 2026-11-23T10:00:00+09:00[Asia/Seoul]
//!   turns:
//!     - {say: 내일 저녁 7시에 예약해 줘, block: reserve, asks: people}
//!     - {say: 네 명이요, values: {people: "4"}, asks: confirm, answer: 네 명}
//! ```
//!
//! `answer` is a part of what is written. They lie beside the bot, in `NAME.dialogues.yaml`, and are run by
//! `ieum nlu test` and by the tests of this crate.

use std::collections::BTreeMap;

use domain::{Language, PersonId, Preference, PreferenceId};
use jiff::ZonedDateTime;
use serde::Deserialize;
use serde_json::Value;

use super::answer::text_of;
use crate::{Action, Converse, Said, World};

/// A dialogue as it should go.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rehearsal {
    #[serde(rename = "dialogue")]
    pub name: String,
    /// When it takes place, as RFC 9557; without it, now.
    #[serde(default)]
    pub now: Option<String>,
    pub turns: Vec<Line>,
}

/// One turn; only what is written is compared.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Line {
    pub say: String,
    pub bot: Option<String>,
    /// The block that is meant; `none` when nothing is.
    pub block: Option<String>,
    /// Some of the values that are known after the turn.
    pub values: BTreeMap<String, String>,
    /// What is asked: a parameter, `confirm`, or `nothing`.
    pub asks: Option<String>,
    pub answer: Option<String>,
    pub answer_not: Option<String>,
    pub speech: Option<String>,
    /// The turn comes so many seconds after the one before.
    pub later: Option<u32>,
}

/// A turn that has been played.
#[derive(Clone, Debug, PartialEq)]
pub struct Played {
    pub said: String,
    pub answered: String,
    pub trace: String,
    /// What was not as written.
    pub wrong: Vec<String>,
}

/// Reads a file of dialogues.
pub fn read(text: &str) -> Result<Vec<Rehearsal>, String> {
    serde_norway::from_str(text).map_err(|error| error.to_string())
}

/// Plays a dialogue from its beginning.
pub fn play(
    partner: &dyn Converse,
    rehearsal: &Rehearsal,
    language: Language,
    now: &ZonedDateTime,
) -> Result<Vec<Played>, String> {
    let mut now = match &rehearsal.now {
        None => now.clone(),
        Some(at) => at.parse().map_err(|error| format!("{}: {at}: {error}", rehearsal.name))?,
    };
    let mut state: Option<String> = None;
    let mut preferences: Vec<Preference> = Vec::new();
    let mut played = Vec::new();
    for line in &rehearsal.turns {
        now = now
            .checked_add(jiff::SignedDuration::from_secs(i64::from(line.later.unwrap_or(1))))
            .map_err(|error| error.to_string())?;
        let world = World { preferences: preferences.clone(), ..World::at(now.clone()) };
        let said = Said { text: &line.say, language, state: state.as_deref() };
        let reply = partner.reply(&said, &world);
        let answered = text_of(&reply.answer);
        let trace: Value = serde_json::from_str(&reply.trace).unwrap_or_default();
        let wrong = compare(line, &answered, &reply.answer.speech, &trace);
        state = reply.state;
        reply.actions.into_iter().for_each(|action| remember(&mut preferences, action, &now));
        played.push(Played { said: line.say.clone(), answered, trace: reply.trace, wrong });
    }
    Ok(played)
}

/// What the hub does with what is remembered.
fn remember(preferences: &mut Vec<Preference>, action: Action, now: &ZonedDateTime) {
    match action {
        Action::Remember(what) => {
            preferences.retain(|known| (&known.what.bot, &known.what.name) != (&what.bot, &what.name));
            let next = preferences
                .iter()
                .map(|known| known.id)
                .max()
                .map_or(1, |id| u128::from_be_bytes(id.to_bytes()) + 1);
            let (id, person) = (PreferenceId::fixed(next), PersonId::fixed(1));
            preferences.push(Preference { id, person, what, kept_at: now.timestamp() });
        }
        Action::Forget(ids) => preferences.retain(|known| !ids.contains(&known.id)),
        Action::SetAlert { .. } | Action::CancelAlerts(_) | Action::Feedback { .. } => {}
    }
}

fn compare(line: &Line, answered: &str, speech: &str, trace: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut same = |what: &str, wanted: &str, found: &str| {
        if wanted != found {
            wrong.push(format!("{what}: wanted {wanted:?}, found {found:?}"));
        }
    };
    let field = |name: &str| trace[name].as_str().unwrap_or("none");
    if let Some(bot) = &line.bot {
        same("bot", bot, field("bot"));
    }
    if let Some(block) = &line.block {
        same("block", block, field("block"));
    }
    if let Some(asks) = &line.asks {
        let asked = &trace["asked"];
        let asked = ["parameter", "kept"]
            .iter()
            .find_map(|kind| asked[*kind].as_str())
            .or(asked.as_str())
            .unwrap_or("nothing");
        same("asks", asks, asked);
    }
    for (name, value) in &line.values {
        same(name, value, trace["values"][name]["value"].as_str().unwrap_or("none"));
    }
    for (part, text) in [(&line.answer, answered), (&line.speech, speech)] {
        if let Some(part) = part.as_ref().filter(|part| !text.contains(part.as_str())) {
            wrong.push(format!("{part:?} is not in {text:?}"));
        }
    }
    if let Some(part) = line.answer_not.as_ref().filter(|part| answered.contains(part.as_str())) {
        wrong.push(format!("{part:?} is in {answered:?}"));
    }
    wrong
}
