//! Talk about the talk: greeting, help, saying it again, taking it back.

use domain::{Answer, ListItem};

use super::{Outcome, Turn, alerts};

pub fn greeting(turn: &Turn<'_>) -> Outcome {
    let key = match turn.world.now.hour() {
        5..=10 => "greeting.morning",
        11..=17 => "greeting.day",
        18..=22 => "greeting.evening",
        _ => "greeting.night",
    };
    let mut outcome = turn.say(key, &[]);
    outcome.answer.quick_replies = turn.suggestions("greeting.suggestions");
    outcome
}

/// What the assistant can do, with examples to press.
pub fn help(turn: &Turn<'_>) -> Outcome {
    let items = ["time", "alarm", "timer", "calculate", "convert", "recommend", "photo", "talk"]
        .into_iter()
        .map(|group| ListItem {
            title: turn.text(&format!("help.{group}"), &[]),
            description: turn.text(&format!("help.{group}_example"), &[]),
            ..ListItem::default()
        })
        .collect();
    let mut outcome = turn.list(turn.text("help.header", &[]), items, turn.text("help.speech", &[]));
    outcome.answer.quick_replies = turn.quick_replies("help.suggestions");
    outcome
}

pub fn repeat(turn: &Turn<'_>) -> Outcome {
    match &turn.memory.last {
        Some(last) => {
            let answer = Answer { speech: last.speech.clone(), ..Answer::text(last.text.clone()) };
            Outcome { answer, ..Outcome::default() }
        }
        None => turn.say("repeat.nothing", &[]),
    }
}

/// Ends what rings, or the open question; otherwise there is nothing to end.
pub fn cancel(turn: &Turn<'_>) -> Outcome {
    if alerts::anything_rings(turn) {
        return alerts::stop(turn);
    }
    turn.say(if turn.memory.question.is_some() { "cancel.question" } else { "cancel.nothing" }, &[])
}
