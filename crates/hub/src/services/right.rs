//! Who may see what a bot's skills were asked, and have it speak first.

use domain::Problem;

use super::later::unknown;
use crate::Acting;
use crate::hub::Core;
use crate::partners::Right;
use crate::problem::told;

impl Core {
    /// A partner's bot is its partner's, as far as the partner lets them. A bot of this install's own folder is the owner's.
    /// Nobody else finds either.
    pub(super) async fn may_with_bot(&self, acting: &Acting, bot: &str, right: Right) -> Result<(), Problem> {
        if let Some(hosted) = self.store.bot(bot).await.map_err(told)? {
            let allowed = self.allowed(acting, hosted.partner, right).await;
            // A partner that is not theirs has no bots that they could find.
            return allowed.map(drop).map_err(|problem| match problem.code {
                domain::Code::NotFound => unknown("bot"),
                _ => problem,
            });
        }
        let owner = self.store.owner().await.map_err(told)?;
        match acting {
            Acting::Person(person) if owner.is_some_and(|owner| owner.id == person.id) => Ok(()),
            Acting::Person(_) | Acting::Key(_) => Err(unknown("bot")),
        }
    }
}
