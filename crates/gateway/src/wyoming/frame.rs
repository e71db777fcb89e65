//! The frame: a line of JSON, then as many bytes of JSON as it says, then as many bytes of payload.
//!
//! ```text
//! {"type": "audio-chunk", "data_length": 50, "payload_length": 2048}\n  {"rate": 16000, ...}  <samples>
//! ```
//!
//! What a client says of its own lengths is bounded before anything is kept, and a payload is read piece by piece, so
//! that the largest frame costs no more memory than the smallest. After a frame that cannot be read nobody knows where
//! the next one begins: the connection ends there.

use std::io;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt};
use tokio::time::timeout;

/// The version of the protocol that is spoken here: the release of the reference library whose events are known.
pub const VERSION: &str = "1.10.2";

/// How much of a frame is read.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Bytes of the line.
    pub line: usize,
    /// Bytes of JSON behind it.
    pub data: usize,
    /// Bytes of payload.
    pub payload: usize,
}

/// A frame up to its payload.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    pub kind: String,
    pub data: Map<String, Value>,
    /// Bytes that follow.
    pub payload: usize,
}

/// Why a frame cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    #[error("the header line is longer than {0} bytes")]
    LineTooLong(usize),
    #[error("the header line is not JSON as Wyoming has it: {0}")]
    Line(String),
    #[error("the data is not a JSON object: {0}")]
    Data(String),
    #[error("data_length is {0} bytes, at most {1} are taken")]
    DataTooLong(u64, usize),
    #[error("payload_length is {0} bytes, at most {1} are taken")]
    PayloadTooLong(u64, usize),
    #[error("the frame ends early")]
    Cut,
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// The line. Whatever else stands in it does not matter.
#[derive(Deserialize)]
struct Line {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    data: Option<Map<String, Value>>,
    #[serde(default)]
    data_length: Option<u64>,
    #[serde(default)]
    payload_length: Option<u64>,
}

/// Reads one frame after the other.
pub struct FrameReader<R> {
    from: R,
    bounds: Bounds,
    /// Bytes of the last frame's payload that nobody has asked for yet.
    unread: usize,
}

impl<R: AsyncBufRead + Unpin> FrameReader<R> {
    pub fn new(from: R, bounds: Bounds) -> Self {
        Self { from, bounds, unread: 0 }
    }

    /// Waits for the first byte of the next frame; false at the end.
    pub async fn waits(&mut self) -> Result<bool, Broken> {
        while self.unread > 0 {
            self.payload(&mut [0; 4096]).await?;
        }
        Ok(!self.from.fill_buf().await?.is_empty())
    }

    /// The next frame, without its payload.
    pub async fn head(&mut self) -> Result<Head, Broken> {
        let line = self.line().await?;
        let line: Line = serde_json::from_slice(&line).map_err(|error| Broken::Line(error.to_string()))?;
        let Bounds { data: data_bound, payload: payload_bound, .. } = self.bounds;
        let bounded = |length: Option<u64>, bound: usize| {
            let length = length.unwrap_or_default();
            usize::try_from(length).ok().filter(|length| *length <= bound).ok_or(length)
        };
        let data_length =
            bounded(line.data_length, data_bound).map_err(|said| Broken::DataTooLong(said, data_bound))?;
        let payload = bounded(line.payload_length, payload_bound)
            .map_err(|said| Broken::PayloadTooLong(said, payload_bound))?;
        let mut data = line.data.unwrap_or_default();
        if data_length > 0 {
            let mut bytes = vec![0; data_length];
            self.from.read_exact(&mut bytes).await.map_err(cut)?;
            let more: Map<String, Value> =
                serde_json::from_slice(&bytes).map_err(|error| Broken::Data(error.to_string()))?;
            data.extend(more);
        }
        self.unread = payload;
        Ok(Head { kind: line.kind, data, payload })
    }

    /// The next bytes of the payload; 0 when that was all.
    pub async fn payload(&mut self, buffer: &mut [u8]) -> Result<usize, Broken> {
        let wanted = buffer.len().min(self.unread);
        if wanted == 0 {
            return Ok(0);
        }
        match self.from.read(&mut buffer[..wanted]).await? {
            0 => Err(Broken::Cut),
            read => {
                self.unread -= read;
                Ok(read)
            }
        }
    }

    /// Reads on for a while without looking: a connection that is closed on unread bytes is reset, and the client never
    /// learns why.
    pub async fn linger(&mut self, time: Duration) {
        let _ = timeout(time, tokio::io::copy(&mut self.from, &mut tokio::io::sink())).await;
    }

    async fn line(&mut self) -> Result<Vec<u8>, Broken> {
        let mut line = Vec::new();
        loop {
            let buffer = self.from.fill_buf().await?;
            if buffer.is_empty() {
                return Err(Broken::Cut);
            }
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let taken = end.unwrap_or(buffer.len());
            if line.len() + taken > self.bounds.line {
                return Err(Broken::LineTooLong(self.bounds.line));
            }
            line.extend_from_slice(&buffer[..taken]);
            self.from.consume(taken + usize::from(end.is_some()));
            if end.is_some() {
                return Ok(line);
            }
        }
    }
}

fn cut(error: io::Error) -> Broken {
    if error.kind() == io::ErrorKind::UnexpectedEof { Broken::Cut } else { Broken::Io(error) }
}

/// A frame as it goes out. The data goes behind the line, as the reference library sends it, since some clients read
/// no line beyond 64 KiB.
pub fn written(kind: &str, data: &Value, payload: &[u8]) -> Vec<u8> {
    let mut line = json!({ "type": kind, "version": VERSION });
    let mut body = Vec::new();
    if data.as_object().is_some_and(|data| !data.is_empty()) {
        body = data.to_string().into_bytes();
        line["data_length"] = body.len().into();
    }
    if !payload.is_empty() {
        line["payload_length"] = payload.len().into();
    }
    let mut frame = line.to_string().into_bytes();
    frame.push(b'\n');
    frame.append(&mut body);
    frame.extend_from_slice(payload);
    frame
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds { line: 200, data: 100, payload: 50 };

    async fn read(bytes: &[u8]) -> Result<(Head, Vec<u8>), Broken> {
        let mut reader = FrameReader::new(bytes, BOUNDS);
        assert!(reader.waits().await?);
        let head = reader.head().await?;
        let mut payload = Vec::new();
        let mut buffer = [0; 7];
        loop {
            match reader.payload(&mut buffer).await? {
                0 => return Ok((head, payload)),
                read => payload.extend_from_slice(&buffer[..read]),
            }
        }
    }

    #[tokio::test]
    async fn frames_are_read_as_they_are_written() {
        for (kind, data, payload) in [
            ("ping", json!({}), &b""[..]),
            ("ping", json!({"text": "줄\n바꿈"}), b""),
            ("audio-chunk", json!({"rate": 16000}), b"\n{}\n\0sixteen bytes.."),
        ] {
            let (head, got) = read(&written(kind, &data, payload)).await.unwrap();
            assert_eq!((head.kind.as_str(), Value::Object(head.data)), (kind, data));
            assert_eq!((head.payload, &got[..]), (payload.len(), payload));
        }
    }

    #[tokio::test]
    async fn data_behind_the_line_wins() {
        let frame = br#"{"type":"x","data":{"a":1,"b":1},"data_length":7,"payload_length":null,"other":[]}
{"b":2}"#;
        let (head, _) = read(frame).await.unwrap();
        assert_eq!(Value::Object(head.data), json!({"a": 1, "b": 2}));
    }

    #[tokio::test]
    async fn what_nobody_asked_for_is_skipped() {
        let bytes = [written("a", &json!({}), &[b'\n'; 30]), written("b", &json!({}), b"")].concat();
        let mut reader = FrameReader::new(&bytes[..], BOUNDS);
        assert!(reader.waits().await.unwrap());
        assert_eq!(reader.head().await.unwrap().kind, "a");
        assert!(reader.waits().await.unwrap());
        assert_eq!(reader.head().await.unwrap().kind, "b");
        assert!(!reader.waits().await.unwrap());
    }

    #[tokio::test]
    async fn lies_are_found_out() {
        let check = async |bytes: &[u8], expected: &str| {
            let error = read(bytes).await.expect_err(expected).to_string();
            assert!(error.contains(expected), "{error}");
        };
        check(b"GET / HTTP/1.1\r\n\r\n", "not JSON").await;
        check(b"[]\n", "not JSON").await;
        check(b"\n", "not JSON").await;
        check(b"{\"data\":{}}\n", "type").await;
        check(b"{\"type\":7}\n", "not JSON").await;
        check(b"{\"type\":\"x\",\"payload_length\":-1}\n", "not JSON").await;
        check(b"{\"type\":\"x\",\"payload_length\":51}\n", "51 bytes").await;
        check(b"{\"type\":\"x\",\"data_length\":18446744073709551615}\n", "at most 100").await;
        check(b"{\"type\":\"x\",\"data_length\":2}\n[]", "not a JSON object").await;
        check(b"{\"type\":\"x\",\"data_length\":9}\n{}", "ends early").await;
        check(b"{\"type\":\"x\",\"payload_length\":9}\n123", "ends early").await;
        check(b"{\"type\":", "ends early").await;
        check(&[b' '; 201], "longer than 200").await;
    }
}
