//! Sound files, in and out.
//!
//! ```text
//! for block in Blocks::open(path, limit)? { let samples = block?; }   // any format, any length, bounded memory
//! let samples = audio::read(path)?;                                   // a short one as a whole
//! let mut encoder = Format::Opus.encoder(rate, &Tools::default())?;   // and back out, piece by piece
//! ```
//!
//! What comes in is mono at the rate everything is listened to, whatever it was. Files come from outside: rates,
//! channels and lengths are bounded before anything is kept, and a broken packet costs its own sound only. A file that
//! ends early is heard as far as it goes, since many recorders never complete their headers.
//!
//! Where to start reading: [`Blocks`]; then `container.rs`, which knows the formats by how they begin. Adding a codec:
//! a feature of symphonia, or a decoder of our own registered in `codecs.rs`.

mod blocks;
mod codecs;
mod container;
mod convert;
mod encode;
mod opus;
mod pcm;
mod source;
mod wave;

use std::path::Path;

pub use blocks::Blocks;
pub(crate) use convert::Converter;
pub use encode::{Encoder, Ending, Format, Tools};
pub use pcm::{Pcm, PcmFormat};

use crate::SpeechError;

/// The longest recording that is read as a whole.
pub const MAX_SECONDS: u32 = 30 * 60;
/// The longest recording that is read block by block.
pub const MAX_STREAM_SECONDS: u32 = 24 * 60 * 60;
const RATES: std::ops::RangeInclusive<u32> = 4_000..=384_000;
const MAX_CHANNELS: usize = 32;

/// Reads an audio file of at most [`MAX_SECONDS`].
pub fn read(path: &Path) -> Result<Vec<f32>, SpeechError> {
    whole(Blocks::open(path, MAX_SECONDS)?).map_err(|error| blocks::named(path, error))
}

/// Reads an audio file that is already in memory, such as an uploaded one, of at most so many seconds.
pub fn read_bytes(bytes: Vec<u8>, limit: u32) -> Result<Vec<f32>, SpeechError> {
    whole(Blocks::of_bytes(bytes, limit)?)
}

fn whole(blocks: Blocks) -> Result<Vec<f32>, SpeechError> {
    let mut samples = Vec::new();
    for block in blocks {
        samples.append(&mut block?);
    }
    Ok(samples)
}

fn unreadable(reason: &str) -> SpeechError {
    SpeechError::Unreadable(reason.to_owned())
}
