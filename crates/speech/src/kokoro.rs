//! Kokoro: phonemes in, samples out.
//!
//! A small ONNX graph made from a style and a row of tokens. The style is a blend of two of the package's voices,
//! chosen by measurement (docs/performance.md); it depends on how long the piece is.

use std::collections::HashMap;
use std::path::Path;

use models::onnx::{Graph, OnnxRuntime, Tensor};
use ndarray::{Array1, Array2, Array3, ArrayD, Axis, Ix3};
use ndarray_npy::NpzReader;
use serde::Deserialize;

use crate::SpeechError;

/// Samples a second.
pub const RATE: u32 = 24_000;

/// The most phonemes that one run takes; the rest is left unsaid, so callers cut before.
pub const MAX_PHONEMES: usize = 500;

/// Of the pairs measured, the one that Whisper understands best.
const BLEND: [(&str, f32); 2] = [("jf_nezumi", 0.7), ("jf_alpha", 0.3)];

/// Stands before and after the tokens.
const PAD: i64 = 0;

pub struct Kokoro {
    graph: Graph,
    tokens: HashMap<char, i64>,
    /// A row of 256 numbers for every length in tokens.
    styles: Array2<f32>,
}

impl Kokoro {
    /// Opens `model.onnx`, `vocab.json` and `voices.npz`.
    pub fn open(folder: &Path, runtime: &OnnxRuntime, threads: usize) -> Result<Self, SpeechError> {
        let graph = runtime
            .open(&folder.join("model.onnx"), threads)
            .map_err(|e| SpeechError::Model(e.to_string()))?;
        Ok(Self {
            graph,
            tokens: tokens(&folder.join("vocab.json"))?,
            styles: styles(&folder.join("voices.npz"))?,
        })
    }

    /// Says the phonemes; letters outside the model's alphabet are left out. No phoneme gives no sample.
    pub fn say(&self, phonemes: &str, speed: f32) -> Result<Vec<f32>, SpeechError> {
        let known = phonemes.chars().filter_map(|c| self.tokens.get(&c).copied());
        let mut row: Vec<i64> = std::iter::once(PAD).chain(known.take(MAX_PHONEMES)).collect();
        let length = row.len() - 1;
        if length == 0 {
            return Ok(Vec::new());
        }
        row.push(PAD);
        let style = self.styles.row(length.min(self.styles.nrows() - 1)).insert_axis(Axis(0)).to_owned();
        let tokens = Array1::from_vec(row).insert_axis(Axis(0));
        let outputs = self.graph.run([
            ("tokens", Tensor::I64(tokens.into_dyn())),
            ("style", Tensor::F32(style.into_dyn())),
            ("speed", Tensor::F32(Array1::from_elem(1, speed).into_dyn())),
        ]);
        let audio: ArrayD<f32> = outputs
            .map_err(|e| SpeechError::Engine(e.to_string()))?
            .into_iter()
            .next()
            .ok_or_else(|| SpeechError::Engine("the graph gave no audio".into()))?;
        Ok(audio.into_iter().map(|sample| if sample.is_finite() { sample } else { 0.0 }).collect())
    }
}

fn tokens(file: &Path) -> Result<HashMap<char, i64>, SpeechError> {
    #[derive(Deserialize)]
    struct Alphabet {
        vocab: HashMap<char, i64>,
    }
    let text = std::fs::read_to_string(file).map_err(|e| unusable(file, &e))?;
    let alphabet: Alphabet = serde_json::from_str(&text).map_err(|e| unusable(file, &e))?;
    Ok(alphabet.vocab)
}

fn styles(file: &Path) -> Result<Array2<f32>, SpeechError> {
    let opened = std::fs::File::open(file).map_err(|e| unusable(file, &e))?;
    let mut voices = NpzReader::new(opened).map_err(|e| unusable(file, &e))?;
    let mut blend: Option<Array3<f32>> = None;
    for (name, share) in BLEND {
        let voice: Array3<f32> = voices
            .by_name::<ndarray::OwnedRepr<f32>, Ix3>(&format!("{name}.npy"))
            .map_err(|e| unusable(file, &e))?;
        blend = Some(match blend {
            Some(sum) if sum.dim() == voice.dim() => sum + voice * share,
            Some(_) => return Err(unusable(file, &"its voices differ in shape")),
            None => voice * share,
        });
    }
    let blend = blend.ok_or_else(|| unusable(file, &"it has no voice"))?;
    if blend.is_empty() || blend.len_of(Axis(1)) != 1 {
        return Err(unusable(file, &"its voices have an unknown shape"));
    }
    Ok(blend.index_axis_move(Axis(1), 0))
}

fn unusable(file: &Path, reason: &dyn std::fmt::Display) -> SpeechError {
    SpeechError::Model(format!("{} ({reason}): run `ieum models verify`", file.display()))
}
