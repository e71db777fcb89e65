//! What a conformance check found.

use std::fmt::Write;

use domain::Language;
use serde_json::{Value, json};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Pass,
    /// It works, and could be better.
    Warn,
    Fail,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// For programs: `answers`, `sound`, ...
    pub name: &'static str,
    pub verdict: Verdict,
    pub korean: String,
    pub english: String,
    /// How to mend it; empty when nothing is to be done.
    pub mend_korean: String,
    pub mend_english: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub lines: Vec<Line>,
}

/// Something in both languages.
pub(super) struct Both(pub String, pub String);

impl Both {
    pub fn new(korean: impl Into<String>, english: impl Into<String>) -> Self {
        Self(korean.into(), english.into())
    }
}

impl Report {
    pub fn passed(&self) -> bool {
        self.lines.iter().all(|line| line.verdict != Verdict::Fail)
    }

    pub(super) fn pass(&mut self, name: &'static str, what: Both) {
        self.add(name, Verdict::Pass, what, Both::new("", ""));
    }

    pub(super) fn add(&mut self, name: &'static str, verdict: Verdict, what: Both, mend: Both) {
        let (Both(korean, english), Both(mend_korean, mend_english)) = (what, mend);
        self.lines.push(Line { name, verdict, korean, english, mend_korean, mend_english });
    }

    pub fn as_text(&self, language: Language) -> String {
        let mut text = String::new();
        for line in &self.lines {
            let mark = match line.verdict {
                Verdict::Pass => "ok  ",
                Verdict::Warn => "note",
                Verdict::Fail => "BAD ",
            };
            let (what, mend) = match language {
                Language::Korean => (&line.korean, &line.mend_korean),
                Language::English => (&line.english, &line.mend_english),
            };
            // Writing to a string never fails.
            let _ = writeln!(text, "{mark}  {what}");
            for mend in mend.lines() {
                let _ = writeln!(text, "      -> {mend}");
            }
        }
        let count = |verdict| self.lines.iter().filter(|line| line.verdict == verdict).count();
        let (passed, noted, failed) = (count(Verdict::Pass), count(Verdict::Warn), count(Verdict::Fail));
        let _ = match language {
            Language::Korean => writeln!(text, "\n통과 {passed}, 참고 {noted}, 실패 {failed}"),
            Language::English => writeln!(text, "\n{passed} passed, {noted} to note, {failed} failed"),
        };
        text
    }

    pub fn as_json(&self, language: Language) -> Value {
        let korean = language == Language::Korean;
        let line = |line: &Line| {
            json!({
                "name": line.name,
                "verdict": match line.verdict {
                    Verdict::Pass => "pass",
                    Verdict::Warn => "warn",
                    Verdict::Fail => "fail",
                },
                "what": if korean { &line.korean } else { &line.english },
                "mend": if korean { &line.mend_korean } else { &line.mend_english },
            })
        };
        json!({"passed": self.passed(), "lines": self.lines.iter().map(line).collect::<Vec<_>>()})
    }
}
