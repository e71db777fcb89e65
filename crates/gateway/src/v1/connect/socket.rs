//! One connected touchpoint, from its first message to its last.
//!
//! Each socket has one task, so that a panic or a slow client stays with it.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use domain::{Code, EventId, Person, Problem, TouchpointKind};
use hub::{EventBody, Hello, Instruction, Instructions, Link, State};
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep_until, timeout, timeout_at};

use crate::signed_in::Way;
use crate::wire::{self, Received, Unreadable, decode_samples, encode_frame, read_event};
use crate::{Gateway, Limits};

/// The largest text message and the largest audio message that are taken.
const LARGEST: usize = 64 * 1024;

/// How long a client may take to read why the connection ends.
const FAREWELL: Duration = Duration::from_secs(2);

/// Talks with the client until one side has had enough.
pub async fn run(mut socket: WebSocket, gateway: Gateway, person: Person, way: Way) {
    let ending = tokio::select! {
        ending = talk(&mut socket, &gateway, &person, way) => ending,
        () = gateway.shutdown.cancelled() => Ending::Restart,
    };
    tracing::debug!(person = %person.id, ?ending, "a touchpoint has gone");
    if let Some(frame) = ending.farewell() {
        // A client that is gone or does not read needs no farewell.
        let _ = timeout(FAREWELL, socket.send(Message::Close(Some(frame)))).await;
    }
}

/// Why a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// The client has closed it, or the network has.
    Gone,
    /// The client did not say who it is in time.
    NoGreeting,
    /// The client could not be connected.
    Refused,
    /// A message was too large to be read.
    TooLarge,
    /// Nothing was heard of the client for too long.
    Silent,
    /// Whoever it is has signed out elsewhere, or was shut out.
    SignedOut,
    /// The client has stopped reading. It catches up when it comes back.
    NotReading,
    /// The server stops. The client comes back by itself.
    Restart,
}

impl Ending {
    fn farewell(self) -> Option<CloseFrame> {
        let (code, reason) = match self {
            Self::Gone | Self::Silent => return None,
            Self::NoGreeting => (close_code::POLICY, "System.Synchronize was expected"),
            Self::Refused => (close_code::ERROR, "could not be connected"),
            Self::SignedOut => (close_code::POLICY, "signed out: sign in again"),
            Self::TooLarge => (close_code::SIZE, "the message is too large"),
            Self::NotReading => (close_code::AGAIN, "you have stopped reading: come back to catch up"),
            Self::Restart => (close_code::RESTART, "the server restarts: come back"),
        };
        Some(CloseFrame { code, reason: reason.into() })
    }
}

async fn talk(socket: &mut WebSocket, gateway: &Gateway, person: &Person, way: Way) -> Ending {
    match greet(socket, gateway, person).await {
        Ok(Greeted { link, kind, instructions, state }) => {
            let microphone = Microphone::Closed;
            Conversation { socket, gateway, way, link, kind, state, microphone }.run(instructions).await
        }
        Err(ending) => ending,
    }
}

/// Waits for the first message and connects the touchpoint.
async fn greet(socket: &mut WebSocket, gateway: &Gateway, person: &Person) -> Result<Greeted, Ending> {
    let patience = gateway.settings.limits.greeting;
    let (event, hello, state) = timeout_at(Instant::now() + patience, greeting(socket, gateway))
        .await
        .unwrap_or(Err(Ending::NoGreeting))?;
    let kind = hello.kind;
    match gateway.hub.connect(person.id, hello).await {
        Ok((link, instructions)) => Ok(Greeted { link, kind, instructions, state }),
        Err(problem) => {
            complain(socket, gateway, Some(event), &problem).await?;
            Err(if problem.code == Code::ShuttingDown { Ending::Restart } else { Ending::Refused })
        }
    }
}

/// The first `System.Synchronize`. Whatever comes before it is answered with an error.
async fn greeting(
    socket: &mut WebSocket,
    gateway: &Gateway,
) -> Result<(EventId, Hello, Option<State>), Ending> {
    loop {
        let (event, problem) = match receive(socket).await? {
            Message::Text(text) => match read(&text) {
                Ok(Received::Synchronize(id, hello, state)) => return Ok((id, *hello, state)),
                Ok(Received::Event(event)) => (Some(event.id), not_greeted()),
                Err(Unreadable { event, problem }) => (event, problem),
            },
            Message::Binary(_) => (None, not_greeted()),
            Message::Close(_) => return Err(Ending::Gone),
            Message::Ping(_) | Message::Pong(_) => continue,
        };
        complain(socket, gateway, event, &problem).await?;
    }
}

/// What a first message has brought.
struct Greeted {
    link: Link,
    kind: TouchpointKind,
    instructions: Instructions,
    state: Option<State>,
}

/// A connection whose touchpoint is known.
struct Conversation<'a> {
    socket: &'a mut WebSocket,
    gateway: &'a Gateway,
    /// Looked at again with each ping.
    way: Way,
    link: Link,
    kind: TouchpointKind,
    /// What the first message said to be true at the touchpoint; goes along with the first event.
    state: Option<State>,
    microphone: Microphone,
}

/// What binary messages mean at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Microphone {
    Open,
    Closed,
    /// Audio came nevertheless, and the client was told: once is enough.
    ClosedAndSaid,
}

impl Conversation<'_> {
    async fn run(mut self, mut instructions: Instructions) -> Ending {
        let limits = &self.gateway.settings.limits;
        let mut pings = interval_at(Instant::now() + limits.ping, limits.ping);
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut heard = Instant::now();
        loop {
            let done = tokio::select! {
                message = receive(self.socket) => {
                    heard = Instant::now();
                    match message {
                        Ok(message) => self.take(message).await,
                        Err(ending) => Err(ending),
                    }
                }
                instruction = instructions.next() => match instruction {
                    Some(instruction) => self.send(written(&instruction, self.kind, self.gateway)).await,
                    None => Err(Ending::NotReading),
                },
                _ = pings.tick() => self.ping().await,
                () = sleep_until(heard + limits.silence) => Err(Ending::Silent),
            };
            if let Err(ending) = done {
                return ending;
            }
        }
    }

    async fn ping(&mut self) -> Result<(), Ending> {
        if !self.way.is_open(self.gateway).await {
            return Err(Ending::SignedOut);
        }
        self.send(Message::Ping(Vec::new().into())).await
    }

    async fn take(&mut self, message: Message) -> Result<(), Ending> {
        match message {
            Message::Text(text) => match read(&text) {
                Ok(Received::Event(mut event)) => {
                    event.state = event.state.or(self.state.take());
                    self.notice_microphone(&event.body);
                    self.link.event(event).await;
                    Ok(())
                }
                Ok(Received::Synchronize(id, ..)) => {
                    let problem = Problem::new(
                        Code::BadRequest,
                        "System.Synchronize was sent before: reconnect instead",
                    );
                    self.complain(Some(id), &problem).await
                }
                Err(Unreadable { event, problem }) => self.complain(event, &problem).await,
            },
            Message::Binary(frame) => self.take_audio(&frame).await,
            Message::Close(_) => Err(Ending::Gone),
            // Pings are answered by the socket itself.
            Message::Ping(_) | Message::Pong(_) => Ok(()),
        }
    }

    fn notice_microphone(&mut self, event: &EventBody) {
        match event {
            EventBody::SpeechBegan { .. } => self.microphone = Microphone::Open,
            EventBody::SpeechFinished { .. } | EventBody::SpeechCanceled { .. } => {
                self.microphone = Microphone::Closed;
            }
            _ => {}
        }
    }

    async fn take_audio(&mut self, frame: &[u8]) -> Result<(), Ending> {
        match self.microphone {
            Microphone::ClosedAndSaid => return Ok(()),
            Microphone::Closed => {
                self.microphone = Microphone::ClosedAndSaid;
                let problem =
                    Problem::new(Code::BadRequest, "audio came, but no Recognizer.Speech before it");
                return self.complain(None, &problem).await;
            }
            Microphone::Open => {}
        }
        if frame.len() > LARGEST {
            return self.complain(None, &too_large("an audio message")).await;
        }
        match decode_samples(frame) {
            Some(samples) => {
                self.link.audio(&samples);
                Ok(())
            }
            None => {
                let problem = Problem::new(Code::BadRequest, "an audio message holds whole 16-bit samples");
                self.complain(None, &problem).await
            }
        }
    }

    async fn complain(&mut self, event: Option<EventId>, problem: &Problem) -> Result<(), Ending> {
        complain(self.socket, self.gateway, event, problem).await
    }

    async fn send(&mut self, message: Message) -> Result<(), Ending> {
        tokio::select! {
            biased;
            sent = send(self.socket, &self.gateway.settings.limits, message) => sent,
            // So many instructions wait behind this message that the hub has given up on the client.
            () = self.link.closed() => Err(Ending::NotReading),
        }
    }
}

async fn receive(socket: &mut WebSocket) -> Result<Message, Ending> {
    match socket.recv().await {
        Some(Ok(message)) => Ok(message),
        // What broke is told in words alone.
        Some(Err(error)) if error.to_string().contains("too long") => Err(Ending::TooLarge),
        Some(Err(_)) | None => Err(Ending::Gone),
    }
}

async fn send(socket: &mut WebSocket, limits: &Limits, message: Message) -> Result<(), Ending> {
    match timeout(limits.sending, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(Ending::Gone),
        Err(_) => Err(Ending::NotReading),
    }
}

async fn complain(
    socket: &mut WebSocket,
    gateway: &Gateway,
    event: Option<EventId>,
    problem: &Problem,
) -> Result<(), Ending> {
    // Problems look the same everywhere.
    let failed = Instruction::Failed { event, problem: problem.clone() };
    let message = written(&failed, TouchpointKind::Api, gateway);
    send(socket, &gateway.settings.limits, message).await
}

fn read(text: &str) -> Result<Received, Unreadable> {
    if text.len() > LARGEST {
        return Err(Unreadable { event: None, problem: too_large("a text message") });
    }
    read_event(text)
}

fn written(instruction: &Instruction, kind: TouchpointKind, gateway: &Gateway) -> Message {
    if let Instruction::Audio { turn, sentence, samples } = instruction {
        return Message::Binary(encode_frame(*turn, *sentence, samples).into());
    }
    let message = wire::Instruction::from_hub(instruction, kind, &gateway.picture_key);
    let text = serde_json::to_string(&message).expect("an instruction is made of plain values");
    Message::Text(text.into())
}

fn not_greeted() -> Problem {
    Problem::new(Code::BadRequest, "the first message must be System.Synchronize")
}

fn too_large(what: &str) -> Problem {
    Problem::new(Code::BodyTooLarge, format!("{what} has at most 64 KiB"))
}
