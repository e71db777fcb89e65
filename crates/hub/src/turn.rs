//! A turn arrives: it is checked, written down, acknowledged, shown to the person's other touchpoints, and handed to
//! its conversation's lane.

use std::sync::Arc;

use domain::{
    Answer, Code, ConversationId, EventId, Heard, Input, Language, PersonId, PictureId, Press, Problem,
    TouchpointId, Turn, TurnStatus,
};
use store::NewTurn;
use tokio::sync::oneshot;
use unicode_normalization::UnicodeNormalization;

use crate::admission::Caller;
use crate::hub::Core;
use crate::lane::Asker;
use crate::link::Connection;
use crate::problem::told;
use crate::strand::{Line, Strand};
use crate::{Hub, Instruction};

/// One utterance of a client that keeps no connection.
#[derive(Clone, Debug, PartialEq)]
pub struct TurnRequest {
    /// Chosen by the client: a retry with the same key gets the same turn.
    pub event: EventId,
    pub utterance: Utterance,
    /// None: the language of the words, else the person's.
    pub language: Option<Language>,
    pub touchpoint: Option<TouchpointId>,
    /// None: the conversation with the assistant.
    pub conversation: Option<ConversationId>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Utterance {
    Text(String),
    /// A photo that is kept, and what is said with it.
    Picture {
        picture: PictureId,
        text: String,
    },
    /// Something that was pressed in an answer.
    Pressed {
        text: String,
        press: Press,
    },
    /// 16 kHz mono samples from -1 to 1.
    Audio(Vec<f32>),
}

impl Hub {
    /// Takes a turn and waits for its answer.
    pub async fn take_turn(&self, person: PersonId, request: TurnRequest) -> Result<Turn, Problem> {
        self.take(person, request, None).await
    }

    /// The same for a client that keeps the conversation itself and tells with every turn what was said before. What
    /// the person's other windows are in the middle of is neither known to it nor changed by it.
    pub async fn take_turn_after(
        &self,
        person: PersonId,
        request: TurnRequest,
        earlier: &[Line],
    ) -> Result<Turn, Problem> {
        self.take(person, request, Some(Strand::of(person, earlier))).await
    }

    async fn take(
        &self,
        person: PersonId,
        request: TurnRequest,
        strand: Option<Strand>,
    ) -> Result<Turn, Problem> {
        let core = &self.core;
        core.refuse_when_stopping()?;
        let known = core.person(person).await?;
        let conversation = match request.conversation {
            Some(id) => id,
            None => core.assistant_chat(person).await?.id,
        };
        if let Some(id) = request.touchpoint {
            let touchpoint = core.store.touchpoint(id).await.map_err(told)?;
            touchpoint
                .filter(|t| t.person == person)
                .ok_or_else(|| Problem::new(Code::NotFound, "touchpoint"))?;
        }
        let (input, heard_language) =
            core.input_of(&Caller::talking(person), request.utterance, request.language).await?;
        let language = request.language.or(heard_language).or_else(|| Language::of(input.text()));
        let (sender, answered) = oneshot::channel();
        let arrival = Arrival {
            conversation,
            event: request.event,
            touchpoint: request.touchpoint,
            input,
            language: language.unwrap_or(known.language),
            asker: Asker::waiting(sender).along(strand),
        };
        let turn = core.admit(person, arrival).await?;
        if turn.status != TurnStatus::Received {
            return Ok(turn);
        }
        // Without an answer the sender was dropped: the server stops, and the next start takes the turn up.
        answered.await.unwrap_or_else(|_| Err(Code::ShuttingDown.into()))
    }
}

/// A turn on its way in.
pub(crate) struct Arrival {
    pub conversation: ConversationId,
    pub event: EventId,
    pub touchpoint: Option<TouchpointId>,
    pub input: Input,
    pub language: Language,
    pub asker: Asker,
}

impl Arrival {
    pub fn typed(from: &Arc<Connection>, conversation: ConversationId, event: EventId, text: String) -> Self {
        Self::from(from, conversation, event, Input::Text(text), from.language)
    }

    pub fn pressed(
        from: &Arc<Connection>,
        conversation: ConversationId,
        event: EventId,
        text: String,
        press: Press,
    ) -> Self {
        Self::from(from, conversation, event, Input::Press { text, press }, from.language)
    }

    pub fn shown(
        from: &Arc<Connection>,
        conversation: ConversationId,
        event: EventId,
        picture: PictureId,
        text: String,
    ) -> Self {
        Self::from(from, conversation, event, Input::Picture { picture, text }, from.language)
    }

    pub fn said(
        from: &Arc<Connection>,
        conversation: ConversationId,
        event: EventId,
        heard: Heard,
        language: Language,
    ) -> Self {
        Self::from(from, conversation, event, Input::Speech(heard), language)
    }

    fn from(
        from: &Arc<Connection>,
        conversation: ConversationId,
        event: EventId,
        input: Input,
        language: Language,
    ) -> Self {
        let asker = Asker::connected(from.clone());
        Self { conversation, event, touchpoint: Some(from.touchpoint), input, language, asker }
    }
}

impl Core {
    /// Writes the turn down and acknowledges it. From then on it is answered whatever becomes of its sender, so this
    /// runs to its end even when the caller has gone.
    pub async fn admit(self: &Arc<Self>, person: PersonId, arrival: Arrival) -> Result<Turn, Problem> {
        self.refuse_when_stopping()?;
        let core = self.clone();
        let admitted = self.tasks.spawn(async move { core.admit_to_the_end(person, arrival).await });
        admitted.await.unwrap_or_else(|panic| {
            tracing::error!(%panic, "a turn could not be admitted");
            Err(Code::Internal.into())
        })
    }

    async fn admit_to_the_end(self: &Arc<Self>, person: PersonId, arrival: Arrival) -> Result<Turn, Problem> {
        let Arrival { conversation, event, touchpoint, input, language, asker } = arrival;
        let input = self.checked(input)?;
        if let Some(picture) = input.picture() {
            // Nobody talks about what another has sent.
            Hub { core: self.clone() }.picture(person, picture).await?;
        }
        self.conversation_of(person, conversation).await?;
        let input = self.said_by_press(conversation, input).await?;
        let lane = self.lanes.lane(conversation);
        // Nobody answers the turn before it is acknowledged: the lane's door is shut until then.
        let door = lane.shut().await;
        let id = self.ids.next();
        let received_at = self.clock.now();
        let new = NewTurn { id, conversation, event, touchpoint, input, language, received_at };
        let received = self.store.receive_turn(&new).await.map_err(told)?;
        let turn = received.turn;
        if received.repeated && is_something_else(&turn.input, &new.input) {
            return Err(Code::EventReused.into());
        }
        tracing::info!(turn = %turn.id, %event, sequence = turn.sequence, repeated = received.repeated, "received");
        if let Some(connection) = &asker.connection {
            connection.tell(Instruction::Accepted { event, turn: Box::new(turn.clone()) });
        }
        if !received.repeated {
            let sender = asker.connection.as_ref().map(|connection| connection.number);
            self.bus.tell_others(person, sender, &Instruction::RenderTurn { turn: Box::new(turn.clone()) });
        }
        if turn.status != TurnStatus::Received {
            return Ok(turn);
        }
        self.lanes.await_answer(&turn, asker);
        drop(door);
        // A repeated turn may have got its answer just before somebody began to wait for it.
        let turn = self.store.turn(turn.id).await.map_err(told)?.unwrap_or(turn);
        if turn.status == TurnStatus::Received {
            self.answer_lane(conversation, &lane);
        } else {
            self.lanes.take_askers(&turn);
        }
        Ok(turn)
    }

    /// What was pressed decides what is said, not whoever sends it; and only what this conversation shows can be pressed.
    async fn said_by_press(&self, conversation: ConversationId, input: Input) -> Result<Input, Problem> {
        let Some(press) = input.press() else { return Ok(input) };
        let unknown = || Problem::new(Code::NotFound, "press");
        let shown = self.shown_by(press).await?.filter(|(shown_in, _)| *shown_in == conversation);
        let (_, answer) = shown.ok_or_else(unknown)?;
        let says = answer.pressed(press.number).and_then(|pressed| pressed.says()).ok_or_else(unknown)?;
        Ok(Input::Press { text: self.checked_text(says)?, press })
    }

    /// The answer that shows what was pressed, and where it was given.
    pub async fn shown_by(&self, press: Press) -> Result<Option<(ConversationId, Answer)>, Problem> {
        let turn = self.store.turn(press.turn).await.map_err(told)?;
        Ok(turn.and_then(|turn| match turn.status {
            TurnStatus::Answered(answer) => Some((turn.conversation, answer)),
            TurnStatus::Received | TurnStatus::Failed(_) => None,
        }))
    }

    /// Composed Hangul, without the space around it, within the limit.
    fn checked(&self, input: Input) -> Result<Input, Problem> {
        Ok(match input {
            Input::Text(text) => Input::Text(self.checked_text(&text)?),
            Input::Press { text, press } => Input::Press { text: self.checked_text(&text)?, press },
            // A photo says something without words.
            Input::Picture { picture, text } if text.trim().is_empty() => {
                Input::Picture { picture, text: String::new() }
            }
            Input::Picture { picture, text } => Input::Picture { picture, text: self.checked_text(&text)? },
            Input::Speech(heard) => Input::Speech(Heard { text: self.checked_text(&heard.text)?, ..heard }),
            Input::Notice | Input::Told(_) => input,
        })
    }

    pub fn checked_text(&self, text: &str) -> Result<String, Problem> {
        Self::text_within(text, self.limits.text_characters)
    }

    pub fn text_within(text: &str, limit: usize) -> Result<String, Problem> {
        // Composing never makes more than it was given, so the bound holds before the work is done.
        let text = text.trim();
        if text.len() > limit * 16 {
            return Err(too_long(limit));
        }
        let text: String = text.nfc().filter(|c| *c != '\0').collect();
        match text.chars().count() {
            0 => Err(Code::TextEmpty.into()),
            characters if characters > limit => Err(too_long(limit)),
            _ => Ok(text),
        }
    }

    async fn input_of(
        self: &Arc<Self>,
        caller: &Caller,
        utterance: Utterance,
        language: Option<Language>,
    ) -> Result<(Input, Option<Language>), Problem> {
        match utterance {
            Utterance::Text(text) => Ok((Input::Text(text), None)),
            Utterance::Picture { picture, text } => Ok((Input::Picture { picture, text }, None)),
            Utterance::Pressed { text, press } => Ok((Input::Press { text, press }, None)),
            Utterance::Audio(samples) => {
                let transcript = self.recognize(caller, samples, language, self.limits.audio_seconds).await?;
                if transcript.text.trim().is_empty() {
                    return Err(Code::AudioSilent.into());
                }
                let heard = Heard { text: transcript.text, audio_ms: transcript.audio_ms };
                Ok((Input::Speech(heard), Some(transcript.language)))
            }
        }
    }
}

/// The same audio may be heard a little differently the second time; the same text is the same.
fn is_something_else(first: &Input, second: &Input) -> bool {
    match (first, second) {
        (Input::Text(first), Input::Text(second)) => first != second,
        (Input::Picture { .. }, Input::Picture { .. }) | (Input::Press { .. }, Input::Press { .. }) => {
            first != second
        }
        (Input::Speech(_), Input::Speech(_)) => false,
        _ => true,
    }
}

fn too_long(limit: usize) -> Problem {
    Problem::new(Code::TextTooLong, format!("at most {limit} characters"))
}
