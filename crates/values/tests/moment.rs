//! Moments in sentences: the words that are found, their TIMEX expression and what they resolve to.
//!
//! Each line of `moment/*.tsv` is a sentence, then what is found in it, each as `[words] moment`; a sentence with
//! nothing behind it holds no moment. It is Monday, 23 November 2026, ten o'clock in Seoul.

use domain::Language;
use proptest::prelude::*;
use values::{Reading, Value, find};

#[test]
fn korean() {
    check(Language::Korean, include_str!("moment/ko.tsv"));
}

#[test]
fn english() {
    check(Language::English, include_str!("moment/en.tsv"));
}

#[test]
fn unusual_writing() {
    for sentence in [
        "내일오후세시",
        "내일\u{200B} 오후\u{200B} 세 시",
        "  내일   오후  세  시 ",
        "내일 오후 3시",
        "내일 오후 ３시",
    ] {
        assert!(
            moments(sentence, Language::Korean)[0].ends_with("datetime 2026-11-24T15 = 2026-11-24T15:00:00"),
            "{sentence}"
        );
    }
    let decomposed = "\u{1102}\u{1162}\u{110B}\u{1175}\u{11AF} \u{1109}\u{1166} \u{1109}\u{1175}";
    assert!(moments(decomposed, Language::Korean)[0].contains("2026-11-24T03"), "decomposed");
}

#[test]
fn hours_that_the_clock_leaves_out() {
    let reading = Reading {
        language: Language::English,
        now: "2026-03-07T12:00:00-05:00[America/New_York]".parse().unwrap(),
    };
    let resolved = |sentence: &str| match &find(sentence, &reading)[0].value {
        Value::Moment(moment) => moment.preferred().to_string(),
        other => panic!("{other:?}"),
    };
    // On 8 March clocks go from 2:00 to 3:00.
    assert_eq!(resolved("tomorrow at 2:30am"), "2026-03-08T03:30:00");
    assert_eq!(resolved("in 15 hours"), "2026-03-08T04:00:00");
}

#[test]
fn kakao_form() {
    for (sentence, entity, key, expected) in [
        ("금요일에 만나", "sys.date", "dateTag", "Friday"),
        ("3월 5일에 만나", "sys.date", "date", "2027-03-05"),
        ("오후 세 시에", "sys.time", "time", "15:00:00"),
        ("내일 오후 세 시에", "sys.date.time", "date", "2026-11-24"),
        ("3일부터 5일까지", "sys.date.period", "to", "2026-12-05"),
        ("세 시간 동안", "sys.unit.time", "duration", "PT3H"),
    ] {
        let found = find(sentence, &seoul(Language::Korean));
        let Value::Moment(moment) = &found[0].value else { panic!("{sentence}") };
        let (name, keys) = moment.kakao();
        let value = keys.iter().find(|(name, _)| *name == key).map(|(_, value)| value.as_str());
        assert_eq!((name, value), (entity, Some(expected)), "{sentence}");
    }
}

proptest! {
    #[test]
    fn whatever_is_said_is_read_in_place(words in prop::collection::vec(word(), 0..12)) {
        let sentence = words.concat();
        for language in Language::ALL {
            for found in find(&sentence, &seoul(language)) {
                prop_assert_eq!(&sentence[found.span.clone()], found.text.as_str());
                let _ = found.value;
            }
        }
    }
}

/// Words of moments, in any order, and any letters between them.
fn word() -> impl Strategy<Value = String> {
    let words = "내일 다음 주 3월 5일 오후 세 시 반 분 전 부터 까지 매주 월수금 음력 윤 9999년 99999999 0 ~ - : / . 열흘 뒤 \
                 every next last Monday of March 31st at half past from to 12:60 in weeks ago 2026-02-30 T25:00";
    let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    prop_oneof![4 => prop::sample::select(words), 2 => Just(" ".to_owned()), 1 => ".{0,3}"]
}

#[track_caller]
fn check(language: Language, lines: &str) {
    let mut wrong = Vec::new();
    for line in lines.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let sentence = fields.next().expect("a line begins with its sentence");
        let expected: Vec<&str> = fields.collect();
        let found = moments(sentence, language);
        if found != expected {
            wrong.push(format!("{sentence}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn moments(sentence: &str, language: Language) -> Vec<String> {
    let found = find(sentence, &seoul(language)).into_iter();
    found
        .filter_map(|found| match found.value {
            Value::Moment(moment) => Some(format!("[{}] {moment}", found.text)),
            _ => None,
        })
        .collect()
}

fn seoul(language: Language) -> Reading {
    Reading { language, now: "2026-11-23T10:00:00+09:00[Asia/Seoul]".parse().expect("a time") }
}
