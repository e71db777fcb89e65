//! Another pitch for a voice that cannot choose its own: played faster, it sounds higher.
//!
//! The model is asked to speak slower by the same ratio, so that the words last as long as they should.

use crate::SpeechError;
use crate::audio::Converter;

/// Ratios of rates are made of steps this large, in Hz: their transforms stay short.
const STEP: f32 = 300.0;

/// How many times faster so many semitones are.
pub fn ratio(semitones: f32) -> f32 {
    (semitones / 12.0).exp2()
}

/// The samples played this many times faster.
pub fn faster(samples: Vec<f32>, ratio: f32, rate: u32) -> Result<Vec<f32>, SpeechError> {
    let from = ((rate as f32 * ratio / STEP).round() * STEP) as u32;
    if from == rate || samples.is_empty() {
        return Ok(samples);
    }
    let mut converter = Converter::new(from, rate)?;
    converter.push(&samples, 1)?;
    let mut played = converter.take()?;
    played.extend(converter.finish()?);
    Ok(played)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_becomes_higher_and_shorter() {
        let rate = 24_000;
        let tone: Vec<f32> = (0..rate).map(|i| (i as f32 * 0.05).sin() * 0.5).collect();
        let crossings = |samples: &[f32]| samples.windows(2).filter(|pair| pair[0] * pair[1] < 0.0).count();
        for semitones in [-12.0, -5.0, 0.0, 3.0, 12.0] {
            let wanted = ratio(semitones);
            let played = faster(tone.clone(), wanted, rate).unwrap();
            let shorter = rate as f32 / played.len() as f32;
            assert!((shorter / wanted - 1.0).abs() < 0.02, "{semitones}: {shorter}");
            // As many waves in less time: a higher tone.
            let waves = crossings(&played) as f32 / crossings(&tone) as f32;
            assert!((waves - 1.0).abs() < 0.03, "{semitones}: {waves}");
        }
        assert!(faster(Vec::new(), 2.0, rate).unwrap().is_empty());
    }
}
