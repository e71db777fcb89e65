//! A touchpoint: the client side of docs/protocol.md, written from that page alone.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow, bail, ensure};
use domain::{EventId, Ids, OsRandom, SystemClock, TouchpointId};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// Nothing that is well takes this long; a step that waits longer has failed.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Touchpoint {
    name: String,
    id: TouchpointId,
    ids: Ids,
    socket: Option<WebSocketStream<MaybeTlsStream<TcpStream>>>,
    /// The conversation with the assistant.
    conversation: String,
    /// Every turn this client knows, by its place.
    pub turns: BTreeMap<i64, Value>,
    /// Turns by the event that made them.
    pub accepted: BTreeMap<String, i64>,
    pub alerts: Vec<Value>,
    pub ringing: Vec<Value>,
    pub errors: Vec<Value>,
    /// The words recognised for each event: the partial ones, and the final ones.
    pub heard: BTreeMap<String, (Vec<String>, Option<String>)>,
    /// What the voice said, by turn: sentences announced, whether the last one was, and the samples.
    pub voice: BTreeMap<String, Voice>,
}

#[derive(Debug, Default)]
pub struct Voice {
    pub sentences: Vec<String>,
    pub last: bool,
    pub samples: Vec<i16>,
}

impl Touchpoint {
    pub fn new(name: &str) -> Self {
        let ids = Ids::new(Arc::new(SystemClock), Arc::new(OsRandom));
        Self {
            name: name.into(),
            id: ids.next(),
            ids,
            socket: None,
            conversation: String::new(),
            turns: BTreeMap::new(),
            accepted: BTreeMap::new(),
            alerts: Vec::new(),
            ringing: Vec::new(),
            errors: Vec::new(),
            heard: BTreeMap::new(),
            voice: BTreeMap::new(),
        }
    }

    /// Connects, for the first time or again, and says what it has seen.
    pub async fn connect(&mut self, address: &str, language: &str) -> anyhow::Result<()> {
        let url = format!("{}/v1/connect", address.replacen("http", "ws", 1));
        let (socket, _) = tokio_tungstenite::connect_async(&url).await.with_context(|| url.clone())?;
        self.socket = Some(socket);
        let seen: Vec<Value> = match self.turns.keys().max() {
            Some(sequence) => vec![json!({ "conversation": self.conversation, "sequence": sequence })],
            None => Vec::new(),
        };
        let hello = json!({
            "touchpoint": self.id.to_string(), "kind": "messenger", "name": self.name, "language": language,
            "timeZone": "Asia/Seoul", "seen": seen,
            "capabilities": { "screen": true, "speaker": true, "microphone": true, "location": false },
        });
        self.conversation.clear();
        self.send("System.Synchronize", hello).await?;
        self.wait("System.Synchronized", |client| (!client.conversation.is_empty()).then_some(())).await
    }

    /// Loses the connection without saying goodbye.
    pub fn lose(&mut self) {
        self.socket = None;
    }

    /// Types (or presses) a text; the id of the event.
    pub async fn text(&mut self, kind: &str, text: &str) -> anyhow::Result<String> {
        self.send(kind, json!({ "conversation": self.conversation, "text": text })).await
    }

    /// Presses what is labelled so, or says so, in the newest answer that shows it. What no answer shows is said as it is.
    pub async fn press(&mut self, words: &str) -> anyhow::Result<String> {
        let turns = self.turns.values().rev();
        let shown =
            turns.filter_map(|turn| Some((text(&turn["id"]), numbered(&turn["answer"], words)?))).next();
        let body = match shown {
            Some((turn, press)) => {
                json!({ "conversation": self.conversation, "text": words, "turn": turn, "press": press })
            }
            None => json!({ "conversation": self.conversation, "text": words }),
        };
        self.send("Button.Pressed", body).await
    }

    /// Sends a photo that is kept, and what is written with it.
    pub async fn photo(&mut self, picture: &str, text: &str) -> anyhow::Result<String> {
        let body = json!({ "conversation": self.conversation, "picture": picture, "text": text });
        self.send("Recognizer.Picture", body).await
    }

    /// Sends the text again under the same id.
    pub async fn text_again(&mut self, event: &str, text: &str) -> anyhow::Result<()> {
        let body = json!({ "conversation": self.conversation, "text": text });
        self.send_raw(json!({ "type": "Recognizer.Text", "id": event, "body": body }).to_string()).await
    }

    /// Holds the microphone button while these samples arrive, in pieces of a tenth of a second.
    pub async fn talk(&mut self, samples: &[u8]) -> anyhow::Result<String> {
        let event = self.send("Recognizer.Speech", json!({ "conversation": self.conversation })).await?;
        for piece in samples.chunks(3_200) {
            self.write(Message::binary(piece.to_vec())).await?;
        }
        self.send("Recognizer.Finished", json!({ "event": event })).await?;
        Ok(event)
    }

    pub async fn send(&mut self, kind: &str, body: Value) -> anyhow::Result<String> {
        let id: EventId = self.ids.next();
        self.send_raw(json!({ "type": kind, "id": id.to_string(), "body": body }).to_string()).await?;
        Ok(id.to_string())
    }

    pub async fn send_raw(&mut self, text: String) -> anyhow::Result<()> {
        self.write(Message::text(text)).await
    }

    /// Reads until `found` finds what it looks for.
    pub async fn wait<T>(&mut self, what: &str, found: impl Fn(&Self) -> Option<T>) -> anyhow::Result<T> {
        let reading = async {
            loop {
                if let Some(found) = found(self) {
                    return anyhow::Ok(found);
                }
                self.read().await?;
            }
        };
        match tokio::time::timeout(PATIENCE, reading).await {
            Ok(result) => result.with_context(|| format!("{what} did not come to {}", self.name)),
            Err(_) => bail!("{what} did not come to {} within {PATIENCE:?}", self.name),
        }
    }

    /// The turn an event became, as it is known now.
    pub fn turn_of(&self, event: &str) -> Option<&Value> {
        self.turns.get(self.accepted.get(event)?)
    }

    /// The id of the newest turn with a carousel, the carousel's place among the bubbles, and its cards.
    pub fn newest_carousel(&self) -> Option<(String, usize, Vec<Value>)> {
        let carousel = |turn: &Value| {
            let bubbles = turn["answer"]["bubbles"].as_array()?;
            let place = bubbles.iter().position(|bubble| bubble["type"] == "carousel")?;
            Some((text(&turn["id"]).to_owned(), place, list(&bubbles[place]["cards"])))
        };
        self.turns.values().rev().find_map(carousel)
    }

    async fn write(&mut self, message: Message) -> anyhow::Result<()> {
        let socket = self.socket.as_mut().ok_or_else(|| anyhow!("{} is not connected", self.name))?;
        Ok(socket.send(message).await?)
    }

    async fn read(&mut self) -> anyhow::Result<()> {
        let socket = self.socket.as_mut().ok_or_else(|| anyhow!("{} is not connected", self.name))?;
        match socket.next().await {
            Some(Ok(Message::Text(text))) => self.take(&serde_json::from_str(&text)?),
            Some(Ok(Message::Binary(bytes))) => self.take_audio(&bytes),
            Some(Ok(Message::Close(reason))) => bail!("the server closed the connection: {reason:?}"),
            Some(Ok(_)) => Ok(()),
            Some(Err(error)) => Err(error.into()),
            None => bail!("the connection ended"),
        }
    }

    fn take(&mut self, message: &Value) -> anyhow::Result<()> {
        let body = &message["body"];
        match text(&message["type"]) {
            "System.Synchronized" => self.synchronize(body)?,
            "System.Accepted" => {
                let sequence = self.keep(&body["turn"])?;
                self.accepted.insert(text(&body["event"]).into(), sequence);
            }
            "Render.Turn" => drop(self.keep(&body["turn"])?),
            "Recognizer.Recognized" => {
                let (partial, last) = self.heard.entry(text(&body["event"]).into()).or_default();
                match body["final"].as_bool() {
                    Some(true) => *last = Some(text(&body["text"]).into()),
                    _ => partial.push(text(&body["text"]).into()),
                }
            }
            "Synthesizer.Speak" => {
                let voice = self.voice.entry(text(&body["turn"]).into()).or_default();
                voice.sentences.push(text(&body["text"]).into());
                voice.last |= body["last"] == true;
            }
            "Alert.Start" => self.ringing.push(body["alert"].clone()),
            "Alert.Stop" => self.ringing.retain(|alert| alert["id"] != body["alert"]),
            "Alert.Changed" => self.alerts = list(&body["alerts"]),
            "System.Error" => self.errors.push(body.clone()),
            _ => {}
        }
        Ok(())
    }

    fn synchronize(&mut self, body: &Value) -> anyhow::Result<()> {
        let conversations = list(&body["conversations"]);
        let assistant = conversations.first().context("a person has a conversation with the assistant")?;
        self.conversation = text(&assistant["id"]).into();
        self.alerts = list(&body["alerts"]);
        self.ringing = self.alerts.iter().filter(|alert| alert["state"] == "ringing").cloned().collect();
        list(&assistant["turns"]).iter().try_for_each(|turn| self.keep(turn).map(drop))
    }

    /// Keeps one copy per turn: the newest. Two turns never share a place.
    fn keep(&mut self, turn: &Value) -> anyhow::Result<i64> {
        let sequence =
            turn["sequence"].as_i64().with_context(|| format!("a turn without a place: {turn}"))?;
        if let Some(known) = self.turns.insert(sequence, turn.clone()) {
            ensure!(known["id"] == turn["id"], "two turns have the place {sequence}");
        }
        Ok(sequence)
    }

    fn take_audio(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        let (head, samples) = bytes.split_at_checked(20).context("an audio message without its head")?;
        let turn = u128::from_be_bytes(head[..16].try_into()?);
        let voice = self.voice.entry(domain::TurnId::fixed(turn).to_string()).or_default();
        voice.samples.extend(samples.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])));
        Ok(())
    }
}

/// A string, or nothing.
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

/// The number of what is labelled so, or says so.
fn numbered(value: &Value, words: &str) -> Option<u64> {
    let within = || match value {
        Value::Array(items) => items.iter().find_map(|item| numbered(item, words)),
        Value::Object(fields) => fields.values().find_map(|field| numbered(field, words)),
        _ => None,
    };
    let named = ["label", "title", "message"].iter().any(|field| value[*field] == words);
    value["press"].as_u64().filter(|_| named).or_else(within)
}
