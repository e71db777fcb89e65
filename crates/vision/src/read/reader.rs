//! The real reader: PP-OCRv5's graphs on ONNX Runtime, and Tesseract for what they see as Korean.

use std::path::Path;
use std::time::Duration;

use models::onnx::{Graph, OnnxRuntime};

use super::agree::{Latin, Reading};
use super::boxes::boxes;
use super::detect::detect;
use super::korean;
use super::order::ordered;
use super::recognise::Recogniser;
use super::rectangle::Rectangle;
use super::straighten::{Strip, straighten};
use super::turned::turned;
use super::{Line, Page, Read};
use crate::{Picture, VisionError};

/// So long Korean may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Boxes that are higher than this for their width hold text from the top down, where others are not as high.
const TALL: f32 = 1.5;
/// What the reader is less sure of is no text.
const LEAST_CONFIDENCE: f32 = 0.4;

#[derive(Debug)]
pub struct Reader {
    detector: Graph,
    turned: Graph,
    recogniser: Recogniser,
    threads: usize,
}

impl Reader {
    /// Opens the models in this folder, which compute on this many threads.
    pub fn open(folder: &Path, library: &Path, threads: usize) -> Result<Self, VisionError> {
        let runtime = OnnxRuntime::load(library)?;
        let open = |name: &str| runtime.open(&folder.join(name), threads);
        Ok(Self {
            detector: open("detector.onnx")?,
            turned: open("turned.onnx")?,
            recogniser: Recogniser::new(open("recogniser.onnx")?, &folder.join("letters.txt"))?,
            threads,
        })
    }

    /// What Korean is read with; an error says how to get it.
    pub fn korean() -> Result<String, VisionError> {
        korean::version()
    }

    /// What each line says; none where only Korean is missing.
    fn say(&self, strips: &[Strip]) -> Result<Vec<Option<Reading>>, VisionError> {
        let glyphs = self.recogniser.recognise(strips)?;
        let lines: Vec<Latin> =
            glyphs.into_iter().zip(strips).map(|(glyphs, strip)| Latin::new(glyphs, strip)).collect();
        let mut readings: Vec<Option<Reading>> =
            lines.iter().map(|line| line.is_whole().then(|| line.reading())).collect();
        let open: Vec<usize> = (0..lines.len()).filter(|index| readings[*index].is_none()).collect();
        let strips: Vec<&Strip> = open.iter().map(|index| &strips[*index]).collect();
        let words = match korean::read(&strips, self.threads, PATIENCE) {
            Ok(words) => words,
            Err(VisionError::KoreanMissing) => return Ok(readings),
            Err(error) => return Err(error),
        };
        for (index, words) in open.into_iter().zip(words) {
            let line = &lines[index];
            readings[index] = Some(if words.is_empty() { line.reading() } else { line.with(&words) });
        }
        Ok(readings)
    }
}

impl Read for Reader {
    fn read(&self, picture: &Picture) -> Result<Page, VisionError> {
        let map = detect(&self.detector, picture)?;
        let found = laid(boxes(&map, picture.width(), picture.height()));
        let upright = |found: &[Rectangle]| -> Vec<Strip> {
            found.iter().map(|line| straighten(picture, line)).collect()
        };
        let strips = upright(&found);
        let (mut found, mut readings) = (found, None);
        if turned(&self.turned, &strips)? {
            // The classifier errs at times, so both ways are read and the better one counts.
            let other: Vec<Rectangle> = found.iter().map(|line| line.on_its_head()).collect();
            let [this, that] = [self.say(&strips)?, self.say(&upright(&other))?];
            let turns = weight(&that) > weight(&this);
            readings = Some(if turns { that } else { this });
            found = if turns { other } else { found };
        }
        let readings = match readings {
            Some(readings) => readings,
            None => self.say(&strips)?,
        };
        let unread = readings.iter().filter(|reading| reading.is_none()).count();
        let lines = found.iter().zip(readings).filter_map(|(line, reading)| {
            let Reading { text, confidence } = reading?;
            let said = !text.is_empty() && confidence >= LEAST_CONFIDENCE;
            said.then(|| Line { text, confidence, corners: line.corners() })
        });
        let page = Page { blocks: ordered(lines.collect()), unread };
        if page.blocks.is_empty() && unread > 0 { Err(VisionError::KoreanMissing) } else { Ok(page) }
    }
}

/// How much was read, and how surely.
fn weight(readings: &[Option<Reading>]) -> f32 {
    let read = readings.iter().flatten();
    read.map(|reading| reading.confidence.powi(2) * reading.text.chars().count() as f32).sum()
}

/// Boxes along their text: high ones hold text that lies on its side, unless they are as high as other lines are.
fn laid(boxes: Vec<Rectangle>) -> Vec<Rectangle> {
    let is_tall = |line: &Rectangle| line.height > TALL * line.width;
    let mut heights: Vec<f32> = boxes.iter().filter(|line| !is_tall(line)).map(|line| line.height).collect();
    heights.sort_by(f32::total_cmp);
    let usual = heights.get(heights.len() / 2).copied();
    let lies = |line: &Rectangle| is_tall(line) && usual.is_none_or(|usual| line.height > TALL * usual);
    boxes.into_iter().map(|line| if lies(&line) { line.on_its_side() } else { line }).collect()
}
