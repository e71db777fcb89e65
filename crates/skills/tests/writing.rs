//! What we write: payloads for skill servers, answers for a KakaoTalk channel, and that both are read again as they were.

use domain::{
    Answer, Bubble, Button, ButtonAction, Card, CardBody, CommerceCard, Image, Language, ListItem, Price,
    QuickReply, Shape, Thumbnail,
};
use serde_json::{Value, json};
use skills::{
    CallbackReply, CallbackStatus, ContextParam, EventError, EventRequest, EventTarget, Flow, Named,
    PayloadContext, Severity, SkillPayload, SkillResponse, TaskFailure, TaskReport, Trigger, TriggerKind,
    ValidationReply, ValidationRequest, ValidationStatus,
};

fn payload() -> SkillPayload {
    let mut payload = SkillPayload::default().with_param("menu", "pizza-1", "마르게리타");
    payload.intent.id = "block1".into();
    payload.intent.name = "주문".into();
    payload.bot = Named { id: "bot1".into(), name: "피자".into() };
    payload.action.id = "skill1".into();
    payload.action.name = "order".into();
    payload.user_request.utterance = "마르게리타 하나".into();
    payload.user_request.block = Named { id: "block1".into(), name: "주문".into() };
    payload.user_request.user.id = "user1".into();
    payload.user_request.user.properties.bot_user_key = Some("user1".into());
    payload.user_request.user.properties.plusfriend_user_key = Some("friend1".into());
    payload.user_request.user.properties.is_friend = true;
    payload.user_request.params.insert("surface".into(), "Ieum".into());
    payload.user_request.callback_url = Some("https://ieum.example/callback/1".into());
    let param = ContextParam { value: "2".into(), resolved_value: "2".into() };
    payload.contexts.push(PayloadContext {
        name: "ordering".into(),
        life_span: 3,
        ttl: Some(60),
        params: [("count".to_owned(), param)].into(),
    });
    let referrer = Named { id: "welcome".into(), name: "환영".into() };
    payload.flow = Some(Flow {
        trigger: Trigger { kind: TriggerKind::QuickReplyBlock, referrer_block: Some(referrer.clone()) },
        last_block: Some(referrer),
    });
    payload
}

#[test]
fn a_payload_has_every_field_of_the_contract() {
    let expected = json!({
        "intent": {"id": "block1", "name": "주문", "extra": {"reason": {"code": 1, "message": "OK"}}},
        "userRequest": {
            "callbackUrl": "https://ieum.example/callback/1",
            "timezone": "Asia/Seoul",
            "block": {"id": "block1", "name": "주문"},
            "utterance": "마르게리타 하나",
            "lang": "ko",
            "user": {"id": "user1", "type": "botUserKey", "properties": {
                "plusfriendUserKey": "friend1", "plusfriend_user_key": "friend1",
                "botUserKey": "user1", "bot_user_key": "user1", "isFriend": true,
            }},
            "params": {"surface": "Ieum"},
        },
        "bot": {"id": "bot1", "name": "피자"},
        "action": {
            "id": "skill1", "name": "order",
            "params": {"menu": "pizza-1"},
            "detailParams": {"menu": {"origin": "마르게리타", "value": "pizza-1", "groupName": ""}},
            "clientExtra": {},
        },
        "contexts": [{"name": "ordering", "lifespan": 3, "lifeSpan": 3, "ttl": 60,
            "params": {"count": {"value": "2", "resolvedValue": "2"}}}],
        "flow": {"trigger": {"type": "QUICKREPLY_BUTTON_BLOCK", "referrerBlock": {"id": "welcome", "name": "환영"}},
            "lastBlock": {"id": "welcome", "name": "환영"}},
    });
    let written: Value = serde_json::from_str(&payload().write()).unwrap();
    assert_eq!(written, expected);
    let plain = SkillPayload::default().to_value();
    assert!(plain["userRequest"].get("callbackUrl").is_none() && plain.get("flow").is_none());
    assert_eq!(plain["action"]["clientExtra"], json!({}));
}

#[test]
fn a_payload_is_read_as_it_was_written() {
    let mut payload = payload();
    assert_eq!(SkillPayload::read(payload.write().as_bytes()).unwrap(), payload);
    payload.action.client_extra = Some(json!({"menu": 1}));
    payload.user_request.language = Some(Language::English);
    assert_eq!(SkillPayload::read(payload.write().as_bytes()).unwrap(), payload);
}

/// What channels and their test pane send.
#[test]
fn payloads_of_real_channels_are_read() {
    let pane = r#"{"intent":{"id":"a","name":"블록 이름"},"userRequest":{"timezone":"Asia/Seoul","params":{"ignoreMe":"true"},
        "block":{"id":"a","name":"블록 이름"},"utterance":"발화 내용","lang":null,
        "user":{"id":"172514","type":"accountId","properties":{}}},"bot":{"id":"b!","name":"봇 이름"},
        "action":{"name":"c","clientExtra":null,"params":{},"id":"d","detailParams":{}}}"#;
    let payload = SkillPayload::read(pane.as_bytes()).unwrap();
    assert_eq!(payload.user_request.utterance, "발화 내용");
    assert_eq!((payload.user_request.language, payload.user_request.user.kind.as_str()), (None, "accountId"));
    let channel = r#"{"bot":{"id":"b"},"intent":{"id":"i","extra":{"reason":{"code":1,"message":"OK"},
        "knowledges":{"matchedKnowledges":[{"question":"언제?","answer":"지금","categories":["가"]}]}}},
        "action":{"params":{"sys_number":{"amount":3}},"detailParams":{"sys_number":{"origin":"3번","value":{"amount":3}}},
        "clientExtra":{}},"userRequest":{"utterance":"3번","lang":"kr","user":{"id":"u","properties":{
        "bot_user_key":"u","plusfriend_user_key":"p","appUserStatus":"REGISTERED"}},"callbackUrl":"https://bot-api.example/c"},
        "contexts":[{"name":"x","lifespan":2,"params":{"k":"v"}}],"someday":[1]}"#;
    let payload = SkillPayload::read(channel.as_bytes()).unwrap();
    assert_eq!(payload.action.params["sys_number"], r#"{"amount":3}"#);
    assert_eq!(payload.action.detail_params["sys_number"].value, r#"{"amount":3}"#);
    assert_eq!(payload.action.client_extra, None);
    assert_eq!(payload.intent.extra.knowledge[0].answer, "지금");
    assert_eq!(payload.user_request.language, Some(Language::Korean));
    let properties = &payload.user_request.user.properties;
    assert_eq!(properties.plusfriend_user_key.as_deref(), Some("p"));
    assert!(properties.others.contains_key("appUserStatus"));
    assert_eq!((payload.contexts[0].life_span, payload.contexts[0].params["k"].value.as_str()), (2, "v"));
    for wrong in ["", "[]", "{}", r#"{"userRequest": 1}"#, "<html>"] {
        assert!(SkillPayload::read(wrong.as_bytes()).is_err(), "{wrong}");
    }
}

#[test]
fn validation_replies_are_read() {
    let check = |body: &str, status: ValidationStatus, value: Option<&str>, message: Option<&str>| {
        let (reply, _) = ValidationReply::read(body.as_bytes(), None).unwrap();
        assert_eq!(
            (reply.status, reply.value.as_deref(), reply.message.as_deref()),
            (status, value, message),
            "{body}"
        );
    };
    check(r#"{"status":"SUCCESS","value":"3"}"#, ValidationStatus::Success, Some("3"), None);
    check(r#"{"status":"success","value":3}"#, ValidationStatus::Success, Some("3"), None);
    check(r#"{"status":"FAIL","message":"없어요"}"#, ValidationStatus::Fail, None, Some("없어요"));
    check(r#"{"status":"IGNORE","data":{}}"#, ValidationStatus::Ignore, None, None);
    check(
        r#"{"status":"OK","value":{"origin":"셋","resolved":"3"}}"#,
        ValidationStatus::Success,
        Some("3"),
        None,
    );
    check("{}", ValidationStatus::Error, None, None);
    let request = ValidationRequest { in_slot_filling: true, utterance: "셋".into(), ..Default::default() };
    let written: Value = serde_json::from_str(&request.write()).unwrap();
    assert_eq!(written["isInSlotFilling"], true);
    assert_eq!(written["value"], json!({"origin": "", "resolved": ""}));
}

#[test]
fn events_are_read_in_either_spelling() {
    let kakao = r#"{"event":{"name":"ready","data":{"menu":"피자"}},"user":[{"type":"botUserKey","id":"u1"},
        {"type":"appUserId","id":2,"properties":{"name":"이음"}}],"params":{"count":3}}"#;
    let event = EventRequest::read(kakao.as_bytes()).unwrap();
    assert_eq!((event.event.as_str(), event.data["menu"].as_str()), ("ready", Some("피자")));
    let people: Vec<_> = event.users.iter().map(|user| (user.target, user.id.as_str())).collect();
    assert_eq!(people, [(EventTarget::BotUserKey, "u1"), (EventTarget::AppUserId, "2")]);
    assert_eq!(event.params["count"], "3");
    assert_eq!(EventRequest::read(event.write().as_bytes()).unwrap(), event);
    let crowd = |count: usize| {
        let users: Vec<Value> =
            (0..count).map(|id| json!({"type": "botUserKey", "id": id.to_string()})).collect();
        json!({"event": {"name": "ready"}, "user": users}).to_string()
    };
    assert!(EventRequest::read(crowd(100).as_bytes()).is_ok());
    assert_eq!(EventRequest::read(crowd(101).as_bytes()).unwrap_err(), EventError::Users);
    assert_eq!(EventRequest::read(crowd(0).as_bytes()).unwrap_err(), EventError::Users);
    let nameless = r#"{"event":{},"user":[{"id":"u"}]}"#;
    assert_eq!(EventRequest::read(nameless.as_bytes()).unwrap_err(), EventError::NoName);
    let failures =
        vec![TaskFailure { id: "u1".into(), target: EventTarget::BotUserKey, message: "없어요".into() }];
    let report = TaskReport { task_id: "t".into(), all: 2, succeeded: 1, failures };
    let written: Value = serde_json::from_str(&report.write()).unwrap();
    assert_eq!((&written["status"], &written["fail"]["count"]), (&json!("1 FAIL"), &json!(1)));
    assert_eq!((&written["allRequestCount"], &written["success_count"]), (&json!(2), &json!(1)));
    assert_eq!(TaskReport { failures: vec![], ..report }.status(), "ALL SUCCESS");
}

#[test]
fn replies_to_callbacks_are_written_and_read() {
    let reply = CallbackReply {
        task_id: "t".into(),
        status: CallbackStatus::Success,
        message: "성공".into(),
        timestamp: 1_700_000_000,
    };
    let expected = r#"{"taskId":"t","status":"SUCCESS","message":"성공","timestamp":1700000000}"#;
    assert_eq!(reply.write(), expected);
    assert_eq!(CallbackReply::read(expected.as_bytes(), None).unwrap(), (reply.clone(), vec![]));
    assert!(reply.write_for_event().contains(r#""task_id":"t""#));
    let (other, _) = CallbackReply::read(br#"{"task_id":"t","status":"fail"}"#, None).unwrap();
    assert_eq!((other.task_id.as_str(), other.status), ("t", CallbackStatus::Fail));
}

/// An answer with everything that a channel has to be spared.
fn answer() -> Answer {
    let pizza = |title: &str, before: Option<&str>| {
        let image = Image { address: "https://shop.example/1.jpg".into(), alt: "피자".into() };
        let price = Price { now: "12,900원".into(), before: before.map(str::to_owned), discount: None };
        let body = CommerceCard {
            thumbnail: Some(Thumbnail { image, link: None, shape: Shape::Square }),
            title: title.into(),
            description: "맛있어요. ".repeat(20),
            price: Some(price),
            ..CommerceCard::default()
        };
        let block = ButtonAction::Block { block: "order".into(), message: format!("{title} 주문") };
        Card {
            body: CardBody::Commerce(body), buttons: vec![Button::new("주문", block)], ..Card::default()
        }
    };
    let line = |title: &str| ListItem {
        title: title.into(),
        action: Some(ButtonAction::Message(format!("{title} 알려 줘"))),
        ..ListItem::default()
    };
    let list = Card::list("매장", (1..=7).map(|number| line(&format!("{number}호점"))).collect());
    Answer {
        bubbles: vec![
            Bubble::carousel(vec![pizza("마르게리타", Some("15,000원")), pizza("페퍼로니", None)]),
            Bubble::card(list),
            Bubble::text("가".repeat(1_200)),
            Bubble::text("넷째"),
        ],
        quick_replies: vec![QuickReply::saying("처음으로")],
        ..Answer::default()
    }
}

#[test]
fn an_answer_is_written_within_the_limits_of_the_contract() {
    let answer = answer();
    let response = skills::respond(&answer, &|number| Some(json!({"press": number})));
    let read = SkillResponse::read(response.write().as_bytes(), None).unwrap();
    let errors: Vec<_> = read.findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(read.response, response);
    let written: Value = serde_json::from_str(&response.write()).unwrap();
    let outputs = &written["template"]["outputs"];
    assert_eq!(outputs.as_array().unwrap().len(), 3);
    let first = &outputs[0]["carousel"]["items"][0];
    assert_eq!((&first["price"], &first["discountedPrice"]), (&json!(15000), &json!(12900)));
    // Blocks of ours are none of the channel's.
    assert_eq!(first["buttons"][0]["action"], "message");
    assert_eq!(outputs[1]["listCard"]["items"].as_array().unwrap().len(), 5);
    assert_eq!(outputs[2]["simpleText"]["text"].as_str().unwrap().chars().count(), 1_000);
    // What comes back with a press is its number, however much was left out before it.
    let pressed = |extra: &Value| {
        let number = extra["press"].as_u64().and_then(|number| u32::try_from(number).ok()).unwrap();
        answer.pressed(number).unwrap().says().unwrap().to_owned()
    };
    assert_eq!(pressed(&outputs[0]["carousel"]["items"][1]["buttons"][0]["extra"]), "페퍼로니 주문");
    assert_eq!(pressed(&outputs[1]["listCard"]["items"][4]["extra"]), "5호점 알려 줘");
    assert_eq!(pressed(&written["template"]["quickReplies"][0]["extra"]), "처음으로");
}

#[test]
fn pictures_of_this_server_alone_are_not_for_a_channel() {
    let image = Image { address: "/v1/pictures/1".into(), alt: "사진".into() };
    let mut card =
        Card::basic("제목", "설명", vec![Button::new("열기", ButtonAction::WebLink("/docs".into()))]);
    if let CardBody::Basic(body) = &mut card.body {
        body.thumbnail = Some(Thumbnail { image: image.clone(), ..Thumbnail::default() });
    }
    let answer = Answer { bubbles: vec![Bubble::Image(image), Bubble::card(card)], ..Answer::default() };
    let written = skills::respond(&answer, &|_| None).write();
    let expected =
        r#"{"version":"2.0","template":{"outputs":[{"textCard":{"title":"제목","description":"설명"}}]}}"#;
    assert_eq!(written, expected);
}
