//! A counter as a skill server, with the standard library and `serde_json`: `cargo run -- PORT`.
//!
//! It keeps nothing: how far it has counted lives in a context, which the bot gives back with the next request.
//!
//! To try it: `ieum skill call http://localhost:8002/ --say "하나 더"`

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};

use serde_json::{Value, json};

/// No payload is larger.
const MOST_BYTES: usize = 1_000_000;

fn main() -> io::Result<()> {
    let port = std::env::args().nth(1).and_then(|port| port.parse().ok()).unwrap_or(8002);
    let listener = TcpListener::bind(("127.0.0.1", port))?;
    println!("http://{}", listener.local_addr()?);
    for stream in listener.incoming() {
        // Whoever breaks a connection breaks only that.
        std::thread::spawn(move || stream.and_then(serve));
    }
    Ok(())
}

/// Answers one request after the other on a connection.
fn serve(mut stream: TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    loop {
        let mut length = 0;
        let mut line = String::new();
        while reader.read_line(&mut line)? > 0 && !line.trim().is_empty() {
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(usize::MAX);
            }
            line.clear();
        }
        if line.is_empty() || length > MOST_BYTES {
            return Ok(());
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let (status, answer) = match serde_json::from_slice(&body) {
            Ok(payload) => ("200 OK", count(&payload)),
            Err(error) => ("400 Bad Request", json!({"message": error.to_string()})),
        };
        let answer = answer.to_string();
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: application/json; charset=UTF-8\r\nContent-Length: {}\r\n\r\n",
            answer.len()
        );
        // In one piece: small pieces wait for each other on the way.
        stream.write_all((head + &answer).as_bytes())?;
    }
}

/// One more than in the context, or a new beginning.
fn count(payload: &Value) -> Value {
    let said = payload["userRequest"]["utterance"].as_str().unwrap_or_default();
    if said.contains("그만") {
        return json!({
            "version": "2.0",
            "template": {"outputs": [{"simpleText": {"text": "그만 셀게요."}}]},
            // A life span of 0 ends it.
            "context": {"values": [{"name": "counter", "lifeSpan": 0}]},
        });
    }
    let mut contexts = payload["contexts"].as_array().into_iter().flatten();
    let counter = contexts.find(|context| context["name"] == "counter");
    let so_far =
        counter.and_then(|context| context["params"]["count"]["value"].as_str()?.parse::<u32>().ok());
    let count = so_far.unwrap_or_default().saturating_add(1);
    json!({
        "version": "2.0",
        "template": {
            "outputs": [{"textCard": {
                "title": format!("{count}까지 셌어요"),
                "description": "더 셀까요?",
                "buttons": [
                    {"label": "하나 더", "action": "message", "messageText": "하나 더"},
                    {"label": "그만", "action": "message", "messageText": "그만"},
                ],
            }}],
        },
        "context": {"values": [{"name": "counter", "lifeSpan": 5, "params": {"count": count.to_string()}}]},
    })
}
