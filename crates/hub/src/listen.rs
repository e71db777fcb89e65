//! A person speaks: audio goes to the recogniser as it arrives, the words so far go back down, and the whole becomes a
//! turn.
//!
//! No thread waits for sound. Whatever has arrived by the time the recogniser is free is handed to it in one piece, so
//! a slow recogniser gives fewer partial texts and never falls behind.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{Code, ConversationId, EventId, Heard, Language, Problem};
use speech::{Hearing, Hint, LISTENING_RATE, Listen, SpeechError, Transcript};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use crate::Instruction;
use crate::admission::Caller;
use crate::hub::Core;
use crate::link::Connection;
use crate::problem::unheard;
use crate::turn::Arrival;

/// One utterance that is being listened to.
pub(crate) struct Listening {
    /// The `SpeechBegan` that opened it; it becomes the turn's event.
    pub event: EventId,
    conversation: ConversationId,
    inbox: Mutex<Inbox>,
    arrived: Notify,
    cancelled: CancellationToken,
    /// Samples it may have altogether.
    limit: usize,
}

#[derive(Default)]
struct Inbox {
    waiting: Vec<i16>,
    /// Samples that have arrived so far.
    total: usize,
    finished: bool,
}

impl Listening {
    /// Takes samples; an error once, when there are too many, and with it the listening ends.
    pub fn hear(&self, samples: &[i16]) -> Result<(), Problem> {
        let mut inbox = self.inbox();
        if inbox.finished || self.cancelled.is_cancelled() {
            return Ok(());
        }
        inbox.total += samples.len();
        if inbox.total > self.limit {
            self.cancelled.cancel();
            let seconds = self.limit / LISTENING_RATE as usize;
            return Err(Problem::new(Code::AudioTooLong, format!("at most {seconds} s")));
        }
        inbox.waiting.extend_from_slice(samples);
        self.arrived.notify_one();
        Ok(())
    }

    /// The microphone closed: no more samples come.
    pub fn finish(&self) -> Result<(), Problem> {
        self.inbox().finished = true;
        self.arrived.notify_one();
        Ok(())
    }

    pub fn cancel(&self) {
        self.cancelled.cancel();
    }

    /// The touchpoint has gone or speaks anew. What was finished still becomes a turn.
    pub fn abandon(&self) {
        if !self.inbox().finished {
            self.cancel();
        }
    }

    /// Everything that has arrived since the last call, and whether that was all.
    async fn more(&self) -> (Vec<i16>, bool) {
        loop {
            let arrived = self.arrived.notified();
            {
                let mut inbox = self.inbox();
                if inbox.finished || !inbox.waiting.is_empty() {
                    return (std::mem::take(&mut inbox.waiting), inbox.finished);
                }
            }
            arrived.await;
        }
    }

    fn inbox(&self) -> MutexGuard<'_, Inbox> {
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Core {
    pub async fn begin_listening(
        self: &Arc<Self>,
        connection: &Arc<Connection>,
        conversation: ConversationId,
        event: EventId,
        language: Option<Language>,
    ) -> Result<(), Problem> {
        self.refuse_when_stopping()?;
        self.conversation_of(connection.person, conversation).await?;
        let listening = Arc::new(Listening {
            event,
            conversation,
            inbox: Mutex::default(),
            arrived: Notify::new(),
            cancelled: CancellationToken::new(),
            limit: self.limits.audio_seconds as usize * LISTENING_RATE as usize,
        });
        connection.listen_to(listening.clone());
        let (core, connection) = (self.clone(), connection.clone());
        let span = tracing::info_span!("listening", %event, %conversation);
        let listen = async move {
            let heard = tokio::select! {
                () = listening.cancelled.cancelled() => return,
                heard = core.listen(&connection, &listening, language) => heard,
            };
            let done = match heard {
                Ok(transcript) => core.take_words(&connection, &listening, transcript).await,
                Err(error) => Err(unheard(error)),
            };
            if let Err(problem) = done {
                connection.tell(Instruction::Failed { event: Some(event), problem });
            }
        };
        self.tasks.spawn(listen.instrument(span));
        Ok(())
    }

    async fn listen(
        &self,
        connection: &Connection,
        listening: &Listening,
        language: Option<Language>,
    ) -> Result<Transcript, SpeechError> {
        let caller = Caller::talking(connection.person);
        // Without what they have added people are heard all the same.
        let added = self.bots_reached(connection.person).await.unwrap_or_default();
        let added: Vec<String> = added.into_iter().map(|bot| bot.handle).collect();
        let names = self.converse.names(language.unwrap_or_default(), &added);
        let mut listen = self.ears.listen(Hint { language, names, ..Hint::default() });
        let seat = self.audience.join();
        loop {
            let (samples, finished) = listening.more().await;
            if !samples.is_empty() {
                let heard;
                listen.share(seat.speakers());
                (listen, heard) = self.push(&caller, listen, samples).await?;
                for hearing in heard {
                    tell_heard(connection, listening.event, hearing);
                }
            }
            if finished {
                return self.on_engine_thread_to_finish(&caller, move || listen.finish()).await?;
            }
        }
    }

    async fn push(
        &self,
        caller: &Caller,
        mut listen: Box<dyn Listen>,
        samples: Vec<i16>,
    ) -> Result<Pushed, SpeechError> {
        self.on_engine_thread_again(caller, move || {
            let samples: Vec<f32> = samples.into_iter().map(|sample| f32::from(sample) / 32_768.0).collect();
            let heard = listen.push(&samples)?;
            Ok((listen, heard))
        })
        .await?
    }

    /// The final text goes down; if there is any, it becomes a turn.
    async fn take_words(
        self: &Arc<Self>,
        connection: &Arc<Connection>,
        listening: &Listening,
        transcript: Transcript,
    ) -> Result<(), Problem> {
        let Transcript { text, language, audio_ms, .. } = transcript;
        let text = text.trim().to_owned();
        let event = listening.event;
        tracing::info!(audio_ms, characters = text.chars().count(), "heard");
        let stable = text.chars().count();
        connection.tell(Instruction::Recognized { event, text: text.clone(), stable, last: true });
        if text.is_empty() {
            return Ok(());
        }
        let heard = Heard { text, audio_ms };
        let arrival = Arrival::said(connection, listening.conversation, event, heard, language);
        self.admit(connection.person, arrival).await.map(drop)
    }
}

type Pushed = (Box<dyn Listen>, Vec<Hearing>);

fn tell_heard(connection: &Connection, event: EventId, hearing: Hearing) {
    match hearing {
        Hearing::SpeechStarted { at_ms } => tracing::debug!(at_ms, "a voice began"),
        Hearing::Partial { text, stable } => {
            connection.tell(Instruction::Recognized { event, text, stable, last: false });
        }
        Hearing::SpeechEnded { at_ms, reason } => {
            tracing::debug!(at_ms, ?reason, "enough was heard");
            connection.tell(Instruction::StopCapture { event, reason });
        }
    }
}
