//! What can go wrong with images.

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
