//! The endpoints of OpenAI's, without its client (which `tests/clients` has).

use domain::Code;
use hub::testing::HEARD;
use hub::{Room, Tools};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::stage::{Answer, Server, answer};

/// One second of a tone, as a file.
fn tone() -> Vec<u8> {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 16_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut file = std::io::Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut file, spec).unwrap();
    for i in 0..16_000_i16 {
        writer.write_sample(if i % 40 < 20 { 8_000_i16 } else { -8_000 }).unwrap();
    }
    writer.finalize().unwrap();
    file.into_inner()
}

async fn transcribe(
    server: &Server,
    fields: &[(&'static str, &'static str)],
    file: Option<Vec<u8>>,
) -> Answer {
    let mut form = Form::new();
    for (name, value) in fields {
        form = form.text(*name, *value);
    }
    if let Some(file) = file {
        form = form.part("file", Part::bytes(file).file_name("speech.wav"));
    }
    answer(server.http.post(server.url("/v1/audio/transcriptions")).multipart(form)).await
}

#[track_caller]
fn is_problem(answer: &Answer, status: u16, code: &str, param: &Value) {
    let error = &answer.json()["error"];
    assert_eq!((answer.status, error["code"].as_str()), (status, Some(code)), "{}", answer.body);
    assert!(error["message"].is_string() && error["type"].is_string(), "{error}");
    assert_eq!(&error["param"], param, "{error}");
    assert_eq!(answer.header("content-type"), "application/json");
}

#[tokio::test]
async fn a_recording_is_written_down_in_every_form() {
    let server = Server::start().await;
    let of = async |form: &'static str| {
        transcribe(&server, &[("model", "whisper-1"), ("response_format", form)], Some(tone())).await
    };
    assert_eq!(of("json").await.json(), json!({"text": HEARD, "usage": {"type": "duration", "seconds": 1}}));
    assert_eq!(of("text").await.body, format!("{HEARD}\n"));
    assert_eq!(of("srt").await.body, format!("1\n00:00:00,000 --> 00:00:01,000\n{HEARD}\n\n"));
    assert_eq!(of("vtt").await.body, format!("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n{HEARD}\n\n"));
    let verbose = of("verbose_json").await.json();
    assert_eq!((&verbose["task"], &verbose["language"]), (&json!("transcribe"), &json!("korean")));
    assert_eq!((&verbose["duration"], &verbose["segments"][0]["text"]), (&json!(1.0), &json!(HEARD)));
    let events = transcribe(&server, &[("model", "whisper-1"), ("stream", "true")], Some(tone())).await;
    assert_eq!(events.header("content-type"), "text/event-stream");
    let last = events.body.trim().lines().last().unwrap().strip_prefix("data: ").unwrap();
    let done: Value = serde_json::from_str(last).unwrap();
    assert_eq!(done, json!({"type": "transcript.text.done", "text": HEARD}));
}

#[tokio::test]
async fn wrong_forms_say_which_field_is_wrong() {
    let server = Server::start_with(|_| {}, |settings| settings.limits.upload_bytes = 100_000).await;
    let model = ("model", "whisper-1");
    let check = async |fields: &[(&'static str, &'static str)], file, status, code: &str, param: Value| {
        is_problem(&transcribe(&server, fields, file).await, status, code, &param);
    };
    check(&[], Some(tone()), 400, "bad_request", json!("model")).await;
    check(&[("model", "gpt-9")], Some(tone()), 404, "model_not_found", json!("model")).await;
    check(&[model], None, 400, "bad_request", json!("file")).await;
    check(&[model, ("language", "fr")], Some(tone()), 400, "bad_request", json!("language")).await;
    check(&[model, ("stream", "maybe")], Some(tone()), 400, "bad_request", json!("stream")).await;
    check(&[model, ("response_format", "odt")], Some(tone()), 400, "bad_request", json!("response_format"))
        .await;
    check(&[model], Some(b"no sound at all".to_vec()), 415, "audio_unreadable", Value::Null).await;
    check(&[model], Some(vec![0; 200_000]), 413, "body_too_large", Value::Null).await;
}

#[tokio::test]
async fn a_text_is_said_in_every_format() {
    let server = Server::start().await;
    let say = async |change: Value| {
        let mut body = json!({"model": "tts-1", "voice": "alloy", "input": "안녕하세요. 이음이에요."});
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        server.http.post(server.url("/v1/audio/speech")).json(&body).send().await.unwrap()
    };
    for (format, begin) in [("wav", &b"RIFF"[..]), ("flac", b"fLaC"), ("opus", b"OggS"), ("pcm", b"")] {
        let said = say(json!({"response_format": format})).await;
        assert_eq!(said.status(), 200, "{format}");
        assert!(said.headers()["content-type"].to_str().unwrap().starts_with("audio/"), "{format}");
        assert!(!said.headers().contains_key("content-length"), "{format} is sent as it is made");
        let file = said.bytes().await.unwrap();
        assert!(file.starts_with(begin) && file.len() > 40, "{format}: {} bytes", file.len());
    }
    let events = say(json!({"response_format": "wav", "stream_format": "sse"})).await.text().await.unwrap();
    assert!(events.contains("speech.audio.delta") && events.contains("speech.audio.done"), "{events}");
    for (change, status, code) in [
        (json!({}), 415, "format_unavailable"),
        (json!({"response_format": "midi"}), 400, "bad_request"),
        (json!({"response_format": "wav", "speed": 9}), 400, "bad_request"),
        (json!({"response_format": "wav", "input": " "}), 400, "text_empty"),
        (json!({"response_format": "wav", "input": "가".repeat(4097)}), 413, "text_too_long"),
        (json!({"response_format": "wav", "model": "whisper-1"}), 404, "model_not_found"),
    ] {
        let refused = say(change.clone()).await;
        assert_eq!(refused.status(), status, "{change}");
        let body: Value = refused.json().await.unwrap();
        assert_eq!(body["error"]["code"], code, "{body}");
    }
    assert_eq!(Tools::default(), Tools { lame: None, ffmpeg: None });
}

#[tokio::test]
async fn models_are_listed_and_found() {
    let server = Server::start().await;
    let list = server.get("/v1/models").await.json();
    assert_eq!((&list["object"], &list["data"][0]["id"]), (&json!("list"), &json!("whisper-base")));
    assert_eq!(server.get("/v1/models/tts-1").await.json()["object"], "model");
    is_problem(&server.get("/v1/models/tts-9").await, 404, "model_not_found", &Value::Null);
    is_problem(&server.get("/v1/audio/nothing").await, 404, "not_found", &Value::Null);
}

#[tokio::test]
async fn a_key_opens_what_a_stranger_may_not() {
    let server = Server::start_with(|_| {}, |settings| settings.loopback = false).await;
    let ask = async |key: Option<&str>| {
        let request = server.http.get(server.url("/v1/models"));
        answer(key.map_or(request.try_clone().unwrap(), |key| request.bearer_auth(key))).await
    };
    is_problem(&ask(None).await, 401, "sign_in_required", &Value::Null);
    is_problem(&ask(Some("ieum-wrong")).await, 401, "invalid_api_key", &Value::Null);
    let hub = &server.stage.hub;
    let key = gateway::new_api_key(&domain::SeededRandom::new(3));
    hub.add_api_key(server.owner.id, "자막", gateway::hash_api_key(&key)).await.unwrap();
    let again = hub.add_api_key(server.owner.id, "자막", [0; 32]).await.unwrap_err();
    assert_eq!(again.code, Code::NameTaken);
    assert_eq!(ask(Some(&key)).await.status, 200);
    // The same key opens the other endpoints as well.
    let me = answer(server.http.get(server.url("/v1/me")).bearer_auth(&key)).await;
    assert_eq!(me.status, 200);
    assert!(hub.remove_api_key(server.owner.id, "자막").await.unwrap());
    is_problem(&ask(Some(&key)).await, 401, "invalid_api_key", &Value::Null);
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_back() {
    let server = Server::start_with(|_| {}, |settings| settings.limits.requests_a_minute = 2).await;
    for _ in 0..2 {
        assert_eq!(server.get("/v1/models").await.status, 200);
    }
    let refused = server.get("/v1/models").await;
    is_problem(&refused, 429, "too_many_requests", &Value::Null);
    assert_eq!(refused.header("retry-after"), "60");
    server.stage.clock.advance(jiff::SignedDuration::from_mins(1));
    assert_eq!(server.get("/v1/models").await.status, 200);
}

#[tokio::test]
async fn an_engine_that_is_full_is_tried_again_later() {
    let full = Room { at_once: 0, waiting_each: 0, waiting: 0 };
    let server = Server::start_with(|parts| parts.limits.recognitions = full, |_| {}).await;
    let refused = transcribe(&server, &[("model", "whisper-1")], Some(tone())).await;
    is_problem(&refused, 429, "engine_busy", &Value::Null);
    assert_eq!(refused.header("retry-after"), "5");
}
