//! Evens out what the model made: no silence around a piece, the same loudness every time, no clipping.

use crate::kokoro::RATE;

/// A window this long tells speech from silence.
const WINDOW: usize = RATE as usize / 100;

/// Loudness of speech (root mean square) that every piece is brought to, and the peak it may reach.
const LOUDNESS: f32 = 0.1;
const PEAK: f32 = 0.95;

/// Quieter than the loudest window by this factor is silence.
const SILENCE: f32 = 0.02;

/// Kept on both sides, faded, so that a soft beginning or ending is not cut.
const MARGIN: usize = RATE as usize / 40;

pub fn trimmed(samples: Vec<f32>) -> Vec<f32> {
    let loudness: Vec<f32> = samples.chunks(WINDOW).map(root_mean_square).collect();
    let loudest = loudness.iter().copied().fold(0.0, f32::max);
    let speaks = |window: &f32| *window > loudest * SILENCE;
    let (Some(first), Some(last)) = (loudness.iter().position(speaks), loudness.iter().rposition(speaks))
    else {
        return Vec::new();
    };
    let start = (first * WINDOW).saturating_sub(MARGIN);
    let end = ((last + 1) * WINDOW + MARGIN).min(samples.len());
    let mut kept = samples[start..end].to_vec();
    let spoken: Vec<f32> = loudness.into_iter().filter(speaks).collect();
    level(&mut kept, root_mean_square(&spoken));
    fade(&mut kept);
    kept
}

/// Brings the piece to the common loudness, as far as its peaks allow.
fn level(samples: &mut [f32], loudness: f32) {
    let peak = samples.iter().fold(0.0, |peak: f32, sample| peak.max(sample.abs()));
    let gain = (LOUDNESS / loudness).min(PEAK / peak);
    for sample in samples {
        *sample *= gain;
    }
}

/// A click would be heard where a piece begins or ends abruptly.
fn fade(samples: &mut [f32]) {
    let length = MARGIN.min(samples.len() / 2);
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
        for loudness in [0.01, 0.3, 2.0] {
            let tone = (0..RATE).map(|i| (i as f32 * 0.1).sin() * loudness);
            let silence = || std::iter::repeat_n(0.0, RATE as usize / 2);
            let out = trimmed(silence().chain(tone).chain(silence()).collect());
            let extra = out.len() as i64 - i64::from(RATE);
            assert!((0..=(2 * MARGIN + WINDOW) as i64).contains(&extra), "{extra}");
            let peak = out.iter().fold(0.0, |peak: f32, s| peak.max(s.abs()));
            assert!((0.12..0.16).contains(&peak), "{loudness}: {peak}");
        }
        assert!(trimmed(vec![0.0; 1000]).is_empty());
        assert!(trimmed(Vec::new()).is_empty());
    }
}
