//! Bare samples as they come over a wire, in the format that their sender says.

use super::convert::Converter;
use super::{MAX_CHANNELS, RATES, unreadable};
use crate::SpeechError;

/// How bare samples are written: little-endian whole numbers, the channels in turn. A sample of one byte is unsigned, as
/// in WAV files, all others are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PcmFormat {
    /// Frames a second.
    pub rate: u32,
    /// Bytes of a sample.
    pub width: usize,
    pub channels: usize,
}

impl PcmFormat {
    /// Whether samples like these can be listened to.
    pub fn check(&self) -> Result<(), SpeechError> {
        let Self { rate, width, channels } = *self;
        if !RATES.contains(&rate) {
            let (least, most) = (RATES.start(), RATES.end());
            return Err(unreadable(&format!("rate: {rate} Hz is not between {least} and {most} Hz")));
        }
        if !(1..=4).contains(&width) {
            return Err(unreadable(&format!("width: {width} bytes a sample, but it is 1 to 4")));
        }
        if !(1..=MAX_CHANNELS).contains(&channels) {
            return Err(unreadable(&format!("channels: {channels}, but it is 1 to {MAX_CHANNELS}")));
        }
        Ok(())
    }
}

/// Turns them into mono at the rate everything is listened to.
pub struct Pcm {
    format: PcmFormat,
    converter: Converter,
    /// The beginning of a frame whose rest has not come yet.
    rest: Vec<u8>,
}

impl Pcm {
    pub fn new(format: PcmFormat) -> Result<Self, SpeechError> {
        format.check()?;
        Ok(Self { format, converter: Converter::to_listening(format.rate)?, rest: Vec::new() })
    }

    pub fn format(&self) -> PcmFormat {
        self.format
    }

    /// Takes bytes, cut anywhere, and gives what is ready.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<f32>, SpeechError> {
        let PcmFormat { width, channels, .. } = self.format;
        self.rest.extend_from_slice(bytes);
        let whole = self.rest.len() / (width * channels) * (width * channels);
        let samples: Vec<f32> = self.rest[..whole].chunks_exact(width).map(sample).collect();
        self.rest.drain(..whole);
        self.converter.push(&samples, channels)?;
        self.converter.take()
    }

    /// The rest; half a frame is left out.
    pub fn finish(self) -> Result<Vec<f32>, SpeechError> {
        self.converter.finish()
    }
}

/// One sample, from -1 to 1.
fn sample(bytes: &[u8]) -> f32 {
    if let [byte] = bytes {
        return (f32::from(*byte) - 128.0) / 128.0;
    }
    let mut highest = [0; 4];
    highest[4 - bytes.len()..].copy_from_slice(bytes);
    i32::from_le_bytes(highest) as f32 / 2_147_483_648.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LISTENING_RATE;

    #[test]
    fn every_width_is_the_same_sound() {
        let check = |width: usize, bytes: &[u8], expected: &[f32]| {
            let format = PcmFormat { rate: LISTENING_RATE, width, channels: 1 };
            // However it is cut, byte by byte at worst, the same comes out.
            for cut in [1, bytes.len()] {
                let mut pcm = Pcm::new(format).unwrap();
                let mut got: Vec<f32> =
                    bytes.chunks(cut).flat_map(|piece| pcm.push(piece).unwrap()).collect();
                got.extend(pcm.finish().unwrap());
                assert_eq!(got, expected, "{width} bytes, {cut} at a time");
            }
        };
        check(1, &[0, 64, 128, 192], &[-1.0, -0.5, 0.0, 0.5]);
        check(2, &[0, 0x80, 0, 0xc0, 0, 0, 0, 0x40], &[-1.0, -0.5, 0.0, 0.5]);
        check(3, &[0, 0, 0x80, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0x40], &[-1.0, -0.5, 0.0, 0.5]);
        check(4, &[0, 0, 0, 0x80, 0, 0, 0, 0x40], &[-1.0, 0.5]);
        // Half a sample at the end is no sound.
        check(2, &[0, 0x40, 7], &[0.5]);
    }

    #[test]
    fn channels_are_mixed_and_the_rate_is_converted() {
        let check = |rate: u32, channels: usize| {
            let mut pcm = Pcm::new(PcmFormat { rate, width: 2, channels }).unwrap();
            let tone = |i: u32| (i as f32 / rate as f32 * 440.0 * std::f32::consts::TAU).sin();
            let mut bytes = Vec::new();
            for i in 0..rate {
                let sample = ((tone(i) * 16_000.0) as i16).to_le_bytes();
                bytes.extend(sample.repeat(channels));
            }
            let mut got: Vec<f32> = bytes.chunks(1001).flat_map(|piece| pcm.push(piece).unwrap()).collect();
            got.extend(pcm.finish().unwrap());
            assert_eq!(got.len(), LISTENING_RATE as usize, "{rate} Hz, {channels} channels");
            let loudness = (got.iter().map(|s| s * s).sum::<f32>() / got.len() as f32).sqrt();
            assert!((loudness - 0.345).abs() < 0.01, "{rate} Hz, {channels} channels: {loudness}");
        };
        for rate in [8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000] {
            check(rate, 1);
            check(rate, 2);
        }
        check(16_000, 6);
    }

    #[test]
    fn impossible_formats_say_what_is_wrong() {
        let check = |rate, width, channels, word: &str| {
            let error = Pcm::new(PcmFormat { rate, width, channels }).err().unwrap().to_string();
            assert!(error.contains(word), "{error}");
        };
        check(0, 2, 1, "rate");
        check(u32::MAX, 2, 1, "rate");
        check(16_000, 0, 1, "width");
        check(16_000, 5, 1, "width");
        check(16_000, 2, 0, "channels");
        check(16_000, 2, 1_000_000, "channels");
    }
}
