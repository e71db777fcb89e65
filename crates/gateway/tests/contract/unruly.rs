//! Clients that break the rules: each is told, and nothing else is disturbed.

use std::time::Duration;

use serde_json::{Value, json};

use crate::stage::{Server, id};

#[tokio::test]
async fn messages_that_cannot_be_read_are_answered_and_disturb_nothing() {
    let server = Server::start().await;
    let mut client = server.connect(1).await;
    let conversation = client.conversation.clone();
    let event = id(50);
    let with = |kind: &str, body: Value| json!({"type": kind, "id": event, "body": body}).to_string();
    let words = |text: Value| json!({"conversation": conversation, "text": text});
    let known = json!(event);
    let table = [
        ("{".to_owned(), "bad_request", Value::Null),
        ("[]".to_owned(), "bad_request", Value::Null),
        ("[".repeat(60_000), "bad_request", Value::Null),
        (String::new(), "bad_request", Value::Null),
        ("\u{0}\u{1}".to_owned(), "bad_request", Value::Null),
        (r#"{"type":"Recognizer.Text"}"#.to_owned(), "bad_request", Value::Null),
        (with("Recognizer.Text", words(json!(3))), "bad_request", known.clone()),
        (with("Recognizer.Text", json!({"text": "안녕"})), "bad_request", known.clone()),
        (with("Recognizer.Text", json!(null)), "bad_request", known.clone()),
        (with("Recognizer.Sing", json!({})), "unknown_message", known.clone()),
        (with("Recognizer.Text", words(json!("  "))), "text_empty", known.clone()),
        (with("Recognizer.Text", words(json!("가".repeat(1001)))), "text_too_long", known.clone()),
        (with("Recognizer.Text", words(json!("가".repeat(30_000)))), "body_too_large", Value::Null),
        (with("Recognizer.Text", json!({"conversation": id(1), "text": "안녕"})), "not_found", known.clone()),
        (with("Recognizer.Finished", json!({"event": id(404)})), "not_found", json!(id(404))),
        (with("Alert.Stopped", json!({"alert": id(404)})), "not_found", known.clone()),
        (with("System.Synchronize", json!({})), "bad_request", known.clone()),
    ];
    for (message, code, event) in table {
        client.send_text(message.clone()).await;
        let shown: String = message.chars().take(100).collect();
        assert_eq!(client.expect_error().await, (code.to_owned(), event), "{shown}");
    }
    client.is_undisturbed().await;
}

#[tokio::test]
async fn audio_without_a_microphone_is_complained_about_once() {
    let server = Server::start().await;
    let mut client = server.connect(1).await;
    for _ in 0..3 {
        client.send_bytes(vec![1, 2, 3, 4]).await;
    }
    assert_eq!(client.expect_error().await.0, "bad_request");
    let event = client.send("Recognizer.Speech", &json!({"conversation": client.conversation})).await;
    // The second error is about the half sample already, not about the second and third frame.
    client.send_bytes(vec![1, 2, 3]).await;
    assert_eq!(client.expect("System.Error").await["detail"], "an audio message holds whole 16-bit samples");
    client.send_bytes(vec![0; 64 * 1024 + 2]).await;
    assert_eq!(client.expect_error().await.0, "body_too_large");
    client.send("Recognizer.Canceled", &json!({"event": event})).await;
    client.is_undisturbed().await;
}

#[tokio::test]
async fn the_first_message_must_say_who_is_there() {
    let server =
        Server::start_with(|_| {}, |settings| settings.limits.greeting = Duration::from_millis(300)).await;
    let mut hasty = server.dial().await;
    hasty.send("Recognizer.Text", &json!({"conversation": id(1), "text": "안녕"})).await;
    assert_eq!(hasty.expect_error().await, ("bad_request".to_owned(), json!(id(1))));
    hasty.send_bytes(vec![0, 0]).await;
    assert_eq!(hasty.expect_error().await, ("bad_request".to_owned(), Value::Null));
    assert_eq!(hasty.expect_close().await, Some(1008));
}

#[tokio::test]
async fn a_message_beyond_all_bounds_closes_its_own_socket_only() {
    let server = Server::start().await;
    let (mut flood, mut other) = (server.connect(1).await, server.connect(2).await);
    flood.send_text("가".repeat(1024 * 1024)).await;
    assert!(matches!(flood.expect_close().await, Some(1009) | None));
    other.is_undisturbed().await;
}

#[tokio::test]
async fn a_socket_that_stops_reading_is_dropped() {
    let limits = |parts: &mut hub::Parts| {
        parts.limits.waiting_instructions = 16;
        parts.limits.text_characters = 20_000;
    };
    let server = Server::start_with(limits, |_| {}).await;
    let (mut deaf, mut other) = (server.connect(1).await, server.connect(2).await);
    // Every turn is shown to the one that does not read as well: fourteen megabytes, more than any buffer between.
    let text = json!({"conversation": other.conversation, "text": "가".repeat(20_000)});
    for _ in 0..60 {
        other.send("Recognizer.Text", &text).await;
        other.expect("Render.Turn").await;
    }
    other.is_undisturbed().await;
    // What it reads in the end are the leftovers, and that it is over.
    assert!(matches!(deaf.expect_close().await, Some(1013) | None));
}

#[tokio::test]
async fn a_silent_connection_is_dropped() {
    let short = |settings: &mut gateway::Settings| settings.limits.silence = Duration::from_millis(200);
    let server = Server::start_with(|_| {}, short).await;
    let mut client = server.connect(1).await;
    assert_eq!(client.expect_close().await, None);
}

#[tokio::test]
async fn other_sites_are_refused() {
    let server = Server::start().await;
    let ours = format!("http://{}", server.address);
    assert!(server.dial_as(&[("origin", &ours)]).await.is_ok());
    assert_eq!(server.dial_as(&[("origin", "http://evil.example")]).await.err(), Some(403));
    assert_eq!(server.dial_as(&[("host", "evil.example")]).await.err(), Some(403));
    let post = |origin: &'static str| {
        let request = server.http.post(server.url("/v1/turns")).json(&json!({"text": "안녕"}));
        crate::stage::answer(request.header("origin", origin))
    };
    post("http://evil.example").await.is_problem(403, "foreign_origin");
    post("null").await.is_problem(403, "foreign_origin");
    server.get("/v1/connect").await.is_problem(400, "bad_request");
}

#[tokio::test]
async fn a_body_that_does_not_go_on_is_given_up() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let short = |settings: &mut gateway::Settings| settings.limits.body_pause = Duration::from_millis(200);
    let server = Server::start_with(|_| {}, short).await;
    let mut slow = tokio::net::TcpStream::connect(server.address).await.unwrap();
    let head = "POST /v1/turns HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{";
    slow.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![0; 4096];
    let length = slow.read(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer[..length]);
    assert!(answer.starts_with("HTTP/1.1 400") && answer.contains("bad_request"), "{answer}");
}
