//! What `ieum doctor` looks at: one file a group of checks.
//!
//! Adding a check: a function that returns a [`Finding`], in the group it belongs to. A finding that is not good
//! always carries its remedy.

mod bots;
mod data;
mod machine;
mod models;
mod network;

use std::fmt;

use crate::config::Config;

pub use machine::available_memory;

/// The outcome of one check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    subject: String,
    verdict: Verdict,
    what: String,
    /// What to do; empty when nothing is to be done.
    remedy: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Good,
    /// It works, but not as well as it could.
    Note,
    Bad,
}

/// Runs every check. Nothing is fetched and nothing is changed.
pub fn examine(config: &Config, verify: bool) -> Vec<Finding> {
    let mut findings = models::examine(config, verify);
    findings.extend(data::examine(config));
    findings.extend(bots::examine(config));
    findings.extend(network::examine(config));
    findings.extend(machine::examine());
    findings
}

impl Finding {
    pub fn good(subject: impl Into<String>, what: impl Into<String>) -> Self {
        Self { subject: subject.into(), verdict: Verdict::Good, what: what.into(), remedy: String::new() }
    }

    pub fn note(subject: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { subject: subject.into(), verdict: Verdict::Note, what: what.into(), remedy: remedy.into() }
    }

    pub fn bad(subject: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { subject: subject.into(), verdict: Verdict::Bad, what: what.into(), remedy: remedy.into() }
    }

    pub fn is_bad(&self) -> bool {
        self.verdict == Verdict::Bad
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.verdict {
            Verdict::Good => "ok  ",
            Verdict::Note => "note",
            Verdict::Bad => "BAD ",
        };
        writeln!(f, "{mark}  {}: {}", self.subject, self.what)?;
        if self.remedy.is_empty() { Ok(()) } else { writeln!(f, "      -> {}", self.remedy) }
    }
}
