//! The touchpoint protocol's three kinds of message, as types: events come up, instructions go down, and a state is
//! attached to what comes up. `gateway` owns their wire form (`docs/protocol.md`).

use std::sync::Arc;

use domain::{
    Alert, AlertId, Bot, Capabilities, Conversation, ConversationId, EventId, Language, Person, PictureId,
    Press, Problem, TouchpointId, TouchpointKind, Turn, TurnId,
};
use speech::EndReason;

/// What a touchpoint says of itself when it connects.
#[derive(Clone, Debug, PartialEq)]
pub struct Hello {
    /// Chosen by the client once and kept; a reconnect uses the same.
    pub touchpoint: TouchpointId,
    pub kind: TouchpointKind,
    pub name: String,
    pub language: Language,
    pub time_zone: Option<String>,
    pub capabilities: Capabilities,
    /// The last place the client has seen in each conversation it knows; everything after it is sent again.
    pub seen: Vec<(ConversationId, i64)>,
}

/// What is true at the touchpoint right now; attached to any event, kept until the next one that carries it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Answers to typed text are read aloud as well; answers to speech always are, unless `muted`.
    pub read_aloud: bool,
    pub muted: bool,
}

/// Up.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Chosen by the client: the key that makes a retry safe.
    pub id: EventId,
    pub state: Option<State>,
    pub body: EventBody,
}

#[derive(Clone, Debug, PartialEq)]
pub enum EventBody {
    /// Typed text.
    Text {
        conversation: ConversationId,
        text: String,
    },
    /// A photo that is kept, and what was written with it: perhaps nothing.
    Picture {
        conversation: ConversationId,
        picture: PictureId,
        text: String,
    },
    /// A button, a line of a list or a quick reply was pressed: what it says counts as typed.
    ButtonPressed {
        conversation: ConversationId,
        text: String,
        /// What was pressed; none: nothing that an answer shows.
        press: Option<Press>,
    },
    /// The microphone opened; audio follows. Stops the voice that is speaking.
    SpeechBegan {
        conversation: ConversationId,
        language: Option<Language>,
    },
    /// The microphone closed: recognise and answer. `event` is the id of the `SpeechBegan`.
    SpeechFinished {
        event: EventId,
    },
    /// The microphone closed and nothing is to be done.
    SpeechCanceled {
        event: EventId,
    },
    /// The client began, ended or cut off the voice of a turn.
    VoiceStarted {
        turn: TurnId,
    },
    VoiceFinished {
        turn: TurnId,
    },
    VoiceStopped {
        turn: TurnId,
    },
    /// The person stopped a ringing alert, or took back a waiting one.
    AlertStopped {
        alert: AlertId,
    },
    /// The person opened a card of a carousel, or said what they think of its item.
    ItemTapped(Tapped),
}

/// A card, and what was done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tapped {
    pub turn: TurnId,
    /// The place of the carousel among the bubbles, from 0.
    pub bubble: usize,
    /// The place of the card in the carousel, from 0.
    pub card: usize,
    pub kind: Tap,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tap {
    View,
    Like,
    Dismiss,
    /// Neither liked nor dismissed any more.
    Undo,
}

/// Down.
#[derive(Clone, Debug, PartialEq)]
pub enum Instruction {
    /// The first instruction of a connection: everything the client needs to draw itself.
    Synchronized(Box<Synchronized>),
    /// The event is written down as this turn (whose answer may still be missing).
    Accepted { event: EventId, turn: Box<Turn> },
    /// Partial or final words of the speech that `event` began. The first `stable` characters never change again.
    Recognized { event: EventId, text: String, stable: usize, last: bool },
    /// Enough was heard, for this reason: the client may close the microphone.
    StopCapture { event: EventId, reason: EndReason },
    /// The assistant asked something: a hands-free client may open the microphone.
    ExpectSpeech { conversation: ConversationId },
    /// A turn is new or has changed; the client keeps one copy per id, ordered by `sequence`.
    RenderTurn { turn: Box<Turn> },
    /// The voice begins to say `text`, one sentence of the turn's answer; its samples follow in [`Self::Audio`].
    Speak { turn: TurnId, sentence: u32, text: String, rate: u32, last: bool },
    /// 16-bit mono samples of that sentence; none at all when the sentence is complete.
    Audio { turn: TurnId, sentence: u32, samples: Arc<[i16]> },
    /// Be silent now.
    StopSpeaking { turn: TurnId },
    /// Rings until `AlertStop` or an `AlertStopped` event.
    AlertStart { alert: Box<Alert> },
    /// Rings no more: somebody stopped it, here or elsewhere.
    AlertStop { alert: AlertId },
    /// The person's pending and ringing alerts have changed.
    AlertsChanged { alerts: Vec<Alert> },
    /// An event could not be handled; nothing else is disturbed.
    Failed { event: Option<EventId>, problem: Problem },
}

/// A connection's starting point.
#[derive(Clone, Debug, PartialEq)]
pub struct Synchronized {
    pub person: Person,
    pub touchpoint: TouchpointId,
    pub conversations: Vec<Chat>,
    pub alerts: Vec<Alert>,
    /// What the person may want to ask, the likeliest first.
    pub suggestions: Vec<String>,
}

/// One line of the chat list.
#[derive(Clone, Debug, PartialEq)]
pub struct Chat {
    pub conversation: Conversation,
    pub bot: Bot,
    /// The turns the client has not seen, in order; for a new client the newest ones.
    pub turns: Vec<Turn>,
    /// Older turns exist before the first of `turns`.
    pub more_before: bool,
}
