//! WAV, and the bare samples in it.

use super::{Encode, Ending};
use crate::SpeechError;

/// A size that nobody knows yet; players take it for "until the end".
const UNKNOWN: u32 = u32::MAX;
/// Bytes of a header as it is written here.
const HEADER: u32 = 44;

pub struct Wav {
    rate: u32,
    /// Bytes of sound so far.
    bytes: u64,
    begun: bool,
}

impl Wav {
    pub fn new(rate: u32) -> Self {
        Self { rate, bytes: 0, begun: false }
    }

    fn header(&self, bytes: Option<u32>) -> Vec<u8> {
        let (width, channels) = (2_u16, 1_u16);
        let frame = width * channels;
        let size = bytes.map_or(UNKNOWN, |bytes| bytes + HEADER - 8);
        let numbers = |parts: &[&[u8]]| parts.concat();
        numbers(&[
            b"RIFF",
            &size.to_le_bytes(),
            b"WAVEfmt ",
            &16_u32.to_le_bytes(),
            &1_u16.to_le_bytes(),
            &channels.to_le_bytes(),
            &self.rate.to_le_bytes(),
            &(self.rate * u32::from(frame)).to_le_bytes(),
            &frame.to_le_bytes(),
            &(width * 8).to_le_bytes(),
            b"data",
            &bytes.unwrap_or(UNKNOWN).to_le_bytes(),
        ])
    }
}

impl Encode for Wav {
    fn push(&mut self, samples: &[i16]) -> Result<Vec<u8>, SpeechError> {
        let mut out = if std::mem::replace(&mut self.begun, true) { Vec::new() } else { self.header(None) };
        let sound = bytes_of(samples);
        self.bytes += sound.len() as u64;
        out.extend(sound);
        Ok(out)
    }

    fn finish(self: Box<Self>) -> Result<Ending, SpeechError> {
        let known = u32::try_from(self.bytes).ok().filter(|bytes| *bytes < UNKNOWN - HEADER);
        Ok(Ending { rest: Vec::new(), head: self.header(known) })
    }
}

pub struct Pcm;

impl Encode for Pcm {
    fn push(&mut self, samples: &[i16]) -> Result<Vec<u8>, SpeechError> {
        Ok(bytes_of(samples))
    }

    fn finish(self: Box<Self>) -> Result<Ending, SpeechError> {
        Ok(Ending::default())
    }
}

fn bytes_of(samples: &[i16]) -> Vec<u8> {
    samples.iter().flat_map(|sample| sample.to_le_bytes()).collect()
}
