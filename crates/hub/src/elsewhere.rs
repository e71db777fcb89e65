//! What other processes on the same data folder do, such as `ieum ask`, shows here as well.
//!
//! Every second the store is asked whether somebody else has written. If so, the connected people are told the turns
//! that were answered elsewhere, and the alert loop looks again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{ConversationId, PersonId, Principal, Problem, Turn, TurnStatus};
use store::StoreError;

use crate::Chat;
use crate::hub::Core;
use crate::problem::told;

/// Up to which place of each conversation the touchpoints here know every ended turn.
#[derive(Default)]
pub(crate) struct Shown(Mutex<HashMap<ConversationId, i64>>);

impl Shown {
    /// A touchpoint has been given these chats.
    pub fn give(&self, chats: &[Chat]) {
        let mut places = self.places();
        for chat in chats {
            let waiting = chat.turns.iter().find(|turn| !has_ended(turn)).map(|turn| turn.sequence - 1);
            let place = waiting.or(chat.turns.last().map(|turn| turn.sequence)).unwrap_or_default();
            places.entry(chat.conversation.id).or_insert(place);
        }
    }

    /// An ended turn was told. With a gap before it, the place stays: somebody else's turn is missing there.
    pub fn tell(&self, turn: &Turn) {
        if let Some(place) = self.places().get_mut(&turn.conversation)
            && *place + 1 == turn.sequence
        {
            *place = turn.sequence;
        }
    }

    fn place(&self, conversation: ConversationId) -> Option<i64> {
        self.places().get(&conversation).copied()
    }

    fn places(&self) -> MutexGuard<'_, HashMap<ConversationId, i64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Core {
    /// Asks the store again and again until the hub stops; `known` is what it said first.
    pub async fn watch_elsewhere(self: Arc<Self>, mut known: u64) {
        loop {
            let next = self.clock.now() + self.limits.look_elsewhere;
            match self.store.written_elsewhere().await {
                Ok(version) if version != known => {
                    known = version;
                    self.show_what_is_new().await;
                }
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "other processes cannot be noticed"),
            }
            tokio::select! {
                () = self.stopping.cancelled() => return,
                () = self.waker.sleep_until(next) => {}
            }
        }
    }

    async fn show_what_is_new(&self) {
        for person in self.bus.people() {
            if let Err(problem) = self.show_turns(person).await {
                tracing::warn!(%problem, %person, "what others have written cannot be shown");
            }
            // Has the alert loop look again as well.
            self.tell_alerts_changed(person).await;
        }
    }

    /// Tells the person's touchpoints the turns that ended elsewhere. One that still waits is told when it ends: its
    /// answer could overtake it here.
    async fn show_turns(&self, person: PersonId) -> Result<(), Problem> {
        let conversations = self.store.conversations(Principal::Person(person)).await.map_err(told)?;
        for conversation in conversations {
            let Some(place) = self.shown.place(conversation.id) else { continue };
            for turn in self.turns_since(conversation.id, place).await.map_err(told)? {
                self.tell_ended(person, &turn);
            }
        }
        Ok(())
    }

    async fn turns_since(&self, id: ConversationId, place: i64) -> Result<Vec<Turn>, StoreError> {
        let turns = self.store.turns_after(id, place, self.limits.page_turns).await?;
        Ok(turns.into_iter().filter(has_ended).collect())
    }
}

fn has_ended(turn: &Turn) -> bool {
    turn.status != TurnStatus::Received
}
