//! Takes weights from a local folder, once they have shown that they are what they claim to be.

use std::fs;
use std::path::Path;

use domain::{Progress, Step};

use crate::ct2::Ct2Weights;
use crate::manifest::is_plain_name;
use crate::marker::{Marker, Origin, Verified};
use crate::safetensors::{self, INDEX, Safetensors, WHOLE};
use crate::voices::{self, Taken};
use crate::{ModelError, Models, digest};

/// What a folder holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A Whisper model, of CTranslate2 or Hugging Face.
    Whisper,
    /// A Kokoro graph with its voices.
    Kokoro,
    /// A Piper voice.
    Piper,
}

/// No file of a model we know is larger.
const LARGEST: u64 = 8 << 30;
/// Configuration files are small; a large one is something else.
const LARGEST_JSON: u64 = 64 << 20;

impl Models {
    /// Copies the model in `from` into the cache folder under this name. A pinned model of that name is replaced.
    pub fn add(&self, from: &Path, name: &str, progress: &dyn Progress) -> Result<Kind, ModelError> {
        let refused = |reason: String| ModelError::NotAModel { folder: from.into(), reason };
        if !is_plain_name(name) {
            return Err(refused(format!(
                "{name:?} cannot be its name: use lower-case letters, digits and hyphens"
            )));
        }
        let (kind, taken) = recognise(from).map_err(refused)?;
        let _lock = self.lock(progress)?;
        let half = self.half(name)?;
        let mut files = Vec::new();
        for Taken { from, name } in taken {
            let to = half.path().join(&name);
            let folder = to.parent().unwrap_or(half.path());
            fs::create_dir_all(folder).map_err(ModelError::at(folder))?;
            files.push(copy(&from, &to, &name, progress)?);
        }
        self.settle(name, half, &Marker { origin: Origin::Local, files })?;
        Ok(kind)
    }
}

/// The weights of a Whisper model as CTranslate2 writes them.
const CTRANSLATE2: &str = "model.bin";
/// What a Whisper model has beside its weights, and may have.
const WHISPER: [&str; 2] = ["config.json", "tokenizer.json"];
const WHISPER_OPTIONAL: [&str; 4] =
    ["generation_config.json", "vocabulary.txt", "vocabulary.json", "preprocessor_config.json"];

/// What the folder holds and which of its files are taken, or why it is nothing we know.
fn recognise(folder: &Path) -> Result<(Kind, Vec<Taken>), String> {
    if [CTRANSLATE2, WHOLE, INDEX].iter().any(|name| folder.join(name).is_file()) {
        return Ok((Kind::Whisper, whisper(folder)?));
    }
    let known = "it has neither model.bin or model.safetensors (Whisper, of CTranslate2 or Hugging Face) nor a graph such as model.onnx (Kokoro, Piper)";
    voices::recognise(folder)?.ok_or_else(|| known.into())
}

fn whisper(folder: &Path) -> Result<Vec<Taken>, String> {
    let weights = if folder.join(CTRANSLATE2).is_file() {
        vec![CTRANSLATE2.to_owned()]
    } else {
        safetensors::files(folder).map_err(|error| error.to_string())?
    };
    let needed = weights.iter().map(String::as_str).chain(WHISPER);
    for file in needed.clone() {
        let bytes = fs::metadata(folder.join(file)).map_err(|_| format!("{file} is missing"))?.len();
        let limit = if file.ends_with(".json") { LARGEST_JSON } else { LARGEST };
        if bytes == 0 || bytes > limit {
            return Err(format!("{file} has {bytes} bytes"));
        }
    }
    check_whisper(folder)?;
    // An index is only read where there is no whole file, and may stay behind otherwise.
    let index = weights.iter().all(|name| name != CTRANSLATE2 && name != WHOLE).then_some(INDEX);
    let names = needed.chain(WHISPER_OPTIONAL).chain(index);
    let files = names.map(|name| Taken { from: folder.join(name), name: name.into() });
    Ok(files.filter(|file| file.from.is_file()).collect())
}

/// The tensors that make a Whisper model, in weights that can be read to the end.
fn check_whisper(folder: &Path) -> Result<(), String> {
    if !folder.join(CTRANSLATE2).is_file() {
        let weights = Safetensors::open(folder).map_err(|error| error.to_string())?;
        let needed =
            ["encoder.conv1.weight", "decoder.embed_tokens.weight", "decoder.embed_positions.weight"];
        let there = |name: &str| weights.contains(name) || weights.contains(&format!("model.{name}"));
        return match needed.iter().find(|name| !there(name)) {
            Some(name) => Err(format!("it has no tensor {name:?}: this is no Whisper model")),
            None => Ok(()),
        };
    }
    let weights =
        Ct2Weights::open(&folder.join(CTRANSLATE2)).map_err(|error| format!("model.bin {error}"))?;
    if weights.spec() != "WhisperSpec" {
        return Err(format!("model.bin holds a {:?}, not a Whisper model", weights.spec()));
    }
    let needed =
        ["encoder/conv1/weight", "decoder/embeddings/weight", "decoder/position_encodings/encodings"];
    match needed.iter().find(|name| weights.shape(name).is_err()) {
        Some(name) => Err(format!("model.bin has no tensor {name:?}")),
        None => Ok(()),
    }
}

fn copy(from: &Path, to: &Path, name: &str, progress: &dyn Progress) -> Result<Verified, ModelError> {
    let total = fs::metadata(from).map_err(ModelError::at(from))?.len();
    progress.begin(&Step { name: format!("copying {name}"), total: Some(total), bytes: true });
    let bytes = fs::copy(from, to).map_err(ModelError::at(to))?;
    let sha256 = digest::of_file(to, |_| ()).map_err(ModelError::at(to))?;
    progress.advance(bytes);
    progress.finish();
    Ok(Verified { name: name.into(), bytes, sha256 })
}
