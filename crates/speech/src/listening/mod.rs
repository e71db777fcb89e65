//! Listening to audio as it arrives: partial texts while somebody speaks, the final one right after, and when to stop.
//!
//! Pauses are looked at where they are, whatever the size of the blocks that the audio came in; how often there is a
//! partial text in between depends on how fast it comes.

mod promise;

use std::ops::Range;
use std::time::Duration;

use crate::ears::{Ears, Part, milliseconds};
use crate::ending::{Ending, ending};
use crate::pieces::{JOINED_PAUSE, MARGIN, check, quietest};
use crate::vad::{Activity, CHUNK, Change, Segmenter};
use crate::whisper::{Recognised, Request};
use crate::written;
use crate::{EndReason, Hearing, Hint, LISTENING_RATE, Listen, SpeechError, Transcript};
use promise::Promise;

/// New audio after which the text so far is worth another look: 288 ms, so that with what the look takes and the size
/// of the blocks there are more than two partial texts a second.
const PARTIAL_EVERY: usize = 9 * CHUNK;
/// With each more who is listened to at the same time it is so much longer: looks then cost the same altogether.
const MORE_EACH: usize = 8 * CHUNK;
/// A pause after which the sentence may be complete: its text is made at once, so that it is ready when it is asked for.
const EARLY_PAUSE: usize = 8 * CHUNK;
/// Speech of at least this length is settled at its next pause: each look costs what the speech since then costs.
const SETTLED_AT_PAUSE: usize = 8 * LISTENING_RATE as usize;
/// Speech without a pause is cut at its quietest place.
const LONGEST: usize = 16 * LISTENING_RATE as usize;
/// The longest that can be listened to at all.
const MAX_SECONDS: u32 = 30 * 60;

pub struct Listening {
    ears: Ears,
    hint: Hint,
    /// Everything since `origin`, and how likely a voice is in each chunk of it.
    samples: Vec<f32>,
    likelihoods: Vec<f32>,
    origin: usize,
    activity: Activity,
    segmenter: Segmenter,
    /// Where the speech that is not settled begins, and where it was last heard.
    speech: Option<Range<usize>>,
    /// The text of what is not looked at again, which is everything before here.
    settled: Transcript,
    settled_until: usize,
    latest: Look,
    /// How the text ended at the latest pause.
    ending: Ending,
    promise: Promise,
    told: Told,
    partial_every: usize,
}

/// What the caller knows already.
#[derive(Default)]
struct Told {
    silence: bool,
    too_long: bool,
}

/// One recognition of the speech so far.
#[derive(Default)]
struct Look {
    heard: Recognised,
    /// How far it listened, from where on, and where speech had ended by then.
    until: usize,
    at: usize,
    speech_end: usize,
    quick: bool,
}

impl Listening {
    pub fn new(ears: Ears, hint: Hint) -> Self {
        let pause = samples_in(ears.patience.long_pause);
        Self {
            settled: Transcript::nothing(&hint),
            settled_until: 0,
            ears,
            hint,
            samples: Vec::new(),
            likelihoods: Vec::new(),
            origin: 0,
            activity: Activity::default(),
            segmenter: Segmenter::with_pause(pause),
            speech: None,
            latest: Look::default(),
            ending: Ending::default(),
            promise: Promise::default(),
            told: Told::default(),
            partial_every: PARTIAL_EVERY,
        }
    }

    fn received(&self) -> usize {
        self.origin + self.samples.len()
    }

    /// Everything before here has been judged, and nothing after it counts yet.
    fn now(&self) -> usize {
        self.segmenter.at()
    }

    fn hear(&mut self, samples: &[f32]) -> Result<Vec<Hearing>, SpeechError> {
        let mut hearings = Vec::new();
        for likelihood in self.ears.vad.judge(&mut self.activity, samples) {
            self.likelihoods.push(likelihood);
            self.follow(likelihood, &mut hearings)?;
        }
        Ok(hearings)
    }

    /// Follows the voice through one chunk.
    fn follow(&mut self, likelihood: f32, hearings: &mut Vec<Hearing>) -> Result<(), SpeechError> {
        let change = self.segmenter.push(likelihood);
        if let Some(Change::Started(at)) = change {
            hearings.push(Hearing::SpeechStarted { at_ms: milliseconds(at) });
        }
        if let Some(now) = self.segmenter.speaking().filter(|now| now.end > self.settled_until) {
            let start = self.speech.as_ref().map_or(now.start.max(self.settled_until), |speech| speech.start);
            self.speech = Some(start..now.end);
        }
        if self.segmenter.silent_for() == EARLY_PAUSE && self.speech.is_some() {
            self.look(false)?;
            self.ending = ending(&self.latest.heard.text);
            hearings.push(self.partial());
        }
        match change {
            Some(Change::Ended(speech)) => self.end(&speech, EndReason::Pause, hearings),
            _ => {
                if let Some((speech, reason)) =
                    self.enough().and_then(|reason| Some((self.segmenter.end()?, reason)))
                {
                    self.end(&speech, reason, hearings);
                }
            }
        }
        self.tell_limits(hearings);
        self.settle()
    }

    /// The pause is long enough for the sentence so far.
    fn enough(&self) -> Option<EndReason> {
        let patience = &self.ears.patience;
        let (pause, reason) = match self.ending {
            Ending::Complete => (patience.short_pause, EndReason::Complete),
            Ending::Unclear => ((patience.short_pause + patience.long_pause) / 2, EndReason::Pause),
            Ending::Incomplete => return None,
        };
        (self.segmenter.silent_for() >= samples_in(pause).max(EARLY_PAUSE)).then_some(reason)
    }

    fn end(&mut self, speech: &Range<usize>, reason: EndReason, hearings: &mut Vec<Hearing>) {
        if self.text().is_empty() {
            // A cough that was taken for a voice ends nothing.
            self.begin_anew(self.now());
        } else {
            hearings.push(Hearing::SpeechEnded { at_ms: milliseconds(speech.end), reason });
        }
    }

    /// Nobody speaks for long, or somebody for too long: each is told once.
    fn tell_limits(&mut self, hearings: &mut Vec<Hearing>) {
        let patience = self.ears.patience;
        let at_ms = milliseconds(self.now());
        let nobody = self.speech.is_none() && self.settled.segments.is_empty();
        if nobody && !self.told.silence && self.now() >= samples_in(patience.silence) {
            self.told.silence = true;
            hearings.push(Hearing::SpeechEnded { at_ms, reason: EndReason::Silence });
        }
        if !nobody && !self.told.too_long && self.now() >= samples_in(patience.longest) {
            self.told.too_long = true;
            hearings.push(Hearing::SpeechEnded { at_ms, reason: EndReason::TooLong });
        }
    }

    /// Lets go of what need not be looked at again.
    fn settle(&mut self) -> Result<(), SpeechError> {
        let Some(speech) = self.speech.clone() else {
            self.forget_silence();
            return Ok(());
        };
        let silent = self.now() - speech.end;
        let seen = !self.latest.quick && !self.unseen(speech.end);
        if seen && silent >= EARLY_PAUSE && (speech.len() >= SETTLED_AT_PAUSE || silent > JOINED_PAUSE) {
            self.keep_latest(speech);
            self.begin_anew(self.now());
        } else if speech.len() > LONGEST {
            let from = speech.start - self.origin;
            let cut =
                quietest(&self.likelihoods, from + LONGEST / 2..from + LONGEST) / CHUNK * CHUNK + self.origin;
            self.look_until(cut, cut, false)?;
            self.keep_latest(speech.start..cut);
            self.begin_anew(cut);
            self.speech = Some(cut..speech.end.max(cut));
        }
        Ok(())
    }

    /// The latest look is final.
    fn keep_latest(&mut self, speech: Range<usize>) {
        let Look { mut heard, at, .. } = std::mem::take(&mut self.latest);
        heard.text = self.promise.keep(&heard.text);
        self.settled.append(Part::new(heard, speech, at));
    }

    /// What was before is not looked at again.
    fn begin_anew(&mut self, at: usize) {
        self.speech = None;
        self.settled_until = at;
        self.latest = Look { until: at, speech_end: at, ..Look::default() };
        self.promise = Promise::default();
        self.drop_until(at.saturating_sub(MARGIN));
    }

    /// Silence before the first words is not kept; a voice counts as speech a few chunks after it began.
    fn forget_silence(&mut self) {
        self.drop_until(self.now().saturating_sub(MARGIN + 4 * CHUNK));
    }

    fn drop_until(&mut self, at: usize) {
        let samples = at.saturating_sub(self.origin) / CHUNK * CHUNK;
        self.samples.drain(..samples);
        self.likelihoods.drain(..samples / CHUNK);
        self.origin += samples;
    }

    /// Speech ended here, and the latest look does not include it.
    fn unseen(&self, speech_end: usize) -> bool {
        speech_end > self.latest.speech_end.max(self.origin)
    }

    /// Somebody spoke on since the last look, long enough.
    fn worth_a_look(&self) -> bool {
        let Some(speech) = &self.speech else { return false };
        self.unseen(speech.end) && self.now() >= self.latest.until.max(speech.start) + self.partial_every
    }

    /// A quick look is for a partial text while the voice goes on.
    fn look(&mut self, quick: bool) -> Result<(), SpeechError> {
        let Some(speech) = self.speech.clone() else { return Ok(()) };
        self.look_until(speech.end, (speech.end + MARGIN).min(self.now()), quick)
    }

    fn look_until(&mut self, speech_end: usize, end: usize, quick: bool) -> Result<(), SpeechError> {
        let Some(speech) = &self.speech else { return Ok(()) };
        let at = speech.start.saturating_sub(MARGIN).max(self.origin);
        let guess = &self.latest.heard.tokens;
        let words = self.hint.words && !quick;
        let request = Request { guess, quick, once: quick, words, ..Request::of(&self.hint) };
        let samples = &self.samples[at - self.origin..end.max(at) - self.origin];
        let mut heard = written::write(self.ears.whisper.recognise(samples, &request)?, &self.hint);
        heard.text = self.promise.look(&heard.text, &heard.sure);
        self.latest = Look { heard, until: end, at, speech_end, quick };
        Ok(())
    }

    fn partial(&self) -> Hearing {
        let before = self.settled.text.chars().count();
        let promised = match (before, self.promise.characters()) {
            (before, 0) => before,
            (0, promised) => promised,
            (before, promised) => before + 1 + promised,
        };
        Hearing::Partial { text: self.text(), stable: promised }
    }

    fn text(&self) -> String {
        match (&self.settled.text, &self.latest.heard.text) {
            (settled, latest) if latest.is_empty() => settled.clone(),
            (settled, latest) if settled.is_empty() => latest.clone(),
            (settled, latest) => format!("{settled} {latest}"),
        }
    }
}

impl Listen for Listening {
    fn push(&mut self, samples: &[f32]) -> Result<Vec<Hearing>, SpeechError> {
        check(samples)?;
        let seconds = (self.received() + samples.len()) as f64 / f64::from(LISTENING_RATE);
        if seconds > f64::from(MAX_SECONDS) {
            return Err(SpeechError::TooLong { seconds, limit: MAX_SECONDS });
        }
        let mut hearings = Vec::new();
        // What comes in one piece is gone through as if it had come as it was spoken.
        for block in samples.chunks(LISTENING_RATE as usize) {
            self.samples.extend_from_slice(block);
            hearings.extend(self.hear(block)?);
        }
        if self.worth_a_look() {
            self.look(true)?;
            hearings.push(self.partial());
        }
        Ok(hearings)
    }

    fn share(&mut self, speakers: usize) {
        self.partial_every = PARTIAL_EVERY + speakers.saturating_sub(1) * MORE_EACH;
    }

    fn finish(mut self: Box<Self>) -> Result<Transcript, SpeechError> {
        let received = self.received();
        // The last chunk is judged as if silence followed.
        self.samples.resize(received.next_multiple_of(CHUNK) - self.origin, 0.0);
        let missing = vec![0.0; self.received() - received];
        self.hear(&missing)?;
        if let Some(speech) = self.speech.clone() {
            if self.unseen(speech.end) || self.latest.quick {
                self.look(false)?;
            }
            self.keep_latest(speech);
        }
        self.settled.audio_ms = milliseconds(received);
        Ok(self.settled)
    }
}

fn samples_in(duration: Duration) -> usize {
    duration.as_millis() as usize * LISTENING_RATE as usize / 1000
}
