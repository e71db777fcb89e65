//! What was heard, in each of the forms that can be asked for.

use std::fmt::Write;

use domain::{Code, Language};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use hub::{Segment, Transcript};
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::HttpProblem;

/// The forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Json,
    Text,
    Srt,
    Vtt,
    Verbose,
}

impl Form {
    pub fn named(name: Option<&str>) -> Result<Self, HttpProblem> {
        match name.unwrap_or("json") {
            "json" => Ok(Self::Json),
            "text" => Ok(Self::Text),
            "srt" => Ok(Self::Srt),
            "vtt" => Ok(Self::Vtt),
            "verbose_json" => Ok(Self::Verbose),
            other => {
                let detail =
                    format!("response_format: {other:?} is not one of json, text, srt, vtt, verbose_json");
                Err(HttpProblem::new(Code::BadRequest, detail))
            }
        }
    }
}

/// The words.
#[derive(Serialize, ToSchema)]
pub struct Plain {
    pub text: String,
    pub usage: Usage,
}

/// What it took.
#[derive(Serialize, ToSchema)]
pub struct Usage {
    /// Always `duration`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// Seconds of sound, rounded up.
    seconds: u32,
}

/// The words with everything that is known of them (`verbose_json`).
#[derive(Serialize, ToSchema)]
pub struct Verbose {
    task: &'static str,
    /// In English: `korean`.
    language: String,
    /// Seconds.
    duration: f64,
    text: String,
    segments: Vec<VerboseSegment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<Vec<VerboseWord>>,
    usage: Usage,
}

#[derive(Serialize, ToSchema)]
pub struct VerboseSegment {
    id: usize,
    seek: u32,
    start: f64,
    end: f64,
    text: String,
    tokens: Vec<u32>,
    temperature: f32,
    avg_logprob: f32,
    compression_ratio: f32,
    no_speech_prob: f32,
}

#[derive(Serialize, ToSchema)]
pub struct VerboseWord {
    word: String,
    start: f64,
    end: f64,
}

pub fn plain(transcript: Transcript) -> Plain {
    Plain { usage: usage(&transcript), text: transcript.text }
}

pub fn verbose(transcript: Transcript, task: &'static str, words: bool) -> Verbose {
    let words = words.then(|| transcript.segments.iter().flat_map(words_of).collect());
    Verbose {
        task,
        language: transcript.other_language.clone().unwrap_or_else(|| name(transcript.language).to_owned()),
        duration: seconds(transcript.audio_ms),
        segments: segments(&transcript)
            .iter()
            .enumerate()
            .map(|(id, segment)| verbose_segment(id, segment))
            .collect(),
        words,
        usage: usage(&transcript),
        text: transcript.text,
    }
}

/// SubRip subtitles.
pub fn srt(transcript: &Transcript) -> String {
    let mut out = String::new();
    for (number, Segment { text, start_ms, end_ms, .. }) in segments(transcript).iter().enumerate() {
        let (start, end) = (clock(*start_ms, ','), clock(*end_ms, ','));
        let _ = write!(out, "{}\n{start} --> {end}\n{}\n\n", number + 1, line(text));
    }
    out
}

/// WebVTT subtitles.
pub fn vtt(transcript: &Transcript) -> String {
    let mut out = "WEBVTT\n\n".to_owned();
    for Segment { text, start_ms, end_ms, .. } in &segments(transcript) {
        let _ = write!(out, "{} --> {}\n{}\n\n", clock(*start_ms, '.'), clock(*end_ms, '.'), line(text));
    }
    out
}

/// Its parts; words without parts are one.
fn segments(transcript: &Transcript) -> Vec<Segment> {
    if !transcript.segments.is_empty() || transcript.text.is_empty() {
        return transcript.segments.clone();
    }
    let (text, end_ms) = (transcript.text.clone(), transcript.audio_ms);
    vec![Segment { text, end_ms, language: transcript.language, ..Segment::default() }]
}

fn verbose_segment(id: usize, segment: &Segment) -> VerboseSegment {
    VerboseSegment {
        id,
        // Frames of ten milliseconds, as the model counts them.
        seek: segment.start_ms / 10,
        start: seconds(segment.start_ms),
        end: seconds(segment.end_ms),
        text: segment.text.clone(),
        tokens: Vec::new(),
        temperature: 0.0,
        avg_logprob: segment.log_probability,
        compression_ratio: compression_ratio(&segment.text),
        no_speech_prob: segment.no_speech,
    }
}

fn words_of(segment: &Segment) -> impl Iterator<Item = VerboseWord> {
    segment.words.iter().map(|word| VerboseWord {
        word: word.text.trim().to_owned(),
        start: seconds(word.start_ms),
        end: seconds(word.end_ms),
    })
}

/// How repetitive a text is, by how well it compresses: a sign of a recogniser that has lost its way.
fn compression_ratio(text: &str) -> f32 {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    let packed = std::io::Write::write_all(&mut encoder, text.as_bytes()).and_then(|()| encoder.finish());
    packed.map_or(1.0, |packed| text.len() as f32 / packed.len() as f32)
}

fn usage(transcript: &Transcript) -> Usage {
    Usage { kind: "duration", seconds: transcript.audio_ms.div_ceil(1000) }
}

fn seconds(ms: u32) -> f64 {
    f64::from(ms) / 1000.0
}

fn clock(ms: u32, point: char) -> String {
    let (seconds, ms) = (ms / 1000, ms % 1000);
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    format!("{:02}:{:02}:{seconds:02}{point}{ms:03}", minutes / 60, minutes % 60)
}

/// An empty line or an arrow would end a subtitle too early.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace("-->", "->")
}

fn name(language: Language) -> &'static str {
    match language {
        Language::Korean => "korean",
        Language::English => "english",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subtitles_are_numbered_and_timed() {
        let segment = |text: &str, start_ms, end_ms| Segment {
            text: text.into(),
            start_ms,
            end_ms,
            ..Segment::default()
        };
        let transcript = Transcript {
            text: "안녕하세요 이음이에요".into(),
            audio_ms: 3_725_042,
            segments: vec![
                segment("안녕하세요", 0, 1500),
                segment("이음\n\n-->이에요", 3_724_000, 3_725_042),
            ],
            ..Transcript::default()
        };
        assert_eq!(
            srt(&transcript),
            "1\n00:00:00,000 --> 00:00:01,500\n안녕하세요\n\n2\n01:02:04,000 --> 01:02:05,042\n이음 ->이에요\n\n"
        );
        assert_eq!(
            vtt(&transcript),
            "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\n안녕하세요\n\n01:02:04.000 --> 01:02:05.042\n이음 ->이에요\n\n"
        );
        let bare = Transcript { text: "네".into(), audio_ms: 900, ..Transcript::default() };
        assert_eq!(srt(&bare), "1\n00:00:00,000 --> 00:00:00,900\n네\n\n");
        assert_eq!(srt(&Transcript::default()), "");
    }

    #[test]
    fn what_repeats_compresses_well() {
        assert!(compression_ratio("거실 불을 켜 주세요") < 1.5);
        assert!(compression_ratio(&"감사합니다 ".repeat(30)) > 2.4);
    }
}
