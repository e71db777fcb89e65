//! No block is meant: a bot looks in what it knows, and answers with the source, or not at all.

use domain::Answer;
use serde_json::json;

use super::Learnt;
use super::talk::Talk;
use crate::knowledge::Found;

impl<'a> Talk<'a> {
    /// Asks the bot that is talked with, or else every bot that knows something.
    pub fn known(&mut self, inside: Option<&'a Learnt>, question: &str) -> Option<Answer> {
        match inside {
            Some(learnt) => self.known_to(learnt, question),
            None => {
                let found: Vec<(Found, &'a Learnt)> = self
                    .services
                    .all()
                    .filter_map(|learnt| Some((self.look_up(learnt, question)?, learnt)))
                    .collect();
                let best = found.into_iter().max_by(|a, b| a.0.confidence.total_cmp(&b.0.confidence));
                best.map(|(found, learnt)| self.tell(&found, learnt))
            }
        }
    }

    /// What this bot knows of it.
    pub fn known_to(&mut self, learnt: &'a Learnt, question: &str) -> Option<Answer> {
        let found = self.look_up(learnt, question)?;
        Some(self.tell(&found, learnt))
    }

    fn look_up(&mut self, learnt: &Learnt, question: &str) -> Option<Found> {
        // A text that cannot be compared is a text that nothing is known of.
        let asked = learnt.knowledge.as_ref()?.ask(question).ok()?;
        let candidates: Vec<_> = asked.candidates.iter().map(Found::trace).collect();
        let answered = asked.answer.is_some();
        self.trace.step(
            "knowledge",
            json!({ "bot": learnt.bot.id, "answered": answered, "candidates": candidates }),
        );
        asked.answer
    }

    fn tell(&mut self, found: &Found, learnt: &Learnt) -> Answer {
        self.trace.set("bot", learnt.bot.id.clone());
        let answer = found.answer(self.language);
        self.and_resume(answer)
    }
}
