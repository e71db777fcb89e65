//! One utterance and its answer.

use jiff::Timestamp;

use crate::{
    Answer, ConversationId, EventId, Language, PictureId, Press, Problem, Told, TouchpointId, TurnId,
};

/// Written down when it is received, before anything is acknowledged; completed when it is answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    pub id: TurnId,
    pub conversation: ConversationId,
    /// Position in the conversation, from 1, without gaps; the order everybody sees.
    pub sequence: i64,
    /// The client's key: a retry with the same key finds this turn instead of making another.
    pub event: EventId,
    pub touchpoint: Option<TouchpointId>,
    pub input: Input,
    pub language: Language,
    pub status: TurnStatus,
    pub received_at: Timestamp,
    pub answered_at: Option<Timestamp>,
    /// Why the answer is what it is, in dialogue's own form; shown by the console.
    pub trace: Option<String>,
}

/// What came in.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// Typed.
    Text(String),
    /// Something was pressed in an answer, which says this.
    Press { text: String, press: Press },
    /// Said, and recognised.
    Speech(Heard),
    /// A photo, and what was written with it: perhaps nothing.
    Picture { picture: PictureId, text: String },
    /// Nothing was said: the assistant speaks first (an alarm that rang unheard).
    Notice,
    /// Nothing was said: a bot speaks first.
    Told(Told),
}

impl Input {
    /// The words, whichever way they came.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Press { text, .. } | Self::Picture { text, .. } => text,
            Self::Speech(heard) => &heard.text,
            Self::Notice | Self::Told(_) => "",
        }
    }

    /// The photo that came with the words.
    pub fn picture(&self) -> Option<PictureId> {
        match self {
            Self::Picture { picture, .. } => Some(*picture),
            Self::Text(_) | Self::Press { .. } | Self::Speech(_) | Self::Notice | Self::Told(_) => None,
        }
    }

    /// What was pressed.
    pub fn press(&self) -> Option<Press> {
        match self {
            Self::Press { press, .. } => Some(*press),
            Self::Text(_) | Self::Picture { .. } | Self::Speech(_) | Self::Notice | Self::Told(_) => None,
        }
    }
}

/// Recognised speech.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    pub text: String,
    /// Length of the audio in milliseconds.
    pub audio_ms: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TurnStatus {
    /// Written down, not yet answered. After a restart these are answered first.
    Received,
    Answered(Answer),
    /// Nothing more will come; the person was told.
    Failed(Problem),
}
