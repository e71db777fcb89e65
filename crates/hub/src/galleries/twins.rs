//! Photos that are in a gallery twice.

use std::sync::{Arc, PoisonError};

use domain::{Code, PersonId, Problem};

use super::Shown;
use crate::Hub;
use crate::pictures::apart;

/// So many of each photo's nearest are looked at.
const NEAREST: usize = 8;
/// The most pairs that are told.
pub const MOST_TWINS: usize = 1000;

/// Two photos that are nearly the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Twins {
    /// Their ids, the one that is first in the alphabet first.
    pub photos: [String; 2],
    pub similarity: f32,
}

impl Hub {
    /// Pairs of photos that are at least so alike (0.5 to 1), the most alike first.
    pub async fn twins(&self, person: PersonId, gallery: &str, least: f32) -> Result<Vec<Twins>, Problem> {
        if !(0.5..=1.0).contains(&least) {
            return Err(Problem::new(Code::BadRequest, "least: 0.5 to 1"));
        }
        let open = self.core.gallery(person, gallery).await?;
        let shown = self.core.entry_of(&open).await?.shown();
        apart(&self.core, move || Ok(shown.twins(least))).await
    }
}

impl Shown {
    fn twins(self: &Arc<Self>, least: f32) -> Vec<Twins> {
        let Some(index) = &self.index else { return Vec::new() };
        let photos = self.photos.read().unwrap_or_else(PoisonError::into_inner);
        let mut twins = Vec::new();
        for (&number, known) in &photos.by_number {
            let near = index.like(number, NEAREST, &|_| true).unwrap_or_default();
            // Most pairs are found from both sides, and one of many alike from one side alone.
            for near in near.into_iter().filter(|near| near.similarity >= least) {
                let Some(other) = photos.by_number.get(&near.key) else { continue };
                let mut pair = [known.id.clone(), other.id.clone()];
                pair.sort_unstable();
                twins.push(Twins { photos: pair, similarity: near.similarity });
            }
        }
        // The two sides may differ in the last digit.
        twins.sort_by(|a: &Twins, b| a.photos.cmp(&b.photos).then(b.similarity.total_cmp(&a.similarity)));
        twins.dedup_by(|a, b| a.photos == b.photos);
        twins.sort_by(|a, b| b.similarity.total_cmp(&a.similarity));
        twins.truncate(MOST_TWINS);
        twins
    }
}
