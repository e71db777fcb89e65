//! Where drafts are checked and learnt.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use dialogue::service::{self, Bench, Judged};
use domain::{BotFault, BotId, BotSource, Code, Draft, PartnerBot, Problem};
use jiff::{ZonedDateTime, tz::TimeZone};

use crate::admission::{Busy, Permit};
use crate::hub::Core;
use crate::partners::{Acting, Allowed};
use crate::problem::told;
use crate::schedule;

/// Benches that stay learnt.
const KEPT: usize = 16;

/// The drafts that were learnt lately, the latest last.
#[derive(Default)]
pub(crate) struct Workbench(Mutex<VecDeque<Ready>>);

/// A draft that is learnt.
#[derive(Clone)]
pub(super) struct Ready {
    bot: BotId,
    revision: u64,
    pub judged: Arc<Judged>,
    pub bench: Arc<Bench>,
}

impl Workbench {
    fn get(&self, bot: BotId, revision: u64) -> Option<Ready> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|ready| (ready.bot, ready.revision) == (bot, revision)).cloned()
    }

    fn put(&self, ready: &Ready) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|other| other.bot != ready.bot);
        kept.push_back(ready.clone());
        while kept.len() > KEPT {
            kept.pop_front();
        }
    }

    pub(super) fn forget(&self, bot: BotId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|ready| ready.bot != bot);
    }
}

impl Core {
    /// A place at the benches; each partner waits in a line of its own.
    pub(super) async fn bench_place(&self, allowed: &Allowed) -> Result<Permit, Problem> {
        self.benches.enter(&allowed.caller()).await.map_err(|Busy| Code::EngineBusy.into())
    }

    /// Reads texts, on a thread that may block.
    pub(super) async fn judge(
        &self,
        handle: &str,
        source: BotSource,
    ) -> Result<Result<Judged, BotFault>, Problem> {
        let handle = handle.to_owned();
        self.apart(move || {
            let judged = service::check(&source)?;
            if judged.bot.id != handle {
                let line = source.bot.lines().position(|line| line.starts_with("bot:"));
                let line = line.and_then(|line| u32::try_from(line + 1).ok());
                let reason = format!("this bot is {handle:?}, and stays so");
                return Err(BotFault { line, field: "bot".into(), reason });
            }
            Ok(judged)
        })
        .await
    }

    /// The draft, learnt. One that has a fault is told of.
    pub(super) async fn ready(
        &self,
        bot: &PartnerBot,
        draft: &Draft,
        now: &ZonedDateTime,
    ) -> Result<Ready, Problem> {
        if let Some(fault) = &draft.fault {
            return Err(faulty(fault));
        }
        if let Some(ready) = self.bench.get(bot.id, draft.revision) {
            return Ok(ready);
        }
        let judged = self.judge(&bot.handle, draft.source.clone()).await?.map_err(|fault| faulty(&fault))?;
        let (converse, today) = (self.converse.clone(), now.date());
        let (id, revision) = (bot.id, draft.revision);
        let learn = move || {
            let services = converse.bench(&judged.bot).ok_or(Code::EngineUnavailable)?;
            let bench = Bench::new(services, judged.bot.clone(), &judged.sources, today);
            let bench = bench.map_err(|error| Problem::new(Code::BotFaulty, error.to_string()))?;
            let (judged, bench) = (Arc::new(judged), Arc::new(bench));
            Ok::<_, Problem>(Ready { bot: id, revision, judged, bench })
        };
        let ready = self.apart(learn).await??;
        self.bench.put(&ready);
        Ok(ready)
    }

    /// What time it is for whoever asks: for a key, where the owner of the install is.
    pub(super) async fn now_for(&self, acting: &Acting) -> Result<ZonedDateTime, Problem> {
        let zone = match acting {
            Acting::Person(person) => schedule::zone(person),
            Acting::Key(_) => {
                let owner = self.store.owner().await.map_err(told)?;
                owner.as_ref().map_or(TimeZone::UTC, schedule::zone)
            }
        };
        Ok(self.clock.now().to_zoned_datetime(zone))
    }
}

/// As a person is told.
pub(super) fn faulty(BotFault { line, field, reason }: &BotFault) -> Problem {
    let line = line.map(|line| format!("line {line}: ")).unwrap_or_default();
    let field = if field.is_empty() { String::new() } else { format!("{field}: ") };
    Problem::new(Code::BotFaulty, format!("{line}{field}{reason}"))
}
