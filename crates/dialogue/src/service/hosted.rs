//! Bots of partners: learnt once, reached by those who have added them.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use domain::PartnerId;
use jiff::civil::Date;

use super::{Learnt, ServiceError, Services};
use crate::block::Bot;

/// A bot of a partner, as it should answer from now on.
#[derive(Clone, Debug, PartialEq)]
pub struct Hosted {
    pub partner: PartnerId,
    pub version: u32,
    pub bot: Bot,
    /// What it looks things up in: sources by their names, with their texts.
    pub sources: Vec<(String, String)>,
    /// The day it is, for the values in its examples.
    pub today: Date,
}

/// All of them, by their ids, with their versions.
#[derive(Default)]
pub(super) struct Hosting {
    learnt: RwLock<HashMap<String, (u32, Arc<Learnt>)>>,
}

impl Hosting {
    pub fn remove(&self, bot: &str) {
        self.learnt.write().unwrap_or_else(PoisonError::into_inner).remove(bot);
    }

    pub fn version(&self, bot: &str) -> Option<u32> {
        self.learnt.read().unwrap_or_else(PoisonError::into_inner).get(bot).map(|(version, _)| *version)
    }

    fn put(&self, version: u32, learnt: Arc<Learnt>) {
        let id = learnt.bot.id.clone();
        self.learnt.write().unwrap_or_else(PoisonError::into_inner).insert(id, (version, learnt));
    }

    fn get(&self, bot: &str) -> Option<Arc<Learnt>> {
        self.learnt.read().unwrap_or_else(PoisonError::into_inner).get(bot).map(|(_, learnt)| learnt.clone())
    }
}

impl Services {
    /// Learns it; the version before answers until this one can.
    pub(super) fn take_in(&self, hosted: Hosted) -> Result<(), ServiceError> {
        let Hosted { version, bot, sources, today, .. } = hosted;
        let learnt = self.learn(bot, &sources, today)?;
        self.shared.hosted.put(version, Arc::new(learnt));
        Ok(())
    }

    /// As a person who has added these bots meets it; none when that is no difference. A bot of the install comes before one of a
    /// partner with its id.
    pub(super) fn with_added(&self, bots: &[String]) -> Option<Self> {
        let ours = |id: &&String| !self.bots.iter().any(|learnt| learnt.bot.id == **id);
        let added: Vec<_> = bots.iter().filter(ours).filter_map(|id| self.shared.hosted.get(id)).collect();
        let with = || Self {
            shared: self.shared.clone(),
            bots: self.bots.clone(),
            names: self.names.clone(),
            added,
        };
        (!bots.is_empty()).then(with)
    }
}
