//! `POST /v1/chat/completions`: the assistant as a model.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::{Code, TurnStatus};
use hub::{Called, TurnRequest, Utterance};
use utoipa::ToSchema;

use super::client::Client;
use crate::Gateway;
use crate::body::FromJson;
use crate::problem::{HttpProblem, problems};

mod completion;
mod messages;
mod tools;

use completion::{Completion, Finish, Outcome};
use messages::{Message, Talk};
use tools::{Tool, ToolChoice};

// ---- request and response

/// What was said so far. Fields of OpenAI's that are not here (`temperature`, `max_tokens`, `seed` and the like) are taken
/// and change nothing.
#[derive(serde::Deserialize, ToSchema)]
pub struct ChatRequest {
    /// `ieum`
    model: String,
    #[schema(min_items = 1, max_items = 400)]
    messages: Vec<Message>,
    /// Send the answer as server-sent events.
    #[serde(default)]
    stream: Option<bool>,
    #[serde(default)]
    stream_options: Option<StreamOptions>,
    /// Functions of the client's. One is called when the last message asks for what its description says, and its
    /// parameters can be read from that message; otherwise the assistant answers.
    #[serde(default)]
    #[schema(max_items = 64)]
    tools: Vec<Tool>,
    /// `auto`, `none`, `required`, or one of the tools.
    #[serde(default)]
    tool_choice: Option<ToolChoice>,
    /// Only one.
    #[serde(default)]
    n: Option<u32>,
}

#[derive(serde::Deserialize, ToSchema)]
pub struct StreamOptions {
    /// Send the counts before the end.
    #[serde(default)]
    include_usage: Option<bool>,
}

/// Messages of one request.
const MOST_MESSAGES: usize = 400;

// ---- problems

problems!(
    BadRequest,
    TextEmpty,
    TextTooLong,
    BodyTooLarge,
    SignInRequired,
    KeyUnknown,
    ModelUnknown,
    EngineBusy,
    TooManyRequests,
    EngineUnavailable,
    StorageFull,
    StorageReadOnly,
    ShuttingDown,
);

// ---- operation

/// Say something, with what was said before.
///
/// As OpenAI's endpoint of this name: the last message is a turn of the assistant, the same as `POST /v1/turns` takes, and
/// is shown and remembered as one. The messages before it are its context: a client that sends back what it was told goes
/// on where it was, also in the middle of a question. `system` messages change nothing, as nothing here follows written
/// orders. After a `tool` message the answer is what the tool has said.
#[utoipa::path(
    post,
    path = "/v1/chat/completions",
    operation_id = "createChatCompletion",
    tag = "openai",
    security(("key" = []), ("session" = [])),
    request_body(content = ChatRequest, example = json!({
        "model": "ieum", "messages": [{"role": "user", "content": "지금 몇 시야?"}],
    })),
    responses(
        (status = OK, description = "The answer.", body = Completion, example = json!({
            "id": "chatcmpl-019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "object": "chat.completion",
            "created": 1_795_424_400, "model": "ieum",
            "choices": [{"index": 0, "finish_reason": "stop", "logprobs": null,
                "message": {"role": "assistant", "content": "지금은 오후 6시예요.", "refusal": null}}],
            "usage": {"prompt_tokens": 8, "completion_tokens": 12, "total_tokens": 20},
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    Client(caller): Client,
    FromJson(request): FromJson<ChatRequest>,
) -> Result<Response, HttpProblem> {
    gateway.settings.models.check_chat(&request.model)?;
    if request.n.is_some_and(|n| n != 1) {
        return Err(HttpProblem::new(Code::BadRequest, "n: only 1 answer can be given"));
    }
    let count = request.messages.len();
    if count > MOST_MESSAGES {
        let detail = format!("messages: {count}; 1 to {MOST_MESSAGES} may be");
        return Err(HttpProblem::new(Code::BadRequest, detail));
    }
    let talk = Talk::read(&request.messages)?;
    let tools = tools::read(request.tools, request.tool_choice)?;
    let (outcome, id) = answer(&gateway, &caller, &talk, tools).await?;
    let completion = Completion::new(&gateway, id.to_string(), &talk, outcome);
    if request.stream.unwrap_or(false) {
        let usage = request.stream_options.and_then(|options| options.include_usage).unwrap_or(false);
        return Ok(completion.streamed(usage).into_response());
    }
    Ok(Json(completion).into_response())
}

// ---- helpers

async fn answer(
    gateway: &Gateway,
    caller: &hub::Caller,
    talk: &Talk,
    tools: tools::Wanted,
) -> Result<(Outcome, domain::EventId), HttpProblem> {
    let event: domain::EventId = gateway.ids.next();
    // What a tool has found out is told as it is: nothing here could put it better.
    if let Some(result) = &talk.tool_result {
        return Ok((Outcome { text: Some(result.clone()), call: None, finish: Finish::Stop }, event));
    }
    if !tools.tools.is_empty() {
        let chosen = gateway.hub.choose_tool(caller, &talk.said, tools.tools, tools.choice).await?;
        if let Some(Called { name, arguments }) = chosen {
            let call = Some((name, arguments));
            return Ok((Outcome { text: None, call, finish: Finish::ToolCalls }, event));
        }
    }
    let request = TurnRequest {
        event,
        utterance: Utterance::Text(talk.said.clone()),
        language: None,
        touchpoint: None,
        conversation: None,
    };
    let person = caller.person().ok_or(Code::SignInRequired)?;
    let turn = gateway.hub.take_turn_after(person, request, &talk.earlier).await?;
    match turn.status {
        TurnStatus::Answered(answer) => {
            Ok((Outcome { text: Some(answer.words()), call: None, finish: Finish::Stop }, event))
        }
        TurnStatus::Failed(problem) => Err(HttpProblem(problem)),
        TurnStatus::Received => Err(Code::ShuttingDown.into()),
    }
}
