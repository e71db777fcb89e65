//! Connecting, falling behind, coming back.

use domain::{Code, Language, PersonId, TurnStatus};
use hub::testing::{Stage, hello};
use hub::{Hello, Instruction, NewPerson, Page};

use crate::window::Window;

#[tokio::test]
async fn the_first_start_makes_the_owner() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open(folder.path()).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let other = NewPerson { name: "하나".into(), language: Language::English, time_zone: "UTC".into() };
    assert_eq!(stage.hub.owner(&other).await.unwrap(), owner, "there is one");
    assert_eq!(stage.hub.person_named("하나").await.unwrap(), None);
    let stranger = stage.hub.connect(PersonId::fixed(9), hello(1)).await.err().unwrap();
    assert_eq!(stranger.code, Code::NotFound);
}

#[tokio::test]
async fn a_window_that_stops_reading_is_dropped_and_disturbs_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let stage =
        Stage::open_with(folder.path(), |parts| parts.limits.waiting_instructions = 16).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let mut stuck = Window::open(&stage, owner.id, 1).await;
    let mut fine = Window::open(&stage, owner.id, 2).await;
    for event in 1..=20 {
        fine.say(event, "안녕").await;
        assert_eq!(fine.ended().await.sequence, i64::try_from(event).unwrap());
    }
    stuck.link.closed().await;
    assert_eq!(stuck.maybe_next().await, None);
    drop(stuck);
    let back = Window::open(&stage, owner.id, 1).await;
    assert_eq!(back.synchronized.conversations[0].turns.len(), 20, "it catches up");
}

#[tokio::test]
async fn a_window_that_comes_back_gets_what_it_missed() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open_with(folder.path(), |parts| {
        parts.limits.first_turns = 5;
        parts.limits.page_turns = 20;
    })
    .await
    .unwrap();
    let owner = stage.owner().await.unwrap();
    let mut window = Window::open(&stage, owner.id, 1).await;
    let chat = window.chat;
    for event in 1..=40 {
        window.say(event, "안녕").await;
        window.ended().await;
    }
    // New: the newest. Missed a little: that, and the few before it that may have been answered since. Missed more
    // than a page: as if it were new.
    let cases = [
        (None, 36, true),
        (Some(38), 29, true),
        (Some(40), 31, true),
        (Some(5), 36, true),
        (Some(0), 36, true),
    ];
    for (seen, first, more_before) in cases {
        let seen = seen.map(|sequence| (chat, sequence)).into_iter().collect();
        let back = Window::open_with(&stage, owner.id, Hello { seen, ..hello(2) }).await;
        let found = &back.synchronized.conversations[0];
        assert_eq!(found.turns[0].sequence, first);
        assert_eq!(found.turns.last().unwrap().sequence, 40);
        assert_eq!(found.more_before, more_before);
        assert!(found.turns.iter().all(|turn| turn.status != TurnStatus::Received));
    }
    let page = async |page, limit| stage.hub.history(owner.id, chat, page, limit).await.unwrap();
    let older = page(Page::Before(4), 10).await;
    assert_eq!((older.turns.len(), older.more), (3, false));
    let older = page(Page::Before(36), 10).await;
    assert_eq!((older.turns[0].sequence, older.turns.len(), older.more), (26, 10, true));
    let newer = page(Page::After(30), 5).await;
    assert_eq!((newer.turns[0].sequence, newer.turns.len(), newer.more), (31, 5, true));
}

#[tokio::test]
async fn nobody_reaches_what_is_somebody_elses() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open(folder.path()).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let mut window = Window::open(&stage, owner.id, 1).await;
    window.say(1, "비밀").await;
    let turn = window.ended().await;
    let stranger = PersonId::fixed(9);
    let code = |result: Result<(), domain::Problem>| result.unwrap_err().code;
    assert_eq!(code(stage.hub.turn(stranger, turn.id).await.map(drop)), Code::NotFound);
    let history = stage.hub.history(stranger, window.chat, Page::Newest, 5).await;
    assert_eq!(code(history.map(drop)), Code::NotFound);
    assert_eq!(stage.hub.turn(owner.id, turn.id).await.unwrap(), turn);
}

#[tokio::test]
async fn the_person_is_where_the_window_says() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open(folder.path()).await.unwrap();
    let owner = stage.owner().await.unwrap();
    for (zone, expected) in [("Europe/Berlin", "Europe/Berlin"), ("화성/올림푸스", "Europe/Berlin")] {
        let traveller = Hello { time_zone: Some(zone.into()), name: "가".repeat(500), ..hello(1) };
        let window = Window::open_with(&stage, owner.id, traveller).await;
        assert_eq!(window.synchronized.person.time_zone, expected);
        assert_eq!(stage.hub.person(owner.id).await.unwrap().time_zone, expected);
    }
    assert_eq!(stage.hub.touchpoints(owner.id).await.unwrap()[0].name.chars().count(), 100);
}

#[tokio::test]
async fn sessions_end_when_the_password_changes() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open(folder.path()).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let hour = jiff::SignedDuration::from_hours(1);
    let session = stage.hub.sign_in(owner.id, [1; 32], hour).await.unwrap();
    assert_eq!(stage.hub.session(&[1; 32]).await.unwrap(), Some(session));
    stage.hub.set_password(owner.id, "$argon2id$".into()).await.unwrap();
    assert_eq!(stage.hub.session(&[1; 32]).await.unwrap(), None);
    let session = stage.hub.sign_in(owner.id, [2; 32], hour).await.unwrap();
    stage.waker.advance(hour);
    assert_eq!(stage.hub.session(&[2; 32]).await.unwrap(), None, "expired");
    stage.hub.sign_out(session.id).await.unwrap();
}

#[tokio::test]
async fn two_tabs_of_one_touchpoint_are_both_kept_current() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open(folder.path()).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let mut one = Window::open(&stage, owner.id, 1).await;
    let mut two = Window::open(&stage, owner.id, 1).await;
    one.say(1, "안녕").await;
    assert!(matches!(two.next().await, Instruction::RenderTurn { .. }));
    assert_eq!(one.ended().await, two.ended().await);
    drop(one);
    two.say(2, "또").await;
    assert_eq!(two.ended().await.sequence, 2);
}
