//! What can go wrong with images.

use std::path::PathBuf;

use models::onnx::OnnxError;

#[derive(Debug, thiserror::Error)]
pub enum VisionError {
    #[error("the image has {bytes} bytes; {most} are the most")]
    TooLarge { bytes: usize, most: usize },
    #[error("the image is {width} by {height} pixels; {most} pixels are the most")]
    TooManyPixels { width: u32, height: u32, most: u64 },
    #[error("this is no image that can be read: JPEG, PNG, WebP, GIF and BMP can")]
    Unknown,
    #[error("the {format} image cannot be read: {reason}")]
    Damaged { format: &'static str, reason: String },
    #[error(transparent)]
    Engine(#[from] OnnxError),
    #[error("the network gives something else than a vector and a thousand scores: run `ieum models verify`")]
    Network,
    #[error("a network that reads text gives something else than it should: run `ieum models verify`")]
    Reader,
    #[error("the letters in {path} cannot be read ({reason}): run `ieum models verify`")]
    Letters { path: PathBuf, reason: String },
    #[error(
        "the text seems to be Korean, and the program that reads it is missing: install Tesseract with Korean (Debian \
         and Ubuntu: `apt install tesseract-ocr tesseract-ocr-kor`, Fedora: `dnf install tesseract \
         tesseract-langpack-kor`, macOS: `brew install tesseract tesseract-lang`)"
    )]
    KoreanMissing,
    #[error("Tesseract did not read the Korean text: {0}")]
    Korean(String),
}

impl VisionError {
    /// Another image may do; otherwise the engine is at fault.
    #[must_use]
    pub fn is_the_images(&self) -> bool {
        matches!(
            self,
            Self::TooLarge { .. } | Self::TooManyPixels { .. } | Self::Unknown | Self::Damaged { .. }
        )
    }
}
