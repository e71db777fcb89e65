//! Cards as a client gets them, and what can be pressed in them.

use std::sync::Arc;

use dialogue::{Converse, Reply, Said, World, scripted::Echo};
use domain::{Answer, Bubble, Button, ButtonAction, ButtonLayout, Card, ListItem, QuickReply};
use serde_json::json;

use crate::stage::Server;

/// Shows a list whatever is said, with everything that can be done.
struct Listing;

impl Converse for Listing {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        let line = |title: &str, action| ListItem { title: title.into(), action, ..ListItem::default() };
        let lines = vec![
            line("말", Some(ButtonAction::Message("안녕".into()))),
            line("쪽", Some(ButtonAction::WebLink("https://shop.example".into()))),
            line("글", None),
        ];
        let block = ButtonAction::Block { block: "order".into(), message: "주문할게요".into() };
        let buttons = vec![
            Button { extra: Some("{\"secret\":1}".into()), ..Button::new("주문", block) },
            Button::new("전화", ButtonAction::Phone("02-123-4567".into())),
            Button::new("공유", ButtonAction::Share),
            Button::new("상담원", ButtonAction::Operator),
        ];
        let card = Card {
            buttons,
            layout: ButtonLayout::Horizontal,
            forwardable: true,
            ..Card::list("머리", lines)
        };
        let answer = Answer {
            bubbles: vec![Bubble::card(card)],
            quick_replies: vec![QuickReply::saying("끝")],
            bot: Some(domain::Named { id: "moonlight".into(), name: "달빛식당".into() }),
            ..Answer::default()
        };
        Reply { answer, ..Echo::default().reply(said, world) }
    }
}

#[tokio::test]
async fn what_can_be_pressed_is_numbered_and_its_secrets_stay_here() {
    let server = Server::start_with(|parts| parts.converse = Arc::new(Listing), |_| {}).await;
    let turn = server.post("/v1/turns", &json!({"text": "보여 줘"})).await.json();
    let card = json!({
        "type": "card", "kind": "list", "layout": "horizontal", "forwardable": true,
        "header": {"title": "머리", "description": "", "press": 0},
        "items": [
            {"title": "말", "description": "", "action": "message", "message": "안녕", "press": 1},
            {"title": "쪽", "description": "", "action": "webLink", "url": "https://shop.example", "press": 2},
            {"title": "글", "description": "", "press": 3},
        ],
        "buttons": [
            {"label": "주문", "action": "message", "message": "주문할게요", "press": 4},
            {"label": "전화", "action": "phone", "number": "02-123-4567", "press": 5},
            {"label": "공유", "action": "share", "press": 6},
            {"label": "상담원", "action": "operator", "press": 7},
        ],
    });
    let answer = json!({
        "bubbles": [card], "quickReplies": [{"label": "끝", "message": "끝", "press": 8}],
        "speech": "", "expectsReply": false, "bot": {"id": "moonlight", "name": "달빛식당"},
    });
    assert_eq!(turn["answer"], answer);
}

#[tokio::test]
async fn a_car_gets_its_answer_at_a_glance() {
    let server = Server::start_with(|parts| parts.converse = Arc::new(Listing), |_| {}).await;
    for (touchpoint, kind, glance) in [
        (1, "messenger", json!(null)),
        (2, "speaker", json!(null)),
        (
            3,
            "car",
            json!({"line": "", "choices": [
                {"label": "말", "press": 1}, {"label": "주문", "press": 4}, {"label": "상담원", "press": 7},
            ]}),
        ),
    ] {
        let mut client = server.dial().await;
        client.greet_as(kind, touchpoint, &json!([])).await;
        client.say("보여 줘").await;
        let mut rendered = client.expect("Render.Turn").await;
        while rendered["turn"]["status"] != "answered" {
            assert_eq!(rendered["glance"], json!(null));
            rendered = client.expect("Render.Turn").await;
        }
        assert_eq!(rendered["glance"], glance, "{kind}");
    }
}
