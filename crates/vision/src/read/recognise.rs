//! What a line says, by the recogniser for Latin letters, digits and signs (it reads Chinese and Japanese as well, and
//! sees Hangul as nothing, or as letters that it is not sure of).

use std::fs;
use std::path::Path;

use models::onnx::{Graph, Tensor};
use ndarray::{Array4, ArrayView1, Axis};

use super::straighten::{HEIGHT, Strip};
use crate::VisionError;

/// Lines are filled up to this width, as the network was trained.
const LEAST_WIDTH: usize = 320;
/// The network gives one answer for so many pixels along.
const STEP: usize = 8;
/// Pixels of the lines that are read at once.
const MOST_AT_ONCE: usize = 4096;
/// The widest line of those read at once is so much wider than the narrowest, in hundredths.
const ALIKE: usize = 120;

/// A character where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    pub character: char,
    pub confidence: f32,
    /// Its middle, in pixels of the line.
    pub x: f32,
}

#[derive(Debug)]
pub struct Recogniser {
    graph: Graph,
    letters: Vec<char>,
}

impl Recogniser {
    /// The network's letters are in a file, one a line, in the order of its scores; the first stands for none.
    pub fn new(graph: Graph, letters: &Path) -> Result<Self, VisionError> {
        let unreadable = |reason: String| VisionError::Letters { path: letters.into(), reason };
        let text = fs::read_to_string(letters).map_err(|error| unreadable(error.to_string()))?;
        let letters: Vec<char> =
            text.split('\n').skip(1).filter_map(|line| line.trim_end_matches('\r').chars().next()).collect();
        if letters.is_empty() { Err(unreadable("it is empty".into())) } else { Ok(Self { graph, letters }) }
    }

    /// The characters of each line; blanks are among them.
    pub fn recognise(&self, strips: &[Strip]) -> Result<Vec<Vec<Glyph>>, VisionError> {
        let mut order: Vec<usize> = (0..strips.len()).collect();
        order.sort_by_key(|index| strips[*index].width);
        let mut lines = vec![Vec::new(); strips.len()];
        while let Some(first) = order.first() {
            let narrowest = strips[*first].width.max(LEAST_WIDTH);
            let fits = |(place, index): &(usize, &usize)| {
                let width = strips[**index].width.max(LEAST_WIDTH);
                width * 100 <= narrowest * ALIKE && width * (place + 1) <= MOST_AT_ONCE
            };
            let count = order.iter().enumerate().take_while(fits).count().max(1);
            let rest = order.split_off(count);
            let batch: Vec<&Strip> = order.iter().map(|index| &strips[*index]).collect();
            for (index, glyphs) in order.iter().zip(self.batch(&batch)?) {
                lines[*index] = glyphs;
            }
            order = rest;
        }
        Ok(lines)
    }

    fn batch(&self, strips: &[&Strip]) -> Result<Vec<Vec<Glyph>>, VisionError> {
        let widest = strips.iter().map(|strip| strip.width).max().unwrap_or_default().max(LEAST_WIDTH);
        let width = widest.next_multiple_of(STEP);
        let mut pixels = Array4::<f32>::zeros((strips.len(), 3, HEIGHT, width));
        for (strip, mut planes) in strips.iter().zip(pixels.outer_iter_mut()) {
            fill(strip, &mut planes);
        }
        let output = self.graph.run([("x", Tensor::F32(pixels.into_dyn()))])?.into_iter().next();
        let known =
            |shape: &[usize]| matches!(shape, [lines, _, letters] if *lines == strips.len() && *letters > 1);
        let scores = output.filter(|scores| known(scores.shape())).ok_or(VisionError::Reader)?;
        Ok(scores
            .outer_iter()
            .map(|line| {
                let step = width as f32 / line.shape()[0].max(1) as f32;
                let steps = line.outer_iter().map(|step| best(step.into_dimensionality().ok()));
                self.glyphs(steps, step)
            })
            .collect())
    }

    /// Each letter once, where it is likeliest: the network says it as long as it sees it, and none in between.
    fn glyphs(&self, steps: impl Iterator<Item = (usize, f32)>, step: f32) -> Vec<Glyph> {
        let mut glyphs: Vec<Glyph> = Vec::new();
        let mut before = 0;
        for (place, (letter, confidence)) in steps.enumerate() {
            let x = (place as f32 + 0.5) * step;
            if letter != 0 && letter != before {
                let character = self.letters.get(letter - 1).copied().unwrap_or(' ');
                glyphs.push(Glyph { character, confidence, x });
            }
            before = letter;
        }
        glyphs
    }
}

fn fill(strip: &Strip, planes: &mut ndarray::ArrayViewMut3<'_, f32>) {
    for (channel, mut plane) in planes.axis_iter_mut(Axis(0)).enumerate() {
        for (mut row, pixels) in plane.outer_iter_mut().zip(strip.pixels.chunks(strip.width)) {
            // Blue comes first.
            row.iter_mut().zip(pixels).for_each(|(to, from)| *to = from[2 - channel] / 127.5 - 1.0);
        }
    }
}

fn best(scores: Option<ArrayView1<'_, f32>>) -> (usize, f32) {
    let scores = scores.iter().flat_map(|scores| scores.iter().copied().enumerate());
    scores.fold((0, f32::MIN), |best, (letter, score)| if score > best.1 { (letter, score) } else { best })
}
