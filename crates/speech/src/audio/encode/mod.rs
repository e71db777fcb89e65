//! Sound out: what the voice says, as a file, piece by piece while it is still speaking.
//!
//! Adding a format: a variant of [`Format`] and a file here with its [`Encode`].

mod flac;
mod opus;
mod program;
mod wav;

use std::str::FromStr;

pub use program::Tools;

use super::convert::Converter;
use crate::SpeechError;

/// How sound is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// 16-bit WAV.
    Wav,
    /// Bare 16-bit little-endian samples at [`Format::PCM_RATE`].
    Pcm,
    Flac,
    /// Opus in Ogg.
    Opus,
    /// By a program that must be installed.
    Mp3,
    /// AAC in ADTS frames, by a program that must be installed.
    Aac,
}

impl Format {
    pub const ALL: [Self; 6] = [Self::Wav, Self::Pcm, Self::Flac, Self::Opus, Self::Mp3, Self::Aac];
    /// Samples a second of [`Format::Pcm`], which cannot say it itself.
    pub const PCM_RATE: u32 = 24_000;

    pub fn name(self) -> &'static str {
        match self {
            Self::Wav => "wav",
            Self::Pcm => "pcm",
            Self::Flac => "flac",
            Self::Opus => "opus",
            Self::Mp3 => "mp3",
            Self::Aac => "aac",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Wav => "audio/wav",
            Self::Pcm => "audio/pcm;rate=24000;channels=1",
            Self::Flac => "audio/flac",
            Self::Opus => "audio/ogg;codecs=opus",
            Self::Mp3 => "audio/mpeg",
            Self::Aac => "audio/aac",
        }
    }

    /// The format that a file of this name should have.
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "ogg" | "oga" => Some(Self::Opus),
            "raw" => Some(Self::Pcm),
            other => other.parse().ok(),
        }
    }

    /// An encoder for mono samples of this rate.
    pub fn encoder(self, rate: u32, tools: &Tools) -> Result<Encoder, SpeechError> {
        let own = match self {
            Self::Pcm => Self::PCM_RATE,
            Self::Opus => opus::RATE,
            _ => rate,
        };
        let encode: Box<dyn Encode> = match self {
            Self::Wav => Box::new(wav::Wav::new(own)),
            Self::Pcm => Box::new(wav::Pcm),
            Self::Flac => Box::new(flac::Flac::new(own)),
            Self::Opus => Box::new(opus::Opus::new()?),
            Self::Mp3 | Self::Aac => Box::new(tools.encoder(self, own)?),
        };
        let converter = (own != rate).then(|| Converter::new(rate, own)).transpose()?;
        Ok(Encoder { encode, converter })
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = || Self::ALL.map(Self::name).join(", ");
        let found = Self::ALL.into_iter().find(|format| format.name() == name);
        found.ok_or_else(|| format!("{name:?} is no sound format; there are {}", known()))
    }
}

/// Encodes samples as they come.
pub struct Encoder {
    encode: Box<dyn Encode>,
    converter: Option<Converter>,
}

/// The end of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ending {
    /// What is still to be written.
    pub rest: Vec<u8>,
    /// What the file's first bytes should be now that its length is known, for whoever can still change them.
    pub head: Vec<u8>,
}

impl Encoder {
    /// Takes samples from -1 to 1, and gives the bytes that are ready.
    pub fn push(&mut self, samples: &[f32]) -> Result<Vec<u8>, SpeechError> {
        match &mut self.converter {
            Some(converter) => {
                converter.push(samples, 1)?;
                self.encode.push(&whole(&converter.take()?))
            }
            None => self.encode.push(&whole(samples)),
        }
    }

    pub fn finish(mut self) -> Result<Ending, SpeechError> {
        let last = self.converter.take().map_or(Ok(Vec::new()), Converter::finish)?;
        let mut before = self.encode.push(&whole(&last))?;
        let Ending { rest, head } = self.encode.finish()?;
        before.extend(rest);
        Ok(Ending { rest: before, head })
    }

    /// All of a sound at once: the complete file.
    pub fn whole(mut self, samples: &[f32]) -> Result<Vec<u8>, SpeechError> {
        let mut file = self.push(samples)?;
        let Ending { rest, head } = self.finish()?;
        file.extend(rest);
        file[..head.len()].copy_from_slice(&head);
        Ok(file)
    }
}

/// One format's way of writing.
trait Encode: Send {
    fn push(&mut self, samples: &[i16]) -> Result<Vec<u8>, SpeechError>;

    fn finish(self: Box<Self>) -> Result<Ending, SpeechError>;
}

#[expect(clippy::cast_possible_truncation, reason = "the value is clamped to the range of i16")]
fn whole(samples: &[f32]) -> Vec<i16> {
    samples.iter().map(|sample| (sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)).round() as i16).collect()
}

fn failed(format: Format, reason: &dyn std::fmt::Display) -> SpeechError {
    SpeechError::Engine(format!("{} could not be written: {reason}", format.name()))
}
