//! The services that run in this process, by their bots. One that is slow, stuck or broken costs its own turns only.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use std::time::Duration;

use super::{Call, Checked, Fulfil, Nobody, Performed};

/// So many calls of one bot may be on their way, each on a thread of its own; when its service is stuck, later ones fail at
/// once. Partners' servers are counted where they are asked, and refused sooner.
const MOST_CALLS: usize = 100;

/// Hands a call to the service of its bot, and waits so long. A bot without a service is answered by [`Nobody`].
pub struct Roster {
    limit: Duration,
    services: RwLock<HashMap<String, Desk>>,
}

/// A service, and how many calls it has.
#[derive(Clone)]
struct Desk {
    service: Arc<dyn Fulfil>,
    calls: Arc<AtomicUsize>,
}

impl Roster {
    #[must_use]
    pub fn new(limit: Duration) -> Self {
        Self { limit, services: RwLock::default() }
    }

    /// These and no others have a service from now on. Calls that are on their way end where they began, and still count.
    pub fn replace(&self, services: impl IntoIterator<Item = (String, Arc<dyn Fulfil>)>) {
        let mut desks = self.services.write().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::take(&mut *desks);
        let calls = |bot: &String| before.get(bot).map(|desk| desk.calls.clone()).unwrap_or_default();
        *desks = services
            .into_iter()
            .map(|(bot, service)| {
                let calls = calls(&bot);
                (bot, Desk { service, calls })
            })
            .collect();
    }

    /// None when there is no answer in time.
    fn ask<T: Send + 'static>(
        &self,
        call: &Call,
        what: impl FnOnce(&dyn Fulfil, &Call) -> T + Send + 'static,
    ) -> Option<T> {
        let desk = self.services.read().unwrap_or_else(PoisonError::into_inner).get(&call.bot.id).cloned();
        let Some(Desk { service, calls }) = desk else { return Some(what(&Nobody, call)) };
        if calls.fetch_add(1, Ordering::AcqRel) >= MOST_CALLS {
            calls.fetch_sub(1, Ordering::AcqRel);
            return None;
        }
        let (tell, told) = sync_channel(1);
        let call = call.clone();
        let working = thread::Builder::new().name(format!("service {}", call.bot.id)).spawn({
            let calls = calls.clone();
            move || {
                // A panic is the service's own affair: nothing of ours is left half done by it.
                let done = catch_unwind(AssertUnwindSafe(|| what(&*service, &call))).ok();
                calls.fetch_sub(1, Ordering::AcqRel);
                // Whoever asked may have gone.
                let _ = tell.send(done);
            }
        });
        if working.is_err() {
            calls.fetch_sub(1, Ordering::AcqRel);
            return None;
        }
        told.recv_timeout(self.limit).ok().flatten()
    }
}

impl Fulfil for Roster {
    fn check(&self, call: &Call, parameter: &str) -> Checked {
        let parameter = parameter.to_owned();
        self.ask(call, move |service, call| service.check(call, &parameter)).unwrap_or(Checked::Failed)
    }

    fn perform(&self, call: &Call) -> Performed {
        self.ask(call, |service, call| service.perform(call)).unwrap_or(Performed::Failed(None))
    }

    fn take_back(&self, call: &Call) -> bool {
        self.ask(call, |service, call| service.take_back(call)).unwrap_or(false)
    }

    fn late(&self, call: &Call, answer: &str) -> Performed {
        let answer = answer.to_owned();
        self.ask(call, move |service, call| service.late(call, &answer)).unwrap_or(Performed::Failed(None))
    }
}
