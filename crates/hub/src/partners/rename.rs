//! A partner gets another name.

use domain::{AuditAction, Partner, PartnerId, Problem};

use super::{Acting, Right};
use crate::Hub;
use crate::problem::told;
use crate::sign_up::checked_name;

impl Hub {
    pub async fn rename_partner(
        &self,
        acting: &Acting,
        id: PartnerId,
        name: &str,
    ) -> Result<Partner, Problem> {
        let core = &self.core;
        let by = core.allowed(acting, id, Right::OWN).await?;
        let name = checked_name(name)?;
        let audit = core.audit(&by, AuditAction::PartnerRenamed, &by.partner.slug, &name);
        core.store.rename_partner(id, &name, &audit).await.map_err(told)?;
        Ok(Partner { name, ..by.partner })
    }
}
