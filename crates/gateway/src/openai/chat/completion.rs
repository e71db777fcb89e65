//! The answer in OpenAI's shapes, whole or in chunks.

use std::convert::Infallible;

use axum::response::sse::{Event, Sse};
use futures_util::stream::{self, Stream};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::messages::Talk;
use crate::Gateway;
use crate::openai::event;

/// What became of a request.
pub struct Outcome {
    pub text: Option<String>,
    /// The tool and its arguments as JSON.
    pub call: Option<(String, String)>,
    pub finish: Finish,
}

#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Finish {
    Stop,
    ToolCalls,
}

#[derive(Serialize, ToSchema)]
pub struct Completion {
    id: String,
    /// Always `chat.completion`.
    object: &'static str,
    created: i64,
    model: String,
    choices: [Choice; 1],
    usage: Usage,
}

#[derive(Serialize, ToSchema)]
struct Choice {
    index: u32,
    message: Answered,
    finish_reason: Finish,
    /// Always null.
    #[schema(value_type = Option<Object>)]
    logprobs: Option<()>,
}

#[derive(Serialize, ToSchema)]
struct Answered {
    role: &'static str,
    content: Option<String>,
    /// Always null.
    refusal: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_calls: Vec<ToolCall>,
}

#[derive(Serialize, ToSchema)]
struct ToolCall {
    id: String,
    /// Always `function`.
    #[serde(rename = "type")]
    kind: &'static str,
    function: FunctionCall,
}

#[derive(Serialize, ToSchema)]
struct FunctionCall {
    name: String,
    /// An object, as JSON.
    arguments: String,
}

/// Counted in words and, of Korean, in syllables: nothing here is made of tokens.
#[derive(Clone, Copy, Serialize, ToSchema)]
struct Usage {
    prompt_tokens: usize,
    completion_tokens: usize,
    total_tokens: usize,
}

impl Completion {
    pub fn new(gateway: &Gateway, id: String, talk: &Talk, outcome: Outcome) -> Self {
        let earlier: usize = talk.earlier.iter().map(|line| count(&line.text)).sum();
        let prompt = earlier + count(&talk.said) + talk.tool_result.as_deref().map_or(0, count);
        let called = outcome.call.as_ref().map_or(0, |(name, arguments)| count(name) + count(arguments));
        let completion = outcome.text.as_deref().map_or(0, count) + called;
        let call = |(name, arguments): (String, String)| ToolCall {
            id: format!("call_{}", id.replace('-', "")),
            kind: "function",
            function: FunctionCall { name, arguments },
        };
        Self {
            object: "chat.completion",
            created: gateway.clock.now().as_second(),
            model: gateway.settings.models.chat.clone(),
            choices: [Choice {
                index: 0,
                message: Answered {
                    role: "assistant",
                    content: outcome.text,
                    refusal: None,
                    tool_calls: outcome.call.into_iter().map(call).collect(),
                },
                finish_reason: outcome.finish,
                logprobs: None,
            }],
            usage: Usage {
                prompt_tokens: prompt,
                completion_tokens: completion,
                total_tokens: prompt + completion,
            },
            id: format!("chatcmpl-{id}"),
        }
    }

    /// A chunk for who speaks, one a sentence, one for the end; then, if asked for, the counts.
    pub fn streamed(self, usage: bool) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
        let [choice] = self.choices;
        let mut deltas = vec![json!({"role": "assistant", "content": ""})];
        for piece in pieces(choice.message.content.as_deref().unwrap_or_default()) {
            deltas.push(json!({"content": piece}));
        }
        for (index, call) in choice.message.tool_calls.iter().enumerate() {
            let function = json!({"name": call.function.name, "arguments": call.function.arguments});
            let call = json!({"index": index, "id": call.id, "type": "function", "function": function});
            deltas.push(json!({"tool_calls": [call]}));
        }
        let chunk = |choices: Value, counts: Value| {
            let mut chunk = json!({
                "id": self.id, "object": "chat.completion.chunk", "created": self.created, "model": self.model,
                "choices": choices,
            });
            if usage {
                chunk["usage"] = counts;
            }
            event::event(&chunk)
        };
        let delta = |delta: Value, finish: Value| {
            chunk(
                json!([{"index": 0, "delta": delta, "finish_reason": finish, "logprobs": null}]),
                Value::Null,
            )
        };
        let mut events: Vec<Event> = deltas.into_iter().map(|part| delta(part, Value::Null)).collect();
        events.push(delta(json!({}), json!(choice.finish_reason)));
        if usage {
            events.push(chunk(json!([]), json!(self.usage)));
        }
        events.push(Event::default().data("[DONE]"));
        Sse::new(stream::iter(events.into_iter().map(Ok)))
    }
}

/// Sentences, each with the space behind it; together they are the text.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let ends = c == '\n' || c.is_whitespace() && text[..at].ends_with(['.', '?', '!', '…']);
        if ends && end < text.len() {
            pieces.push(&text[start..end]);
            start = end;
        }
    }
    pieces.push(&text[start..]);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn count(text: &str) -> usize {
    let hangul = text.chars().filter(|c| ('가'..='힣').contains(c)).count();
    let others = text.split(|c: char| !c.is_alphanumeric() || ('가'..='힣').contains(&c));
    hangul + others.filter(|word| !word.is_empty()).count()
}
