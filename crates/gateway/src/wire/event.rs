//! Events: what goes up.

use domain::{AlertId, Code, ConversationId, EventId, PictureId, Problem, TurnId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{Hello, Id, Language, read_json};

/// One message up: a kind, its own id, what is true at the touchpoint right now, and a body.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct EventMessage {
    /// Chosen by the client: the key that makes a retry safe.
    #[schema(value_type = String, format = "uuid")]
    pub id: Id<EventId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    #[serde(flatten)]
    pub event: EventBody,
}

/// What happened at the touchpoint.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(tag = "type", content = "body")]
pub enum EventBody {
    /// The first message of a connection: who is there, and up to which place it knows each conversation.
    #[serde(rename = "System.Synchronize")]
    Synchronize(Hello),
    /// Typed text.
    #[serde(rename = "Recognizer.Text")]
    Text(Words),
    /// A photo that was kept, and what was written with it.
    #[serde(rename = "Recognizer.Picture")]
    Picture(PictureSent),
    /// A button, a line of a list or a quick reply was pressed: what it says counts as typed.
    #[serde(rename = "Button.Pressed")]
    ButtonPressed(Pressed),
    /// The microphone opened; binary messages with 16 kHz 16-bit mono samples follow.
    #[serde(rename = "Recognizer.Speech")]
    SpeechBegan(SpeechBegan),
    /// The microphone closed: recognise and answer.
    #[serde(rename = "Recognizer.Finished")]
    SpeechFinished(SpeechReference),
    /// The microphone closed: forget it.
    #[serde(rename = "Recognizer.Canceled")]
    SpeechCanceled(SpeechReference),
    /// The client began the voice of a turn.
    #[serde(rename = "Synthesizer.Started")]
    VoiceStarted(TurnReference),
    /// The client has played all of it.
    #[serde(rename = "Synthesizer.Finished")]
    VoiceFinished(TurnReference),
    /// The client cut it off: no more of it is made.
    #[serde(rename = "Synthesizer.Stopped")]
    VoiceStopped(TurnReference),
    /// A ringing alert was stopped, or a waiting one taken back.
    #[serde(rename = "Alert.Stopped")]
    AlertStopped(AlertReference),
    /// A card of a carousel was opened, or it was said what the person thinks of its item.
    #[serde(rename = "Item.Tapped")]
    ItemTapped(Tapped),
}

/// What is true at the touchpoint right now; kept until the next event that carries it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct State {
    /// Answers to typed text are read aloud as well.
    pub read_aloud: bool,
    /// Nothing is read aloud.
    pub muted: bool,
}

/// Text for a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Words {
    #[schema(value_type = String, format = "uuid")]
    pub conversation: Id<ConversationId>,
    #[schema(min_length = 1, max_length = 1000)]
    pub text: String,
}

/// Something that was pressed. Without `turn` and `press` only its text counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Pressed {
    #[schema(value_type = String, format = "uuid")]
    pub conversation: Id<ConversationId>,
    /// What it says.
    #[schema(min_length = 1, max_length = 1000)]
    pub text: String,
    /// The turn whose answer shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = "uuid")]
    pub turn: Option<Id<TurnId>>,
    /// What the answer calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub press: Option<u32>,
}

/// A photo for a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PictureSent {
    #[schema(value_type = String, format = "uuid")]
    pub conversation: Id<ConversationId>,
    /// What `POST /v1/pictures` gave.
    #[schema(value_type = String, format = "uuid")]
    pub picture: Id<PictureId>,
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub text: String,
}

/// Where speech is meant for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SpeechBegan {
    #[schema(value_type = String, format = "uuid")]
    pub conversation: Id<ConversationId>,
    /// The language spoken; without it the server decides between Korean and English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

/// The speech that this event began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SpeechReference {
    #[schema(value_type = String, format = "uuid")]
    pub event: Id<EventId>,
}

/// The turn whose voice it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TurnReference {
    #[schema(value_type = String, format = "uuid")]
    pub turn: Id<TurnId>,
}

/// The alert it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AlertReference {
    #[schema(value_type = String, format = "uuid")]
    pub alert: Id<AlertId>,
}

/// A card, and what was done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Tapped {
    #[schema(value_type = String, format = "uuid")]
    pub turn: Id<TurnId>,
    /// The place of the carousel among the bubbles of the answer, from 0.
    pub bubble: u32,
    /// The place of the card in the carousel, from 0.
    pub card: u32,
    pub kind: Tap,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Tap {
    /// Opened.
    View,
    Like,
    /// Not interested.
    Dismiss,
    /// Neither liked nor dismissed any more.
    Undo,
}

/// A message up, read.
#[derive(Clone, Debug, PartialEq)]
pub enum Received {
    Synchronize(EventId, Box<hub::Hello>, Option<hub::State>),
    Event(hub::Event),
}

/// A message up that cannot be read, and the event it was, as far as that can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    pub event: Option<EventId>,
    pub problem: Problem,
}

/// Reads one text message.
pub fn read_event(message: &str) -> Result<Received, Unreadable> {
    let unreadable = |event| move |problem| Unreadable { event, problem };
    let value: Value = serde_json::from_str(message)
        .map_err(|error| Problem::new(Code::BadRequest, error.to_string()))
        .map_err(unreadable(None))?;
    let event = value["id"].as_str().and_then(|id| id.parse().ok());
    let envelope: Envelope = read_json(value).map_err(unreadable(event))?;
    receive(envelope).map_err(unreadable(event))
}

/// The parts that every message up has.
#[derive(Deserialize)]
struct Envelope {
    #[serde(rename = "type")]
    kind: String,
    id: Id<EventId>,
    #[serde(default)]
    state: Option<State>,
    #[serde(default)]
    body: Value,
}

fn receive(envelope: Envelope) -> Result<Received, Problem> {
    let Envelope { kind, id, state, body } = envelope;
    let state = state.map(hub::State::from);
    let body = match kind.as_str() {
        "System.Synchronize" => {
            let hello = read_body::<Hello>(body)?;
            return Ok(Received::Synchronize(id.0, Box::new(hello.into()), state));
        }
        "Recognizer.Text" => {
            let Words { conversation, text } = read_body(body)?;
            hub::EventBody::Text { conversation: conversation.0, text }
        }
        "Recognizer.Picture" => {
            let PictureSent { conversation, picture, text } = read_body(body)?;
            hub::EventBody::Picture { conversation: conversation.0, picture: picture.0, text }
        }
        "Button.Pressed" => {
            let Pressed { conversation, text, turn, press } = read_body(body)?;
            let press = turn.zip(press).map(|(turn, number)| domain::Press { turn: turn.0, number });
            hub::EventBody::ButtonPressed { conversation: conversation.0, text, press }
        }
        "Recognizer.Speech" => {
            let SpeechBegan { conversation, language } = read_body(body)?;
            hub::EventBody::SpeechBegan { conversation: conversation.0, language: language.map(Into::into) }
        }
        "Recognizer.Finished" => {
            hub::EventBody::SpeechFinished { event: read_body::<SpeechReference>(body)?.event.0 }
        }
        "Recognizer.Canceled" => {
            hub::EventBody::SpeechCanceled { event: read_body::<SpeechReference>(body)?.event.0 }
        }
        "Synthesizer.Started" => {
            hub::EventBody::VoiceStarted { turn: read_body::<TurnReference>(body)?.turn.0 }
        }
        "Synthesizer.Finished" => {
            hub::EventBody::VoiceFinished { turn: read_body::<TurnReference>(body)?.turn.0 }
        }
        "Synthesizer.Stopped" => {
            hub::EventBody::VoiceStopped { turn: read_body::<TurnReference>(body)?.turn.0 }
        }
        "Alert.Stopped" => hub::EventBody::AlertStopped { alert: read_body::<AlertReference>(body)?.alert.0 },
        "Item.Tapped" => hub::EventBody::ItemTapped(read_body::<Tapped>(body)?.into()),
        unknown => return Err(Problem::new(Code::UnknownMessage, format!("type: {:?}", clip(unknown)))),
    };
    Ok(Received::Event(hub::Event { id: id.0, state, body }))
}

fn read_body<T: DeserializeOwned>(body: Value) -> Result<T, Problem> {
    /// Puts `body` in front of the field in an error.
    #[derive(Deserialize)]
    struct Whole<T> {
        body: T,
    }
    let whole = Value::Object([("body".to_owned(), body)].into_iter().collect());
    read_json::<Whole<T>, _>(whole).map(|whole| whole.body)
}

/// What is sent back of a name we do not know: enough to recognise it.
fn clip(name: &str) -> String {
    name.chars().take(64).collect()
}

impl From<State> for hub::State {
    fn from(state: State) -> Self {
        Self { read_aloud: state.read_aloud, muted: state.muted }
    }
}

impl From<Tapped> for hub::Tapped {
    fn from(tapped: Tapped) -> Self {
        let kind = match tapped.kind {
            Tap::View => hub::Tap::View,
            Tap::Like => hub::Tap::Like,
            Tap::Dismiss => hub::Tap::Dismiss,
            Tap::Undo => hub::Tap::Undo,
        };
        Self { turn: tapped.turn.0, bubble: tapped.bubble as usize, card: tapped.card as usize, kind }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "00000000-0000-0000-0000-000000000007";

    /// Reads a message with this type and body.
    fn read(kind: &str, body: &str) -> Result<Received, Unreadable> {
        read_event(&format!(r#"{{"type": "{kind}", "id": "{ID}", "body": {body}}}"#))
    }

    #[test]
    fn every_type_becomes_its_event() {
        let (conversation, turn) = (ConversationId::fixed(7), TurnId::fixed(7));
        let (event, alert) = (EventId::fixed(7), AlertId::fixed(7));
        let words = format!(r#"{{"conversation": "{ID}", "text": "안녕"}}"#);
        let text = "안녕".to_owned();
        let check = |kind: &str, body: &str, expected: hub::EventBody| {
            let expected = hub::Event { id: event, state: None, body: expected };
            assert_eq!(read(kind, body), Ok(Received::Event(expected)), "{kind}");
        };
        check("Recognizer.Text", &words, hub::EventBody::Text { conversation, text: text.clone() });
        check("Button.Pressed", &words, hub::EventBody::ButtonPressed { conversation, text, press: None });
        let picture = PictureId::fixed(7);
        let sent = format!(r#"{{"conversation": "{ID}", "picture": "{ID}"}}"#);
        check(
            "Recognizer.Picture",
            &sent,
            hub::EventBody::Picture { conversation, picture, text: String::new() },
        );
        check("Recognizer.Speech", &words, hub::EventBody::SpeechBegan { conversation, language: None });
        check(
            "Recognizer.Speech",
            &format!(r#"{{"conversation": "{ID}", "language": "en"}}"#),
            hub::EventBody::SpeechBegan { conversation, language: Some(domain::Language::English) },
        );
        let speech = format!(r#"{{"event": "{ID}", "fromTheFuture": 1}}"#);
        check("Recognizer.Finished", &speech, hub::EventBody::SpeechFinished { event });
        check("Recognizer.Canceled", &speech, hub::EventBody::SpeechCanceled { event });
        let voice = format!(r#"{{"turn": "{ID}"}}"#);
        check("Synthesizer.Started", &voice, hub::EventBody::VoiceStarted { turn });
        check("Synthesizer.Finished", &voice, hub::EventBody::VoiceFinished { turn });
        check("Synthesizer.Stopped", &voice, hub::EventBody::VoiceStopped { turn });
        let tapped = format!(r#"{{"turn": "{ID}", "bubble": 1, "card": 2, "kind": "dismiss"}}"#);
        let (bubble, card, kind) = (1, 2, hub::Tap::Dismiss);
        check("Item.Tapped", &tapped, hub::EventBody::ItemTapped(hub::Tapped { turn, bubble, card, kind }));
        check("Alert.Stopped", &format!(r#"{{"alert": "{ID}"}}"#), hub::EventBody::AlertStopped { alert });
    }

    #[test]
    fn a_message_that_cannot_be_read_says_why() {
        let check = |message: String, known: bool, code: Code, detail: &str| {
            let Unreadable { event, problem } = read_event(&message).expect_err(&message);
            assert_eq!((event.is_some(), problem.code), (known, code), "{message}");
            let got = problem.detail.expect("every reading problem has a detail");
            assert!(got.contains(detail), "{message}: {got}");
        };
        let whole = |rest: &str| format!(r#"{{"id": "{ID}", {rest}}}"#);
        check("{".into(), false, Code::BadRequest, "EOF");
        check("[]".into(), false, Code::BadRequest, "invalid length");
        check("3".into(), false, Code::BadRequest, "invalid type");
        check("[".repeat(10_000), false, Code::BadRequest, "recursion limit");
        check(r#"{"type": "Recognizer.Text"}"#.into(), false, Code::BadRequest, "id");
        check(
            r#"{"type": "Recognizer.Text", "id": "x"}"#.into(),
            false,
            Code::BadRequest,
            "id: expected a UUID",
        );
        check(whole(r#""type": 4"#), true, Code::BadRequest, "type: invalid type");
        check(
            whole(r#""type": "Recognizer.Sing", "body": {}"#),
            true,
            Code::UnknownMessage,
            "Recognizer.Sing",
        );
        check(whole(r#""type": "Recognizer.Text""#), true, Code::BadRequest, "body");
        check(whole(r#""type": "Recognizer.Text", "body": {}"#), true, Code::BadRequest, "conversation");
        let tapped = format!(
            r#""type": "Item.Tapped", "body": {{"turn": "{ID}", "bubble": -1, "card": 0, "kind": "like"}}"#
        );
        check(whole(&tapped), true, Code::BadRequest, "body.bubble: invalid value");
        let number = format!(r#""type": "Recognizer.Text", "body": {{"conversation": "{ID}", "text": 3}}"#);
        check(whole(&number), true, Code::BadRequest, "body.text: invalid type");
        let state = r#""type": "Recognizer.Text", "state": {"muted": "yes"}, "body": {}"#;
        check(whole(state), true, Code::BadRequest, "state.muted");
    }
}
