//! Another process on the same data folder, as `ieum ask` is beside a running server.

use domain::{AlertState, EventId, TurnStatus};
use hub::testing::Stage;
use hub::{Instruction, TurnRequest, Utterance};
use jiff::SignedDuration;
use store::Turns;

use crate::alerts::{changed, rings, stage_at};
use crate::window::{Window, words};

fn request(event: u128, text: &str) -> TurnRequest {
    TurnRequest {
        event: EventId::fixed(event),
        utterance: Utterance::Text(text.into()),
        language: None,
        touchpoint: None,
        conversation: None,
    }
}

#[tokio::test]
async fn what_is_asked_beside_a_server_is_shown_and_rings_there() {
    let folder = tempfile::tempdir().unwrap();
    let (server, owner) = stage_at(folder.path(), "2026-11-23T09:00:00Z").await;
    let mut window = Window::open(&server, owner, 1).await;
    window.say(1, "하나").await;
    assert_eq!(window.ended().await.sequence, 1);
    let (beside, _) = stage_at(folder.path(), "2026-11-23T09:00:01Z").await;
    let asked = beside.hub.take_turn(owner, request(2, "타이머")).await.unwrap();
    server.waker.advance(SignedDuration::from_secs(1));
    let Instruction::RenderTurn { turn } = window.next().await else { panic!("nothing else has changed") };
    assert_eq!(*turn, asked, "shown, and no other turn once more");
    let waiting = changed(&mut window).await;
    assert_eq!((waiting.len(), waiting[0].state), (1, AlertState::Pending));
    server.waker.advance(SignedDuration::from_mins(3));
    assert_eq!(rings(&mut window).await.id, waiting[0].id);
    // It has noticed each once: the next turn that ends is its own.
    window.say(3, "그만").await;
    assert_eq!(window.ended().await.sequence, 3);
}

#[tokio::test]
async fn an_answer_that_another_process_gave_is_handed_out() {
    let folder = tempfile::tempdir().unwrap();
    let server = Stage::open(folder.path()).await.unwrap();
    let owner = server.owner().await.unwrap();
    let beside = Stage::open_at(folder.path(), "2026-11-23T09:00:01Z", |_| {}).await.unwrap();
    // Both answer the same conversation at once: each turn gets one answer, and whoever asked gets it.
    let asking = (1..=40u128).map(|event| {
        let hub = if event % 2 == 0 { server.hub.clone() } else { beside.hub.clone() };
        let text = event.to_string();
        tokio::spawn(async move { hub.take_turn(owner.id, request(event, &text)).await.unwrap() })
    });
    for (event, asked) in (1..).zip(asking.collect::<Vec<_>>()) {
        let turn = asked.await.unwrap();
        assert_eq!(words(&turn), event.to_string());
        let stored = server.store.turn(turn.id).await.unwrap().unwrap();
        assert!(matches!(stored.status, TurnStatus::Answered(_)) && stored == turn);
    }
}
