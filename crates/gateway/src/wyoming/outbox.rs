//! What goes down to a client.

use std::time::Duration;

use domain::{Code, Language, Problem};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::net::tcp::OwnedWriteHalf;
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::frame::written;

/// Why there is nothing more to be done for a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It has gone, or does not read any more.
    Gone,
    /// It was told what is wrong.
    Told,
}

/// The way down. Whoever answers waits until the answer is on its way, at most for as long as a client may take to
/// read.
pub struct Outbox {
    stream: Mutex<OwnedWriteHalf>,
    patience: Duration,
    /// The language of errors.
    language: Language,
}

impl Outbox {
    pub fn new(stream: OwnedWriteHalf, patience: Duration, language: Language) -> Self {
        Self { stream: Mutex::new(stream), patience, language }
    }

    pub async fn send(&self, kind: &str, data: &Value) -> Result<(), Ending> {
        self.send_with(kind, data, &[]).await
    }

    pub async fn send_with(&self, kind: &str, data: &Value, payload: &[u8]) -> Result<(), Ending> {
        let frame = written(kind, data, payload);
        let mut stream = self.stream.lock().await;
        match timeout(self.patience, stream.write_all(&frame)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Ending::Gone),
            Err(_) => {
                tracing::info!("the client has stopped reading");
                // Half a frame has gone: nothing can follow it.
                let _ = stream.shutdown().await;
                Err(Ending::Gone)
            }
        }
    }

    /// Something is wrong, and the client may go on.
    pub async fn warn(&self, problem: &Problem) -> Result<(), Ending> {
        let Problem { code, detail } = problem;
        let message = code.message(self.language);
        let text = match detail {
            Some(detail) => format!("{message} ({detail})"),
            None => message.to_owned(),
        };
        self.send("error", &json!({ "text": text, "code": code.as_str() })).await
    }

    /// A request has failed: the connection ends with this.
    pub async fn fail(&self, problem: &Problem) -> Ending {
        tracing::info!(code = problem.code.as_str(), detail = ?problem.detail, "a request has failed");
        self.warn(problem).await.err().unwrap_or(Ending::Told)
    }

    /// Ends the way down, behind what was sent.
    pub async fn close(&self) {
        let _ = self.stream.lock().await.shutdown().await;
    }
}

pub fn bad_request(detail: impl Into<String>) -> Problem {
    Problem::new(Code::BadRequest, detail)
}
