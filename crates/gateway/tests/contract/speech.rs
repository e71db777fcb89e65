//! The ears and the voice alone.

use hub::testing::HEARD;
use serde_json::json;

use crate::stage::{Server, answer};

#[tokio::test]
async fn audio_becomes_text() {
    let server = Server::start().await;
    let recognize = async |query: &str, body: Vec<u8>| {
        answer(server.http.post(server.url(&format!("/v1/speech/recognize{query}"))).body(body)).await
    };
    // The scripted reader takes bare samples for a file.
    let second = [0x00, 0x20].repeat(16_000);
    let heard = recognize("?language=ko", second.clone()).await.json();
    assert_eq!(heard, json!({"text": HEARD, "language": "ko", "audioMs": 1000}));
    assert_eq!(recognize("", vec![0; 32_000]).await.json()["text"], "");
    // Audio may be larger than any other body.
    assert_eq!(recognize("", second.repeat(5)).await.json()["audioMs"], 5000);

    recognize("?language=fr", second.clone()).await.is_problem(400, "bad_request");
    recognize("", vec![1]).await.is_problem(415, "audio_unreadable");
    recognize("", Vec::new()).await.is_problem(415, "audio_unreadable");
    recognize("", second.repeat(700)).await.is_problem(413, "audio_too_long");
    recognize("", vec![0; 33 * 1024 * 1024]).await.is_problem(413, "body_too_large");
}

#[tokio::test]
async fn text_becomes_a_wav_file() {
    let server = Server::start().await;
    let said = server
        .http
        .post(server.url("/v1/speech/synthesize"))
        .json(&json!({"text": "안녕하세요. 이음이에요."}))
        .send()
        .await
        .unwrap();
    assert_eq!(said.headers()["content-type"], "audio/wav");
    let file = said.bytes().await.unwrap();
    let reader = hound::WavReader::new(file.as_ref()).unwrap();
    assert_eq!(
        (reader.spec().channels, reader.spec().sample_rate, reader.spec().bits_per_sample),
        (1, 24_000, 16)
    );
    assert_eq!(reader.duration(), 2 * 2400);

    let refused = async |body| server.post("/v1/speech/synthesize", &body).await;
    refused(json!({"text": ""})).await.is_problem(400, "text_empty");
    refused(json!({"text": "안녕", "speed": 9})).await.is_problem(400, "bad_request");
    refused(json!({"text": "가".repeat(1001)})).await.is_problem(413, "text_too_long");
}
