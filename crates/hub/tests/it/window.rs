//! A touchpoint as a test sees it.

use std::time::Duration;

use domain::{Answer, Bubble, ConversationId, EventId, PersonId, Turn, TurnStatus};
use hub::testing::{Stage, hello};
use hub::{Event, EventBody, Hello, Instruction, Instructions, Link, State, Synchronized};

/// Nothing here takes seconds: a test that waits so long has hung and shall say so.
const HUNG: Duration = Duration::from_secs(60);

pub struct Window {
    pub link: Link,
    pub instructions: Instructions,
    pub synchronized: Synchronized,
    /// The conversation with the assistant.
    pub chat: ConversationId,
}

impl Window {
    pub async fn open(stage: &Stage, person: PersonId, number: u128) -> Self {
        Self::open_with(stage, person, hello(number)).await
    }

    pub async fn open_with(stage: &Stage, person: PersonId, hello: Hello) -> Self {
        let (link, mut instructions) = stage.hub.connect(person, hello).await.unwrap();
        let Some(Instruction::Synchronized(synchronized)) = instructions.next().await else {
            panic!("the first instruction is Synchronized")
        };
        let chat = synchronized.conversations[0].conversation.id;
        Self { link, instructions, synchronized: *synchronized, chat }
    }

    pub async fn send(&self, event: u128, body: EventBody) {
        self.link.event(Event { id: EventId::fixed(event), state: None, body }).await;
    }

    pub async fn become_state(&self, state: State) {
        let body = EventBody::VoiceFinished { turn: domain::TurnId::fixed(0) };
        self.link.event(Event { id: EventId::fixed(0), state: Some(state), body }).await;
    }

    pub async fn say(&self, event: u128, text: &str) {
        self.send(event, EventBody::Text { conversation: self.chat, text: text.into() }).await;
    }

    pub async fn open_microphone(&self, event: u128) {
        self.send(event, EventBody::SpeechBegan { conversation: self.chat, language: None }).await;
    }

    pub async fn close_microphone(&self, event: u128) {
        self.send(event, EventBody::SpeechFinished { event: EventId::fixed(event) }).await;
    }

    pub async fn next(&mut self) -> Instruction {
        self.maybe_next().await.expect("the connection is open")
    }

    pub async fn maybe_next(&mut self) -> Option<Instruction> {
        tokio::time::timeout(HUNG, self.instructions.next()).await.expect("an instruction within a minute")
    }

    /// The next instruction that `pick` picks; the others before it are passed over.
    pub async fn until<T>(&mut self, pick: impl Fn(Instruction) -> Option<T>) -> T {
        loop {
            if let Some(found) = pick(self.next().await) {
                return found;
            }
        }
    }

    pub async fn accepted(&mut self) -> Turn {
        self.until(|instruction| match instruction {
            Instruction::Accepted { turn, .. } => Some(*turn),
            _ => None,
        })
        .await
    }

    /// The next turn that has ended.
    pub async fn ended(&mut self) -> Turn {
        self.until(|instruction| match instruction {
            Instruction::RenderTurn { turn } if turn.status != TurnStatus::Received => Some(*turn),
            _ => None,
        })
        .await
    }

    pub async fn failed(&mut self) -> (Option<EventId>, domain::Code) {
        self.until(|instruction| match instruction {
            Instruction::Failed { event, problem } => Some((event, problem.code)),
            _ => None,
        })
        .await
    }
}

/// The words of an answered turn's first bubble.
pub fn words(turn: &Turn) -> &str {
    match &turn.status {
        TurnStatus::Answered(Answer { bubbles, .. }) => match &bubbles[0] {
            Bubble::Text { text } => text,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}
