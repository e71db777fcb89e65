//! Audio files in: WAV, FLAC, MP3 and Ogg Vorbis become mono samples at the rate everything is listened to.
//!
//! Files come from outside: their length, rate and channels are bounded before anything is kept, and a broken packet
//! costs its own sound only. A file that ends early is heard as far as it goes, since many recorders never complete
//! their headers.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Fft, FixedSync, Indexing, Resampler};
use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error;
use symphonia::core::formats::{FormatReader, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::default::formats::{FlacReader, MpaReader, OggReader, WavReader};

use crate::{LISTENING_RATE, SpeechError, wave};

/// The longest recording that is listened to as a whole.
pub const MAX_SECONDS: u32 = 30 * 60;
pub(crate) const RATES: std::ops::RangeInclusive<u32> = 4_000..=192_000;
pub(crate) const MAX_CHANNELS: usize = 32;
/// A larger file is not read: half an hour of stereo at 48 kHz and 24 bits fits.
const MAX_BYTES: u64 = 1 << 30;
/// Samples that are converted at a time.
const CHUNK: usize = 4096;

/// Reads an audio file of at most [`MAX_SECONDS`].
pub fn read(path: &Path) -> Result<Vec<f32>, SpeechError> {
    let named = |reason: &dyn std::fmt::Display| unreadable(&format!("{}: {reason}", path.display()));
    let bytes = std::fs::metadata(path).map_err(|error| named(&error))?.len();
    if bytes > MAX_BYTES {
        return Err(named(&format!("it has {bytes} bytes, at most {MAX_BYTES} are read")));
    }
    read_bytes(std::fs::read(path).map_err(|error| named(&error))?, MAX_SECONDS)
}

/// Reads an audio file that is already in memory, such as an uploaded one, of at most so many seconds.
pub fn read_bytes(bytes: Vec<u8>, limit: u32) -> Result<Vec<f32>, SpeechError> {
    // Decoders are other people's work: one that panics costs its own file.
    catch_unwind(AssertUnwindSafe(|| decode(bytes, limit)))
        .unwrap_or_else(|_| Err(unreadable("its decoder failed")))
}

fn decode(bytes: Vec<u8>, limit: u32) -> Result<Vec<f32>, SpeechError> {
    let mut format = open(bytes)?;
    let track = format.default_track(TrackType::Audio).ok_or_else(|| unreadable("it has no audio track"))?;
    let parameters = track
        .codec_params
        .as_ref()
        .and_then(|parameters| parameters.audio())
        .ok_or_else(|| unreadable("its audio track says nothing about itself"))?;
    if let (Some(frames), Some(rate)) = (track.num_frames, parameters.sample_rate) {
        check_length(frames as f64 / f64::from(rate.max(1)), limit)?;
    }
    let mut decoder = symphonia::default::get_codecs()
        .make_audio_decoder(parameters, &AudioDecoderOptions::default())
        .map_err(|_| unreadable("its codec is not PCM, FLAC, MP3 or Vorbis"))?;
    let id = track.id;
    collect(&mut *format, &mut *decoder, id, limit)
}

/// The reader of the format that the file begins as. Nothing is searched for further on: a file that does not begin as
/// sound is none.
fn open(mut bytes: Vec<u8>) -> Result<Box<dyn FormatReader>, SpeechError> {
    type Stream = MediaSourceStream<'static>;
    let options = Default::default();
    let wave = wave::is_wave(&bytes);
    if wave {
        wave::mend(&mut bytes)?;
    }
    let begins: [u8; 4] = std::array::from_fn(|i| bytes.get(i).copied().unwrap_or_default());
    let stream: Stream = MediaSourceStream::new(Box::new(Cursor::new(bytes)), Default::default());
    let opened = match &begins {
        _ if wave => WavReader::try_new(stream, options).map(|reader| Box::new(reader) as _),
        b"fLaC" => FlacReader::try_new(stream, options).map(|reader| Box::new(reader) as _),
        b"OggS" => OggReader::try_new(stream, options).map(|reader| Box::new(reader) as _),
        [b'I', b'D', b'3', _] | [0xff, 0xe0..=0xff, ..] => {
            MpaReader::try_new(stream, options).map(|reader| Box::new(reader) as _)
        }
        _ => return Err(unreadable("it is not a WAV, FLAC, MP3 or Ogg Vorbis file")),
    };
    opened.map_err(|error| unreadable(&error.to_string()))
}

fn collect(
    format: &mut dyn FormatReader,
    decoder: &mut dyn AudioDecoder,
    track: u32,
    limit: u32,
) -> Result<Vec<f32>, SpeechError> {
    let mut converter: Option<Converter> = None;
    let mut interleaved: Vec<f32> = Vec::new();
    // An error between packets ends the file early; what came before it was fine.
    while let Ok(Some(packet)) = format.next_packet() {
        if packet.track_id != track {
            continue;
        }
        let decoded = match decoder.decode(&packet) {
            Ok(decoded) => decoded,
            Err(Error::DecodeError(_) | Error::IoError(_)) => continue,
            Err(error) => return Err(unreadable(&error.to_string())),
        };
        let (rate, channels) = (decoded.spec().rate(), decoded.num_planes());
        if decoded.frames() == 0 {
            continue;
        }
        decoded.copy_to_vec_interleaved(&mut interleaved);
        let converter = match &mut converter {
            Some(converter) if converter.rate == rate => converter,
            Some(_) => return Err(unreadable("its sample rate changes on the way")),
            none => none.insert(Converter::new(rate, channels)?),
        };
        converter.push(&interleaved, channels)?;
        check_length(converter.seconds(), limit)?;
    }
    let samples = converter.ok_or_else(|| unreadable("it holds no sound"))?.finish()?;
    if samples.is_empty() { Err(unreadable("it holds no sound")) } else { Ok(samples) }
}

fn check_length(seconds: f64, limit: u32) -> Result<(), SpeechError> {
    if seconds > f64::from(limit) { Err(SpeechError::TooLong { seconds, limit }) } else { Ok(()) }
}

/// Mixes channels down and converts the rate, a chunk at a time.
struct Converter {
    rate: u32,
    resampler: Option<Fft<f32>>,
    waiting: Vec<f32>,
    received: usize,
    out: Vec<f32>,
}

impl Converter {
    fn new(rate: u32, channels: usize) -> Result<Self, SpeechError> {
        if !RATES.contains(&rate) {
            return Err(unreadable(&format!("its sample rate of {rate} Hz is not between 4 and 192 kHz")));
        }
        if !(1..=MAX_CHANNELS).contains(&channels) {
            return Err(unreadable(&format!("it has {channels} channels")));
        }
        let resampler = if rate == LISTENING_RATE {
            None
        } else {
            let (from, to) = (rate as usize, LISTENING_RATE as usize);
            Some(
                Fft::new(from, to, CHUNK, 1, FixedSync::Input)
                    .map_err(|error| unreadable(&error.to_string()))?,
            )
        };
        Ok(Self { rate, resampler, waiting: Vec::new(), received: 0, out: Vec::new() })
    }

    fn seconds(&self) -> f64 {
        self.received as f64 / f64::from(self.rate)
    }

    fn push(&mut self, interleaved: &[f32], channels: usize) -> Result<(), SpeechError> {
        self.received += interleaved.len() / channels;
        let mono = interleaved.chunks_exact(channels).map(|frame| {
            let sample = frame.iter().sum::<f32>() / channels as f32;
            if sample.is_finite() { sample.clamp(-1.0, 1.0) } else { 0.0 }
        });
        if self.resampler.is_none() {
            self.out.extend(mono);
            return Ok(());
        }
        self.waiting.extend(mono);
        self.convert(false)
    }

    /// Converts whole chunks, and at the end the incomplete one as well.
    fn convert(&mut self, all: bool) -> Result<(), SpeechError> {
        let Some(resampler) = &mut self.resampler else { return Ok(()) };
        let failed = |error: &dyn std::fmt::Display| SpeechError::Engine(error.to_string());
        let mut used = 0;
        loop {
            let (wanted, left) = (resampler.input_frames_next(), self.waiting.len() - used);
            if left < wanted && !(all && left > 0) {
                break;
            }
            let taken = left.min(wanted);
            let partial = Indexing::new().partial_len(taken);
            let input =
                InterleavedSlice::new(&self.waiting[used..used + taken], 1, taken).map_err(|e| failed(&e))?;
            let converted = resampler.process(&input, Some(&partial)).map_err(|error| failed(&error))?;
            self.out.extend(converted.take_data());
            used += taken;
        }
        self.waiting.drain(..used);
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<f32>, SpeechError> {
        let Some(resampler) = &self.resampler else { return Ok(self.out) };
        let delay = resampler.output_delay();
        let length =
            (self.received as u64 * u64::from(LISTENING_RATE)).div_ceil(u64::from(self.rate)) as usize;
        self.convert(true)?;
        while self.out.len() < delay + length {
            // The filter holds back its last samples until it is fed silence.
            self.waiting.resize(CHUNK, 0.0);
            self.convert(false)?;
        }
        self.out.truncate(delay + length);
        self.out.drain(..delay);
        Ok(self.out)
    }
}

pub(crate) fn unreadable(reason: &str) -> SpeechError {
    SpeechError::Unreadable(reason.to_owned())
}
