//! The log-mel spectrum that Whisper was trained on.
//!
//! Whisper's definition: 16 kHz, periodic Hann window of 400 samples, hop 160, reflection at both ends, Slaney mel
//! scale with area-normalised triangles, base-10 logarithm, at most 8 below the loudest, then `(x + 4) / 4`.

use std::f64::consts::PI;
use std::sync::Arc;

use rayon::prelude::*;
use rustfft::num_complex::Complex;
use rustfft::{Fft, FftPlanner};

use crate::LISTENING_RATE;

/// Samples from one frame to the next.
pub const HOP: usize = 160;
const WINDOW: usize = 400;
const BINS: usize = WINDOW / 2 + 1;
/// Frames that one thread computes at a time.
const FRAMES_PER_TASK: usize = 32;
/// What the logarithm makes of no power at all.
const POWER_FLOOR: f32 = 1e-10;

pub struct Mel {
    fft: Arc<dyn Fft<f32>>,
    hann: Vec<f32>,
    filters: Vec<Triangle>,
}

/// One mel band: the weights of the bins from `first` on.
struct Triangle {
    first: usize,
    weights: Vec<f32>,
}

impl Mel {
    pub fn new(bands: usize) -> Self {
        let hann =
            (0..WINDOW).map(|i| (0.5 - 0.5 * (2.0 * PI * i as f64 / WINDOW as f64).cos()) as f32).collect();
        Self { fft: FftPlanner::new().plan_fft_forward(WINDOW), hann, filters: triangles(bands) }
    }

    pub fn bands(&self) -> usize {
        self.filters.len()
    }

    /// As many frames as asked for, each with all bands; the samples are cut or padded with silence to that length.
    pub fn spectrum(&self, samples: &[f32], frames: usize) -> Vec<f32> {
        let bands = self.bands();
        let samples = &samples[..samples.len().min(frames * HOP)];
        let mut spectrum = vec![POWER_FLOOR.log10(); frames * bands];
        spectrum.par_chunks_mut(bands * FRAMES_PER_TASK).enumerate().for_each(|(task, rows)| {
            let mut scratch = Scratch::new(self.fft.get_inplace_scratch_len());
            for (i, row) in rows.chunks_mut(bands).enumerate() {
                self.frame(samples, task * FRAMES_PER_TASK + i, frames, &mut scratch, row);
            }
        });
        let floor = spectrum.iter().fold(f32::MIN, |loudest, x| loudest.max(*x)) - 8.0;
        for x in &mut spectrum {
            *x = (x.max(floor) + 4.0) / 4.0;
        }
        spectrum
    }

    fn frame(&self, samples: &[f32], index: usize, frames: usize, scratch: &mut Scratch, row: &mut [f32]) {
        let start = (index * HOP) as isize - (WINDOW / 2) as isize;
        let end = (frames * HOP) as isize;
        let reflects = start < 0 || start + WINDOW as isize > end;
        if !reflects && start >= samples.len() as isize {
            return; // Nothing but padding: the row already holds the logarithm of silence.
        }
        for (k, (value, window)) in scratch.signal.iter_mut().zip(&self.hann).enumerate() {
            let at = start + k as isize;
            let at = if at < 0 {
                -at
            } else if at >= end {
                2 * (end - 1) - at
            } else {
                at
            };
            let sample = usize::try_from(at).ok().and_then(|at| samples.get(at)).copied().unwrap_or(0.0);
            *value = Complex::new(sample * window, 0.0);
        }
        self.fft.process_with_scratch(&mut scratch.signal, &mut scratch.fft);
        for (power, value) in scratch.power.iter_mut().zip(&scratch.signal) {
            *power = value.norm_sqr();
        }
        for (band, filter) in row.iter_mut().zip(&self.filters) {
            let power: f32 =
                filter.weights.iter().zip(&scratch.power[filter.first..]).map(|(w, p)| w * p).sum();
            *band = power.max(POWER_FLOOR).log10();
        }
    }
}

/// The working memory of one thread.
struct Scratch {
    signal: Vec<Complex<f32>>,
    fft: Vec<Complex<f32>>,
    power: [f32; BINS],
}

impl Scratch {
    fn new(fft: usize) -> Self {
        let zero = Complex::new(0.0, 0.0);
        Self { signal: vec![zero; WINDOW], fft: vec![zero; fft], power: [0.0; BINS] }
    }
}

fn triangles(bands: usize) -> Vec<Triangle> {
    let highest = hertz_to_mel(f64::from(LISTENING_RATE) / 2.0);
    let edges: Vec<f64> =
        (0..bands + 2).map(|i| mel_to_hertz(highest * i as f64 / (bands + 1) as f64)).collect();
    let bin_width = f64::from(LISTENING_RATE) / WINDOW as f64;
    edges
        .windows(3)
        .map(|edge| {
            let weight = |bin: usize| {
                let frequency = bin as f64 * bin_width;
                let rising = (frequency - edge[0]) / (edge[1] - edge[0]);
                let falling = (edge[2] - frequency) / (edge[2] - edge[1]);
                (rising.min(falling).max(0.0) * 2.0 / (edge[2] - edge[0])) as f32
            };
            let first = (0..BINS).find(|bin| weight(*bin) > 0.0).unwrap_or(0);
            let weights = (first..BINS).map(weight).take_while(|weight| *weight > 0.0).collect();
            Triangle { first, weights }
        })
        .collect()
}

/// Slaney's scale: linear up to 1000 Hz, which is 15 mel, and logarithmic above.
const LINEAR_HERTZ_PER_MEL: f64 = 200.0 / 3.0;
const BREAK_HERTZ: f64 = 1000.0;
const BREAK_MEL: f64 = BREAK_HERTZ / LINEAR_HERTZ_PER_MEL;

fn log_step() -> f64 {
    6.4f64.ln() / 27.0
}

fn hertz_to_mel(hertz: f64) -> f64 {
    if hertz < BREAK_HERTZ {
        hertz / LINEAR_HERTZ_PER_MEL
    } else {
        BREAK_MEL + (hertz / BREAK_HERTZ).ln() / log_step()
    }
}

fn mel_to_hertz(mel: f64) -> f64 {
    if mel < BREAK_MEL {
        mel * LINEAR_HERTZ_PER_MEL
    } else {
        BREAK_HERTZ * ((mel - BREAK_MEL) * log_step()).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values computed from the definition with NumPy's FFT in double precision, for a second of a tone that rises
    /// from 200 to 3200 Hz.
    #[test]
    fn the_spectrum_is_whispers() {
        let samples: Vec<f32> = (0..LISTENING_RATE)
            .map(|i| {
                let t = f64::from(i) / f64::from(LISTENING_RATE);
                (0.5 * (2.0 * PI * (200.0 * t + 1500.0 * t * t)).sin()) as f32
            })
            .collect();
        let mel = Mel::new(80);
        let spectrum = mel.spectrum(&samples, 128);
        assert_eq!(spectrum.len(), 128 * 80);
        for (frame, band, expected) in [
            (0, 0, 1.165_87),
            (0, 5, 1.278_42),
            (1, 10, 0.318_48),
            (40, 20, -0.553_05),
            (60, 45, 1.141_45),
            (99, 55, 1.175_85),
            (100, 50, 0.602_19),
            (101, 3, -0.142_54),
            (127, 79, -0.553_05),
        ] {
            let found = spectrum[frame * 80 + band];
            assert!((found - expected).abs() < 2e-3, "frame {frame}, band {band}: {found}, not {expected}");
        }
    }

    #[test]
    fn silence_and_nothing_are_flat() {
        for samples in [vec![], vec![0.0; 1000]] {
            assert_eq!(Mel::new(80).spectrum(&samples, 4), vec![-1.5; 320]);
        }
    }
}
