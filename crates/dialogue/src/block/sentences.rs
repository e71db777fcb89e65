//! Sentences with the blocks that they should find: `shop.test.yaml` beside `shop.yaml`.
//!
//! ```yaml
//! - block: order
//!   say: ["[장미](flower) 열 송이요", 꽃 사고 싶어요]
//! - block: none
//!   say: [오늘 날씨 어때]
//! ```

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use super::evaluation::{Case, NONE, Slots};
use super::{Blocks, Decision, Example, Found, Learner};

/// Sentences that should be understood alike.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// `none` for other talk.
    pub block: String,
    pub say: Vec<String>,
    /// Entities and their values, where that matters.
    #[serde(default)]
    pub values: Option<BTreeMap<String, String>>,
}

/// Reads a file of sentences. An empty one has none.
pub fn read(text: &str) -> Result<Vec<Entry>, String> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let entries: Vec<Entry> = serde_norway::from_str(text).map_err(|error| error.to_string())?;
    for line in entries.iter().flat_map(|entry| &entry.say) {
        Example::parse(line).map_err(|reason| format!("{line:?}: {reason}"))?;
    }
    Ok(entries)
}

/// Every sentence, judged.
pub fn judge(
    learner: &Learner,
    blocks: &Blocks,
    entries: &[Entry],
    today: Date,
) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    for entry in entries {
        for line in &entry.say {
            let example = Example::parse(line)?;
            let found = learner.find(blocks, &example.text, today).map_err(|error| error.to_string())?;
            cases.push(Case {
                wanted: entry.block.clone(),
                found: found.block().unwrap_or(NONE).to_owned(),
                confidence: found.confidence(),
                unsure: matches!(found.decision, Decision::Unsure(..)),
                slots: slots(entry, &example, &found),
                sentence: example.text,
            });
        }
    }
    Ok(cases)
}

/// The entities that are wanted, and those that were found: by value where the file has values, by the words that are
/// tagged otherwise.
fn slots(entry: &Entry, example: &Example, found: &Found) -> Option<(Slots, Slots)> {
    if let Some(values) = &entry.values {
        let wanted = values.iter().map(|(entity, value)| (entity.clone(), value.clone())).collect();
        let found = found.slots.iter().map(|slot| (slot.entity.clone(), slot.value.clone())).collect();
        return Some((wanted, found));
    }
    if example.tags.is_empty() {
        return None;
    }
    let wanted = example.tags.iter().map(|tag| (tag.name().to_owned(), tag.text.clone())).collect();
    let found = found.slots.iter().map(|slot| (slot.entity.clone(), slot.text.clone())).collect();
    Some((wanted, found))
}
