//! The partners that somebody works for.

use domain::{Partner, Problem, Role};

use super::Acting;
use crate::Hub;
use crate::problem::told;

/// A partner, and as what one belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    pub partner: Partner,
    /// None for a key.
    pub role: Option<Role>,
}

impl Hub {
    /// The oldest first; for a key its own.
    pub async fn partners(&self, acting: &Acting) -> Result<Vec<Joined>, Problem> {
        let store = &self.core.store;
        match acting {
            Acting::Person(person) => {
                let known = store.partners_of(person.id).await.map_err(told)?;
                let joined = |(partner, member): (Partner, domain::Member)| Joined {
                    partner,
                    role: Some(member.role),
                };
                Ok(known.into_iter().map(joined).collect())
            }
            Acting::Key(key) => {
                let partner = store.partner(key.partner).await.map_err(told)?;
                Ok(partner.into_iter().map(|partner| Joined { partner, role: None }).collect())
            }
        }
    }
}
