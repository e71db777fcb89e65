//! What was done, and by whom.

use domain::{AuditEntry, AuditId, PartnerId, Problem};

use super::{Acting, Right};
use crate::Hub;
use crate::problem::told;

/// Lines of an audit log, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditPage {
    pub entries: Vec<AuditEntry>,
    /// There are older ones.
    pub more: bool,
}

impl Hub {
    /// Those before this one (none: the newest).
    pub async fn audit(
        &self,
        acting: &Acting,
        partner: PartnerId,
        before: Option<AuditId>,
        limit: u32,
    ) -> Result<AuditPage, Problem> {
        self.core.allowed(acting, partner, Right::SEE).await?;
        let mut entries = self.core.store.audit(partner, before, limit + 1).await.map_err(told)?;
        let more = entries.len() > limit as usize;
        entries.truncate(limit as usize);
        Ok(AuditPage { entries, more })
    }
}
