//! Listening to audio as it arrives: partial texts while somebody speaks, the final one right after.

use crate::ears::{Ears, MARGIN, append, check, milliseconds, quietest};
use crate::vad::{Activity, CHUNK, Change, Segmenter};
use crate::whisper::{Recognised, Request};
use crate::{EndReason, Hearing, Hint, LISTENING_RATE, Listen, SpeechError, Transcript};

/// New audio after which the text so far is worth another look: half a second.
const PARTIAL_EVERY: usize = LISTENING_RATE as usize / 2;
/// A pause after which the sentence may be complete: its text is made at once, so that it is ready when it is asked for.
const EARLY_PAUSE: usize = 8 * CHUNK;
/// Speech beyond this length is cut at its quietest place, and what was before is not looked at again.
const LONGEST: usize = 24 * LISTENING_RATE as usize;
/// The longest that one utterance may be listened to.
const MAX_SECONDS: u32 = 300;

pub struct Listening {
    ears: Ears,
    hint: Hint,
    /// Everything since `origin`.
    samples: Vec<f32>,
    /// How likely a voice is in each chunk of `samples`.
    likelihoods: Vec<f32>,
    /// Samples that were already dropped from the beginning.
    origin: usize,
    activity: Activity,
    segmenter: Segmenter,
    /// Where speech first began and where it was last heard, from the very beginning.
    speech: Option<std::ops::Range<usize>>,
    /// The text of what was cut off.
    settled: Transcript,
    latest: Look,
}

/// One recognition of the speech so far.
#[derive(Default)]
struct Look {
    heard: Recognised,
    /// How far it listened and where speech had ended by then.
    until: usize,
    speech_end: usize,
    quick: bool,
}

impl Listening {
    pub fn new(ears: Ears, hint: Hint) -> Self {
        let settled = Transcript { language: hint.language.unwrap_or_default(), ..Transcript::default() };
        Self {
            ears,
            hint,
            samples: Vec::new(),
            likelihoods: Vec::new(),
            origin: 0,
            activity: Activity::default(),
            segmenter: Segmenter::default(),
            speech: None,
            settled,
            latest: Look::default(),
        }
    }

    fn received(&self) -> usize {
        self.origin + self.samples.len()
    }

    /// Follows the voice through the new samples.
    fn follow(&mut self, samples: &[f32]) -> Result<Vec<Hearing>, SpeechError> {
        let mut hearings = Vec::new();
        for likelihood in self.ears.vad.judge(&mut self.activity, samples)? {
            self.likelihoods.push(likelihood);
            match self.segmenter.push(likelihood) {
                Some(Change::Started(at)) => {
                    hearings.push(Hearing::SpeechStarted { at_ms: milliseconds(at) })
                }
                Some(Change::Ended(speech)) => {
                    hearings.push(Hearing::SpeechEnded {
                        at_ms: milliseconds(speech.end),
                        reason: EndReason::Pause,
                    });
                }
                None => {}
            }
            if let Some(now) = self.segmenter.speaking() {
                let start = self.speech.as_ref().map_or(now.start, |speech| speech.start);
                self.speech = Some(start..now.end);
            }
        }
        Ok(hearings)
    }

    /// Silence before the first words is not kept.
    fn forget_silence(&mut self) {
        if self.speech.is_none() {
            let kept = MARGIN + 4 * CHUNK;
            self.drop_first(self.samples.len().saturating_sub(kept) / CHUNK * CHUNK);
        }
    }

    fn drop_first(&mut self, samples: usize) {
        self.samples.drain(..samples);
        self.likelihoods.drain(..(samples / CHUNK).min(self.likelihoods.len()));
        self.origin += samples;
    }

    /// Cuts off what is too long to be looked at as a whole.
    fn settle(&mut self) -> Result<(), SpeechError> {
        while self.samples.len() > LONGEST {
            let cut = quietest(&self.likelihoods, LONGEST / 2..LONGEST) / CHUNK * CHUNK;
            let request = Request::of(&self.hint);
            let heard = self.ears.whisper.recognise(&self.samples[..cut], &request)?;
            append(&mut self.settled, &heard);
            self.drop_first(cut);
            self.latest = Look::default();
        }
        Ok(())
    }

    /// Somebody spoke on since the last look, long enough, or has just stopped.
    fn worth_a_look(&self) -> bool {
        let Some(speech) = &self.speech else { return false };
        let pause = self.pausing();
        let unseen = self.unseen(speech.end) || (pause && self.latest.quick);
        unseen && (pause || self.received() >= self.latest.until.max(speech.start) + PARTIAL_EVERY)
    }

    /// Speech ended here, and the latest look does not include it.
    fn unseen(&self, speech_end: usize) -> bool {
        speech_end > self.latest.speech_end.max(self.origin)
    }

    /// The voice has stopped for a moment, or for good.
    fn pausing(&self) -> bool {
        self.segmenter.speaking().is_none() || self.segmenter.silent_for() >= EARLY_PAUSE
    }

    /// A quick look is for a partial text while the voice goes on.
    fn look(&mut self, quick: bool) -> Result<(), SpeechError> {
        let Some(speech) = self.speech.clone() else { return Ok(()) };
        let start = speech.start.saturating_sub(MARGIN).max(self.origin) - self.origin;
        let end = (speech.end + MARGIN).clamp(self.origin, self.received()) - self.origin;
        let guess = &self.latest.heard.tokens;
        let request = Request { guess, quick, ..Request::of(&self.hint) };
        let heard = self.ears.whisper.recognise(&self.samples[start.min(end)..end], &request)?;
        self.latest = Look { heard, until: self.received(), speech_end: speech.end, quick };
        Ok(())
    }

    fn transcript(&self) -> Transcript {
        let mut transcript = self.settled.clone();
        append(&mut transcript, &self.latest.heard);
        transcript.audio_ms = milliseconds(self.received());
        transcript
    }
}

impl Listen for Listening {
    fn push(&mut self, samples: &[f32]) -> Result<Vec<Hearing>, SpeechError> {
        check(samples)?;
        let seconds = (self.received() + samples.len()) as f64 / f64::from(LISTENING_RATE);
        if seconds > f64::from(MAX_SECONDS) {
            return Err(SpeechError::TooLong { seconds, limit: MAX_SECONDS });
        }
        self.samples.extend_from_slice(samples);
        let mut hearings = self.follow(samples)?;
        self.forget_silence();
        self.settle()?;
        if self.worth_a_look() {
            let before = self.transcript().text;
            self.look(!self.pausing())?;
            let text = self.transcript().text;
            let partial = Hearing::Partial { stable: settled_characters(&before, &text), text };
            let end = hearings.iter().position(|hearing| matches!(hearing, Hearing::SpeechEnded { .. }));
            hearings.insert(end.unwrap_or(hearings.len()), partial);
        }
        Ok(hearings)
    }

    fn finish(mut self: Box<Self>) -> Result<Transcript, SpeechError> {
        let received = self.received();
        // The last chunk is judged as if silence followed, and the listener's clock stays where it was.
        let missing = received.next_multiple_of(CHUNK) - received;
        self.follow(&vec![0.0; missing])?;
        self.settle()?;
        let speech_end = self.speech.as_ref().map_or(0, |speech| speech.end);
        if self.unseen(speech_end) || self.latest.quick {
            self.look(false)?;
        }
        Ok(self.transcript())
    }
}

/// Characters of the words that two texts begin with in common; the last word of either may still grow.
fn settled_characters(before: &str, now: &str) -> usize {
    let mut characters = 0;
    let mut end_of_common = 0;
    let mut old = before.split(' ');
    let words: Vec<&str> = now.split(' ').collect();
    for (i, word) in words.iter().enumerate() {
        if old.next() != Some(word) || i + 1 == words.len() {
            break;
        }
        characters += usize::from(i > 0) + word.chars().count();
        end_of_common = characters;
    }
    end_of_common
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_stay_are_settled() {
        for (before, now, settled) in [
            ("", "", 0),
            ("", "내일", 0),
            ("내일", "내일", 0),
            ("내일 세", "내일 세 시에", 4),
            ("내일 세 시에 알", "내일 네 시에 알람", 2),
            ("오늘 날씨", "내일 날씨 어때", 0),
        ] {
            assert_eq!(settled_characters(before, now), settled, "{before:?} {now:?}");
        }
    }
}
