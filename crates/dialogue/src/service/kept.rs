//! What is remembered of a person's wishes: kept when a block is done, offered the next time, shown, and erased in whole
//! or in part when the person says so.

use domain::{Answer, Bubble, Card, Liking, ListItem, Preference};
use serde_json::json;

use super::Learnt;
use super::state::Filled;
use super::talk::Talk;
use super::words::tidy;
use crate::Action;
use crate::block::{Parameter, Remember};

/// More is not remembered of a person.
const MOST: usize = 100;

impl Talk<'_> {
    /// What is remembered for this parameter, as its bot reads it now.
    pub fn liked(&self, learnt: &Learnt, parameter: &Parameter) -> Option<Filled> {
        let (bot, name) = place(learnt, parameter)?;
        let liking = self.likings.iter().find(|liking| (&liking.bot, &liking.name) == (&bot, &name))?;
        let is_own = learnt.bot.entity(&parameter.entity).is_some_and(|entity| !entity.free);
        if !is_own {
            return (liking.entity == parameter.entity).then(|| filled(liking));
        }
        // Its words may be another bot's, or this bot may have changed since.
        [&liking.words, &liking.value].into_iter().find_map(|words| {
            let values = learnt.reader.read(words, &self.world.now);
            values.into_iter().map(|value| value.filled).find(|filled| filled.entity == parameter.entity)
        })
    }

    /// Remembers the value of a parameter that is to be remembered.
    pub fn like(&mut self, learnt: &Learnt, parameter: &Parameter, value: &Filled) {
        let Some((bot, name)) = place(learnt, parameter) else { return };
        let value = value.clone();
        let liking = Liking {
            bot,
            name,
            label: parameter.label.clone(),
            entity: value.entity,
            value: value.value,
            written: value.written,
            said: value.said,
            words: value.words,
        };
        if self.likings.contains(&liking) {
            return;
        }
        self.likings.retain(|known| (&known.bot, &known.name) != (&liking.bot, &liking.name));
        if self.likings.len() >= MOST {
            return;
        }
        self.trace.step("memory", json!({ "kept": liking.name, "value": liking.value }));
        self.likings.push(liking.clone());
        self.actions.push(Action::Remember(liking));
    }

    pub fn memory_moves(&mut self) -> Option<Answer> {
        let text = self.said.text;
        let answer = if self.words.is("erase_memory", text) {
            self.forget_all()
        } else if let Some(preference) = self.to_forget() {
            self.forget(preference)
        } else if self.words.is("show_memory", text) {
            self.show()
        } else {
            return None;
        };
        Some(self.and_resume(answer))
    }

    fn forget_all(&mut self) -> Answer {
        let ids: Vec<_> = self.world.preferences.iter().map(|preference| preference.id).collect();
        self.trace.step("memory", json!({ "erased": ids.len() }));
        if !ids.is_empty() {
            self.actions.push(Action::Forget(ids));
        }
        self.likings.clear();
        self.say("erased", &[])
    }

    /// "달빛식당 자리 잊어 줘": one thing, by its name, with its bot or without.
    fn to_forget(&self) -> Option<Preference> {
        let text = tidy(self.language, self.said.text);
        let named = |preference: &&Preference| {
            let bot = preference.what.bot.as_deref().and_then(|bot| self.services.learnt(bot));
            let bot = bot.map(|learnt| tidy(self.language, &learnt.bot.name));
            let rest = bot.map_or_else(|| text.clone(), |bot| text.replace(&bot, " "));
            let label = tidy(self.language, &preference.what.label);
            !label.is_empty()
                && rest.contains(&label)
                && self.words.only_with("forget", &["fillers"], &rest.replacen(&label, " ", 1))
        };
        self.world.preferences.iter().find(named).cloned()
    }

    fn forget(&mut self, preference: Preference) -> Answer {
        self.trace.step("memory", json!({ "erased": 1, "name": preference.what.name }));
        self.actions.push(Action::Forget(vec![preference.id]));
        self.likings.retain(|known| *known != preference.what);
        self.say("erased_one", &[("label", &self.title(&preference.what))])
    }

    fn show(&mut self) -> Answer {
        let item = |liking: &Liking| ListItem {
            title: self.title(liking),
            description: liking.written.clone(),
            ..ListItem::default()
        };
        let items: Vec<ListItem> = self.likings.iter().map(item).collect();
        self.trace.step("memory", json!({ "shown": items.len() }));
        if items.is_empty() {
            return self.say("no_memory", &[]);
        }
        let header = self.words.reply("memory", self.level, &[]);
        let lines: Vec<String> =
            items.iter().map(|item| format!("{} {}", item.title, item.description)).collect();
        let speech = format!("{header} {}.", lines.join(", "));
        let bubbles = vec![Bubble::card(Card::list(header, items))];
        Answer { bubbles, speech, ..Answer::default() }
    }

    /// What it is to people, with the name of its bot. A bot that is gone has no name any more.
    fn title(&self, liking: &Liking) -> String {
        let Some(bot) = &liking.bot else { return liking.label.clone() };
        let name = self.services.learnt(bot).map_or(bot.as_str(), |learnt| learnt.bot.name.as_str());
        format!("{name} {}", liking.label)
    }
}

/// Under which bot and name a parameter is remembered.
fn place(learnt: &Learnt, parameter: &Parameter) -> Option<(Option<String>, String)> {
    Some(match parameter.remember.as_ref()? {
        Remember::Own => (Some(learnt.bot.id.clone()), parameter.name.clone()),
        Remember::Shared(name) => (None, name.clone()),
    })
}

fn filled(liking: &Liking) -> Filled {
    let Liking { entity, value, written, said, words, .. } = liking.clone();
    Filled { entity, value, written, said, words, contract: None }
}
