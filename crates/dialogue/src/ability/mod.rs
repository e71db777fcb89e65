//! What the assistant can do by itself: one file an ability, chosen by the intent's name.

use std::collections::BTreeMap;

use domain::{Answer, Bubble, Card, FeedbackKind, Language, ListItem, QuickReply};
use jiff::SignedDuration;
use jiff::civil::Date;

use crate::memory::{JustSet, Memory, SeenPhoto, ShownItems};
use crate::recommend::{Kinds, normal};
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
mod recommend;
mod see;
mod talk;
mod timer;

pub(crate) use fallback::fallback;

/// So many questions are suggested at once.
const MOST_SUGGESTED: usize = 4;

/// An understood turn, as an ability sees it.
pub(crate) struct Turn<'a> {
    pub language: Language,
    pub world: &'a World,
    pub memory: &'a Memory,
    pub values: BTreeMap<String, Value>,
    pub replies: &'a BTreeMap<String, String>,
    pub kinds: &'a Kinds,
}

/// What an ability answers, does, and leaves to remember.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub answer: Answer,
    pub actions: Vec<Action>,
    /// The name of the question that was asked.
    pub question: Option<&'static str>,
    pub set: Option<JustSet>,
    pub shown: Option<ShownItems>,
    pub photo: Option<SeenPhoto>,
}

impl Outcome {
    /// What follows is answered and done after this.
    pub fn and(mut self, next: Self) -> Self {
        self.answer.bubbles.extend(next.answer.bubbles);
        self.answer.speech = format!("{} {}", self.answer.speech, next.answer.speech).trim().to_owned();
        self.answer.quick_replies = next.answer.quick_replies;
        self.answer.expects_reply = next.answer.expects_reply;
        self.actions.extend(next.actions);
        let (set, shown) = (next.set.or(self.set), next.shown.or(self.shown));
        Self { question: next.question, set, shown, photo: next.photo.or(self.photo), ..self }
    }
}

/// Carries out the intent; none when no ability has this name.
pub(crate) fn perform(intent: &str, turn: &Turn<'_>) -> Option<Outcome> {
    Some(match intent {
        "time.now" => clock::now(turn),
        "time.difference" | "time.difference_where" => clock::difference(turn),
        "date.day" => calendar::day(turn),
        "date.until" => calendar::until(turn),
        "alarm.set" | "alarm.when" => alarm::set(turn),
        "alarm.correct" => alarm::correct(turn),
        "alarm.every" => alarm::every(turn),
        "alarm.list" => alerts::list(turn, alerts::Which::Alarms),
        "alarm.cancel" | "alarm.cancel_which" => alerts::cancel(turn, alerts::Which::Alarms),
        "alarm.cancel_all" => alerts::cancel_all(turn, alerts::Which::Alarms),
        "timer.set" | "timer.length" => timer::set(turn),
        // "5분만", while something rings.
        "timer.suggest" if alerts::anything_rings(turn) => alerts::snooze(turn),
        "timer.suggest" => return timer::offer(turn),
        "timer.offer" => timer::set(turn),
        "timer.extend" => timer::extend(turn),
        "timer.list" => alerts::list(turn, alerts::Which::Timers),
        "timer.cancel" | "timer.cancel_which" => alerts::cancel(turn, alerts::Which::Timers),
        "timer.cancel_all" => alerts::cancel_all(turn, alerts::Which::Timers),
        "alerts.cancel_all" => alerts::cancel_all(turn, alerts::Which::All),
        "alerts.snooze" => alerts::snooze(turn),
        "alerts.stop" => alerts::stop(turn),
        "calculate" => calculate::calculate(turn),
        "convert" => convert::convert(turn),
        "recommend.ask" => return recommend::ask(turn),
        "recommend.browse" => return recommend::browse(turn),
        "recommend.popular" => return recommend::popular(turn),
        "see.look" => return see::look(turn),
        "see.name" => return see::name(turn),
        "see.read" => return see::read(turn),
        "see.which" => return see::which(turn),
        // "이거랑 비슷한 거", after a photo.
        "recommend.alike" if see::is_meant(turn) => return see::alike(turn),
        "recommend.alike" | "recommend.alike_which" => return recommend::alike(turn),
        "recommend.more" => return recommend::more(turn),
        "recommend.like" | "recommend.like_which" => return recommend::opinion(turn, FeedbackKind::Like),
        "recommend.dismiss" | "recommend.dismiss_which" => {
            return recommend::opinion(turn, FeedbackKind::Dismiss);
        }
        "recommend.seen" | "recommend.seen_which" => return recommend::opinion(turn, FeedbackKind::Play),
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

    /// A reply for the screen, its particles chosen by how each value (name, written, said) is said.
    pub fn text_read_as(&self, key: &str, values: &[(&str, &str, &str)]) -> String {
        render::fill_read_as(self.replies.get(key).map_or(key, String::as_str), values)
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
        words.split('|').map(|word| QuickReply::saying(word.trim())).collect()
    }

    /// What this person may want to ask, or else what anybody may.
    pub fn suggestions(&self, key: &str) -> Vec<QuickReply> {
        let questions = self.world.shelves.questions(self.language, MOST_SUGGESTED);
        if questions.is_empty() {
            return self.quick_replies(key);
        }
        questions.into_iter().map(QuickReply::saying).collect()
    }

    /// A reply that is no sentence but words, separated by `|`.
    pub fn words(&self, key: &str) -> Vec<&str> {
        self.replies.get(key).into_iter().flat_map(|words| words.split('|')).map(str::trim).collect()
    }

    /// Whether these squeezed words are one of those.
    pub fn is_one_of(&self, key: &str, squeezed: &str) -> bool {
        self.words(key).into_iter().any(|word| normal(word) == squeezed)
    }

    /// `12,900원`.
    pub fn price(&self, price: f64) -> String {
        let number = rust_decimal::Decimal::try_from(price).map(render::number);
        number.map_or_else(|_| String::new(), |price| self.text("recommend.price", &[("price", &price)]))
    }

    pub fn list(&self, header: String, items: Vec<ListItem>, speech: String) -> Outcome {
        let bubbles = vec![Bubble::card(Card::list(header, items))];
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
            // "운동 가야 한다고 알려 줘": the quoting 고 is not of the name.
            (Some(Value::Text(text)), _) => match text.trim().strip_suffix("다고") {
                Some(quoted) => format!("{quoted}다"),
                None => text.trim().to_owned(),
            },
            // "약 먹으라고 알려 줘" leaves the stem: 약 먹기.
            (None, Some(Value::Text(stem))) => format!("{}기", stem.trim().trim_end_matches('으')),
            _ => String::new(),
        }
    }
}
