//! A block is meant: the likeliest of those within reach, or the person is asked which of two.

use domain::Answer;
use serde_json::{Value, json};

use super::Learnt;
use super::fill::Heard;
use super::state::Which;
use super::talk::Talk;
use crate::block::{Block, Decision};

/// Without the name of its bot a block must be this likely.
const UNCALLED: f32 = 0.5;
/// Blocks of two bots that are nearly as likely: better ask.
const AHEAD: f32 = 0.15;
/// So many letters of a sentence are kept until it is known what it meant.
const MOST_KEPT: usize = 300;
/// Which of two is asked so often.
const MOST_TRIES: u8 = 2;

/// A block, and how likely it is meant.
pub(super) struct Meant<'a> {
    pub learnt: &'a Learnt,
    pub block: &'a Block,
    pub confidence: f32,
}

/// What a sentence means to some bots.
pub(super) enum Verdict<'a> {
    Block(Meant<'a>),
    /// Two that are nearly as likely, and how likely the first is.
    Unsure([(&'a Learnt, &'a Block); 2], f32),
    Nothing,
}

impl<'a> Talk<'a> {
    /// Without a name the assistant was first; now any bot may answer that is sure.
    pub fn blocks(&mut self) -> Option<Answer> {
        let inside = self.state.bots.inside.as_ref().and_then(|bot| self.services.learnt(bot));
        if inside.and_then(super::press::takes_everything).is_some() {
            return None;
        }
        let verdict = self.judge(self.services.all(), self.said.text);
        match verdict {
            Verdict::Block(meant) if meant.confidence >= UNCALLED => {
                Some(self.begin(meant.learnt, meant.block))
            }
            Verdict::Unsure(two, confidence) if confidence * 2.0 >= UNCALLED => Some(self.ask_which(two)),
            _ => None,
        }
    }

    /// In a bot its blocks come before everything else.
    pub fn inside(&mut self) -> Option<Answer> {
        let bot = self.state.bots.inside.clone()?;
        let learnt = self.services.learnt(&bot)?;
        match self.judge(std::iter::once(learnt), self.said.text) {
            Verdict::Block(meant) => Some(self.begin(meant.learnt, meant.block)),
            Verdict::Unsure(two, _) => match self.plainly(&two) {
                Some((learnt, block)) => Some(self.begin(learnt, block)),
                None => Some(self.ask_which(two)),
            },
            Verdict::Nothing => None,
        }
    }

    /// The block that is meant for sure.
    pub fn meant(&mut self, bots: impl Iterator<Item = &'a Learnt>) -> Option<Meant<'a>> {
        match self.judge(bots, self.said.text) {
            Verdict::Block(meant) if meant.confidence >= UNCALLED => Some(meant),
            _ => None,
        }
    }

    /// What the sentence means to these bots.
    pub fn judge(&mut self, bots: impl Iterator<Item = &'a Learnt>, text: &str) -> Verdict<'a> {
        let today = self.world.now.date();
        let mut verdicts: Vec<(f32, Verdict<'a>)> = Vec::new();
        for learnt in bots {
            let found = match self.services.shared.learner.find(&learnt.blocks, text, today) {
                Ok(found) => found,
                Err(error) => {
                    self.trace.step("error", json!({ "bot": learnt.bot.id, "error": error.to_string() }));
                    continue;
                }
            };
            let mut why = found.trace();
            why["bot"] = Value::from(learnt.bot.id.clone());
            self.trace.step("understood", why);
            self.account.judged(&learnt.bot.id, &found);
            let reached = |id: &str| {
                let block = learnt.bot.block(id)?;
                let open = |context: &String| self.state.bots.has(&learnt.bot.id, context);
                block.needs.iter().all(open).then_some(block)
            };
            let confidence = found.candidates.first().map_or(0.0, |candidate| candidate.confidence);
            let sure = |block| Verdict::Block(Meant { learnt, block, confidence });
            let verdict = match &found.decision {
                Decision::Block(id) => reached(id).map(sure),
                Decision::Unsure(first, second) => match (reached(first), reached(second)) {
                    (Some(first), Some(second)) => {
                        Some(Verdict::Unsure([(learnt, first), (learnt, second)], confidence))
                    }
                    (Some(only), None) | (None, Some(only)) => Some(sure(only)),
                    (None, None) => None,
                },
                Decision::Elsewhere => None,
            };
            verdicts.extend(verdict.map(|verdict| (confidence, verdict)));
        }
        best(verdicts)
    }

    /// A value and nothing else is for the block that comes first in the file: "부산이요" to a bot that sells tickets.
    fn plainly(&self, two: &[(&'a Learnt, &'a Block); 2]) -> Option<(&'a Learnt, &'a Block)> {
        let [(learnt, first), (_, second)] = *two;
        let values = learnt.reader.read(self.said.text, &self.world.now);
        let bare = !values.is_empty() && Heard::new(self.words, first, self.said.text, &values).pure;
        let place = |block: &Block| learnt.bot.blocks.iter().position(|its| its.id == block.id);
        let earlier = if place(first) <= place(second) { first } else { second };
        bare.then_some((learnt, earlier))
    }

    fn ask_which(&mut self, two: [(&'a Learnt, &'a Block); 2]) -> Answer {
        let candidates: Vec<(String, String)> =
            two.iter().map(|(learnt, block)| (learnt.bot.id.clone(), block.id.clone())).collect();
        self.trace.step("which", json!({ "candidates": candidates }));
        if two[0].0.bot.id == two[1].0.bot.id {
            self.account.concerns(&two[0].0.bot.id);
        }
        let sentence = self.said.text.chars().take(MOST_KEPT).collect();
        self.state.bots.which = Some(Which { sentence, candidates, tries: 1 });
        self.which_of(&titles(&two))
    }

    fn which_of(&self, titles: &[String]) -> Answer {
        let [first, second] = titles else { return Answer::default() };
        let mut answer = self.say("which", &[("first", first), ("second", second)]);
        answer.quick_replies = super::answer::chips(titles);
        answer.expects_reply = true;
        answer
    }

    /// The answer to "which of the two": by number or by name. Anything else is a new sentence.
    pub fn which(&mut self) -> Option<Answer> {
        let which = self.state.bots.which.take()?;
        let find = |(bot, block): &(String, String)| {
            let learnt = self.services.learnt(bot)?;
            Some((learnt, learnt.bot.block(block)?))
        };
        let two: Vec<(&'a Learnt, &'a Block)> = which.candidates.iter().filter_map(find).collect();
        let [first, second] = two[..] else { return None };
        let titles = titles(&[first, second]);
        let text = self.said.text;
        let named = |title: &String| {
            let rest = text.contains(title.as_str()).then(|| text.replace(title.as_str(), " "));
            rest.is_some_and(|rest| self.words.only(&["fillers", "yes"], &rest))
        };
        // Of 예약 and 예약 확인, who says the longer name means it.
        let called =
            || (0..2).filter(|index| named(&titles[*index])).max_by_key(|index| titles[*index].len());
        let index = self.words.ordinal(text, 2).or_else(called);
        if let Some((learnt, block)) = index.map(|index| [first, second][index]) {
            self.trace.step("which", json!({ "chosen": block.id }));
            let values = learnt.reader.read(&which.sentence, &self.world.now);
            return Some(self.begin_with(learnt, block, &values, &which.sentence));
        }
        if self.words.is("cancel", text) || self.words.is("no", text) {
            return Some(self.nothing_of_both());
        }
        let unclear = self.words.only(&["fillers", "yes"], text) && which.tries < MOST_TRIES;
        if !unclear {
            return None;
        }
        let question = self.which_of(&titles);
        let again = self.say("which_again", &[("question", &super::answer::text_of(&question))]);
        self.state.bots.which = Some(Which { tries: which.tries.saturating_add(1), ..which });
        Some(Answer { quick_replies: question.quick_replies, expects_reply: true, ..again })
    }

    fn nothing_of_both(&mut self) -> Answer {
        self.trace.step("which", json!({ "chosen": null }));
        let answer = self.say("neither", &[]);
        self.and_resume(answer)
    }
}

/// How the two are told apart: by their titles, with their bots where these are two.
fn titles(two: &[(&Learnt, &Block); 2]) -> Vec<String> {
    let one_bot = two[0].0.bot.id == two[1].0.bot.id;
    let title = |(learnt, block): &(&Learnt, &Block)| match one_bot {
        true => block.title.clone(),
        false => format!("{} {}", learnt.bot.name, block.title),
    };
    two.iter().map(title).collect()
}

fn best(mut verdicts: Vec<(f32, Verdict<'_>)>) -> Verdict<'_> {
    verdicts.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut verdicts = verdicts.into_iter();
    match (verdicts.next(), verdicts.next()) {
        (Some((first, Verdict::Block(one))), Some((second, Verdict::Block(other))))
            if first - second < AHEAD =>
        {
            Verdict::Unsure([(one.learnt, one.block), (other.learnt, other.block)], first)
        }
        (Some((_, verdict)), _) => verdict,
        (None, _) => Verdict::Nothing,
    }
}
