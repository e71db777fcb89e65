//! Values are given to parameters: within their bounds, and if the service behind the bot agrees.

use domain::Answer;
use serde_json::json;

use super::answer::{and, named};
use super::state::{Ended, Filled, Last, Task};
use super::talk::Talk;
use super::{Checked, Learnt};
use crate::block::{Block, Parameter};

impl<'a> Talk<'a> {
    pub fn give_and_advance(
        &mut self,
        mut task: Task,
        learnt: &'a Learnt,
        block: &'a Block,
        fitted: Vec<(String, Vec<Filled>)>,
        what: &str,
    ) -> Answer {
        let refused = match self.give(&mut task, learnt, block, fitted, what) {
            Ok(refused) => refused,
            Err(Unjudged) => return self.cannot_now(task, learnt, block),
        };
        let answer = self.advance(task, learnt, block);
        match refused {
            Some(reason) => and(reason, answer),
            None => answer,
        }
    }

    /// The service does not answer: it can be begun again where it was.
    pub fn cannot_now(&mut self, task: Task, learnt: &Learnt, block: &Block) -> Answer {
        self.state.bots.last = Some(Last { task, ended: Ended::LetGo });
        let answer = self.failed(learnt, &block.title);
        self.and_resume(answer)
    }

    /// Gives values to parameters; the first refusal, in words.
    pub fn give(
        &mut self,
        task: &mut Task,
        learnt: &Learnt,
        block: &Block,
        fitted: Vec<(String, Vec<Filled>)>,
        what: &str,
    ) -> Result<Option<Answer>, Unjudged> {
        let mut refused = None;
        for (name, values) in fitted {
            let Some(parameter) = block.parameters.iter().find(|its| its.name == name) else { continue };
            let shown: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
            let words: Vec<&str> = values.iter().map(|value| value.words.as_str()).collect();
            self.trace.step(what, json!({ "parameter": name, "value": shown, "words": words }));
            let before = task.given.insert(name.clone(), values);
            match self.judged(task, learnt, block, parameter) {
                Judged::Fine => {}
                Judged::Corrected(value) => {
                    self.trace.step("corrected", json!({ "parameter": name, "value": value.value }));
                    task.given.insert(name, vec![value]);
                }
                Judged::Refused(reason) => {
                    self.trace.step("refused", json!({ "parameter": name }));
                    restore(task, name, before);
                    refused.get_or_insert(reason);
                }
                Judged::Not => {
                    restore(task, name, before);
                    return Err(Unjudged);
                }
            }
        }
        Ok(refused)
    }

    /// Whether a value will do.
    fn judged(&self, task: &Task, learnt: &Learnt, block: &Block, parameter: &Parameter) -> Judged {
        if let Some(reason) = self.out_of_range(task, learnt, parameter) {
            return Judged::Refused(reason);
        }
        let Some(value) = task.given.get(&parameter.name).and_then(|values| values.last()) else {
            return Judged::Fine;
        };
        if !parameter.ask_service && parameter.ask_skill.is_none() {
            return Judged::Fine;
        }
        let skill = parameter.ask_skill.clone();
        let call = super::Call { skill, filling: true, ..self.request(task, learnt, block) };
        match self.services.shared.service.check(&call, &parameter.name) {
            Checked::Accepted => Judged::Fine,
            Checked::Corrected(words) => {
                let values = learnt.reader.read(&words, &self.world.now);
                let read = values.into_iter().map(|value| value.filled);
                let read = read.into_iter().find(|filled| filled.entity == parameter.entity);
                Judged::Corrected(read.unwrap_or_else(|| plain(parameter, &words)))
            }
            Checked::Refused(Some(reason)) => Judged::Refused(Answer::text(reason)),
            Checked::Refused(None) => {
                let own = self.own_refusal(task, learnt, parameter);
                Judged::Refused(own.unwrap_or_else(|| self.say("refused", &[("value", &value.written)])))
            }
            Checked::Failed => Judged::Not,
        }
    }

    /// What the bot says of a value that will not do.
    fn own_refusal(&self, task: &Task, learnt: &Learnt, parameter: &Parameter) -> Option<Answer> {
        let (written, speech) = self.fill(parameter.refused.as_ref()?, &named(&task.given), learnt.bot.level);
        Some(Answer { speech, ..Answer::text(written) })
    }

    fn out_of_range(&self, task: &Task, learnt: &Learnt, parameter: &Parameter) -> Option<Answer> {
        let value = task.given.get(&parameter.name)?.last()?;
        let number: Option<f64> = value.value.split(' ').next().and_then(|number| number.parse().ok());
        let below = parameter.least.zip(number).is_some_and(|(least, number)| number < least as f64);
        let above = parameter.most.zip(number).is_some_and(|(most, number)| number > most as f64);
        if !below && !above {
            return None;
        }
        let (least, most) = (shown(parameter.least), shown(parameter.most));
        let key = match (parameter.least, parameter.most) {
            (Some(_), Some(_)) => "refused_range",
            (Some(_), None) => "refused_least",
            _ => "refused_most",
        };
        let own = self.own_refusal(task, learnt, parameter);
        own.or_else(|| Some(self.say(key, &[("least", &least), ("most", &most)])))
    }
}

/// What became of a value.
enum Judged {
    Fine,
    Corrected(Filled),
    Refused(Answer),
    /// The service does not answer.
    Not,
}

/// A value could not be judged.
pub(super) struct Unjudged;

fn restore(task: &mut Task, name: String, before: Option<Vec<Filled>>) {
    match before {
        Some(before) => drop(task.given.insert(name, before)),
        None => drop(task.given.remove(&name)),
    }
}

/// Words that are their own value.
pub(super) fn plain(parameter: &Parameter, words: &str) -> Filled {
    Filled {
        entity: parameter.entity.clone(),
        value: words.to_owned(),
        written: words.to_owned(),
        said: words.to_owned(),
        words: words.to_owned(),
        contract: None,
    }
    .bounded()
}

fn shown(number: Option<i64>) -> String {
    number.map_or(String::new(), |number| number.to_string())
}
