//! A server on a spare port, and clients that talk to it.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use domain::{Person, SeededRandom};
use futures_util::{SinkExt, StreamExt};
use gateway::{Gateway, Settings};
use hub::Parts;
use hub::testing::Stage;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::{Error, Message, client::IntoClientRequest};
use tokio_tungstenite::{WebSocketStream, client_async};
use tokio_util::sync::CancellationToken;

/// Nothing here takes long; a test that waits longer waits for something that never comes.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server.
pub struct Server {
    pub stage: Stage,
    pub owner: Person,
    pub address: SocketAddr,
    pub shutdown: CancellationToken,
    pub http: reqwest::Client,
    _folder: TempDir,
}

/// An HTTP answer.
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: String,
}

impl Server {
    pub async fn start() -> Self {
        Self::start_with(|_| {}, |_| {}).await
    }

    /// A server some of whose parts and settings the test has exchanged.
    pub async fn start_with(parts: impl FnOnce(&mut Parts), settings: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let stage = Stage::open_with(folder.path(), parts).await.unwrap();
        stage.hub.start().await.unwrap();
        let owner = stage.owner().await.unwrap();
        let mut chosen = Settings::loopback(owner.id);
        settings(&mut chosen);
        let shutdown = CancellationToken::new();
        let random = Arc::new(SeededRandom::new(7));
        let gateway = Gateway::new(stage.hub.clone(), stage.clock.clone(), random, chosen, shutdown.clone());
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(gateway::serve(listener, None, gateway::router(gateway), shutdown.clone()));
        Self { stage, owner, address, shutdown, http: reqwest::Client::new(), _folder: folder }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub async fn get(&self, path: &str) -> Answer {
        answer(self.http.get(self.url(path))).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        answer(self.http.post(self.url(path)).json(body)).await
    }

    /// Opens a socket and says nothing yet.
    pub async fn dial(&self) -> Client {
        self.dial_as(&[]).await.unwrap()
    }

    /// Opens a socket with more headers; the status when it is refused.
    pub async fn dial_as(&self, headers: &[(&'static str, &str)]) -> Result<Client, u16> {
        let mut request = format!("ws://{}/v1/connect", self.address).into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        // A small buffer, so that a client that does not read is noticed soon.
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(16 * 1024).unwrap();
        let stream = socket.connect(self.address).await.unwrap();
        match client_async(request, stream).await {
            Ok((socket, _)) => Ok(Client { socket, conversation: String::new(), touchpoint: 0, sent: 0 }),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    /// Connects a window that has seen nothing.
    pub async fn connect(&self, touchpoint: u64) -> Client {
        let mut client = self.dial().await;
        client.greet(touchpoint, &json!([])).await;
        client
    }
}

pub async fn answer(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Answer { status, headers, body: response.text().await.unwrap() }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Asserts that this is the problem with this code, told in both languages.
    #[track_caller]
    pub fn is_problem(&self, status: u16, code: &str) {
        let body = self.json();
        assert_eq!((self.status, body["code"].as_str()), (status, Some(code)), "{}", self.body);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(body["type"], format!("urn:ieum:problem:{code}"));
        assert_eq!(body["status"], status);
        assert!(body["message"]["ko"].is_string() && body["message"]["en"].is_string(), "{body}");
    }
}

/// A touchpoint.
pub struct Client {
    socket: WebSocketStream<TcpStream>,
    /// The conversation with the assistant.
    pub conversation: String,
    touchpoint: u64,
    sent: u64,
}

impl Client {
    /// Says hello and returns what the server tells of itself.
    pub async fn greet(&mut self, touchpoint: u64, seen: &Value) -> Value {
        self.greet_as("messenger", touchpoint, seen).await
    }

    /// As [`Self::greet`], as another kind of touchpoint.
    pub async fn greet_as(&mut self, kind: &str, touchpoint: u64, seen: &Value) -> Value {
        self.touchpoint = touchpoint;
        let hello = json!({
            "touchpoint": id(touchpoint), "kind": kind, "name": "창", "language": "ko",
            "timeZone": "Asia/Seoul", "seen": seen,
            "capabilities": {"screen": true, "speaker": true, "microphone": true, "location": false},
        });
        self.send("System.Synchronize", &hello).await;
        let synchronized = self.expect("System.Synchronized").await;
        self.conversation = synchronized["conversations"][0]["id"].as_str().unwrap().to_owned();
        synchronized
    }

    /// Sends an event under a fresh id, which it returns.
    pub async fn send(&mut self, kind: &str, body: &Value) -> String {
        self.sent += 1;
        let event = id(self.touchpoint << 32 | self.sent);
        self.send_as(&event, kind, body).await;
        event
    }

    pub async fn send_as(&mut self, event: &str, kind: &str, body: &Value) {
        self.send_text(json!({"type": kind, "id": event, "body": body}).to_string()).await;
    }

    pub async fn send_text(&mut self, text: String) {
        self.socket.send(Message::text(text)).await.unwrap();
    }

    pub async fn send_bytes(&mut self, bytes: Vec<u8>) {
        self.socket.send(Message::binary(bytes)).await.unwrap();
    }

    /// Types something.
    pub async fn say(&mut self, text: &str) -> String {
        let body = json!({"conversation": self.conversation, "text": text});
        self.send("Recognizer.Text", &body).await
    }

    /// The next message, whatever it is but a ping.
    pub async fn next(&mut self) -> Message {
        loop {
            let message = tokio::time::timeout(PATIENCE, self.socket.next()).await.expect("a message comes");
            match message.expect("the connection stands").expect("the message is whole") {
                Message::Ping(_) | Message::Pong(_) => {}
                message => return message,
            }
        }
    }

    /// The body of the next instruction of this type. Others that come before it are passed over.
    pub async fn expect(&mut self, kind: &str) -> Value {
        loop {
            let Message::Text(text) = self.next().await else { continue };
            let mut message: Value = serde_json::from_str(&text).unwrap();
            if message["type"] == kind {
                return message["body"].take();
            }
        }
    }

    /// The code and event of the next error.
    pub async fn expect_error(&mut self) -> (String, Value) {
        let mut error = self.expect("System.Error").await;
        assert!(error["message"]["ko"].is_string() && error["message"]["en"].is_string(), "{error}");
        (error["code"].as_str().unwrap().to_owned(), error["event"].take())
    }

    /// The next binary message.
    pub async fn expect_frame(&mut self) -> Vec<u8> {
        loop {
            if let Message::Binary(frame) = self.next().await {
                return frame.to_vec();
            }
        }
    }

    /// The code with which the server closes; none when it just goes.
    pub async fn expect_close(&mut self) -> Option<u16> {
        loop {
            let message =
                tokio::time::timeout(PATIENCE, self.socket.next()).await.expect("the server closes");
            match message {
                Some(Ok(Message::Close(frame))) => return frame.map(|frame| frame.code.into()),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return None,
            }
        }
    }

    /// Asserts that the connection still works.
    pub async fn is_undisturbed(&mut self) {
        let event = self.say("아직 있어?").await;
        while self.expect("System.Accepted").await["event"] != event {}
    }
}

/// A UUID with this number.
pub fn id(number: u64) -> String {
    format!("00000000-0000-0000-0000-{number:012x}")
}
