//! The header of a WAV file, checked and mended before anything is decoded.
//!
//! Recorders that were cut off, and programs that write into a pipe, leave sizes that are zero or far too large. The
//! sound is there all the same: the sizes are corrected to what the file holds.

use std::ops::RangeInclusive;

use super::source::Source;
use super::{MAX_CHANNELS, RATES, unreadable};
use crate::SpeechError;

/// Bits of one sample that a header may name; 0 is for codecs that have no such number.
const BITS: RangeInclusive<u16> = 0..=64;
/// The formats whose samples have a width: PCM and float.
const PLAIN: [u16; 2] = [1, 3];
/// Behind "RIFF", the size, and "WAVE".
const FIRST_CHUNK: u64 = 12;
/// Chunks before the sound that are looked at.
const MAX_CHUNKS: usize = 1000;

/// Corrects the sizes of a WAV file, and refuses a format that nobody means.
pub fn mend(source: &mut Source) -> Result<(), SpeechError> {
    // A file beyond 4 GiB has its sizes elsewhere; they are found by what is there, as all others are.
    source.patch(0, *b"RIFF");
    let mut at = FIRST_CHUNK;
    let mut described = false;
    for _ in 0..MAX_CHUNKS {
        if at + 8 > source.len() {
            break;
        }
        let head = source.peek::<8>(at)?;
        let begin = at + 8;
        let size = u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]]));
        match &head[..4] {
            b"fmt " => {
                if begin + 16 > source.len() {
                    return Err(unreadable("its header ends early"));
                }
                check_format(&source.peek(begin)?)?;
                described = true;
            }
            b"data" if !described => break,
            b"data" => {
                let left = source.len() - begin;
                let size = if size == 0 { left } else { size.min(left) };
                let size = if size == u64::from(u32::MAX) { left } else { size };
                source.patch(at + 4, stored(size));
                source.patch(4, stored(begin + size - 8));
                source.cut(begin + size);
                return Ok(());
            }
            _ => {}
        }
        at = begin + size + size % 2;
    }
    Err(unreadable("it holds no sound"))
}

/// Channels, rate and depth are what every decoder reckons with.
fn check_format(format: &[u8; 16]) -> Result<(), SpeechError> {
    let number = |at: usize| u16::from_le_bytes([format[at], format[at + 1]]);
    let (codec, channels, bits) = (number(0), number(2), number(14));
    let rate = u32::from_le_bytes([format[4], format[5], format[6], format[7]]);
    if !(1..=MAX_CHANNELS).contains(&usize::from(channels)) {
        return Err(unreadable(&format!("it has {channels} channels")));
    }
    if !RATES.contains(&rate) {
        return Err(unreadable(&format!("its sample rate of {rate} Hz is not between 4 and 384 kHz")));
    }
    if !BITS.contains(&bits) || bits == 0 && PLAIN.contains(&codec) {
        return Err(unreadable(&format!("its samples have {bits} bits")));
    }
    Ok(())
}

/// A size that does not fit is the largest that does.
fn stored(size: u64) -> [u8; 4] {
    u32::try_from(size).unwrap_or(u32::MAX).to_le_bytes()
}
