//! Spacing: what recognisers write together, or apart, that Korean writes the other way (`할수있어` → `할 수 있어`).
//!
//! Rules about a few syllables, and a list of the words of commands (`data/writing/ko/commands.txt`) for those that come
//! without any space. Where the standard allows both, a verb and its helper are apart, as in `맞춰 줘`; everything else
//! that might be right stays as it is.

mod commands;
mod join;
mod split;

use crate::rewrite::Rewritten;

/// The text with its spaces set right where rules are sure.
pub fn repair(text: &str) -> String {
    edit(Rewritten::new(text)).into_text()
}

pub(crate) fn edit(text: Rewritten) -> Rewritten {
    text.pass(join::find).pass(commands::find).pass(split::find)
}
