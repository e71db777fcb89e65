//! An EfficientNet-lite on ONNX Runtime.

use std::path::Path;

use models::onnx::{Graph, OnnxRuntime, Tensor};
use ndarray::{Array, Array4, ArrayViewD, Axis};

use crate::calibration::Calibration;
use crate::{Class, Kind, Likely, Picture, See, Seen, TOLD, VisionError, unit};

/// What the network was trained with: each channel from about -1 to 1.
const MIDDLE: f32 = 127.0;
const RANGE: f32 = 128.0;
/// Pixels of a side that a network may want.
const SIDES: std::ops::RangeInclusive<u32> = 32..=1024;
/// Pictures that go through the network at once. More would need more memory, and are not faster.
const TOGETHER: usize = 4;

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
        let mut all = Vec::with_capacity(pictures.len());
        for some in pictures.chunks(TOGETHER) {
            all.extend(self.look(some)?);
        }
        Ok(all)
    }
}

impl Eyes {
    fn look(&self, pictures: &[&Picture]) -> Result<Vec<Seen>, VisionError> {
        let pixels = Tensor::F32(pixels(pictures, self.side).into_dyn());
        let outputs = self.graph.run([("pixels", pixels)])?;
        let [vectors, scores] = &outputs[..] else { return Err(VisionError::Network) };
        if scores.shape() != [pictures.len(), Class::all().len()] || vectors.shape()[0] != pictures.len() {
            return Err(VisionError::Network);
        }
        let rows = vectors.axis_iter(Axis(0)).zip(scores.axis_iter(Axis(0)));
        let numbers = |row: ArrayViewD<'_, f32>| row.iter().copied().collect::<Vec<f32>>();
        let calibration = Calibration::of_side(self.side);
        let believed = |scores| calibration.probabilities(&numbers(scores));
        Ok(rows.map(|(vector, scores)| seen(numbers(vector), &believed(scores))).collect())
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
fn pixels(pictures: &[&Picture], pixels: u32) -> Array4<f32> {
    let side = pixels as usize;
    let mut all = Array::zeros((pictures.len(), 3, side, side));
    for (picture, mut planes) in pictures.iter().zip(all.outer_iter_mut()) {
        let square = picture.square(pixels);
        for (channel, mut plane) in planes.outer_iter_mut().enumerate() {
            let values = square[channel..].iter().step_by(3);
            plane.iter_mut().zip(values).for_each(|(to, from)| *to = (f32::from(*from) - MIDDLE) / RANGE);
        }
    }
    all
}
