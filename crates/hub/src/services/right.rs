//! Who may see what a bot's skills were asked, and have it speak first.

use domain::{Code, Problem};

use super::unknown;
use crate::Acting;
use crate::hub::Core;
use crate::partners::Right;
use crate::problem::told;

impl Core {
    /// A bot of this install's own folder is the owner's; a partner's bot is its partner's, as far as the partner lets them.
    /// Nobody else finds either.
    pub(super) async fn may_with_bot(&self, acting: &Acting, bot: &str, right: Right) -> Result<(), Problem> {
        if self.own_bot(bot).await?.is_some() {
            let owner = self.store.owner().await.map_err(told)?;
            return match acting {
                Acting::Person(person) if owner.is_some_and(|owner| owner.id == person.id) => Ok(()),
                Acting::Person(_) | Acting::Key(_) => Err(unknown("bot")),
            };
        }
        let hosted = self.store.bot(bot).await.map_err(told)?.ok_or_else(|| unknown("bot"))?;
        // A partner that is not theirs has no bots that they could find.
        self.allowed(acting, hosted.partner, right).await.map(drop).map_err(|problem| match problem.code {
            Code::NotFound => unknown("bot"),
            _ => problem,
        })
    }
}
