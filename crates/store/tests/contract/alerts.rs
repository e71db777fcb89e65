//! Timers and alarms.

use domain::{Alert, AlertId, AlertKind, AlertState, Conversation, Person, Repeat};
use jiff::Timestamp;
use store::{AlertStop, Completion, Store};

use super::{Bed, alert, completion, new_turn, noon, person, set_alert, with_a_conversation};

/// Alerts 1, 2, 3... due at these minutes after noon.
async fn set(store: &dyn Store, owner: &Person, chat: &Conversation, minutes: &[i64]) {
    for (number, minutes) in (1..).zip(minutes) {
        set_alert(store, number, &alert(number, owner, chat, noon(*minutes))).await;
    }
}

fn ids(alerts: &[Alert]) -> Vec<AlertId> {
    alerts.iter().map(|alert| alert.id).collect()
}

async fn state(store: &dyn Store, number: u128) -> AlertState {
    store.alert(AlertId::fixed(number)).await.unwrap().unwrap().state
}

pub async fn ring_when_due(bed: &dyn Bed) {
    let (store, owner, chat) = with_a_conversation(bed).await;
    assert_eq!(store.next_due().await.unwrap(), None);
    set(&*store, &owner, &chat, &[20, 10, 30]).await;
    assert_eq!(store.next_due().await.unwrap(), Some(noon(10)));
    assert_eq!(store.ring_due(noon(9)).await.unwrap(), []);
    let due = store.ring_due(noon(20)).await.unwrap();
    assert_eq!(ids(&due), [2, 1].map(AlertId::fixed), "the earlier one first, up to the very moment");
    assert!(due.iter().all(|alert| alert.state == AlertState::Ringing));
    assert_eq!(store.next_due().await.unwrap(), Some(noon(30)));
    assert_eq!(store.ringing_alerts().await.unwrap(), due);
    let open = store.open_alerts(owner.id).await.unwrap();
    assert_eq!(ids(&open), [2, 1, 3].map(AlertId::fixed), "ringing and waiting, the next one first");
}

pub async fn each_is_handed_out_once(bed: &dyn Bed) {
    let (store, owner, chat) = with_a_conversation(bed).await;
    set(&*store, &owner, &chat, &[1; 20]).await;
    let stores = [store, bed.open().await];
    let asking = (0..8).map(|node| {
        let store = stores[node % 2].clone();
        tokio::spawn(async move { ids(&store.ring_due(noon(1)).await.unwrap()) })
    });
    let mut all = Vec::new();
    for task in asking.collect::<Vec<_>>() {
        all.extend(task.await.unwrap());
    }
    all.sort();
    assert_eq!(all, (1..=20).map(AlertId::fixed).collect::<Vec<_>>());
}

pub async fn are_cancelled_while_they_wait(bed: &dyn Bed) {
    let (store, owner, chat) = with_a_conversation(bed).await;
    set(&*store, &owner, &chat, &[1, 2]).await;
    assert!(store.cancel_alert(AlertId::fixed(1)).await.unwrap());
    assert!(!store.cancel_alert(AlertId::fixed(1)).await.unwrap(), "twice");
    assert_eq!(state(&*store, 1).await, AlertState::Cancelled);
    assert_eq!(ids(&store.ring_due(noon(9)).await.unwrap()), [AlertId::fixed(2)]);
    assert!(!store.cancel_alert(AlertId::fixed(2)).await.unwrap(), "it rings");
    assert!(!store.cancel_alert(AlertId::fixed(3)).await.unwrap(), "there is none");
}

pub async fn are_silenced_while_they_ring(bed: &dyn Bed) {
    let (store, owner, chat) = with_a_conversation(bed).await;
    set(&*store, &owner, &chat, &[1]).await;
    let id = AlertId::fixed(1);
    assert!(!store.silence_alert(id, None).await.unwrap(), "it waits");
    store.ring_due(noon(1)).await.unwrap();
    let stores = [store.clone(), bed.open().await];
    let silencing = (0..8).map(|node| {
        let store = stores[node % 2].clone();
        tokio::spawn(async move { store.silence_alert(id, None).await.unwrap() })
    });
    let mut silenced = 0;
    for task in silencing.collect::<Vec<_>>() {
        silenced += usize::from(task.await.unwrap());
    }
    assert_eq!(silenced, 1, "one of many");
    assert_eq!(state(&*store, 1).await, AlertState::Done);
    assert_eq!(store.open_alerts(owner.id).await.unwrap(), []);
}

pub async fn weekly_ones_wait_again(bed: &dyn Bed) {
    let (store, owner, chat) = with_a_conversation(bed).await;
    let weekly = Alert {
        kind: AlertKind::Alarm,
        repeat: Repeat::Weekly(0b0001_0101),
        label: String::new(),
        ..alert(1, &owner, &chat, noon(1))
    };
    set_alert(&*store, 1, &weekly).await;
    assert_eq!(store.alert(weekly.id).await.unwrap(), Some(weekly.clone()));
    store.ring_due(noon(1)).await.unwrap();
    let next: Timestamp = noon(2 * 24 * 60 + 1);
    assert!(store.silence_alert(weekly.id, Some(next)).await.unwrap());
    assert_eq!(store.alert(weekly.id).await.unwrap(), Some(Alert { due: next, ..weekly }));
    assert_eq!(store.next_due().await.unwrap(), Some(next));
}

pub async fn stop_with_the_turn_that_asks_for_it(bed: &dyn Bed) {
    let (store, owner, chat) = with_a_conversation(bed).await;
    set(&*store, &owner, &chat, &[1, 1, 9]).await;
    store.ring_due(noon(1)).await.unwrap();
    store.receive_turn(&new_turn(9, chat.id, "그만")).await.unwrap();
    let stop = |number, again| AlertStop { alert: AlertId::fixed(number), again };
    let stopping = Completion {
        stopped_alerts: vec![stop(1, None), stop(2, Some(noon(60))), stop(3, Some(noon(60))), stop(4, None)],
        ..completion(9, "껐어요")
    };
    store.complete_turn(&stopping).await.unwrap();
    assert_eq!(state(&*store, 1).await, AlertState::Done, "rang");
    assert_eq!(state(&*store, 2).await, AlertState::Pending, "rang and comes back");
    assert_eq!(state(&*store, 3).await, AlertState::Cancelled, "waited");
    assert_eq!(store.next_due().await.unwrap(), Some(noon(60)));
}

pub async fn belong_to_their_person(bed: &dyn Bed) {
    let (store, owner, chat) = with_a_conversation(bed).await;
    set(&*store, &owner, &chat, &[1]).await;
    assert_eq!(store.open_alerts(person(2, "하나").id).await.unwrap(), []);
    assert_eq!(store.alert(AlertId::fixed(2)).await.unwrap(), None);
}

pub async fn survive_a_restart(bed: &dyn Bed) {
    let (store, owner, chat) = with_a_conversation(bed).await;
    set(&*store, &owner, &chat, &[1, 2]).await;
    store.ring_due(noon(1)).await.unwrap();
    drop(store);
    let store = bed.open().await;
    assert_eq!(ids(&store.ringing_alerts().await.unwrap()), [AlertId::fixed(1)]);
    assert_eq!(store.next_due().await.unwrap(), Some(noon(2)));
}
