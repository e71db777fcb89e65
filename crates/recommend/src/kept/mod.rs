//! A model in a file: safetensors, which other programs read as well, with what is no tensor in its metadata.
//!
//! A file is outside data: one that is cut short, or of another version, is refused with the reason, and whoever asked
//! learns anew.

mod read;
mod write;

/// Changes whenever an older program could not read the file.
const VERSION: &str = "2";
/// The entry of the metadata that has everything that is no tensor: lines of a name and what it is.
const TOLD: &str = "ieum";

#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    #[error("this is no model of ours: {0}")]
    Format(#[from] safetensors::SafeTensorError),
    #[error("the model is of version {0:?}, and this program reads {VERSION}: learn anew")]
    Version(String),
    #[error("{0} is missing or has the wrong size: learn anew")]
    Tensor(String),
}
