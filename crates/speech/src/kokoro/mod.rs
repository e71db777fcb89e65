//! Kokoro: phonemes in, samples out.
//!
//! A small ONNX graph made from a style and a row of tokens. The style is a blend of voices; of the pinned package's, one
//! chosen by measurement (docs/performance.md) speaks when none is named. A style depends on how long the piece is.

use std::collections::HashMap;
use std::path::Path;

use domain::Language;
use models::onnx::{Graph, OnnxRuntime, Operation, Splice, Stop, Tensor};
use ndarray::{Array1, Axis};
use serde::Deserialize;

use self::sounds::Tokens;
use crate::english::English;
use crate::styles::{Blend, Styles};
use crate::voice::{Model, Tone, samples};
use crate::{SpeechError, phonemes, pitch};

mod bend;
mod convolutions;
mod links;
mod snake;
pub mod sounds;

/// Samples a second.
const RATE: u32 = 24_000;

/// The most phonemes that one run takes; the rest is left unsaid, so callers cut before.
const MAX_PHONEMES: usize = 500;

/// The blend of the pinned package's voices that Whisper understands best, under a name of its own.
const OWN: (&str, &str) = ("ieum", "jf_nezumi:0.595,jf_alpha:0.255,jm_kumo:0.15");
/// Its style is that of pieces of this many tokens: those of short pieces are spoken less clearly.
const OWN_LENGTH: usize = 350;
/// A little less of what sets its voices apart is understood better.
const OWN_STRENGTH: f32 = 0.92;

/// Stands before and after the tokens.
const PAD: i64 = 0;

/// Begins a Korean piece whose first consonant is strong: without it that comes so softly that 태풍 is heard as 대풍.
/// Before a vowel or a soft consonant it may be heard as a sound itself: 안녕하세요 as 간양 하세요.
const BREATH: char = '…';

pub struct Kokoro {
    graph: Graph,
    /// What this export of the graph calls its tokens.
    tokens_input: &'static str,
    /// The graph lets its pitch be chosen; else it is shifted afterwards.
    bends: bool,
    tokens: Tokens,
    styles: Styles,
    english: English,
}

impl Kokoro {
    /// Opens `model.onnx`, `vocab.json` and the voices.
    pub fn open(
        folder: &Path,
        english: English,
        runtime: &OnnxRuntime,
        threads: usize,
    ) -> Result<Self, SpeechError> {
        let plain = Tokens::new(alphabet(&folder.join("vocab.json"))?);
        let mut learned = plain.clone();
        let graph = runtime
            .open_with(&folder.join("model.onnx"), threads, |graph| {
                let mut splice = quicker(&graph.operations);
                learned.learn(graph, &mut splice);
                Some(splice)
            })
            .map_err(|e| SpeechError::Model(e.to_string()))?;
        let inputs = graph.inputs();
        let has = |name: &str| inputs.iter().any(|input| input == name);
        let tokens_input = ["tokens", "input_ids"].into_iter().find(|name| has(name)).ok_or_else(|| {
            unusable(
                &folder.join("model.onnx"),
                &"it has neither tokens nor input_ids: it is not Kokoro's graph",
            )
        })?;
        let bends = has(bend::BEND);
        // One that did not take the changes has not taken the sounds either.
        let tokens = if bends { learned } else { plain };
        Ok(Self { graph, tokens_input, bends, tokens, styles: Styles::open(folder)?, english })
    }

    fn own(&self) -> Option<Blend> {
        Some(self.styles.blend(OWN.1)?.at_length(OWN_LENGTH).with_strength(OWN_STRENGTH))
    }

    /// The style of a piece with so many tokens. Our own voice has one for Korean and one for everything else.
    fn style(&self, voice: Option<&str>, phonemes: &str, length: usize) -> Array1<f32> {
        let other = voice.filter(|name| !is_own(name)).and_then(|name| self.styles.blend(name));
        let blend = match (other, self.own()) {
            (Some(other), _) => other,
            (None, Some(own)) => match &self.tokens.style {
                Some(korean) if sounds::is_korean(phonemes) => return korean.clone(),
                _ => own,
            },
            (None, None) => self.styles.first(),
        };
        self.styles.row(&blend, length)
    }

    /// Runs the graph. No phoneme gives no sample.
    fn run(
        &self,
        phonemes: &str,
        voice: Option<&str>,
        [speed, bend]: [f32; 2],
        stop: &Stop,
    ) -> Result<Option<Vec<f32>>, SpeechError> {
        let known = self.tokens.of(phonemes).take(MAX_PHONEMES);
        let mut row: Vec<i64> = std::iter::once(PAD).chain(known).collect();
        let length = row.len() - 1;
        if length == 0 {
            return Ok(Some(Vec::new()));
        }
        row.push(PAD);
        let style = self.style(voice, phonemes, length).insert_axis(Axis(0));
        let tokens = Array1::from_vec(row).insert_axis(Axis(0));
        let one = |value| Tensor::F32(Array1::from_elem(1, value).into_dyn());
        let inputs = [
            (self.tokens_input, Tensor::I64(tokens.into_dyn())),
            ("style", Tensor::F32(style.into_dyn())),
            ("speed", one(speed)),
        ];
        let outputs = if self.bends {
            let [tokens, style, speed] = inputs;
            self.graph.run_until(stop, [tokens, style, speed, (bend::BEND, one(bend))])
        } else {
            self.graph.run_until(stop, inputs)
        };
        samples(outputs)
    }
}

impl Model for Kokoro {
    fn rate(&self) -> u32 {
        RATE
    }

    fn voices(&self) -> Vec<String> {
        let own = self.own().map(|_| OWN.0);
        own.into_iter().chain(self.styles.names()).map(str::to_owned).collect()
    }

    fn has(&self, voice: &str) -> bool {
        if is_own(voice) { self.own().is_some() } else { self.styles.blend(voice).is_some() }
    }

    fn phonemes(&self, text: &str, language: Language) -> String {
        let mut phonemes =
            phonemes::of(text, language, &phonemes::korean::phonemes, &|word| self.english.phonemes(word));
        if Language::of(text).unwrap_or(language) == Language::Korean && begins_strongly(&phonemes) {
            phonemes.insert(0, BREATH);
        }
        phonemes
    }

    fn plain(&self, phonemes: &str) -> String {
        sounds::nearest(phonemes)
    }

    fn say(&self, phonemes: &str, tone: &Tone, stop: &Stop) -> Result<Option<Vec<f32>>, SpeechError> {
        let voice = tone.voice.as_deref();
        let ratio = pitch::ratio(tone.pitch);
        if self.bends {
            return self.run(phonemes, voice, [tone.speed, ratio], stop);
        }
        let slower = self.run(phonemes, voice, [tone.speed / ratio, 1.0], stop)?;
        slower.map(|samples| pitch::faster(samples, ratio, RATE)).transpose()
    }
}

/// Whether the first sound is aspirated, tense or a fricative, which takes more air than the others.
fn begins_strongly(phonemes: &str) -> bool {
    phonemes.starts_with(['s', 'h']) || phonemes.starts_with(|c| "ㅅᄾㅆᄿㅎㄲㄸㅃㅉㅋㅌㅍㅊ".contains(c))
}

fn is_own(voice: &str) -> bool {
    voice.trim().eq_ignore_ascii_case(OWN.0)
}

/// The same sound with less work.
fn quicker(operations: &[Operation]) -> Splice {
    let mut splice = Splice::default();
    bend::add(&mut splice);
    snake::join(operations, &mut splice);
    convolutions::join(operations, &mut splice);
    splice
}

fn alphabet(file: &Path) -> Result<HashMap<char, i64>, SpeechError> {
    /// Where the different packages keep the alphabet.
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Alphabet {
        Config { vocab: HashMap<String, i64> },
        Tokenizer { model: Inner },
        Bare(HashMap<String, i64>),
    }
    #[derive(Deserialize)]
    struct Inner {
        vocab: HashMap<String, i64>,
    }
    let text = std::fs::read_to_string(file).map_err(|e| unusable(file, &e))?;
    let alphabet: Alphabet = serde_json::from_str(&text).map_err(|e| unusable(file, &e))?;
    let (Alphabet::Config { vocab } | Alphabet::Tokenizer { model: Inner { vocab } } | Alphabet::Bare(vocab)) =
        alphabet;
    let single = |(letters, token): (String, i64)| {
        let mut letters = letters.chars();
        letters.next().filter(|_| letters.next().is_none()).map(|letter| (letter, token))
    };
    Ok(vocab.into_iter().filter_map(single).collect())
}

fn unusable(file: &Path, reason: &dyn std::fmt::Display) -> SpeechError {
    SpeechError::Model(format!("{} ({reason}): run `ieum models verify`", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_strong_consonants_are_breathed_before() {
        let check = |word: &str, strong: bool| {
            let phonemes = phonemes::korean::phonemes(&korean::pronounce::pronounce(word));
            assert_eq!(begins_strongly(&phonemes), strong, "{word}: {phonemes}");
        };
        for word in ["태풍", "커피", "파", "차", "까치", "딸기", "빵", "짜장", "쌀", "사과", "시계", "하늘"]
        {
            check(word, true);
        }
        for word in ["안녕", "오늘", "이", "음악", "가방", "다리", "비", "자리", "나무", "물", "라면", ""]
        {
            check(word, false);
        }
    }
}
