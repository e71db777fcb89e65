//! Turns.

use std::collections::BTreeSet;

use domain::{
    Answer, BasicCard, BotEvent, Bubble, Button, ButtonAction, ButtonLayout, Card, CardBody, Carousel,
    CarouselHeader, Code, CommerceCard, Conversation, ConversationId, Heard, Image, ImageTitle, Input,
    ItemCard, ItemRef, ItemRow, Language, ListItem, Named, News, Opinion, PictureId, Press, Price, Problem,
    Profile, QuickReply, Shape, Thumbnail, Told, TouchpointId, Turn, TurnId, TurnStatus,
};
use store::{Completion, NewTurn, StateChange, StoreError};

use super::{Bed, alert, completion, conversation, new_turn, noon, person, set_alert, with_a_conversation};

pub async fn get_places_without_gaps(bed: &dyn Bed) {
    let (store, _, chat) = with_a_conversation(bed).await;
    let other = Conversation { bot: domain::BotId::fixed(7), ..conversation(2, &person(1, "지우")) };
    store.open_conversation(&other).await.unwrap();
    for (number, conversation, sequence) in
        [(1, chat.id, 1), (2, chat.id, 2), (3, other.id, 1), (4, chat.id, 3)]
    {
        let new =
            NewTurn { touchpoint: Some(TouchpointId::fixed(1)), ..new_turn(number, conversation, "안녕") };
        let received = store.receive_turn(&new).await.unwrap();
        let expected = Turn {
            id: new.id,
            conversation,
            sequence,
            event: new.event,
            touchpoint: new.touchpoint,
            input: new.input,
            language: new.language,
            status: TurnStatus::Received,
            received_at: new.received_at,
            answered_at: None,
            trace: None,
        };
        assert!(!received.repeated);
        assert_eq!(received.turn, expected);
        assert_eq!(store.turn(new.id).await.unwrap(), Some(expected));
    }
}

pub async fn the_same_event_is_the_same_turn(bed: &dyn Bed) {
    let (store, _, chat) = with_a_conversation(bed).await;
    let first = store.receive_turn(&new_turn(1, chat.id, "안녕")).await.unwrap().turn;
    let retry = NewTurn { id: TurnId::fixed(2), ..new_turn(1, chat.id, "다른 말") };
    let again = store.receive_turn(&retry).await.unwrap();
    assert!(again.repeated);
    assert_eq!(again.turn, first, "what came first stays");
    let answered = store.complete_turn(&completion(1, "네")).await.unwrap();
    assert_eq!(
        store.receive_turn(&retry).await.unwrap().turn,
        answered,
        "with its answer, once there is one"
    );
    assert_eq!(store.turn(TurnId::fixed(2)).await.unwrap(), None);
}

pub async fn the_same_event_from_many_is_one_turn(bed: &dyn Bed) {
    let (store, _, chat) = with_a_conversation(bed).await;
    let stores = [store, bed.open().await];
    let receiving = (1..=16_u128).map(|number| {
        let store = stores[number as usize % 2].clone();
        let new = NewTurn { event: domain::EventId::fixed(99), ..new_turn(number, chat.id, "안녕") };
        tokio::spawn(async move { store.receive_turn(&new).await.unwrap() })
    });
    let mut received = Vec::new();
    for task in receiving.collect::<Vec<_>>() {
        received.push(task.await.unwrap());
    }
    assert_eq!(received.iter().filter(|r| !r.repeated).count(), 1);
    assert!(received.iter().all(|r| r.turn == received[0].turn));
}

pub async fn parallel_writers_leave_no_gap(bed: &dyn Bed) {
    let (store, _, chat) = with_a_conversation(bed).await;
    let stores = [store, bed.open().await];
    let receiving = (1..=40_u128).map(|number| {
        let store = stores[number as usize % 2].clone();
        let new = new_turn(number, chat.id, "안녕");
        tokio::spawn(async move { store.receive_turn(&new).await.unwrap().turn.sequence })
    });
    let mut sequences = BTreeSet::new();
    for task in receiving.collect::<Vec<_>>() {
        sequences.insert(task.await.unwrap());
    }
    assert_eq!(sequences, (1..=40).collect());
}

pub async fn are_completed_once(bed: &dyn Bed) {
    let (store, _, chat) = with_a_conversation(bed).await;
    store.receive_turn(&new_turn(1, chat.id, "안녕")).await.unwrap();
    let first = Completion {
        language: Language::English,
        state: StateChange::Set(Some("asks".into())),
        ..completion(1, "Hello")
    };
    let answered = store.complete_turn(&first).await.unwrap();
    assert_eq!(answered.status, TurnStatus::Answered(Answer::text("Hello")));
    assert_eq!(answered.language, Language::English);
    assert_eq!(answered.answered_at, Some(first.answered_at));
    assert_eq!(answered.trace, first.trace);
    let second = Completion { state: StateChange::Set(None), ..completion(1, "또") };
    assert_eq!(store.complete_turn(&second).await.unwrap(), answered, "the first one wins");
    let state = async || store.conversation(chat.id).await.unwrap().unwrap().state;
    assert_eq!(state().await.as_deref(), Some("asks"));
    store.receive_turn(&new_turn(2, chat.id, "응")).await.unwrap();
    store.complete_turn(&completion(2, "네")).await.unwrap();
    assert_eq!(state().await.as_deref(), Some("asks"), "kept");
    store.receive_turn(&new_turn(3, chat.id, "응")).await.unwrap();
    store.complete_turn(&Completion { state: StateChange::Set(None), ..completion(3, "네") }).await.unwrap();
    assert_eq!(state().await, None, "forgotten");
}

pub async fn completion_is_all_or_nothing(bed: &dyn Bed) {
    let (store, owner, chat) = with_a_conversation(bed).await;
    let (taken, fresh) = (alert(1, &owner, &chat, noon(10)), alert(2, &owner, &chat, noon(20)));
    set_alert(&*store, 1, &taken).await;
    store.receive_turn(&new_turn(2, chat.id, "알람")).await.unwrap();
    let impossible = Completion {
        state: StateChange::Set(Some("half".into())),
        // The second one has an id that is taken.
        new_alerts: vec![fresh, taken.clone()],
        ..completion(2, "네")
    };
    let refused = store.complete_turn(&impossible).await;
    assert!(matches!(refused, Err(StoreError::Conflict("alert"))), "{refused:?}");
    assert_eq!(store.turn(TurnId::fixed(2)).await.unwrap().unwrap().status, TurnStatus::Received);
    assert_eq!(store.conversation(chat.id).await.unwrap().unwrap().state, None);
    assert_eq!(store.open_alerts(owner.id).await.unwrap(), [taken]);
}

pub async fn an_answer_can_be_revised(bed: &dyn Bed) {
    let (store, _, chat) = with_a_conversation(bed).await;
    store.receive_turn(&new_turn(1, chat.id, "하나")).await.unwrap();
    let revised = Answer::text("다시");
    assert_eq!(
        store.revise_answer(TurnId::fixed(1), &revised).await.unwrap(),
        None,
        "nothing was answered yet"
    );
    assert_eq!(store.revise_answer(TurnId::fixed(404), &revised).await.unwrap(), None);
    let before = store.complete_turn(&completion(1, "네")).await.unwrap();
    let after = store.revise_answer(TurnId::fixed(1), &revised).await.unwrap().unwrap();
    assert_eq!(after, Turn { status: TurnStatus::Answered(revised), ..before });
    assert_eq!(store.turn(TurnId::fixed(1)).await.unwrap(), Some(after));
}

pub async fn every_input_and_answer_reads_back(bed: &dyn Bed) {
    let (store, _, chat) = with_a_conversation(bed).await;
    let rich = rich();
    let cases = [
        (Input::Text("글".into()), Ok(rich)),
        (Input::Speech(Heard { text: "말".into(), audio_ms: 1_234 }), Ok(Answer::default())),
        (Input::Picture { picture: PictureId::fixed(7), text: String::new() }, Ok(Answer::default())),
        (
            Input::Press { text: "네".into(), press: Press { turn: TurnId::fixed(1), number: 3 } },
            Ok(Answer::default()),
        ),
        (
            Input::Told(Told {
                bot: "pizza".into(),
                news: News::Event(BotEvent {
                    name: "ready".into(),
                    data: [("pizza".into(), "치즈".into())].into(),
                    params: [("a".into(), "b".into())].into(),
                }),
            }),
            Ok(Answer::default()),
        ),
        (
            Input::Told(Told {
                bot: "pizza".into(),
                news: News::Answer { block: "order".into(), body: "{}".into() },
            }),
            Ok(Answer::default()),
        ),
        (Input::Notice, Err(Problem::new(Code::EngineUnavailable, "kokoro"))),
        (Input::Text("글".into()), Err(Problem::from(Code::Internal))),
    ];
    for (number, (input, outcome)) in (1..).zip(cases) {
        let new = NewTurn { input: input.clone(), ..new_turn(number, chat.id, "") };
        store.receive_turn(&new).await.unwrap();
        store
            .complete_turn(&Completion { outcome: outcome.clone(), ..completion(number, "") })
            .await
            .unwrap();
        let turn = store.turn(new.id).await.unwrap().unwrap();
        assert_eq!(turn.input, input);
        assert_eq!(turn.status, outcome.map_or_else(TurnStatus::Failed, TurnStatus::Answered));
    }
}

pub async fn pages_are_in_order(bed: &dyn Bed) {
    let (store, _, chat) = with_a_conversation(bed).await;
    for number in 1..=9 {
        store.receive_turn(&new_turn(number, chat.id, "안녕")).await.unwrap();
    }
    let places = |turns: Vec<Turn>| turns.into_iter().map(|turn| turn.sequence).collect::<Vec<_>>();
    let after = async |place, limit| places(store.turns_after(chat.id, place, limit).await.unwrap());
    let before = async |place, limit| places(store.turns_before(chat.id, place, limit).await.unwrap());
    assert_eq!(after(0, 3).await, [1, 2, 3]);
    assert_eq!(after(7, 9).await, [8, 9]);
    assert_eq!(after(9, 9).await, [] as [i64; 0]);
    assert_eq!(after(-5, 1).await, [1]);
    assert_eq!(before(i64::MAX, 3).await, [7, 8, 9]);
    assert_eq!(before(3, 9).await, [1, 2]);
    assert_eq!(before(1, 9).await, [] as [i64; 0]);
    assert_eq!(places(store.turns_after(ConversationId::fixed(9), 0, 9).await.unwrap()), [] as [i64; 0]);
}

pub async fn unanswered_ones_are_found_again(bed: &dyn Bed) {
    let (store, owner, chat) = with_a_conversation(bed).await;
    let other = Conversation { bot: domain::BotId::fixed(7), ..conversation(2, &owner) };
    store.open_conversation(&other).await.unwrap();
    for (number, conversation, minutes) in [(1, chat.id, 5), (2, chat.id, 1), (3, other.id, 3)] {
        let new = NewTurn { received_at: noon(minutes), ..new_turn(number, conversation, "안녕") };
        store.receive_turn(&new).await.unwrap();
    }
    let next = async |id| store.next_unanswered(id).await.unwrap().map(|turn| turn.id);
    assert_eq!(
        store.waiting_conversations().await.unwrap(),
        [chat.id, other.id],
        "the longest waiting first"
    );
    assert_eq!(next(chat.id).await, Some(TurnId::fixed(1)), "the order of the conversation counts");
    store.complete_turn(&completion(1, "네")).await.unwrap();
    assert_eq!(next(chat.id).await, Some(TurnId::fixed(2)));
    store
        .complete_turn(&Completion { outcome: Err(Code::Internal.into()), ..completion(2, "") })
        .await
        .unwrap();
    assert_eq!(next(chat.id).await, None, "failing is an end as well");
    assert_eq!(store.waiting_conversations().await.unwrap(), [other.id]);
}

pub async fn notices_are_given_once(bed: &dyn Bed) {
    let (store, _, chat) = with_a_conversation(bed).await;
    store.receive_turn(&new_turn(1, chat.id, "안녕")).await.unwrap();
    let notice = NewTurn { input: Input::Notice, ..new_turn(2, chat.id, "") };
    let given = store.give_notice(&notice, &completion(2, "알람을 놓치셨어요.")).await.unwrap();
    assert!(!given.repeated);
    assert_eq!(given.turn.sequence, 2);
    assert_eq!(given.turn.status, TurnStatus::Answered(Answer::text("알람을 놓치셨어요.")));
    let again = NewTurn { id: TurnId::fixed(3), ..notice };
    let repeated = store.give_notice(&again, &completion(3, "또")).await.unwrap();
    assert!(repeated.repeated);
    assert_eq!(repeated.turn, given.turn);
}

pub async fn what_is_missing_is_said(bed: &dyn Bed) {
    let store = bed.open().await;
    let nowhere = store.receive_turn(&new_turn(1, ConversationId::fixed(1), "안녕")).await;
    assert!(matches!(nowhere, Err(StoreError::Missing("conversation"))), "{nowhere:?}");
    let nothing = store.complete_turn(&completion(1, "네")).await;
    assert!(matches!(nothing, Err(StoreError::Missing("turn"))), "{nothing:?}");
    assert_eq!(store.turn(TurnId::fixed(1)).await.unwrap(), None);
    assert_eq!(store.next_unanswered(ConversationId::fixed(1)).await.unwrap(), None);
}

pub async fn survive_a_restart(bed: &dyn Bed) {
    let (store, _, chat) = with_a_conversation(bed).await;
    store.receive_turn(&new_turn(1, chat.id, "안녕")).await.unwrap();
    let answered = store.complete_turn(&completion(1, "네")).await.unwrap();
    let waiting = store.receive_turn(&new_turn(2, chat.id, "또")).await.unwrap().turn;
    drop(store);
    let store = bed.open().await;
    assert_eq!(store.turns_after(chat.id, 0, 9).await.unwrap(), [answered, waiting.clone()]);
    assert_eq!(store.next_unanswered(chat.id).await.unwrap(), Some(waiting));
}

/// Every component with everything it can have.
fn rich() -> Answer {
    let image = |address: &str| Image { address: address.into(), alt: "사진".into() };
    let thumbnail =
        |shape| Thumbnail { image: image("/images/1.webp"), link: Some("https://example.org".into()), shape };
    let button = |action| Button::new("더 보기", action);
    let basic = Card {
        body: CardBody::Basic(BasicCard {
            thumbnail: Some(thumbnail(Shape::Wide)),
            title: "제목".into(),
            description: String::new(),
        }),
        buttons: vec![
            button(ButtonAction::Message("네".into())),
            button(ButtonAction::WebLink("https://example.org/?a=1&b=2".into())),
            button(ButtonAction::Phone("02-123-4567".into())),
            button(ButtonAction::Share),
            button(ButtonAction::Operator),
            Button {
                extra: Some(r#"{"size":3}"#.into()),
                ..button(ButtonAction::Block { block: "order".into(), message: "주문".into() })
            },
        ],
        layout: ButtonLayout::Horizontal,
        forwardable: true,
    };
    let line = ListItem {
        title: "하나".into(),
        description: "1".into(),
        image: Some("/1.webp".into()),
        action: Some(ButtonAction::Message("하나".into())),
        extra: Some("{}".into()),
    };
    let item = ItemCard {
        thumbnail: Some(thumbnail(Shape::Square)),
        head: Some("영수증".into()),
        profile: Some(Profile { name: "가게".into(), image: None }),
        image_title: Some(ImageTitle {
            title: "주문".into(),
            description: "1호".into(),
            image: Some("/2.webp".into()),
        }),
        rows: vec![ItemRow { title: "치즈".into(), description: "9,000원".into() }],
        align_right: true,
        summary: Some(ItemRow { title: "합계".into(), description: "9,000원".into() }),
        title: "고맙습니다".into(),
        description: "또 오세요".into(),
    };
    let film = CommerceCard {
        thumbnail: Some(thumbnail(Shape::Square)),
        title: "달빛 우체국".into(),
        description: "가족".into(),
        price: Some(Price {
            now: "12,900원".into(),
            before: Some("15,000원".into()),
            discount: Some("14%".into()),
        }),
        profile: Some(Profile { name: "극장".into(), image: Some("/3.webp".into()) }),
        shows: Some(ItemRef { catalog: "films".into(), item: "1".into() }),
        opinion: Some(Opinion::Liked),
    };
    let card = |body| Card { body, ..Card::default() };
    let header =
        CarouselHeader {
            title: "영화".into(), description: "오늘".into(), image: Some("/4.webp".into())
        };
    let cards = vec![
        Card::default(),
        card(CardBody::Commerce(CommerceCard::default())),
        card(CardBody::Commerce(film)),
    ];
    Answer {
        bubbles: vec![
            Bubble::text("줄\n바꿈 \"따옴표\" 😀"),
            Bubble::Image(image("https://example.org/1.png")),
            Bubble::card(basic),
            Bubble::card(Card::list("목록", vec![line])),
            Bubble::card(card(CardBody::Item(item))),
            Bubble::Carousel(Carousel { header: Some(header), cards }),
        ],
        quick_replies: vec![
            QuickReply::saying("다시"),
            QuickReply {
                block: Some("order".into()),
                extra: Some("{}".into()),
                ..QuickReply::saying("주문")
            },
        ],
        speech: "말".into(),
        expects_reply: true,
        bot: Some(Named { id: "pizza".into(), name: "피자가게".into() }),
    }
}
