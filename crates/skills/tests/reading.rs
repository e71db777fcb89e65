//! Answers of skill servers: what is kept of each, what is said about the rest, and what people see and hear of it.
//!
//! Adding a case: an answer in `tests/answers/`, and beside it a `.txt` of what comes of it. When a case fails, what came of
//! it lies in the folder for temporary files that the message names.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

use std::fmt::Write;
use std::path::Path;

use domain::Language;
use skills::{Severity, SkillResponse};

#[test]
fn every_answer_is_read_as_far_as_it_is_sound() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/answers");
    let mut wrong = Vec::new();
    let mut count = 0;
    for file in std::fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        count += 1;
        let came = told(&std::fs::read(&path).unwrap());
        let expected = std::fs::read_to_string(path.with_extension("txt")).unwrap_or_default();
        if came != expected {
            let place =
                Path::new(env!("CARGO_TARGET_TMPDIR")).join(path.with_extension("txt").file_name().unwrap());
            std::fs::write(&place, &came).unwrap();
            wrong.push(format!("{}:\n{came}", place.display()));
        }
    }
    assert!(count > 15, "{count}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// All that comes of an answer, as a text.
fn told(body: &[u8]) -> String {
    let read = match SkillResponse::read(body, None) {
        Ok(read) => read,
        Err(error) => {
            return format!(
                "unreadable: {}\n읽을 수 없음: {}\n",
                error.text(Language::English),
                error.text(Language::Korean)
            );
        }
    };
    let mut text = String::new();
    for finding in &read.findings {
        let mark = if finding.severity == Severity::Error { "error" } else { "warning" };
        writeln!(text, "{mark} {}: {} ({})", finding.path, finding.english, finding.sent).unwrap();
        writeln!(text, "    {}", finding.korean).unwrap();
    }
    writeln!(text, "written: {}", read.response.write()).unwrap();
    let answer = skills::answer(&read.response, Language::Korean);
    writeln!(text, "shown:\n{}", answer.words()).unwrap();
    writeln!(text, "said: {}", answer.speech).unwrap();
    writeln!(text, "said in English: {}", skills::answer(&read.response, Language::English).speech).unwrap();
    if !answer.quick_replies.is_empty() || answer.expects_reply {
        writeln!(text, "expects a reply: {}", answer.expects_reply).unwrap();
    }
    // What we write is read by ourselves without a word.
    let again = SkillResponse::read(read.response.write().as_bytes(), None);
    if let Ok(again) = again {
        let errors = again.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        writeln!(text, "again: {}, errors: {errors}", again.response == read.response).unwrap();
    }
    text
}
