//! What a skill answers, as dialogue takes it.

use std::collections::BTreeMap;

use dialogue::service::{Done, NewContext};
use domain::Language;
use serde_json::Value;
use skills::{ContextValue, SkillResponse};

/// So many values are taken from an answer, and no deeper.
const MOST_VALUES: usize = 200;
const DEEPEST: usize = 4;
const MOST_CONTEXTS: usize = 20;

pub fn done(response: SkillResponse, language: Language) -> Done {
    let answer = response.template.is_some().then(|| skills::answer(&response, language));
    let mut values = BTreeMap::new();
    for (name, value) in &response.data {
        flatten(name, value, 1, &mut values);
    }
    let contexts = response.contexts.into_iter().take(MOST_CONTEXTS).map(context).collect();
    Done { answer, values, contexts, report: None }
}

/// `{"order": {"id": 7}}` is `order.id`.
fn flatten(name: &str, value: &Value, depth: usize, values: &mut BTreeMap<String, String>) {
    if values.len() >= MOST_VALUES || depth > DEEPEST {
        return;
    }
    match value {
        Value::Null => {}
        Value::String(text) => drop(values.insert(name.to_owned(), text.clone())),
        Value::Bool(_) | Value::Number(_) => drop(values.insert(name.to_owned(), value.to_string())),
        Value::Object(fields) => {
            fields
                .iter()
                .for_each(|(field, value)| flatten(&format!("{name}.{field}"), value, depth + 1, values));
        }
        Value::Array(items) => {
            (0..).zip(items).for_each(|(place, value): (usize, _)| {
                flatten(&format!("{name}.{place}"), value, depth + 1, values);
            });
        }
    }
}

fn context(value: ContextValue) -> NewContext {
    NewContext {
        name: value.name,
        turns: u8::try_from(value.life_span.clamp(0, 255)).unwrap_or_default(),
        seconds: value.ttl.map(|seconds| u32::try_from(seconds.max(0)).unwrap_or(u32::MAX)),
        values: value.params,
    }
}
