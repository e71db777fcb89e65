//! What an adult understands in phrases of every kind, in `tests/phrases/<language>.tsv`: the sentence, then each value
//! as `[words] meaning`. Spans, kinds and preferred readings were written down before the grammar saw the phrases; TIMEX
//! and further readings are as it has them. It is Monday, 23 November 2026, ten o'clock in Seoul.

use domain::Language;
use values::{Reading, find};

#[test]
fn korean() {
    check(Language::Korean, include_str!("phrases/ko.tsv"));
}

#[test]
fn english() {
    check(Language::English, include_str!("phrases/en.tsv"));
}

#[track_caller]
fn check(language: Language, lines: &str) {
    let now = "2026-11-23T10:00:00+09:00[Asia/Seoul]".parse().expect("a time");
    let reading = Reading { language, now };
    let mut wrong = Vec::new();
    for line in lines.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        let mut fields = line.split('\t');
        let sentence = fields.next().expect("a line begins with its sentence");
        let expected: Vec<&str> = fields.collect();
        let found: Vec<String> = find(sentence, &reading)
            .iter()
            .map(|found| format!("[{}] {}", found.text, found.value))
            .collect();
        if found != expected {
            wrong.push(format!("{sentence}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
