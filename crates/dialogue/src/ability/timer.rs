//! Timers: setting one, offering one, giving one more time.

use domain::{AlertKind, Repeat};
use jiff::SignedDuration;

use super::{Outcome, Turn, alerts};
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

/// "라면 3분": a length alone may be meant for a timer; better asked than guessed. None when it is a longer phrase.
pub fn offer(turn: &Turn<'_>) -> Option<Outcome> {
    let (label, length) = (turn.label(), turn.duration()?);
    let one_word = !label.contains(char::is_whitespace) && label.chars().count() <= LONGEST_NAME;
    if !one_word || length <= SignedDuration::ZERO || length >= LONGEST_OFFERED {
        return None;
    }
    let shown = render::duration(turn.language, length);
    let key = if label.is_empty() { "timer.offer.ask" } else { "timer.offer.ask_labelled" };
    let mut outcome = turn.ask("timer.offer");
    outcome.answer = domain::Answer {
        quick_replies: outcome.answer.quick_replies,
        expects_reply: true,
        ..domain::Answer::text(turn.text(key, &[("length", &shown), ("label", &label)]))
    };
    Some(outcome)
}

/// "이틀" is rather said of days.
const LONGEST_OFFERED: SignedDuration = SignedDuration::from_hours(24);

/// The longest word that is taken for the name of a timer nobody has asked for.
const LONGEST_NAME: usize = 8;

/// More time for the timer that is meant: it begins anew, ending later.
pub fn extend(turn: &Turn<'_>) -> Outcome {
    let Some(length) = turn.duration() else { return turn.say("timer.extend_by", &[]) };
    let label = turn.label();
    let running = alerts::running_timers(turn);
    let meant: Vec<_> = running.iter().filter(|timer| label.is_empty() || timer.label == label).collect();
    let [timer] = meant[..] else {
        let key = if running.is_empty() { "timer.none" } else { "timer.extend_which" };
        return turn.say(key, &[]);
    };
    let Ok(due) = timer.due.checked_add(length) else { return turn.say("timer.too_long", &[]) };
    let left = due.duration_since(turn.world.now.timestamp());
    if left > LONGEST {
        return turn.say("timer.too_long", &[]);
    }
    let shown = render::duration(turn.language, left);
    let mut outcome = turn.say("timer.extended", &[("when", &shown)]);
    outcome.actions = vec![
        Action::CancelAlerts(vec![timer.id]),
        Action::SetAlert { kind: AlertKind::Timer, label: timer.label.clone(), due, repeat: Repeat::Once },
    ];
    outcome
}
