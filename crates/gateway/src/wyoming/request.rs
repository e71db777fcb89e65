//! What clients ask: the events that are understood here, with the fields that matter.
//!
//! Unknown fields are left unread and unknown events are dropped, as the protocol wants it: clients of later releases
//! send both.

use domain::Language;
use hub::PcmFormat;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::frame::Head;

/// An event from a client. Samples come behind [`Self::AudioChunk`], as payload.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    Describe,
    Ping(Ping),
    SelectProgram(SelectProgram),
    Transcribe(Transcribe),
    Detect(Detect),
    AudioStart(Audio),
    AudioChunk(Audio),
    AudioStop,
    Synthesize(Synthesize),
    SynthesizeStart(SynthesizeStart),
    SynthesizeChunk(SynthesizeChunk),
    SynthesizeStop,
    /// Words for the assistant.
    Transcript(Transcript),
    /// An intent is asked for, which nobody here recognises by itself.
    Recognize(Recognize),
    /// None of our business.
    Other,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
pub struct Ping {
    #[serde(default)]
    pub text: Option<String>,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct SelectProgram {
    pub name: String,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
pub struct Transcribe {
    pub language: Option<String>,
    pub context: Option<Value>,
    /// Whoever says how soon an utterance ends leaves it to us to find its end.
    pub vad_sensitivity: Option<String>,
    /// Names that may be said, and words that may.
    pub transcript_names: Option<Vec<String>>,
    pub transcript_terms: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
pub struct Detect {
    /// None: any.
    pub names: Option<Vec<String>>,
    pub context: Option<Value>,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Audio {
    rate: u32,
    width: u32,
    channels: u32,
    /// Milliseconds, by the sender's clock.
    #[serde(default)]
    pub timestamp: Option<i64>,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Synthesize {
    pub text: String,
    #[serde(flatten)]
    pub how: SynthesizeStart,
}

/// How something is to be said.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
pub struct SynthesizeStart {
    pub voice: Option<Voice>,
    pub text_format: Option<String>,
    pub context: Option<Value>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
pub struct Voice {
    pub name: Option<String>,
    pub language: Option<String>,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct SynthesizeChunk {
    pub text: String,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Transcript {
    pub text: String,
    #[serde(default)]
    pub language: Option<String>,
    #[serde(default)]
    pub context: Option<Value>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
pub struct Recognize {
    pub context: Option<Value>,
}

impl Request {
    /// The event in a frame. The error names the field that is wrong.
    pub fn of(head: Head) -> Result<Self, String> {
        let Head { kind, data, .. } = head;
        Ok(match kind.as_str() {
            "describe" => Self::Describe,
            "ping" => Self::Ping(fields(&kind, data)?),
            "select-program" => Self::SelectProgram(fields(&kind, data)?),
            "transcribe" => Self::Transcribe(fields(&kind, data)?),
            "detect" => Self::Detect(fields(&kind, data)?),
            "audio-start" => Self::AudioStart(fields(&kind, data)?),
            "audio-chunk" => Self::AudioChunk(fields(&kind, data)?),
            "audio-stop" => Self::AudioStop,
            "synthesize" => Self::Synthesize(fields(&kind, data)?),
            "synthesize-start" => Self::SynthesizeStart(fields(&kind, data)?),
            "synthesize-chunk" => Self::SynthesizeChunk(fields(&kind, data)?),
            "synthesize-stop" => Self::SynthesizeStop,
            "transcript" => Self::Transcript(fields(&kind, data)?),
            "recognize" => Self::Recognize(fields(&kind, data)?),
            _ => Self::Other,
        })
    }
}

impl Audio {
    pub fn format(&self) -> PcmFormat {
        let Self { rate, width, channels, .. } = *self;
        let size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        PcmFormat { rate, width: size(width), channels: size(channels) }
    }
}

/// The language of a code such as `ko`, `ko-KR` or `en_US`; one that is not spoken here is left to the ears.
pub fn language(code: Option<&str>) -> Option<Language> {
    code?.parse().ok()
}

fn fields<T: DeserializeOwned>(kind: &str, data: Map<String, Value>) -> Result<T, String> {
    serde_path_to_error::deserialize(Value::Object(data)).map_err(|error| {
        let (path, what) = (error.path().to_string(), error.inner());
        if path == "." { format!("{kind}: {what}") } else { format!("{kind}: {path}: {what}") }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn request(kind: &str, data: Value) -> Result<Request, String> {
        let Value::Object(data) = data else { panic!("data is an object") };
        Request::of(Head { kind: kind.into(), data, payload: 0 })
    }

    #[test]
    fn null_and_absent_are_the_same() {
        let nothing = request("transcribe", json!({})).unwrap();
        assert_eq!(nothing, Request::Transcribe(Transcribe::default()));
        assert_eq!(request("transcribe", json!({"language": null, "context": null})), Ok(nothing));
        assert_eq!(request("detect", json!({"names": null})), Ok(Request::Detect(Detect::default())));
        assert_eq!(request("no-such-event", json!({"x": [1]})), Ok(Request::Other));
    }

    #[test]
    fn a_wrong_field_is_named() {
        let check = |kind, data, expected: &str| {
            let error = request(kind, data).expect_err(expected);
            assert!(error.contains(expected), "{error}");
        };
        check("audio-start", json!({"rate": "fast", "width": 2, "channels": 1}), "audio-start: rate");
        check("audio-start", json!({"rate": 16000, "width": -2, "channels": 1}), "audio-start: width");
        check("audio-chunk", json!({"rate": 16000, "width": 2}), "missing field `channels`");
        check("synthesize", json!({"text": 7}), "synthesize: text");
        check("synthesize", json!({}), "missing field `text`");
        check("synthesize-start", json!({"voice": 3}), "synthesize-start: voice");
        check("transcript", json!({"text": null}), "transcript: text");
    }

    #[test]
    fn languages_are_found_in_their_codes() {
        for (code, expected) in [
            (None, None),
            (Some("ko"), Some(Language::Korean)),
            (Some("ko-KR"), Some(Language::Korean)),
            (Some("en_US"), Some(Language::English)),
            (Some("auto"), None),
            (Some("fr"), None),
        ] {
            assert_eq!(language(code), expected, "{code:?}");
        }
    }
}
