//! Something has been begun, and the person says something: values, yes or no, that it is enough, or something else.

use domain::Answer;
use serde_json::json;

use super::Learnt;
use super::blocks::Verdict;
use super::change::untitled;
use super::fill::{Heard, fit};
use super::give::plain;
use super::state::{Asked, Ended, Filled, Last, Task};
use super::talk::Talk;
use crate::block::Block;

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
/// So many words may stand behind a yes and be no more than that.
const MOST_WORDS: usize = 4;
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
        if self.words.is("cancel", &untitled(block, text)) || self.words.is("leave", text) {
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
        if let Some(answer) = self.known_to(learnt, text) {
            return Some(answer);
        }
        Some(self.ask_again(task, learnt, block))
    }

    /// Yes and no, where they were asked for.
    fn agreed(&mut self, task: &Task, learnt: &'a Learnt, block: &'a Block) -> Option<Answer> {
        let no = self.words.is("no", self.said.text);
        let yes = !no && self.is_yes(task, learnt, block);
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
                let parameter = block.parameters.iter().find(|its| its.name == *name);
                let liked = parameter.and_then(|parameter| self.liked(learnt, parameter));
                match liked.filter(|_| yes) {
                    Some(value) => drop(task.given.insert(name.clone(), vec![value])),
                    None => task.declined.push(name.clone()),
                }
                Some(self.advance(task, learnt, block))
            }
            _ => None,
        }
    }

    /// Yes, perhaps with what it is a yes to: "응 예약해", "yep, book it".
    fn is_yes(&mut self, task: &Task, learnt: &'a Learnt, block: &'a Block) -> bool {
        let text = self.said.text;
        if self.words.is("yes", text) {
            return true;
        }
        if !matches!(task.asked, Some(Asked::Confirm)) {
            return false;
        }
        if self.words.is("yes", &untitled(block, text)) {
            return true;
        }
        let mut cuts = text.match_indices([' ', ',']).map(|(at, _)| text.split_at(at));
        let Some((_, rest)) = cuts.find(|(yes, _)| self.words.is("yes", yes)) else { return false };
        let rest = rest.trim_start_matches([' ', ',']);
        rest.split_whitespace().count() <= MOST_WORDS
            && learnt.reader.read(rest, &self.world.now).is_empty()
            && matches!(self.judge(std::iter::once(learnt), rest), Verdict::Block(meant) if meant.block.id == block.id)
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
        if let Some(answer) = self.several_others(task) {
            return Some(answer);
        }
        if let Some(answer) = self.assistant(&NOT_ELSEWHERE) {
            self.trace.step("digression", json!({ "to": "assistant" }));
            return Some(self.and_resume(answer));
        }
        if heard.rest.trim().is_empty() {
            return None;
        }
        let meant = self.meant(self.services.all().filter(|learnt| learnt.bot.id == task.bot));
        let meant = meant.or_else(|| {
            self.meant(self.services.all().filter(|learnt| learnt.bot.id != task.bot))
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
        task.tries = task.tries.saturating_add(1);
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
        task: Task,
        learnt: &'a Learnt,
        block: &'a Block,
        fitted: Vec<(String, Vec<Filled>)>,
        heard: &Heard,
    ) -> Answer {
        self.state.bots.tasks.pop();
        let what = if heard.corrects { "correction" } else { "filled" };
        self.give_and_advance(task, learnt, block, fitted, what)
    }
}
