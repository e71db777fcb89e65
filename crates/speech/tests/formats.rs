//! Every container and codec that is claimed, as other programs write them.
//!
//! `data/sounds` holds what ffmpeg made of one tone: 440 Hz, half of the full loudness, 0.3 s, at the codecs' usual rates
//! and with up to six channels. What is not read is there as well, and must be refused with its reason.

use std::f32::consts::TAU;
use std::path::{Path, PathBuf};

use speech::{LISTENING_RATE, SpeechError, audio};

/// Files that hold the tone.
const HEARD: &str = "
    wav-8-bit.wav wav-16-bit-stereo.wav wav-24-bit.wav wav-32-bit-8k.wav wav-float.wav wav-double.wav wav-a-law.wav
    wav-mu-law.wav wav-adpcm-ima.wav wav-adpcm-ms.wav wav-5.1.wav aiff.aiff aifc-float.aiff caf.caf caf-alac.caf
    flac-stereo.flac ogg-flac.ogg ogg-vorbis.ogg ogg-opus.opus ogg-opus-stereo.ogg m4a-alac.m4a m4a-aac.m4a
    m4a-aac-fragmented.m4a aac.aac mp3-stereo.mp3 mp3-mpeg2-tagged.mp3 webm-opus.webm webm-opus-live.webm
    webm-vorbis.webm mkv-mp3.mkv mkv-flac.mka video.mp4 video.mov video.webm";
/// Files that hold no sound, or sound that is not read, with a word of what their sender is told.
const REFUSED: [(&str, &str); 5] = [
    ("empty.wav", "no sound"),
    ("video-without-sound.mp4", "no sound track"),
    ("m4a-ac3.mp4", "coded in a way that is not read"),
    ("windows-media.wma", "Windows Media"),
    ("mpeg-layer-2.mp2", "coded in a way that is not read"),
];
/// The longest that a codec's own delay makes it, and the beginning that it may swallow.
const DELAY: usize = LISTENING_RATE as usize / 10;

fn heard() -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    HEARD.split_whitespace().map(|name| (name, read(name)))
}

fn read(name: &str) -> Vec<u8> {
    std::fs::read(sounds().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn sounds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sounds")
}

/// How strongly the tone of so many hertz is in the samples: 1 where there is nothing else, at half of full loudness.
fn strength(samples: &[f32], hertz: f32) -> f32 {
    let (mut sine, mut cosine) = (0.0, 0.0);
    for (i, sample) in samples.iter().enumerate() {
        let angle = TAU * hertz * i as f32 / LISTENING_RATE as f32;
        sine += sample * angle.sin();
        cosine += sample * angle.cos();
    }
    4.0 * (sine * sine + cosine * cosine).sqrt() / samples.len() as f32
}

#[test]
fn every_format_gives_the_same_tone() {
    for (name, bytes) in heard() {
        let samples = audio::read_bytes(bytes, 10).unwrap_or_else(|error| panic!("{name}: {error}"));
        let expected = LISTENING_RATE as usize * 3 / 10;
        let length = samples.len();
        assert!((expected - DELAY / 4..=expected + DELAY).contains(&length), "{name}: {length} samples");
        // Half as loud in each of six channels where only the front one has it is still the tone.
        let middle = &samples[DELAY..DELAY + 1_600];
        let (tone, other) = (strength(middle, 440.0), strength(middle, 700.0));
        assert!((0.9..1.1).contains(&tone) && other < 0.1, "{name}: {tone} of it, {other} of another tone");
    }
}

#[test]
fn what_is_not_read_is_refused_with_the_reason() {
    for (name, reason) in REFUSED {
        match audio::read_bytes(read(name), 10) {
            Err(SpeechError::Unreadable(told)) => assert!(told.contains(reason), "{name}: {told}"),
            other => panic!("{name}: {:?}", other.map(|samples| samples.len())),
        }
    }
}

#[test]
fn no_file_is_there_without_a_case() {
    let cases: Vec<&str> = HEARD.split_whitespace().chain(REFUSED.map(|(name, _)| name)).collect();
    for file in std::fs::read_dir(sounds()).expect("the folder is there") {
        let name = file.expect("the folder can be read").file_name();
        assert!(cases.iter().any(|case| name == *case), "{name:?} is not tested");
    }
}

#[test]
fn files_that_end_early_or_lie_are_heard_as_far_as_they_go_or_refused() {
    for (name, bytes) in heard() {
        for part in 0..10 {
            let cut = bytes[..bytes.len() * part / 10].to_vec();
            if let Ok(samples) = audio::read_bytes(cut, 10) {
                assert!(samples.len() <= LISTENING_RATE as usize, "{name}, {part}/10: {}", samples.len());
            }
        }
        // Places of the header in turn say something absurd.
        for at in (0..bytes.len().min(200)).step_by(3) {
            let mut lying = bytes.clone();
            lying[at] = !lying[at];
            if let Ok(samples) = audio::read_bytes(lying, 10) {
                assert!(
                    samples.len() <= 10 * LISTENING_RATE as usize,
                    "{name}, byte {at}: {}",
                    samples.len()
                );
                assert!(samples.iter().all(|sample| sample.is_finite()), "{name}, byte {at}");
            }
        }
    }
}

#[test]
fn the_limit_holds_for_every_format() {
    for (name, bytes) in heard() {
        let refused = audio::read_bytes(bytes, 0);
        assert!(matches!(refused, Err(SpeechError::TooLong { limit: 0, .. })), "{name}");
    }
}
