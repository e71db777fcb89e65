//! Timers and alarms from being set to being stopped, or missed.

use std::path::Path;
use std::sync::Arc;

use dialogue::{Action, Converse, Reply, Said, World};
use domain::{Alert, AlertKind, AlertState, Answer, Code, Input, PersonId, Repeat};
use hub::testing::{Stage, hello};
use hub::{EventBody, Hello, Instruction};
use jiff::{SignedDuration, Timestamp};

use crate::window::{Window, words};

/// Does with alerts what single words ask for.
struct Keeper;

impl Converse for Keeper {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        let now = world.now.timestamp();
        let set = |kind, due, repeat| Action::SetAlert { kind, label: "라면".into(), due, repeat };
        let action = match said.text {
            "타이머" => set(AlertKind::Timer, now + SignedDuration::from_mins(3), Repeat::Once),
            "매일" => {
                set(AlertKind::Alarm, now + SignedDuration::from_hours(1), Repeat::Weekly(0b0111_1111))
            }
            _ => Action::CancelAlerts(world.alerts.iter().map(|alert| alert.id).collect()),
        };
        let answer = Answer::text(format!("{}", world.alerts.len()));
        Reply {
            answer,
            language: said.language,
            understood: true,
            asked: None,
            actions: vec![action],
            state: None,
            trace: "{}".into(),
            handled: None,
        }
    }
}

pub async fn stage_at(folder: &Path, time: &str) -> (Stage, PersonId) {
    let stage = Stage::open_at(folder, time, |parts| parts.converse = Arc::new(Keeper)).await.unwrap();
    let owner = stage.owner().await.unwrap().id;
    stage.hub.start().await.unwrap();
    (stage, owner)
}

const EVENING: &str = "2026-11-23T09:00:00Z";

pub async fn changed(window: &mut Window) -> Vec<Alert> {
    window
        .until(|instruction| match instruction {
            Instruction::AlertsChanged { alerts } => Some(alerts),
            _ => None,
        })
        .await
}

pub async fn rings(window: &mut Window) -> Alert {
    window
        .until(|instruction| match instruction {
            Instruction::AlertStart { alert } => Some(*alert),
            _ => None,
        })
        .await
}

async fn falls_silent(window: &mut Window) -> domain::AlertId {
    window
        .until(|instruction| match instruction {
            Instruction::AlertStop { alert } => Some(alert),
            _ => None,
        })
        .await
}

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

#[tokio::test]
async fn a_timer_rings_everywhere_until_it_is_stopped_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    let (stage, owner) = stage_at(folder.path(), EVENING).await;
    let mut one = Window::open(&stage, owner, 1).await;
    let mut two = Window::open(&stage, owner, 2).await;
    one.say(1, "타이머").await;
    let waiting = changed(&mut two).await;
    assert_eq!((waiting.len(), waiting[0].state), (1, AlertState::Pending));
    stage.waker.advance(minutes(3));
    let ringing = rings(&mut one).await;
    assert_eq!((ringing.id, ringing.label.as_str()), (waiting[0].id, "라면"));
    assert_eq!(rings(&mut two).await, ringing);
    let mut late = Window::open(&stage, owner, 3).await;
    assert_eq!(rings(&mut late).await, ringing, "who connects while it rings hears it");
    two.send(2, EventBody::AlertStopped { alert: ringing.id }).await;
    for window in [&mut one, &mut two, &mut late] {
        assert_eq!(falls_silent(window).await, ringing.id);
        assert_eq!(changed(window).await, []);
    }
    one.send(3, EventBody::AlertStopped { alert: ringing.id }).await;
    let unknown = EventBody::AlertStopped { alert: domain::AlertId::fixed(1) };
    one.send(4, unknown).await;
    assert_eq!(one.failed().await, (Some(domain::EventId::fixed(4)), Code::NotFound), "twice is no error");
}

#[tokio::test]
async fn a_word_stops_what_rings() {
    let folder = tempfile::tempdir().unwrap();
    let (stage, owner) = stage_at(folder.path(), EVENING).await;
    let mut window = Window::open(&stage, owner, 1).await;
    window.say(1, "타이머").await;
    changed(&mut window).await;
    stage.waker.advance(minutes(3));
    let ringing = rings(&mut window).await;
    window.say(2, "그만").await;
    assert_eq!(falls_silent(&mut window).await, ringing.id);
    assert_eq!(stage.hub.alerts(owner).await.unwrap(), []);
}

#[tokio::test]
async fn one_that_waits_is_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let (stage, owner) = stage_at(folder.path(), EVENING).await;
    let mut window = Window::open(&stage, owner, 1).await;
    window.say(1, "매일").await;
    let waiting = changed(&mut window).await;
    window.send(2, EventBody::AlertStopped { alert: waiting[0].id }).await;
    assert_eq!(changed(&mut window).await, []);
}

#[tokio::test]
async fn one_nobody_hears_is_told_as_missed() {
    let folder = tempfile::tempdir().unwrap();
    let (stage, owner) = stage_at(folder.path(), EVENING).await;
    let mut window = Window::open(&stage, owner, 1).await;
    window.say(1, "타이머").await;
    changed(&mut window).await;
    stage.waker.advance(minutes(3));
    let ringing = rings(&mut window).await;
    stage.waker.advance(minutes(10));
    let notice = window.ended().await;
    assert_eq!(notice.input, Input::Notice);
    assert_eq!(words(&notice), "오후 6시 3분에 ‘라면’ 타이머가 울렸는데, 끄신 분이 없어서 멈췄어요.");
    assert_eq!(falls_silent(&mut window).await, ringing.id);
    assert_eq!(changed(&mut window).await, []);
}

#[tokio::test]
async fn a_restart_rings_on_and_tells_what_came_too_late() {
    for (back, rings_again) in [("2026-11-23T09:10:00Z", true), ("2026-11-23T12:30:00Z", false)] {
        for rang_before in [true, false] {
            let folder = tempfile::tempdir().unwrap();
            let (before, owner) = stage_at(folder.path(), EVENING).await;
            let mut window = Window::open(&before, owner, 1).await;
            window.say(1, "타이머").await;
            changed(&mut window).await;
            if rang_before {
                before.waker.advance(minutes(3));
                rings(&mut window).await;
            }
            drop(window);
            before.hub.stop().await;
            let (stage, _) = stage_at(folder.path(), back).await;
            let mut window = Window::open(&stage, owner, 1).await;
            if rings_again {
                assert_eq!(rings(&mut window).await.label, "라면");
            } else {
                let told = Window::open_with(&stage, owner, Hello { seen: vec![], ..hello(2) }).await;
                let notice = match told.synchronized.conversations[0].turns.get(1) {
                    Some(notice) => notice.clone(),
                    None => window.ended().await,
                };
                assert_eq!(words(&notice), "제가 꺼져 있어서 오후 6시 3분 ‘라면’ 타이머가 울리지 못했어요.");
            }
        }
    }
}

#[tokio::test]
async fn a_weekly_alarm_keeps_its_time_of_day_when_the_clocks_change() {
    let folder = tempfile::tempdir().unwrap();
    // Seven in the evening in Berlin, on the last Saturday of summer time.
    let (stage, owner) = stage_at(folder.path(), "2026-10-24T16:00:00Z").await;
    let berlin = Hello { time_zone: Some("Europe/Berlin".into()), ..hello(1) };
    let mut window = Window::open_with(&stage, owner, berlin.clone()).await;
    let mut second = Window::open_with(&stage, owner, berlin).await;
    window.say(1, "매일").await;
    assert_eq!(changed(&mut window).await[0].due, "2026-10-24T17:00:00Z".parse::<Timestamp>().unwrap());
    stage.waker.advance(minutes(60));
    let ringing = rings(&mut window).await;
    changed(&mut window).await;
    window.send(2, EventBody::AlertStopped { alert: ringing.id }).await;
    // The other window's person was a moment slower: that does not take back tomorrow's.
    second.send(3, EventBody::AlertStopped { alert: ringing.id }).await;
    let next = changed(&mut window).await;
    assert_eq!(next[0].due, "2026-10-25T18:00:00Z".parse::<Timestamp>().unwrap(), "an hour later in UTC");
    assert_eq!(next[0].state, AlertState::Pending);
    assert_eq!(stage.hub.alerts(owner).await.unwrap(), next);
    falls_silent(&mut second).await;
    // Nobody hears it the next day: it comes back all the same.
    stage.waker.advance(minutes(25 * 60));
    rings(&mut window).await;
    stage.waker.advance(minutes(10));
    falls_silent(&mut window).await;
    let due = changed(&mut window).await[0].due;
    assert_eq!(due, "2026-10-26T18:00:00Z".parse::<Timestamp>().unwrap());
}
