//! One partner.

use domain::{PartnerId, Problem};

use super::{Acting, Joined, Right};
use crate::Hub;

impl Hub {
    pub async fn partner(&self, acting: &Acting, id: PartnerId) -> Result<Joined, Problem> {
        let allowed = self.core.allowed(acting, id, Right::READ_BOTS).await?;
        Ok(Joined { partner: allowed.partner, role: allowed.role })
    }
}
