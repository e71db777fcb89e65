//! Bots of partners answer those who have added them, and nobody else.

use reqwest::Method;
use serde_json::{Value, json};

use crate::partners::{FLOWERS, Guest, server};

const OPEN: &str = "오전 열 시부터 저녁 여덟 시까지 열어요.";

/// What somebody is answered.
async fn ask(guest: &Guest<'_>, text: &str) -> String {
    let turn = guest.post("/v1/turns", json!({ "text": text })).await;
    turn.json()["answer"]["speech"].as_str().unwrap_or_else(|| panic!("{}", turn.body)).to_owned()
}

#[tokio::test]
async fn a_bot_answers_whoever_has_added_it() {
    let server = server().await;
    let (hana, duri, owner) =
        (server.guest("하나").await, server.guest("두리").await, server.guest("지우").await);
    let shop = hana.partner("sun-flowers").await;
    let source = json!({"id": "flowers", "source": {"bot": FLOWERS}});
    assert_eq!(hana.post(&format!("{shop}/bots"), source).await.status, 201);
    let bot = format!("{shop}/bots/flowers");
    let listing = format!("{bot}/listing");
    assert_eq!(hana.ask(Method::PUT, &listing, &json!({"listed": true})).await.json()["listed"], true);
    // What is not live is not there.
    assert_eq!(duri.get("/v1/directory").await.json()["bots"], json!([]));
    duri.ask(Method::PUT, "/v1/me/bots/flowers", &Value::Null).await.is_problem(404, "not_found");
    assert_eq!(hana.post(&format!("{bot}/deploy"), json!({})).await.status, 200);

    let shown = json!({
        "id": "flowers", "partner": "해님 가게", "added": false,
        "face": {"name": "꽃집", "language": "ko", "description": "꽃을 팔아요", "categories": ["꽃", "선물"]},
    });
    assert_eq!(duri.get("/v1/directory").await.json()["bots"], json!([shown]));
    for guest in [&duri, &owner, &hana] {
        assert_ne!(ask(guest, "꽃집에서 몇 시까지 해요?").await, OPEN, "nobody has added it");
    }
    let added = duri.ask(Method::PUT, "/v1/me/bots/flowers", &Value::Null).await;
    assert_eq!(added.json()["added"], true, "{}", added.body);
    assert_eq!(ask(&duri, "꽃집에서 몇 시까지 해요?").await, OPEN);
    assert_eq!(ask(&duri, "몇 시까지 해요?").await, OPEN, "without its name");
    assert_ne!(ask(&owner, "꽃집에서 몇 시까지 해요?").await, OPEN, "that of others is out of reach");
    assert_eq!(duri.get("/v1/directory").await.json()["bots"][0]["added"], true);

    // A new version answers at once, an old one comes back, and none answers nobody.
    let later = json!({"source": {"bot": FLOWERS.replace("여덟 시", "아홉 시")}});
    assert_eq!(hana.ask(Method::PUT, &format!("{bot}/draft"), &later).await.status, 200);
    assert_eq!(ask(&duri, "몇 시까지 해요?").await, OPEN, "a draft answers nobody");
    assert_eq!(hana.post(&format!("{bot}/deploy"), json!({})).await.status, 200);
    assert_eq!(ask(&duri, "몇 시까지 해요?").await, OPEN.replace("여덟", "아홉"));
    assert_eq!(hana.post(&format!("{bot}/roll-back"), json!({"version": 1})).await.status, 200);
    assert_eq!(ask(&duri, "몇 시까지 해요?").await, OPEN);
    assert_eq!(hana.post(&format!("{bot}/withdraw"), json!({})).await.status, 200);
    assert_ne!(ask(&duri, "몇 시까지 해요?").await, OPEN);
    assert_eq!(duri.get("/v1/me/bots").await.json()["bots"], json!([]));
    assert_eq!(hana.post(&format!("{bot}/roll-back"), json!({"version": 2})).await.status, 200);
    assert_eq!(duri.get("/v1/me/bots").await.json()["bots"][0]["id"], "flowers", "it is still added");

    // What is not listed is found by the partner's own people alone; whoever had added it keeps it.
    assert_eq!(hana.ask(Method::PUT, &listing, &json!({"listed": false})).await.json()["listed"], false);
    owner.ask(Method::PUT, "/v1/me/bots/flowers", &Value::Null).await.is_problem(404, "not_found");
    assert_eq!(hana.ask(Method::PUT, "/v1/me/bots/flowers", &Value::Null).await.status, 200);
    assert_eq!(ask(&duri, "몇 시까지 해요?").await, OPEN.replace("여덟", "아홉"));
    assert_eq!(duri.ask(Method::DELETE, "/v1/me/bots/flowers", &Value::Null).await.status, 204);
    duri.ask(Method::DELETE, "/v1/me/bots/flowers", &Value::Null).await.is_problem(404, "not_found");
    assert_ne!(ask(&duri, "몇 시까지 해요?").await, OPEN);

    let live = server.stage.hub.live_bot("flowers").await.unwrap().unwrap();
    assert_eq!((live.version, &*live.partner.slug), (2, "sun-flowers"));
    assert!(server.stage.hub.has_added(hana.person.id, "flowers").await.unwrap());
    assert!(!server.stage.hub.has_added(duri.person.id, "flowers").await.unwrap());
}
