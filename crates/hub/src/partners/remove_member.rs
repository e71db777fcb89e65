//! A member goes, or is let go.

use domain::{AuditAction, PartnerId, PersonId, Problem};

use super::{Acting, Right};
use crate::Hub;
use crate::problem::told;

impl Hub {
    /// Owners may remove anybody, and everybody themselves.
    pub async fn remove_member(
        &self,
        acting: &Acting,
        partner: PartnerId,
        person: PersonId,
    ) -> Result<(), Problem> {
        let core = &self.core;
        let oneself = matches!(acting, Acting::Person(asking) if asking.id == person);
        let right = if oneself { Right::SEE } else { Right::OWN };
        let by = core.allowed(acting, partner, right).await?;
        let (_, gone) = core.member(partner, person).await?;
        let audit = core.audit(&by, AuditAction::MemberRemoved, &gone.name, "");
        core.store.remove_member(partner, person, &audit).await.map_err(told)
    }
}
