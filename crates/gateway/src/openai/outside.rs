//! Open answers: another server with OpenAI's interface is asked what nobody here knows.
//!
//! The operator names it, so it may be anywhere, also in the private network. Nothing but words goes out and comes back:
//! no tools are offered, and what an answer has besides its text is not looked at.

use std::time::Duration;

use async_trait::async_trait;
use hub::{Line, OpenAnswers, Speaker};
use outbound::Reach;
use serde::Deserialize;
use serde_json::{Value, json};
use ureq::http::{Uri, header};
use ureq::{Agent, Error};

/// A larger answer is given up.
const MOST_BYTES: u64 = 256 * 1024;
/// What an assistant that is asked aloud should know of its place.
const TASK: &str = "You answer questions for an assistant that people speak to. Answer in the language of the question, \
    in at most three short sentences, as plain text without lists or markup. In Korean use the polite 해요 style. If you \
    do not know, say so.";

/// An endpoint of the operator's.
pub struct Outside {
    agent: Agent,
    address: Uri,
    key: String,
    model: String,
    streamed: bool,
}

/// Why it cannot be asked at all.
#[derive(Debug, thiserror::Error)]
pub enum OutsideError {
    #[error("url = {url:?} is no address: use one such as http://localhost:11434/v1")]
    Address { url: String },
}

#[derive(Deserialize)]
struct Whole {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default, alias = "delta")]
    message: Option<Message>,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    content: Option<String>,
}

impl Outside {
    /// `url` is the base of the interface, such as `http://localhost:11434/v1`.
    pub fn new(
        url: &str,
        key: &str,
        model: &str,
        streamed: bool,
        limit: Duration,
    ) -> Result<Self, OutsideError> {
        let wrong = || OutsideError::Address { url: url.to_owned() };
        let address = format!("{}/chat/completions", url.trim().trim_end_matches('/'));
        let address: Uri = address.parse().map_err(|_| wrong())?;
        if !matches!(address.scheme_str(), Some("http" | "https")) || address.host().is_none() {
            return Err(wrong());
        }
        let config = Agent::config_builder().timeout_global(Some(limit)).http_status_as_error(false);
        let agent = outbound::agent(Reach::Anywhere, config);
        Ok(Self { agent, address, key: key.to_owned(), model: model.to_owned(), streamed })
    }

    fn body(&self, question: &str, earlier: &[Line]) -> Value {
        let mut messages = vec![json!({"role": "system", "content": TASK})];
        messages.extend(earlier.iter().map(|line| {
            let role = match line.speaker {
                Speaker::Person => "user",
                Speaker::Assistant => "assistant",
            };
            json!({"role": role, "content": line.text})
        }));
        messages.push(json!({"role": "user", "content": question}));
        json!({"model": self.model, "messages": messages, "stream": self.streamed, "max_tokens": 400})
    }
}

/// Sends the question and waits; the agent keeps the time.
fn ask(agent: &Agent, address: Uri, key: &str, body: &Value) -> Result<String, String> {
    let mut request = agent.post(address).header(header::CONTENT_TYPE, "application/json");
    if !key.is_empty() {
        request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
    }
    let mut response = request.send(body.to_string()).map_err(|error| said(&error))?;
    if !response.status().is_success() {
        return Err(format!("it answered with the status {}", response.status()));
    }
    let kind = response.headers().get(header::CONTENT_TYPE);
    let events = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
    let bytes =
        response.body_mut().with_config().limit(MOST_BYTES).read_to_vec().map_err(|error| said(&error))?;
    let text = String::from_utf8(bytes).map_err(|_| "its answer is not UTF-8".to_owned())?;
    if events { streamed(&text) } else { whole(&text) }
}

#[async_trait]
impl OpenAnswers for Outside {
    fn name(&self) -> &str {
        &self.model
    }

    async fn answer(&self, question: &str, earlier: &[Line]) -> Result<String, String> {
        let (agent, address, key) = (self.agent.clone(), self.address.clone(), self.key.clone());
        let body = self.body(question, earlier);
        let asking = tokio::task::spawn_blocking(move || ask(&agent, address, &key, &body));
        asking.await.unwrap_or_else(|_| Err("the client panicked".into()))
    }
}

fn whole(body: &str) -> Result<String, String> {
    let whole: Whole =
        serde_json::from_str(body).map_err(|error| format!("its answer cannot be read: {error}"))?;
    let choice = whole.choices.into_iter().next();
    let content = choice.and_then(|choice| choice.message?.content);
    content.ok_or_else(|| "its answer has no text".to_owned())
}

fn streamed(body: &str) -> Result<String, String> {
    let mut text = String::new();
    for data in body.lines().filter_map(|line| line.strip_prefix("data:")).map(str::trim) {
        if data == "[DONE]" {
            break;
        }
        let event: Value =
            serde_json::from_str(data).map_err(|error| format!("its answer cannot be read: {error}"))?;
        text.push_str(event["choices"][0]["delta"]["content"].as_str().unwrap_or_default());
    }
    if text.is_empty() { Err("its answer has no text".into()) } else { Ok(text) }
}

/// Without the address, which may have a secret in it.
fn said(error: &Error) -> String {
    match error {
        Error::Timeout(_) => "it took too long".into(),
        Error::BodyExceedsLimit(most) => format!("its answer has more than {most} bytes"),
        Error::ConnectionFailed | Error::HostNotFound => "it cannot be reached".into(),
        Error::Io(error) => format!("the connection broke: {}", error.kind()),
        Error::Rustls(_) | Error::Tls(_) => "its certificate is not trusted".into(),
        _ => "it does not speak HTTP as it should".into(),
    }
}
