//! Two commands in one sentence, which may share their words: "거실 불 끄고 안방은 켜 줘".

use domain::Answer;
use serde_json::json;

use super::Learnt;
use super::answer::and;
use super::blocks::Verdict;
use super::talk::Talk;
use super::words::tidy;
use crate::block::Block;

/// Each half must be this likely.
const SURE: f32 = 0.5;
/// A longer sentence is talk.
const MOST_LETTERS: usize = 120;

/// A half, and what it means.
struct Half<'a> {
    text: String,
    learnt: &'a Learnt,
    block: &'a Block,
}

impl<'a> Talk<'a> {
    pub fn several(&mut self) -> Option<Answer> {
        if self.said.text.chars().count() > MOST_LETTERS {
            return None;
        }
        for (first, second) in self.halves() {
            let Some(one) = self.half(first) else { continue };
            let other = self.half(second.clone()).or_else(|| self.half(self.completed(&one, &second)));
            let Some(other) = other else { continue };
            self.trace.step("several", json!({ "commands": [one.text, other.text] }));
            let answer = self.begin_half(&one);
            // A question of the first comes before the second is begun.
            if answer.expects_reply {
                return Some(answer);
            }
            let next = self.begin_half(&other);
            return Some(and(answer, next));
        }
        None
    }

    fn begin_half(&mut self, half: &Half<'a>) -> Answer {
        let values = half.learnt.reader.read(&half.text, &self.world.now);
        self.begin_with(half.learnt, half.block, &values, &half.text)
    }

    fn half(&mut self, text: String) -> Option<Half<'a>> {
        let inside = self.state.bots.inside.clone();
        let bots: Vec<&'a Learnt> = self
            .services
            .bots
            .iter()
            .filter(|learnt| inside.as_ref().is_none_or(|bot| *bot == learnt.bot.id))
            .collect();
        match self.judge(bots.into_iter(), &text) {
            Verdict::Block(meant) if meant.confidence >= SURE => {
                Some(Half { text, learnt: meant.learnt, block: meant.block })
            }
            _ => None,
        }
    }

    /// Every way to cut the sentence in two, each half as it is said alone.
    fn halves(&self) -> Vec<(String, String)> {
        let words: Vec<&str> = self.said.text.split_whitespace().collect();
        let mut halves = Vec::new();
        for at in 1..words.len() {
            let (first, second) = (words[..at].join(" "), words[at..].join(" "));
            let ending = tidy(self.language, words[at - 1]);
            for (joint, alone) in &self.words.joints {
                match self.language {
                    domain::Language::Korean => {
                        let Some(stem) = ending.strip_suffix(joint.as_str()) else { continue };
                        let before = words[..at - 1].join(" ");
                        let first = format!("{before} {stem}{alone}");
                        halves.push((first.trim().to_owned(), second.clone()));
                        break;
                    }
                    domain::Language::English => {
                        let Some(second) = second.strip_prefix(&format!("{joint} ")) else { continue };
                        halves.push((first.clone(), second.to_owned()));
                        break;
                    }
                }
            }
        }
        halves
    }

    /// The second half with what it shares with the first: the words of the first that are neither values nor its
    /// verb stand behind the values of the second.
    fn completed(&self, first: &Half<'_>, second: &str) -> String {
        let reader = &first.learnt.reader;
        let values = reader.read(&first.text, &self.world.now);
        let mut shared = String::new();
        let mut at = 0;
        for value in &values {
            shared += first.text.get(at..value.span.start).unwrap_or_default();
            at = value.span.end;
        }
        shared += first.text.get(at..).unwrap_or_default();
        let mut shared: Vec<&str> = shared.split_whitespace().collect();
        let verb = second.split_whitespace().count().saturating_sub(1).clamp(1, 2);
        shared.truncate(shared.len().saturating_sub(verb));
        let shared: Vec<&str> =
            shared.into_iter().filter(|word| !self.words.only(&["fillers"], word)).collect();
        let own = reader.read(second, &self.world.now);
        let cut = own.last().map_or(0, |value| value.span.end);
        let (before, after) = second.split_at(cut);
        let after = after.split_once(' ').map_or(after, |(particle, rest)| {
            if self.words.only(&["fillers"], particle) { rest } else { after }
        });
        format!("{before} {} {}", shared.join(" "), after.trim()).trim().to_owned()
    }
}
