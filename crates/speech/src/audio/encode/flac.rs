//! FLAC: a header of our own, which says that the length is not known yet, before the library's frames.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use flac_codec::encode::{FlacStreamWriter, Options};

use super::{Encode, Ending, Format, failed};
use crate::SpeechError;

/// Samples of a frame; the last has fewer.
const BLOCK: u16 = 4096;
/// Bits of a sample.
const BITS: u8 = 16;

pub struct Flac {
    rate: u32,
    frames: FlacStreamWriter<Out>,
    out: Out,
    waiting: Vec<i32>,
    total: u64,
    begun: bool,
}

impl Flac {
    pub fn new(rate: u32) -> Self {
        let out = Out::default();
        let frames = FlacStreamWriter::new(out.clone(), Options::default());
        Self { rate, frames, out, waiting: Vec::new(), total: 0, begun: false }
    }

    /// The mark, and the one block of metadata that every file has. What is not known is told as zero.
    fn header(&self, total: u64) -> Vec<u8> {
        let packed = u64::from(self.rate) << 44 | u64::from(BITS - 1) << 36 | total & 0xf_ffff_ffff;
        [
            &b"fLaC\x80\0\0\x22"[..],
            &BLOCK.to_be_bytes(),
            &BLOCK.to_be_bytes(),
            // The sizes of the frames.
            &[0; 6],
            &packed.to_be_bytes(),
            // The checksum of the sound.
            &[0; 16],
        ]
        .concat()
    }

    fn write(&mut self, samples: usize) -> Result<(), SpeechError> {
        let frame: Vec<i32> = self.waiting.drain(..samples).collect();
        let written = self.frames.write(self.rate, 1, BITS.into(), &frame);
        written.map_err(|error| failed(Format::Flac, &error))
    }

    fn take(&mut self) -> Vec<u8> {
        let mut out = if std::mem::replace(&mut self.begun, true) { Vec::new() } else { self.header(0) };
        out.append(&mut self.out.0.lock().unwrap_or_else(PoisonError::into_inner));
        out
    }
}

impl Encode for Flac {
    fn push(&mut self, samples: &[i16]) -> Result<Vec<u8>, SpeechError> {
        self.total += samples.len() as u64;
        self.waiting.extend(samples.iter().map(|sample| i32::from(*sample)));
        while self.waiting.len() >= BLOCK.into() {
            self.write(BLOCK.into())?;
        }
        Ok(self.take())
    }

    fn finish(mut self: Box<Self>) -> Result<Ending, SpeechError> {
        if !self.waiting.is_empty() {
            self.write(self.waiting.len())?;
        }
        Ok(Ending { rest: self.take(), head: self.header(self.total) })
    }
}

/// Where the library writes to, and we take from.
#[derive(Clone, Default)]
struct Out(Arc<Mutex<Vec<u8>>>);

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
