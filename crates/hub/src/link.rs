//! One connected touchpoint: events come up through a [`Link`], [`Instructions`] go down.
//!
//! Two queues go down. Words overtake sound, so that "be silent" never waits behind the audio it is about. A
//! touchpoint that lets the words pile up is disconnected; sound waits for its reader instead, and only the voice that
//! makes it waits along.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use domain::{
    AlertState, Code, Language, Person, PersonId, Problem, Touchpoint, TouchpointId, TouchpointKind, TurnId,
};
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;
use tokio_util::sync::CancellationToken;

use crate::hub::Core;
use crate::listen::Listening;
use crate::problem::told;
use crate::turn::Arrival;
use crate::{Event, EventBody, Hello, Hub, Instruction, State, Synchronized};

/// Pieces of sound that may wait for a touchpoint; each is at most a second long.
const WAITING_SOUND: usize = 8;

/// An empty chat suggests so many questions.
const MOST_SUGGESTED: usize = 6;

/// A touchpoint's name is cut to so many characters.
const NAME_CHARACTERS: usize = 100;

impl Hub {
    /// Connects a touchpoint of the person. The first instruction is [`Instruction::Synchronized`]; from then on the
    /// touchpoint is kept current until the link is dropped.
    pub async fn connect(&self, person: PersonId, hello: Hello) -> Result<(Link, Instructions), Problem> {
        let core = &self.core;
        core.refuse_when_stopping()?;
        let person = core.person(person).await?;
        let person = core.follow_time_zone(person, hello.time_zone.as_deref()).await;
        core.remember_touchpoint(&person, &hello).await?;
        let (connection, mut instructions) = Connection::open(core, &person, &hello);
        // It joins before history is read: what happens in between arrives twice rather than never.
        core.bus.join(connection.clone());
        let link = Link { core: core.clone(), connection };
        let conversations = core.chats(person.id, &hello.seen).await?;
        core.shown.give(&conversations);
        let alerts = core.store.open_alerts(person.id).await.map_err(told)?;
        let ringing: Vec<_> =
            alerts.iter().filter(|alert| alert.state == AlertState::Ringing).cloned().collect();
        let suggestions = core.suggestions(person.id, hello.language, MOST_SUGGESTED).await;
        // They are a help, and not worth a refusal.
        let suggestions = suggestions.unwrap_or_default();
        let touchpoint = hello.touchpoint;
        let synchronized = Synchronized { person, touchpoint, conversations, alerts, suggestions };
        instructions.first.push_back(Instruction::Synchronized(Box::new(synchronized)));
        let ring = |alert| Instruction::AlertStart { alert: Box::new(alert) };
        instructions.first.extend(ringing.into_iter().map(ring));
        Ok((link, instructions))
    }
}

/// The way up. Dropping it disconnects the touchpoint.
pub struct Link {
    core: Arc<Core>,
    connection: Arc<Connection>,
}

impl Link {
    /// Takes an event. What goes wrong with it is told down the link. Await one before handing in the next: that is
    /// what keeps a touchpoint's events in order.
    pub async fn event(&self, event: Event) {
        let Event { id, state, body } = event;
        if let Some(state) = state {
            self.connection.change_state(state);
        }
        // The event of a speech is the one that began it: what fails later is told under that id.
        let about = match &body {
            EventBody::SpeechFinished { event } | EventBody::SpeechCanceled { event } => *event,
            _ => id,
        };
        if let Err(problem) = self.take(id, body).await {
            self.connection.tell(Instruction::Failed { event: Some(about), problem });
        }
    }

    /// Takes 16 kHz samples of the speech that began last; without one they are dropped.
    pub fn audio(&self, samples: &[i16]) {
        if let Some(listening) = self.connection.listening()
            && let Err(problem) = listening.hear(samples)
        {
            self.connection.tell(Instruction::Failed { event: Some(listening.event), problem });
        }
    }

    /// Returns when the hub has ended the connection: it did not read, or the server stops.
    pub async fn closed(&self) {
        self.connection.closed.cancelled().await;
    }

    async fn take(&self, id: domain::EventId, body: EventBody) -> Result<(), Problem> {
        let connection = &self.connection;
        match body {
            EventBody::Text { conversation, text }
            | EventBody::ButtonPressed { conversation, text, press: None } => {
                let arrival = Arrival::typed(connection, conversation, id, text);
                self.core.admit(connection.person, arrival).await.map(drop)
            }
            EventBody::ButtonPressed { conversation, text, press: Some(press) } => {
                let arrival = Arrival::pressed(connection, conversation, id, text, press);
                self.core.admit(connection.person, arrival).await.map(drop)
            }
            EventBody::Picture { conversation, picture, text } => {
                let arrival = Arrival::shown(connection, conversation, id, picture, text);
                self.core.admit(connection.person, arrival).await.map(drop)
            }
            EventBody::SpeechBegan { conversation, language } => {
                connection.hush();
                self.core.begin_listening(connection, conversation, id, language).await
            }
            EventBody::SpeechFinished { event } => connection.listening_to(event)?.finish(),
            EventBody::SpeechCanceled { event } => {
                connection.stop_listening(Some(event));
                Ok(())
            }
            EventBody::VoiceStarted { turn } => {
                tracing::debug!(%turn, touchpoint = %connection.touchpoint, "the voice is heard");
                Ok(())
            }
            EventBody::VoiceFinished { turn } | EventBody::VoiceStopped { turn } => {
                connection.voice_ended(turn);
                Ok(())
            }
            EventBody::AlertStopped { alert } => self.core.stop_alert(connection.person, alert).await,
            EventBody::ItemTapped(tapped) => self.core.tap(connection.person, tapped).await,
        }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.core.bus.leave(&self.connection);
        self.connection.close();
    }
}

/// The way down.
pub struct Instructions {
    /// What the touchpoint is told before anything else.
    first: VecDeque<Instruction>,
    words: mpsc::Receiver<Instruction>,
    sound: mpsc::Receiver<Sound>,
    closed: CancellationToken,
}

impl Instructions {
    /// The next instruction; `None` when the connection has ended. May be dropped and called again.
    pub async fn next(&mut self) -> Option<Instruction> {
        loop {
            if self.closed.is_cancelled() {
                return None;
            }
            if let Some(instruction) = self.first.pop_front() {
                return Some(instruction);
            }
            tokio::select! {
                biased;
                () = self.closed.cancelled() => return None,
                instruction = self.words.recv() => return instruction,
                Some(sound) = self.sound.recv() => {
                    // A voice that was silenced meanwhile is not to be heard any more.
                    if !sound.silenced.is_cancelled() {
                        return Some(sound.instruction);
                    }
                }
            }
        }
    }
}

/// An instruction that takes its turn behind the sound before it.
struct Sound {
    instruction: Instruction,
    silenced: CancellationToken,
}

/// What the hub knows of a connected touchpoint.
pub(crate) struct Connection {
    pub number: u64,
    pub person: PersonId,
    pub touchpoint: TouchpointId,
    /// Decides how it is answered.
    pub kind: TouchpointKind,
    pub language: Language,
    words: mpsc::Sender<Instruction>,
    sound: mpsc::Sender<Sound>,
    closed: CancellationToken,
    now: Mutex<Now>,
}

/// What is true of a connection at this moment.
#[derive(Default)]
struct Now {
    state: State,
    /// The turn whose answer is being said, and what silences it.
    speaking: Option<(TurnId, CancellationToken)>,
    listening: Option<Arc<Listening>>,
}

impl Connection {
    fn open(core: &Core, person: &Person, hello: &Hello) -> (Arc<Self>, Instructions) {
        let (words, words_down) = mpsc::channel(core.limits.waiting_instructions);
        let (sound, sound_down) = mpsc::channel(WAITING_SOUND);
        let closed = CancellationToken::new();
        let connection = Self {
            number: core.next_connection(),
            person: person.id,
            touchpoint: hello.touchpoint,
            kind: hello.kind,
            language: hello.language,
            words,
            sound,
            closed: closed.clone(),
            now: Mutex::default(),
        };
        let first = VecDeque::new();
        (Arc::new(connection), Instructions { first, words: words_down, sound: sound_down, closed })
    }

    /// Sends without waiting. A touchpoint whose queue is full has stopped reading and is disconnected; it catches up
    /// when it comes back.
    pub fn tell(&self, instruction: Instruction) {
        if let Err(TrySendError::Full(_)) = self.words.try_send(instruction)
            && !self.closed.is_cancelled()
        {
            tracing::warn!(touchpoint = %self.touchpoint, "disconnected: it has stopped reading");
            self.close();
        }
    }

    /// Sends behind the sound that waits; false when the voice was silenced or the touchpoint is gone.
    pub async fn tell_in_voice(&self, instruction: Instruction, silenced: &CancellationToken) -> bool {
        let sound = Sound { instruction, silenced: silenced.clone() };
        tokio::select! {
            biased;
            () = silenced.cancelled() => false,
            () = self.closed.cancelled() => false,
            sent = self.sound.send(sound) => sent.is_ok(),
        }
    }

    pub fn close(&self) {
        self.closed.cancel();
        let mut now = self.now();
        if let Some((_, silence)) = now.speaking.take() {
            silence.cancel();
        }
        if let Some(listening) = now.listening.take() {
            listening.abandon();
        }
    }

    pub fn is_closed(&self) -> bool {
        self.closed.is_cancelled()
    }

    pub fn state(&self) -> State {
        self.now().state.clone()
    }

    fn change_state(&self, state: State) {
        let muted = state.muted;
        self.now().state = state;
        if muted {
            self.hush();
        }
    }

    /// This turn's answer is going to be said; whatever was being said is stopped. Returns what silences it.
    pub fn begin_voice(&self, turn: TurnId) -> CancellationToken {
        self.hush();
        let silence = self.closed.child_token();
        self.now().speaking = Some((turn, silence.clone()));
        silence
    }

    /// Stops the voice, if there is one.
    pub fn hush(&self) {
        let speaking = self.now().speaking.take();
        if let Some((turn, silence)) = speaking {
            silence.cancel();
            self.tell(Instruction::StopSpeaking { turn });
        }
    }

    /// The touchpoint has said all of it, or wants no more.
    fn voice_ended(&self, turn: TurnId) {
        if let Some((_, silence)) = self.now().speaking.take_if(|(speaking, _)| *speaking == turn) {
            silence.cancel();
        }
    }

    /// Listens to this from now on; what was listened to before is dropped.
    pub fn listen_to(&self, listening: Arc<Listening>) {
        if let Some(before) = self.now().listening.replace(listening) {
            before.abandon();
        }
    }

    fn listening(&self) -> Option<Arc<Listening>> {
        self.now().listening.clone()
    }

    fn listening_to(&self, event: domain::EventId) -> Result<Arc<Listening>, Problem> {
        let listening = self.listening().filter(|listening| listening.event == event);
        listening.ok_or_else(|| Problem::new(Code::NotFound, "no speech has this event"))
    }

    /// Drops what is listened to: this event, or whichever.
    pub fn stop_listening(&self, event: Option<domain::EventId>) {
        let mut now = self.now();
        if let Some(listening) =
            now.listening.take_if(|listening| event.is_none_or(|event| event == listening.event))
        {
            listening.cancel();
        }
    }

    fn now(&self) -> std::sync::MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Core {
    /// A touchpoint knows best where the person is. Not being able to write that down stops nobody from talking.
    async fn follow_time_zone(&self, mut person: Person, time_zone: Option<&str>) -> Person {
        let Some(time_zone) = time_zone.filter(|zone| *zone != person.time_zone) else { return person };
        if jiff::tz::TimeZone::get(time_zone).is_err() {
            tracing::debug!(time_zone, "unknown time zone");
            return person;
        }
        person.time_zone = time_zone.to_owned();
        if let Err(error) = self.store.update_person(&person).await {
            tracing::warn!(%error, "the person's time zone was not written down");
        }
        person
    }

    async fn remember_touchpoint(&self, person: &Person, hello: &Hello) -> Result<(), Problem> {
        let touchpoint = Touchpoint {
            id: hello.touchpoint,
            person: person.id,
            kind: hello.kind,
            name: hello.name.trim().chars().take(NAME_CHARACTERS).collect(),
            language: hello.language,
            capabilities: hello.capabilities,
            last_seen: self.clock.now(),
        };
        match self.store.save_touchpoint(&touchpoint).await {
            Ok(()) => Ok(()),
            // A full disk still lets people read.
            Err(error @ (store::StoreError::Full | store::StoreError::ReadOnly)) => {
                tracing::warn!(%error, touchpoint = %touchpoint.id, "the touchpoint was not written down");
                Ok(())
            }
            Err(error) => Err(told(error)),
        }
    }
}
