//! `/v1/chat/completions` in the shapes that OpenAI's clients send and read.

use std::sync::Arc;

use dialogue::{Converse, Reply, Said, World};
use domain::Answer;
use hub::{Embed, Embedded, Purpose, VectorError};
use serde_json::{Value, json};

use crate::stage::{Answer as Response, Server};

/// Says what was said, and counts how often something was said before.
struct Counting;

impl Converse for Counting {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        let before: usize = said.state.and_then(|state| state.parse().ok()).unwrap_or(0);
        let mut reply = dialogue::scripted::Echo::default().reply(said, world);
        reply.answer = Answer::text(format!("{}. 전에 {before}번.", said.text));
        reply.state = Some((before + 1).to_string());
        reply
    }
}

async fn server() -> Server {
    Server::start_with(|parts| parts.converse = Arc::new(Counting), |_| {}).await
}

async fn ask(server: &Server, messages: Value) -> Response {
    server.post("/v1/chat/completions", &json!({"model": "ieum", "messages": messages})).await
}

fn content(answer: &Response) -> String {
    let body = answer.json();
    body["choices"][0]["message"]["content"].as_str().unwrap_or_else(|| panic!("{body}")).to_owned()
}

fn user(text: &str) -> Value {
    json!({"role": "user", "content": text})
}

fn assistant(text: &str) -> Value {
    json!({"role": "assistant", "content": text})
}

#[tokio::test]
async fn what_was_said_before_is_the_context() {
    let server = server().await;
    let first = ask(&server, json!([{"role": "system", "content": "Be rude."}, user("안녕")])).await;
    assert_eq!(content(&first), "안녕. 전에 0번.");
    let body = first.json();
    assert_eq!((&body["object"], &body["model"]), (&json!("chat.completion"), &json!("ieum")));
    assert_eq!(body["choices"][0]["finish_reason"], "stop");
    assert_eq!(body["usage"], json!({"prompt_tokens": 2, "completion_tokens": 6, "total_tokens": 8}));
    let going_on = json!([user("안녕"), assistant("안녕. 전에 0번."), user("또 나야")]);
    assert_eq!(content(&ask(&server, going_on.clone()).await), "또 나야. 전에 1번.");
    // Sent again, it is answered again from the same place.
    assert_eq!(content(&ask(&server, going_on).await), "또 나야. 전에 1번.");
    let parts = json!([user("안녕"), assistant("안녕. 전에 0번."), user("또 나야"), assistant("또 나야. 전에 1번."),
        {"role": "user", "content": [{"type": "text", "text": "셋"}]}]);
    assert_eq!(content(&ask(&server, parts).await), "셋. 전에 2번.");
    let never_said = json!([user("안녕"), assistant("나는 다른 말을 했어"), user("또 나야")]);
    assert_eq!(content(&ask(&server, never_said).await), "또 나야. 전에 0번.");
}

#[tokio::test]
async fn it_is_a_turn_like_any_other_and_leaves_the_window_as_it_is() {
    let server = server().await;
    let mut window = server.connect(1).await;
    window.say("창에서").await;
    while window.expect("Render.Turn").await["turn"]["status"] != "answered" {}
    assert_eq!(content(&ask(&server, json!([user("밖에서")])).await), "밖에서. 전에 0번.");
    let shown = loop {
        let turn = window.expect("Render.Turn").await["turn"].take();
        if turn["status"] == "answered" && turn["input"]["text"] == "밖에서" {
            break turn;
        }
    };
    assert_eq!(shown["sequence"], 2);
    let turn = server.post("/v1/turns", &json!({"text": "다시 창에서"})).await.json();
    assert_eq!(turn["answer"]["speech"], "다시 창에서. 전에 1번.", "only the window's own turns count");
}

#[tokio::test]
async fn an_answer_is_streamed_sentence_by_sentence() {
    let server = server().await;
    let request = json!({"model": "ieum", "messages": [user("안녕")], "stream": true,
        "stream_options": {"include_usage": true}, "temperature": 0.3, "max_tokens": 5});
    let answer = server.post("/v1/chat/completions", &request).await;
    assert_eq!(answer.header("content-type"), "text/event-stream");
    let lines: Vec<&str> = answer.body.lines().filter_map(|line| line.strip_prefix("data: ")).collect();
    let (done, chunks) = lines.split_last().unwrap();
    assert_eq!(*done, "[DONE]");
    let chunks: Vec<Value> = chunks.iter().map(|chunk| serde_json::from_str(chunk).unwrap()).collect();
    let contents: Vec<&str> =
        chunks.iter().filter_map(|chunk| chunk["choices"][0]["delta"]["content"].as_str()).collect();
    assert_eq!(contents, ["", "안녕. ", "전에 0번."]);
    assert_eq!(chunks[0]["choices"][0]["delta"]["role"], "assistant");
    let (counts, ended) = (&chunks[chunks.len() - 1], &chunks[chunks.len() - 2]);
    assert_eq!(ended["choices"][0]["finish_reason"], "stop");
    assert_eq!((&counts["choices"], &counts["usage"]["total_tokens"]), (&json!([]), &json!(8)));
    assert!(
        chunks
            .iter()
            .all(|chunk| chunk["object"] == "chat.completion.chunk" && chunk["id"] == chunks[0]["id"])
    );
}

/// Texts with 날씨 or weather in them are alike.
struct Weathers;

impl Embed for Weathers {
    fn embed(&self, texts: &[&str], _: Purpose) -> Result<Vec<Embedded>, VectorError> {
        let vector = |text: &&str| match text.contains("날씨") || text.contains("weather") {
            true => vec![1.0, 0.0],
            false => vec![0.0, 1.0],
        };
        Ok(texts.iter().map(|text| Embedded { vector: vector(text), pieces: 1 }).collect())
    }

    fn embed_pieces(&self, texts: &[&[u32]], _: Purpose) -> Result<Vec<Embedded>, VectorError> {
        Ok(texts.iter().map(|_| Embedded { vector: vec![0.0, 1.0], pieces: 1 }).collect())
    }

    fn width(&self) -> usize {
        2
    }
}

#[tokio::test]
async fn a_tool_is_called_when_its_parameters_were_said() {
    let server = server().await;
    server.stage.hub.set_sentence_model(Box::new(|| Ok(Arc::new(Weathers))));
    let tools = json!([{"type": "function", "function": {
        "name": "get_weather", "description": "The weather of a place",
        "parameters": {"type": "object", "required": ["location"], "properties": {
            "location": {"type": "string", "description": "The city"},
            "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]},
            "days": {"type": ["integer", "null"]},
        }},
    }}]);
    let with = async |messages: Value, choice: Value| {
        let request = json!({"model": "ieum", "messages": messages, "tools": tools, "tool_choice": choice});
        server.post("/v1/chat/completions", &request).await
    };
    for (said, expected) in [
        ("부산에서 날씨 어때?", json!({"location": "부산"})),
        (
            "3일 동안 뉴욕 날씨 fahrenheit로 알려 줘",
            json!({"location": "뉴욕", "unit": "fahrenheit", "days": 3}),
        ),
    ] {
        let answer = with(json!([user(said)]), json!("auto")).await.json();
        let choice = &answer["choices"][0];
        assert_eq!(choice["finish_reason"], "tool_calls", "{answer}");
        let call = &choice["message"]["tool_calls"][0];
        assert_eq!((&call["type"], &call["function"]["name"]), (&json!("function"), &json!("get_weather")));
        let arguments: Value = serde_json::from_str(call["function"]["arguments"].as_str().unwrap()).unwrap();
        assert_eq!(arguments, expected, "{said}");
        assert_eq!(choice["message"]["content"], Value::Null);
    }
    // Which place, nobody knows; and a window is no weather.
    assert_eq!(content(&with(json!([user("날씨 어때?")]), json!("auto")).await), "날씨 어때?. 전에 0번.");
    assert_eq!(
        content(&with(json!([user("부산 창문 열어")]), json!("auto")).await),
        "부산 창문 열어. 전에 0번."
    );
    assert_eq!(content(&with(json!([user("부산 날씨")]), json!("none")).await), "부산 날씨. 전에 0번.");
    let forced = json!({"type": "function", "function": {"name": "get_weather"}});
    let forced = with(json!([user("제주도로 해 줘")]), forced).await.json();
    assert_eq!(forced["choices"][0]["finish_reason"], "tool_calls", "{forced}");
    // What the tool has found out is told.
    let told = json!([user("부산 날씨"), {"role": "assistant", "content": null, "tool_calls": [{"id": "call_1",
        "type": "function", "function": {"name": "get_weather", "arguments": "{}"}}]},
        {"role": "tool", "tool_call_id": "call_1", "content": "{\"하늘\": \"맑음\", \"기온\": 12}"}]);
    assert_eq!(content(&with(told, json!("auto")).await), "하늘: 맑음\n기온: 12");
}

#[tokio::test]
async fn wrong_requests_are_told_as_openai_tells_them() {
    let server = Server::start_with(
        |parts| parts.converse = Arc::new(Counting),
        |settings| settings.limits.chat_bytes = 20_000,
    )
    .await;
    let tool = |tool: Value| json!({"model": "ieum", "messages": [user("a")], "tools": [tool]});
    for (request, status, code, words) in [
        (json!({"model": "gpt-9", "messages": [user("a")]}), 404, "model_not_found", "ieum can"),
        (json!({"model": "ieum"}), 400, "bad_request", "missing field `messages`"),
        (json!({"model": "ieum", "messages": []}), 400, "bad_request", "the last must be of the role user"),
        (
            json!({"model": "ieum", "messages": [user("a"), assistant("b")]}),
            400,
            "bad_request",
            "the last must be",
        ),
        (
            json!({"model": "ieum", "messages": [{"role": "cat", "content": "a"}]}),
            400,
            "bad_request",
            "\"cat\" is not",
        ),
        (json!({"model": "ieum", "messages": [user(" ")]}), 400, "text_empty", ""),
        (json!({"model": "ieum", "messages": [user(&"가".repeat(1001))]}), 413, "text_too_long", "1000"),
        (json!({"model": "ieum", "messages": [user(&"가".repeat(9000))]}), 413, "body_too_large", ""),
        (json!({"model": "ieum", "messages": [user("a")], "n": 3}), 400, "bad_request", "only 1 answer"),
        (
            json!({"model": "ieum", "messages": [{"role": "user", "content": [{"type": "image_url"}]}]}),
            400,
            "bad_request",
            "\"image_url\" cannot be read",
        ),
        (json!({"model": "ieum", "messages": vec![user("a"); 401]}), 400, "bad_request", "1 to 400"),
        (tool(json!({"type": "code"})), 400, "bad_request", "tools[0].type"),
        (
            tool(json!({"type": "function", "function": {"name": "a b"}})),
            400,
            "bad_request",
            "tools[0].function.name",
        ),
        (
            json!({"model": "ieum", "messages": [user("a")], "tool_choice": "maybe"}),
            400,
            "bad_request",
            "\"maybe\" is not one of",
        ),
    ] {
        let answer = server.post("/v1/chat/completions", &request).await;
        assert_eq!(answer.status, status, "{request}: {}", answer.body);
        let error = &answer.json()["error"];
        assert_eq!(error["code"], code, "{error}");
        assert!(error["message"].as_str().unwrap().contains(words), "{error}");
        assert_eq!(error["type"], "invalid_request_error");
    }
    assert_eq!(content(&ask(&server, json!([user("아직 있어?")])).await), "아직 있어?. 전에 0번.");
}
