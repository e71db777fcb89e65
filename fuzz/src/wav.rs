//! Sound files as people send them: WAV, FLAC, MP3, Ogg Vorbis.

pub fn run(bytes: &[u8]) {
    // The limit is short, so that one input cannot keep the fuzzer busy with minutes of sound.
    if let Ok(samples) = speech::audio::read_bytes(bytes.to_vec(), 2) {
        assert!(samples.len() <= 3 * speech::LISTENING_RATE as usize, "longer than was allowed");
        assert!(samples.iter().all(|sample| sample.is_finite()));
    }
}
