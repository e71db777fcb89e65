//! Eyes that follow a script, for tests of everything around them.

use crate::{Class, Likely, Picture, See, Seen, VisionError, unit};

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
    fn see(&self, pictures: &[Picture]) -> Result<Vec<Seen>, VisionError> {
        let seen = pictures.iter().map(|picture| {
            // A little light everywhere, so that black has a direction too.
            let colours = picture.square(SIDE).into_iter().map(|channel| f32::from(channel) + 1.0);
            let kind = self.likely.first().map(|likely| (likely.class().kind, likely.probability));
            Seen { vector: unit(colours.collect()), classes: self.likely.clone(), kind }
        });
        Ok(seen.collect())
    }
}
