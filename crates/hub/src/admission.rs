//! Who may use an engine next. The engines' threads are few, and everybody wants them: people who speak to a
//! touchpoint, programs that send hours of recordings, boxes that nobody looks after.
//!
//! Three rules. Who is waiting to be answered comes before who has sent a file; one place is kept free of files where
//! there are two or more. Within each, callers take turns: ten requests of one caller wait in one line, and another
//! caller's first comes after one of them. Lines are bounded: what would wait for too long is refused at once, so that
//! it can be tried again later. Long work [gives way](Permit::give_way) between its parts.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{PartnerId, PersonId};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// Who wants an engine. Callers that are equal stand in one line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Caller {
    who: Who,
    /// Somebody speaks or listens right now.
    live: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Who {
    Person(PersonId),
    Partner(PartnerId),
    Bot(String),
    Address(IpAddr),
    House,
}

/// Who comes before whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rank {
    Finishing,
    Talking,
    Sending,
}

impl Caller {
    fn rank(&self) -> Rank {
        if self.live { Rank::Talking } else { Rank::Sending }
    }

    /// The person, if somebody has signed in.
    pub fn person(&self) -> Option<PersonId> {
        match self.who {
            Who::Person(person) => Some(person),
            Who::Partner(_) | Who::Bot(_) | Who::Address(_) | Who::House => None,
        }
    }

    /// A person who speaks to a touchpoint or listens to it.
    pub fn talking(person: PersonId) -> Self {
        Self { who: Who::Person(person), live: true }
    }

    /// Everybody who is talking with a bot.
    pub fn talking_with(bot: String) -> Self {
        Self { who: Who::Bot(bot), live: true }
    }

    /// A person's program, or a person who sends a file.
    pub fn sending(person: PersonId) -> Self {
        Self { who: Who::Person(person), live: false }
    }

    /// A partner, whoever works for it.
    pub fn for_partner(partner: PartnerId) -> Self {
        Self { who: Who::Partner(partner), live: false }
    }

    /// Work of our own, behind everybody else's.
    pub fn of_the_house() -> Self {
        Self { who: Who::House, live: false }
    }

    /// A box that nobody has signed in to, through which somebody speaks.
    pub fn talking_from(address: IpAddr) -> Self {
        Self { who: Who::Address(address), live: true }
    }
}

/// How much an engine does at once, and how much may wait for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Calls at the same moment.
    pub at_once: usize,
    /// Calls of one caller that may wait.
    pub waiting_each: usize,
    /// Calls of all callers that may wait; those who talk and those who send are counted apart.
    pub waiting: usize,
}

/// The call was refused: too much is waiting already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy;

/// The door to an engine. A handle: clones share everything.
#[derive(Clone)]
pub struct Gate {
    shared: Arc<Shared>,
}

struct Shared {
    room: Room,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    running: usize,
    /// Of those, the ones that are not live.
    sending: usize,
    finishers: Line,
    talkers: Line,
    senders: Line,
    tickets: u64,
}

/// Callers in the order in which their turns come, and the calls of each.
#[derive(Default)]
struct Line {
    turns: VecDeque<Caller>,
    calls: HashMap<Caller, VecDeque<Call>>,
    count: usize,
}

struct Call {
    ticket: u64,
    enter: oneshot::Sender<Permit>,
}

impl Gate {
    pub fn new(room: Room) -> Self {
        Self { shared: Arc::new(Shared { room, state: Mutex::default() }) }
    }

    /// Waits for a place; it is free again when the permit is dropped.
    pub async fn enter(&self, caller: &Caller) -> Result<Permit, Busy> {
        self.line_up(caller, caller.rank(), true)?.await
    }

    /// As [`Self::enter`], however many are waiting: for work that has been admitted already.
    pub async fn enter_again(&self, caller: &Caller) -> Result<Permit, Busy> {
        self.line_up(caller, caller.rank(), false)?.await
    }

    /// As [`Self::enter_again`], before everybody: for the last part of work whose result somebody waits for. What is
    /// made on the way to it, such as the text so far, can wait or be left out.
    pub async fn enter_to_finish(&self, caller: &Caller) -> Result<Permit, Busy> {
        self.line_up(caller, Rank::Finishing, false)?.await
    }

    /// Takes a place in the line at once; the wait is what is returned.
    fn line_up(
        &self,
        caller: &Caller,
        rank: Rank,
        bounded: bool,
    ) -> Result<impl Future<Output = Result<Permit, Busy>> + use<>, Busy> {
        let (enter, entered) = oneshot::channel();
        let mut state = self.shared.state();
        let room = self.shared.room;
        let full = |line: &Line| line.count >= room.waiting || line.waiting(caller) >= room.waiting_each;
        if bounded && state.is_crowded(room, rank) && full(state.line(rank)) {
            return Err(Busy);
        }
        state.tickets += 1;
        let ticket = state.tickets;
        state.line(rank).join(caller, Call { ticket, enter });
        state.admit(&self.shared);
        drop(state);
        let place = Place { shared: self.shared.clone(), caller: caller.clone(), rank, ticket };
        Ok(async move {
            let _place = place;
            // The other end is dropped only with the state, which this place keeps alive.
            entered.await.map_err(|_| Busy)
        })
    }
}

/// A place in a line; who gives up waiting leaves it.
struct Place {
    shared: Arc<Shared>,
    caller: Caller,
    rank: Rank,
    ticket: u64,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.shared.state().line(self.rank).leave(&self.caller, self.ticket);
    }
}

/// The right to use the engine.
pub struct Permit {
    shared: Arc<Shared>,
    caller: Caller,
    inside: bool,
}

impl Permit {
    /// Lets in whoever waits, and waits for the next turn. For long work, between its parts; on a blocking thread.
    pub fn give_way(&mut self, runtime: &Handle) {
        if self.shared.state().somebody_could_enter(self.shared.room, &self.caller) {
            self.aside(runtime, || ());
        }
    }

    /// Lets others use the engine while something else is waited for, such as a client that reads slowly; on a blocking
    /// thread.
    pub fn aside<T>(&mut self, runtime: &Handle, wait: impl FnOnce() -> T) -> T {
        self.leave();
        let done = wait();
        let gate = Gate { shared: self.shared.clone() };
        // Nobody who has been admitted is refused, so this permit always comes back.
        if let Ok(mut permit) = runtime.block_on(gate.enter_again(&self.caller)) {
            permit.inside = false;
            self.inside = true;
        }
        done
    }

    fn leave(&mut self) {
        if std::mem::replace(&mut self.inside, false) {
            let mut state = self.shared.state();
            state.leave(self.caller.live);
            state.admit(&self.shared);
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.leave();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn line(&mut self, rank: Rank) -> &mut Line {
        match rank {
            Rank::Finishing => &mut self.finishers,
            Rank::Talking => &mut self.talkers,
            Rank::Sending => &mut self.senders,
        }
    }

    /// Whether this caller would have to wait.
    fn is_crowded(&mut self, room: Room, rank: Rank) -> bool {
        !self.has_room(room, rank != Rank::Sending) || self.line(rank).count > 0
    }

    fn has_room(&self, room: Room, live: bool) -> bool {
        let kept_free = usize::from(room.at_once > 1);
        self.running < room.at_once && (live || self.sending < room.at_once - kept_free)
    }

    /// Whether somebody would come in if this caller left.
    fn somebody_could_enter(&self, room: Room, caller: &Caller) -> bool {
        let after = Self {
            running: self.running.saturating_sub(1),
            sending: self.sending.saturating_sub(usize::from(!caller.live)),
            ..Self::default()
        };
        self.finishers.count + self.talkers.count > 0 && after.has_room(room, true)
            || !caller.live && self.senders.count > 0 && after.has_room(room, false)
    }

    /// Lets in as many as there is room for.
    fn admit(&mut self, shared: &Arc<Shared>) {
        for rank in [Rank::Finishing, Rank::Talking, Rank::Sending] {
            while self.has_room(shared.room, rank != Rank::Sending) {
                let Some((caller, call)) = self.line(rank).next() else { break };
                let live = caller.live;
                let permit = Permit { shared: shared.clone(), caller, inside: true };
                match call.enter.send(permit) {
                    Ok(()) => {
                        self.running += 1;
                        self.sending += usize::from(!live);
                    }
                    // Who has gone meanwhile takes no place, and gives none back.
                    Err(mut permit) => permit.inside = false,
                }
            }
        }
    }

    fn leave(&mut self, live: bool) {
        self.running -= 1;
        self.sending -= usize::from(!live);
    }
}

impl Line {
    fn waiting(&self, caller: &Caller) -> usize {
        self.calls.get(caller).map_or(0, VecDeque::len)
    }

    fn join(&mut self, caller: &Caller, call: Call) {
        let calls = self.calls.entry(caller.clone()).or_default();
        if calls.is_empty() {
            self.turns.push_back(caller.clone());
        }
        calls.push_back(call);
        self.count += 1;
    }

    /// The first call of the caller whose turn it is; the caller's others wait until everybody has had a turn.
    fn next(&mut self) -> Option<(Caller, Call)> {
        let caller = self.turns.pop_front()?;
        let calls = self.calls.get_mut(&caller)?;
        let call = calls.pop_front()?;
        self.count -= 1;
        if calls.is_empty() {
            self.calls.remove(&caller);
        } else {
            self.turns.push_back(caller.clone());
        }
        Some((caller, call))
    }

    fn leave(&mut self, caller: &Caller, ticket: u64) {
        let Some(calls) = self.calls.get_mut(caller) else { return };
        let before = calls.len();
        calls.retain(|call| call.ticket != ticket);
        self.count -= before - calls.len();
        if calls.is_empty() {
            self.calls.remove(caller);
            self.turns.retain(|other| other != caller);
        }
    }
}
