//! What is remembered between two turns: the assistant's memory, and what is going on with bots.
//!
//! Everything is bounded, and everything is optional: an older state simply knows less.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::block::Block;
use crate::memory::Memory;

/// So many things may wait for being taken up again.
const MOST_TASKS: usize = 3;
const MOST_CONTEXTS: usize = 30;
/// A longer value is cut: nobody says it again.
const MOST_LETTERS: usize = 200;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    #[serde(flatten)]
    pub assistant: Memory,
    #[serde(skip_serializing_if = "is_default")]
    pub bots: Sessions,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sessions {
    /// The bot that the person has gone to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inside: Option<String>,
    /// What has been begun; the last is gone on with first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Task>,
    /// What was done or given up last, to change it or to say it again with another value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Last>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub which: Option<Which>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contexts: Vec<Context>,
    /// The block that was answered last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Before>,
    /// Which wording each response used last.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub wordings: BTreeMap<String, u8>,
}

/// The values of a task by the names of its parameters; several where a parameter takes several.
pub type Given = BTreeMap<String, Vec<Filled>>;

/// A block that is being filled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    pub bot: String,
    pub block: String,
    #[serde(default)]
    pub given: Given,
    #[serde(default)]
    pub asked: Option<Asked>,
    #[serde(default)]
    pub tries: u8,
    /// How often it was interrupted since it last went on.
    #[serde(default)]
    pub resumed: u8,
    /// Values that were offered from memory and not wanted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declined: Vec<String>,
}

/// What the task waits for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    Parameter(String),
    /// Whether the value kept for this parameter is wanted again.
    Kept(String),
    Confirm,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Last {
    pub task: Task,
    pub ended: Ended,
}

/// How a task ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    Done,
    /// The person said no, or cancelled it.
    Refused,
    /// Asked for too often, or talked past.
    LetGo,
    Undone,
}

/// Two blocks that a sentence may have meant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Which {
    pub sentence: String,
    /// Bot and block.
    pub candidates: Vec<(String, String)>,
    pub tries: u8,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Context {
    pub bot: String,
    pub name: String,
    pub turns: u8,
    /// In seconds since 1970.
    pub until: i64,
    /// What the service has written in it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Before {
    pub bot: String,
    pub block: String,
}

/// A value of a parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Filled {
    pub entity: String,
    /// For services and comparisons.
    pub value: String,
    /// As an answer writes it, and says it.
    pub written: String,
    pub said: String,
    /// The person's words.
    pub words: String,
    /// The value as the skill contract writes it, if that is not the value itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<String>,
}

impl State {
    /// A state that cannot be read counts as none; one of an older version is the assistant's alone.
    pub fn read(state: Option<&str>) -> Self {
        let Some(state) = state else { return Self::default() };
        serde_json::from_str(state)
            .unwrap_or_else(|_| Self { assistant: Memory::read(Some(state)), ..Self::default() })
    }

    pub fn write(&self) -> String {
        serde_json::to_string(self).expect("strings and numbers always become JSON")
    }
}

/// The bot that a conversation in this state is in the middle of, or was answered by last.
pub fn bot_at_hand(state: Option<&str>) -> Option<String> {
    let Sessions { tasks, inside, before, .. } = State::read(state).bots;
    let task = tasks.into_iter().next_back().map(|task| task.bot);
    task.or(inside).or(before.map(|before| before.bot))
}

impl Task {
    /// Keeps what its block, as it is now, can still be told; false when nothing is left to wait for.
    pub fn follow(&mut self, block: &Block) -> bool {
        let parameter = |name: &String| block.parameters.iter().find(|its| its.name == *name);
        self.given.retain(|name, values| {
            parameter(name).is_some_and(|its| values.iter().all(|value| value.entity == its.entity))
        });
        let waits = match &self.asked {
            None => return true,
            Some(Asked::Parameter(name) | Asked::Kept(name)) => parameter(name).is_some(),
            Some(Asked::Confirm) => true,
        };
        if waits {
            return true;
        }
        let missing = block.parameters.iter().find(|its| its.required && !self.given.contains_key(&its.name));
        self.asked = match missing {
            Some(parameter) => Some(Asked::Parameter(parameter.name.clone())),
            None => block.confirm.is_some().then_some(Asked::Confirm),
        };
        self.asked.is_some()
    }
}

impl Sessions {
    /// Another turn has begun.
    pub fn age(&mut self, now: Timestamp) {
        self.contexts.iter_mut().for_each(|context| context.turns = context.turns.saturating_sub(1));
        self.contexts.retain(|context| context.turns > 0 && context.until > now.as_second());
    }

    pub fn open(&mut self, context: Context) {
        self.contexts.retain(|known| known.bot != context.bot || known.name != context.name);
        self.contexts.push(context);
        let over = self.contexts.len().saturating_sub(MOST_CONTEXTS);
        self.contexts.drain(..over);
    }

    pub fn close(&mut self, bot: &str, name: &str) {
        self.contexts.retain(|known| known.bot != bot || known.name != name);
    }

    pub fn has(&self, bot: &str, context: &str) -> bool {
        self.contexts.iter().any(|open| open.bot == bot && open.name == context)
    }

    pub fn push(&mut self, task: Task) {
        self.tasks.push(task);
        self.bound();
    }

    /// Tasks that wait for those that are open now.
    pub fn put_beneath(&mut self, waiting: Vec<Task>) {
        self.tasks.splice(..0, waiting);
        self.bound();
    }

    /// The oldest are let go.
    fn bound(&mut self) {
        let over = self.tasks.len().saturating_sub(MOST_TASKS);
        self.tasks.drain(..over);
    }
}

impl Filled {
    pub fn bounded(mut self) -> Self {
        for text in [&mut self.value, &mut self.written, &mut self.said, &mut self.words] {
            if let Some((end, _)) = text.char_indices().nth(MOST_LETTERS) {
                text.truncate(end);
            }
        }
        self
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
