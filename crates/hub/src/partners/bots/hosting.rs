//! The bots of partners that answer here. One is learnt when it is deployed, when the server starts and somebody has
//! added it, or when somebody who has speaks, should another process have deployed it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use dialogue::service::{self, Hosted};
use domain::{PartnerBot, PersonId, Problem};

use crate::hub::Core;
use crate::problem::told;
use crate::schedule;

/// Versions that could not be learnt: it is not tried again with every turn.
#[derive(Default)]
pub(crate) struct Hosting(Mutex<HashMap<String, u32>>);

impl Hosting {
    fn has_failed(&self, handle: &str, version: u32) -> bool {
        let failed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        failed.get(handle) == Some(&version)
    }

    fn fail(&self, handle: &str, version: u32) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(handle.to_owned(), version);
    }
}

impl Core {
    /// The bots that the person has added; each is ready to answer.
    pub async fn bots_reached(&self, person: PersonId) -> Result<Vec<PartnerBot>, Problem> {
        let mut reached = Vec::new();
        for bot in self.store.bots_of(person).await.map_err(told)? {
            let Some(version) = bot.live else { continue };
            if self.converse.hosts(&bot.handle) != Some(version) {
                self.host(&bot, version).await;
            }
            reached.push(bot);
        }
        Ok(reached)
    }

    /// Whatever somebody has added is learnt before they speak.
    pub async fn host_added(&self) {
        let Ok(people) = self.store.people().await.map_err(told) else { return };
        for person in people {
            if self.stopping.is_cancelled() || self.bots_reached(person.id).await.is_err() {
                return;
            }
        }
    }

    /// Lets this version answer. Should that fail, the version before goes on, and the log tells.
    pub async fn host(&self, bot: &PartnerBot, version: u32) {
        if self.hosting.has_failed(&bot.handle, version) {
            return;
        }
        if let Err(reason) = self.try_to_host(bot, version).await {
            tracing::error!(bot = bot.handle, version, reason, "a bot of a partner could not be learnt");
            self.hosting.fail(&bot.handle, version);
        }
    }

    async fn try_to_host(&self, bot: &PartnerBot, version: u32) -> Result<(), String> {
        let source = self.source_of(bot, version).await.map_err(|problem| problem.to_string())?;
        let owner = self.store.owner().await.map_err(|error| error.to_string())?;
        let zone = owner.as_ref().map_or(jiff::tz::TimeZone::UTC, schedule::zone);
        let today = self.clock.now().to_zoned_datetime(zone).date();
        let (converse, partner) = (self.converse.clone(), bot.partner);
        let learn = move || {
            let judged =
                service::check(&source).map_err(|fault| format!("{}: {}", fault.field, fault.reason))?;
            let hosted = Hosted { partner, version, bot: judged.bot, sources: judged.sources, today };
            converse.host(hosted).map_err(|error| error.to_string())
        };
        self.apart(learn).await.map_err(|problem| problem.to_string())?
    }
}
