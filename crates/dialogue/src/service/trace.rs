//! What was decided and why, as readable JSON.

use serde_json::{Map, Value, json};

use super::reader::Value as Found;
use super::state::Given;

/// Grows while a turn is decided.
#[derive(Debug, Default)]
pub struct Trace {
    fields: Map<String, Value>,
    steps: Vec<Value>,
}

impl Trace {
    pub fn set(&mut self, field: &str, value: impl Into<Value>) {
        self.fields.insert(field.to_owned(), value.into());
    }

    pub fn get(&self, field: &str) -> Option<&Value> {
        self.fields.get(field)
    }

    /// One decision: what was looked at, and what came of it.
    pub fn step(&mut self, step: &str, why: Value) {
        let mut fields = Map::from_iter([("step".to_owned(), Value::from(step))]);
        match why {
            Value::Object(its) => fields.extend(its),
            Value::Null => {}
            other => drop(fields.insert("why".to_owned(), other)),
        }
        self.steps.push(Value::Object(fields));
    }

    /// What another partner has decided is taken over.
    pub fn adopt(&mut self, trace: &str) {
        if let Ok(Value::Object(its)) = serde_json::from_str(trace) {
            for (name, value) in its {
                self.fields.entry(name).or_insert(value);
            }
        }
    }

    pub fn write(mut self) -> String {
        self.fields.entry("intent").or_insert(Value::Null);
        self.fields.insert("steps".to_owned(), Value::Array(self.steps));
        Value::Object(self.fields).to_string()
    }
}

pub fn values(found: &[Found]) -> Value {
    let shown = |value: &Found| {
        json!({
            "entity": value.filled.entity,
            "role": value.role,
            "words": value.filled.words,
            "value": value.filled.value,
            "score": (f64::from(value.score) * 1000.0).round() / 1000.0,
        })
    };
    Value::Array(found.iter().map(shown).collect())
}

pub fn given(given: &Given) -> Value {
    let one = |(name, values): (&String, &Vec<super::state::Filled>)| {
        let words: Vec<&str> = values.iter().map(|value| value.words.as_str()).collect();
        let value: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
        (name.clone(), json!({ "value": value.join(", "), "words": words.join(", ") }))
    };
    Value::Object(given.iter().map(one).collect())
}
