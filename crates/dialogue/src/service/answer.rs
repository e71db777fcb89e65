//! Answers in the words of a bot.

use std::collections::BTreeMap;

use domain::{Answer, Bubble, QuickReply};

use super::Learnt;
use super::state::{Asked, Given, Task};
use super::talk::Talk;
use super::wording::{self, Word};
use crate::block::{Block, Parameter, Response};

/// One answer shows at most so many bubbles.
const MOST_BUBBLES: usize = 3;
const MOST_QUICK_REPLIES: usize = 10;

/// What wordings may name.
pub(super) type Named = BTreeMap<String, Word>;

impl Talk<'_> {
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> Answer {
        Answer::text(self.words.reply(key, values))
    }

    /// The next wording of a response; never the same twice running where there are several.
    pub fn respond(&mut self, id: &str, response: &Response, named: &Named) -> Answer {
        let count = response.sayings.len();
        let index = match self.state.bots.wordings.get(id) {
            Some(before) => (usize::from(*before) + 1) % count,
            None => 0,
        };
        if count > 1 && (self.state.bots.wordings.len() < 200 || self.state.bots.wordings.contains_key(id)) {
            self.state.bots.wordings.insert(id.to_owned(), u8::try_from(index).unwrap_or(0));
        }
        let saying = &response.sayings[index];
        let (written, said) = wording::fill(&saying.text, named, self.language);
        let speech =
            saying.speech.as_ref().map_or(said, |speech| wording::fill(speech, named, self.language).1);
        Answer {
            bubbles: vec![Bubble::Text { text: written }],
            speech,
            quick_replies: chips(&response.quick_replies),
            expects_reply: false,
        }
    }

    pub fn fallback_of(&mut self, learnt: &Learnt) -> Answer {
        let bot = &learnt.bot;
        if let Some(response) = &bot.fallback {
            return self.respond(&format!("{}!fallback", bot.id), response, &Named::new());
        }
        let mut answer = self.say("fallback", &[("bot", &bot.name)]);
        let first = |block: &Block| block.examples.first().map(|example| example.text.clone());
        let examples: Vec<String> = bot.blocks.iter().take(4).filter_map(first).collect();
        answer.quick_replies = chips(&examples);
        answer
    }

    /// What is asked of the person now, with the choices there are.
    pub fn question(&self, learnt: &Learnt, block: &Block, task: &Task) -> Answer {
        let named = named(&task.given);
        let mut answer = match &task.asked {
            Some(Asked::Parameter(name)) => match block.parameters.iter().find(|its| its.name == *name) {
                Some(parameter) => self.prompt(parameter, task.tries, &named),
                None => Answer::default(),
            },
            Some(Asked::Kept(name)) => {
                let kept = self.state.bots.kept.get(&learnt.bot.id).and_then(|kept| kept.get(name));
                let value = kept.map_or("", |kept| kept.written.as_str());
                let mut answer = self.say("offered", &[("value", value)]);
                answer.quick_replies = self.yes_or_no();
                answer
            }
            Some(Asked::Confirm) => self.confirmation(block, task, &named),
            None => Answer::default(),
        };
        answer.expects_reply = true;
        answer
    }

    fn prompt(&self, parameter: &Parameter, tries: u8, named: &Named) -> Answer {
        let index = usize::from(tries.saturating_sub(1)).min(parameter.prompts.len().saturating_sub(1));
        let prompt = parameter.prompts.get(index).map_or("", String::as_str);
        let (written, speech) = wording::fill(prompt, named, self.language);
        let quick_replies = chips(&parameter.choices);
        Answer { bubbles: vec![Bubble::Text { text: written }], speech, quick_replies, expects_reply: true }
    }

    fn confirmation(&self, block: &Block, task: &Task, named: &Named) -> Answer {
        let mut answer = match block.confirm.as_deref() {
            Some("") | None => {
                let shown = |parameter: &Parameter| {
                    let value = named.get(&parameter.name)?;
                    Some(format!("{} {}", parameter.label, value.written))
                };
                let values: Vec<String> = block.parameters.iter().filter_map(shown).collect();
                let key = if values.is_empty() { "confirm_plain" } else { "confirm" };
                self.say(key, &[("values", &values.join(", ")), ("task", &block.title)])
            }
            Some(wording) => {
                let (written, speech) = wording::fill(wording, named, self.language);
                Answer { speech, ..Answer::text(written) }
            }
        };
        let _ = task;
        answer.quick_replies = self.yes_or_no();
        answer
    }

    pub fn yes_or_no(&self) -> Vec<QuickReply> {
        let words = self.words.reply("yes_no", &[]);
        words.split('|').map(chip).collect()
    }

    /// After something else, what was begun is taken up again.
    pub fn and_resume(&mut self, answer: Answer) -> Answer {
        if self.state.assistant.question.is_some() || answer.expects_reply {
            return answer;
        }
        let Some((task, learnt, block)) = self.open() else { return answer };
        self.trace.step("resume", serde_json::json!({ "bot": task.bot, "block": task.block }));
        let question = self.question(learnt, block, &task);
        let words = text_of(&question);
        let resume = self.say("resume", &[("task", &block.title), ("question", &words)]);
        let spoken = self.words.reply("resume", &[("task", &block.title), ("question", &question.speech)]);
        let resume = Answer {
            speech: spoken,
            quick_replies: question.quick_replies,
            expects_reply: true,
            bubbles: resume.bubbles,
        };
        and(answer, resume)
    }
}

/// One answer after the other.
pub(super) fn and(mut first: Answer, second: Answer) -> Answer {
    first.bubbles.extend(second.bubbles);
    if first.bubbles.len() > MOST_BUBBLES {
        // The last one asks; those before it become one.
        let last = first.bubbles.pop();
        let texts: Vec<String> = first.bubbles.drain(..).map(|bubble| bubble_text(&bubble)).collect();
        first.bubbles.push(Bubble::Text { text: texts.join("\n") });
        first.bubbles.extend(last);
    }
    first.speech = format!("{} {}", first.speech, second.speech).trim().to_owned();
    first.quick_replies = second.quick_replies;
    first.expects_reply = second.expects_reply;
    first
}

pub(super) fn text_of(answer: &Answer) -> String {
    answer.bubbles.iter().map(bubble_text).collect::<Vec<_>>().join(" ")
}

fn bubble_text(bubble: &Bubble) -> String {
    match bubble {
        Bubble::Text { text } => text.clone(),
        Bubble::Card { title, description, .. } => format!("{title}: {description}"),
        Bubble::List { header, items, .. } => {
            let items: Vec<&str> = items.iter().map(|item| item.title.as_str()).collect();
            format!("{header}: {}", items.join(", "))
        }
    }
}

pub(super) fn chips(words: &[String]) -> Vec<QuickReply> {
    words.iter().take(MOST_QUICK_REPLIES).map(|word| chip(word)).collect()
}

fn chip(word: &str) -> QuickReply {
    QuickReply { label: word.into(), message: word.into() }
}

/// The values as wordings name them.
pub(super) fn named(given: &Given) -> Named {
    let word = |values: &Vec<super::state::Filled>| Word {
        written: values.iter().map(|value| value.written.as_str()).collect::<Vec<_>>().join(", "),
        said: values.iter().map(|value| value.said.as_str()).collect::<Vec<_>>().join(", "),
    };
    given.iter().map(|(name, values)| (name.clone(), word(values))).collect()
}
