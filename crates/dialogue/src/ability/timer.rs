//! Timers: setting one.

use domain::{AlertKind, Repeat};
use jiff::SignedDuration;

use super::{Outcome, Turn};
use crate::memory::JustSet;
use crate::{Action, render};

/// A longer wait is an alarm's business.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Starts a timer; asks for its length when it was not said.
pub fn set(turn: &Turn<'_>) -> Outcome {
    let Some(length) = turn.duration() else { return turn.ask("timer.length") };
    if length <= SignedDuration::ZERO {
        return turn.say("timer.zero", &[]);
    }
    let due = turn.world.now.checked_add(length).ok().filter(|_| length <= LONGEST);
    let Some(due) = due else { return turn.say("timer.too_long", &[]) };
    let label = turn.label();
    let shown = render::duration(turn.language, length);
    let key = if label.is_empty() { "timer.done" } else { "timer.done_labelled" };
    let mut outcome = turn.say(key, &[("length", &shown), ("label", &label)]);
    outcome.set = Some(JustSet { timer: true, label: label.clone(), due: due.timestamp().to_string() });
    let due = due.timestamp();
    outcome.actions = vec![Action::SetAlert { kind: AlertKind::Timer, label, due, repeat: Repeat::Once }];
    outcome
}
