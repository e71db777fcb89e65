//! The conversation partner: understands, performs, remembers.

use std::collections::BTreeMap;

use domain::{Answer, Bubble, Language};
use jiff::ZonedDateTime;
use serde_json::json;

use crate::ability::{Outcome, Turn, fallback, perform};
use crate::memory::{Last, Memory, Question};
use crate::recommend::Kinds;
use crate::understanding::{DialogueError, Several, Understander, Understood};
use crate::value::Value;
use crate::{Converse, Reply, Said, World};

/// A question is asked this many times before the assistant lets go.
const MOST_TRIES: u8 = 2;

/// The assistant's own abilities in every language.
#[derive(Debug)]
pub struct Dialogue {
    korean: Understander,
    english: Understander,
    kinds: Kinds,
}

impl Dialogue {
    /// Reads the intents inside the binary.
    pub fn new() -> Result<Self, DialogueError> {
        Ok(Self {
            korean: Understander::new(Language::Korean)?,
            english: Understander::new(Language::English)?,
            kinds: Kinds::embedded()?,
        })
    }

    fn understander(&self, language: Language) -> &Understander {
        match language {
            Language::Korean => &self.korean,
            Language::English => &self.english,
        }
    }

    fn turn<'a>(&'a self, language: Language, world: &'a World, memory: &'a Memory) -> Turn<'a> {
        let replies = &self.understander(language).data().replies;
        Turn { language, world, memory, values: BTreeMap::new(), replies, kinds: &self.kinds }
    }
}

impl Converse for Dialogue {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        let photo = world.sight.sent().and_then(|_| self.about_photo(said, world));
        photo.or_else(|| self.attempt(said, world)).unwrap_or_else(|| self.declined(said, world))
    }

    fn questions(&self, language: Language) -> Vec<crate::Question> {
        self.understander(language).data().questions.clone()
    }

    fn names(&self, language: Language, _added: &[String]) -> Vec<String> {
        let names = self.understander(language).data().replies.get("names");
        names.into_iter().flat_map(|names| names.split('|')).map(str::to_owned).collect()
    }
}

impl Dialogue {
    /// The reply to a sentence that is understood; none to others.
    pub(crate) fn attempt(&self, said: &Said<'_>, world: &World) -> Option<Reply> {
        let memory = Memory::read(said.state);
        let language = Language::of(said.text).unwrap_or(said.language);
        let question = memory.question.as_ref().map(|question| question.name.as_str());
        let (understander, today) = (self.understander(language), world.now.date());
        let mut turn = self.turn(language, world, &memory);
        let mut understood = understander.understand(said.text, today, question);
        if let Some(tried) = understood.as_ref().filter(|understood| understood.tentative) {
            if let Some(reply) = self.perform(said, &mut turn, tried) {
                return Some(reply);
            }
            understood = understander.understand_surely(said.text, today, question);
        }
        let Some(understood) = understood else {
            if memory.question.is_some() {
                return None;
            }
            return match understander.understand_several(said.text, today) {
                Several::All(commands) => self.several(said, turn, &commands),
                Several::Part | Several::None => None,
            };
        };
        self.perform(said, &mut turn, &understood)
    }

    fn perform(&self, said: &Said<'_>, turn: &mut Turn<'_>, understood: &Understood) -> Option<Reply> {
        turn.values = understood.values.clone();
        self.join_question(understood, turn);
        let outcome = perform(&understood.intent, turn)?;
        let trace = trace(said.text, turn.language, Some(understood), turn);
        Some(finish(said, turn, &understood.intent, outcome, trace))
    }

    /// The reply to a photo. What is said with it may ask for something; otherwise it is looked at.
    pub(crate) fn about_photo(&self, said: &Said<'_>, world: &World) -> Option<Reply> {
        if !said.text.is_empty()
            && let Some(reply) = self.attempt(said, world)
        {
            return Some(reply);
        }
        let memory = Memory::read(said.state);
        // A photo alone has no language: the one that was spoken last goes on.
        let spoken = || memory.last.as_ref().and_then(|last| Language::of(&last.text));
        let language = Language::of(said.text).or_else(spoken).unwrap_or(said.language);
        let turn = self.turn(language, world, &memory);
        let outcome = perform("see.look", &turn)?;
        let trace = json!({ "text": said.text, "language": language.code(), "intent": "see.look" });
        Some(finish(said, &turn, "see.look", outcome, trace.to_string()))
    }

    /// The reply to a sentence that nobody has understood.
    pub(crate) fn declined(&self, said: &Said<'_>, world: &World) -> Reply {
        let memory = Memory::read(said.state);
        let language = Language::of(said.text).unwrap_or(said.language);
        let turn = self.turn(language, world, &memory);
        let several = || self.understander(language).understand_several(said.text, world.now.date());
        if memory.question.is_none() && !matches!(several(), Several::None) {
            return self.one_at_a_time(said, &turn);
        }
        self.not_understood(said, &turn)
    }

    /// The answer to a question completes the sentence that raised it.
    fn join_question(&self, understood: &Understood, turn: &mut Turn<'_>) {
        let Some(question) =
            turn.memory.question.as_ref().filter(|question| question.name == understood.intent)
        else {
            return;
        };
        let asked = question.asked_at.parse::<ZonedDateTime>().map_or(turn.world.now.date(), |at| at.date());
        let language = Language::of(&question.sentence).unwrap_or(turn.language);
        if let Some(before) = self.understander(language).understand(&question.sentence, asked, None) {
            for (name, value) in before.values {
                turn.values.entry(name).or_insert(value);
            }
        }
    }

    /// Several commands in one sentence, one after the other; only the last may leave a question open.
    fn several(
        &self,
        said: &Said<'_>,
        mut turn: Turn<'_>,
        commands: &[(String, Understood)],
    ) -> Option<Reply> {
        let mut whole = Outcome::default();
        let mut question_of = said.text;
        for (sentence, understood) in commands {
            turn.values = understood.values.clone();
            let outcome = perform(&understood.intent, &turn);
            let outcome = outcome.filter(|_| whole.question.is_none())?;
            question_of = sentence;
            whole = whole.and(outcome);
        }
        let intents: Vec<_> = commands.iter().map(|(_, understood)| understood.intent.as_str()).collect();
        let trace = json!({
            "text": said.text,
            "language": turn.language.code(),
            "intent": intents.join(" + "),
            "commands": commands.iter().map(|(sentence, understood)| json!({
                "text": sentence,
                "intent": understood.intent,
                "template": understood.template,
                "values": shown(&understood.values),
            })).collect::<Vec<_>>(),
        });
        let said = Said { text: question_of, ..said.clone() };
        Some(finish(&said, &turn, "several", whole, trace.to_string()))
    }

    /// Rather nothing than half of what was asked for, and the reason with it.
    fn one_at_a_time(&self, said: &Said<'_>, turn: &Turn<'_>) -> Reply {
        let mut outcome = turn.say("fallback.one_at_a_time", &[]);
        outcome.answer.quick_replies = turn.quick_replies("fallback.plain_suggestions");
        finish(said, turn, "fallback", outcome, trace(said.text, turn.language, None, turn))
    }

    /// Asks again when an answer was expected, otherwise offers what the sentence resembles.
    fn not_understood(&self, said: &Said<'_>, turn: &Turn<'_>) -> Reply {
        let trace = trace(said.text, turn.language, None, turn);
        let Some(question) = &turn.memory.question else {
            let resembles = self.understander(turn.language).resembles(said.text, turn.today());
            return finish(said, turn, "fallback", fallback(turn, resembles), trace);
        };
        if question.tries >= MOST_TRIES {
            return finish(said, turn, "fallback", turn.say("question.given_up", &[]), trace);
        }
        let mut outcome = turn.say(&format!("{}.again", question.name), &[]);
        outcome.answer.expects_reply = true;
        outcome.answer.quick_replies = turn.quick_replies(&format!("{}.suggestions", question.name));
        let mut reply = finish(said, turn, "fallback", outcome, trace);
        let question = Question { tries: question.tries + 1, ..question.clone() };
        reply.state = Some(Memory { question: Some(question), ..turn.memory.clone() }.write());
        reply
    }
}

fn finish(said: &Said<'_>, turn: &Turn<'_>, intent: &str, outcome: Outcome, trace: String) -> Reply {
    let question = outcome.question.map(|name| Question {
        name: name.to_owned(),
        sentence: said.text.to_owned(),
        asked_at: turn.world.now.to_string(),
        tries: 1,
    });
    let last = if intent == "repeat" { turn.memory.last.clone() } else { Some(remembered(&outcome.answer)) };
    // What was just set can be corrected until something else is done.
    let set =
        outcome.set.or_else(|| turn.memory.set.clone().filter(|_| matches!(intent, "repeat" | "fallback")));
    // What was shown last is what "이거" means.
    let photo = outcome.photo.or_else(|| turn.memory.photo.clone().filter(|_| outcome.shown.is_none()));
    let shown = outcome.shown.or_else(|| turn.memory.shown.clone());
    let memory = Memory { question, last, set, shown, photo };
    let understood = intent != "fallback" || outcome.answer.expects_reply;
    Reply {
        answer: outcome.answer,
        language: turn.language,
        // Who asks again has at least understood that.
        understood,
        asked: (understood && !matches!(intent, "fallback" | "several")).then(|| intent.to_owned()),
        actions: outcome.actions,
        state: Some(memory.write()),
        trace,
        handled: None,
    }
}

fn remembered(answer: &Answer) -> Last {
    let text = answer.bubbles.iter().find_map(|bubble| match bubble {
        Bubble::Text { text } => Some(text.clone()),
        _ => None,
    });
    Last { text: text.unwrap_or_else(|| answer.speech.clone()), speech: answer.speech.clone() }
}

fn trace(text: &str, language: Language, understood: Option<&Understood>, turn: &Turn<'_>) -> String {
    let candidates: Vec<_> = understood
        .iter()
        .flat_map(|understood| &understood.candidates)
        .map(|candidate| json!({ "intent": candidate.intent, "score": candidate.score }))
        .collect();
    json!({
        "text": text,
        "language": language.code(),
        "intent": understood.map(|understood| &understood.intent),
        "template": understood.map(|understood| &understood.template),
        "values": shown(&turn.values),
        "candidates": candidates,
        "question": turn.memory.question.as_ref().map(|question| &question.name),
    })
    .to_string()
}

fn shown(values: &BTreeMap<String, Value>) -> BTreeMap<&String, String> {
    values.iter().map(|(name, value)| (name, value.to_string())).collect()
}
