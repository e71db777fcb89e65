//! Evens out what the model made: no silence around a piece, the same loudness every time, no clipping.

use ebur128::{EbuR128, Mode};

/// A window of so many to the second tells speech from silence.
const WINDOWS: u32 = 100;

/// Loudness that every piece is brought to (EBU R 128, as broadcasters and phones do), and the peak it may reach.
const LOUDNESS: f32 = -20.0;
const PEAK: f32 = 0.95;
/// A shorter piece is measured as if it were said again and again for so many seconds.
const MEASURED: f32 = 1.0;

/// Quieter than the loudest window by this factor is silence.
const SILENCE: f32 = 0.02;

/// A part of a second kept on both sides, faded, so that a soft beginning or ending is not cut.
const MARGIN: u32 = 40;

/// The speech in the samples, as loud as every piece times the gain.
pub fn trimmed(samples: Vec<f32>, rate: u32, gain: f32) -> Vec<f32> {
    let (window, margin) = ((rate / WINDOWS) as usize, (rate / MARGIN) as usize);
    let loudness: Vec<f32> = samples.chunks(window).map(root_mean_square).collect();
    let loudest = loudness.iter().copied().fold(0.0, f32::max);
    let speaks = |window: &f32| *window > loudest * SILENCE;
    let (Some(first), Some(last)) = (loudness.iter().position(speaks), loudness.iter().rposition(speaks))
    else {
        return Vec::new();
    };
    let start = (first * window).saturating_sub(margin);
    let end = ((last + 1) * window + margin).min(samples.len());
    let mut kept = samples[start..end].to_vec();
    level(&mut kept, to_common_loudness(&samples[start..end], rate) * gain);
    fade(&mut kept, margin);
    kept
}

/// What the samples are to be multiplied with.
fn to_common_loudness(samples: &[f32], rate: u32) -> f32 {
    let measured = EbuR128::new(1, rate, Mode::I).and_then(|mut meter| {
        for _ in 0..((MEASURED * rate as f32) as usize).div_ceil(samples.len().max(1)) {
            meter.add_frames_f32(samples)?;
        }
        meter.loudness_global()
    });
    // What is softer than people hear has no loudness.
    let loudness = measured.ok().filter(|loudness| loudness.is_finite()).unwrap_or(f64::from(LOUDNESS));
    10_f32.powf((LOUDNESS - loudness as f32) / 20.0)
}

/// Makes the piece louder or softer, as far as its peaks allow.
fn level(samples: &mut [f32], gain: f32) {
    let peak = samples.iter().fold(0.0, |peak: f32, sample| peak.max(sample.abs()));
    let gain = gain.min(PEAK / peak);
    for sample in samples {
        *sample *= gain;
    }
}

/// A click would be heard where a piece begins or ends abruptly.
fn fade(samples: &mut [f32], margin: usize) {
    let length = margin.min(samples.len() / 2);
    let (last, steps) = (samples.len() - 1, length as f32);
    for i in 0..length {
        let gain = i as f32 / steps;
        samples[i] *= gain;
        samples[last - i] *= gain;
    }
}

fn root_mean_square(samples: &[f32]) -> f32 {
    (samples.iter().map(|s| s * s).sum::<f32>() / samples.len().max(1) as f32).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_around_speech_goes_and_loudness_is_even() {
        let rate = 24_000;
        for loudness in [0.01, 0.3, 2.0] {
            for seconds in [1, 3] {
                let tone = (0..rate * seconds).map(|i| (i as f32 * 0.1).sin() * loudness);
                let silence = || std::iter::repeat_n(0.0, rate as usize / 2);
                let piece: Vec<f32> = silence().chain(tone).chain(silence()).collect();
                let out = trimmed(piece.clone(), rate, 1.0);
                let extra = out.len() as i64 - i64::from(rate * seconds);
                let most = i64::from(2 * rate / MARGIN + rate / WINDOWS);
                assert!((0..=most).contains(&extra), "{extra}");
                let peak = |samples: &[f32]| samples.iter().fold(0.0, |peak: f32, s| peak.max(s.abs()));
                assert!((0.11..0.16).contains(&peak(&out)), "{loudness}: {}", peak(&out));
                let softer = peak(&trimmed(piece, rate, 0.5));
                assert!((softer / peak(&out) - 0.5).abs() < 0.01, "{softer}");
            }
        }
        assert!(trimmed(vec![0.0; 1000], rate, 1.0).is_empty());
        assert!(trimmed(Vec::new(), rate, 1.0).is_empty());
    }
}
