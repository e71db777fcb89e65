//! Whether lines stand on their heads, as those of a page that was scanned the wrong way round do.

use models::onnx::{Graph, Tensor};
use ndarray::Array4;

use super::straighten::{HEIGHT, Strip};
use crate::VisionError;

/// What the network takes.
const WIDTH: usize = 160;
const ROWS: usize = 80;
/// What it was trained with, as the detector was.
const MIDDLES: [f32; 3] = [0.485, 0.456, 0.406];
const SPREADS: [f32; 3] = [0.229, 0.224, 0.225];
/// Lines that are asked about: the longest ones speak for a page.
const ASKED: usize = 7;
/// A line that is shorter for its height may look the same from both sides.
const LEAST_WIDTH: usize = HEIGHT * 2;

/// Whether the page stands on its head, as most of its longest lines say.
pub fn turned(graph: &Graph, strips: &[Strip]) -> Result<bool, VisionError> {
    let mut asked: Vec<&Strip> = strips.iter().filter(|strip| strip.width >= LEAST_WIDTH).collect();
    asked.sort_by_key(|strip| std::cmp::Reverse(strip.width));
    let mut votes = 0.0;
    for strip in asked.into_iter().take(ASKED) {
        let output = graph.run([("x", Tensor::F32(pixels(strip).into_dyn()))])?.into_iter().next();
        let scores = output.filter(|scores| scores.len() == 2).ok_or(VisionError::Reader)?;
        let scores: Vec<f32> = scores.iter().copied().collect();
        votes += scores[1] - scores[0];
    }
    Ok(votes > 0.0)
}

fn pixels(strip: &Strip) -> Array4<f32> {
    Array4::from_shape_fn((1, 3, ROWS, WIDTH), |(_, channel, y, x)| {
        // A line is squeezed to the network's width: each place is the mean of what it covers.
        let row = y * HEIGHT / ROWS * strip.width;
        let (from, to) = (x * strip.width / WIDTH, (x + 1) * strip.width / WIDTH);
        let covered = &strip.pixels[row + from..row + to.max(from + 1).min(strip.width)];
        let mean = covered.iter().map(|pixel| pixel[2 - channel]).sum::<f32>() / covered.len() as f32;
        (mean / 255.0 - MIDDLES[channel]) / SPREADS[channel]
    })
}
