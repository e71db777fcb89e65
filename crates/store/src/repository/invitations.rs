//! Links that let somebody in, once.

use async_trait::async_trait;
use domain::{AuditEntry, Invitation, InvitationId, Member, PartnerId, Person};
use jiff::Timestamp;

use crate::StoreError;

#[async_trait]
pub trait Invitations {
    async fn add_invitation(
        &self,
        invitation: &Invitation,
        audit: Option<&AuditEntry>,
    ) -> Result<(), StoreError>;
    /// The invitation with this secret's hash, if it has not expired at `now`.
    async fn invitation(
        &self,
        secret_hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<Invitation>, StoreError>;
    /// Those to the install (none) or to this partner, the oldest first, expired ones left out.
    async fn invitations(
        &self,
        partner: Option<PartnerId>,
        now: Timestamp,
    ) -> Result<Vec<Invitation>, StoreError>;
    /// Takes one back that is to the install (none) or to this partner; false when there is none.
    async fn remove_invitation(
        &self,
        partner: Option<PartnerId>,
        id: InvitationId,
        audit: Option<&AuditEntry>,
    ) -> Result<bool, StoreError>;
    /// Somebody new comes in (`person`), a member joins, or both; the invitation is used up. Of several who use it at once one
    /// comes in, and for the others it is missing. Who is a member already keeps the higher role.
    async fn accept_invitation(
        &self,
        id: InvitationId,
        person: Option<&Person>,
        member: Option<&Member>,
        audit: Option<&AuditEntry>,
    ) -> Result<(), StoreError>;
}
