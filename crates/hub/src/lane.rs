//! A conversation's lane: its turns are answered one after the other, while other lanes go their own pace.
//!
//! The queue is the store itself. A lane takes the first turn that is still unanswered, answers it, and looks again, so
//! that a turn is never only in memory and a restart is nothing special.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{ConversationId, Problem, Turn, TurnId, TurnStatus};
use tokio::sync::oneshot;

use crate::Instruction;
use crate::hub::Core;
use crate::link::Connection;
use crate::problem::told;
use crate::strand::Strand;

/// All lanes, and who waits for which turn.
#[derive(Default)]
pub(crate) struct Lanes {
    lanes: Mutex<HashMap<ConversationId, Arc<Lane>>>,
    askers: Mutex<HashMap<(ConversationId, TurnId), Vec<Asker>>>,
    /// Conversations whose next turn could not be answered because the store failed.
    stalled: Mutex<HashSet<ConversationId>>,
}

/// One conversation's.
#[derive(Default)]
pub(crate) struct Lane {
    /// Shut while a turn is written down and acknowledged, so that nobody shows its answer before the turn itself.
    door: tokio::sync::Mutex<()>,
    /// How often somebody asked for answers since the lane was last at rest; 0 when nobody works in it.
    wanted: AtomicU64,
}

/// Who sent a turn, and how its answer gets there.
#[derive(Default)]
pub(crate) struct Asker {
    /// A connected touchpoint: it hears the voice.
    pub connection: Option<Arc<Connection>>,
    /// A request that waits.
    waiting: Option<oneshot::Sender<Result<Turn, Problem>>>,
    /// The request told what was said before.
    strand: Option<Strand>,
}

impl Asker {
    pub fn connected(connection: Arc<Connection>) -> Self {
        Self { connection: Some(connection), ..Self::default() }
    }

    pub fn waiting(sender: oneshot::Sender<Result<Turn, Problem>>) -> Self {
        Self { waiting: Some(sender), ..Self::default() }
    }

    pub fn along(self, strand: Option<Strand>) -> Self {
        Self { strand, ..self }
    }
}

impl Lane {
    pub async fn shut(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.door.lock().await
    }
}

impl Lanes {
    pub fn lane(&self, conversation: ConversationId) -> Arc<Lane> {
        open(&self.lanes).entry(conversation).or_default().clone()
    }

    pub fn await_answer(&self, turn: &Turn, asker: Asker) {
        let mut askers = open(&self.askers);
        let askers = askers.entry((turn.conversation, turn.id)).or_default();
        // A touchpoint that sends its event again is still one touchpoint: it hears the answer once.
        if let Some(connection) = &asker.connection {
            askers.retain(|other| {
                other.connection.as_ref().is_none_or(|other| other.number != connection.number)
            });
        }
        askers.push(asker);
    }

    /// Nothing more is answered: whoever still waits is let go.
    pub fn forget_askers(&self) {
        open(&self.askers).clear();
    }

    pub fn take_askers(&self, turn: &Turn) -> Vec<Asker> {
        open(&self.askers).remove(&(turn.conversation, turn.id)).unwrap_or_default()
    }

    /// What was said before this turn, if whoever sent it told.
    pub fn strand(&self, turn: &Turn) -> Option<Strand> {
        let askers = open(&self.askers);
        askers.get(&(turn.conversation, turn.id))?.iter().find_map(|asker| asker.strand)
    }

    /// The turns of this conversation whose answers somebody waits for.
    fn awaited(&self, conversation: ConversationId) -> Vec<TurnId> {
        let askers = open(&self.askers);
        askers.keys().filter(|(lane, _)| *lane == conversation).map(|(_, turn)| *turn).collect()
    }
}

impl Core {
    /// Takes up the turns a former run has acknowledged and not answered.
    pub async fn take_up_waiting(self: &Arc<Self>) -> Result<(), Problem> {
        for conversation in self.store.waiting_conversations().await.map_err(told)? {
            tracing::info!(%conversation, "taking up unanswered turns");
            self.answer_lane(conversation, &self.lanes.lane(conversation));
        }
        Ok(())
    }

    /// Tries the conversations again that the store has failed.
    pub fn retry_stalled(self: &Arc<Self>) {
        let stalled = std::mem::take(&mut *open(&self.lanes.stalled));
        for conversation in stalled {
            self.answer_lane(conversation, &self.lanes.lane(conversation));
        }
    }

    /// Sees to it that the conversation's unanswered turns are answered.
    pub fn answer_lane(self: &Arc<Self>, conversation: ConversationId, lane: &Arc<Lane>) {
        if lane.wanted.fetch_add(1, Ordering::AcqRel) == 0 {
            let (core, lane) = (self.clone(), lane.clone());
            self.tasks.spawn(async move { core.work_safely(conversation, &lane).await });
        }
    }

    /// A panic must not leave the lane marked as worked in: nobody would ever answer there again.
    async fn work_safely(self: &Arc<Self>, conversation: ConversationId, lane: &Arc<Lane>) {
        let work = {
            let (core, lane) = (self.clone(), lane.clone());
            async move { core.work_in(conversation, &lane).await }
        };
        if let Err(panic) = tokio::spawn(work).await {
            tracing::error!(%panic, %conversation, "a lane failed");
            self.stall(conversation, lane);
        }
    }

    async fn work_in(self: &Arc<Self>, conversation: ConversationId, lane: &Lane) {
        while !self.stopping.is_cancelled() {
            let wanted = lane.wanted.load(Ordering::Acquire);
            let next = {
                let _door = lane.shut().await;
                self.store.next_unanswered(conversation).await
            };
            match next {
                Ok(Some(turn)) => {
                    if let Err(problem) = self.answer(&turn).await {
                        self.tell_failure(&turn, &problem);
                        return self.stall(conversation, lane);
                    }
                }
                Ok(None) => {
                    self.hand_out_from_elsewhere(conversation).await;
                    // Whoever asked since the look above wants another look.
                    let at_rest =
                        lane.wanted.compare_exchange(wanted, 0, Ordering::AcqRel, Ordering::Acquire);
                    if at_rest.is_ok() {
                        return;
                    }
                }
                Err(error) => {
                    told(error);
                    return self.stall(conversation, lane);
                }
            }
        }
    }

    /// Leaves the lane until the next turn arrives or the clock comes round: the turn stays written down.
    fn stall(&self, conversation: ConversationId, lane: &Lane) {
        tracing::warn!(%conversation, "cannot go on for now");
        open(&self.lanes.stalled).insert(conversation);
        lane.wanted.store(0, Ordering::Release);
    }

    fn tell_failure(&self, turn: &Turn, problem: &Problem) {
        for asker in self.lanes.take_askers(turn) {
            if let Some(connection) = asker.connection {
                connection.tell(Instruction::Failed { event: Some(turn.event), problem: problem.clone() });
            }
            if let Some(waiting) = asker.waiting {
                // Whoever waited may have gone.
                let _ = waiting.send(Err(problem.clone()));
            }
        }
    }

    /// Another process may have answered a turn that somebody waits for here.
    async fn hand_out_from_elsewhere(self: &Arc<Self>, conversation: ConversationId) {
        for turn in self.lanes.awaited(conversation) {
            match self.store.turn(turn).await {
                Ok(Some(turn)) if turn.status != TurnStatus::Received => self.hand_out(&turn),
                Ok(_) => {}
                Err(error) => drop(told(error)),
            }
        }
    }

    /// The answer is written down: those who asked get it.
    pub fn hand_out(self: &Arc<Self>, turn: &Turn) {
        for asker in self.lanes.take_askers(turn) {
            if let Some(connection) = asker.connection {
                self.say(connection, turn);
            }
            if let Some(waiting) = asker.waiting {
                let _ = waiting.send(Ok(turn.clone()));
            }
        }
    }
}

fn open<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
