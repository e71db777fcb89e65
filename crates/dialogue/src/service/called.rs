//! A bot is called by its name ("피자가게 불러 줘", "피자가게에서 ..."), or left ("나가기").

use std::collections::HashSet;

use domain::Answer;
use serde_json::json;

use super::blocks::Verdict;
use super::talk::Talk;
use super::words::tidy;
use super::{Learnt, ServiceError};
use crate::block::Bot;
use crate::entity::{EntityError, Lexicon};

const NAME: &str = "bot";

/// The names of all bots, found though mistyped or misheard.
#[derive(Default)]
pub(super) struct Names {
    lexicon: Option<Lexicon>,
    taken: HashSet<String>,
}

impl Names {
    pub fn add(&mut self, bot: &Bot) -> Result<(), ServiceError> {
        let names: Vec<&String> = [&bot.name].into_iter().chain(&bot.called).collect();
        let key = |name: &str| tidy(bot.language, name);
        if let Some(taken) = names.iter().find(|name| self.taken.contains(&key(name))) {
            return Err(ServiceError::Name((*taken).clone()));
        }
        let lexicon = self.lexicon.get_or_insert_with(Lexicon::new);
        for name in names {
            lexicon.add(NAME, &bot.id, name).map_err(|error: EntityError| ServiceError::Entity(error))?;
            self.taken.insert(key(name));
        }
        Ok(())
    }
}

/// The names of one bot.
pub(super) fn names_of(bot: &Bot) -> Result<Lexicon, EntityError> {
    let mut lexicon = Lexicon::new();
    for name in [&bot.name].into_iter().chain(&bot.called) {
        lexicon.add(NAME, &bot.id, name)?;
    }
    Ok(lexicon)
}

/// What follows a name.
enum Call {
    /// Nothing but a call.
    Enter,
    /// A sentence for the bot.
    Say(String),
    /// The name, and more: perhaps for the bot, perhaps only about it.
    About(String),
}

impl<'a> Talk<'a> {
    /// A sentence that begins with the name of a bot.
    pub fn call(&mut self) -> Option<Answer> {
        let text = self.said.text;
        let services = self.services;
        let lexicons = services.names.lexicon.iter().chain(services.added.iter().map(|learnt| &learnt.names));
        let mut names = lexicons.filter_map(|lexicon| lexicon.find(text).into_iter().next());
        let found =
            names.find(|found| self.words.only(&["fillers", "call_before"], &text[..found.span.start]))?;
        let before = &text[..found.span.start];
        let learnt = self.services.learnt(&found.entry)?;
        let call = self.call_of(&text[found.span.end..], before);
        let step = |what: &str| json!({ "bot": learnt.bot.id, "words": found.text, "score": found.score, "what": what });
        match call {
            Call::Enter => {
                self.trace.step("called", step("entered"));
                Some(self.enter(learnt))
            }
            Call::Say(sentence) => {
                self.trace.step("called", step(&sentence));
                self.state.bots.inside =
                    self.state.bots.inside.take().filter(|inside| *inside == learnt.bot.id);
                let answer = self.say_to(learnt, &sentence).or_else(|| self.known_to(learnt, &sentence));
                Some(answer.unwrap_or_else(|| {
                    self.declined = true;
                    self.account.unanswered(learnt, &sentence);
                    let answer = self.fallback_of(learnt);
                    self.and_resume(answer)
                }))
            }
            Call::About(sentence) => {
                self.trace.step("called", step(&sentence));
                self.say_to(learnt, &sentence).or_else(|| self.known_to(learnt, &sentence))
            }
        }
    }

    fn call_of(&self, after: &str, before: &str) -> Call {
        let called = self.words.only(&["ask_bot", "call_bot", "fillers"], after);
        let asked = self.words.only_with("call_before", &["fillers"], before);
        if called {
            return Call::Enter;
        }
        let rest = after.trim_start();
        let handed = self.words.to_bot.iter().find_map(|particle| {
            let rest = after.strip_prefix(particle.as_str())?;
            // "에서는" is no particle of ours: what follows begins a word.
            rest.starts_with(|c: char| !c.is_alphanumeric()).then(|| rest.trim_start())
        });
        match handed {
            Some(sentence) => Call::Say(self.unquoted(sentence)),
            None if asked => Call::Say(without_to(rest)),
            None => Call::About(rest.trim_start_matches([',', '.', '!', '아', '야']).trim_start().to_owned()),
        }
    }

    /// "페퍼로니 하나라고 해 줘" is "페퍼로니 하나".
    fn unquoted(&self, sentence: &str) -> String {
        let plain = sentence.trim_end_matches(|c: char| !c.is_alphanumeric());
        for quote in &self.words.quoted {
            // The quote is tidied, the sentence is not: its letters are counted from the end.
            let letters = quote.chars().count();
            let mut ends = plain.char_indices().rev().filter(|(_, c)| c.is_alphanumeric());
            let Some((start, _)) = ends.nth(letters.saturating_sub(1)) else { continue };
            if tidy(self.language, &plain[start..]) == *quote && start > 0 {
                return plain[..start].trim_end().to_owned();
            }
        }
        sentence.to_owned()
    }

    fn enter(&mut self, learnt: &Learnt) -> Answer {
        self.level = learnt.bot.level;
        self.state.bots.inside = Some(learnt.bot.id.clone());
        self.trace.set("bot", learnt.bot.id.clone());
        let mut answer = match &learnt.bot.welcome {
            Some(block) => self.spoken(learnt, block),
            None => self.say("welcome", &[("bot", &learnt.bot.name)]),
        };
        answer.expects_reply = true;
        // What was begun with this bot is gone on with.
        let open = self.open().filter(|(task, ..)| task.bot == learnt.bot.id);
        if open.is_some() {
            answer.expects_reply = false;
            return self.and_resume(answer);
        }
        answer
    }

    pub fn say_to(&mut self, learnt: &'a Learnt, sentence: &str) -> Option<Answer> {
        let (learnt, block) = match self.judge(std::iter::once(learnt), sentence) {
            Verdict::Block(meant) => (meant.learnt, meant.block),
            Verdict::Unsure([first, _], _) => first,
            Verdict::Nothing => return None,
        };
        let values = learnt.reader.read(sentence, &self.world.now);
        Some(self.begin_with(learnt, block, &values, sentence))
    }

    /// Out of the bot that is talked with.
    pub fn leave(&mut self) -> Option<Answer> {
        let bot = self.state.bots.inside.clone()?;
        let learnt = self.services.learnt(&bot)?;
        let text = self.said.text;
        let own =
            learnt.bot.exit_words.iter().any(|word| tidy(self.language, word) == tidy(self.language, text));
        if !own && !self.words.is("leave", text) {
            return None;
        }
        self.trace.step("left", json!({ "bot": bot }));
        self.account.concerns(&bot);
        self.state.bots.inside = None;
        Some(match &learnt.bot.exit {
            Some(response) => {
                self.respond(&format!("{bot}!exit"), response, &Default::default(), learnt.bot.level)
            }
            None => self.say("left", &[("bot", &learnt.bot.name)]),
        })
    }
}

/// "ask Luigi's to book a table" is "book a table".
fn without_to(rest: &str) -> String {
    let rest = rest.trim_start_matches([',', ' ']);
    for word in ["to ", "for ", "if ", "about "] {
        if let Some(after) = rest.strip_prefix(word) {
            return after.to_owned();
        }
    }
    rest.to_owned()
}
