//! Alarms: setting one, and correcting the one just set.

use domain::{AlertKind, Repeat};
use jiff::ZonedDateTime;

use super::{Outcome, Turn};
use crate::memory::JustSet;
use crate::value::{DayPart, TimeOfDay, Value};
use crate::{Action, render, schedule};

/// Sets an alarm; asks for the time when it was not said.
pub fn set(turn: &Turn<'_>) -> Outcome {
    if let Some(length) = turn.duration() {
        let due = turn.world.now.checked_add(length).ok();
        return due.map_or_else(|| turn.say("alarm.too_far", &[]), |due| done(turn, &due, Repeat::Once));
    }
    let Some(time) = time(turn) else { return turn.ask("alarm.when") };
    let now = &turn.world.now;
    if let Some(Value::Repeat(days)) = turn.values.get("repeat") {
        let due = schedule::settle_weekly(time, *days, now);
        return due
            .map_or_else(|| turn.say("alarm.past", &[]), |due| done(turn, &due, Repeat::Weekly(*days)));
    }
    match schedule::settle(time, turn.date(), now) {
        Some(due) => done(turn, &due, Repeat::Once),
        None => turn.say("alarm.past", &[]),
    }
}

/// "30분마다 알람": there are only daily and weekly repeats, so it is said what can be had instead.
pub fn every(turn: &Turn<'_>) -> Outcome {
    let mut outcome = turn.say("alarm.every", &[]);
    outcome.answer.quick_replies = turn.quick_replies("alarm.every_suggestions");
    outcome
}

/// "아니 네 시로": the alarm that was just set, at another time.
pub fn correct(turn: &Turn<'_>) -> Outcome {
    let just_set = turn.memory.set.as_ref().filter(|set| !set.timer);
    let old = just_set.and_then(|set| {
        turn.world.alerts.iter().find(|alert| {
            alert.kind == AlertKind::Alarm && alert.due.to_string() == set.due && alert.label == set.label
        })
    });
    let (Some(old), Some(time)) = (old, time(turn)) else { return turn.say("alarm.nothing_to_correct", &[]) };
    let was = old.due.to_zoned_datetime(turn.world.now.time_zone().clone());
    let due = match old.repeat {
        Repeat::Weekly(days) => schedule::settle_weekly(time, days, &turn.world.now),
        Repeat::Once => {
            schedule::settle(same_half(time, &was), turn.date().or(Some(was.date())), &turn.world.now)
        }
    };
    let Some(due) = due else { return turn.say("alarm.past", &[]) };
    let mut outcome = done_with(turn, &due, old.repeat, old.label.clone(), "alarm.corrected");
    outcome.actions.insert(0, Action::CancelAlerts(vec![old.id]));
    outcome
}

/// The time that was said, within the part of the day that was said elsewhere in the sentence.
fn time(turn: &Turn<'_>) -> Option<TimeOfDay> {
    let Some(Value::Time(time)) = turn.values.get("time") else { return None };
    Some(match turn.values.get("daypart") {
        Some(Value::DayPart(part)) => time.within(*part),
        _ => *time,
    })
}

/// A corrected time stays in the half of the day that it had.
fn same_half(time: TimeOfDay, was: &ZonedDateTime) -> TimeOfDay {
    time.within(if was.hour() < 12 { DayPart::Am } else { DayPart::Pm })
}

fn done(turn: &Turn<'_>, due: &ZonedDateTime, repeat: Repeat) -> Outcome {
    done_with(turn, due, repeat, turn.label(), "alarm.done")
}

fn done_with(turn: &Turn<'_>, due: &ZonedDateTime, repeat: Repeat, label: String, key: &str) -> Outcome {
    let when = when(turn, due, repeat);
    let key = if label.is_empty() { key.to_owned() } else { format!("{key}_labelled") };
    let mut outcome = turn.say(&key, &[("when", &when), ("label", &label)]);
    outcome.set = Some(JustSet { timer: false, label: label.clone(), due: due.timestamp().to_string() });
    outcome.actions = vec![Action::SetAlert { kind: AlertKind::Alarm, label, due: due.timestamp(), repeat }];
    outcome
}

/// `내일 오후 3시`, `평일마다 오전 7시`.
pub fn when(turn: &Turn<'_>, due: &ZonedDateTime, repeat: Repeat) -> String {
    let time = render::time(turn.language, due);
    let day = match repeat {
        Repeat::Once => render::near_date(turn.language, due.date(), turn.today()),
        Repeat::Weekly(days) => render::weekly(turn.language, days),
    };
    turn.text("alarm.when_is", &[("day", &day), ("time", &time)])
}
