//! Text in pictures: what is written, where, and in which order it is read. One file a step.

mod agree;
mod boxes;
mod detect;
mod korean;
mod order;
mod page;
mod reader;
mod recognise;
mod rectangle;
mod straighten;
mod table;
mod tiff;
mod turned;

pub use page::{Block, Line, Page, Point};
pub use reader::Reader;

use crate::{Picture, VisionError};

/// A reader.
pub trait Read: Send + Sync {
    /// What is written in a picture. Where nothing is written, the page is empty.
    fn read(&self, picture: &Picture) -> Result<Page, VisionError>;
}
