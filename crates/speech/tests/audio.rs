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
    for (rate, channels, bits) in [
        (16_000, 1, 16),
        (16_000, 2, 16),
        (8_000, 1, 16),
        (44_100, 2, 24),
        (48_000, 1, 32),
        (22_050, 1, 8),
        (96_000, 2, 24),
        (192_000, 6, 16),
    ] {
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

/// Where the header of [`tone`] (16 bits) says these things.
const WHOLE_SIZE: usize = 4;
const CHANNELS: usize = 22;
const RATE: usize = 24;
const BITS: usize = 34;
const DATA_SIZE: usize = 40;

#[test]
fn sizes_that_lie_are_corrected_and_formats_that_lie_are_refused() {
    let whole = tone(16_000, 1, 16, 0.5);
    let truth = audio::read_bytes(whole.clone(), 10).unwrap();
    assert_eq!(&whole[36..40], b"data");
    let with = |changes: &[(usize, &[u8])]| {
        let mut file = whole.clone();
        for (at, bytes) in changes {
            file[*at..at + bytes.len()].copy_from_slice(bytes);
        }
        audio::read_bytes(file, 10)
    };
    for size in [0, 0x7fff_ffff, 0xffff_ffff_u32].map(u32::to_le_bytes) {
        assert_eq!(with(&[(DATA_SIZE, &size)]).unwrap(), truth, "{size:?}");
        assert_eq!(with(&[(WHOLE_SIZE, &size), (DATA_SIZE, &size)]).unwrap(), truth, "{size:?}");
        assert_eq!(with(&[(WHOLE_SIZE, &size)]).unwrap(), truth, "{size:?}");
    }
    type Change<'a> = (usize, &'a [u8]);
    let refused: [(&[Change<'_>], &str); 6] = [
        (&[(CHANNELS, &[0, 0])], "0 channels"),
        (&[(CHANNELS, &[0xf8, 0xff])], "65528 channels"),
        (&[(RATE, &[0xff; 4])], "4294967295 Hz"),
        (&[(BITS, &[0, 0])], "0 bits"),
        (&[(BITS, &[0xff, 0xff])], "65535 bits"),
        (&[(36, b"list")], "no sound"),
    ];
    for (changes, reason) in refused {
        let error = with(changes).unwrap_err().to_string();
        assert!(error.contains(reason), "{reason}: {error}");
    }
    // What follows the sound is not sound.
    let longer = [&whole[..], b"LIST\x04\0\0\0INFO"].concat();
    assert_eq!(audio::read_bytes(longer, 10).unwrap(), truth);
}
