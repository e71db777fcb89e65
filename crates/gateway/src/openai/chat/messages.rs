//! The messages of a request: what is said now, and what was said before.

use domain::Code;
use hub::{Line, Speaker};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::problem::HttpProblem;

/// One message, in any of the forms that clients send.
#[derive(Deserialize, ToSchema)]
pub struct Message {
    /// `system`, `developer`, `user`, `assistant` or `tool`.
    role: String,
    #[serde(default)]
    content: Option<Content>,
    /// The calls that an assistant's message has instead of words.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Object>>)]
    tool_calls: Option<Vec<serde_json::Value>>,
}

#[derive(Deserialize, ToSchema)]
#[serde(untagged, expecting = "content: expected a string, or parts of type text")]
enum Content {
    Text(String),
    Parts(Vec<ContentPart>),
}

#[derive(Deserialize, ToSchema)]
struct ContentPart {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    text: Option<String>,
}

/// What the messages say.
pub struct Talk {
    /// The last thing that the person said.
    pub said: String,
    pub earlier: Vec<Line>,
    /// What tools have answered since then.
    pub tool_result: Option<String>,
}

impl Talk {
    pub fn read(messages: &[Message]) -> Result<Self, HttpProblem> {
        let mut lines: Vec<Line> = Vec::new();
        let mut results: Vec<String> = Vec::new();
        for (index, message) in messages.iter().enumerate() {
            let text = message.text(index)?;
            match message.role.as_str() {
                "system" | "developer" => {}
                "user" => {
                    results.clear();
                    lines.push(Line { speaker: Speaker::Person, text });
                }
                "assistant" => {
                    results.clear();
                    if !text.is_empty() || message.tool_calls.is_none() {
                        lines.push(Line { speaker: Speaker::Assistant, text });
                    }
                }
                "tool" | "function" => results.push(readable(&text)),
                other => {
                    let detail = format!(
                        "messages[{index}].role: {other:?} is not one of system, developer, user, assistant, tool"
                    );
                    return Err(HttpProblem::new(Code::BadRequest, detail));
                }
            }
        }
        let last = lines.iter().rposition(|line| line.speaker == Speaker::Person);
        let Some(last) = last.filter(|last| last + 1 == lines.len()) else {
            return Err(HttpProblem::new(
                Code::BadRequest,
                "messages: the last must be of the role user or tool",
            ));
        };
        let said = lines.split_off(last).remove(0).text;
        let tool_result = (!results.is_empty()).then(|| results.join("\n"));
        Ok(Self { said, earlier: lines, tool_result })
    }
}

impl Message {
    fn text(&self, index: usize) -> Result<String, HttpProblem> {
        match &self.content {
            None => Ok(String::new()),
            Some(Content::Text(text)) => Ok(text.clone()),
            Some(Content::Parts(parts)) => {
                if let Some(part) =
                    parts.iter().find(|part| !matches!(part.kind.as_str(), "text" | "refusal"))
                {
                    let detail =
                        format!("messages[{index}].content: {:?} cannot be read; text can", part.kind);
                    return Err(HttpProblem::new(Code::BadRequest, detail));
                }
                let texts: Vec<&str> = parts.iter().filter_map(|part| part.text.as_deref()).collect();
                Ok(texts.join("\n"))
            }
        }
    }
}

/// A tool's answer for people: an object becomes a line a field, a string loses its quotes, the rest stays.
fn readable(text: &str) -> String {
    match serde_json::from_str(text) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(serde_json::Value::Object(fields)) if !fields.is_empty() => {
            let line = |(name, value): (&String, &serde_json::Value)| match value {
                serde_json::Value::String(value) => format!("{name}: {value}"),
                value => format!("{name}: {value}"),
            };
            fields.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        _ => text.to_owned(),
    }
}
