//! Where text is: the detector's map of a picture, a share of text for each of its points.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use models::onnx::{Graph, Tensor};
use ndarray::Array4;

use crate::{Picture, VisionError};

/// Larger pictures are made smaller for the detector: it finds lines whose letters are eight pixels high.
const LONGEST_SIDE: f32 = 1280.0;
/// The network halves its picture five times.
const STEP: f32 = 32.0;
/// What the network was trained with: the middle and the spread of each channel. It takes blue for the first one.
const MIDDLES: [f32; 3] = [0.485, 0.456, 0.406];
const SPREADS: [f32; 3] = [0.229, 0.224, 0.225];

/// How much of each place is text, from 0 to 1, row by row.
#[derive(Clone, Debug)]
pub struct TextMap {
    pub width: usize,
    pub height: usize,
    pub shares: Vec<f32>,
}

pub fn detect(graph: &Graph, picture: &Picture) -> Result<TextMap, VisionError> {
    let (width, height) = size(picture);
    let small = resized(picture, width, height);
    let (width, height) = (width as usize, height as usize);
    let mut pixels = Array4::<f32>::zeros((1, 3, height, width));
    for (channel, mut plane) in pixels.index_axis_mut(ndarray::Axis(0), 0).outer_iter_mut().enumerate() {
        let values = small[2 - channel..].iter().step_by(3);
        plane.iter_mut().zip(values).for_each(|(to, from)| {
            *to = (f32::from(*from) / 255.0 - MIDDLES[channel]) / SPREADS[channel];
        });
    }
    let output = graph.run([("x", Tensor::F32(pixels.into_dyn()))])?.into_iter().next();
    let map = output.filter(|map| map.shape() == [1, 1, height, width]).ok_or(VisionError::Reader)?;
    Ok(TextMap { width, height, shares: map.iter().copied().collect() })
}

/// Of the detector's picture.
fn size(picture: &Picture) -> (u32, u32) {
    let sides = [picture.width(), picture.height()].map(|side| side as f32);
    let scale = (LONGEST_SIDE / sides[0].max(sides[1])).min(1.0);
    let [width, height] = sides.map(|side| ((side * scale / STEP).round() * STEP).max(STEP) as u32);
    (width, height)
}

fn resized(picture: &Picture, width: u32, height: u32) -> Vec<u8> {
    let source = ImageRef::new(picture.width(), picture.height(), picture.pixels(), PixelType::U8x3)
        .expect("a picture has as many bytes as its size says");
    let mut small = Image::new(width, height, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
    Resizer::new().resize(&source, &mut small, &options).expect("both are pictures of three channels");
    small.into_vec()
}
