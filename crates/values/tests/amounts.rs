//! Sentences and the amounts and contacts in them, in `tests/amounts/<language>.tsv`: the sentence, then each value as
//! its words, an equals sign and what they mean. A sentence alone holds no value.

use domain::Language;
use proptest::prelude::*;
use values::{Found, Reading, Value};

#[test]
fn korean_sentences() {
    check(Language::Korean, include_str!("amounts/ko.tsv"));
}

#[test]
fn english_sentences() {
    check(Language::English, include_str!("amounts/en.tsv"));
}

#[test]
fn kakao_reads_amounts_as_text() {
    let cases = [
        ("세 명", "sys.number amount=3 unit=명"),
        ("이십오", "sys.number amount=25 unit="),
        ("두 번째", "sys.number.ordinal amount=2 unit=번째"),
        ("3만 5천 원", "sys.unit.currency amount=35000 unit=원"),
        ("서른 살", "sys.unit.age amount=30 unit=살"),
        ("170센티", "sys.unit.length amount=170 unit=센티미터"),
        ("68킬로", "sys.unit.weight amount=68 unit=킬로그램"),
        ("3~5개", "sys.number amount=3 unit=개 from=3 to=5"),
        ("열 명 이상", "sys.number amount=10 unit=명 from=10 to="),
        ("010-1234-5678", "sys.phone value=01012345678"),
    ];
    for (sentence, expected) in cases {
        let found = values::find(sentence, &reading(Language::Korean));
        let (entity, keys) = found[0].value.kakao();
        let keys: Vec<String> = keys.iter().map(|(key, value)| format!("{key}={value}")).collect();
        assert_eq!(format!("{entity} {}", keys.join(" ")), expected, "{sentence}");
    }
}

#[test]
fn a_long_sentence_takes_no_long_time() {
    // Twice the length may take twice the time, not four times: the work a letter is bounded.
    let sentence = "이십이만 삼천 개와 3.5킬로 ".repeat(2_000);
    assert_eq!(amounts(&sentence, Language::Korean).len(), 4_000);
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "[영일이삼사오육십백천만억한두세네열개명원살도번째점분의반~.,0-9a-z $%\u{200b}\u{1109}\u{1166}-]{0,60}") {
        for language in Language::ALL {
            for found in values::readings(&text, &reading(language)) {
                prop_assert_eq!(text.get(found.span.clone()), Some(found.text.as_str()));
            }
        }
    }
}

fn check(language: Language, cases: &str) {
    let mut wrong = Vec::new();
    for line in cases.lines().filter(|line| !line.is_empty() && !line.starts_with("//")) {
        let (sentence, expected) = line.split_once('\t').unwrap_or((line, ""));
        let found: Vec<String> = amounts(sentence, language)
            .iter()
            .map(|found| format!("{}={}", found.text, found.value))
            .collect();
        let found = found.join(" | ");
        if found != expected {
            wrong.push(format!("{sentence}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn amounts(sentence: &str, language: Language) -> Vec<Found> {
    let mut found = values::find(sentence, &reading(language));
    found.retain(|found| !matches!(found.value, Value::Moment(_)));
    found
}

fn reading(language: Language) -> Reading {
    Reading { language, now: "2026-11-23T10:00:00+09:00[Asia/Seoul]".parse().expect("a time with its zone") }
}
