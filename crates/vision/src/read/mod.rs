//! Text in pictures: what is written, where, and in which order it is read.

mod page;

pub use page::{Block, Line, Page, Point};

use crate::{Picture, VisionError};

/// A reader.
pub trait Read: Send + Sync {
    /// What is written in a picture. Where nothing is written, the page is empty.
    fn read(&self, picture: &Picture) -> Result<Page, VisionError>;
}
