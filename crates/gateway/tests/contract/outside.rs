//! Open answers from a server that follows a script: good ones, and all the ways in which one goes wrong.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dialogue::{Converse, Reply, Said, World};
use gateway::Outside;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::stage::Server;

/// Understands what begins with 나는, and nothing else.
struct Limited;

impl Converse for Limited {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        let reply = dialogue::scripted::Echo::default().reply(said, world);
        Reply { understood: said.text.starts_with("나는"), ..reply }
    }
}

/// A server on a spare port that answers each request with these bytes, and what it was sent.
fn scripted(answer: String) -> (String, Arc<Mutex<String>>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = format!("http://{}/v1", listener.local_addr().unwrap());
    let sent = Arc::new(Mutex::new(String::new()));
    let seen = sent.clone();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = Vec::new();
            let mut piece = [0; 4096];
            // The body is JSON and ends with the last brace.
            while !request.ends_with(b"}") {
                match stream.read(&mut piece) {
                    Ok(0) | Err(_) => break,
                    Ok(count) => request.extend_from_slice(&piece[..count]),
                }
            }
            *seen.lock().unwrap() = String::from_utf8_lossy(&request).into_owned();
            if answer.is_empty() {
                // Never answers; the client gives up.
                let _ = stream.read(&mut piece);
            }
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    (address, sent)
}

fn http(kind: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

fn said(text: &str) -> String {
    let call = json!([{"id": "1", "type": "function", "function": {"name": "open_door", "arguments": "{}"}}]);
    let message = json!({"role": "assistant", "content": text, "tool_calls": call});
    http("application/json", &json!({"choices": [{"index": 0, "message": message}]}).to_string())
}

async fn server(url: &str, key: &str, patience: Duration) -> Server {
    let server = Server::start_with(|parts| parts.converse = Arc::new(Limited), |_| {}).await;
    let outside = Outside::new(url, key, "작은모델", false, patience).unwrap();
    server.stage.hub.set_open_answers(Arc::new(outside), SignedDuration::from_secs(600));
    server
}

async fn ask(server: &Server, text: &str) -> Value {
    server.post("/v1/turns", &json!({ "text": text })).await.json()["answer"].take()
}

#[tokio::test]
async fn what_nobody_here_knows_is_asked_outside_and_marked() {
    let (url, sent) = scripted(said("달까지는\u{0} 약 38만\n킬로미터예요."));
    let server = server(&url, "geheim", Duration::from_secs(30)).await;
    let own = ask(&server, "나는 누구야").await;
    assert_eq!(own["speech"], "나는 누구야");
    assert!(sent.lock().unwrap().is_empty(), "what is known here is not asked there");
    let answer = ask(&server, "달까지 얼마나 멀어?").await;
    assert_eq!(answer["bubbles"][0]["text"], "달까지는 약 38만 킬로미터예요.");
    assert_eq!(answer["bubbles"][1]["text"], "AI(작은모델)가 쓴 답이에요. 틀릴 수 있어요.");
    assert_eq!(answer["speech"], "AI가 쓴 답이에요. 달까지는 약 38만 킬로미터예요.");
    let request = sent.lock().unwrap().clone();
    assert!(request.starts_with("POST /v1/chat/completions HTTP/1.1\r\n"), "{request}");
    assert!(request.to_lowercase().contains("authorization: bearer geheim"), "{request}");
    assert!(request.contains("달까지 얼마나 멀어?") && !request.contains("\"tools\""), "{request}");
}

#[tokio::test]
async fn an_answer_may_come_in_events() {
    let event = |text: &str| format!("data: {}\n\n", json!({"choices": [{"delta": {"content": text}}]}));
    let body = event("서") + &event("울이에요.") + "data: [DONE]\n\n";
    let (url, _) = scripted(http("text/event-stream", &body));
    let server = server(&url, "", Duration::from_secs(30)).await;
    assert_eq!(ask(&server, "수도가 어디야?").await["bubbles"][0]["text"], "서울이에요.");
}

#[tokio::test]
async fn whatever_goes_wrong_outside_leaves_our_own_words() {
    let huge = said(&"가".repeat(200_000));
    let moved = "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n";
    for (what, answer) in [
        ("slow", String::new()),
        ("garbage", "\u{1}\u{2} no HTTP at all\r\n\r\n".to_owned()),
        ("no JSON", http("application/json", "<html>")),
        ("no text", http("application/json", r#"{"choices": [{"message": {"content": null}}]}"#)),
        ("nothing", http("application/json", r#"{"choices": []}"#)),
        ("blank", said(" \n ")),
        ("broken off", "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{".to_owned()),
        ("an error", "HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n".to_owned()),
        ("elsewhere", moved.to_owned()),
        ("huge", huge),
    ] {
        let (url, _) = scripted(answer);
        let server = server(&url, "", Duration::from_secs(2)).await;
        assert_eq!(ask(&server, "달이 뭐야?").await["speech"], "달이 뭐야?", "{what}");
    }
    // Nobody listens there.
    let refused = server("http://127.0.0.1:1/v1", "", Duration::from_secs(5)).await;
    assert_eq!(ask(&refused, "달이 뭐야?").await["speech"], "달이 뭐야?");
    for url in ["", "here", "ftp://host/v1", "http://"] {
        assert!(Outside::new(url, "", "m", false, Duration::from_secs(1)).is_err(), "{url}");
    }
}

#[tokio::test]
async fn a_long_answer_is_cut() {
    let (url, _) = scripted(said(&"긴 말 ".repeat(2000)));
    let server = server(&url, "", Duration::from_secs(30)).await;
    let answer = ask(&server, "길게 말해 봐").await;
    let text = answer["bubbles"][0]["text"].as_str().unwrap();
    assert_eq!((text.chars().count(), text.ends_with('…')), (1000, true));
}
