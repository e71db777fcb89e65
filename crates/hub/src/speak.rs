//! An answer is said to the touchpoint that asked, sentence by sentence: the first is on its way while the later ones
//! are still being made.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Instant;

use domain::{Turn, TurnId, TurnStatus};
use speech::{Manner, SpeechError, Spoken};
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use crate::Instruction;
use crate::admission::Caller;
use crate::answer::was_said;
use crate::hub::Core;
use crate::link::Connection;
use crate::problem::unheard;
use crate::render::render;

impl Core {
    /// Says the turn's answer if the touchpoint wants to hear it, then asks it to listen if the answer was a question.
    pub fn say(self: &Arc<Self>, connection: Arc<Connection>, turn: &Turn) {
        let TurnStatus::Answered(answer) = &turn.status else { return };
        if connection.is_closed() {
            return;
        }
        let listens_next = was_said(turn) && answer.expects_reply;
        let expect = listens_next.then_some(Instruction::ExpectSpeech { conversation: turn.conversation });
        let state = connection.state();
        let told = render(answer, connection.kind, turn.language).aloud;
        let aloud = !state.muted && (was_said(turn) || state.read_aloud) && !told.trim().is_empty();
        if !aloud {
            expect.into_iter().for_each(|expect| connection.tell(expect));
            return;
        }
        let silence = connection.begin_voice(turn.id);
        let voice = Voice { connection, turn: turn.id, rate: self.voice.rate(), silence };
        let manner = Manner { language: turn.language, ..Manner::default() };
        let (text, event) = (told, turn.event);
        let core = self.clone();
        let span = tracing::info_span!("voice", turn = %turn.id);
        let speaking = async move {
            match core.say_it(text, manner, voice.clone()).await {
                Ok(()) => {}
                Err(error) => {
                    let problem = unheard(error);
                    voice.connection.tell(Instruction::Failed { event: Some(event), problem });
                }
            }
            if let Some(expect) = expect {
                voice.connection.tell_in_voice(expect, &voice.silence).await;
            }
        };
        self.tasks.spawn(speaking.instrument(span));
    }

    async fn say_it(&self, text: String, manner: Manner, voice: Voice) -> Result<(), SpeechError> {
        let began = Instant::now();
        let caller = Caller::talking(voice.connection.person);
        let permit = tokio::select! {
            biased;
            () = voice.silence.cancelled() => return Ok(()),
            permit = self.voices.enter(&caller) => permit.map_err(|_| SpeechError::Busy)?,
        };
        let (engine, runtime) = (self.voice.clone(), Handle::current());
        let span = tracing::Span::current();
        let (silence, stop) = (voice.silence.clone(), manner.stop.clone());
        let speaking = tokio::task::spawn_blocking(move || {
            // A voice that is made by a cancelled caller still uses its threads until it stops.
            let _permit = permit;
            let _entered = span.entered();
            let mut sentence = 0;
            engine.speak(&text, &manner, &mut |piece| {
                if sentence == 0 {
                    tracing::info!(first_sound_ms = began.elapsed().as_millis(), "speaks");
                }
                let heard = runtime.block_on(voice.send(sentence, piece));
                sentence += 1;
                if heard { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })
        });
        let mut speaking = std::pin::pin!(speaking);
        let said = tokio::select! {
            said = &mut speaking => said,
            () = silence.cancelled() => {
                stop.stop();
                speaking.await
            }
        };
        said.unwrap_or_else(|panic| Err(SpeechError::Engine(panic.to_string())))
    }
}

/// One answer's way to one touchpoint.
#[derive(Clone)]
struct Voice {
    connection: Arc<Connection>,
    turn: TurnId,
    rate: u32,
    silence: CancellationToken,
}

impl Voice {
    /// Sends a sentence, in pieces of at most a second so that a slow touchpoint can be silenced within it; false when
    /// nobody listens any more.
    async fn send(&self, sentence: u32, piece: Spoken) -> bool {
        let Self { turn, rate, .. } = *self;
        let Spoken { text, samples, last } = piece;
        let speak = Instruction::Speak { turn, sentence, text, rate, last };
        if !self.connection.tell_in_voice(speak, &self.silence).await {
            return false;
        }
        // The empty piece at the end says that the sentence is complete.
        for second in samples.chunks(rate.max(1) as usize).chain([&[][..]]) {
            let samples = second.iter().copied().map(to_16_bit).collect();
            let audio = Instruction::Audio { turn, sentence, samples };
            if !self.connection.tell_in_voice(audio, &self.silence).await {
                return false;
            }
        }
        true
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the value is clamped to the range of i16")]
fn to_16_bit(sample: f32) -> i16 {
    (sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)).round() as i16
}
