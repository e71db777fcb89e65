//! "뭐라고 쓰여 있어?"

use domain::{Answer, Bubble};

use super::picture;
use crate::ability::{Outcome, Turn};
use crate::memory::SeenPhoto;

/// A voice reads so many characters; the rest is on the screen.
const MOST_SAID: usize = 300;
/// A bubble has so many.
const MOST_SHOWN: usize = 4000;

pub fn read(turn: &Turn<'_>) -> Option<Outcome> {
    let picture = picture(turn)?;
    let mut outcome = match turn.world.sight.read(picture) {
        None => turn.say("see.unseen", &[]),
        Some(text) if text.trim().is_empty() => turn.say("see.no_text", &[]),
        Some(text) => written(turn, text.trim()),
    };
    let likely = turn.memory.photo.as_ref().map(|photo| photo.likely.clone()).unwrap_or_default();
    outcome.photo = Some(SeenPhoto { picture: picture.to_string(), likely });
    Some(outcome)
}

fn written(turn: &Turn<'_>, text: &str) -> Outcome {
    let head = turn.text("see.text", &[]);
    let mut spoken: String = text.chars().take(MOST_SAID).collect();
    if text.chars().count() > MOST_SAID {
        spoken = turn.text("see.text_goes_on", &[("text", &spoken)]);
    }
    // What is written is told as it is, never filled in.
    let bubbles = vec![
        Bubble::Text { text: head.clone() },
        Bubble::Text { text: text.chars().take(MOST_SHOWN).collect() },
    ];
    let speech = format!("{head} {}", spoken.split_whitespace().collect::<Vec<_>>().join(" "));
    Outcome { answer: Answer { bubbles, speech, ..Answer::default() }, ..Outcome::default() }
}
