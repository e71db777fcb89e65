//! What partners' programs show.

use async_trait::async_trait;
use domain::{AuditEntry, PartnerId, PartnerKey, PartnerKeyId};
use jiff::Timestamp;

use crate::StoreError;

#[async_trait]
pub trait PartnerKeys {
    /// Adds a key. A partner's keys have names of their own.
    async fn add_partner_key(&self, key: &PartnerKey, audit: &AuditEntry) -> Result<(), StoreError>;
    /// The partner's keys, the oldest first.
    async fn partner_keys(&self, partner: PartnerId) -> Result<Vec<PartnerKey>, StoreError>;
    /// The key that opens at `now` with the secret of this hash: its own, or the one before while that is good.
    async fn partner_key(
        &self,
        secret_hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<PartnerKey>, StoreError>;
    /// Gives a key another secret (its hash, its first letters); the one before opens until then.
    async fn rotate_partner_key(
        &self,
        partner: PartnerId,
        id: PartnerKeyId,
        secret: (&[u8; 32], &str),
        former_until: Timestamp,
        audit: &AuditEntry,
    ) -> Result<(), StoreError>;
    async fn remove_partner_key(
        &self,
        partner: PartnerId,
        id: PartnerKeyId,
        audit: &AuditEntry,
    ) -> Result<(), StoreError>;
    /// Notes that a key was used.
    async fn use_partner_key(&self, id: PartnerKeyId, at: Timestamp) -> Result<(), StoreError>;
}
