//! The people who work for a partner, and those who are invited to.

use domain::{Member, PartnerId, Person, Problem};

use super::{Acting, Invited, Right};
use crate::Hub;
use crate::problem::told;

impl Hub {
    /// Those who came first first.
    pub async fn members(
        &self,
        acting: &Acting,
        partner: PartnerId,
    ) -> Result<Vec<(Member, Person)>, Problem> {
        self.core.allowed(acting, partner, Right::SEE).await?;
        self.core.store.members(partner).await.map_err(told)
    }

    /// The open invitations, the oldest first.
    pub async fn partner_invitations(
        &self,
        acting: &Acting,
        partner: PartnerId,
    ) -> Result<Vec<Invited>, Problem> {
        self.core.allowed(acting, partner, Right::OWN).await?;
        self.core.open_invitations(Some(partner)).await
    }
}
