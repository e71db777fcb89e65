//! Whatever is sent, an answer comes back, and soon.

use std::sync::LazyLock;

use dialogue::{Converse, Dialogue, Said, World};
use domain::Language;
use proptest::prelude::*;

static DIALOGUE: LazyLock<Dialogue> = LazyLock::new(|| Dialogue::new().expect("the data is well formed"));

fn answered(text: &str, state: Option<&str>) {
    let now = "2026-11-23T10:00:00+09:00[Asia/Seoul]".parse().expect("a moment");
    let said = Said { text, language: Language::Korean, state };
    let reply = DIALOGUE.reply(&said, &World::at(now));
    assert!(!reply.answer.bubbles.is_empty(), "{text}");
}

#[test]
fn repetitions_do_not_blow_up() {
    let pieces = [
        "알람",
        "내일",
        "세 시",
        "1",
        "1+",
        "(",
        "-",
        "일",
        "만",
        "이",
        "두 시 반 ",
        "맞춰줘",
        "음 ",
        "a ",
        "at ",
        "half ",
    ];
    for piece in pieces {
        for length in [100, 239, 1000] {
            answered(&piece.chars().cycle().take(length).collect::<String>(), None);
        }
    }
}

#[test]
fn ends_of_the_calendar_are_no_cliffs() {
    for text in [
        "400000일 뒤는 며칠이야",
        "9000년 뒤는 무슨 요일이야",
        "9999년 12월 31일은 무슨 요일이야",
        "2월 30일은 무슨 요일이야",
        "99999999999시간 타이머",
        "9999999999999999999999999999 곱하기 99",
        "10의 1000000제곱",
        "내일 25시에 알람",
        "99999999999999999999999 km는 몇 mm야",
    ] {
        answered(text, None);
    }
}

#[test]
fn a_strange_state_counts_as_none() {
    for state in [
        "",
        "null",
        "[]",
        "{\"question\":3}",
        "{\"question\":{\"name\":\"x\",\"sentence\":\"y\",\"asked_at\":\"z\",\"tries\":1}}",
    ] {
        answered("내일 세 시", Some(state));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn any_text_is_answered(text in "\\PC{0,1000}") {
        answered(&text, None);
    }

    #[test]
    fn any_mixture_of_words_is_answered(words in prop::collection::vec(
        prop::sample::select(vec!["알람", "내일", "세 시", "반", "30분", "맞춰 줘", "10", "마일", "더하기", "의", "set", "at", "half", "past", "timer", "for", "of", "-", "(", ")", "%", "음"]), 0..40)) {
        answered(&words.join(" "), None);
    }
}
