//! A turn: what came in, and what was answered.

use domain::{ConversationId, EventId, PictureId, TurnId};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Answer, Id, Language, Problem};
use crate::proxy::PictureKey;

/// One utterance and its answer.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Turn {
    #[schema(value_type = String, format = "uuid")]
    pub id: Id<TurnId>,
    #[schema(value_type = String, format = "uuid")]
    pub conversation: Id<ConversationId>,
    /// Position in the conversation, from 1, without gaps.
    #[schema(minimum = 1, examples(1))]
    pub sequence: i64,
    /// The client's key, by which a retry is recognised.
    #[schema(value_type = String, format = "uuid")]
    pub event: Id<EventId>,
    pub input: Input,
    pub language: Language,
    pub status: TurnStatus,
    #[schema(format = DateTime)]
    pub received_at: String,
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<String>,
    /// There when `status` is `answered`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// There when `status` is `failed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// What came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Input {
    pub kind: InputKind,
    #[schema(examples("내일 세 시에 알람 맞춰 줘"))]
    pub text: String,
    /// The photo that came with the words; `GET /v1/pictures/{picture}` shows it.
    #[schema(value_type = Option<String>, format = "uuid")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<Id<PictureId>>,
    /// Length of the speech.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_ms: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum InputKind {
    /// Typed, or pressed on a button.
    Text,
    /// Said, and recognised.
    Speech,
    /// A photo, and what was written with it.
    Picture,
    /// Nothing was said: the assistant or a bot speaks first.
    Notice,
}

/// How far a turn is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum TurnStatus {
    /// Written down, not yet answered.
    Received,
    Answered,
    Failed,
}

impl Turn {
    pub fn of(turn: &domain::Turn, key: &PictureKey) -> Self {
        let (status, answer, problem) = match &turn.status {
            domain::TurnStatus::Received => (TurnStatus::Received, None, None),
            domain::TurnStatus::Answered(answer) => {
                (TurnStatus::Answered, Some(Answer::of(answer, key)), None)
            }
            domain::TurnStatus::Failed(problem) => (TurnStatus::Failed, None, Some(problem.into())),
        };
        Self {
            id: Id(turn.id),
            conversation: Id(turn.conversation),
            sequence: turn.sequence,
            event: Id(turn.event),
            input: (&turn.input).into(),
            language: turn.language.into(),
            status,
            received_at: turn.received_at.to_string(),
            answered_at: turn.answered_at.map(|time| time.to_string()),
            answer,
            problem,
        }
    }
}

impl From<&domain::Input> for Input {
    fn from(input: &domain::Input) -> Self {
        let (kind, audio_ms) = match input {
            domain::Input::Text(_) | domain::Input::Press { .. } => (InputKind::Text, None),
            domain::Input::Picture { .. } => (InputKind::Picture, None),
            domain::Input::Speech(heard) => (InputKind::Speech, Some(heard.audio_ms)),
            domain::Input::Notice | domain::Input::Told(_) => (InputKind::Notice, None),
        };
        Self { kind, text: input.text().to_owned(), picture: input.picture().map(Id), audio_ms }
    }
}
