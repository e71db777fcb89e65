//! Images in; vectors, the names of what is likely in them, and the text that is written in them, out.
//!
//! Two traits, [`See`] and [`Read`], with a real implementation each and a scripted one for tests ([`scripted`]). Engines are
//! synchronous: a call uses the engine's own threads and blocks its caller. What comes in is the bytes of a file as
//! people send it; [`Picture`] reads it, bounded before anything is decoded.
//!
//! Two pictures of one kind have vectors that point the same way: [`alike`] says how much.

mod calibration;
mod classes;
mod error;
mod eyes;
mod files;
mod jpeg;
mod picture;
mod read;
pub mod scripted;
pub mod teach;
mod told;
mod verdict;

pub use classes::{Class, Kind};
pub use error::VisionError;
pub use eyes::Eyes;
pub use files::see_files;
pub use picture::{Bounds, Picture};
pub use read::{Block, Line, Page, Point, Read, Reader};
pub use told::with_article;
pub use verdict::Verdict;

/// Eyes.
pub trait See: Send + Sync {
    /// What some pictures show, in their order.
    fn see(&self, pictures: &[&Picture]) -> Result<Vec<Seen>, VisionError>;
}

/// What an image shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Of length 1, always of as many numbers for one engine.
    pub vector: Vec<f32>,
    /// The likeliest classes, the likeliest first.
    pub classes: Vec<Likely>,
    /// The likeliest kind of thing.
    pub kind: Option<(&'static Kind, f32)>,
}

/// A class that an image may belong to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likely {
    /// Its place in [`Class::all`].
    pub index: usize,
    pub probability: f32,
}

impl Likely {
    #[must_use]
    pub fn class(&self) -> Class {
        Class::all()[self.index]
    }
}

/// The classes that are told.
pub const TOLD: usize = 5;

/// How alike two images are, by their vectors: 1 for the same, about 0 for such as have nothing in common.
#[must_use]
pub fn alike(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The vector of length 1 that points the same way; nothing points nowhere.
fn unit(mut vector: Vec<f32>) -> Vec<f32> {
    let length = vector.iter().map(|number| number * number).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|number| *number /= length);
    }
    vector
}
