//! Several commands in one sentence, which may share their words: "거실 불 끄고 안방은 켜 줘".
//!
//! The sentence is cut where a verb goes on ("끄고", "and"). Each part must be meant for sure by itself, or when it is
//! given what it leaves out: the thing of another part. Nothing is done when one part is not understood: half of what
//! was asked for is worse than a question.

use domain::{Answer, Language};
use serde_json::json;

use super::Learnt;
use super::answer::and;
use super::blocks::Verdict;
use super::imperative::wish;
use super::reader::Value;
use super::state::Task;
use super::talk::Talk;
use super::words::tidy;
use crate::block::{Block, Parameter};
use crate::{Reply, Said};

/// Each part must be this likely.
const SURE: f32 = 0.5;
/// A longer sentence is talk.
const MOST_LETTERS: usize = 120;
const MOST_PARTS: usize = 4;
/// So many pieces are compared with the blocks: each takes its time.
const MOST_TRIALS: usize = 16;

/// A part of the sentence, as it is said alone, and what it means.
enum Part<'a> {
    Block { text: String, learnt: &'a Learnt, block: &'a Block, values: Vec<Value> },
    Assistant { text: String, reply: Box<Reply> },
}

impl Part<'_> {
    fn is_of(&self, task: &Task) -> bool {
        matches!(self, Self::Block { learnt, block, .. } if learnt.bot.id == task.bot && block.id == task.block)
    }

    fn text(&self) -> &str {
        match self {
            Self::Block { text, .. } | Self::Assistant { text, .. } => text,
        }
    }
}

/// Where a sentence can be cut: what stands before, as it is said alone, and what comes after.
struct Cut {
    first: String,
    rest: String,
}

impl<'a> Talk<'a> {
    pub fn several(&mut self) -> Option<Answer> {
        let parts = self.commands()?;
        Some(self.carry_out(parts))
    }

    /// The same while a task is open, when none of them is about that task: it waits beneath, and is taken up again.
    pub fn several_others(&mut self, task: &Task) -> Option<Answer> {
        let parts = self.commands()?;
        if parts.iter().any(|part| part.is_of(task)) {
            return None;
        }
        let open = std::mem::take(&mut self.state.bots.tasks);
        let answer = self.carry_out(parts);
        self.state.bots.put_beneath(open);
        Some(self.and_resume(answer))
    }

    /// What is asked for, when it is more than one thing.
    fn commands(&mut self) -> Option<Vec<Part<'a>>> {
        if self.said.text.chars().count() > MOST_LETTERS {
            return None;
        }
        let mut trials = 0;
        let mut parts = self.parts(self.said.text, None, MOST_PARTS, &mut trials)?;
        // The assistant knows best how to do several things of its own.
        let blocks = parts.iter().filter(|part| matches!(part, Part::Block { .. })).count();
        if parts.len() < 2 || blocks == 0 {
            return None;
        }
        share(&mut parts);
        Some(parts)
    }

    fn carry_out(&mut self, parts: Vec<Part<'a>>) -> Answer {
        let texts: Vec<&str> = parts.iter().map(Part::text).collect();
        self.trace.step("several", json!({ "commands": texts }));
        self.one_after_the_other(parts)
    }

    /// Values that stand in pairs are as many commands: "안방 에어컨이랑 거실 공기청정기 켜 줘".
    pub fn in_pairs(&mut self, learnt: &'a Learnt, block: &'a Block, values: &[Value]) -> Option<Answer> {
        let kinds: Vec<&str> = values.iter().map(|value| value.filled.entity.as_str()).collect();
        let [first, second, ..] = kinds[..] else { return None };
        let takes_many = |entity: &str| block.parameters.iter().any(|its| its.many && its.entity == entity);
        let paired = kinds.len() >= 4
            && kinds.len() <= 2 * MOST_PARTS
            && kinds.len().is_multiple_of(2)
            && first != second
            && kinds.chunks(2).all(|pair| pair == [first, second])
            && takes_many(first)
            && takes_many(second);
        if !paired {
            return None;
        }
        let text = self.said.text;
        self.trace.step("pairs", json!({ "commands": values.len() / 2 }));
        let parts = values.chunks(2).map(|pair| Part::Block {
            text: text.to_owned(),
            learnt,
            block,
            values: pair.to_vec(),
        });
        Some(self.one_after_the_other(parts.collect()))
    }

    /// The parts of a text that has at least one cut; none when one of them is not understood.
    fn parts(
        &mut self,
        text: &str,
        before: Option<&Part<'a>>,
        most: usize,
        trials: &mut usize,
    ) -> Option<Vec<Part<'a>>> {
        if most < 2 {
            return None;
        }
        for Cut { first, rest } in self.cuts(text) {
            let Some(one) = self.part(&first, before, trials) else { continue };
            let others = match self.parts(&rest, Some(&one), most - 1, trials) {
                Some(others) => others,
                None => match self.part(&rest, Some(&one), trials) {
                    Some(other) => vec![other],
                    None => continue,
                },
            };
            return Some([one].into_iter().chain(others).collect());
        }
        None
    }

    /// What a part means, by itself or with the words that it shares with the one before it.
    fn part(&mut self, text: &str, before: Option<&Part<'a>>, trials: &mut usize) -> Option<Part<'a>> {
        // Outside of bots the assistant is asked first, as it is for a whole sentence.
        if self.state.bots.inside.is_none()
            && let Some(part) = self.of_assistant(text)
        {
            return Some(part);
        }
        if let Some(part) = self.meaning(text, trials) {
            return Some(part);
        }
        if let Some(Part::Block { learnt, values, text: other, .. }) = before {
            for completed in self.completed(learnt, other, values, text) {
                if let Some(part) = self.meaning(&completed, trials) {
                    return Some(part);
                }
            }
        }
        self.of_assistant(text)
    }

    fn of_assistant(&self, text: &str) -> Option<Part<'a>> {
        let said = Said { text, ..self.said.clone() };
        let reply = self.services.shared.assistant.attempt(&said, self.world)?;
        Some(Part::Assistant { text: text.to_owned(), reply: Box::new(reply) })
    }

    fn meaning(&mut self, text: &str, trials: &mut usize) -> Option<Part<'a>> {
        *trials += 1;
        if *trials > MOST_TRIALS {
            return None;
        }
        let inside = self.state.bots.inside.clone();
        let reached = |learnt: &&'a Learnt| inside.as_ref().is_none_or(|bot| *bot == learnt.bot.id);
        let bots: Vec<&'a Learnt> = self.services.all().filter(reached).collect();
        let Verdict::Block(meant) = self.judge(bots.into_iter(), text) else { return None };
        if meant.confidence < SURE {
            return None;
        }
        let (learnt, block) = (meant.learnt, meant.block);
        let values = learnt.reader.read(text, &self.world.now);
        // Values alone say nothing of what is to be done with them: they are a list.
        if self.words.only(&["fillers"], &beside(text, &values)) {
            return None;
        }
        Some(Part::Block { text: text.to_owned(), learnt, block, values })
    }

    fn one_after_the_other(&mut self, parts: Vec<Part<'a>>) -> Answer {
        let mut whole: Option<Answer> = None;
        let mut waiting: Vec<Part<'a>> = Vec::new();
        for part in parts {
            if whole.as_ref().is_some_and(|answer| answer.expects_reply) {
                waiting.push(part);
                continue;
            }
            let next = self.do_part(part);
            whole = Some(match whole {
                Some(answer) => and(answer, next),
                None => next,
            });
        }
        // The question of one comes before the others are begun; they are taken up when it is done.
        for part in waiting.into_iter().rev() {
            if let Part::Block { learnt, block, values, text } = part {
                self.wait_with(learnt, block, &values, &text);
            }
        }
        whole.unwrap_or_default()
    }

    fn do_part(&mut self, part: Part<'a>) -> Answer {
        match part {
            Part::Block { text, learnt, block, values } => self.begin_with(learnt, block, &values, &text),
            Part::Assistant { reply, .. } => {
                self.take(&reply);
                self.actions.extend(reply.actions);
                reply.answer
            }
        }
    }

    /// Every place to cut the text, each first part as it is said alone.
    fn cuts(&self, text: &str) -> Vec<Cut> {
        let mut cuts = Vec::new();
        for (at, _) in text.match_indices(' ') {
            let (before, rest) = (text[..at].trim_end(), text[at..].trim_start());
            let cut = match self.language {
                Language::Korean => self.korean_cut(before, rest),
                Language::English => self.english_cut(before, rest),
            };
            cuts.extend(cut.filter(|cut| !cut.first.is_empty() && !cut.rest.is_empty()));
        }
        cuts
    }

    fn korean_cut(&self, before: &str, rest: &str) -> Option<Cut> {
        let (earlier, word) = before.rsplit_once(' ').unwrap_or(("", before));
        let plain = tidy(Language::Korean, word);
        let known = self.words.joints.iter().find_map(|(joint, alone)| {
            let stem = plain.strip_suffix(joint.as_str())?;
            Some(format!("{stem}{alone}"))
        });
        let last = known.or_else(|| wish(&plain))?;
        // "불고기하고 냉면": what stands before is a thing, and no verb.
        let thing = plain.strip_suffix("하고").filter(|thing| !thing.is_empty());
        if thing.is_some_and(|thing| self.is_a_thing(thing)) {
            return None;
        }
        let rest = self
            .words
            .after_joint
            .iter()
            .find_map(|word| rest.strip_prefix(&format!("{word} ")))
            .unwrap_or(rest);
        Some(Cut { first: format!("{earlier} {last}").trim().to_owned(), rest: rest.to_owned() })
    }

    fn english_cut(&self, before: &str, rest: &str) -> Option<Cut> {
        if let Some(first) = before.strip_suffix([',', ';']) {
            return Some(Cut { first: first.to_owned(), rest: rest.to_owned() });
        }
        let joint =
            |(joint, _): &(String, String)| rest.strip_prefix(&format!("{joint} ")).map(str::to_owned);
        let rest = self.words.joints.iter().find_map(joint)?;
        Some(Cut { first: before.trim_end_matches(',').to_owned(), rest })
    }

    /// Whether some bot knows this as a value.
    fn is_a_thing(&self, word: &str) -> bool {
        self.services.all().any(|learnt| {
            learnt.reader.read(word, &self.world.now).iter().any(|value| value.span == (0..word.len()))
        })
    }

    /// A part with what it leaves out: the values of the part before it, or its other words.
    fn completed(&self, learnt: &Learnt, first: &str, values: &[Value], second: &str) -> Vec<String> {
        let own = learnt.reader.read(second, &self.world.now);
        let Some(cut) = own.last().map(|value| value.span.end) else { return Vec::new() };
        let (before, after) = second.split_at(cut);
        let after = match after.split_once(' ') {
            Some((particle, rest)) if self.words.only(&["fillers"], particle) => rest,
            _ => after,
        };
        let with = |shared: &str| format!("{before} {shared} {}", after.trim());
        let lacks = |value: &&Value| own.iter().all(|its| its.filled.entity != value.filled.entity);
        let things: Vec<&str> =
            values.iter().filter(lacks).map(|value| value.filled.words.as_str()).collect();
        let mut completed: Vec<String> = things.iter().map(|thing| with(thing)).collect();
        let beside = beside(first, values);
        let words: Vec<&str> =
            beside.split_whitespace().filter(|word| !self.words.only(&["fillers"], word)).collect();
        if let Some((_, shared)) = words.split_last().filter(|(_, shared)| !shared.is_empty()) {
            completed.push(with(&shared.join(" ")));
        }
        completed
    }
}

/// The text without its values.
fn beside(text: &str, values: &[Value]) -> String {
    let mut rest = String::new();
    let mut at = 0;
    for value in values {
        rest += text.get(at..value.span.start).unwrap_or_default();
        rest.push(' ');
        at = at.max(value.span.end);
    }
    rest + text.get(at..).unwrap_or_default()
}

/// What a part must know and does not say is what another part of the same bot says: the one before it, or after it.
fn share(parts: &mut [Part<'_>]) {
    for index in 0..parts.len() {
        let Part::Block { learnt, block, values, text } = &parts[index] else { continue };
        let end = text.len();
        let lacks =
            |parameter: &&Parameter| parameter.required && !values.iter().any(|value| fits(parameter, value));
        let others: Vec<usize> = (0..index).rev().chain(index + 1..parts.len()).collect();
        let shared: Vec<Value> = block
            .parameters
            .iter()
            .filter(lacks)
            .filter_map(|parameter| {
                others.iter().find_map(|other| match &parts[*other] {
                    Part::Block { learnt: its, values, .. } if its.bot.id == learnt.bot.id => {
                        values.iter().find(|value| fits(parameter, value)).cloned()
                    }
                    _ => None,
                })
            })
            // It stands nowhere in this part.
            .map(|value| Value { span: end..end, ..value })
            .collect();
        if let Part::Block { values, .. } = &mut parts[index] {
            values.extend(shared);
        }
    }
}

fn fits(parameter: &Parameter, value: &Value) -> bool {
    parameter.entity == value.filled.entity && (parameter.role.is_none() || parameter.role == value.role)
}
