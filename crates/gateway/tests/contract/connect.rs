//! The touchpoint protocol as `docs/protocol.md` tells it.

use std::sync::Arc;

use dialogue::scripted::Echo;
use dialogue::{Action, Converse, Reply, Said, World};
use domain::{
    AlertKind, Bubble, Card, CardBody, CommerceCard, Image, ItemRef, Opinion, Price, Repeat, Thumbnail,
};
use hub::testing::HEARD;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::stage::{Server, id};

/// A tenth of a second of sound.
fn sound() -> Vec<u8> {
    [0x00, 0x20].repeat(1600)
}

#[tokio::test]
async fn a_new_client_gets_all_it_needs_to_draw_itself() {
    let server = Server::start().await;
    let mut client = server.dial().await;
    let start = client.greet(1, &json!([])).await;
    assert_eq!(start["person"], json!({"id": server.owner.id.to_string(), "name": "지우", "language": "ko"}));
    assert_eq!(start["touchpoint"], id(1));
    let chat = &start["conversations"][0];
    assert_eq!(chat["bot"]["name"], json!({"ko": "이음", "en": "Ieum"}));
    assert_eq!((&chat["turns"], &chat["moreBefore"]), (&json!([]), &json!(false)));
    assert_eq!(start["alerts"], json!([]));
}

#[tokio::test]
async fn text_is_accepted_then_answered_then_shown() {
    let server = Server::start().await;
    let mut client = server.connect(1).await;
    for kind in ["Recognizer.Text", "Button.Pressed"] {
        let event = client.send(kind, &json!({"conversation": client.conversation, "text": "안녕"})).await;
        let accepted = client.expect("System.Accepted").await;
        assert_eq!(accepted["event"], event);
        assert_eq!(accepted["turn"]["status"], "received");
        assert_eq!(accepted["turn"]["input"], json!({"kind": "text", "text": "안녕"}));
        let turn = client.expect("Render.Turn").await["turn"].take();
        assert_eq!((&turn["id"], &turn["status"]), (&accepted["turn"]["id"], &json!("answered")));
        assert_eq!(turn["answer"]["bubbles"], json!([{"type": "text", "text": "안녕"}]));
        assert_eq!(turn["answer"]["quickReplies"], json!([]));
        assert!(turn["answeredAt"].is_string());
    }
}

#[tokio::test]
async fn speech_is_recognised_answered_and_spoken() {
    let server = Server::start().await;
    let mut client = server.connect(1).await;
    let conversation = client.conversation.clone();
    let event =
        client.send("Recognizer.Speech", &json!({"conversation": conversation, "language": "ko"})).await;
    client.send_bytes(sound()).await;
    let partial = client.expect("Recognizer.Recognized").await;
    assert_eq!(partial, json!({"event": event, "text": "지금", "stable": 2, "final": false}));
    client.send("Recognizer.Finished", &json!({"event": event})).await;
    let last = client.expect("Recognizer.Recognized").await;
    assert_eq!((&last["text"], &last["final"]), (&json!(HEARD), &json!(true)));

    let turn = client.expect("System.Accepted").await["turn"].take();
    assert_eq!(turn["input"], json!({"kind": "speech", "text": HEARD, "audioMs": 100}));
    let sentence = client.expect("Synthesizer.Speak").await;
    let expected = json!({"turn": turn["id"], "sentence": 0, "text": HEARD, "rate": 24_000, "last": true});
    assert_eq!(sentence, expected);
    let frame = client.expect_frame().await;
    let turn_id = turn["id"].as_str().unwrap();
    let hex: String = frame[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, turn_id.replace('-', ""));
    assert_eq!(frame[16..20], [0, 0, 0, 0]);
    assert_eq!(frame.len(), 20 + 2400 * 2);

    for kind in ["Synthesizer.Started", "Synthesizer.Finished", "Synthesizer.Stopped"] {
        client.send(kind, &json!({"turn": turn_id})).await;
    }
    client.is_undisturbed().await;
}

#[tokio::test]
async fn silence_and_cancelled_speech_make_no_turn() {
    let server = Server::start().await;
    let mut client = server.connect(1).await;
    let conversation = client.conversation.clone();
    let silent = client.send("Recognizer.Speech", &json!({"conversation": conversation})).await;
    client.send_bytes(vec![0; 3200]).await;
    client.send("Recognizer.Finished", &json!({"event": silent})).await;
    let heard = client.expect("Recognizer.Recognized").await;
    assert_eq!(heard, json!({"event": silent, "text": "", "stable": 0, "final": true}));

    let canceled = client.send("Recognizer.Speech", &json!({"conversation": conversation})).await;
    client.send_bytes(sound()).await;
    client.send("Recognizer.Canceled", &json!({"event": canceled})).await;
    client.is_undisturbed().await;
    let history = server.get(&format!("/v1/conversations/{conversation}/turns")).await.json();
    assert_eq!(history["turns"].as_array().unwrap().len(), 1, "{history}");
}

#[tokio::test]
async fn speaking_again_stops_the_voice() {
    let server = Server::start().await;
    let mut client = server.connect(1).await;
    let conversation = client.conversation.clone();
    let read_aloud = json!({
        "type": "Recognizer.Text", "id": id(77), "state": {"readAloud": true},
        "body": {"conversation": conversation, "text": "하나. 둘. 셋. 넷. 다섯. 여섯. 일곱. 여덟. 아홉. 열."},
    });
    client.send_text(read_aloud.to_string()).await;
    let turn = client.expect("Synthesizer.Speak").await["turn"].take();
    client.send("Recognizer.Speech", &json!({"conversation": conversation})).await;
    assert_eq!(client.expect("Synthesizer.Stop").await, json!({"turn": turn}));
}

/// Asks something back whatever is said.
struct Asking;

impl Converse for Asking {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        let mut reply = Echo::default().reply(said, world);
        reply.answer.expects_reply = true;
        reply
    }
}

#[tokio::test]
async fn a_question_asks_the_client_to_listen() {
    let server = Server::start_with(|parts| parts.converse = Arc::new(Asking), |_| {}).await;
    let mut client = server.connect(1).await;
    let conversation = client.conversation.clone();
    let event = client.send("Recognizer.Speech", &json!({"conversation": conversation})).await;
    client.send_bytes(sound()).await;
    client.send("Recognizer.Finished", &json!({"event": event})).await;
    assert_eq!(client.expect("Recognizer.ExpectSpeech").await, json!({"conversation": conversation}));
}

#[tokio::test]
async fn an_alarm_rings_everywhere_until_somebody_stops_it() {
    let due = "2026-11-23T09:10:00Z".parse().unwrap();
    let alarm = Action::SetAlert {
        kind: AlertKind::Alarm,
        label: "약".into(),
        due,
        repeat: Repeat::Weekly(0b001_0001),
    };
    let server =
        Server::start_with(|parts| parts.converse = Arc::new(Echo { actions: vec![alarm] }), |_| {}).await;
    let (mut one, mut two) = (server.connect(1).await, server.connect(2).await);
    one.say("10분 뒤에 약 알람").await;
    let alerts = two.expect("Alert.Changed").await["alerts"].take();
    let alert = alerts[0]["id"].clone();
    let expected = json!([{
        "id": alert, "kind": "alarm", "label": "약", "due": "2026-11-23T09:10:00Z",
        "repeat": {"weekly": [1, 5]}, "state": "pending",
    }]);
    assert_eq!(alerts, expected);

    server.stage.waker.advance(SignedDuration::from_mins(10));
    for client in [&mut one, &mut two] {
        let ringing = client.expect("Alert.Start").await;
        assert_eq!((&ringing["alert"]["id"], &ringing["alert"]["state"]), (&alert, &json!("ringing")));
    }
    two.send("Alert.Stopped", &json!({"alert": alert})).await;
    assert_eq!(one.expect("Alert.Stop").await, json!({"alert": alert}));
}

#[tokio::test]
async fn two_windows_of_one_person_show_the_same() {
    let server = Server::start().await;
    let (mut one, mut two) = (server.connect(1).await, server.connect(2).await);
    one.say("안녕").await;
    let mut seen = Vec::new();
    while seen.last() != Some(&Value::from("answered")) {
        let turn = two.expect("Render.Turn").await["turn"].take();
        assert_eq!(turn["input"]["text"], "안녕");
        seen.push(turn["status"].clone());
    }
    assert_eq!(seen, ["received", "answered"]);
    two.is_undisturbed().await;
    one.is_undisturbed().await;
}

#[tokio::test]
async fn a_stopping_server_asks_its_clients_to_come_back() {
    let server = Server::start().await;
    let mut client = server.connect(1).await;
    server.shutdown.cancel();
    assert_eq!(client.expect_close().await, Some(1012));
}

/// Shows two cards whatever is said.
struct Showing;

impl Converse for Showing {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        let mut reply = Echo::default().reply(said, world);
        let image = Image { address: "/images/1.webp".into(), alt: String::new() };
        let film = CommerceCard {
            thumbnail: Some(Thumbnail { image, ..Thumbnail::default() }),
            title: "달빛 우체국".into(),
            description: "가족".into(),
            price: Some(Price { now: "12,900원".into(), ..Price::default() }),
            shows: Some(ItemRef { catalog: "films".into(), item: "1".into() }),
            opinion: Some(Opinion::Dismissed),
            ..CommerceCard::default()
        };
        let bare = CommerceCard { title: "다음 장".into(), ..CommerceCard::default() };
        let card = |body| Card { body: CardBody::Commerce(body), ..Card::default() };
        reply.answer.bubbles.push(Bubble::carousel(vec![card(film), card(bare)]));
        reply
    }
}

#[tokio::test]
async fn a_carousel_goes_down_card_by_card() {
    let server = Server::start_with(|parts| parts.converse = Arc::new(Showing), |_| {}).await;
    let mut client = server.connect(1).await;
    client.say("뭐 볼까?").await;
    let mut turn = client.expect("Render.Turn").await["turn"].take();
    while turn["status"] != "answered" {
        turn = client.expect("Render.Turn").await["turn"].take();
    }
    let film = json!({
        "kind": "commerce", "title": "달빛 우체국", "description": "가족",
        "thumbnail": {"url": "/images/1.webp", "alt": "", "shape": "wide"}, "price": {"now": "12,900원"},
        "buttons": [], "shows": {"catalog": "films", "item": "1"}, "opinion": "dismissed",
    });
    let bare = json!({"kind": "commerce", "title": "다음 장", "description": "", "buttons": []});
    assert_eq!(turn["answer"]["bubbles"][1], json!({"type": "carousel", "cards": [film, bare]}));

    let tap = |card: u32| json!({"turn": turn["id"], "bubble": 1, "card": card, "kind": "like"});
    client.send("Item.Tapped", &tap(0)).await;
    let changed = client.expect("Render.Turn").await["turn"].take();
    assert_eq!(changed["answer"]["bubbles"][1]["cards"][0]["opinion"], "liked");
    let event = client.send("Item.Tapped", &tap(1)).await;
    assert_eq!(client.expect_error().await, ("not_found".to_owned(), Value::from(event)));
    client.is_undisturbed().await;
}
