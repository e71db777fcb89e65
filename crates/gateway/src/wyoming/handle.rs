//! `transcript` from a client: words for the assistant. They become a turn of the owner's conversation, the same as from
//! a messenger window, and are shown there as well.

use domain::{EventId, PersonId, Problem, Turn, TurnStatus};
use hub::{Hub, TurnRequest, Utterance, complete_sentences};
use serde_json::{Value, json};

use super::asr::put_context;
use super::outbox::{Ending, Outbox};
use super::request::{Transcript, language};

/// Words on their way to the assistant, and its answer on the way back.
pub struct Handling {
    pub hub: Hub,
    pub owner: PersonId,
    pub event: EventId,
    pub request: Transcript,
}

impl Handling {
    pub async fn run(self, outbox: &Outbox) -> Result<(), Ending> {
        let Self { hub, owner, event, request } = self;
        let Transcript { text, language: code, context } = request;
        let language = language(code.as_deref());
        let turn = TurnRequest {
            event,
            utterance: Utterance::Text(text),
            language,
            touchpoint: None,
            conversation: None,
        };
        match hub.take_turn(owner, turn).await {
            Ok(turn) => answer(&turn, context, outbox).await,
            Err(problem) => Err(outbox.fail(&problem).await),
        }
    }
}

async fn answer(turn: &Turn, context: Option<Value>, outbox: &Outbox) -> Result<(), Ending> {
    let told = |text: &str| {
        let mut data = json!({ "text": text });
        put_context(&mut data, context.clone());
        data
    };
    match &turn.status {
        TurnStatus::Answered(answer) if was_understood(turn) => {
            let mut start = json!({});
            put_context(&mut start, context.clone());
            outbox.send("handled-start", &start).await?;
            for part in parts(&answer.speech) {
                outbox.send("handled-chunk", &json!({ "text": part })).await?;
            }
            outbox.send("handled", &told(answer.speech.trim())).await?;
            outbox.send("handled-stop", &json!({})).await
        }
        TurnStatus::Answered(answer) => outbox.send("not-handled", &told(answer.speech.trim())).await,
        TurnStatus::Failed(Problem { code, .. }) => {
            outbox.send("not-handled", &told(code.message(turn.language))).await
        }
        TurnStatus::Received => outbox.send("not-handled", &told("")).await,
    }
}

/// An answer to what nobody understood says so in the trace: no intent was found.
fn was_understood(turn: &Turn) -> bool {
    let trace = turn.trace.as_deref().and_then(|trace| serde_json::from_str::<Value>(trace).ok());
    trace.is_none_or(|trace| trace.get("intent").is_none_or(|intent| !intent.is_null()))
}

/// The answer sentence by sentence; joined they are the answer.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        // The end of the first sentence: the shortest beginning that holds a whole one.
        let end = rest
            .char_indices()
            .skip(1)
            .map(|(at, c)| at + c.len_utf8())
            .find_map(|at| Some(complete_sentences(&rest[..at])).filter(|end| *end > 0))
            .unwrap_or(rest.len());
        parts.push(&rest[..end]);
        rest = &rest[end..];
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_sentences_and_join_to_the_answer() {
        let check = |text: &str, expected: &[&str]| {
            let parts = parts(text);
            assert_eq!(parts, expected);
            assert_eq!(parts.concat(), text);
        };
        check("", &[]);
        check("네", &["네"]);
        check("알람을 맞췄어요. 오전 7시에 울려요.", &["알람을 맞췄어요.", " 오전 7시에 울려요."]);
    }
}
