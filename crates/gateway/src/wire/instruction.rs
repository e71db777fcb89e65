//! Instructions: what comes down.

use domain::{AlertId, ConversationId, EventId, TouchpointId, TouchpointKind, TurnId};
use hub::Screen;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Alert, Chat, Id, InBoth, Person, Problem, Turn};
use crate::proxy::PictureKey;

/// One text message down.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(tag = "type", content = "body")]
pub enum Instruction {
    /// The first instruction of a connection: everything the client needs to draw itself.
    #[serde(rename = "System.Synchronized")]
    Synchronized(Synchronized),
    /// The event is written down as this turn; its answer may still be missing.
    #[serde(rename = "System.Accepted")]
    Accepted(Accepted),
    /// The words so far.
    #[serde(rename = "Recognizer.Recognized")]
    Recognized(Recognized),
    /// Enough was heard: the client may close the microphone.
    #[serde(rename = "Recognizer.StopCapture")]
    StopCapture(Enough),
    /// The assistant asked something: a hands-free client may open the microphone.
    #[serde(rename = "Recognizer.ExpectSpeech")]
    ExpectSpeech(OfConversation),
    /// A turn is new or has changed.
    #[serde(rename = "Render.Turn")]
    RenderTurn(Rendered),
    /// The voice begins this sentence; its audio follows in binary messages.
    #[serde(rename = "Synthesizer.Speak")]
    Speak(Sentence),
    /// Be silent now.
    #[serde(rename = "Synthesizer.Stop")]
    StopSpeaking(OfTurn),
    /// Ring.
    #[serde(rename = "Alert.Start")]
    AlertStart(Ringing),
    /// Ring no more.
    #[serde(rename = "Alert.Stop")]
    AlertStop(OfAlert),
    /// The pending and ringing alerts.
    #[serde(rename = "Alert.Changed")]
    AlertsChanged(Alerts),
    /// An event could not be handled; nothing else is disturbed.
    #[serde(rename = "System.Error")]
    Error(Failure),
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Synchronized {
    pub person: Person,
    #[schema(value_type = String, format = "uuid")]
    pub touchpoint: Id<TouchpointId>,
    pub conversations: Vec<Chat>,
    pub alerts: Vec<Alert>,
    /// What the person may want to ask, the likeliest first.
    pub suggestions: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Accepted {
    #[schema(value_type = String, format = "uuid")]
    pub event: Id<EventId>,
    pub turn: Turn,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Recognized {
    #[schema(value_type = String, format = "uuid")]
    pub event: Id<EventId>,
    pub text: String,
    /// So many characters from the start never change again.
    pub stable: usize,
    /// No more will come. An empty final text: nobody spoke.
    #[serde(rename = "final")]
    pub last: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Enough {
    #[schema(value_type = String, format = "uuid")]
    pub event: Id<EventId>,
    pub reason: EndReason,
}

/// Why enough was heard.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// The sentence is complete.
    Complete,
    /// The sentence does not seem complete, but nothing followed for long.
    Pause,
    /// It went on for as long as one utterance may.
    TooLong,
    /// Nobody said anything.
    Silence,
}

impl From<hub::EndReason> for EndReason {
    fn from(reason: hub::EndReason) -> Self {
        match reason {
            hub::EndReason::Complete => Self::Complete,
            hub::EndReason::Pause => Self::Pause,
            hub::EndReason::TooLong => Self::TooLong,
            hub::EndReason::Silence => Self::Silence,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct OfConversation {
    #[schema(value_type = String, format = "uuid")]
    pub conversation: Id<ConversationId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Rendered {
    pub turn: Turn,
    /// For a car, when the turn is answered: the answer at a glance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub glance: Option<Glance>,
}

/// An answer for somebody who drives.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Glance {
    #[schema(examples("가까운 주유소 세 곳이에요."))]
    pub line: String,
    /// At most three large things to press.
    pub choices: Vec<Choice>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Choice {
    pub label: String,
    /// What `Button.Pressed` calls it.
    pub press: u32,
}

impl Glance {
    fn of(turn: &domain::Turn, kind: TouchpointKind) -> Option<Self> {
        let domain::TurnStatus::Answered(answer) = &turn.status else { return None };
        let Screen::Glance(glance) = hub::render(answer, kind, turn.language).screen else { return None };
        let choice = |choice: hub::Choice| Choice { label: choice.label, press: choice.press };
        Some(Self { line: glance.line, choices: glance.choices.into_iter().map(choice).collect() })
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Sentence {
    #[schema(value_type = String, format = "uuid")]
    pub turn: Id<TurnId>,
    /// Counted from 0.
    pub sentence: u32,
    pub text: String,
    /// Samples a second.
    #[schema(examples(24000))]
    pub rate: u32,
    /// The turn's last sentence.
    pub last: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct OfTurn {
    #[schema(value_type = String, format = "uuid")]
    pub turn: Id<TurnId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Ringing {
    pub alert: Alert,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct OfAlert {
    #[schema(value_type = String, format = "uuid")]
    pub alert: Id<AlertId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Alerts {
    pub alerts: Vec<Alert>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Failure {
    /// The event it is about, when that could be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = "uuid")]
    pub event: Option<Id<EventId>>,
    /// The stable name in the catalogue, `docs/errors.md`.
    pub code: String,
    pub message: InBoth,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl Failure {
    pub fn new(event: Option<EventId>, problem: &domain::Problem) -> Self {
        let Problem { code, message, detail } = problem.into();
        Self { event: event.map(Id), code, message, detail }
    }
}

impl Instruction {
    /// The text message of an instruction for a touchpoint of this kind; none for audio, which goes down in a binary message.
    pub fn from_hub(instruction: &hub::Instruction, kind: TouchpointKind, key: &PictureKey) -> Option<Self> {
        use hub::Instruction as Hub;
        Some(match instruction {
            Hub::Synchronized(start) => Self::Synchronized(Synchronized {
                person: (&start.person).into(),
                touchpoint: Id(start.touchpoint),
                conversations: start.conversations.iter().map(|chat| Chat::of(chat, key)).collect(),
                alerts: start.alerts.iter().map(Alert::from).collect(),
                suggestions: start.suggestions.clone(),
            }),
            Hub::Accepted { event, turn } => {
                Self::Accepted(Accepted { event: Id(*event), turn: Turn::of(turn, key) })
            }
            Hub::Recognized { event, text, stable, last } => Self::Recognized(Recognized {
                event: Id(*event),
                text: text.clone(),
                stable: *stable,
                last: *last,
            }),
            Hub::StopCapture { event, reason } => {
                Self::StopCapture(Enough { event: Id(*event), reason: (*reason).into() })
            }
            Hub::ExpectSpeech { conversation } => {
                Self::ExpectSpeech(OfConversation { conversation: Id(*conversation) })
            }
            Hub::RenderTurn { turn } => {
                Self::RenderTurn(Rendered { turn: Turn::of(turn, key), glance: Glance::of(turn, kind) })
            }
            Hub::Speak { turn, sentence, text, rate, last } => Self::Speak(Sentence {
                turn: Id(*turn),
                sentence: *sentence,
                text: text.clone(),
                rate: *rate,
                last: *last,
            }),
            Hub::Audio { .. } => return None,
            Hub::StopSpeaking { turn } => Self::StopSpeaking(OfTurn { turn: Id(*turn) }),
            Hub::AlertStart { alert } => Self::AlertStart(Ringing { alert: alert.as_ref().into() }),
            Hub::AlertStop { alert } => Self::AlertStop(OfAlert { alert: Id(*alert) }),
            Hub::AlertsChanged { alerts } => {
                Self::AlertsChanged(Alerts { alerts: alerts.iter().map(Alert::from).collect() })
            }
            Hub::Failed { event, problem } => Self::Error(Failure::new(*event, problem)),
        })
    }
}
