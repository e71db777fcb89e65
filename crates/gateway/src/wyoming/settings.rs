//! What the binary tells the Wyoming server.

use std::time::Duration;

/// How the server is reached, what it offers, and what it puts up with.
#[derive(Clone, Debug)]
pub struct Settings {
    pub services: Vec<Service>,
    /// The end of an utterance is found here, and its words are sent before the client ends the audio.
    pub ends_speech: bool,
    /// The names of the models, for people to read.
    pub recogniser: String,
    pub voice: String,
    /// Phrases that are listened for; none: no wake service.
    pub wake_phrases: Vec<String>,
    pub limits: Limits,
}

/// A kind of program, by the protocol's name for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    Asr,
    Tts,
    Wake,
    Handle,
}

impl Service {
    pub const ALL: [Self; 4] = [Self::Asr, Self::Tts, Self::Wake, Self::Handle];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Asr => "asr",
            Self::Tts => "tts",
            Self::Wake => "wake",
            Self::Handle => "handle",
        }
    }
}

/// Bounds of a connection. Tests make them smaller.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Clients at the same moment; what comes beyond is told to come back later.
    pub connections: usize,
    /// A client that has said nothing for so long, and waits for nothing, is let go.
    pub idle: Duration,
    /// A frame that has begun goes on within this time.
    pub frame_pause: Duration,
    /// What cannot be handed to the client in this time means that it does not read any more.
    pub sending: Duration,
    /// Bytes of a header line, and of the data behind it.
    pub header_bytes: usize,
    /// Bytes of one payload: two minutes of stereo at 48 kHz and 24 bits, in one piece.
    pub payload_bytes: usize,
    /// Requests of one client that wait for their turn.
    pub requests: usize,
    /// Characters that one request may want to be said.
    pub text_characters: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            services: Service::ALL.to_vec(),
            ends_speech: false,
            recogniser: String::new(),
            voice: String::new(),
            wake_phrases: Vec::new(),
            limits: Limits::default(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 64,
            idle: Duration::from_secs(600),
            frame_pause: Duration::from_secs(30),
            sending: Duration::from_secs(20),
            header_bytes: 64 * 1024,
            payload_bytes: 36 * 1024 * 1024,
            requests: 16,
            text_characters: 20_000,
        }
    }
}
