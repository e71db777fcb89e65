//! A sound file, block by block: what is held in memory does not grow with its length.

use std::fs::File;
use std::io::{Cursor, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use symphonia::core::codecs::audio::AudioDecoder;
use symphonia::core::errors::Error;
use symphonia::core::formats::FormatReader;
use symphonia::core::packet::Packet;

use super::codecs::{self, Chosen};
use super::convert::Converter;
use super::source::Source;
use super::{container, unreadable};
use crate::{LISTENING_RATE, SpeechError};

/// Samples of a block; the last has fewer.
const BLOCK: usize = LISTENING_RATE as usize / 2;
/// Packets without sound that are read before a file is given up: a broken file must not be searched for ever.
const MAX_SILENT_PACKETS: usize = 100_000;

/// The sound of a file as blocks of 16 kHz mono samples, half a second each. After an error nothing follows.
pub struct Blocks {
    track: Option<Track>,
    /// Converted, but less than a block.
    waiting: Vec<f32>,
    heard: bool,
    seconds: Option<f64>,
    limit: u32,
}

/// The file as far as it has been read.
struct Track {
    format: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    id: u32,
    converter: Option<Converter>,
    interleaved: Vec<f32>,
    seconds: f64,
}

impl Blocks {
    /// Opens a file; sound beyond `limit` seconds is an error.
    pub fn open(path: &Path, limit: u32) -> Result<Self, SpeechError> {
        let file = File::open(path).map_err(|error| named(path, unreadable(&error.to_string())))?;
        Self::of(file, limit).map_err(|error| named(path, error))
    }

    /// A file that is already in memory.
    pub fn of_bytes(bytes: Vec<u8>, limit: u32) -> Result<Self, SpeechError> {
        Self::of(Cursor::new(bytes), limit)
    }

    /// Anything that can be read and sought in.
    pub fn of(source: impl Read + Seek + Send + Sync + 'static, limit: u32) -> Result<Self, SpeechError> {
        // Readers and decoders are other people's work: one that panics costs its own file.
        catch_unwind(AssertUnwindSafe(|| Self::begin(Source::new(source)?, limit)))
            .unwrap_or_else(|_| Err(unreadable("its reader failed")))
    }

    /// How long the file says it is, when it says so.
    pub fn seconds(&self) -> Option<f64> {
        self.seconds
    }

    fn begin(source: Source, limit: u32) -> Result<Self, SpeechError> {
        let format = container::open(source)?;
        let Chosen { id, decoder, seconds } = codecs::choose(&*format)?;
        if let Some(seconds) = seconds {
            check_length(seconds, limit)?;
        }
        let track = Track { format, decoder, id, converter: None, interleaved: Vec::new(), seconds: 0.0 };
        Ok(Self { track: Some(track), waiting: Vec::new(), heard: false, seconds, limit })
    }

    /// Reads on until there is a block, or nothing more.
    fn fill(&mut self) -> Result<(), SpeechError> {
        let mut silent = 0;
        while self.waiting.len() < BLOCK {
            let Some(track) = &mut self.track else { return Ok(()) };
            let before = self.waiting.len();
            if !track.read(&mut self.waiting)? {
                let track = self.track.take();
                self.waiting.extend(
                    track.and_then(|track| track.converter).map_or(Ok(Vec::new()), Converter::finish)?,
                );
                return if self.heard || !self.waiting.is_empty() {
                    Ok(())
                } else {
                    Err(unreadable("it holds no sound"))
                };
            }
            check_length(track.seconds, self.limit)?;
            silent = if self.waiting.len() > before { 0 } else { silent + 1 };
            if silent > MAX_SILENT_PACKETS {
                return Err(unreadable("nothing in it can be decoded"));
            }
        }
        Ok(())
    }
}

impl Iterator for Blocks {
    type Item = Result<Vec<f32>, SpeechError>;

    fn next(&mut self) -> Option<Self::Item> {
        let filled = catch_unwind(AssertUnwindSafe(|| self.fill()));
        if let Err(error) = filled.unwrap_or_else(|_| Err(unreadable("its decoder failed"))) {
            self.track = None;
            self.waiting.clear();
            self.heard = true;
            return Some(Err(error));
        }
        if self.waiting.is_empty() {
            return None;
        }
        self.heard = true;
        let rest = self.waiting.split_off(self.waiting.len().min(BLOCK));
        Some(Ok(std::mem::replace(&mut self.waiting, rest)))
    }
}

impl Track {
    /// Takes one packet; false at the end.
    fn read(&mut self, out: &mut Vec<f32>) -> Result<bool, SpeechError> {
        match self.format.next_packet() {
            Ok(Some(packet)) if packet.track_id == self.id => self.decode(&packet, out).map(|()| true),
            Ok(Some(_)) => Ok(true),
            // One file behind another in the same stream, as radio recordings have them.
            Err(Error::ResetRequired) => {
                let Ok(Chosen { id, decoder, .. }) = codecs::choose(&*self.format) else { return Ok(false) };
                (self.id, self.decoder) = (id, decoder);
                Ok(true)
            }
            // An error between packets ends the file early; what came before it was fine.
            Ok(None) | Err(_) => Ok(false),
        }
    }

    fn decode(&mut self, packet: &Packet, out: &mut Vec<f32>) -> Result<(), SpeechError> {
        let decoded = match self.decoder.decode(packet) {
            Ok(decoded) => decoded,
            Err(Error::DecodeError(_) | Error::IoError(_) | Error::ResetRequired) => return Ok(()),
            Err(error) => return Err(unreadable(&error.to_string())),
        };
        let (rate, channels) = (decoded.spec().rate(), decoded.num_planes());
        if decoded.frames() == 0 {
            return Ok(());
        }
        decoded.copy_to_vec_interleaved(&mut self.interleaved);
        self.seconds += self.interleaved.len() as f64 / channels.max(1) as f64 / f64::from(rate.max(1));
        let converter = match self.converter.take() {
            Some(converter) if converter.rate() == rate => converter,
            Some(earlier) => {
                out.extend(earlier.finish()?);
                Converter::to_listening(rate)?
            }
            None => Converter::to_listening(rate)?,
        };
        let converter = self.converter.insert(converter);
        converter.push(&self.interleaved, channels)?;
        out.extend(converter.take()?);
        Ok(())
    }
}

/// The reason, with the file it is about.
pub fn named(path: &Path, error: SpeechError) -> SpeechError {
    match error {
        SpeechError::Unreadable(reason) => unreadable(&format!("{}: {reason}", path.display())),
        other => other,
    }
}

fn check_length(seconds: f64, limit: u32) -> Result<(), SpeechError> {
    if seconds > f64::from(limit) { Err(SpeechError::TooLong { seconds, limit }) } else { Ok(()) }
}
