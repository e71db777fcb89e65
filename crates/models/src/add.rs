//! Takes weights from a local folder, once they have shown that they are what they claim to be.

use std::fs;
use std::path::Path;

use domain::{Progress, Step};

use crate::ct2::Ct2Weights;
use crate::manifest::is_plain_name;
use crate::marker::{Marker, Origin, Verified};
use crate::voices::{self, Taken};
use crate::{ModelError, Models, digest};

/// What a folder holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A Whisper model in CTranslate2 form.
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

/// What a Whisper model has, and may have.
const WHISPER: [&str; 3] = ["model.bin", "config.json", "tokenizer.json"];
const WHISPER_OPTIONAL: [&str; 3] = ["vocabulary.txt", "vocabulary.json", "preprocessor_config.json"];

/// What the folder holds and which of its files are taken, or why it is nothing we know.
fn recognise(folder: &Path) -> Result<(Kind, Vec<Taken>), String> {
    if folder.join(WHISPER[0]).is_file() {
        return Ok((Kind::Whisper, whisper(folder)?));
    }
    let known = "it has neither model.bin (Whisper, converted to CTranslate2) nor a graph such as model.onnx (Kokoro, Piper)";
    voices::recognise(folder)?.ok_or_else(|| known.into())
}

fn whisper(folder: &Path) -> Result<Vec<Taken>, String> {
    for file in WHISPER {
        let bytes = fs::metadata(folder.join(file)).map_err(|_| format!("{file} is missing"))?.len();
        let limit = if file.ends_with(".json") { LARGEST_JSON } else { LARGEST };
        if bytes == 0 || bytes > limit {
            return Err(format!("{file} has {bytes} bytes"));
        }
    }
    check_whisper(folder)?;
    let names = WHISPER.into_iter().chain(WHISPER_OPTIONAL);
    let files = names.map(|name| Taken { from: folder.join(name), name: name.into() });
    Ok(files.filter(|file| file.from.is_file()).collect())
}

/// The tensors that make a Whisper model, in weights that can be read to the end.
fn check_whisper(folder: &Path) -> Result<(), String> {
    let weights =
        Ct2Weights::open(&folder.join("model.bin")).map_err(|error| format!("model.bin {error}"))?;
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
