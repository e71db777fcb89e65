//! Two have changed the same bot.

use std::fmt;

use serde_json::Value;

/// Somebody has to decide whose texts stay. Says what to do.
#[derive(Debug)]
pub struct Conflict(String);

impl Conflict {
    /// The server has another draft than the one that was seen.
    pub fn of(id: &str, draft: &Value) -> Self {
        let text = |name: &str| draft[name].as_str().unwrap_or("?");
        Self(format!(
            "somebody else has changed the draft of {id} since it was pulled ({}, {}). Commit your files, take theirs with `ieum bot \
             pull {id} --force`, put the two together with Git, and push again; `--force` with push throws theirs away",
            text("savedBy"),
            text("savedAt"),
        ))
    }

    pub fn saying(what: String) -> Self {
        Self(what)
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Conflict {}
