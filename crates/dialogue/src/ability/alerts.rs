//! Alarms and timers that are set: showing, cancelling, silencing them.

use domain::{Alert, AlertId, AlertKind, AlertState, ListItem, Repeat};
use jiff::SignedDuration;

use super::{Outcome, Turn, alarm};
use crate::value::{TimeOfDay, Value};
use crate::{Action, render};

/// Which alerts are meant.
#[derive(Clone, Copy, PartialEq)]
pub enum Which {
    Alarms,
    Timers,
    All,
}

impl Which {
    fn includes(self, kind: AlertKind) -> bool {
        match self {
            Self::Alarms => kind == AlertKind::Alarm,
            Self::Timers => kind == AlertKind::Timer,
            Self::All => true,
        }
    }

    /// The first part of the names of its replies.
    const fn name(self) -> &'static str {
        match self {
            Self::Alarms => "alarm",
            Self::Timers => "timer",
            Self::All => "alerts",
        }
    }
}

pub fn list(turn: &Turn<'_>, which: Which) -> Outcome {
    let alerts = set(turn, which);
    let name = which.name();
    match alerts[..] {
        [] => {
            let mut outcome = turn.say(&format!("{name}.none"), &[]);
            outcome.answer.quick_replies = turn.quick_replies(&format!("{name}.none_suggestions"));
            outcome
        }
        [only] => {
            let key = if only.label.is_empty() { "one" } else { "one_labelled" };
            turn.say(&format!("{name}.{key}"), &[("when", &when(turn, only)), ("label", &only.label)])
        }
        _ => {
            let count = alerts.len().to_string();
            let spoken: Vec<String> = alerts.iter().take(5).map(|alert| described(turn, alert)).collect();
            let spoken: Vec<&str> = spoken.iter().map(String::as_str).collect();
            let spoken = render::listed(turn.language, &spoken);
            let header = turn.text(&format!("{name}.many_header"), &[("count", &count)]);
            let speech = turn.text(&format!("{name}.many"), &[("count", &count), ("list", &spoken)]);
            turn.list(header, items(turn, &alerts), speech)
        }
    }
}

/// Cancels the one that is meant: by time, by length, by label, or the only one there is. Asks when it is not clear.
pub fn cancel(turn: &Turn<'_>, which: Which) -> Outcome {
    let all = set(turn, which);
    let name = which.name();
    if all.is_empty() {
        return turn.say(&format!("{name}.none"), &[]);
    }
    let meant: Vec<&Alert> = all.iter().copied().filter(|alert| is_meant(turn, alert)).collect();
    let described_one = !matches!(
        (
            turn.values.get("time"),
            turn.values.get("label"),
            turn.values.get("duration"),
            turn.values.get("date")
        ),
        (None, None, None, None)
    );
    match meant[..] {
        [] => turn.say(&format!("{name}.no_such"), &[]),
        [only] => cancelled(turn, which, only),
        [..] if !described_one && meant.iter().filter(|alert| is_ringing(alert)).count() == 1 => {
            let ringing = meant.iter().find(|alert| is_ringing(alert)).expect("there is exactly one");
            cancelled(turn, which, ringing)
        }
        _ => which_one(turn, which, &meant),
    }
}

pub fn cancel_all(turn: &Turn<'_>, which: Which) -> Outcome {
    let alerts = set(turn, which);
    if alerts.is_empty() {
        return turn.say(&format!("{}.none", which.name()), &[]);
    }
    let count = alerts.len().to_string();
    let key = if alerts.len() == 1 { "cancelled_only" } else { "cancelled_all" };
    let mut outcome = turn.say(&format!("{}.{key}", which.name()), &[("count", &count)]);
    outcome.actions = vec![Action::CancelAlerts(ids(&alerts))];
    outcome
}

/// "그만", "꺼 줘": silences what rings.
pub fn stop(turn: &Turn<'_>) -> Outcome {
    let ringing: Vec<&Alert> = set(turn, Which::All).into_iter().filter(|alert| is_ringing(alert)).collect();
    if ringing.is_empty() {
        return turn.say("cancel.nothing", &[]);
    }
    let mut outcome = turn.say("alerts.silenced", &[]);
    outcome.actions = vec![Action::CancelAlerts(ids(&ringing))];
    outcome
}

/// How long a ringing alert sleeps when nobody says.
const SNOOZE: SignedDuration = SignedDuration::from_mins(5);

/// "5분만 더": what rings is silenced, and an alarm of the same name rings again later.
pub fn snooze(turn: &Turn<'_>) -> Outcome {
    let mut outcome = stop(turn);
    let ringing = set(turn, Which::All).into_iter().find(|alert| is_ringing(alert));
    let length = turn.duration().unwrap_or(SNOOZE);
    let (Some(ringing), Ok(due)) = (ringing, turn.world.now.timestamp().checked_add(length)) else {
        return outcome;
    };
    let shown = render::duration(turn.language, length);
    outcome.answer = turn.say("alerts.snoozed", &[("length", &shown)]).answer;
    let (kind, label) = (AlertKind::Alarm, ringing.label.clone());
    outcome.actions.push(Action::SetAlert { kind, label, due, repeat: Repeat::Once });
    outcome
}

pub fn running_timers<'a>(turn: &'a Turn<'_>) -> Vec<&'a Alert> {
    set(turn, Which::Timers).into_iter().filter(|alert| !is_ringing(alert)).collect()
}

pub fn anything_rings(turn: &Turn<'_>) -> bool {
    turn.world.alerts.iter().any(is_ringing)
}

fn is_ringing(alert: &Alert) -> bool {
    alert.state == AlertState::Ringing
}

fn set<'a>(turn: &'a Turn<'_>, which: Which) -> Vec<&'a Alert> {
    let waits = |alert: &&Alert| matches!(alert.state, AlertState::Pending | AlertState::Ringing);
    turn.world.alerts.iter().filter(waits).filter(|alert| which.includes(alert.kind)).collect()
}

fn is_meant(turn: &Turn<'_>, alert: &Alert) -> bool {
    let due = alert.due.to_zoned_datetime(turn.world.now.time_zone().clone());
    let time = match turn.values.get("time") {
        Some(Value::Time(time)) => {
            let time = match turn.values.get("daypart") {
                Some(Value::DayPart(part)) => time.within(*part),
                _ => *time,
            };
            is_at(time, due.hour(), due.minute())
        }
        _ => true,
    };
    let date = turn.date().is_none_or(|date| date == due.date());
    let label = turn.label();
    let squeeze = |text: &str| text.to_lowercase().split_whitespace().collect::<String>();
    let labelled = label.is_empty() || squeeze(&alert.label).contains(&squeeze(&label));
    let length = turn.duration().is_none_or(|length| {
        // When it was set is the alert's own time of creation.
        (alert.due.duration_since(alert.created_at) - length).abs() < SignedDuration::from_secs(2)
    });
    time && date && labelled && length
}

fn is_at(time: TimeOfDay, hour: i8, minute: i8) -> bool {
    let hours_agree = match time.half {
        crate::value::Half::Known => time.hour == hour,
        crate::value::Half::Open => time.hour % 12 == hour % 12,
    };
    hours_agree && time.minute == minute
}

fn which_one(turn: &Turn<'_>, which: Which, meant: &[&Alert]) -> Outcome {
    let question = if which == Which::Timers { "timer.cancel_which" } else { "alarm.cancel_which" };
    let mut outcome = turn.ask(question);
    let header = turn.text(&format!("{question}.ask"), &[]);
    outcome.answer.bubbles = turn.list(header, items(turn, meant), String::new()).answer.bubbles;
    outcome.answer.quick_replies = meant
        .iter()
        .take(9)
        .map(|alert| {
            let message = if alert.label.is_empty() { when(turn, alert) } else { alert.label.clone() };
            domain::QuickReply::saying(message)
        })
        .chain(turn.quick_replies("alerts.all_of_them"))
        .collect();
    outcome
}

fn cancelled(turn: &Turn<'_>, which: Which, alert: &Alert) -> Outcome {
    let what = described(turn, alert);
    let mut outcome = turn.say(&format!("{}.cancelled", which.name()), &[("what", &what)]);
    outcome.actions = vec![Action::CancelAlerts(vec![alert.id])];
    outcome
}

fn items(turn: &Turn<'_>, alerts: &[&Alert]) -> Vec<ListItem> {
    alerts
        .iter()
        .map(|alert| ListItem {
            title: when(turn, alert),
            description: alert.label.clone(),
            ..ListItem::default()
        })
        .collect()
}

/// `내일 오전 7시 약 먹기`, `2분 30초 남은 라면`.
fn described(turn: &Turn<'_>, alert: &Alert) -> String {
    let when = when(turn, alert);
    let key = match (alert.kind, alert.label.is_empty()) {
        (_, true) => return when,
        (AlertKind::Alarm, false) => "alarm.described",
        (AlertKind::Timer, false) => "timer.described",
    };
    turn.text(key, &[("when", &when), ("label", &alert.label)])
}

/// An alarm's time, or what is left of a timer.
fn when(turn: &Turn<'_>, alert: &Alert) -> String {
    if is_ringing(alert) {
        return turn.text("alerts.ringing", &[]);
    }
    match alert.kind {
        AlertKind::Alarm => {
            let due = alert.due.to_zoned_datetime(turn.world.now.time_zone().clone());
            alarm::when(turn, &due, alert.repeat)
        }
        AlertKind::Timer => {
            render::duration(turn.language, alert.due.duration_since(turn.world.now.timestamp()))
        }
    }
}

fn ids(alerts: &[&Alert]) -> Vec<AlertId> {
    alerts.iter().map(|alert| alert.id).collect()
}
