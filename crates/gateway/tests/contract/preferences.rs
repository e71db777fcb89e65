//! What is remembered of a person is seen and erased.

use std::sync::Arc;

use dialogue::Action;
use dialogue::scripted::Echo;
use domain::Liking;
use serde_json::json;

use crate::stage::{Answer, Server, answer};

/// A server whose partner remembers the same two things with every turn.
async fn server() -> Server {
    let liking = |bot: Option<&str>, name: &str, value: &str| {
        Action::Remember(Liking {
            bot: bot.map(str::to_owned),
            name: name.into(),
            label: "자리".into(),
            value: value.into(),
            written: value.into(),
            ..Liking::default()
        })
    };
    let actions = vec![liking(Some("restaurant"), "seat", "창가"), liking(None, "home", "수원")];
    Server::start_with(|parts| parts.converse = Arc::new(Echo { actions }), |_| {}).await
}

async fn delete(server: &Server, path: &str) -> Answer {
    answer(server.http.delete(server.url(path))).await
}

#[tokio::test]
async fn what_is_remembered_is_listed_and_erased() {
    let server = server().await;
    assert_eq!(server.get("/v1/preferences").await.json(), json!({"preferences": []}));
    for _ in 0..2 {
        server.post("/v1/turns", &json!({"text": "창가로 해 줘"})).await;
    }
    let listed = server.get("/v1/preferences").await.json();
    let all = listed["preferences"].as_array().unwrap();
    assert_eq!(all.len(), 2, "{listed}");
    let seat = all.iter().find(|one| one["bot"] == "restaurant").unwrap();
    assert_eq!(
        (&seat["name"], &seat["value"], &seat["label"]),
        (&json!("seat"), &json!("창가"), &json!("자리"))
    );
    let home = all.iter().find(|one| one.get("bot").is_none()).unwrap();
    assert_eq!(home["value"], "수원");
    let one = format!("/v1/preferences/{}", seat["id"].as_str().unwrap());
    assert_eq!(delete(&server, &one).await.status, 204);
    delete(&server, &one).await.is_problem(404, "not_found");
    delete(&server, "/v1/preferences/everything").await.is_problem(400, "bad_request");
    assert_eq!(server.get("/v1/preferences").await.json()["preferences"].as_array().unwrap().len(), 1);
    assert_eq!(delete(&server, "/v1/preferences").await.status, 204);
    assert_eq!(server.get("/v1/preferences").await.json(), json!({"preferences": []}));
}
