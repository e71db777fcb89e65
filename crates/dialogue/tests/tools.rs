//! A client's function is called when a sentence asks for what it does and says what it needs, and at no other time.

use std::path::Path;
use std::sync::Arc;

use dialogue::tool::{Tool, ToolParameter, Wish, choose};
use dialogue::vector::{Embed, Embedder};
use jiff::civil::date;
use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    tools: Vec<Brought>,
    sentences: Vec<Sentence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Brought {
    name: String,
    description: String,
    parameters: Vec<Parameter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct Parameter {
    name: String,
    description: String,
    kind: String,
    format: String,
    choices: Vec<String>,
    required: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentence {
    say: String,
    #[serde(default)]
    call: Option<String>,
    /// Some of the arguments.
    #[serde(default)]
    arguments: Map<String, Value>,
}

fn tool(brought: Brought) -> Tool {
    let parameter = |its: Parameter| ToolParameter {
        name: its.name,
        description: its.description,
        kind: its.kind,
        format: its.format,
        choices: its.choices,
        required: its.required,
    };
    let parameters = brought.parameters.into_iter().map(parameter).collect();
    Tool { name: brought.name, description: brought.description, parameters }
}

/// How many sentences call what they should, how many call something else, and how many call though they should not.
#[derive(Debug, Default, PartialEq)]
struct Outcome {
    right: usize,
    wrong: usize,
    invented: usize,
    /// What was wanted and found, for whoever reads a failure.
    missed: Vec<String>,
}

fn measure(name: &str) -> Outcome {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/tools").join(name);
    let file: File =
        serde_norway::from_str(&std::fs::read_to_string(path).expect("it is readable")).expect("good");
    let model: Arc<dyn Embed> =
        Arc::new(Embedder::open(&models::testing::folder().join("e5-small")).expect("it opens"));
    let tools: Vec<Tool> = file.tools.into_iter().map(tool).collect();
    let mut outcome = Outcome::default();
    for Sentence { say, call, arguments } in file.sentences {
        let called =
            choose(&tools, &say, Wish::Allowed, date(2026, 11, 23), &model).expect("a short sentence");
        let found = called.as_ref().map(|called| called.name.clone());
        let given: Map<String, Value> = called
            .map(|called| serde_json::from_str(&called.arguments).expect("an object"))
            .unwrap_or_default();
        let right = found == call && arguments.iter().all(|(name, value)| given.get(name) == Some(value));
        match (&call, &found) {
            (Some(_), _) if right => outcome.right += 1,
            (Some(_), Some(_)) => outcome.wrong += 1,
            (None, Some(_)) => outcome.invented += 1,
            _ => {}
        }
        if !right {
            outcome.missed.push(format!("{say}: wanted {call:?} {arguments:?}, found {found:?} {given:?}"));
        }
    }
    outcome
}

#[test]
fn fresh_sentences_call_what_they_ask_for() {
    let outcome = measure("fresh.yaml");
    println!("{outcome:#?}");
    // The first try was 11, 1 and 0 of 20, 20 and 10; the wrong one read "for four" as an hour.
    assert!(outcome.right >= 12 && outcome.wrong == 0 && outcome.invented == 0, "{outcome:?}");
}
