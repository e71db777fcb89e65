//! Photos: what they show, what is written in them, and which are like them.
//!
//! `name` says what a photo shows, `which` takes the answer when two things were likely, `text` reads, `alike` looks for
//! photos like it. What is asked without a photo is meant of the one that was sent last.

use domain::PictureId;

use super::Turn;
use crate::recommend::normal;
use crate::value::Value;

mod alike;
mod name;
mod text;
mod which;

pub use alike::alike;
pub use name::{look, name};
pub use text::read;
pub use which::which;

/// The photo that is meant: the one of this turn, or the one that was spoken of.
fn picture(turn: &Turn<'_>) -> Option<PictureId> {
    let spoken_of = || turn.memory.photo.as_ref()?.picture.parse().ok();
    turn.world.sight.sent().or_else(spoken_of)
}

/// Whether "이거랑 비슷한 거" is said of a photo: it is there, and nothing else was named.
pub fn is_meant(turn: &Turn<'_>) -> bool {
    let words = normal(said(turn, "which"));
    let things = normal(said(turn, "kind"));
    picture(turn).is_some()
        && (words.is_empty() || turn.is_one_of("see.this", &words))
        && (things.is_empty() || turn.is_one_of("see.photo", &things))
}

fn said<'a>(turn: &'a Turn<'_>, name: &str) -> &'a str {
    match turn.values.get(name) {
        Some(Value::Text(text)) => text.trim(),
        _ => "",
    }
}
