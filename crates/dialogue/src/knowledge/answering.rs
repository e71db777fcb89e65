//! A conversation partner that looks things up: what the one inside does not understand is looked for in the knowledge.

use domain::{Answer, Bubble, Button, ButtonAction, Card, Language};
use serde_json::{Value, json};

use super::{Found, Knowledge};
use crate::block::Bot;
use crate::service::{Hosted, ServiceError, Services};
use crate::{Converse, Question, Reply, Said, World};

/// A partner, and what is known beside it.
pub struct Knowing<C> {
    partner: C,
    knowledge: Knowledge,
}

impl<C: Converse> Knowing<C> {
    pub fn new(partner: C, knowledge: Knowledge) -> Self {
        Self { partner, knowledge }
    }
}

impl<C: Converse> Converse for Knowing<C> {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        let reply = self.partner.reply(said, world);
        if reply.understood {
            return reply;
        }
        // A text that cannot be compared is a text that nothing is known of.
        let Ok(asked) = self.knowledge.ask(said.text) else { return reply };
        let shown: Vec<Value> = asked.candidates.iter().map(Found::trace).collect();
        let trace = with(&reply.trace, json!({ "answered": asked.answer.is_some(), "candidates": shown }));
        match asked.answer {
            Some(found) => {
                let answer = found.answer(reply.language);
                Reply { answer, understood: true, trace, actions: Vec::new(), ..reply }
            }
            None => Reply { trace, ..reply },
        }
    }

    fn names(&self, language: Language, added: &[String]) -> Vec<String> {
        self.partner.names(language, added)
    }

    fn questions(&self, language: Language) -> Vec<Question> {
        self.partner.questions(language)
    }

    fn host(&self, bot: Hosted) -> Result<(), ServiceError> {
        self.partner.host(bot)
    }

    fn dismiss(&self, bot: &str) {
        self.partner.dismiss(bot);
    }

    fn hosts(&self, bot: &str) -> Option<u32> {
        self.partner.hosts(bot)
    }

    fn bench(&self, bot: &Bot) -> Option<Services> {
        self.partner.bench(bot)
    }
}

impl Found {
    /// As it is said, with its source.
    #[must_use]
    pub fn answer(&self, language: Language) -> Answer {
        let name = self.origin.shown();
        let source = match language {
            Language::Korean => format!("출처: {name}"),
            Language::English => format!("Source: {name}"),
        };
        let label = match language {
            Language::Korean => "자세히 보기",
            Language::English => "Read more",
        };
        let link =
            self.origin.link.iter().map(|link| Button::new(label, ButtonAction::WebLink(link.clone())));
        let buttons: Vec<Button> = link.collect();
        let bubble = Bubble::Text { text: self.text.clone() };
        let from = match buttons.is_empty() {
            true => Bubble::Text { text: source },
            false => Bubble::card(Card::basic("", source, buttons)),
        };
        Answer {
            bubbles: vec![bubble, from],
            speech: self.speech.clone().unwrap_or_else(|| self.text.clone()),
            ..Answer::default()
        }
    }

    /// What was compared and how it went, as readable JSON.
    #[must_use]
    pub fn trace(&self) -> Value {
        let round = |x: f32| (f64::from(x) * 1000.0).round() / 1000.0;
        json!({
            "source": self.origin.shown(),
            "line": self.origin.line,
            "like": self.like,
            "confidence": round(self.confidence),
            "meaning": self.meaning.map(round),
            "letters": round(self.letters),
        })
    }
}

/// The trace of the partner with what was looked for.
fn with(trace: &str, knowledge: Value) -> String {
    match serde_json::from_str(trace) {
        Ok(Value::Object(mut trace)) => {
            trace.insert("knowledge".into(), knowledge);
            Value::Object(trace).to_string()
        }
        _ => json!({ "knowledge": knowledge }).to_string(),
    }
}
