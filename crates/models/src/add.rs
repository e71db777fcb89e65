//! Takes weights from a local folder, once they have shown that they are what they claim to be.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use domain::{Progress, Step};

use crate::ct2::Ct2Weights;
use crate::manifest::is_plain_name;
use crate::marker::{Marker, Origin, Verified};
use crate::{ModelError, Models, digest};

/// What a folder holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A Whisper model in CTranslate2 form.
    Whisper,
    /// A Kokoro voice as an ONNX graph.
    Kokoro,
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
        let kind = recognise(from).map_err(refused)?;
        let _lock = self.lock(progress)?;
        let half = self.half(name)?;
        let names = kind.files().iter().copied().chain(kind.optional_files().iter().copied());
        let mut files = Vec::new();
        for file in names.filter(|file| from.join(file).is_file()) {
            files.push(copy(&from.join(file), &half.path().join(file), file, progress)?);
        }
        self.settle(name, half, &Marker { origin: Origin::Local, files })?;
        Ok(kind)
    }
}

impl Kind {
    fn files(self) -> &'static [&'static str] {
        match self {
            Self::Whisper => &["model.bin", "config.json", "tokenizer.json"],
            Self::Kokoro => &["model.onnx", "vocab.json", "voices.npz"],
        }
    }

    fn optional_files(self) -> &'static [&'static str] {
        match self {
            Self::Whisper => &["vocabulary.txt", "vocabulary.json", "preprocessor_config.json"],
            Self::Kokoro => &[],
        }
    }
}

/// What the folder holds, or why it is nothing we know.
fn recognise(folder: &Path) -> Result<Kind, String> {
    let kind = [Kind::Whisper, Kind::Kokoro]
        .into_iter()
        .find(|kind| folder.join(kind.files()[0]).is_file())
        .ok_or("it has neither model.bin (Whisper, converted to CTranslate2) nor model.onnx (Kokoro)")?;
    for file in kind.files() {
        let bytes = fs::metadata(folder.join(file)).map_err(|_| format!("{file} is missing"))?.len();
        let limit = if file.ends_with(".json") { LARGEST_JSON } else { LARGEST };
        if bytes == 0 || bytes > limit {
            return Err(format!("{file} has {bytes} bytes"));
        }
    }
    match kind {
        Kind::Whisper => check_whisper(folder)?,
        Kind::Kokoro => check_kokoro(folder)?,
    }
    Ok(kind)
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

/// A vocabulary, and voices of the shape Kokoro reads. The graph itself is opened when the voice is loaded.
fn check_kokoro(folder: &Path) -> Result<(), String> {
    let voices = fs::File::open(folder.join("voices.npz")).map_err(|error| format!("voices.npz: {error}"))?;
    let mut archive = zip::ZipArchive::new(voices).map_err(|error| format!("voices.npz: {error}"))?;
    let names = archive.file_names().flatten().map(|name| name.into_owned());
    let Some(first) = names.filter(|name| name.ends_with(".npy")).min() else {
        return Err("voices.npz holds no voice".into());
    };
    let member = archive.by_name(&first).map_err(|error| format!("voices.npz: {error}"))?;
    let mut head = Vec::new();
    member.take(256).read_to_end(&mut head).map_err(|error| format!("voices.npz: {error}"))?;
    let shape = String::from_utf8_lossy(&head);
    if !head.starts_with(b"\x93NUMPY") || !shape.contains("256)") {
        return Err(format!(
            "{first} in voices.npz is not a Kokoro voice (an array of 256 numbers a length)"
        ));
    }
    Ok(())
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
