//! Learning is a job: it runs beside everything else, says how far it is, and can be stopped; begun again, it goes on
//! where it was. What it learns serves from one request to the next.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use domain::{Code, Problem, Progress, Step};
use jiff::Timestamp;
use recommend::choose::{Limits, Trials};
use recommend::learn::{Halt, Stopped};
use recommend::{Lesson, Model, Report};
use tokio::sync::watch;

use super::Entry;
use crate::Hub;
use crate::hub::Core;

/// How far learning is.
#[derive(Clone, Debug, PartialEq)]
pub struct Learning {
    pub began_at: Timestamp,
    /// What it is doing, and how much of that is done.
    pub step: String,
    pub done: u64,
    pub total: Option<u64>,
    /// None while it runs.
    pub ended: Option<Ended>,
}

/// How learning has ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    Learnt { at: Timestamp },
    Stopped { at: Timestamp },
    Failed { at: Timestamp, why: String },
}

impl Ended {
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Learnt { at } | Self::Stopped { at } | Self::Failed { at, .. } => *at,
        }
    }
}

/// The job that runs or ran last.
#[derive(Clone)]
pub(super) struct Job {
    state: Arc<watch::Sender<Learning>>,
    halt: Arc<Halt>,
}

impl Hub {
    /// Learns in the background, unless that is done already.
    pub async fn learn(&self, catalog: &str) -> Result<Learning, Problem> {
        self.core.refuse_when_stopping()?;
        let entry = self.core.entry(catalog).await?;
        Ok(self.core.begin_learning(&entry))
    }

    /// How far learning is, if there was any since the start, and what the model that serves tells of itself.
    pub async fn learning(
        &self,
        catalog: &str,
    ) -> Result<(Option<Learning>, Option<(Timestamp, Report)>), Problem> {
        let entry = self.core.entry(catalog).await?;
        let report = entry.read(|shelf| shelf.model().map(|model| (model.learnt_at, model.report.clone())));
        Ok((entry.job().map(|job| job.state()), report))
    }

    /// Waits until learning has ended; none: it was never begun.
    pub async fn learning_ended(&self, catalog: &str) -> Result<Option<Ended>, Problem> {
        let Some(job) = self.core.entry(catalog).await?.job() else { return Ok(None) };
        let mut state = job.state.subscribe();
        let ended = state.wait_for(|state| state.ended.is_some()).await;
        Ok(ended.ok().and_then(|state| state.ended.clone()))
    }

    /// Stops learning; false when nothing was running.
    pub async fn stop_learning(&self, catalog: &str) -> Result<bool, Problem> {
        Ok(self.core.entry(catalog).await?.stop_learning())
    }
}

impl Entry {
    fn job(&self) -> Option<Job> {
        self.learning.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn stop_learning(&self) -> bool {
        let running = self.job().filter(|job| job.state().ended.is_none());
        running.inspect(|job| job.halt.stop()).is_some()
    }

    pub(super) fn last_learning(&self) -> Option<Learning> {
        self.job().map(|job| job.state())
    }
}

impl Job {
    fn state(&self) -> Learning {
        self.state.borrow().clone()
    }
}

impl Progress for Job {
    fn begin(&self, step: &Step) {
        self.state.send_modify(|state| {
            state.step.clone_from(&step.name);
            (state.done, state.total) = (0, step.total);
        });
    }

    fn advance(&self, done: u64) {
        self.state.send_modify(|state| state.done = done);
    }

    fn finish(&self) {}
}

impl Core {
    pub(super) fn begin_learning(self: &Arc<Self>, entry: &Arc<Entry>) -> Learning {
        let job = {
            let mut place = entry.learning.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(running) = place.as_ref().map(Job::state).filter(|state| state.ended.is_none()) {
                return running;
            }
            let began_at = self.clock.now();
            let state = Learning { began_at, step: "reading".into(), done: 0, total: None, ended: None };
            place.insert(Job { state: Arc::new(watch::Sender::new(state)), halt: Arc::default() }).clone()
        };
        let state = job.state();
        let (core, entry) = (self.clone(), entry.clone());
        self.tasks.spawn(async move { core.run_job(&entry, job).await });
        state
    }

    async fn run_job(self: Arc<Self>, entry: &Arc<Entry>, job: Job) {
        let (core, of, running) = (self.clone(), entry.clone(), job.clone());
        let mut learning = tokio::task::spawn_blocking(move || core.learn_entry(&of, &running));
        let done = tokio::select! {
            done = &mut learning => done,
            () = self.stopping.cancelled() => {
                job.halt.stop();
                learning.await
            }
        };
        let at = self.clock.now();
        let ended = match done {
            Ok(Ok(())) => {
                tracing::info!(catalog = entry.name, "learnt");
                Ended::Learnt { at }
            }
            Ok(Err(Unlearnt::Stopped)) => Ended::Stopped { at },
            Ok(Err(Unlearnt::Failed(why))) => {
                tracing::warn!(catalog = entry.name, why, "nothing was learnt");
                Ended::Failed { at, why }
            }
            Err(panic) => {
                tracing::error!(catalog = entry.name, %panic, "learning panicked");
                Ended::Failed { at, why: Code::Internal.as_str().into() }
            }
        };
        job.state.send_modify(|state| state.ended = Some(ended));
    }

    /// On a thread of its own and a few more: the others go on hearing, speaking and answering.
    fn learn_entry(&self, entry: &Entry, job: &Job) -> Result<(), Unlearnt> {
        let lesson = entry.read(|shelf| Lesson::of(&shelf.catalog));
        entry.unlearnt.store(0, Ordering::Relaxed);
        let threads = rayon::ThreadPoolBuilder::new().num_threads(self.limits.learning_threads);
        let threads = threads.build().map_err(|error| Unlearnt::Failed(error.to_string()))?;
        let keeper = &*self.keeper;
        let before = keeper.trials(&entry.name);
        let mut trials = Trials::from_bytes(&before).kept_by(|bytes| keeper.put_trials(&entry.name, bytes));
        let now = self.clock.now();
        let limits = Limits { memory: self.limits.learning_memory, ..Limits::default() };
        let model = threads
            .install(|| Model::learn(lesson, now, &limits, job, &job.halt, &mut trials))
            .map_err(|Stopped| Unlearnt::Stopped)?;
        drop(trials);
        let bytes = model.to_bytes().map_err(|error| Unlearnt::Failed(error.to_string()))?;
        {
            // Nobody is to take our own model for another process's.
            let mut known = entry.known.blocking_lock();
            keeper.put_model(&entry.name, &bytes).map_err(|error| Unlearnt::Failed(error.to_string()))?;
            known.model = keeper.model_version(&entry.name);
        }
        keeper.put_trials(&entry.name, &[]);
        entry.serve(model.into());
        Ok(())
    }
}

enum Unlearnt {
    Stopped,
    Failed(String),
}
