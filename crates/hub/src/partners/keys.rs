//! A partner's keys: made, rotated, revoked, and recognised.

use domain::{AuditAction, FormerSecret, PartnerId, PartnerKey, PartnerKeyId, Problem, Scope};
use jiff::{SignedDuration, Timestamp};

use super::{Acting, Right, within};
use crate::Hub;
use crate::problem::told;
use crate::sign_up::checked_name;

/// When a key was last used is written down this often.
const NOTED: SignedDuration = SignedDuration::from_mins(1);

/// A key that does not exist yet. The secret is made above; only what is kept of it comes here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPartnerKey {
    pub name: String,
    pub scopes: Vec<Scope>,
    pub expires_at: Option<Timestamp>,
    pub secret: KeptSecret,
}

/// What is kept of a secret: its hash, and the first letters, by which people find it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSecret {
    pub hash: [u8; 32],
    pub hint: String,
}

impl Hub {
    /// The oldest first.
    pub async fn partner_keys(
        &self,
        acting: &Acting,
        partner: PartnerId,
    ) -> Result<Vec<PartnerKey>, Problem> {
        self.core.allowed(acting, partner, Right::SEE).await?;
        self.core.store.partner_keys(partner).await.map_err(told)
    }

    pub async fn add_partner_key(
        &self,
        acting: &Acting,
        partner: PartnerId,
        new: NewPartnerKey,
    ) -> Result<PartnerKey, Problem> {
        let core = &self.core;
        let by = core.allowed(acting, partner, Right::OWN).await?;
        let name = checked_name(&new.name)?;
        let known = core.store.partner_keys(partner).await.map_err(told)?;
        within(known.len(), core.limits.partners.keys)?;
        let mut scopes = new.scopes;
        scopes.sort_unstable();
        scopes.dedup();
        let key = PartnerKey {
            id: core.ids.next(),
            partner,
            name,
            hint: new.secret.hint,
            secret_hash: new.secret.hash,
            scopes,
            created_at: core.clock.now(),
            expires_at: new.expires_at,
            former: None,
            last_used_at: None,
        };
        let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.as_str()).collect();
        let audit = core.audit(&by, AuditAction::KeyMade, &key.name, &scopes.join(" "));
        core.store.add_partner_key(&key, &audit).await.map_err(told)?;
        Ok(key)
    }

    /// A new secret; the one before opens for a while, so that programs can be changed in peace.
    pub async fn rotate_partner_key(
        &self,
        acting: &Acting,
        partner: PartnerId,
        id: PartnerKeyId,
        secret: KeptSecret,
    ) -> Result<PartnerKey, Problem> {
        let core = &self.core;
        let by = core.allowed(acting, partner, Right::OWN).await?;
        let known = core.store.partner_keys(partner).await.map_err(told)?;
        let key = known.into_iter().find(|key| key.id == id);
        let key = key.ok_or_else(|| Problem::new(domain::Code::NotFound, "key"))?;
        let until = core.clock.now() + core.limits.partners.rotation_grace;
        let audit = core.audit(&by, AuditAction::KeyRotated, &key.name, "");
        let KeptSecret { hash, hint } = secret;
        core.store.rotate_partner_key(partner, id, (&hash, &hint), until, &audit).await.map_err(told)?;
        let former = Some(FormerSecret { hash: key.secret_hash, until });
        Ok(PartnerKey { secret_hash: hash, hint, former, ..key })
    }

    /// It opens nothing any more, nor does the secret before.
    pub async fn revoke_partner_key(
        &self,
        acting: &Acting,
        partner: PartnerId,
        id: PartnerKeyId,
    ) -> Result<(), Problem> {
        let core = &self.core;
        let by = core.allowed(acting, partner, Right::OWN).await?;
        let known = core.store.partner_keys(partner).await.map_err(told)?;
        let name = known.into_iter().find(|key| key.id == id).map(|key| key.name).unwrap_or_default();
        let audit = core.audit(&by, AuditAction::KeyRevoked, &name, "");
        core.store.remove_partner_key(partner, id, &audit).await.map_err(told)
    }

    /// The key with this secret's hash, while it opens.
    pub async fn partner_key(&self, secret_hash: &[u8; 32]) -> Result<Option<PartnerKey>, Problem> {
        let (store, now) = (&self.core.store, self.core.clock.now());
        let Some(key) = store.partner_key(secret_hash, now).await.map_err(told)? else { return Ok(None) };
        if key.last_used_at.is_none_or(|last| now.duration_since(last) >= NOTED)
            && let Err(error) = store.use_partner_key(key.id, now).await
        {
            // On a full disk a key opens all the same.
            tracing::warn!(%error, key = %key.id, "it is not noted when a key was used");
        }
        Ok(Some(key))
    }
}
