//! What can be said of an image: rather less than something wrong.

use crate::{Class, Kind, Likely, Seen};

/// From here on a class is told as what it is.
const SURE: f32 = 0.5;
/// Two classes that are as likely together are both told.
const EITHER: f32 = 0.55;
/// The less likely of two must still be so likely.
const SECOND: f32 = 0.15;
/// From here on a kind is told though no class is.
const KIND: f32 = 0.5;
/// The kind of whatever has no kind.
const ANYTHING: &str = "thing";

/// What an image shows, as far as that can be said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// This.
    Sure(Likely),
    /// One of these, the likelier first.
    Either(Likely, Likely),
    /// Something of this kind, with this probability.
    Kind(&'static Kind, f32),
    Unknown,
}

impl Verdict {
    /// One word for how much is known.
    #[must_use]
    pub fn certainty(&self) -> &'static str {
        match self {
            Self::Sure(_) => "sure",
            Self::Either(..) => "either",
            Self::Kind(..) => "kind",
            Self::Unknown => "unknown",
        }
    }
}

impl Seen {
    /// As right as it says: the probabilities are calibrated.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let Some(first) = self.classes.first().copied() else { return Verdict::Unknown };
        if first.probability >= SURE {
            return Verdict::Sure(first);
        }
        if let Some(second) = self.classes.get(1).copied()
            && first.probability + second.probability >= EITHER
            && second.probability >= SECOND
        {
            // Two classes that people call the same are one.
            return match Class::all()[first.index].korean == Class::all()[second.index].korean {
                true => Verdict::Sure(first),
                false => Verdict::Either(first, second),
            };
        }
        match self.kind {
            // "물건이에요" says nothing.
            Some((kind, probability)) if probability >= KIND && kind.id != ANYTHING => {
                Verdict::Kind(kind, probability)
            }
            _ => Verdict::Unknown,
        }
    }
}
