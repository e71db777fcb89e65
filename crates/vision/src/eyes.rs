//! EfficientNet-lite0 on ONNX Runtime.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use models::onnx::{Graph, OnnxRuntime, Tensor};
use ndarray::{Array, Array4, Axis};

use crate::{Bounds, Likely, Picture, See, Seen, TOLD, VisionError, unit};

/// Pixels of a side.
const SIDE: u32 = 224;
/// What the network was trained with: each channel from about -1 to 1.
const MIDDLE: f32 = 127.0;
const RANGE: f32 = 128.0;

/// The real eyes.
#[derive(Debug)]
pub struct Eyes {
    graph: Graph,
    names: Vec<String>,
    bounds: Bounds,
}

impl Eyes {
    /// Opens the model in this folder, which computes on this many threads.
    pub fn open(folder: &Path, library: &Path, threads: usize) -> Result<Self, VisionError> {
        let graph = OnnxRuntime::load(library)?.open(&folder.join("model.onnx"), threads)?;
        Ok(Self { graph, names: names(folder)?, bounds: Bounds::default() })
    }

    /// What some pictures show, all at once.
    pub fn look(&self, pictures: &[Picture]) -> Result<Vec<Seen>, VisionError> {
        if pictures.is_empty() {
            return Ok(Vec::new());
        }
        let pixels = Tensor::F32(pixels(pictures).into_dyn());
        let outputs = self.graph.run([("pixels", pixels)])?;
        let [vectors, scores] = &outputs[..] else { return Err(VisionError::Network(self.names.len())) };
        if scores.shape() != [pictures.len(), self.names.len()] || vectors.shape()[0] != pictures.len() {
            return Err(VisionError::Network(self.names.len()));
        }
        let rows = vectors.axis_iter(Axis(0)).zip(scores.axis_iter(Axis(0)));
        let seen = rows.map(|(vector, scores)| Seen {
            vector: unit(vector.iter().copied().collect()),
            classes: self.likeliest(&scores.iter().copied().collect::<Vec<f32>>()),
        });
        Ok(seen.collect())
    }

    fn likeliest(&self, scores: &[f32]) -> Vec<Likely> {
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        let all: f32 = scores.iter().map(|score| (score - most).exp()).sum();
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
        let likely = order.into_iter().take(TOLD).map(|index| Likely {
            index,
            name: self.names[index].clone(),
            probability: (scores[index] - most).exp() / all,
        });
        likely.collect()
    }
}

impl See for Eyes {
    fn see(&self, image: &[u8]) -> Result<Seen, VisionError> {
        let picture = Picture::read(image, self.bounds)?;
        let seen = self.look(&[picture])?.pop();
        seen.ok_or(VisionError::Network(self.names.len()))
    }
}

/// Channel by channel, as the network takes them.
fn pixels(pictures: &[Picture]) -> Array4<f32> {
    let side = SIDE as usize;
    let mut all = Array::zeros((pictures.len(), 3, side, side));
    for (picture, mut planes) in pictures.iter().zip(all.outer_iter_mut()) {
        let square = picture.square(SIDE);
        for (channel, mut plane) in planes.outer_iter_mut().enumerate() {
            let values = square[channel..].iter().step_by(3);
            plane.iter_mut().zip(values).for_each(|(to, from)| *to = (f32::from(*from) - MIDDLE) / RANGE);
        }
    }
    all
}

/// The classes' names, in the order of their scores: WordNet's first word for each.
fn names(folder: &Path) -> Result<Vec<String>, VisionError> {
    let read = |name: &str| {
        let path = folder.join(name);
        fs::read_to_string(&path).map_err(|error| VisionError::Names { path, reason: error.to_string() })
    };
    let (synsets, lemmas) = (read("synsets.txt")?, read("lemmas.tsv")?);
    let words: HashMap<&str, &str> = lemmas.lines().filter_map(|line| line.split_once('\t')).collect();
    let name = |synset: &str| {
        let first = words.get(synset).and_then(|words| words.split(", ").next());
        let reason = || format!("{synset} has no name");
        first
            .map(ToOwned::to_owned)
            .ok_or_else(|| VisionError::Names { path: folder.join("lemmas.tsv"), reason: reason() })
    };
    synsets.lines().map(name).collect()
}
