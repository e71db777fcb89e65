//! Turns: order, retries, restarts, panics, a full disk.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex};

use dialogue::scripted::Echo;
use dialogue::{Converse, Reply, Said, World};
use domain::{
    Answer, BotId, Clock, Code, Conversation, ConversationId, EventId, Input, ManualClock, Principal,
    TouchpointId, TurnStatus,
};
use hub::testing::{HEARD, OPENING, Stage, hello};
use hub::{Caller, EventBody, Hello, Instruction, Page, TurnRequest, Utterance};
use jiff::Timestamp;
use store::{Conversations, NewTurn, Turns};

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

/// Answers nothing until the test lets it, one answer for each word the test sends.
struct Gated {
    gate: Mutex<mpsc::Receiver<()>>,
}

impl Gated {
    fn new() -> (mpsc::Sender<()>, Arc<Self>) {
        let (open, gate) = mpsc::channel();
        (open, Arc::new(Self { gate: Mutex::new(gate) }))
    }
}

impl Converse for Gated {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        self.gate.lock().unwrap().recv().unwrap();
        Echo::default().reply(said, world)
    }
}

/// Panics at the word "펑" and stops for good at "잠깐", unless it is let go.
struct Moody {
    gate: Gated,
}

impl Converse for Moody {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        match said.text {
            "펑" => panic!("the script says so"),
            "잠깐" => self.gate.reply(said, world),
            _ => Echo::default().reply(said, world),
        }
    }
}

#[tokio::test]
async fn a_turn_is_accepted_then_answered_and_every_window_shows_it() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open(folder.path()).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let mut one = Window::open(&stage, owner.id, 1).await;
    let mut two = Window::open(&stage, owner.id, 2).await;
    // Decomposed Hangul with space around it, as some keyboards send it.
    one.say(1, "  \u{1112}\u{1161}\u{11ab} \n").await;
    let accepted = one.accepted().await;
    assert_eq!(accepted.input, Input::Text("한".into()));
    assert_eq!((accepted.sequence, accepted.touchpoint), (1, Some(TouchpointId::fixed(1))));
    let shown = one.ended().await;
    assert_eq!((shown.id, words(&shown)), (accepted.id, "한"));
    let Instruction::RenderTurn { turn } = two.next().await else {
        panic!("the other window shows it first")
    };
    assert_eq!(*turn, accepted);
    assert_eq!(two.ended().await, shown);
}

#[tokio::test]
async fn turns_of_a_conversation_are_answered_in_order_and_others_do_not_wait() {
    let folder = tempfile::tempdir().unwrap();
    let (open, gate) = mpsc::channel();
    let moody = Moody { gate: Gated { gate: Mutex::new(gate) } };
    let stage = Stage::open_with(folder.path(), |parts| parts.converse = Arc::new(moody)).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let mut window = Window::open(&stage, owner.id, 1).await;
    window.say(1, "잠깐").await;
    for event in 2..=20 {
        window.say(event, &format!("{event}")).await;
    }
    let other = Conversation {
        id: ConversationId::fixed(7),
        principal: Principal::Person(owner.id),
        bot: BotId::fixed(7),
        created_at: owner.created_at,
        state: None,
    };
    stage.store.open_conversation(&other).await.unwrap();
    let aside = TurnRequest { conversation: Some(other.id), ..request(1, "옆에서") };
    let turn = stage.hub.take_turn(owner.id, aside).await.unwrap();
    assert_eq!(words(&turn), "옆에서", "answered while the first conversation waits");
    assert_eq!(window.ended().await.id, turn.id);
    open.send(()).unwrap();
    for sequence in 1..=20 {
        assert_eq!(window.ended().await.sequence, sequence);
    }
}

#[tokio::test]
async fn a_retry_is_the_same_turn() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open(folder.path()).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let mut window = Window::open(&stage, owner.id, 1).await;
    window.say(1, "안녕").await;
    let answered = window.ended().await;
    window.say(1, "안녕").await;
    assert_eq!(window.accepted().await, answered, "with its answer, and not answered again");
    window.say(1, "다른 말").await;
    assert_eq!(window.failed().await, (Some(EventId::fixed(1)), Code::EventReused));
    let again = stage.hub.take_turn(owner.id, request(1, "안녕")).await.unwrap();
    assert_eq!(again, answered);
    let history = stage.hub.history(owner.id, window.chat, Page::Newest, 10).await.unwrap();
    assert_eq!(history.turns, [answered]);
}

#[tokio::test]
async fn many_who_ask_the_same_at_once_get_the_same_answer() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open(folder.path()).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let asking = (0..16).map(|_| {
        let (hub, person) = (stage.hub.clone(), owner.id);
        tokio::spawn(async move { hub.take_turn(person, request(1, "안녕")).await.unwrap() })
    });
    let mut turns = Vec::new();
    for asked in asking.collect::<Vec<_>>() {
        turns.push(asked.await.unwrap());
    }
    assert_eq!(words(&turns[0]), "안녕");
    assert!(turns.iter().all(|turn| *turn == turns[0]));
}

#[tokio::test]
async fn what_cannot_be_said_is_refused_and_nothing_else_disturbed() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open(folder.path()).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let mut window = Window::open(&stage, owner.id, 1).await;
    let cases = [
        (" \n\t ".to_owned(), Code::TextEmpty),
        ("가".repeat(1001), Code::TextTooLong),
        ("가".repeat(1_000_000), Code::TextTooLong),
    ];
    for (event, (text, code)) in (1..).zip(cases) {
        window.say(event, &text).await;
        assert_eq!(window.failed().await, (Some(EventId::fixed(event)), code));
    }
    let elsewhere = EventBody::Text { conversation: ConversationId::fixed(9), text: "안녕".into() };
    window.send(8, elsewhere).await;
    assert_eq!(window.failed().await, (Some(EventId::fixed(8)), Code::NotFound));
    window.say(9, &"가".repeat(1000)).await;
    assert_eq!(window.ended().await.sequence, 1);
    let elsewhere = TurnRequest { touchpoint: Some(TouchpointId::fixed(9)), ..request(10, "안녕") };
    assert_eq!(stage.hub.take_turn(owner.id, elsewhere).await.unwrap_err().code, Code::NotFound);
}

#[tokio::test]
async fn a_panic_fails_its_own_turn_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (_open, gate) = mpsc::channel();
    let moody = Moody { gate: Gated { gate: Mutex::new(gate) } };
    let stage = Stage::open_with(folder.path(), |parts| parts.converse = Arc::new(moody)).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let turn = stage.hub.take_turn(owner.id, request(1, "펑")).await.unwrap();
    assert_eq!(turn.status, TurnStatus::Failed(Code::Internal.into()));
    assert_eq!(words(&stage.hub.take_turn(owner.id, request(2, "괜찮아?")).await.unwrap()), "괜찮아?");
}

/// A clock that is well until the partner is asked, and then panics so many times.
struct FaultyClock {
    well: ManualClock,
    panics: AtomicU32,
    armed: AtomicBool,
}

impl Clock for FaultyClock {
    fn now(&self) -> Timestamp {
        let left = |panics: u32| panics.checked_sub(1);
        if self.armed.load(Ordering::SeqCst)
            && self.panics.fetch_update(Ordering::SeqCst, Ordering::SeqCst, left).is_ok()
        {
            panic!("the clock is broken");
        }
        self.well.now()
    }
}

impl Converse for FaultyClock {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        self.armed.store(true, Ordering::SeqCst);
        Echo::default().reply(said, world)
    }
}

#[tokio::test]
async fn a_panic_outside_the_engines_leaves_no_conversation_stuck() {
    // The first panic meets the turn that is answered, the second one the lane, when it writes down that the turn
    // has failed.
    for (panics, expected) in
        [(1, TurnStatus::Failed(Code::Internal.into())), (2, TurnStatus::Answered(Answer::text("하나")))]
    {
        let folder = tempfile::tempdir().unwrap();
        let well = ManualClock::at(OPENING);
        let faulty = FaultyClock { well, panics: AtomicU32::new(panics), armed: AtomicBool::new(false) };
        let faulty = Arc::new(faulty);
        let stage = Stage::open_with(folder.path(), |parts| {
            parts.converse = faulty.clone();
            parts.clock = faulty.clone();
        })
        .await
        .unwrap();
        let owner = stage.owner().await.unwrap();
        let mut window = Window::open(&stage, owner.id, 1).await;
        window.say(1, "하나").await;
        while faulty.panics.load(Ordering::SeqCst) > 0 {
            tokio::task::yield_now().await;
        }
        // Sent again, as a touchpoint does that has got no answer, until the lane is free again.
        let first = loop {
            window.say(1, "하나").await;
            tokio::select! {
                biased;
                turn = window.ended() => break turn,
                () = tokio::task::yield_now() => {}
            }
        };
        assert_eq!((first.sequence, first.status), (1, expected));
        window.say(2, "둘").await;
        assert_eq!(words(&window.ended().await), "둘");
    }
}

#[tokio::test]
async fn a_restart_takes_up_what_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let before = Stage::open(folder.path()).await.unwrap();
    let owner = before.owner().await.unwrap();
    let window = Window::open(&before, owner.id, 1).await;
    for event in 1..=3 {
        // Written down and acknowledged; then the power fails.
        let new = NewTurn {
            id: domain::TurnId::fixed(event),
            conversation: window.chat,
            event: EventId::fixed(event),
            touchpoint: None,
            input: Input::Text(format!("{event}")),
            language: owner.language,
            received_at: owner.created_at,
        };
        before.store.receive_turn(&new).await.unwrap();
    }
    drop((window, before));
    let stage = Stage::open_at(folder.path(), "2026-11-23T09:30:00Z", |_| {}).await.unwrap();
    let mut window = Window::open(&stage, owner.id, 1).await;
    assert!(
        window.synchronized.conversations[0].turns.iter().all(|turn| turn.status == TurnStatus::Received)
    );
    stage.hub.start().await.unwrap();
    for event in 1..=3 {
        assert_eq!(words(&window.ended().await), format!("{event}"));
    }
}

#[tokio::test]
async fn a_full_disk_is_told_and_what_was_acknowledged_is_answered_later() {
    let folder = tempfile::tempdir().unwrap();
    let (open, gated) = Gated::new();
    let stage = Stage::open_with(folder.path(), |parts| parts.converse = gated).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let mut window = Window::open(&stage, owner.id, 1).await;
    stage.hub.start().await.unwrap();
    window.say(1, &"첫".repeat(1000)).await;
    let acknowledged = window.accepted().await;
    let size = std::fs::metadata(stage.store.file()).unwrap().len();
    stage.store.limit_size(size).await.unwrap();
    // Every event is refused or acknowledged; soon none fits any more.
    let mut refused = 2;
    loop {
        window.say(refused, &"가".repeat(1000)).await;
        match window.next().await {
            Instruction::Accepted { .. } => refused += 1,
            Instruction::Failed { event, problem } => {
                assert_eq!((event, problem.code), (Some(EventId::fixed(refused)), Code::StorageFull));
                break;
            }
            other => panic!("{other:?}"),
        }
    }
    let mut late = Window::open_with(&stage, owner.id, Hello { seen: vec![], ..hello(2) }).await;
    assert_eq!(
        late.synchronized.conversations[0].turns.len(),
        usize::try_from(refused).unwrap() - 1,
        "reads on"
    );
    open.send(()).unwrap();
    assert_eq!(
        window.failed().await,
        (Some(EventId::fixed(1)), Code::StorageFull),
        "its answer does not fit"
    );
    stage.store.limit_size(u64::from(u32::MAX)).await.unwrap();
    for _ in 0..refused {
        open.send(()).unwrap();
    }
    // The clock comes round and the conversation goes on, with nobody sending anything.
    stage.waker.advance(jiff::SignedDuration::from_secs(5));
    assert_eq!(late.ended().await.id, acknowledged.id);
    for sequence in 2..i64::try_from(refused).unwrap() {
        assert_eq!(late.ended().await.sequence, sequence);
    }
}

#[tokio::test]
async fn stopping_refuses_what_is_new_and_finishes_what_runs() {
    let folder = tempfile::tempdir().unwrap();
    let (open, gated) = Gated::new();
    let stage = Stage::open_with(folder.path(), |parts| parts.converse = gated).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let mut window = Window::open(&stage, owner.id, 1).await;
    window.say(1, "하나").await;
    let running = window.accepted().await;
    let (hub, person) = (stage.hub.clone(), owner.id);
    let asked = tokio::spawn(async move { hub.take_turn(person, request(2, "둘")).await });
    let Instruction::RenderTurn { turn: waiting } = window.next().await else { panic!("it is written down") };
    let mut stopping = std::pin::pin!(stage.hub.stop());
    tokio::select! {
        biased;
        () = &mut stopping => panic!("a turn still runs"),
        () = std::future::ready(()) => {}
    }
    assert_eq!(stage.hub.take_turn(owner.id, request(3, "셋")).await.unwrap_err().code, Code::ShuttingDown);
    open.send(()).unwrap();
    stopping.await;
    assert_eq!(asked.await.unwrap().unwrap_err().code, Code::ShuttingDown, "whoever waits is told");
    let status = async |turn: domain::TurnId| stage.store.turn(turn).await.unwrap().unwrap().status;
    assert!(matches!(status(running.id).await, TurnStatus::Answered(_)), "what ran was finished");
    assert_eq!(status(waiting.id).await, TurnStatus::Received, "what waited is for the next start");
    while window.maybe_next().await.is_some() {}
}

#[tokio::test]
async fn a_file_with_speech_is_a_turn_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open(folder.path()).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let caller = Caller::sending(owner.id);
    let samples = stage.hub.read_audio(&caller, [100, 0].repeat(16_000)).await.unwrap();
    let spoken = TurnRequest { utterance: Utterance::Audio(samples), ..request(1, "") };
    let turn = stage.hub.take_turn(owner.id, spoken).await.unwrap();
    assert_eq!((turn.input.text(), words(&turn)), (HEARD, HEARD));
    let cases = [(vec![0.0; 16_000], Code::AudioSilent), (vec![0.5; 61 * 16_000], Code::AudioTooLong)];
    for (samples, code) in cases {
        let refused = TurnRequest { utterance: Utterance::Audio(samples), ..request(2, "") };
        assert_eq!(stage.hub.take_turn(owner.id, refused).await.unwrap_err().code, code);
    }
    assert_eq!(stage.hub.read_audio(&caller, vec![1]).await.unwrap_err().code, Code::AudioUnreadable);
}
