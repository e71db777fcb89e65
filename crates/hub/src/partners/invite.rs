//! Somebody is invited to a partner, and the invitation taken back.

use domain::{AuditAction, Code, Invitation, InvitationId, InvitedTo, PartnerId, Problem, Role};

use super::{Acting, Right, within};
use crate::Hub;
use crate::problem::told;

/// An invitation, and what whoever made it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    pub invitation: Invitation,
    pub by: String,
}

impl Hub {
    /// `secret_hash` is that of what the link says.
    pub async fn invite_to_partner(
        &self,
        acting: &Acting,
        partner: PartnerId,
        role: Role,
        secret_hash: [u8; 32],
    ) -> Result<Invited, Problem> {
        let core = &self.core;
        let by = core.allowed(acting, partner, Right::OWN).await?;
        let Acting::Person(person) = acting else { return Err(Code::ScopeMissing.into()) };
        let members = core.store.members(partner).await.map_err(told)?.len();
        let open = core.store.invitations(Some(partner), core.clock.now()).await.map_err(told)?.len();
        within(members + open, core.limits.partners.members)?;
        let invitation = core.new_invitation(person.id, secret_hash, InvitedTo::Partner { partner, role });
        let audit = core.audit(&by, AuditAction::MemberInvited, "", role.as_str());
        core.store.add_invitation(&invitation, Some(&audit)).await.map_err(told)?;
        core.invited(invitation).await
    }

    pub async fn withdraw_partner_invitation(
        &self,
        acting: &Acting,
        partner: PartnerId,
        id: InvitationId,
    ) -> Result<(), Problem> {
        let core = &self.core;
        let by = core.allowed(acting, partner, Right::OWN).await?;
        let audit = core.audit(&by, AuditAction::InvitationWithdrawn, "", "");
        match core.store.remove_invitation(Some(partner), id, Some(&audit)).await.map_err(told)? {
            true => Ok(()),
            false => Err(Problem::new(Code::NotFound, "invitation")),
        }
    }
}
