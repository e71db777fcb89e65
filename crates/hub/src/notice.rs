//! The assistant speaks first: it tells of an alert that nobody heard.

use domain::{Alert, AlertKind, Answer, EventId, Input, Language, Person, Problem};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::{AlertStop, Completion, NewTurn, StateChange};

use crate::hub::Core;
use crate::problem::told;

/// Why nobody heard it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missed {
    /// It rang, and nobody stopped it.
    Unheard,
    /// The machine was off.
    Late,
}

impl Core {
    /// Ends the alert and says in its conversation that it was missed, all or nothing.
    pub async fn tell_missed(
        &self,
        alert: &Alert,
        missed: Missed,
        person: &Person,
        zone: &TimeZone,
    ) -> Result<(), Problem> {
        let now = self.clock.now();
        let new = NewTurn {
            id: self.ids.next(),
            conversation: alert.conversation,
            event: event_of(alert),
            touchpoint: None,
            input: Input::Notice,
            language: person.language,
            received_at: now,
        };
        let words = words(alert, missed, person.language, zone, now);
        let completion = Completion {
            turn: new.id,
            outcome: Ok(Answer::text(words)),
            language: person.language,
            answered_at: now,
            trace: None,
            state: StateChange::Keep,
            new_alerts: Vec::new(),
            stopped_alerts: vec![AlertStop { alert: alert.id, again: None }],
            new_preferences: Vec::new(),
            forgotten_preferences: Vec::new(),
        };
        let lane = self.lanes.lane(alert.conversation);
        let _door = lane.shut().await;
        let given = self.store.give_notice(&new, &completion).await.map_err(told)?;
        self.tell_ended(person.id, &given.turn);
        Ok(())
    }
}

/// The same for the same ring, so that two nodes tell of it once.
fn event_of(alert: &Alert) -> EventId {
    let due = alert.due.as_millisecond().unsigned_abs();
    EventId::fixed(u128::from_be_bytes(alert.id.to_bytes()) ^ u128::from(due))
}

fn words(alert: &Alert, missed: Missed, language: Language, zone: &TimeZone, now: Timestamp) -> String {
    let due = alert.due.to_zoned_datetime(zone.clone());
    let today = now.to_zoned_datetime(zone.clone()).date() == due.date();
    let (hour, minute) = (due.hour(), due.minute());
    let label = alert.label.trim();
    match language {
        Language::Korean => {
            let day = if today { String::new() } else { format!("{}월 {}일 ", due.month(), due.day()) };
            let half = if hour < 12 { "오전" } else { "오후" };
            let minutes = if minute == 0 { String::new() } else { format!(" {minute}분") };
            let time = format!("{day}{half} {}시{minutes}", twelve(hour));
            let kind = match alert.kind {
                AlertKind::Timer => "타이머가",
                AlertKind::Alarm => "알람이",
            };
            let subject = if label.is_empty() { kind.to_owned() } else { format!("‘{label}’ {kind}") };
            match missed {
                Missed::Unheard => format!("{time}에 {subject} 울렸는데, 끄신 분이 없어서 멈췄어요."),
                Missed::Late => format!("제가 꺼져 있어서 {time} {subject} 울리지 못했어요."),
            }
        }
        Language::English => {
            let day = if today { String::new() } else { format!(" on {}", due.strftime("%B %-d")) };
            let half = if hour < 12 { "AM" } else { "PM" };
            let time = format!("{}:{minute:02} {half}{day}", twelve(hour));
            let kind = match alert.kind {
                AlertKind::Timer => "timer",
                AlertKind::Alarm => "alarm",
            };
            let name = if label.is_empty() { kind.to_owned() } else { format!("{kind} “{label}”") };
            match missed {
                Missed::Unheard => {
                    format!("Your {name} rang at {time}, but nobody stopped it, so I turned it off.")
                }
                Missed::Late => format!("I was switched off, so your {name} for {time} did not ring."),
            }
        }
    }
}

fn twelve(hour: i8) -> i8 {
    match hour % 12 {
        0 => 12,
        hour => hour,
    }
}
