//! `POST /v1/turns`.

use std::sync::Arc;

use dialogue::{Converse, Reply, Said, World};
use serde_json::{Value, json};

use crate::stage::{Server, answer, id};

#[tokio::test]
async fn one_request_takes_one_turn() {
    let server = Server::start().await;
    let mut window = server.connect(1).await;
    let turn = server.post("/v1/turns", &json!({"text": "안녕"})).await.json();
    assert_eq!((&turn["status"], &turn["sequence"]), (&json!("answered"), &json!(1)));
    assert_eq!(turn["answer"]["speech"], "안녕");
    assert_eq!(turn["conversation"], window.conversation);
    assert_eq!(window.expect("Render.Turn").await["turn"]["id"], turn["id"]);
}

#[tokio::test]
async fn a_retry_with_the_same_key_gets_the_same_turn() {
    let server = Server::start().await;
    let take = async |key: &str, text: &str| {
        let request = server.http.post(server.url("/v1/turns")).header("idempotency-key", key);
        answer(request.json(&json!({"text": text}))).await
    };
    let first = take(&id(5), "안녕").await.json();
    assert_eq!(first["event"], id(5));
    assert_eq!(take(&id(5), "안녕").await.json(), first);
    take(&id(5), "다른 말").await.is_problem(409, "event_reused");
    take("not-a-uuid", "안녕").await.is_problem(400, "bad_request");
    assert_eq!(take(&id(6), "안녕").await.json()["sequence"], 2);
}

#[tokio::test]
async fn a_request_that_cannot_be_taken_says_why() {
    let server = Server::start().await;
    let check = async |body: Value, status: u16, code: &str, detail: &str| {
        let got = server.post("/v1/turns", &body).await;
        got.is_problem(status, code);
        assert!(got.json()["detail"].as_str().unwrap_or_default().contains(detail), "{}", got.body);
    };
    check(json!({}), 400, "bad_request", "text").await;
    check(json!([]), 400, "bad_request", "").await;
    check(json!({"text": 3}), 400, "bad_request", "text: invalid type").await;
    check(json!({"text": "안녕", "conversation": "x"}), 400, "bad_request", "conversation: expected a UUID")
        .await;
    check(json!({"text": "안녕", "language": "fr"}), 400, "bad_request", "language").await;
    check(json!({"text": "안녕", "conversation": id(9)}), 404, "not_found", "conversation").await;
    check(json!({"text": "  "}), 400, "text_empty", "").await;
    check(json!({"text": "가".repeat(1001)}), 413, "text_too_long", "1000").await;
    check(json!({"text": "가".repeat(100_000)}), 413, "body_too_large", "").await;

    let raw = |body: &'static str, kind: &'static str| {
        answer(server.http.post(server.url("/v1/turns")).header("content-type", kind).body(body))
    };
    raw("{\"text\": ", "application/json").await.is_problem(400, "bad_request");
    raw("{\"text\": \"안녕\"}", "text/plain").await.is_problem(400, "bad_request");
    answer(server.http.delete(server.url("/v1/turns"))).await.is_problem(404, "not_found");
    server.get("/v1/nothing").await.is_problem(404, "not_found");
    assert_eq!(server.post("/v1/turns", &json!({"text": "안녕"})).await.json()["sequence"], 1);
}

/// Breaks when it is told to.
struct Fragile;

impl Converse for Fragile {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        assert_ne!(said.text, "부서져", "told to break");
        dialogue::scripted::Echo::default().reply(said, world)
    }
}

#[tokio::test]
async fn what_breaks_one_turn_breaks_no_other_and_tells_no_secrets() {
    let server = Server::start_with(|parts| parts.converse = Arc::new(Fragile), |_| {}).await;
    let mut window = server.connect(1).await;
    let broken = server.post("/v1/turns", &json!({"text": "부서져"})).await;
    assert!(!broken.body.contains("told to break"), "{}", broken.body);
    assert!(broken.body.contains("internal"), "{}", broken.body);
    assert_eq!(server.post("/v1/turns", &json!({"text": "괜찮아"})).await.json()["status"], "answered");
    window.is_undisturbed().await;
}

#[tokio::test]
async fn a_turn_tells_why_it_was_answered_so() {
    let server = Server::start().await;
    let turn = server.post("/v1/turns", &json!({"text": "안녕"})).await.json();
    let traced = server.get(&format!("/v1/turns/{}/trace", turn["id"].as_str().unwrap())).await.json();
    assert_eq!((&traced["turn"]["id"], &traced["trace"]), (&turn["id"], &json!({})));
    server.get(&format!("/v1/turns/{}/trace", id(9))).await.is_problem(404, "not_found");
}
