//! `context.values`.

use crate::limits::Limits;
use crate::read::{Fields, Notes, Say};
use crate::response::ContextValue;

pub fn values(fields: &mut Fields<'_>, notes: &mut Notes) -> Vec<ContextValue> {
    // Some servers leave the object between out.
    let direct = fields.peek(&["context", "contexts"]).is_some_and(serde_json::Value::is_array);
    if direct {
        return fields.each(&["context", "contexts"], Limits::CONTEXTS, notes, one);
    }
    let within = fields.object(&["context", "contexts"], notes);
    within.map_or_else(Vec::new, |mut within| within.each(&["values", "value"], Limits::CONTEXTS, notes, one))
}

fn one(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<ContextValue> {
    let name = fields.required(&["name"], Limits::LINES, notes)?;
    // The contract itself spells it both ways.
    let small = fields.entries().any(|(key, _)| key == "lifespan");
    let life_span = fields.number(&[if small { "lifespan" } else { "lifeSpan" }], notes);
    if life_span.is_none() {
        notes.warn(&fields.path_of("lifeSpan"), &Say::missing_but_shown(), &serde_json::Value::Null);
    }
    Some(ContextValue {
        name,
        // Of a context that is set and says nothing else, the next turn is what is meant.
        life_span: life_span.unwrap_or(1).clamp(0, 1_000),
        ttl: fields.number(&["ttl"], notes),
        params: fields.texts(&["params"], notes),
    })
}
