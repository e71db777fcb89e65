//! One answer, and how each kind of touchpoint tells it.

use domain::{
    Answer, Bubble, Button, ButtonAction, Card, Language, ListItem, QuickReply, TouchpointKind, TurnStatus,
};
use hub::{Choice, EventBody, Glance, Instruction, Rendered, Screen, State, render};

use TouchpointKind::{Api, Car, Home, Messenger, Shop, Speaker, Terminal};

fn spoken(speech: &str, expects_reply: bool) -> Answer {
    Answer { expects_reply, ..Answer::text(speech) }
}

#[test]
fn a_speaker_says_two_sentences_and_a_car_a_short_one() {
    let check = |speech: &str, asks: bool, speaker: &str, car: &str| {
        let answer = spoken(speech, asks);
        let language = Language::of(speech).unwrap_or(Language::Korean);
        let aloud = |kind| render(&answer, kind, language).aloud;
        assert_eq!(aloud(Speaker), speaker, "{speech:?} of a speaker");
        assert_eq!(aloud(Car), car, "{speech:?} in a car");
        for kind in [Messenger, Terminal, Home, Shop, Api] {
            assert_eq!(aloud(kind), speech, "{kind:?}");
        }
    };
    let same = |speech: &str, asks: bool| check(speech, asks, speech, speech);
    same("", false);
    same("네.", false);
    same("오후 3시 5분이에요.", false);
    same("지금 24.5도예요. 따뜻해요!", false);
    same("몇 시에 깨워 드릴까요?", true);
    same("Your timer is set.", false);
    // A question is all that somebody who drives needs to hear.
    check(
        "달빛식당에 네 명 예약할게요. 몇 시로 할까요?",
        true,
        "달빛식당에 네 명 예약할게요. 몇 시로 할까요?",
        "몇 시로 할까요?",
    );
    check(
        "예약할게요. 창가 자리가 있어요. 주차도 돼요. 몇 시로 할까요?",
        true,
        "예약할게요. 몇 시로 할까요?",
        "몇 시로 할까요?",
    );
    check(
        "첫째예요. 둘째예요. 셋째예요.",
        false,
        "첫째예요. 둘째예요. 나머지는 메신저에서 볼 수 있어요.",
        "첫째예요. 둘째예요.",
    );
    check(
        "This is one. This is two! Is this three?",
        false,
        "This is one. This is two! The rest is in the messenger.",
        "This is one. This is two!",
    );
    // Lines are sentences, with a mark or without; a number that counts ends none.
    check(
        "오늘의 메뉴예요\n1. 된장찌개\n2. 비빔밥",
        false,
        "오늘의 메뉴예요 1. 된장찌개 나머지는 메신저에서 볼 수 있어요.",
        "오늘의 메뉴예요 1. 된장찌개",
    );
    // One long sentence is not cut, and takes no second with it.
    let long = format!("{}이에요.", "아주 긴 이름의 가게 ".repeat(8).trim_end());
    check(&format!("{long} 걸어서 5분이에요."), false, &format!("{long} 걸어서 5분이에요."), &long);
}

fn says(label: &str) -> Button {
    Button::new(label, ButtonAction::Message(format!("{label} 할게요")))
}

fn page(label: &str) -> Button {
    Button::new(label, ButtonAction::WebLink("https://example.com".into()))
}

fn line(title: &str, action: Option<ButtonAction>) -> ListItem {
    ListItem { title: title.into(), action, ..ListItem::default() }
}

#[test]
fn a_car_shows_three_choices_at_most() {
    let check = |bubbles: Vec<Bubble>, chips: &[&str], expected: &[(&str, u32)]| {
        let quick_replies = chips.iter().copied().map(QuickReply::saying).collect();
        let answer =
            Answer { bubbles, quick_replies, speech: "골라 주세요.".into(), ..Answer::default() };
        let choices: Vec<Choice> =
            expected.iter().map(|(label, press)| Choice { label: (*label).into(), press: *press }).collect();
        let glance = Glance { line: "골라 주세요.".into(), choices };
        let expected = Rendered { aloud: "골라 주세요.".into(), screen: Screen::Glance(glance) };
        assert_eq!(render(&answer, Car, Language::Korean), expected);
        // What is chosen is what is pressed.
        let Screen::Glance(glance) = expected.screen else { unreachable!() };
        for choice in glance.choices {
            assert!(answer.pressed(choice.press).unwrap().says().is_some(), "{choice:?}");
        }
        assert_eq!(render(&answer, Speaker, Language::Korean).screen, Screen::Nothing);
        assert_eq!(render(&answer, Messenger, Language::Korean).screen, Screen::Bubbles);
    };
    let text = || Bubble::text("골라 주세요.");
    check(vec![text()], &[], &[]);
    check(vec![text()], &["가", "나", "다", "라"], &[("가", 0), ("나", 1), ("다", 2)]);
    // Pages are for later; what is offered beneath fills up.
    let card = || Card::basic("가게", "", vec![page("누리집"), says("예약"), says("전화")]);
    check(vec![Bubble::card(card())], &["메뉴", "길"], &[("예약", 1), ("전화", 2), ("메뉴", 3)]);
    // Of cards beside each other one thing each, named by its card.
    let cards = ["강남점", "연남점", "제주점", "부산점"]
        .map(|name| Card::basic(name, "", vec![page("지도"), says("예약"), says("메뉴")]));
    check(
        vec![text(), Bubble::carousel(cards.to_vec())],
        &["더 보기"],
        &[("강남점", 1), ("연남점", 4), ("제주점", 7)],
    );
    // The lines of a list, without those that do nothing and its header.
    let say = |text: &str| Some(ButtonAction::Message(text.into()));
    let block = Some(ButtonAction::Block { block: "order".into(), message: "주문".into() });
    let list = Card {
        buttons: vec![Button::new("상담원", ButtonAction::Operator)],
        ..Card::list("메뉴", vec![line("찌개", say("찌개")), line("밥", None), line("국수", block)])
    };
    check(vec![Bubble::card(list)], &["끝"], &[("찌개", 1), ("국수", 3), ("상담원", 4)]);
}

#[tokio::test]
async fn a_speaker_hears_less_than_a_messenger() {
    let folder = tempfile::tempdir().unwrap();
    let stage = hub::testing::Stage::open(folder.path()).await.unwrap();
    stage.hub.start().await.unwrap();
    let owner = stage.owner().await.unwrap();
    let mut heard = Vec::new();
    for (number, kind) in [(1, Speaker), (2, Messenger)] {
        let hello = hub::Hello { kind, ..hub::testing::hello(number) };
        let (link, mut instructions) = stage.hub.connect(owner.id, hello).await.unwrap();
        let Some(Instruction::Synchronized(start)) = instructions.next().await else { panic!("no start") };
        let conversation = start.conversations[0].conversation.id;
        let body = EventBody::Text { conversation, text: "하나예요. 둘이에요. 셋이에요.".into() };
        let state = Some(State { read_aloud: true, ..State::default() });
        link.event(hub::Event { id: domain::EventId::fixed(number), state, body }).await;
        let mut said = Vec::new();
        loop {
            match instructions.next().await.unwrap() {
                Instruction::Speak { text, last, .. } => {
                    said.push(text);
                    if last {
                        break;
                    }
                }
                // The whole answer is kept, whoever asked.
                Instruction::RenderTurn { turn } => {
                    if let TurnStatus::Answered(answer) = &turn.status {
                        assert_eq!(answer.speech, "하나예요. 둘이에요. 셋이에요.");
                    }
                }
                _ => {}
            }
        }
        heard.push(said.join(" "));
    }
    assert_eq!(
        heard,
        ["하나예요. 둘이에요. 나머지는 메신저에서 볼 수 있어요.", "하나예요. 둘이에요. 셋이에요."]
    );
}
