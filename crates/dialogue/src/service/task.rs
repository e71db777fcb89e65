//! Something has been begun: it is filled, confirmed, done, given up, or interrupted.

use domain::Answer;
use serde_json::json;

use super::answer::{and, named};
use super::fill::{Heard, fit};
use super::reader::Value as Read;
use super::state::{Asked, Context, Ended, Filled, Last, Task};
use super::talk::Talk;
use super::{Call, Checked, Learnt, Performed, trace};
use crate::block::{Block, Parameter};
use crate::template::Value;

/// What the assistant would answer to, and what is rather said about the task.
const NOT_ELSEWHERE: [&str; 9] = [
    "cancel",
    "acknowledge",
    "repeat",
    "timer.suggest",
    "timer.offer",
    "alarm.correct",
    "alarm.when",
    "call",
    "goodbye",
];
/// To leave a free text for another block, it must be this sure.
const SURE: f32 = 0.9;
/// A yes or no is asked for so often.
const MOST_CONFIRMATIONS: u8 = 3;

impl<'a> Talk<'a> {
    /// The open task, if there is one, hears everything first.
    pub fn go_on(&mut self) -> Option<Answer> {
        let (task, learnt, block) = self.open()?;
        let text = self.said.text;
        if self.words.is("repeat", text) {
            self.trace.step("task", json!({ "block": block.id, "what": "asked again, as wished" }));
            return Some(self.question(learnt, block, &task));
        }
        if let Some(answer) = self.agreed(&task, learnt, block) {
            return Some(answer);
        }
        // "예약 취소할게요" names what is given up.
        let untitled = text.replace(block.title.as_str(), " ");
        if self.words.is("cancel", &untitled) || self.words.is("leave", text) {
            return Some(self.give_up(&task, block));
        }
        let values = learnt.reader.read(text, &self.world.now);
        let heard = Heard::new(self.words, block, text, &values);
        if let Some(answer) = self.chosen(&task, learnt, block) {
            return Some(answer);
        }
        let fitted = fit(block, &task, &heard, text);
        if heard.pure && !fitted.is_empty() {
            return Some(self.filled(task, learnt, block, fitted, &heard));
        }
        if let Some(answer) = self.digress(&task, block, &heard, !fitted.is_empty()) {
            return Some(answer);
        }
        if !fitted.is_empty() {
            return Some(self.filled(task, learnt, block, fitted, &heard));
        }
        if let Some(value) = self.free_text(&task, learnt, block) {
            return Some(self.filled(task, learnt, block, vec![value], &heard));
        }
        Some(self.ask_again(task, learnt, block))
    }

    /// Yes and no, where they were asked for.
    fn agreed(&mut self, task: &Task, learnt: &'a Learnt, block: &'a Block) -> Option<Answer> {
        let (yes, no) = (self.words.is("yes", self.said.text), self.words.is("no", self.said.text));
        match &task.asked {
            Some(Asked::Confirm) if yes => {
                self.trace.step("confirm", json!({ "said": "yes" }));
                let task = self.state.bots.tasks.pop()?;
                let answer = self.perform(task, learnt, block);
                Some(self.and_resume(answer))
            }
            Some(Asked::Confirm) if no => {
                self.trace.step("confirm", json!({ "said": "no" }));
                let task = self.state.bots.tasks.pop()?;
                self.state.bots.last = Some(Last { task, ended: Ended::Refused });
                let answer = self.say("not_done", &[("task", &block.title)]);
                Some(self.and_resume(answer))
            }
            Some(Asked::Kept(name)) if yes || no => {
                self.trace.step("kept", json!({ "parameter": name, "wanted": yes }));
                let mut task = self.state.bots.tasks.pop()?;
                let kept = self.state.bots.kept.get(&task.bot).and_then(|kept| kept.get(name)).cloned();
                match kept.filter(|_| yes) {
                    Some(value) => drop(task.given.insert(name.clone(), vec![value])),
                    None => task.declined.push(name.clone()),
                }
                Some(self.advance(task, learnt, block))
            }
            _ => None,
        }
    }

    fn give_up(&mut self, task: &Task, block: &Block) -> Answer {
        self.trace.step("task", json!({ "block": block.id, "what": "given up, as wished" }));
        self.state.bots.tasks.pop();
        self.state.bots.last = Some(Last { task: task.clone(), ended: Ended::Refused });
        let answer = self.say("gone", &[("task", &block.title)]);
        self.and_resume(answer)
    }

    /// One of the choices, by its number or its name; or none is needed.
    fn chosen(&mut self, task: &Task, learnt: &'a Learnt, block: &'a Block) -> Option<Answer> {
        let Some(Asked::Parameter(name)) = &task.asked else { return None };
        let parameter = block.parameters.iter().find(|its| its.name == *name)?;
        let text = self.said.text;
        let choice = match self.words.ordinal(text, parameter.choices.len()) {
            Some(index) => parameter.choices.get(index).cloned(),
            None if self.words.is("skip", text) => parameter.default.clone(),
            None => None,
        }?;
        let values = learnt.reader.read(&choice, &self.world.now);
        let known = values.into_iter().find(|value| value.filled.entity == parameter.entity);
        let value = known.map_or_else(|| plain(parameter, &choice), |value| value.filled);
        self.trace.step("choice", json!({ "parameter": name, "value": value.value, "words": text }));
        let mut task = self.state.bots.tasks.pop()?;
        task.given.insert(name.clone(), vec![value]);
        Some(self.advance(task, learnt, block))
    }

    /// The whole sentence, where free words were asked for.
    fn free_text(&self, task: &Task, learnt: &Learnt, block: &Block) -> Option<(String, Vec<Filled>)> {
        let Some(Asked::Parameter(name)) = &task.asked else { return None };
        let parameter = block.parameters.iter().find(|its| its.name == *name)?;
        let free = learnt.bot.entity(&parameter.entity).is_some_and(|entity| entity.free);
        let text = self.said.text.trim();
        (free && text.chars().any(char::is_alphanumeric))
            .then(|| (name.clone(), vec![plain(parameter, text)]))
    }

    /// Something else in between: the assistant, or another block. It is answered, and the task taken up again.
    fn digress(&mut self, task: &Task, block: &Block, heard: &Heard, fits: bool) -> Option<Answer> {
        if let Some(answer) = self.assistant(&NOT_ELSEWHERE) {
            self.trace.step("digression", json!({ "to": "assistant" }));
            return Some(self.and_resume(answer));
        }
        if heard.rest.trim().is_empty() {
            return None;
        }
        let meant = self.meant(self.services.bots.iter().filter(|learnt| learnt.bot.id == task.bot));
        let meant = meant.or_else(|| {
            self.meant(self.services.bots.iter().filter(|learnt| learnt.bot.id != task.bot))
                .filter(|meant| meant.confidence >= SURE)
        })?;
        let waits_for_words = !fits && self.free_text(task, meant.learnt, block).is_some();
        if (meant.learnt.bot.id == task.bot && meant.block.id == block.id)
            || (waits_for_words && meant.confidence < SURE)
        {
            return None;
        }
        self.trace.step(
            "digression",
            json!({ "to": format!("{}/{}", meant.learnt.bot.id, meant.block.id), "confidence": meant.confidence }),
        );
        Some(self.begin(meant.learnt, meant.block))
    }

    fn ask_again(&mut self, mut task: Task, learnt: &'a Learnt, block: &'a Block) -> Answer {
        task.tries += 1;
        let most = match &task.asked {
            Some(Asked::Parameter(name)) => {
                block.parameters.iter().find(|its| its.name == *name).map_or(1, |its| its.most_tries)
            }
            _ => MOST_CONFIRMATIONS,
        };
        self.trace.step("not understood", json!({ "asked": task.tries, "most": most }));
        self.state.bots.tasks.pop();
        if task.tries > most {
            self.state.bots.last = Some(Last { task, ended: Ended::LetGo });
            let answer = self.say("given_up", &[("task", &block.title)]);
            return self.and_resume(answer);
        }
        let yes_or_no = matches!(task.asked, Some(Asked::Confirm | Asked::Kept(_)));
        let mut answer = self.question(learnt, block, &task);
        if yes_or_no {
            let question = super::answer::text_of(&answer);
            let again = self.say("confirm_again", &[("question", &question)]);
            answer = Answer { quick_replies: answer.quick_replies, expects_reply: true, ..again };
        }
        self.state.bots.push(task);
        answer
    }

    /// Values for the open task.
    fn filled(
        &mut self,
        mut task: Task,
        learnt: &'a Learnt,
        block: &'a Block,
        fitted: Vec<(String, Vec<Filled>)>,
        heard: &Heard,
    ) -> Answer {
        self.state.bots.tasks.pop();
        let what = if heard.corrects { "correction" } else { "filled" };
        let refused = self.give(&mut task, learnt, block, fitted, what);
        let answer = self.advance(task, learnt, block);
        self.after_refusal(refused, answer)
    }

    /// Gives values to parameters; the first refusal, in words.
    fn give(
        &mut self,
        task: &mut Task,
        learnt: &Learnt,
        block: &Block,
        fitted: Vec<(String, Vec<Filled>)>,
        what: &str,
    ) -> Option<Answer> {
        let mut refused = None;
        for (name, values) in fitted {
            let Some(parameter) = block.parameters.iter().find(|its| its.name == name) else { continue };
            let shown: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
            let words: Vec<&str> = values.iter().map(|value| value.words.as_str()).collect();
            self.trace.step(what, json!({ "parameter": name, "value": shown, "words": words }));
            let before = task.given.insert(name.clone(), values);
            if let Some(reason) = self.refusal(task, learnt, block, parameter) {
                self.trace.step("refused", json!({ "parameter": name }));
                match before {
                    Some(before) => drop(task.given.insert(name, before)),
                    None => drop(task.given.remove(&name)),
                }
                refused.get_or_insert(reason);
            }
        }
        refused
    }

    fn after_refusal(&self, refused: Option<Answer>, answer: Answer) -> Answer {
        match refused {
            Some(reason) => and(reason, answer),
            None => answer,
        }
    }

    /// Why a value will not do.
    fn refusal(&self, task: &Task, learnt: &Learnt, block: &Block, parameter: &Parameter) -> Option<Answer> {
        let value = task.given.get(&parameter.name)?.last()?;
        let number: Option<f64> = value.value.split(' ').next().and_then(|number| number.parse().ok());
        let below = parameter.least.zip(number).is_some_and(|(least, number)| number < least as f64);
        let above = parameter.most.zip(number).is_some_and(|(most, number)| number > most as f64);
        let own = |named| {
            parameter.refused.as_ref().map(|wording| {
                let (written, speech) = self.fill(wording, named, learnt.bot.level);
                Answer { speech, ..Answer::text(written) }
            })
        };
        if below || above {
            let (least, most) = (shown(parameter.least), shown(parameter.most));
            let key = match (parameter.least, parameter.most) {
                (Some(_), Some(_)) => "refused_range",
                (Some(_), None) => "refused_least",
                _ => "refused_most",
            };
            return own(&named(&task.given))
                .or_else(|| Some(self.say(key, &[("least", &least), ("most", &most)])));
        }
        if !parameter.ask_service {
            return None;
        }
        match self.services.service.check(&self.request(task, learnt, block), &parameter.name) {
            Checked::Accepted => None,
            Checked::Refused(Some(reason)) => Some(Answer::text(reason)),
            Checked::Refused(None) => {
                own(&named(&task.given)).or_else(|| Some(self.say("refused", &[("value", &value.written)])))
            }
        }
    }

    pub fn request<'b>(&'b self, task: &Task, learnt: &'b Learnt, block: &'b Block) -> Call<'b> {
        let joined = |values: &Vec<Filled>| {
            values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>().join(", ")
        };
        let values = task.given.iter().map(|(name, values)| (name.clone(), joined(values))).collect();
        Call { bot: &learnt.bot.id, block: &block.id, values, said: self.said.text }
    }

    /// A block is begun with what the sentence says.
    pub fn begin(&mut self, learnt: &'a Learnt, block: &'a Block) -> Answer {
        let values = learnt.reader.read(self.said.text, &self.world.now);
        self.begin_with(learnt, block, &values, self.said.text)
    }

    pub fn begin_with(
        &mut self,
        learnt: &'a Learnt,
        block: &'a Block,
        values: &[Read],
        text: &str,
    ) -> Answer {
        self.trace.set("bot", learnt.bot.id.clone());
        self.trace.set("block", block.id.clone());
        self.trace.step("values", trace::values(values));
        let mut task = Task {
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
        let refused = self.give(&mut task, learnt, block, fitted, "filled");
        let answer = self.advance(task, learnt, block);
        self.after_refusal(refused, answer)
    }

    /// Asks for what is missing, or for a yes; else does it.
    pub fn advance(&mut self, mut task: Task, learnt: &'a Learnt, block: &'a Block) -> Answer {
        for parameter in &block.parameters {
            let missing = !task.given.contains_key(&parameter.name);
            if let Some(default) = parameter.default.as_ref().filter(|_| missing && !parameter.required) {
                task.given.insert(parameter.name.clone(), vec![plain(parameter, default)]);
            }
        }
        let missing = block.parameters.iter().find(|its| its.required && !task.given.contains_key(&its.name));
        let asked = match missing {
            Some(parameter) => {
                let kept = self
                    .state
                    .bots
                    .kept
                    .get(&task.bot)
                    .is_some_and(|kept| kept.contains_key(&parameter.name));
                let name = parameter.name.clone();
                Some(match parameter.remember && kept && !task.declined.contains(&name) {
                    true => Asked::Kept(name),
                    false => Asked::Parameter(name),
                })
            }
            None => block.confirm.is_some().then_some(Asked::Confirm),
        };
        let Some(asked) = asked else {
            let answer = self.perform(task, learnt, block);
            return self.and_resume(answer);
        };
        task.tries =
            if task.asked.as_ref() == Some(&asked) && asked != Asked::Confirm { task.tries + 1 } else { 1 };
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
        let performed = match block.fulfil {
            true => self.services.service.perform(&self.request(&task, learnt, block)),
            false => Performed::Done(Default::default()),
        };
        let answer = match performed {
            Performed::Failed => {
                self.trace.step("service", json!({ "outcome": "failed" }));
                self.state.bots.last = Some(Last { task, ended: Ended::LetGo });
                return self.say("failed", &[("task", &block.title)]);
            }
            Performed::Answered(answer) => answer,
            Performed::Done(more) => self.done(&task, learnt, block, more),
        };
        self.trace.step("done", json!({ "block": block.id }));
        self.settle(&task, block);
        let next = block.next.as_deref().and_then(|next| learnt.bot.block(next));
        let given = task.given.clone();
        self.state.bots.last = Some(Last { task, ended: Ended::Done });
        match next {
            Some(next) => and(answer, self.follow(learnt, next, &given)),
            None => answer,
        }
    }

    fn done(
        &mut self,
        task: &Task,
        learnt: &Learnt,
        block: &Block,
        more: std::collections::BTreeMap<String, String>,
    ) -> Answer {
        let Some(response) = &block.response else {
            let key = if block.parameters.is_empty() { "understood" } else { "done" };
            return self.say(key, &[("task", &block.title)]);
        };
        let mut named = named(&task.given);
        named.extend(more.into_iter().map(|(name, value)| (name, Value::Text(value))));
        self.respond(&format!("{}/{}", learnt.bot.id, block.id), response, &named, learnt.bot.level)
    }

    /// What is true from now on.
    fn settle(&mut self, task: &Task, block: &Block) {
        for opens in &block.sets {
            let until = self.world.now.timestamp().as_second() + i64::from(opens.seconds);
            let turns = opens.turns.saturating_add(1);
            self.state.bots.open(Context { bot: task.bot.clone(), name: opens.name.clone(), turns, until });
            self.trace.step("context", json!({ "opens": opens.name, "turns": opens.turns }));
        }
        for parameter in block.parameters.iter().filter(|its| its.remember) {
            if let Some(value) = task.given.get(&parameter.name).and_then(|values| values.last()) {
                self.state.bots.keep(&task.bot, &parameter.name, value.clone());
            }
        }
        // "아니 네 시로" is said of what was done last.
        self.state.assistant.set = None;
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
        (task.asked, task.tries) = (None, 0);
        let refused = self.give(&mut task, learnt, block, fitted, what);
        let answer = self.advance(task, learnt, block);
        self.after_refusal(refused, answer)
    }
}

/// Words that are their own value.
fn plain(parameter: &Parameter, words: &str) -> Filled {
    Filled {
        entity: parameter.entity.clone(),
        value: words.to_owned(),
        written: words.to_owned(),
        said: words.to_owned(),
        words: words.to_owned(),
    }
    .bounded()
}

fn shown(number: Option<i64>) -> String {
    number.map_or(String::new(), |number| number.to_string())
}
