//! Answers in the words of a bot.

use domain::{Answer, Bubble, CardBody, ListCard, ListItem, QuickReply};

use super::Learnt;
use super::state::{Asked, Given, Task};
use super::talk::Talk;
use super::wording::{self, Named};
use crate::block::{Block, Parameter, Response};
use crate::template::{Level, Value};

/// One answer shows at most so many bubbles.
const MOST_BUBBLES: usize = 3;
/// Whoever talks of other things so often has left the task.
const MOST_RESUMED: u8 = 4;
const MOST_QUICK_REPLIES: usize = 10;

impl Talk<'_> {
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> Answer {
        Answer::text(self.words.reply(key, self.level, values))
    }

    /// The next wording of a response; never the same twice running where there are several.
    pub fn respond(&mut self, id: &str, response: &Response, named: &Named, level: Level) -> Answer {
        let count = response.sayings.len();
        let index = match self.state.bots.wordings.get(id) {
            Some(before) => (usize::from(*before) + 1) % count,
            None => 0,
        };
        if count > 1 && (self.state.bots.wordings.len() < 200 || self.state.bots.wordings.contains_key(id)) {
            self.state.bots.wordings.insert(id.to_owned(), u8::try_from(index).unwrap_or(0));
        }
        let saying = &response.sayings[index];
        let (written, said) = self.fill(&saying.text, named, level);
        let speech = saying.speech.as_ref().map_or(said, |speech| self.fill(speech, named, level).1);
        Answer {
            bubbles: vec![Bubble::Text { text: written }],
            speech,
            quick_replies: chips(&response.quick_replies),
            ..Answer::default()
        }
    }

    pub fn fill(&self, wording: &str, named: &Named, level: Level) -> (String, String) {
        wording::fill(wording, named, level, self.language, self.world.now.date())
    }

    pub fn fallback_of(&mut self, learnt: &Learnt) -> Answer {
        let bot = &learnt.bot;
        if let Some(block) = &bot.fallback {
            return self.spoken(learnt, block);
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
                Some(parameter) => self.prompt(learnt, parameter, task.tries, &named),
                None => Answer::default(),
            },
            Some(Asked::Kept(name)) => {
                let parameter = block.parameters.iter().find(|its| its.name == *name);
                let liked = parameter.and_then(|parameter| self.liked(learnt, parameter));
                let value = liked.map_or(String::new(), |liked| liked.written);
                let mut answer = self.say("offered", &[("value", &value)]);
                answer.quick_replies = self.yes_or_no();
                answer
            }
            Some(Asked::Confirm) => self.confirmation(learnt, block, &named),
            None => Answer::default(),
        };
        answer.expects_reply = true;
        answer
    }

    fn prompt(&self, learnt: &Learnt, parameter: &Parameter, tries: u8, named: &Named) -> Answer {
        let index = usize::from(tries.saturating_sub(1)).min(parameter.prompts.len().saturating_sub(1));
        let prompt = parameter.prompts.get(index).map_or("", String::as_str);
        let (written, speech) = self.fill(prompt, named, learnt.bot.level);
        let quick_replies = chips(&parameter.choices);
        Answer {
            bubbles: vec![Bubble::Text { text: written }],
            speech,
            quick_replies,
            expects_reply: true,
            bot: None,
        }
    }

    fn confirmation(&self, learnt: &Learnt, block: &Block, named: &Named) -> Answer {
        let mut answer = match block.confirm.as_deref() {
            Some("") | None => {
                let shown = |parameter: &Parameter| {
                    let place = format!("{{{{ {} }}}}", parameter.name);
                    named.get(&parameter.name)?;
                    Some(format!("{} {}", parameter.label, self.fill(&place, named, learnt.bot.level).0))
                };
                let values: Vec<String> = block.parameters.iter().filter_map(shown).collect();
                let key = if values.is_empty() { "confirm_plain" } else { "confirm" };
                self.say(key, &[("values", &values.join(", ")), ("task", &block.title)])
            }
            Some(wording) => {
                let (written, speech) = self.fill(wording, named, learnt.bot.level);
                Answer { speech, ..Answer::text(written) }
            }
        };
        answer.quick_replies = self.yes_or_no();
        answer
    }

    pub fn yes_or_no(&self) -> Vec<QuickReply> {
        let words = self.words.reply("yes_no", self.level, &[]);
        words.split('|').map(chip).collect()
    }

    /// After something else, what was begun is taken up again.
    pub fn and_resume(&mut self, answer: Answer) -> Answer {
        if self.state.assistant.question.is_some() || answer.expects_reply {
            return answer;
        }
        let Some((task, learnt, block)) = self.open() else { return answer };
        if let Some(open) = self.state.bots.tasks.last_mut() {
            open.resumed = open.resumed.saturating_add(1);
        }
        if task.resumed >= MOST_RESUMED {
            self.trace.step("let go", serde_json::json!({ "block": task.block }));
            self.state.bots.tasks.pop();
            self.state.bots.last = Some(super::state::Last { task, ended: super::state::Ended::LetGo });
            return answer;
        }
        self.trace.step("resume", serde_json::json!({ "bot": task.bot, "block": task.block }));
        let question = self.question(learnt, block, &task);
        let words = text_of(&question);
        let resume = self.say("resume", &[("task", &block.title), ("question", &words)]);
        let spoken =
            self.words.reply("resume", self.level, &[("task", &block.title), ("question", &question.speech)]);
        let resume = Answer {
            speech: spoken,
            quick_replies: question.quick_replies,
            expects_reply: true,
            bubbles: resume.bubbles,
            bot: None,
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
        Bubble::Image(image) => image.alt.clone(),
        Bubble::Card(card) => match &card.body {
            CardBody::List(ListCard { header, items }) => {
                let item = |item: &ListItem| format!("{} {}", item.title, item.description);
                format!("{} {}", header.title, items.iter().map(item).collect::<Vec<_>>().join(", "))
            }
            CardBody::Basic(_) | CardBody::Commerce(_) | CardBody::Item(_) => card.words(),
        },
        Bubble::Carousel(carousel) => {
            carousel.cards.iter().map(domain::Card::title).collect::<Vec<_>>().join(", ")
        }
    }
}

pub(super) fn chips(words: &[String]) -> Vec<QuickReply> {
    words.iter().take(MOST_QUICK_REPLIES).map(|word| chip(word)).collect()
}

fn chip(word: &str) -> QuickReply {
    QuickReply::saying(word)
}

/// The values as wordings name them.
pub(super) fn named(given: &Given) -> Named {
    let value = |values: &Vec<super::state::Filled>| match &values[..] {
        [one] => Value::Said { written: one.written.clone(), said: one.said.clone() },
        several => Value::List(several.iter().map(|value| value.written.clone()).collect()),
    };
    given.iter().map(|(name, values)| (name.clone(), value(values))).collect()
}
