//! What a reader finds.

/// What is written in a picture, in the order in which people read it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub blocks: Vec<Block>,
    /// Lines that are there but that nothing here can read: Korean ones, where the program for Korean is missing.
    pub unread: usize,
}

/// Lines that belong together, such as a paragraph or a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    pub lines: Vec<Line>,
}

/// What stands beside each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub text: String,
    /// From 0 to 1: how sure the reader is of its characters, on average.
    pub confidence: f32,
    /// Of the rectangle around it, in the picture's pixels: before its first character and above it first, then on
    /// along the text. A line that stands on its head has the first corner at the bottom right.
    pub corners: [Point; 4],
}

/// Pixels from the left edge of the picture and from its top.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    pub x: f32,
    pub y: f32,
}

impl Page {
    /// All lines, in their order.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.blocks.iter().flat_map(|block| &block.lines)
    }

    /// The whole text: lines one below the other, and an empty line between blocks.
    #[must_use]
    pub fn text(&self) -> String {
        let blocks = self.blocks.iter().map(|block| {
            let lines: Vec<&str> = block.lines.iter().map(|line| line.text.as_str()).collect();
            lines.join("\n")
        });
        blocks.collect::<Vec<_>>().join("\n\n")
    }
}
