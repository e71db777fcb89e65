//! An EfficientNet-lite on ONNX Runtime.

use std::path::Path;

use models::onnx::{Graph, OnnxRuntime, Tensor};
use ndarray::{Array4, ArrayD, Axis};

use crate::calibration::Calibration;
use crate::{Class, Kind, Likely, Picture, See, Seen, TOLD, VisionError, unit};

/// What the network was trained with: each channel from about -1 to 1.
const MIDDLE: f32 = 127.0;
const RANGE: f32 = 128.0;
/// Pixels of a side that a network may want.
const SIDES: std::ops::RangeInclusive<u32> = 32..=1024;

/// The real eyes.
#[derive(Debug)]
pub struct Eyes {
    graph: Graph,
    /// Pixels of a side.
    side: u32,
}

impl Eyes {
    /// Opens the model in this folder, which computes on this many threads.
    pub fn open(folder: &Path, library: &Path, threads: usize) -> Result<Self, VisionError> {
        let graph = OnnxRuntime::load(library)?.open_fixed(&folder.join("model.onnx"), threads)?;
        let side = graph.shape("pixels").and_then(|shape| u32::try_from(*shape.last()?).ok());
        let side = side.filter(|side| SIDES.contains(side)).ok_or(VisionError::Network)?;
        Ok(Self { graph, side })
    }
}

impl See for Eyes {
    fn see(&self, pictures: &[&Picture]) -> Result<Vec<Seen>, VisionError> {
        // One by one: together they do not fit the processor's cache, and take longer.
        pictures.iter().map(|picture| self.look(picture)).collect()
    }
}

impl Eyes {
    fn look(&self, picture: &Picture) -> Result<Seen, VisionError> {
        let pixels = Tensor::F32(pixels(picture, self.side).into_dyn());
        let outputs = self.graph.run([("pixels", pixels)])?;
        let [vector, scores] = &outputs[..] else { return Err(VisionError::Network) };
        if scores.shape() != [1, Class::all().len()] || vector.shape()[0] != 1 {
            return Err(VisionError::Network);
        }
        let numbers = |row: &ArrayD<f32>| row.iter().copied().collect::<Vec<f32>>();
        let probabilities = Calibration::of_side(self.side).probabilities(&numbers(scores));
        Ok(seen(numbers(vector), &probabilities))
    }
}

fn seen(vector: Vec<f32>, probabilities: &[f32]) -> Seen {
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    order.sort_by(|a, b| probabilities[*b].total_cmp(&probabilities[*a]));
    let likely = order.iter().take(TOLD).map(|&index| Likely { index, probability: probabilities[index] });
    Seen { vector: unit(vector), classes: likely.collect(), kind: likeliest_kind(probabilities) }
}

fn likeliest_kind(probabilities: &[f32]) -> Option<(&'static Kind, f32)> {
    let of = |kind: &'static Kind| {
        let classes = Class::all().iter().zip(probabilities);
        classes.filter(|(class, _)| class.kind == kind).map(|(_, probability)| probability).sum::<f32>()
    };
    Kind::all().iter().map(|kind| (kind, of(kind))).max_by(|a, b| a.1.total_cmp(&b.1))
}

/// Channel by channel, as the network takes them.
fn pixels(picture: &Picture, side: u32) -> Array4<f32> {
    let (square, side) = (picture.square(side), side as usize);
    let mut pixels = Array4::zeros((1, 3, side, side));
    for (channel, mut plane) in pixels.index_axis_mut(Axis(0), 0).outer_iter_mut().enumerate() {
        let values = square[channel..].iter().step_by(3);
        plane.iter_mut().zip(values).for_each(|(to, from)| *to = (f32::from(*from) - MIDDLE) / RANGE);
    }
    pixels
}
