//! Audio files as people send them.

use std::f32::consts::TAU;
use std::io::Cursor;

use speech::{LISTENING_RATE, SpeechError, audio};

/// A 440 Hz tone of half loudness in every channel.
fn tone(rate: u32, channels: u16, bits: u16, seconds: f32) -> Vec<u8> {
    let sample_format = if bits == 32 { hound::SampleFormat::Float } else { hound::SampleFormat::Int };
    let spec = hound::WavSpec { channels, sample_rate: rate, bits_per_sample: bits, sample_format };
    let mut file = Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut file, spec).expect("a file in memory takes sound");
    for i in 0..(rate as f32 * seconds) as usize {
        let sample = 0.5 * (TAU * 440.0 * i as f32 / rate as f32).sin();
        for _ in 0..channels {
            match sample_format {
                hound::SampleFormat::Float => {
                    writer.write_sample(sample).expect("a file in memory takes sound")
                }
                hound::SampleFormat::Int => {
                    writer
                        .write_sample((sample * ((1 << (bits - 1)) - 1) as f32) as i32)
                        .expect("a file in memory takes sound");
                }
            }
        }
    }
    writer.finalize().expect("a file in memory takes sound");
    file.into_inner()
}

#[test]
fn every_rate_depth_and_number_of_channels_becomes_the_same_tone() {
    for (rate, channels, bits) in
        [(16_000, 1, 16), (16_000, 2, 16), (8_000, 1, 16), (44_100, 2, 24), (48_000, 1, 32), (22_050, 1, 8)]
    {
        let samples = audio::read_bytes(tone(rate, channels, bits, 1.0), 10).unwrap();
        let what = format!("{rate} Hz, {channels} channels, {bits} bits");
        assert_eq!(samples.len(), LISTENING_RATE as usize, "{what}");
        let middle = &samples[4_000..12_000];
        let crossings = middle.windows(2).filter(|pair| pair[0] < 0.0 && pair[1] >= 0.0).count();
        assert!((219..=221).contains(&crossings), "{what}: {crossings} periods in half a second");
        let loudness = (middle.iter().map(|x| x * x).sum::<f32>() / middle.len() as f32).sqrt();
        assert!((loudness - 0.3535).abs() < 0.01, "{what}: {loudness}");
        // The tone is where it was: no delay of the converter is left.
        let late = samples.iter().position(|x| x.abs() > 0.2).unwrap();
        assert!(late < 40, "{what}: begins at {late}");
    }
}

#[test]
fn what_cannot_be_heard_is_refused() {
    let whole = tone(16_000, 1, 16, 1.0);
    let unreadable =
        |bytes: &[u8]| matches!(audio::read_bytes(bytes.to_vec(), 10), Err(SpeechError::Unreadable(_)));
    assert!(unreadable(b""));
    assert!(unreadable(b"This is no sound at all, only a few words that were sent by mistake."));
    assert!(unreadable(&whole[..20]));
    assert!(unreadable(&tone(16_000, 1, 16, 0.0)));
    assert!(unreadable(&tone(1_000, 1, 16, 1.0)));
    assert!(matches!(
        audio::read_bytes(tone(16_000, 1, 16, 3.0), 2),
        Err(SpeechError::TooLong { limit: 2, .. })
    ));
    let missing = audio::read(std::path::Path::new("there-is-no-such.wav")).unwrap_err();
    assert!(missing.to_string().contains("there-is-no-such.wav"), "{missing}");
}

#[test]
fn no_truncation_panics_and_what_is_there_is_heard() {
    let whole = tone(44_100, 2, 16, 0.05);
    for length in 0..whole.len() {
        if let Ok(samples) = audio::read_bytes(whole[..length].to_vec(), 10) {
            assert!(samples.len() <= 800, "{length}");
        }
    }
    let half = audio::read_bytes(whole[..whole.len() / 2].to_vec(), 10).unwrap();
    assert!((300..500).contains(&half.len()), "{}", half.len());
}
