//! Binary messages: samples up, a sentence's samples down.

use domain::TurnId;

/// Bytes before the samples of a frame that comes down: the turn's id and the sentence's number.
const FRAME_HEAD: usize = 16 + 4;

/// The 16-bit little-endian samples of a frame that came up; none when half a sample is missing.
pub fn decode_samples(frame: &[u8]) -> Option<Vec<i16>> {
    let (samples, rest) = frame.as_chunks::<2>();
    rest.is_empty().then(|| samples.iter().map(|sample| i16::from_le_bytes(*sample)).collect())
}

/// One frame that goes down.
pub fn encode_frame(turn: TurnId, sentence: u32, samples: &[i16]) -> Vec<u8> {
    let mut frame = Vec::with_capacity(FRAME_HEAD + samples.len() * 2);
    frame.extend_from_slice(&turn.to_bytes());
    frame.extend_from_slice(&sentence.to_le_bytes());
    frame.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    frame
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_little_endian_and_whole() {
        assert_eq!(decode_samples(&[]), Some(vec![]));
        assert_eq!(decode_samples(&[0x01, 0x00, 0xFF, 0xFF, 0x00, 0x80]), Some(vec![1, -1, i16::MIN]));
        assert_eq!(decode_samples(&[0x01, 0x00, 0xFF]), None);
    }

    #[test]
    fn a_frame_names_its_turn_and_sentence() {
        let frame = encode_frame(TurnId::fixed(0x0102), 7, &[1, -2]);
        assert_eq!(frame[..16], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2]);
        assert_eq!(frame[16..], [7, 0, 0, 0, 1, 0, 0xFE, 0xFF]);
    }
}
