//! What the assistant can do by itself: one file an ability, chosen by the intent's name.

use std::collections::BTreeMap;

use domain::{Answer, Bubble, Language, ListItem, QuickReply};
use jiff::SignedDuration;
use jiff::civil::Date;

use crate::memory::{JustSet, Memory};
use crate::render;
use crate::value::Value;
use crate::{Action, World};

mod alarm;
mod alerts;
mod calculate;
mod calendar;
mod clock;
mod convert;
mod fallback;
mod talk;
mod timer;

pub(crate) use fallback::fallback;

/// An understood turn, as an ability sees it.
pub(crate) struct Turn<'a> {
    pub language: Language,
    pub world: &'a World,
    pub memory: &'a Memory,
    pub values: BTreeMap<String, Value>,
    pub replies: &'a BTreeMap<String, String>,
}

/// What an ability answers, does, and leaves to remember.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub answer: Answer,
    pub actions: Vec<Action>,
    /// The name of the question that was asked.
    pub question: Option<&'static str>,
    pub set: Option<JustSet>,
}

/// Carries out the intent; none when no ability has this name.
pub(crate) fn perform(intent: &str, turn: &Turn<'_>) -> Option<Outcome> {
    Some(match intent {
        "time.now" => clock::now(turn),
        "date.day" => calendar::day(turn),
        "date.until" => calendar::until(turn),
        "alarm.set" | "alarm.when" => alarm::set(turn),
        "alarm.correct" => alarm::correct(turn),
        "alarm.list" => alerts::list(turn, alerts::Which::Alarms),
        "alarm.cancel" | "alarm.cancel_which" => alerts::cancel(turn, alerts::Which::Alarms),
        "alarm.cancel_all" => alerts::cancel_all(turn, alerts::Which::Alarms),
        "timer.set" | "timer.length" => timer::set(turn),
        "timer.list" => alerts::list(turn, alerts::Which::Timers),
        "timer.cancel" | "timer.cancel_which" => alerts::cancel(turn, alerts::Which::Timers),
        "timer.cancel_all" => alerts::cancel_all(turn, alerts::Which::Timers),
        "alerts.cancel_all" => alerts::cancel_all(turn, alerts::Which::All),
        "alerts.stop" => alerts::stop(turn),
        "calculate" => calculate::calculate(turn),
        "convert" => convert::convert(turn),
        "help" => talk::help(turn),
        "greeting" => talk::greeting(turn),
        "repeat" => talk::repeat(turn),
        "cancel" => talk::cancel(turn),
        "thanks" | "goodbye" | "call" | "acknowledge" | "who" | "how_are_you" => turn.say(intent, &[]),
        _ => return None,
    })
}

impl Turn<'_> {
    /// One of the replies, filled in.
    pub fn text(&self, key: &str, values: &[(&str, &str)]) -> String {
        // A missing reply shows its key; a test makes sure that there is none.
        render::fill(self.replies.get(key).map_or(key, String::as_str), values)
    }

    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> Outcome {
        Outcome { answer: Answer::text(self.text(key, values)), ..Outcome::default() }
    }

    /// Asks for what is missing; the question's reply has the question's name.
    pub fn ask(&self, question: &'static str) -> Outcome {
        let mut outcome = self.say(&format!("{question}.ask"), &[]);
        outcome.answer.expects_reply = true;
        outcome.answer.quick_replies = self.quick_replies(&format!("{question}.suggestions"));
        outcome.question = Some(question);
        outcome
    }

    /// A reply whose words are separated by `|`, as chips.
    pub fn quick_replies(&self, key: &str) -> Vec<QuickReply> {
        let Some(words) = self.replies.get(key) else { return Vec::new() };
        words
            .split('|')
            .map(|word| QuickReply { label: word.trim().into(), message: word.trim().into() })
            .collect()
    }

    pub fn list(&self, header: String, items: Vec<ListItem>, speech: String) -> Outcome {
        let bubbles = vec![Bubble::List { header, items, buttons: Vec::new() }];
        Outcome { answer: Answer { bubbles, speech, ..Answer::default() }, ..Outcome::default() }
    }

    pub fn today(&self) -> Date {
        self.world.now.date()
    }

    pub fn date(&self) -> Option<Date> {
        match self.values.get("date") {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        }
    }

    pub fn duration(&self) -> Option<SignedDuration> {
        match self.values.get("duration") {
            Some(Value::Duration(length)) => Some(*length),
            _ => None,
        }
    }

    pub fn label(&self) -> String {
        match (self.values.get("label"), self.values.get("todo")) {
            (Some(Value::Text(text)), _) => text.trim().to_owned(),
            // "약 먹으라고 알려 줘" leaves the stem: 약 먹기.
            (None, Some(Value::Text(stem))) => format!("{}기", stem.trim().trim_end_matches('으')),
            _ => String::new(),
        }
    }
}
