//! Several channels at any rate become one at another, a piece at a time.

use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Fft, FixedSync, Indexing, Resampler};

use super::{MAX_CHANNELS, RATES, unreadable};
use crate::{LISTENING_RATE, SpeechError};

/// Samples that are converted at a time.
const CHUNK: usize = 4096;

/// Mixes channels down and converts the rate.
pub struct Converter {
    from: u32,
    to: u32,
    resampler: Option<Fft<f32>>,
    waiting: Vec<f32>,
    out: Vec<f32>,
    /// Frames that have come in.
    received: u64,
    /// Samples that have been handed out.
    given: u64,
    /// Samples of the filter's own delay that are still to be left out.
    delay: usize,
}

impl Converter {
    /// To the rate everything is listened to.
    pub fn to_listening(from: u32) -> Result<Self, SpeechError> {
        Self::new(from, LISTENING_RATE)
    }

    pub fn new(from: u32, to: u32) -> Result<Self, SpeechError> {
        if !RATES.contains(&from) {
            return Err(unreadable(&format!("its sample rate of {from} Hz is not between 4 and 384 kHz")));
        }
        let resampler = (from != to)
            .then(|| Fft::new(from as usize, to as usize, CHUNK, 1, FixedSync::Input))
            .transpose()
            .map_err(|error| unreadable(&error.to_string()))?;
        let delay = resampler.as_ref().map_or(0, Resampler::output_delay);
        Ok(Self { from, to, resampler, waiting: Vec::new(), out: Vec::new(), received: 0, given: 0, delay })
    }

    /// The rate of what comes in.
    pub fn rate(&self) -> u32 {
        self.from
    }

    pub fn push(&mut self, interleaved: &[f32], channels: usize) -> Result<(), SpeechError> {
        if !(1..=MAX_CHANNELS).contains(&channels) {
            return Err(unreadable(&format!("it has {channels} channels")));
        }
        self.received += (interleaved.len() / channels) as u64;
        let mono = interleaved.chunks_exact(channels).map(|frame| {
            let sample = frame.iter().sum::<f32>() / channels as f32;
            if sample.is_finite() { sample.clamp(-1.0, 1.0) } else { 0.0 }
        });
        match self.resampler {
            Some(_) => self.waiting.extend(mono),
            None => self.out.extend(mono),
        }
        self.convert(false)
    }

    /// What is ready.
    pub fn take(&mut self) -> Result<Vec<f32>, SpeechError> {
        let early = self.delay.min(self.out.len());
        self.out.drain(..early);
        self.delay -= early;
        self.given += self.out.len() as u64;
        Ok(std::mem::take(&mut self.out))
    }

    /// The rest: the sound has as many seconds as it had.
    pub fn finish(mut self) -> Result<Vec<f32>, SpeechError> {
        if self.resampler.is_none() {
            return Ok(self.out);
        }
        let length = (self.received * u64::from(self.to)).div_ceil(u64::from(self.from));
        let left = usize::try_from(length.saturating_sub(self.given)).unwrap_or(usize::MAX);
        self.convert(true)?;
        while self.out.len() < self.delay + left {
            // The filter holds back its last samples until it is fed silence.
            self.waiting.resize(CHUNK, 0.0);
            self.convert(false)?;
        }
        self.out.truncate(self.delay + left);
        self.take()
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
}
