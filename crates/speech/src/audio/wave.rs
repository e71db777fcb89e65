//! The header of a WAV file, checked and mended before anything is decoded.
//!
//! Recorders that were cut off, and programs that write into a pipe, leave sizes that are zero or far too large. The
//! sound is there all the same: the sizes are corrected to what the file holds.

use std::ops::RangeInclusive;

use crate::SpeechError;
use crate::audio::{MAX_CHANNELS, RATES, unreadable};

/// Bits of one sample that a header may name.
const BITS: RangeInclusive<u16> = 4..=64;
/// Behind "RIFF", the size, and "WAVE".
const FIRST_CHUNK: usize = 12;

pub fn is_wave(file: &[u8]) -> bool {
    file.len() >= FIRST_CHUNK && file.starts_with(b"RIFF") && &file[8..12] == b"WAVE"
}

/// Corrects the sizes of a WAV file, and refuses a format that nobody means.
pub fn mend(file: &mut [u8]) -> Result<(), SpeechError> {
    let mut at = FIRST_CHUNK;
    let mut described = false;
    while let Some(head) = file.get(at..).and_then(|rest| rest.get(..8)) {
        let begin = at + 8;
        let size = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        match &head[..4] {
            b"fmt " => {
                check_format(
                    file.get(begin..begin + 16).ok_or_else(|| unreadable("its header ends early"))?,
                )?;
                described = true;
            }
            b"data" if !described => break,
            b"data" => {
                let left = file.len() - begin;
                let size = if size == 0 { left } else { size.min(left) };
                write_size(file, at + 4, size);
                write_size(file, 4, begin + size - 8);
                return Ok(());
            }
            _ => {}
        }
        at = begin.saturating_add(size).saturating_add(size % 2);
    }
    Err(unreadable("it holds no sound"))
}

/// Channels, rate and depth are what every decoder reckons with.
fn check_format(format: &[u8]) -> Result<(), SpeechError> {
    let number = |at: usize| u16::from_le_bytes([format[at], format[at + 1]]);
    let (channels, bits) = (number(2), number(14));
    let rate = u32::from_le_bytes([format[4], format[5], format[6], format[7]]);
    if !(1..=MAX_CHANNELS).contains(&usize::from(channels)) {
        return Err(unreadable(&format!("it has {channels} channels")));
    }
    if !RATES.contains(&rate) {
        return Err(unreadable(&format!("its sample rate of {rate} Hz is not between 4 and 192 kHz")));
    }
    if !BITS.contains(&bits) {
        return Err(unreadable(&format!("its samples have {bits} bits")));
    }
    Ok(())
}

/// A file beyond 4 GiB cannot say its size; such a one is refused for its length.
fn write_size(file: &mut [u8], at: usize, size: usize) {
    let size = u32::try_from(size).unwrap_or(u32::MAX);
    file[at..at + 4].copy_from_slice(&size.to_le_bytes());
}
