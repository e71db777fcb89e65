//! A line as a picture of its own: upright, of the height that the recogniser takes, from the pixels of the picture as
//! it came.

use super::Point;
use super::rectangle::Rectangle;
use crate::Picture;

/// Pixels.
pub const HEIGHT: usize = 48;
/// A line that is longer for its height is squeezed: no line of a page is.
pub const LONGEST: usize = 3200;
/// Smaller steps than this see nothing new.
const MOST_STEPS: usize = 6;

/// Red, green and blue of each pixel, row by row; its height is [`HEIGHT`].
#[derive(Clone, Debug)]
pub struct Strip {
    pub width: usize,
    pub pixels: Vec<[f32; 3]>,
}

pub fn straighten(picture: &Picture, from: &Rectangle) -> Strip {
    let ratio = from.width / from.height.max(1.0);
    let width = ((HEIGHT as f32 * ratio).ceil() as usize).clamp(HEIGHT / 4, LONGEST);
    let (step_x, step_y) = (from.width / width as f32, from.height / HEIGHT as f32);
    // A pixel of a line that becomes smaller is the mean of all that it covers.
    let steps = (step_x.max(step_y).ceil() as usize).clamp(1, MOST_STEPS);
    let share = 1.0 / (steps * steps) as f32;
    let mut pixels = vec![[0.0; 3]; width * HEIGHT];
    for (index, pixel) in pixels.iter_mut().enumerate() {
        let (x, y) = (index % width, index / width);
        for step in 0..steps * steps {
            let part = |step: usize| (step as f32 + 0.5) / steps as f32;
            let along = (x as f32 + part(step % steps)) * step_x - from.width / 2.0;
            let down = (y as f32 + part(step / steps)) * step_y - from.height / 2.0;
            let seen = at(picture, from.at(along, down));
            pixel.iter_mut().zip(seen).for_each(|(sum, channel)| *sum += channel * share);
        }
    }
    Strip { width, pixels }
}

/// The colour of a place between pixels; beyond its edges a picture goes on as it ends.
fn at(picture: &Picture, place: Point) -> [f32; 3] {
    let inside = |value: f32, size: u32| (value - 0.5).clamp(0.0, (size - 1) as f32);
    let (x, y) = (inside(place.x, picture.width()), inside(place.y, picture.height()));
    let (left, top) = (x as usize, y as usize);
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let (right, bottom) = ((left + 1).min(width - 1), (top + 1).min(height - 1));
    let (across, down) = (x - left as f32, y - top as f32);
    let pixels = picture.pixels();
    std::array::from_fn(|channel| {
        let value = |x: usize, y: usize| f32::from(pixels[(y * width + x) * 3 + channel]);
        let mix = |a: f32, b: f32, share: f32| a + (b - a) * share;
        mix(
            mix(value(left, top), value(right, top), across),
            mix(value(left, bottom), value(right, bottom), across),
            down,
        )
    })
}

impl Strip {
    /// How light each pixel is, from 0 to 255: the letters dark on a light ground, with as much contrast as can be.
    pub fn greys(&self) -> Vec<u8> {
        let light = |[red, green, blue]: &[f32; 3]| 0.299 * red + 0.587 * green + 0.114 * blue;
        let values: Vec<f32> = self.pixels.iter().map(light).collect();
        let mut sorted = values.clone();
        sorted.sort_by(f32::total_cmp);
        let part = |hundredths: usize| sorted[(sorted.len() - 1) * hundredths / 100];
        let (low, high) = (part(1), part(99));
        let dark_ground = part(50) - low < high - part(50);
        let stretched = values.into_iter().map(|value| {
            let value = ((value - low) / (high - low).max(1.0)).clamp(0.0, 1.0);
            let value = if dark_ground { 1.0 - value } else { value };
            (value * 255.0).round() as u8
        });
        stretched.collect()
    }
}
