//! Piper: voices as VITS graphs with a list of the phonemes they know.
//!
//! A folder holds `model.onnx` and `model.onnx.json`. Most voices were trained on phonemes in IPA: those come from our
//! own reading of Korean and English. Voices that were trained on spelling get letters.

use std::collections::BTreeMap;
use std::path::Path;

use domain::Language;
use models::onnx::{Graph, OnnxRuntime, Stop, Tensor};
use ndarray::{Array1, Axis};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::english::English;
use crate::phonemes::{self, ipa};
use crate::voice::{Model, Tone, samples};
use crate::{SpeechError, pitch};

const GRAPH: &str = "model.onnx";
const CONFIG: &str = "model.onnx.json";

/// Stand before the phonemes, between them, and behind them.
const BEGIN: &str = "^";
const PAD: &str = "_";
const END: &str = "$";

/// The most tokens of one run; a piece of text has a tenth of it.
const MAX_TOKENS: usize = 4_000;
/// Rates at which speech can be understood and that people can hear.
const RATES: std::ops::RangeInclusive<u32> = 8_000..=96_000;
/// No published voice has more speakers.
const MOST_SPEAKERS: usize = 10_000;

pub struct Piper {
    graph: Graph,
    config: Config,
    english: English,
}

/// What is used of the JSON file beside a voice.
#[derive(Debug, Deserialize)]
struct Config {
    audio: Audio,
    #[serde(default)]
    inference: Inference,
    #[serde(default)]
    phoneme_type: Option<String>,
    phoneme_id_map: BTreeMap<String, Vec<i64>>,
    #[serde(default = "one")]
    num_speakers: usize,
    #[serde(default)]
    speaker_id_map: BTreeMap<String, i64>,
    #[serde(default)]
    dataset: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Audio {
    sample_rate: u32,
}

/// How much chance there is in a voice, and its pace.
#[derive(Debug, Deserialize)]
#[serde(default)]
struct Inference {
    noise_scale: f32,
    length_scale: f32,
    noise_w: f32,
}

impl Default for Inference {
    fn default() -> Self {
        Self { noise_scale: 0.667, length_scale: 1.0, noise_w: 0.8 }
    }
}

fn one() -> usize {
    1
}

impl Piper {
    /// Whether the folder holds a Piper voice.
    pub fn is_in(folder: &Path) -> bool {
        folder.join(CONFIG).is_file()
    }

    pub fn open(
        folder: &Path,
        english: English,
        runtime: &OnnxRuntime,
        threads: usize,
    ) -> Result<Self, SpeechError> {
        let file = folder.join(CONFIG);
        let unusable = |reason: &dyn std::fmt::Display| {
            SpeechError::Model(format!("{} ({reason}): run `ieum models add` again", file.display()))
        };
        let text = std::fs::read_to_string(&file).map_err(|e| unusable(&e))?;
        let config: Config = serde_json::from_str(&text).map_err(|e| unusable(&e))?;
        if !RATES.contains(&config.audio.sample_rate) {
            return Err(unusable(&format!("a sample rate of {} Hz", config.audio.sample_rate)));
        }
        if config.num_speakers > MOST_SPEAKERS || config.speaker_id_map.len() > MOST_SPEAKERS {
            return Err(unusable(&"too many speakers"));
        }
        if let Some(missing) = [BEGIN, PAD, END].into_iter().find(|mark| config.ids(mark).is_empty()) {
            return Err(unusable(&format!("phoneme_id_map has no {missing:?}")));
        }
        let graph =
            runtime.open(&folder.join(GRAPH), threads).map_err(|e| SpeechError::Model(e.to_string()))?;
        Ok(Self { graph, config, english })
    }

    /// The number of the speaker; the first when none is named.
    fn speaker(&self, voice: Option<&str>) -> Option<i64> {
        let Some(voice) = voice else { return Some(0) };
        let speakers = &self.config.speaker_id_map;
        let named = speakers.iter().find(|(name, _)| name.eq_ignore_ascii_case(voice.trim()));
        let only = || (self.voices() == [voice.trim()]).then_some(0);
        named.map(|(_, id)| *id).or_else(only)
    }

    /// The tokens of the phonemes, with what stands around and between them.
    fn tokens(&self, phonemes: &str) -> Vec<i64> {
        let mut tokens = self.config.ids(BEGIN).to_vec();
        tokens.extend(self.config.ids(PAD));
        let mut letter = [0; 4];
        for c in phonemes.chars() {
            let ids = self.config.ids(c.encode_utf8(&mut letter));
            if !ids.is_empty() && tokens.len() < MAX_TOKENS {
                tokens.extend(ids);
                tokens.extend(self.config.ids(PAD));
            }
        }
        tokens.extend(self.config.ids(END));
        tokens
    }
}

impl Config {
    fn ids(&self, phoneme: &str) -> &[i64] {
        self.phoneme_id_map.get(phoneme).map_or(&[], Vec::as_slice)
    }

    /// Trained on letters instead of sounds.
    fn spells(&self) -> bool {
        self.phoneme_type.as_deref() == Some("text")
    }
}

impl Model for Piper {
    fn rate(&self) -> u32 {
        self.config.audio.sample_rate
    }

    fn voices(&self) -> Vec<String> {
        let mut speakers: Vec<_> = self.config.speaker_id_map.iter().collect();
        speakers.sort_by_key(|(_, id)| **id);
        let names: Vec<String> = speakers.into_iter().map(|(name, _)| name.clone()).collect();
        let only = || vec![self.config.dataset.clone().unwrap_or_else(|| "piper".into())];
        if names.is_empty() { only() } else { names }
    }

    fn has(&self, voice: &str) -> bool {
        self.speaker(Some(voice)).is_some()
    }

    fn phonemes(&self, text: &str, language: Language) -> String {
        let knows = |c: char| !self.config.ids(c.encode_utf8(&mut [0; 4])).is_empty();
        if self.config.spells() {
            return letters(&korean::reading::read(text), &knows);
        }
        phonemes::of(text, language, &|pronounced| ipa::korean(pronounced, &knows), &|words| {
            ipa::english(&self.english.phonemes(words), &knows)
        })
    }

    fn say(&self, phonemes: &str, tone: &Tone, stop: &Stop) -> Result<Option<Vec<f32>>, SpeechError> {
        let Inference { noise_scale, length_scale, noise_w } = self.config.inference;
        let ratio = pitch::ratio(tone.pitch);
        let scales = vec![noise_scale, length_scale * ratio / tone.speed, noise_w];
        let tokens = self.tokens(phonemes);
        let length = Array1::from_elem(1, tokens.len() as i64);
        let inputs = [
            ("input", Tensor::I64(Array1::from_vec(tokens).insert_axis(Axis(0)).into_dyn())),
            ("input_lengths", Tensor::I64(length.into_dyn())),
            ("scales", Tensor::F32(Array1::from_vec(scales).into_dyn())),
        ];
        let outputs = if self.config.num_speakers > 1 {
            let speaker = self.speaker(tone.voice.as_deref()).unwrap_or(0);
            let [input, lengths, scales] = inputs;
            let speaker = ("sid", Tensor::I64(Array1::from_elem(1, speaker).into_dyn()));
            self.graph.run_until(stop, [input, lengths, scales, speaker])
        } else {
            self.graph.run_until(stop, inputs)
        };
        samples(outputs)?.map(|samples| pitch::faster(samples, ratio, self.rate())).transpose()
    }
}

/// A reading in the letters that the model knows: whole syllables, or else their parts.
fn letters(reading: &str, knows: &dyn Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(reading.len());
    for c in reading.to_lowercase().chars() {
        if knows(c) {
            out.push(c);
        } else {
            out.extend(c.to_string().nfd().filter(|part| knows(*part)));
        }
    }
    out
}
