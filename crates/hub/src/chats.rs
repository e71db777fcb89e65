//! The chat list and the history of a chat.

use domain::{
    Alert, AlertId, Bot, Code, Conversation, ConversationId, PersonId, Principal, Problem, Turn, TurnId,
};

use crate::hub::Core;
use crate::problem::told;
use crate::{Chat, Hub};

/// A turn that was unanswered when the touchpoint saw it may have its answer now: so many turns before the last seen
/// one are sent once more.
const SEEN_AGAIN: i64 = 10;

/// Which turns of a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The newest.
    Newest,
    /// Those right before this place.
    Before(i64),
    /// Those right after this place.
    After(i64),
}

/// A page of a chat, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    pub turns: Vec<Turn>,
    /// There are more in the direction of the page.
    pub more: bool,
}

impl Hub {
    /// The person's chats with their newest turns; the assistant's is always among them.
    pub async fn chats(&self, person: PersonId) -> Result<Vec<Chat>, Problem> {
        self.core.chats(person, &[]).await
    }

    /// A page of at most `limit` turns.
    pub async fn history(
        &self,
        person: PersonId,
        conversation: ConversationId,
        page: Page,
        limit: u32,
    ) -> Result<History, Problem> {
        self.core.conversation_of(person, conversation).await?;
        self.core.page(conversation, page, limit.clamp(1, self.core.limits.page_turns)).await
    }

    pub async fn turn(&self, person: PersonId, id: TurnId) -> Result<Turn, Problem> {
        let turn = self.core.store.turn(id).await.map_err(told)?;
        let turn = turn.ok_or_else(|| Problem::new(Code::NotFound, "turn"))?;
        // Somebody else's turn looks like none at all.
        match self.core.conversation_of(person, turn.conversation).await {
            Ok(_) => Ok(turn),
            Err(problem) if problem.code == Code::NotFound => Err(Problem::new(Code::NotFound, "turn")),
            Err(problem) => Err(problem),
        }
    }

    /// The person's pending and ringing alerts, the next one first.
    pub async fn alerts(&self, person: PersonId) -> Result<Vec<Alert>, Problem> {
        self.core.store.open_alerts(person).await.map_err(told)
    }

    /// Silences the alert when it rings and takes it back when it waits.
    pub async fn stop_alert(&self, person: PersonId, alert: AlertId) -> Result<(), Problem> {
        self.core.stop_alert(person, alert).await
    }
}

impl Core {
    /// The person's chats. `seen` are the places a touchpoint knows already.
    pub async fn chats(
        &self,
        person: PersonId,
        seen: &[(ConversationId, i64)],
    ) -> Result<Vec<Chat>, Problem> {
        let assistant = self.assistant_chat(person).await?;
        let mut chats = Vec::new();
        for conversation in self.store.conversations(assistant.principal).await.map_err(told)? {
            let seen = seen.iter().find(|(id, _)| *id == conversation.id).map(|(_, sequence)| *sequence);
            chats.push(self.chat(conversation, seen).await?);
        }
        Ok(chats)
    }

    /// The person's conversation with the assistant.
    pub async fn assistant_chat(&self, person: PersonId) -> Result<Conversation, Problem> {
        let new = Conversation {
            id: self.ids.next(),
            principal: Principal::Person(person),
            bot: Bot::ASSISTANT,
            created_at: self.clock.now(),
            state: None,
        };
        self.store.open_conversation(&new).await.map_err(told)
    }

    /// The conversation, if it is this person's. Somebody else's looks like none at all.
    pub async fn conversation_of(
        &self,
        person: PersonId,
        id: ConversationId,
    ) -> Result<Conversation, Problem> {
        let conversation = self.store.conversation(id).await.map_err(told)?;
        conversation
            .filter(|conversation| conversation.principal == Principal::Person(person))
            .ok_or_else(|| Problem::new(Code::NotFound, "conversation"))
    }

    async fn chat(&self, conversation: Conversation, seen: Option<i64>) -> Result<Chat, Problem> {
        let mut page = match seen {
            Some(seen) => {
                self.page(
                    conversation.id,
                    Page::After(seen.saturating_sub(SEEN_AGAIN)),
                    self.limits.page_turns,
                )
                .await?
            }
            None => self.page(conversation.id, Page::Newest, self.limits.first_turns).await?,
        };
        if seen.is_some() && page.more {
            // It has missed more than a page: it starts anew and pages back.
            page = self.page(conversation.id, Page::Newest, self.limits.first_turns).await?;
        }
        let more_before = page.turns.first().is_some_and(|first| first.sequence > 1);
        Ok(Chat { conversation, bot: Bot::assistant(), turns: page.turns, more_before })
    }

    async fn page(&self, conversation: ConversationId, page: Page, limit: u32) -> Result<History, Problem> {
        // One more than asked for tells whether there are more.
        let asked = limit + 1;
        let turns = match page {
            Page::Newest => self.store.turns_before(conversation, i64::MAX, asked).await,
            Page::Before(sequence) => self.store.turns_before(conversation, sequence, asked).await,
            Page::After(sequence) => self.store.turns_after(conversation, sequence, asked).await,
        };
        let mut turns = turns.map_err(told)?;
        let more = turns.len() > limit as usize;
        if more && matches!(page, Page::After(_)) {
            turns.pop();
        } else if more {
            turns.remove(0);
        }
        Ok(History { turns, more })
    }
}
