//! Cards of a carousel: what is tapped counts, is shown in every window, and is nobody else's to tap.

use std::sync::Arc;

use dialogue::scripted::Echo;
use dialogue::{Action, Converse, Reply, Said, World};
use domain::{
    Bubble, Card, CardBody, Code, CommerceCard, FeedbackKind, ItemRef, Opinion, Person, PersonId, Turn,
    TurnId, TurnStatus,
};
use hub::testing::Stage;
use hub::{EventBody, FeedbackOf, FeedbackPlace, Instruction, Tap, Tapped};
use store::People;

use crate::window::Window;

fn film(item: &str) -> ItemRef {
    ItemRef { catalog: "films".into(), item: item.into() }
}

/// Shows a film, a card that stands for nothing, and another film; "좋아" is said of the second film.
struct Showing;

impl Converse for Showing {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        let mut reply = Echo::default().reply(said, world);
        if said.text == "좋아" {
            reply.actions = vec![Action::Feedback { of: film("b"), kind: FeedbackKind::Like }];
            return reply;
        }
        let card = |title: &str, shows| Card {
            body: CardBody::Commerce(CommerceCard { title: title.into(), shows, ..CommerceCard::default() }),
            ..Card::default()
        };
        let cards = vec![card("가", Some(film("a"))), card("빈", None), card("나", Some(film("b")))];
        reply.answer.bubbles.push(Bubble::carousel(cards));
        reply
    }
}

struct Shown {
    stage: Stage,
    owner: PersonId,
    window: Window,
    turn: TurnId,
    _folder: tempfile::TempDir,
}

impl Shown {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let stage =
            Stage::open_with(folder.path(), |parts| parts.converse = Arc::new(Showing)).await.unwrap();
        stage.hub.start().await.unwrap();
        let owner = stage.owner().await.unwrap().id;
        let mut window = Window::open(&stage, owner, 1).await;
        window.say(1, "뭐 볼까?").await;
        let turn = window.ended().await.id;
        Self { stage, owner, window, turn, _folder: folder }
    }

    async fn tap(&self, bubble: usize, card: usize, kind: Tap) {
        let tapped = Tapped { turn: self.turn, bubble, card, kind };
        self.window.send(100, EventBody::ItemTapped(tapped)).await;
    }

    /// What the store knows of the owner: "a like".
    async fn known(&self) -> Vec<String> {
        let of = FeedbackOf { person: Some(self.owner.to_string()), ..FeedbackOf::default() };
        let known = self.stage.hub.feedback("films", &of, &FeedbackPlace::default(), 100).await.unwrap();
        known.iter().map(|known| format!("{} {}", known.feedback.item, known.feedback.word())).collect()
    }
}

fn opinions(turn: &Turn) -> Vec<Option<Opinion>> {
    let TurnStatus::Answered(answer) = &turn.status else { panic!("{turn:?}") };
    answer.bubbles[1].cards().iter().map(|card| card.commerce().unwrap().opinion).collect()
}

#[tokio::test]
async fn a_tap_counts_and_is_shown_in_every_window() {
    let mut shown = Shown::open().await;
    let mut other = Window::open(&shown.stage, shown.owner, 2).await;
    shown.tap(1, 0, Tap::Like).await;
    for window in [&mut shown.window, &mut other] {
        assert_eq!(opinions(&window.ended().await), [Some(Opinion::Liked), None, None]);
    }
    shown.tap(1, 2, Tap::Dismiss).await;
    let both = [Some(Opinion::Liked), None, Some(Opinion::Dismissed)];
    assert_eq!(opinions(&shown.window.ended().await), both);
    shown.tap(1, 0, Tap::View).await;
    assert_eq!(shown.known().await, ["a like", "a view", "b dismiss"]);
    shown.tap(1, 0, Tap::Undo).await;
    assert_eq!(opinions(&shown.window.ended().await), [None, None, Some(Opinion::Dismissed)]);
    assert_eq!(shown.known().await, ["a view", "b dismiss"]);
    // A window that opens later sees the same.
    let late = Window::open(&shown.stage, shown.owner, 3).await;
    let turn = &late.synchronized.conversations[0].turns[0];
    assert_eq!(opinions(turn), [None, None, Some(Opinion::Dismissed)]);
}

#[tokio::test]
async fn what_is_said_of_a_card_is_shown_on_it() {
    let mut shown = Shown::open().await;
    shown.window.say(2, "좋아").await;
    let card = shown.window.ended().await;
    assert_eq!((card.id, opinions(&card)), (shown.turn, vec![None, None, Some(Opinion::Liked)]));
    assert_eq!(shown.known().await, ["b like"]);
}

#[tokio::test]
async fn only_a_card_that_was_shown_can_be_tapped() {
    let mut shown = Shown::open().await;
    // Words, no such bubble, a card that stands for nothing, no such card.
    for (bubble, card) in [(0, 0), (2, 0), (1, 1), (1, 3), (usize::MAX, usize::MAX)] {
        shown.tap(bubble, card, Tap::Like).await;
        assert_eq!(shown.window.failed().await.1, Code::NotFound, "{bubble} {card}");
    }
    let unknown = Tapped { turn: TurnId::fixed(404), bubble: 1, card: 0, kind: Tap::Like };
    shown.window.send(101, EventBody::ItemTapped(unknown)).await;
    assert_eq!(shown.window.failed().await.1, Code::NotFound);

    let owner = shown.stage.owner().await.unwrap();
    let stranger = Person { id: PersonId::fixed(77), name: "남".into(), ..owner };
    shown.stage.store.add_person(&stranger).await.unwrap();
    let mut other = Window::open(&shown.stage, stranger.id, 9).await;
    let theirs = Tapped { turn: shown.turn, bubble: 1, card: 0, kind: Tap::Like };
    other.send(102, EventBody::ItemTapped(theirs)).await;
    let problem = other.until(|instruction| match instruction {
        Instruction::Failed { problem, .. } => Some(problem),
        _ => None,
    });
    let problem = problem.await;
    assert_eq!((problem.code, problem.detail.as_deref()), (Code::NotFound, Some("turn")));
    assert!(shown.known().await.is_empty());
}
