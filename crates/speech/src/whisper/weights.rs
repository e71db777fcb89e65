//! Whisper's weights under one set of names, whichever program wrote them.
//!
//! The names are CTranslate2's. Hugging Face has the same numbers under other names, with queries, keys and values apart.

use std::path::Path;

use models::ct2::Ct2Weights;
use models::safetensors::{INDEX, Safetensors, WHOLE};
use serde::Deserialize;

use super::tokens;
use crate::SpeechError;

pub enum Weights {
    CTranslate2(Ct2Weights),
    HuggingFace(Box<HuggingFace>),
}

pub struct HuggingFace {
    tensors: Safetensors,
    config: Config,
    /// What precedes every name: some are saved without it.
    prefix: &'static str,
}

/// What `config.json` says about the shape of the model.
#[derive(Deserialize)]
struct Config {
    encoder_attention_heads: usize,
    decoder_attention_heads: usize,
}

impl Weights {
    /// Opens the weights in a folder: `model.bin`, `model.safetensors`, or several of the latter with their index.
    pub fn open(folder: &Path) -> Result<Self, SpeechError> {
        if [WHOLE, INDEX].iter().any(|name| folder.join(name).is_file()) {
            return HuggingFace::open(folder).map(|weights| Self::HuggingFace(Box::new(weights)));
        }
        let path = folder.join("model.bin");
        let failed = |reason: String| SpeechError::Model(format!("{} {reason}", path.display()));
        let weights = Ct2Weights::open(&path).map_err(|error| failed(error.to_string()))?;
        if weights.spec() != "WhisperSpec" {
            return Err(failed(format!("holds a {}, not a Whisper", weights.spec())));
        }
        Ok(Self::CTranslate2(weights))
    }

    pub fn shape(&self, name: &str) -> Result<Vec<usize>, SpeechError> {
        match self {
            Self::CTranslate2(weights) => weights.shape(name).map(<[_]>::to_vec).map_err(unusable),
            Self::HuggingFace(weights) => weights.shape(name),
        }
    }

    pub fn contains(&self, name: &str) -> bool {
        self.shape(name).is_ok()
    }

    /// The numbers of a tensor that must have this shape.
    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, SpeechError> {
        match self {
            Self::CTranslate2(weights) => weights.floats(name, shape).map_err(unusable),
            Self::HuggingFace(weights) => weights.floats(name, shape),
        }
    }

    /// The number of attention heads in one half of a model of this width.
    pub fn heads(&self, half: &str, width: usize) -> Result<usize, SpeechError> {
        let heads = match self {
            Self::CTranslate2(weights) => {
                let heads = weights.integer(&format!("{half}/num_heads")).map_err(unusable)?;
                usize::try_from(heads).unwrap_or_default()
            }
            Self::HuggingFace(weights) if half == "encoder" => weights.config.encoder_attention_heads,
            Self::HuggingFace(weights) => weights.config.decoder_attention_heads,
        };
        if heads == 0 || !width.is_multiple_of(heads) {
            return Err(SpeechError::Model(format!("{heads} attention heads do not divide {width}")));
        }
        Ok(heads)
    }
}

impl HuggingFace {
    fn open(folder: &Path) -> Result<Self, SpeechError> {
        let config: Config = serde_json::from_slice(&tokens::read(folder, "config.json")?)
            .map_err(|error| SpeechError::Model(format!("config.json is not a Whisper's: {error}")))?;
        let tensors = Safetensors::open(folder).map_err(unusable)?;
        let prefix = if tensors.contains("model.encoder.conv1.weight") { "model." } else { "" };
        Ok(Self { tensors, config, prefix })
    }

    fn shape(&self, name: &str) -> Result<Vec<usize>, SpeechError> {
        let parts = self.parts(name);
        let mut shape = self.tensors.shape(&parts[0]).map_err(unusable)?.to_vec();
        shape[..1].iter_mut().for_each(|rows| *rows *= parts.len());
        Ok(shape)
    }

    fn floats(&self, name: &str, expected: &[usize]) -> Result<Vec<f32>, SpeechError> {
        let parts = self.parts(name);
        let mut whole = expected.to_vec();
        whole[..1].iter_mut().for_each(|rows| *rows /= parts.len());
        let mut numbers = Vec::with_capacity(expected.iter().product());
        for part in &parts {
            if part.ends_with("k_proj.bias") && !self.tensors.contains(part) {
                // Whisper's keys have no bias.
                numbers.resize(numbers.len() + whole.iter().product::<usize>(), 0.0);
                continue;
            }
            let shape = self.tensors.shape(part).map_err(unusable)?;
            if shape != whole {
                let message =
                    format!("the tensor {part:?} has the shape {shape:?} where {whole:?} was expected");
                return Err(SpeechError::Model(message));
            }
            numbers.extend(self.tensors.floats(part).map_err(unusable)?);
        }
        Ok(numbers)
    }

    /// Hugging Face's names of the tensors that make one of CTranslate2's.
    fn parts(&self, name: &str) -> Vec<String> {
        let path: Vec<&str> = name.split('/').collect();
        let named = |name: String| format!("{}{name}", self.prefix);
        let kind = |kind: &str| {
            match kind {
                "gamma" => "weight",
                "beta" => "bias",
                other => other,
            }
            .to_owned()
        };
        match path.as_slice() {
            ["decoder", "embeddings" | "projection", _] => vec![named("decoder.embed_tokens.weight".into())],
            [half, "position_encodings", _] => vec![named(format!("{half}.embed_positions.weight"))],
            [half, layer, "ffn" | "self_attention" | "attention", ..] => {
                let layer = layer.strip_prefix("layer_").unwrap_or(layer);
                let suffix = kind(path[path.len() - 1]);
                let parts = layer_parts(path[2], path[3]);
                parts.iter().map(|part| named(format!("{half}.layers.{layer}.{part}.{suffix}"))).collect()
            }
            [half, part, suffix] => vec![named(format!("{half}.{part}.{}", kind(suffix)))],
            _ => vec![named(name.to_owned())],
        }
    }
}

/// The parts of a layer, which CTranslate2 joins where they have the same input.
fn layer_parts(group: &str, part: &str) -> &'static [&'static str] {
    match (group, part) {
        ("self_attention", "linear_0") => &["self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"],
        ("self_attention", "linear_1") => &["self_attn.out_proj"],
        ("self_attention", _) => &["self_attn_layer_norm"],
        ("attention", "linear_0") => &["encoder_attn.q_proj"],
        ("attention", "linear_1") => &["encoder_attn.k_proj", "encoder_attn.v_proj"],
        ("attention", "linear_2") => &["encoder_attn.out_proj"],
        ("attention", _) => &["encoder_attn_layer_norm"],
        (_, "linear_0") => &["fc1"],
        (_, "linear_1") => &["fc2"],
        _ => &["final_layer_norm"],
    }
}

/// Weights that are there but do not make a Whisper.
fn unusable(error: impl std::fmt::Display) -> SpeechError {
    SpeechError::Model(format!("the Whisper weights file {error}"))
}
