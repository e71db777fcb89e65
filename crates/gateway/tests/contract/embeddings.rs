//! `/v1/embeddings` in the shapes that OpenAI's clients send and read.

use std::sync::Arc;

use base64::Engine as _;
use hub::{Embed, Embedded, Purpose, VectorError};
use serde_json::json;

use crate::stage::Server;

/// Says of a text how long it is and what it is for.
struct Counts;

impl Embed for Counts {
    fn embed(&self, texts: &[&str], purpose: Purpose) -> Result<Vec<Embedded>, VectorError> {
        let passage = f32::from(u8::from(purpose == Purpose::Passage));
        Ok(texts
            .iter()
            .map(|text| Embedded { vector: vec![text.chars().count() as f32, passage, 0.0], pieces: 3 })
            .collect())
    }

    fn embed_pieces(&self, texts: &[&[u32]], _: Purpose) -> Result<Vec<Embedded>, VectorError> {
        if let Some(index) = texts.iter().position(|pieces| pieces.contains(&999)) {
            return Err(VectorError::NoSuchPiece { index, piece: 999, largest: 998 });
        }
        Ok(texts
            .iter()
            .map(|pieces| Embedded { vector: vec![pieces.len() as f32, 0.0, 7.0], pieces: pieces.len() })
            .collect())
    }

    fn width(&self) -> usize {
        3
    }
}

async fn server() -> Server {
    let server = Server::start().await;
    server.stage.hub.set_sentence_model(Box::new(|| Ok(Arc::new(Counts))));
    server
}

#[tokio::test]
async fn every_form_of_input_has_its_vectors() {
    let server = server().await;
    for (input, model, expected, tokens) in [
        (json!("배송"), "e5-small", json!([[2.0, 0.0, 0.0]]), 3),
        (
            json!(["배송", "환불할래"]),
            "multilingual-e5-small-passage",
            json!([[2.0, 1.0, 0.0], [4.0, 1.0, 0.0]]),
            6,
        ),
        (json!([5, 6]), "e5-small-query", json!([[2.0, 0.0, 7.0]]), 2),
        (json!([[5], [6, 7, 8]]), "e5-small", json!([[1.0, 0.0, 7.0], [3.0, 0.0, 7.0]]), 4),
    ] {
        let answer = server.post("/v1/embeddings", &json!({"model": model, "input": input})).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!((&body["object"], &body["model"]), (&json!("list"), &json!(model)));
        assert_eq!(body["usage"], json!({"prompt_tokens": tokens, "total_tokens": tokens}));
        for (index, vector) in expected.as_array().unwrap().iter().enumerate() {
            let data = &body["data"][index];
            assert_eq!(*data, json!({"object": "embedding", "index": index, "embedding": vector}));
        }
    }
    let request = json!({"model": "e5-small", "input": "배송", "encoding_format": "base64", "dimensions": 1, "user": "u"});
    let body: serde_json::Value =
        serde_json::from_str(&server.post("/v1/embeddings", &request).await.body).unwrap();
    let bytes =
        base64::engine::general_purpose::STANDARD.decode(body["data"][0]["embedding"].as_str().unwrap());
    assert_eq!(bytes.unwrap(), 1.0f32.to_le_bytes(), "shortened, and made one long again");
}

#[tokio::test]
async fn what_is_wrong_is_said_as_openai_says_it() {
    let server = server().await;
    for (request, status, words) in [
        (json!({"model": "gpt-4", "input": "a"}), 404, "there is no model \"gpt-4\"; there are e5-small"),
        (json!({"model": "e5-small", "input": ""}), 400, "input[0]: the text is empty"),
        (json!({"model": "e5-small", "input": []}), 400, "input: 0 texts"),
        (json!({"model": "e5-small", "input": {"a": 1}}), 400, "expected a string, strings"),
        (json!({"model": "e5-small", "input": [999]}), 400, "text 0 has the piece 999; the largest is 998"),
        (json!({"model": "e5-small", "input": "a", "dimensions": 4}), 400, "dimensions: 4; 1 to 3 may be"),
        (json!({"input": "a"}), 400, "missing field `model`"),
    ] {
        let answer = server.post("/v1/embeddings", &request).await;
        assert_eq!(answer.status, status, "{request}: {}", answer.body);
        let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        let message = body["error"]["message"].as_str().unwrap();
        assert!(message.contains(words), "{message}");
        assert_eq!(body["error"]["type"], "invalid_request_error");
    }
    let bare = Server::start().await;
    let answer = bare.post("/v1/embeddings", &json!({"model": "e5-small", "input": "a"})).await;
    assert_eq!(answer.status, 503, "{}", answer.body);
}
