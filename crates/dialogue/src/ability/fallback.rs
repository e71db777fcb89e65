//! An honest answer to a sentence that nobody understood: it is not guessed at, but what it resembles is offered.

use super::{Outcome, Turn};

/// `resembles` is the group of abilities whose words the sentence used, if any.
pub(crate) fn fallback(turn: &Turn<'_>, resembles: Option<&str>) -> Outcome {
    let group = resembles.unwrap_or("plain");
    let mut outcome = turn.say(&format!("fallback.{group}"), &[]);
    outcome.answer.quick_replies = match resembles {
        Some(group) => turn.quick_replies(&format!("fallback.{group}_suggestions")),
        None => turn.suggestions("fallback.plain_suggestions"),
    };
    outcome
}
