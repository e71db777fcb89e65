//! What is remembered of a person's wishes: shown and erased when the person says so.

use domain::{Answer, Bubble, ListItem};
use serde_json::json;

use super::talk::Talk;

impl Talk<'_> {
    pub fn memory_moves(&mut self) -> Option<Answer> {
        let text = self.said.text;
        if self.words.is("erase_memory", text) {
            let count: usize = self.state.bots.kept.values().map(|kept| kept.len()).sum();
            self.state.bots.kept.clear();
            self.trace.step("memory", json!({ "erased": count }));
            let answer = self.say("erased", &[]);
            return Some(self.and_resume(answer));
        }
        if !self.words.is("show_memory", text) {
            return None;
        }
        let items = self.kept();
        self.trace.step("memory", json!({ "shown": items.len() }));
        if items.is_empty() {
            let answer = self.say("no_memory", &[]);
            return Some(self.and_resume(answer));
        }
        let header = self.words.reply("memory", &[]);
        let lines: Vec<String> =
            items.iter().map(|item| format!("{} {}", item.title, item.description)).collect();
        let speech = format!("{header} {}.", lines.join(", "));
        let bubbles = vec![Bubble::List { header, items, buttons: Vec::new() }];
        let answer = Answer { bubbles, speech, ..Answer::default() };
        Some(self.and_resume(answer))
    }

    fn kept(&self) -> Vec<ListItem> {
        let mut items = Vec::new();
        for (bot, kept) in &self.state.bots.kept {
            let Some(learnt) = self.services.learnt(bot) else { continue };
            let parameters: Vec<_> = learnt.bot.blocks.iter().flat_map(|block| &block.parameters).collect();
            for (name, value) in kept {
                let label = parameters.iter().find(|its| its.name == *name).map_or(name, |its| &its.label);
                items.push(ListItem {
                    title: format!("{} {label}", learnt.bot.name),
                    description: value.written.clone(),
                });
            }
        }
        items
    }
}
