//! After a break nothing is lost and nothing is doubled.

use serde_json::{Value, json};

use crate::stage::{Client, Server, id};

fn sequences(turns: &Value) -> Vec<i64> {
    turns.as_array().unwrap().iter().map(|turn| turn["sequence"].as_i64().unwrap()).collect()
}

async fn say_and_wait(client: &mut Client, text: &str) {
    client.say(text).await;
    client.expect("Render.Turn").await;
}

#[tokio::test]
async fn a_client_catches_up_with_what_it_has_not_seen() {
    let server = Server::start().await;
    let mut one = server.connect(1).await;
    for number in 1..=30 {
        say_and_wait(&mut one, &format!("{number}번째")).await;
    }
    let mut two = server.dial().await;
    let start = two.greet(2, &json!([{"conversation": one.conversation, "sequence": 27}])).await;
    let turns = sequences(&start["conversations"][0]["turns"]);
    // What was seen unanswered may be sent once more; what was not seen is always there.
    assert_eq!(turns[turns.len() - 3..], [28, 29, 30]);
    assert!(turns.len() < 30, "{turns:?}");
}

#[tokio::test]
async fn an_event_that_was_never_accepted_is_sent_again_without_harm() {
    let server = Server::start().await;
    let mut one = server.connect(1).await;
    let body = json!({"conversation": one.conversation, "text": "안녕"});
    one.send_as(&id(99), "Recognizer.Text", &body).await;
    let first = one.expect("System.Accepted").await;
    one.expect("Render.Turn").await;
    drop(one);

    let mut again = server.connect(1).await;
    again.send_as(&id(99), "Recognizer.Text", &body).await;
    let second = again.expect("System.Accepted").await;
    assert_eq!(first["turn"]["id"], second["turn"]["id"]);
    assert_eq!(second["turn"]["status"], "answered");

    let other = json!({"conversation": again.conversation, "text": "다른 말"});
    again.send_as(&id(99), "Recognizer.Text", &other).await;
    assert_eq!(again.expect_error().await, ("event_reused".to_owned(), json!(id(99))));
    let history = server.get(&format!("/v1/conversations/{}/turns", again.conversation)).await.json();
    assert_eq!(sequences(&history["turns"]), [1]);
}

#[tokio::test]
async fn history_comes_in_pages() {
    let server = Server::start().await;
    let mut client = server.connect(1).await;
    for number in 1..=7 {
        say_and_wait(&mut client, &format!("{number}번째")).await;
    }
    let list = server.get("/v1/conversations").await.json();
    assert_eq!(list["conversations"][0]["id"], client.conversation);
    assert_eq!(list["conversations"][0]["lastTurn"]["sequence"], 7);

    let base = format!("/v1/conversations/{}/turns", client.conversation);
    let check = async |query: &str, expected: &[i64], before: bool, after: Value| {
        let page = server.get(&format!("{base}{query}")).await.json();
        assert_eq!(sequences(&page["turns"]), expected, "{query}");
        assert_eq!((&page["moreBefore"], &page["moreAfter"]), (&json!(before), &after), "{query}");
    };
    check("", &[1, 2, 3, 4, 5, 6, 7], false, Value::Null).await;
    check("?limit=2", &[6, 7], true, Value::Null).await;
    check("?before=6&limit=2", &[4, 5], true, Value::Null).await;
    check("?before=3&limit=2", &[1, 2], false, Value::Null).await;
    check("?before=1", &[], false, Value::Null).await;
    check("?after=2&limit=3", &[3, 4, 5], true, json!(true)).await;
    check("?after=5", &[6, 7], true, json!(false)).await;

    server.get(&format!("{base}?before=3&after=1")).await.is_problem(400, "bad_request");
    server.get(&format!("{base}?limit=many")).await.is_problem(400, "bad_request");
    server.get("/v1/conversations/none/turns").await.is_problem(400, "bad_request");
    server.get(&format!("/v1/conversations/{}/turns", id(1))).await.is_problem(404, "not_found");
}
