//! A task goes on by itself: what is missing is asked for, then it is confirmed, done, and followed by the next.

use domain::Answer;
use serde_json::json;

use super::answer::and;
use super::fill::{Heard, fit};
use super::give::plain;
use super::reader::Value as Read;
use super::state::{Asked, Context, Ended, Filled, Last, Task};
use super::talk::Talk;
use super::{Learnt, trace};
use crate::block::{Block, Parameter};

impl<'a> Talk<'a> {
    /// A block is begun with what the sentence says.
    pub fn begin(&mut self, learnt: &'a Learnt, block: &'a Block) -> Answer {
        let mut values = learnt.reader.read(self.said.text, &self.world.now);
        if let Some(answer) = self.in_pairs(learnt, block, &values) {
            return answer;
        }
        values.extend(self.referred(learnt, block, &values));
        self.begin_with(learnt, block, &values, self.said.text)
    }

    /// "다시 켜 줘": what is meant is what was talked of last.
    fn referred(&mut self, learnt: &Learnt, block: &Block, values: &[Read]) -> Vec<Read> {
        let text = self.said.text;
        let last = self.state.bots.last.as_ref().filter(|last| last.task.bot == learnt.bot.id);
        let Some(last) = last.filter(|_| values.is_empty() && self.words.mentions("references", text)) else {
            return Vec::new();
        };
        let given = block.parameters.iter().filter_map(|its| Some((its, last.task.given.get(&its.name)?)));
        let same = given.flat_map(|(parameter, values)| {
            values.iter().filter(|value| value.entity == parameter.entity).map(|value| Read {
                role: parameter.role.clone(),
                span: text.len()..text.len(),
                score: 1.0,
                filled: value.clone(),
            })
        });
        let same: Vec<Read> = same.collect();
        self.trace.step("the same", trace::values(&same));
        same
    }

    pub fn begin_with(
        &mut self,
        learnt: &'a Learnt,
        block: &'a Block,
        values: &[Read],
        text: &str,
    ) -> Answer {
        self.level = learnt.bot.level;
        self.trace.set("bot", learnt.bot.id.clone());
        self.trace.set("block", block.id.clone());
        self.trace.step("values", trace::values(values));
        let (task, fitted) = self.new_task(learnt, block, values, text);
        self.give_and_advance(task, learnt, block, fitted, "filled")
    }

    /// A block is begun and waits until those before it are done.
    pub fn wait_with(&mut self, learnt: &'a Learnt, block: &'a Block, values: &[Read], text: &str) {
        let (mut task, fitted) = self.new_task(learnt, block, values, text);
        // What is refused now is asked for when its turn has come.
        let _ = self.give(&mut task, learnt, block, fitted, "filled");
        task.asked = Some(self.missing(&task, learnt, block).unwrap_or(Asked::Confirm));
        self.trace.step("waits", json!({ "block": block.id, "values": trace::given(&task.given) }));
        let place = self.state.bots.tasks.len().saturating_sub(1);
        self.state.bots.tasks.insert(place, task);
    }

    /// A block that knows nothing yet, and what the sentence tells it.
    fn new_task(
        &self,
        learnt: &Learnt,
        block: &Block,
        values: &[Read],
        text: &str,
    ) -> (Task, Vec<(String, Vec<Filled>)>) {
        let task = Task {
            bot: learnt.bot.id.clone(),
            block: block.id.clone(),
            given: Default::default(),
            asked: None,
            tries: 0,
            resumed: 0,
            declined: Vec::new(),
        };
        let mut heard = Heard::new(self.words, block, text, values);
        heard.corrects = false;
        let mut fitted = fit(block, &task, &heard, text);
        for parameter in &block.parameters {
            let free = learnt.reader.free(&parameter.entity, text);
            fitted.extend(free.map(|value| (parameter.name.clone(), vec![value.filled])));
        }
        (task, fitted)
    }

    /// The parameter that is to be asked for next.
    fn missing(&self, task: &Task, learnt: &Learnt, block: &Block) -> Option<Asked> {
        let missing = |its: &&Parameter| its.required && !task.given.contains_key(&its.name);
        let parameter = block.parameters.iter().find(missing)?;
        let name = parameter.name.clone();
        let offered = !task.declined.contains(&name) && self.liked(learnt, parameter).is_some();
        Some(if offered { Asked::Kept(name) } else { Asked::Parameter(name) })
    }

    /// Asks for what is missing, or for a yes; else does it.
    pub fn advance(&mut self, mut task: Task, learnt: &'a Learnt, block: &'a Block) -> Answer {
        for parameter in &block.parameters {
            let missing = !task.given.contains_key(&parameter.name);
            if let Some(default) = parameter.default.as_ref().filter(|_| missing && !parameter.required) {
                task.given.insert(parameter.name.clone(), vec![plain(parameter, default)]);
            }
        }
        let confirm = || block.confirm.is_some().then_some(Asked::Confirm);
        let asked = self.missing(&task, learnt, block).or_else(confirm);
        let Some(asked) = asked else {
            let answer = self.perform(task, learnt, block);
            return self.and_resume(answer);
        };
        task.tries = if task.asked.as_ref() == Some(&asked) && asked != Asked::Confirm {
            task.tries.saturating_add(1)
        } else {
            1
        };
        if let (Asked::Parameter(name), tries) = (&asked, task.tries) {
            let most = block.parameters.iter().find(|its| its.name == *name).map_or(1, |its| its.most_tries);
            if tries > most {
                self.state.bots.last = Some(Last { task, ended: Ended::LetGo });
                let answer = self.say("given_up", &[("task", &block.title)]);
                return self.and_resume(answer);
            }
        }
        self.trace.set("bot", task.bot.clone());
        self.trace.set("block", task.block.clone());
        self.trace.set("asked", json!(asked));
        self.trace.set("values", trace::given(&task.given));
        task.asked = Some(asked);
        let answer = self.question(learnt, block, &task);
        self.state.bots.push(task);
        answer
    }

    /// Does it, and answers. The task is no longer open.
    pub fn perform(&mut self, mut task: Task, learnt: &'a Learnt, block: &'a Block) -> Answer {
        (task.asked, task.tries) = (None, 0);
        self.trace.set("bot", task.bot.clone());
        self.trace.set("block", task.block.clone());
        self.trace.set("values", trace::given(&task.given));
        let Some(answer) = self.served(learnt, block, &task.given) else {
            return self.cannot_now(task, learnt, block);
        };
        self.trace.step("done", json!({ "block": block.id }));
        self.settle(&task, learnt, block);
        let next = block.next.as_deref().and_then(|next| learnt.bot.block(next));
        let given = task.given.clone();
        self.state.bots.last = Some(Last { task, ended: Ended::Done });
        match next {
            Some(next) => and(answer, self.follow(learnt, next, &given)),
            None => answer,
        }
    }

    /// What is true from now on.
    fn settle(&mut self, task: &Task, learnt: &Learnt, block: &Block) {
        self.open_contexts(&task.bot, block);
        for parameter in &block.parameters {
            if let Some(value) = task.given.get(&parameter.name).and_then(|values| values.last()) {
                self.like(learnt, parameter, value);
            }
        }
        // "아니 네 시로" is said of what was done last.
        self.state.assistant.set = None;
    }

    /// The contexts that the block sets.
    pub fn open_contexts(&mut self, bot: &str, block: &Block) {
        for opens in &block.sets {
            let until = self.world.now.timestamp().as_second() + i64::from(opens.seconds);
            let (bot, name, turns) = (bot.to_owned(), opens.name.clone(), opens.turns.saturating_add(1));
            self.state.bots.open(Context { bot, name, turns, until, values: Default::default() });
            self.trace.step("context", json!({ "opens": opens.name, "turns": opens.turns }));
        }
    }

    /// The block that follows takes over what it knows by the same names.
    fn follow(&mut self, learnt: &'a Learnt, next: &'a Block, given: &super::state::Given) -> Answer {
        self.trace.step("next", json!({ "block": next.id }));
        let known = |name: &String| next.parameters.iter().any(|its| its.name == *name);
        let task = Task {
            bot: learnt.bot.id.clone(),
            block: next.id.clone(),
            given: given
                .iter()
                .filter(|(name, _)| known(name))
                .map(|(n, v)| (n.clone(), v.clone()))
                .collect(),
            asked: None,
            tries: 0,
            resumed: 0,
            declined: Vec::new(),
        };
        self.advance(task, learnt, next)
    }

    /// A task that is over or was left is begun again with other values.
    pub fn reopen(
        &mut self,
        mut task: Task,
        learnt: &'a Learnt,
        block: &'a Block,
        fitted: Vec<(String, Vec<Filled>)>,
        what: &str,
    ) -> Answer {
        self.level = learnt.bot.level;
        (task.asked, task.tries) = (None, 0);
        self.give_and_advance(task, learnt, block, fitted, what)
    }
}
