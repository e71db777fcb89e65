//! The real ears, waiting for a phrase.

use domain::Language;

use super::{Detection, Wake, Watch, check, likeness};
use crate::ears::{Ears, milliseconds};
use crate::pieces::MARGIN;
use crate::vad::{Activity, CHUNK, Change, Segmenter};
use crate::{LISTENING_RATE, SpeechError};

/// After a pause of this length the next voice may be calling.
const PAUSE: usize = 16 * CHUNK;
/// After such a pause the phrase may be all that is said.
const EARLY_PAUSE: usize = 8 * CHUNK;
/// How much of a voice is recognised: first what the phrase alone takes, then with time for a slow speaker.
const LOOKS: [usize; 2] = [LISTENING_RATE as usize, LISTENING_RATE as usize * 8 / 5];
/// What is so much less alike than a call may still be one: the phrase is weighed against the model's own text.
const NEARLY: f32 = 0.1;
/// It is one if the best text that begins with the phrase is at most so much less likely (in nats) than the best of all.
/// The phrase is a name, which the model hardly expects anywhere: people who talk about something else are 15 away with a
/// text that alike, while most calls that were misheard come within 10. Less alike, talk came within 10 as well.
const BELIEVED: f32 = -10.0;
/// A voice that goes on for longer is not calling.
const LONGEST: usize = LISTENING_RATE as usize * 5 / 2;

impl Wake for Ears {
    fn watch(&self, phrases: &[String]) -> Result<Box<dyn Watch>, SpeechError> {
        check(phrases)?;
        let phrases = phrases.iter().map(|phrase| (phrase.clone(), language_of(phrase))).collect();
        Ok(Box::new(Spotter {
            ears: self.clone(),
            phrases,
            samples: Vec::new(),
            origin: 0,
            activity: Activity::default(),
            segmenter: Segmenter::with_pause(PAUSE),
            called: false,
        }))
    }
}

/// Somebody who calls may pause between the words.
fn ways_to_write(phrase: &str) -> [String; WAYS] {
    [phrase.to_owned(), phrase.replace(' ', ", ")]
}

const WAYS: usize = 2;

/// The language in which a phrase is listened for.
fn language_of(phrase: &str) -> Language {
    Language::of(phrase).unwrap_or(Language::Korean)
}

struct Spotter {
    ears: Ears,
    phrases: Vec<(String, Language)>,
    /// Everything since `origin`.
    samples: Vec<f32>,
    origin: usize,
    activity: Activity,
    segmenter: Segmenter,
    /// The voice at hand has called already.
    called: bool,
}

impl Watch for Spotter {
    fn push(&mut self, samples: &[f32]) -> Result<Option<Detection>, SpeechError> {
        crate::pieces::check(samples)?;
        let mut detection = None;
        for block in samples.chunks(LISTENING_RATE as usize) {
            self.samples.extend_from_slice(block);
            for likelihood in self.ears.vad.judge(&mut self.activity, block) {
                let found = self.follow(likelihood)?;
                detection = detection.or(found);
            }
            self.forget();
        }
        Ok(detection)
    }
}

impl Spotter {
    fn follow(&mut self, likelihood: f32) -> Result<Option<Detection>, SpeechError> {
        let change = self.segmenter.push(likelihood);
        if let Some(Change::Started(_)) = change {
            self.called = false;
        }
        let Some(start) = self.segmenter.speaking().map(|speech| speech.start) else { return Ok(None) };
        let now = self.segmenter.at();
        // A voice is noticed a few chunks after it began, and never at the same length twice.
        let length = (now - start) / CHUNK;
        let due = LOOKS.iter().any(|look| look.div_ceil(CHUNK) == length);
        let pausing = self.segmenter.silent_for() == EARLY_PAUSE && now - start <= LONGEST;
        if self.called || !(due || pausing) {
            return Ok(None);
        }
        self.look(start, now)
    }

    /// Recognises what was said from here to there, once for each language of the phrases.
    fn look(&mut self, start: usize, end: usize) -> Result<Option<Detection>, SpeechError> {
        let from = start.saturating_sub(MARGIN).max(self.origin) - self.origin;
        let samples = &self.samples[from..end - self.origin];
        let mut best: Option<Detection> = None;
        for language in [Language::Korean, Language::English] {
            let phrases = || self.phrases.iter().filter(|(_, other)| *other == language);
            if phrases().next().is_none() {
                continue;
            }
            let enough = self.ears.wake_likeness;
            let doubtful = |text: &str| {
                let nearly =
                    move |phrase: &&String| (enough - NEARLY..enough).contains(&likeness(phrase, text));
                phrases().map(|(phrase, _)| phrase).filter(nearly).collect::<Vec<_>>()
            };
            let ways = |text: &str| doubtful(text).iter().flat_map(|phrase| ways_to_write(phrase)).collect();
            let (text, weights) = self.ears.whisper.weigh_beginnings(samples, language, ways)?;
            let mut weights = weights.into_iter();
            for (phrase, _) in phrases() {
                let likeness = likeness(phrase, &text);
                let is_doubtful = doubtful(&text).contains(&phrase);
                let believed =
                    is_doubtful && weights.by_ref().take(WAYS).fold(f32::NEG_INFINITY, f32::max) >= BELIEVED;
                if (likeness >= enough || believed)
                    && best.as_ref().is_none_or(|best| likeness > best.likeness)
                {
                    best = Some(Detection { phrase: phrase.clone(), at_ms: milliseconds(start), likeness });
                }
            }
        }
        self.called = best.is_some();
        Ok(best)
    }

    /// Only what a look may still want is kept.
    fn forget(&mut self) {
        let dropped = self.samples.len().saturating_sub(LONGEST + MARGIN + CHUNK);
        self.samples.drain(..dropped);
        self.origin += dropped;
    }
}
