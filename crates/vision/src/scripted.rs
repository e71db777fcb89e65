//! Eyes and a reader that follow a script, for tests of everything around them.

use crate::{Block, Class, Likely, Line, Page, Picture, Point, Read, See, Seen, VisionError, unit};

/// Squares of a side, whose colours are the vector.
const SIDE: u32 = 4;

/// See the colours of pictures; whatever they show is likely what the script says.
#[derive(Clone, Debug)]
pub struct ScriptedEyes {
    likely: Vec<Likely>,
}

impl ScriptedEyes {
    /// Classes by their English names, with their probabilities.
    ///
    /// # Panics
    /// When there is no class of such a name.
    #[must_use]
    pub fn seeing(likely: &[(&str, f32)]) -> Self {
        let place = |name: &str| {
            let found = Class::all().iter().position(|class| class.english == name);
            found.unwrap_or_else(|| panic!("no class is called {name:?}"))
        };
        let likely =
            likely.iter().map(|(name, probability)| Likely { index: place(name), probability: *probability });
        Self { likely: likely.collect() }
    }
}

impl See for ScriptedEyes {
    fn see(&self, pictures: &[&Picture]) -> Result<Vec<Seen>, VisionError> {
        let seen = pictures.iter().map(|picture| {
            // A little light everywhere, so that black has a direction too.
            let colours = picture.square(SIDE).into_iter().map(|channel| f32::from(channel) + 1.0);
            let kind = self.likely.first().map(|likely| (likely.class().kind, likely.probability));
            Seen { vector: unit(colours.collect()), classes: self.likely.clone(), kind }
        });
        Ok(seen.collect())
    }
}

/// Finds the same lines in every picture, one below the other over its whole width.
#[derive(Clone, Debug, Default)]
pub struct ScriptedReader {
    lines: Vec<String>,
}

impl ScriptedReader {
    #[must_use]
    pub fn finding(lines: &[&str]) -> Self {
        Self { lines: lines.iter().map(ToString::to_string).collect() }
    }
}

impl Read for ScriptedReader {
    fn read(&self, picture: &Picture) -> Result<Page, VisionError> {
        if self.lines.is_empty() {
            return Ok(Page::default());
        }
        let (width, step) = (picture.width() as f32, picture.height() as f32 / self.lines.len() as f32);
        let line = |(index, text): (usize, &String)| {
            let [top, bottom] = [index, index + 1].map(|row| row as f32 * step);
            let corners = [(0.0, top), (width, top), (width, bottom), (0.0, bottom)];
            Line { text: text.clone(), confidence: 1.0, corners: corners.map(|(x, y)| Point { x, y }) }
        };
        let lines = self.lines.iter().enumerate().map(line).collect();
        Ok(Page { blocks: vec![Block { lines }], unread: 0 })
    }
}
