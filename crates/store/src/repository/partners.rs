//! Organisations and their people.

use async_trait::async_trait;
use domain::{AuditEntry, AuditId, Member, Partner, PartnerId, Person, PersonId};

use crate::StoreError;

/// Organisations and their people. Whatever changes one is written into its audit log by the same call.
#[async_trait]
pub trait Partners {
    /// Adds a partner with its first member. The slug must be new.
    async fn add_partner(
        &self,
        partner: &Partner,
        first: &Member,
        audit: &AuditEntry,
    ) -> Result<(), StoreError>;
    async fn partner(&self, id: PartnerId) -> Result<Option<Partner>, StoreError>;
    /// The partners that the person works for, and in which role, the oldest first.
    async fn partners_of(&self, person: PersonId) -> Result<Vec<(Partner, Member)>, StoreError>;
    /// Gives it another name.
    async fn rename_partner(&self, id: PartnerId, name: &str, audit: &AuditEntry) -> Result<(), StoreError>;
    async fn member(&self, partner: PartnerId, person: PersonId) -> Result<Option<Member>, StoreError>;
    /// Its people, those who came first first.
    async fn members(&self, partner: PartnerId) -> Result<Vec<(Member, Person)>, StoreError>;
    /// Gives a member another role. The last owner stays one.
    async fn change_member(&self, member: &Member, audit: &AuditEntry) -> Result<(), StoreError>;
    /// Lets a member go; the last owner stays.
    async fn remove_member(
        &self,
        partner: PartnerId,
        person: PersonId,
        audit: &AuditEntry,
    ) -> Result<(), StoreError>;
    /// At most `limit` lines of its log before this one (none: the newest), the newest first.
    async fn audit(
        &self,
        partner: PartnerId,
        before: Option<AuditId>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, StoreError>;
}
