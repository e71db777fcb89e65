//! What is remembered of a person, for the person to see and to erase. It is kept by the turns in which it is said.

use domain::{Code, PersonId, Preference, PreferenceId, Problem};

use crate::Hub;
use crate::problem::told;

impl Hub {
    /// Everything that is remembered of the person, the longest known first.
    pub async fn preferences(&self, person: PersonId) -> Result<Vec<Preference>, Problem> {
        self.core.store.preferences(person).await.map_err(told)
    }

    /// Forgets one of them.
    pub async fn forget_preference(&self, person: PersonId, id: PreferenceId) -> Result<(), Problem> {
        match self.core.store.forget_preference(person, id).await.map_err(told)? {
            true => Ok(()),
            false => Err(Problem::new(Code::NotFound, "preference")),
        }
    }

    /// Forgets all of them.
    pub async fn forget_preferences(&self, person: PersonId) -> Result<(), Problem> {
        self.core.store.forget_preferences(person).await.map(drop).map_err(told)
    }
}
