//! Talks with the server.

use std::time::Duration;

use anyhow::{Context, anyhow, bail, ensure};
use outbound::Reach;
use serde_json::Value;
use ureq::Agent;
use ureq::http::{Method, Request, header};

/// Learning and testing a large bot takes a while.
const PATIENCE: Duration = Duration::from_secs(120);
/// More is no answer of ours.
const MOST_BYTES: u64 = 64 << 20;

/// A server, as a key of a partner sees it.
pub struct Client {
    agent: Agent,
    url: String,
    key: String,
    /// The path of the partner's operations.
    partner: String,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    /// The `ETag`.
    pub tag: Option<String>,
    pub body: Value,
}

impl Client {
    pub fn connect(url: &str, key: &str) -> anyhow::Result<Self> {
        ensure!(
            !key.is_empty(),
            "there is no key: make one in the console (API keys), and name it with --key, IEUM_KEY, or `key` under [remote] in the \
             configuration"
        );
        let url = url.trim_end_matches('/').to_owned();
        let web = url.starts_with("http://") || url.starts_with("https://");
        ensure!(web, "{url:?} is no address of a server: write it as https://ieum.example");
        // Whoever sits at the command line may reach what is on their own machine. A key must not follow a redirect.
        let config = Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false);
        let agent = outbound::agent(Reach::Anywhere, config);
        let mut client = Self { agent, url, key: key.to_owned(), partner: String::new() };
        let partners = client.ask(Method::GET, "/v1/partners", None, None)?.sound()?.body;
        client.partner = match partners["partners"].as_array().map(Vec::as_slice) {
            Some([partner]) => format!("/v1/partners/{}", partner["id"].as_str().unwrap_or_default()),
            _ => bail!("this is no key of one partner: make one in the console (API keys)"),
        };
        Ok(client)
    }

    pub fn get(&self, path: &str) -> anyhow::Result<Answer> {
        self.ask(Method::GET, &format!("{}{path}", self.partner), None, None)
    }

    pub fn post(&self, path: &str, body: &Value) -> anyhow::Result<Answer> {
        self.ask(Method::POST, &format!("{}{path}", self.partner), Some(body), None)
    }

    /// Puts something in the place of what has this tag.
    pub fn put(&self, path: &str, tag: &str, body: &Value) -> anyhow::Result<Answer> {
        self.ask(Method::PUT, &format!("{}{path}", self.partner), Some(body), Some(tag))
    }

    fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        tag: Option<&str>,
    ) -> anyhow::Result<Answer> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.url))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.key));
        if let Some(tag) = tag {
            request = request.header(header::IF_MATCH, tag);
        }
        let unreached = |error: ureq::Error| anyhow!("{} does not answer: {error}", self.url);
        let mut response = match body {
            Some(body) => {
                let request = request.header(header::CONTENT_TYPE, "application/json");
                self.agent.run(request.body(body.to_string()).context("the key or the address")?)
            }
            None => self.agent.run(request.body(()).context("the key or the address")?),
        }
        .map_err(unreached)?;
        let tag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok());
        let (status, tag) = (response.status().as_u16(), tag.map(str::to_owned));
        let bytes = response.body_mut().with_config().limit(MOST_BYTES).read_to_vec().map_err(unreached)?;
        let body = serde_json::from_slice(&bytes);
        let body = body.map_err(|_| anyhow!("{} answers like no Ieum server (HTTP {status})", self.url))?;
        Ok(Answer { status, tag, body })
    }
}

impl Answer {
    /// The answer, if it is no problem; otherwise what the problem is.
    pub fn sound(self) -> anyhow::Result<Self> {
        if (200..300).contains(&self.status) {
            return Ok(self);
        }
        let told = self.body["title"].as_str().unwrap_or("the server refuses");
        match self.body["detail"].as_str() {
            Some(detail) => bail!("{told} ({detail})"),
            None => bail!("{told} (HTTP {})", self.status),
        }
    }

    /// Whether it is the problem with this code.
    pub fn is(&self, code: &str) -> bool {
        self.status >= 400 && self.body["code"] == code
    }
}
