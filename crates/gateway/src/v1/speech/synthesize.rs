//! `POST /v1/speech/synthesize`: text in, audio out.

use std::io::Cursor;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use domain::Code;
use hub::{Caller, Manner, Voiced};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::body::FromJson;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::Language;

// ---- request and response

/// What is to be said, and how. The response is a WAV file.
#[derive(Deserialize, ToSchema)]
pub struct Say {
    #[schema(min_length = 1, max_length = 1000)]
    text: String,
    /// The language of text that does not show it, such as a bare number; Korean unless told.
    #[serde(default)]
    language: Option<Language>,
    /// 1 is the voice's own pace.
    #[serde(default)]
    #[schema(minimum = 0.5, maximum = 2)]
    speed: Option<f32>,
    /// Semitones above or below the voice's own pitch.
    #[serde(default)]
    #[schema(minimum = -12, maximum = 12)]
    pitch: Option<f32>,
    /// Who speaks: a voice, or a blend such as `jf_alpha:0.7,jm_kumo:0.3`.
    #[serde(default)]
    #[schema(max_length = 200)]
    voice: Option<String>,
    /// The text is SSML: `speak`, `p`, `s`, `voice`, `lang`, `prosody`, `break`, `say-as`, `sub`.
    #[serde(default)]
    ssml: bool,
}

// ---- problems

problems!(
    BadRequest,
    TextEmpty,
    TextTooLong,
    MarkupUnreadable,
    VoiceUnknown,
    BodyTooLarge,
    SignInRequired,
    EngineBusy,
    EngineUnavailable,
    ShuttingDown
);

// ---- operation

/// Turn text into speech.
///
/// Says the text in the assistant's voice and answers with 16-bit mono WAV.
#[utoipa::path(
    post,
    path = "/v1/speech/synthesize",
    operation_id = "synthesize",
    tag = "speech",
    security(("session" = [])),
    request_body(content = Say, example = json!({"text": "안녕하세요", "speed": 1.0})),
    responses(
        (status = OK, description = "The voice, as a WAV file.", content_type = "audio/wav", body = Vec<u8>,
            example = "RIFF…WAVEfmt …"),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromJson(Say { text, language, speed, pitch, voice, ssml }): FromJson<Say>,
) -> Result<impl IntoResponse, HttpProblem> {
    let speed = speed.unwrap_or(1.0);
    if !(0.5..=2.0).contains(&speed) {
        return Err(HttpProblem::new(Code::BadRequest, "speed: must be from 0.5 to 2"));
    }
    let pitch = pitch.unwrap_or(0.0);
    if !(-12.0..=12.0).contains(&pitch) {
        return Err(HttpProblem::new(Code::BadRequest, "pitch: must be from -12 to 12"));
    }
    let language = language.map(Into::into).unwrap_or_default();
    let manner = Manner { language, speed, pitch, voice, ssml, ..Manner::default() };
    let voiced = gateway.hub.synthesize(&Caller::sending(person.id), &text, manner).await?;
    let file = wav(&voiced).map_err(|error| HttpProblem::new(Code::Internal, error.to_string()))?;
    Ok(([(header::CONTENT_TYPE, "audio/wav")], file))
}

// ---- helpers

fn wav(voiced: &Voiced) -> Result<Vec<u8>, hound::Error> {
    let form = hound::WavSpec {
        channels: 1,
        sample_rate: voiced.rate,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut file = Vec::new();
    let mut writer = hound::WavWriter::new(Cursor::new(&mut file), form)?;
    for sample in &voiced.samples {
        #[expect(clippy::cast_possible_truncation, reason = "the value is clamped to the range of i16")]
        writer.write_sample((sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)).round() as i16)?;
    }
    writer.finalize()?;
    Ok(file)
}
