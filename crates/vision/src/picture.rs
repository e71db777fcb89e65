//! An image file as pixels: bounded before it is decoded, right side up, without transparency.

use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::error::{LimitError, LimitErrorKind};
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, ImageResult, Limits, Rgb, RgbImage,
};

use crate::{VisionError, jpeg};

/// What is decoded at most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Of the file.
    pub bytes: usize,
    pub pixels: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { bytes: 20 << 20, pixels: 50_000_000 }
    }
}

/// Bytes of memory that a decoder may take for a pixel: four channels of 16 bits, and as much again on the way.
const BYTES_A_PIXEL: u64 = 16;
/// Small images may need tables that are larger than themselves.
const LEAST_MEMORY: u64 = 16 << 20;

/// An image's pixels. Of animations it is the first picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture(RgbImage);

impl Picture {
    /// Reads a file; its content says what it is, whatever its name was.
    pub fn read(file: &[u8], bounds: Bounds) -> Result<Self, VisionError> {
        if file.len() > bounds.bytes {
            return Err(VisionError::TooLarge { bytes: file.len(), most: bounds.bytes });
        }
        let format = image::guess_format(file).map_err(|_| VisionError::Unknown)?;
        let name = name(format).ok_or(VisionError::Unknown)?;
        let damaged = |error: ImageError| VisionError::Damaged { format: name, reason: error.to_string() };
        let mut decoder =
            ImageReader::with_format(Cursor::new(file), format).into_decoder().map_err(damaged)?;
        let (width, height) = decoder.dimensions();
        let pixels = u64::from(width) * u64::from(height);
        if pixels > bounds.pixels {
            return Err(VisionError::TooManyPixels { width, height, most: bounds.pixels });
        }
        if format == ImageFormat::Jpeg && !jpeg::is_whole(file) {
            return Err(VisionError::Damaged { format: name, reason: "it ends too early".into() });
        }
        limit(&mut decoder, pixels).map_err(damaged)?;
        let image = right_side_up(decoder).map_err(damaged)?;
        Ok(Self(without_transparency(image)))
    }

    #[must_use]
    pub fn width(&self) -> u32 {
        self.0.width()
    }

    #[must_use]
    pub fn height(&self) -> u32 {
        self.0.height()
    }

    /// Its pixels row by row, red, green and blue of each.
    #[must_use]
    pub fn pixels(&self) -> &[u8] {
        self.0.as_raw()
    }

    /// The same picture, no longer than this on its longer side.
    #[must_use]
    pub fn within(&self, longest: u32) -> Self {
        let (width, height) = (self.width(), self.height());
        if width.max(height) <= longest {
            return self.clone();
        }
        let scale = f64::from(longest) / f64::from(width.max(height));
        let scaled = |side: u32| (f64::from(side) * scale).round().max(1.0) as u32;
        let (width, height) = (scaled(width), scaled(height));
        let pixels = self.resized(width, height, &ResizeOptions::new());
        Self(RgbImage::from_raw(width, height, pixels).expect("there are as many bytes as asked for"))
    }

    /// A JPEG file of it, without anything that the camera wrote beside the picture: when, where, with what.
    #[must_use]
    pub fn jpeg(&self, quality: u8) -> Vec<u8> {
        if self.width().max(self.height()) > u32::from(u16::MAX) {
            // JPEG knows no longer sides.
            return self.within(u16::MAX.into()).jpeg(quality);
        }
        let mut file = Vec::new();
        JpegEncoder::new_with_quality(&mut file, quality)
            .encode_image(&self.0)
            .expect("memory takes what is written, and a picture has sides that JPEG can have");
        file
    }

    /// The square in its middle, a little smaller than the picture allows (the edges seldom matter), with so many pixels
    /// a side; red, green and blue of each, row by row.
    #[must_use]
    pub fn square(&self, side: u32) -> Vec<u8> {
        let (width, height) = (f64::from(self.width()), f64::from(self.height()));
        let cut = (width.min(height) * f64::from(side) / f64::from(side + EDGE)).max(1.0);
        self.resized(
            side,
            side,
            &ResizeOptions::new().crop((width - cut) / 2.0, (height - cut) / 2.0, cut, cut),
        )
    }

    fn resized(&self, width: u32, height: u32, options: &ResizeOptions) -> Vec<u8> {
        let options = options.resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
        let source = ImageRef::new(self.width(), self.height(), self.pixels(), PixelType::U8x3)
            .expect("a picture has as many bytes as its size says");
        let mut resized = Image::new(width, height, PixelType::U8x3);
        Resizer::new().resize(&source, &mut resized, &options).expect("what is cut out lies in the picture");
        resized.into_vec()
    }
}

/// Pixels of a picture that are left out around a square of so many.
const EDGE: u32 = 32;

fn name(format: ImageFormat) -> Option<&'static str> {
    Some(match format {
        ImageFormat::Jpeg => "JPEG",
        ImageFormat::Png => "PNG",
        ImageFormat::WebP => "WebP",
        ImageFormat::Gif => "GIF",
        ImageFormat::Bmp => "BMP",
        _ => return None,
    })
}

/// The decoder takes no more memory than such an image needs.
fn limit(decoder: &mut impl ImageDecoder, pixels: u64) -> ImageResult<()> {
    if pixels == 0 {
        return Err(ImageError::Limits(LimitError::from_kind(LimitErrorKind::DimensionError)));
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some((pixels * BYTES_A_PIXEL).max(LEAST_MEMORY));
    decoder.set_limits(limits)
}

/// Cameras write how they were held, and leave turning to whoever shows the picture.
fn right_side_up(mut decoder: impl ImageDecoder) -> ImageResult<DynamicImage> {
    let orientation = decoder.orientation()?;
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    Ok(image)
}

/// Transparent images lie on white, as in a shop window.
fn without_transparency(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    let (width, height) = image.dimensions();
    let on_white = |channel: u8, alpha: u8| {
        let [channel, alpha] = [channel, alpha].map(u32::from);
        ((channel * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    RgbImage::from_fn(width, height, |x, y| {
        let [red, green, blue, alpha] = image.get_pixel(x, y).0;
        Rgb([red, green, blue].map(|channel| on_white(channel, alpha)))
    })
}
