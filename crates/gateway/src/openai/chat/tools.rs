//! A client's functions, as OpenAI's clients describe them.

use domain::Code;
use hub::{ToolParameter, Wish};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::problem::HttpProblem;

const MOST_TOOLS: usize = 64;
const MOST_PARAMETERS: usize = 32;
const MOST_CHOICES: usize = 500;
const LONGEST: usize = 4000;

/// A tool; functions are the only kind that is known.
#[derive(Deserialize, ToSchema)]
pub struct Tool {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    function: Option<Function>,
}

#[derive(Deserialize, ToSchema)]
struct Function {
    name: String,
    #[serde(default)]
    description: Option<String>,
    /// A JSON schema of type object. Read of it are `properties` with `type`, `enum`, `format` and `description`, and
    /// `required`.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    parameters: Option<Value>,
}

#[derive(Deserialize, ToSchema)]
#[serde(untagged, expecting = "tool_choice: expected auto, none, required, or a function")]
pub enum ToolChoice {
    Word(String),
    One { function: Named },
}

#[derive(Deserialize, ToSchema)]
pub struct Named {
    name: String,
}

/// The tools that may be called, and how much one is wished for.
pub struct Wanted {
    pub tools: Vec<hub::Tool>,
    pub choice: Wish,
}

pub fn read(tools: Vec<Tool>, choice: Option<ToolChoice>) -> Result<Wanted, HttpProblem> {
    let bad = |detail: String| HttpProblem::new(Code::BadRequest, detail);
    if tools.len() > MOST_TOOLS {
        return Err(bad(format!("tools: {}; at most {MOST_TOOLS} may be", tools.len())));
    }
    let mut wanted = Wanted { tools: Vec::new(), choice: Wish::Allowed };
    for (index, tool) in tools.into_iter().enumerate() {
        let Some(function) = tool.function.filter(|_| tool.kind == "function") else {
            return Err(bad(format!("tools[{index}].type: {:?} is not known; function is", tool.kind)));
        };
        wanted
            .tools
            .push(function.read().map_err(|reason| bad(format!("tools[{index}].function.{reason}")))?);
    }
    match choice {
        None => {}
        Some(ToolChoice::Word(word)) => match word.as_str() {
            "auto" => {}
            "none" => wanted.tools.clear(),
            "required" => wanted.choice = Wish::Required,
            other => return Err(bad(format!("tool_choice: {other:?} is not one of auto, none, required"))),
        },
        Some(ToolChoice::One { function: Named { name } }) => {
            wanted.tools.retain(|tool| tool.name == name);
            wanted.choice = Wish::Required;
            if wanted.tools.is_empty() {
                return Err(bad(format!("tool_choice: there is no tool {name:?}")));
            }
        }
    }
    Ok(wanted)
}

impl Function {
    fn read(self) -> Result<hub::Tool, String> {
        let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        if self.name.is_empty() || self.name.len() > 64 || !self.name.chars().all(good) {
            return Err("name: expected 1 to 64 letters, digits, `_` and `-`".into());
        }
        let description = self.description.unwrap_or_default();
        if description.chars().count() > LONGEST {
            return Err(format!("description: at most {LONGEST} letters may be"));
        }
        let schema = self.parameters.unwrap_or_default();
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut parameters = Vec::new();
        for (name, schema) in schema["properties"].as_object().into_iter().flatten().take(MOST_PARAMETERS) {
            parameters.push(parameter(name, schema, required.contains(&name.as_str())));
        }
        Ok(hub::Tool { name: self.name, description, parameters })
    }
}

fn parameter(name: &str, schema: &Value, required: bool) -> ToolParameter {
    let text = |field: &str| schema[field].as_str().unwrap_or_default().to_owned();
    // `["string", "null"]` is a string that may be left out.
    let kind = match &schema["type"] {
        Value::Array(kinds) => {
            kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null").unwrap_or_default().to_owned()
        }
        _ => text("type"),
    };
    let choices = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
    ToolParameter {
        name: name.to_owned(),
        description: text("description").chars().take(LONGEST).collect(),
        kind,
        format: text("format"),
        choices: choices.take(MOST_CHOICES).map(str::to_owned).collect(),
        required,
    }
}
