//! The bots of a partner.

use domain::{PartnerBot, PartnerId, Problem};

use crate::Hub;
use crate::partners::{Acting, Right};
use crate::problem::told;

impl Hub {
    /// The oldest first.
    pub async fn bots(&self, acting: &Acting, partner: PartnerId) -> Result<Vec<PartnerBot>, Problem> {
        self.core.allowed(acting, partner, Right::READ_BOTS).await?;
        self.core.store.bots(partner).await.map_err(told)
    }
}
