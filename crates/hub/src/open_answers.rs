//! Open answers: when nothing of ours knows an answer, the operator may have named somebody outside who is asked.
//!
//! Off unless it is set. What comes back is text and nothing else: it can neither act nor change what dialogue remembers.
//! It is marked as such, shortened, and not waited for longer than allowed; when it fails, the assistant's own words stay.

use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use dialogue::Reply;
use domain::{Answer, Bubble, Language};
use jiff::SignedDuration;

use crate::Hub;
use crate::hub::Core;
use crate::strand::Line;

/// Characters of an answer that are shown.
const MOST_CHARACTERS: usize = 1000;

/// Somebody outside who may know.
#[async_trait]
pub trait OpenAnswers: Send + Sync {
    /// What answers, for people to see.
    fn name(&self) -> &str;

    /// The answer, or why there is none.
    async fn answer(&self, question: &str, earlier: &[Line]) -> Result<String, String>;
}

/// Who is asked, once somebody is named.
#[derive(Default)]
pub(crate) struct Outsiders {
    asked: OnceLock<(Arc<dyn OpenAnswers>, SignedDuration)>,
}

impl Hub {
    /// Names who is asked when nobody here knows, and how long they may take.
    pub fn set_open_answers(&self, answers: Arc<dyn OpenAnswers>, limit: SignedDuration) {
        // The first one stays.
        let _ = self.core.outsiders.asked.set((answers, limit));
    }
}

impl Core {
    /// Asks outside if the reply says that nobody here knows.
    pub(crate) async fn open_answer(&self, question: &str, reply: Reply) -> Reply {
        let Some((answers, limit)) = self.outsiders.asked.get().filter(|_| !reply.understood) else {
            return reply;
        };
        let bound = self.clock.now() + *limit;
        let answered = tokio::select! {
            answered = answers.answer(question, &[]) => answered,
            () = self.waker.sleep_until(bound) => Err("it took too long".into()),
            () = self.stopping.cancelled() => Err("the server stops".into()),
        };
        match answered.map(|text| tidied(&text)) {
            Ok(text) if !text.is_empty() => marked(reply, &text, answers.name()),
            Ok(_) => {
                tracing::warn!("the open answer was empty");
                reply
            }
            Err(reason) => {
                tracing::warn!(reason, "there is no open answer");
                reply
            }
        }
    }
}

/// One paragraph of readable characters.
fn tidied(text: &str) -> String {
    let readable = |c: &char| !c.is_control() || c.is_whitespace();
    let text: String = text.chars().filter(readable).take(MOST_CHARACTERS * 2).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= MOST_CHARACTERS {
        return text;
    }
    text.chars().take(MOST_CHARACTERS - 1).chain(['…']).collect()
}

fn marked(reply: Reply, text: &str, name: &str) -> Reply {
    let (mark, aloud) = match reply.language {
        Language::Korean => (format!("AI({name})가 쓴 답이에요. 틀릴 수 있어요."), "AI가 쓴 답이에요. "),
        Language::English => (format!("Written by an AI ({name}); it may be wrong."), "An AI says: "),
    };
    let answer = Answer {
        bubbles: vec![Bubble::Text { text: text.to_owned() }, Bubble::Text { text: mark }],
        speech: format!("{aloud}{text}"),
        ..Answer::default()
    };
    Reply { answer, actions: Vec::new(), trace: traced(&reply.trace, name), ..reply }
}

/// The trace with who answered; it is JSON of dialogue's own, and stays so.
fn traced(trace: &str, name: &str) -> String {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric() || "-._:/ ".contains(*c)).collect();
    match trace.strip_prefix('{') {
        Some("}") => format!("{{\"open_answer\":\"{plain}\"}}"),
        Some(rest) => format!("{{\"open_answer\":\"{plain}\",{rest}"),
        None => trace.to_owned(),
    }
}
