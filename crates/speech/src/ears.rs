//! The real ears: Silero says whether anybody speaks, Whisper says what.

use std::ops::{ControlFlow, Range};
use std::path::Path;
use std::sync::Arc;

use crate::audio::MAX_SECONDS;
use crate::listening::Listening;
use crate::vad::{Activity, CHUNK, Segmenter, Vad};
use crate::whisper::{Recognised, Request, Whisper};
use crate::{Hint, LISTENING_RATE, Listen, Recognize, Segment, SpeechError, Transcript};

/// Silence that is kept around speech: soft beginnings and ends are quieter than what counts as a voice.
pub(crate) const MARGIN: usize = LISTENING_RATE as usize * 3 / 10;

/// Recognises Korean and English speech on this machine. Cloning shares the models.
#[derive(Clone)]
pub struct Ears {
    pub(crate) whisper: Arc<Whisper>,
    pub(crate) vad: Arc<Vad>,
}

impl Ears {
    /// `whisper`: the folder with `model.bin`, `config.json` and `tokenizer.json`; `vad`: Silero's graph;
    /// `onnx_library`: ONNX Runtime's shared library.
    pub fn open(whisper: &Path, vad: &Path, onnx_library: &Path) -> Result<Self, SpeechError> {
        Ok(Self { vad: Arc::new(Vad::open(vad, onnx_library)?), whisper: Arc::new(Whisper::open(whisper)?) })
    }
}

impl Recognize for Ears {
    fn recognize(&self, samples: &[f32], hint: &Hint) -> Result<Transcript, SpeechError> {
        check(samples)?;
        let likelihoods = self.vad.judge(&mut Activity::default(), &padded(samples))?;
        let mut transcript = Transcript {
            audio_ms: milliseconds(samples.len()),
            language: hint.language.unwrap_or_default(),
            ..Default::default()
        };
        for piece in pieces(&likelihoods, samples.len(), self.whisper.max_samples()) {
            let request = Request::of(hint);
            let heard = self.whisper.recognise(&samples[piece], &request)?;
            append(&mut transcript, &heard);
        }
        Ok(transcript)
    }

    fn transcribe(
        &self,
        audio: &mut dyn Iterator<Item = Result<Vec<f32>, SpeechError>>,
        hint: &Hint,
        heard: &mut dyn FnMut(&Segment) -> ControlFlow<()>,
    ) -> Result<Transcript, SpeechError> {
        let mut listening = Listening::new(self.clone(), hint.clone());
        for samples in audio {
            listening.push(&samples?)?;
        }
        let transcript = Box::new(listening).finish()?;
        let _ = transcript.segments.iter().try_for_each(heard);
        Ok(transcript)
    }

    fn listen(&self, hint: Hint) -> Box<dyn Listen> {
        Box::new(Listening::new(self.clone(), hint))
    }
}

/// Adds what was heard next; the first words decide the language.
pub(crate) fn append(transcript: &mut Transcript, heard: &Recognised) {
    if heard.text.is_empty() {
        return;
    }
    if transcript.text.is_empty() {
        transcript.language = heard.language;
    } else {
        transcript.text.push(' ');
    }
    transcript.text.push_str(&heard.text);
}

pub(crate) fn check(samples: &[f32]) -> Result<(), SpeechError> {
    if samples.len() as u64 > u64::from(MAX_SECONDS) * u64::from(LISTENING_RATE) {
        let seconds = samples.len() as f64 / f64::from(LISTENING_RATE);
        return Err(SpeechError::TooLong { seconds, limit: MAX_SECONDS });
    }
    if samples.iter().any(|sample| !sample.is_finite()) {
        return Err(SpeechError::Unreadable("a sample is not a number".into()));
    }
    Ok(())
}

pub(crate) fn milliseconds(samples: usize) -> u32 {
    u32::try_from(samples as u64 * 1000 / u64::from(LISTENING_RATE)).unwrap_or(u32::MAX)
}

/// With enough silence behind it that the last chunk is judged, too.
fn padded(samples: &[f32]) -> Vec<f32> {
    let mut padded = samples.to_vec();
    padded.resize(samples.len().next_multiple_of(CHUNK), 0.0);
    padded
}

/// The parts of the audio to recognise, each no longer than `longest`: speech with a little silence around it. Speech
/// is joined over pauses as long as it fits, and cut where a voice is least likely when it does not.
fn pieces(likelihoods: &[f32], length: usize, longest: usize) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for speech in spoken(likelihoods, length) {
        let mut rest = speech.start.saturating_sub(MARGIN)..(speech.end + MARGIN).min(length);
        match pieces.last_mut() {
            Some(last) if rest.end - last.start <= longest => {
                last.end = rest.end;
                continue;
            }
            Some(last) => rest.start = rest.start.max(last.end),
            None => {}
        }
        while rest.len() > longest {
            let cut = quietest(likelihoods, rest.start + longest / 2..rest.start + longest);
            pieces.push(rest.start..cut);
            rest.start = cut;
        }
        pieces.push(rest);
    }
    pieces
}

/// The stretches in which somebody speaks.
fn spoken(likelihoods: &[f32], length: usize) -> Vec<Range<usize>> {
    let mut segmenter = Segmenter::default();
    let mut spoken: Vec<Range<usize>> = likelihoods
        .iter()
        .filter_map(|likelihood| match segmenter.push(*likelihood) {
            Some(crate::vad::Change::Ended(speech)) => Some(speech),
            _ => None,
        })
        .collect();
    spoken.extend(segmenter.speaking().cloned());
    spoken.into_iter().map(|speech| speech.start.min(length)..speech.end.min(length)).collect()
}

/// The middle of the chunk within these samples that is least likely to hold a voice.
pub(crate) fn quietest(likelihoods: &[f32], within: Range<usize>) -> usize {
    let chunks = within.start.div_ceil(CHUNK)..(within.end / CHUNK).min(likelihoods.len());
    // Of equally quiet ones the last: the longer a piece, the better it is understood.
    let quietest = chunks.rev().min_by(|a, b| likelihoods[*a].total_cmp(&likelihoods[*b]));
    quietest.map_or(within.end, |chunk| chunk * CHUNK + CHUNK / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_audio_is_cut_at_pauses() {
        const SECOND: usize = 31; // chunks
        let speech = |seconds: usize| vec![0.9; seconds * SECOND];
        let pause = |seconds: usize| vec![0.0; seconds * SECOND];
        let longest = 30 * LISTENING_RATE as usize;
        for (likelihoods, expected) in [
            (pause(3), 0),
            (speech(3), 1),
            ([speech(10), pause(2), speech(10)].concat(), 1),
            ([speech(20), pause(2), speech(20)].concat(), 2),
            (speech(70), 3),
            ([speech(5), pause(60), speech(5)].concat(), 2),
        ] {
            let length = likelihoods.len() * CHUNK;
            let pieces = pieces(&likelihoods, length, longest);
            assert_eq!(pieces.len(), expected, "{pieces:?}");
            assert!(pieces.iter().all(|piece| !piece.is_empty() && piece.len() <= longest), "{pieces:?}");
            assert!(pieces.windows(2).all(|two| two[0].end <= two[1].start), "{pieces:?}");
            assert!(pieces.last().is_none_or(|last| last.end <= length));
        }
    }
}
