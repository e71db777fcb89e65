//! Open answers: another server with OpenAI's interface is asked what nobody here knows.
//!
//! The operator names it, so it may be anywhere, also in the private network. Nothing but words goes out and comes back:
//! no tools are offered, and what an answer has besides its text is not looked at.

use std::time::Duration;

use async_trait::async_trait;
use hub::{Line, OpenAnswers, Speaker};
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};
use serde::Deserialize;
use serde_json::{Value, json};

/// A larger answer is given up.
const MOST_BYTES: usize = 256 * 1024;
/// What an assistant that is asked aloud should know of its place.
const TASK: &str = "You answer questions for an assistant that people speak to. Answer in the language of the question, \
    in at most three short sentences, as plain text without lists or markup. In Korean use the polite 해요 style. If you \
    do not know, say so.";

/// An endpoint of the operator's.
pub struct Outside {
    client: Client,
    address: Url,
    key: String,
    model: String,
    streamed: bool,
}

/// Why it cannot be asked at all.
#[derive(Debug, thiserror::Error)]
pub enum OutsideError {
    #[error("url = {url:?} is no address: use one such as http://localhost:11434/v1")]
    Address { url: String },
    #[error("the HTTP client does not start: {0}")]
    Client(#[from] reqwest::Error),
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
        let address = Url::parse(&address).map_err(|_| wrong())?;
        if !matches!(address.scheme(), "http" | "https") {
            return Err(wrong());
        }
        // Whoever has installed a provider before has installed the same one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // A key must not follow a redirect to somebody else.
        let client = Client::builder().redirect(Policy::none()).no_proxy().timeout(limit).build()?;
        Ok(Self { client, address, key: key.to_owned(), model: model.to_owned(), streamed })
    }

    async fn ask(&self, question: &str, earlier: &[Line]) -> Result<String, String> {
        let mut messages = vec![json!({"role": "system", "content": TASK})];
        messages.extend(earlier.iter().map(|line| {
            let role = match line.speaker {
                Speaker::Person => "user",
                Speaker::Assistant => "assistant",
            };
            json!({"role": role, "content": line.text})
        }));
        messages.push(json!({"role": "user", "content": question}));
        let body = json!({
            "model": self.model, "messages": messages, "stream": self.streamed, "max_tokens": 400,
        });
        let mut request = self.client.post(self.address.clone()).json(&body);
        if !self.key.is_empty() {
            request = request.bearer_auth(&self.key);
        }
        let response = request.send().await.map_err(|error| said(&error))?;
        let status = response.status();
        if !status.is_success() {
            return Err(format!("it answered with the status {status}"));
        }
        let events = response
            .headers()
            .get(CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
        let body = bounded(response).await?;
        if events { streamed(&body) } else { whole(&body) }
    }
}

#[async_trait]
impl OpenAnswers for Outside {
    fn name(&self) -> &str {
        &self.model
    }

    async fn answer(&self, question: &str, earlier: &[Line]) -> Result<String, String> {
        self.ask(question, earlier).await
    }
}

async fn bounded(mut response: Response) -> Result<String, String> {
    let mut bytes = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|error| said(&error))? {
        if bytes.len() + piece.len() > MOST_BYTES {
            return Err(format!("its answer has more than {MOST_BYTES} bytes"));
        }
        bytes.extend_from_slice(&piece);
    }
    String::from_utf8(bytes).map_err(|_| "its answer is not UTF-8".to_owned())
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
fn said(error: &reqwest::Error) -> String {
    match error {
        error if error.is_timeout() => "it took too long".into(),
        error if error.is_connect() => "it cannot be reached".into(),
        _ => "the connection broke".into(),
    }
}
