//! Questions are answered from what is written, or not at all.

use std::path::Path;
use std::sync::Arc;

use dialogue::knowledge::Knowledge;
use dialogue::vector::{Embed, Embedder};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    ask: String,
    #[serde(default)]
    answer: Option<String>,
}

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/knowledge").join(name);
    std::fs::read_to_string(path).expect("the file is readable")
}

fn knowledge(embed: Option<Arc<dyn Embed>>) -> Knowledge {
    let mut knowledge = Knowledge::new(embed);
    for name in ["shop.yaml", "apartment.md", "library.md"] {
        knowledge.add(name, &file(name)).expect("a good source");
    }
    knowledge
}

/// How many questions are answered rightly, how many wrongly, and how many of those that cannot be answered are.
#[derive(Debug, Default, PartialEq)]
struct Outcome {
    answerable: usize,
    right: usize,
    wrong: usize,
    unanswerable: usize,
    invented: usize,
}

/// Every other question of the file, from the first or the second on.
fn measure(knowledge: &Knowledge, half: usize) -> Outcome {
    let questions: Vec<Question> = serde_norway::from_str(&file("questions.yaml")).expect("a list");
    outcome(knowledge, questions.into_iter().skip(half).step_by(2))
}

fn outcome(knowledge: &Knowledge, questions: impl Iterator<Item = Question>) -> Outcome {
    let mut outcome = Outcome::default();
    for Question { ask, answer } in questions {
        let asked = knowledge.ask(&ask).expect("a short question");
        let found =
            asked.answer.map(|found| answer.as_ref().is_some_and(|answer| found.text.contains(answer)));
        match answer {
            Some(_) => {
                outcome.answerable += 1;
                outcome.right += usize::from(found == Some(true));
                outcome.wrong += usize::from(found == Some(false));
            }
            None => {
                outcome.unanswerable += 1;
                outcome.invented += usize::from(found.is_some());
            }
        }
    }
    outcome
}

#[test]
fn what_is_written_is_answered_and_the_rest_is_not() {
    let embedder = Embedder::open(&models::testing::folder().join("e5-small")).expect("it opens");
    let mut knowledge = knowledge(Some(Arc::new(embedder)));
    // The first half was used to fit the numbers, the second was not.
    for (half, right, wrong, invented) in [(0, 23, 0, 1), (1, 19, 1, 4)] {
        let outcome = measure(&knowledge, half);
        println!("{outcome:?}");
        assert!(
            outcome.right >= right && outcome.wrong <= wrong && outcome.invented <= invented,
            "{outcome:?}"
        );
    }
    let asked = knowledge.ask("반품 신청 방법 알려 줘").unwrap().answer.expect("it is written");
    assert_eq!(asked.origin.name, "shop.yaml");
    assert_eq!(asked.origin.heading.as_deref(), Some("반품"));
    let asked = knowledge.ask("전기차 충전기 있어?").unwrap().answer.expect("it is written");
    assert_eq!(asked.origin.heading.as_deref(), Some("한빛마을 입주 안내 > 주차"));
    assert_eq!(asked.origin.line, Some(13));
    // Sources come and go.
    assert!(knowledge.remove("apartment.md") && !knowledge.remove("apartment.md"));
    assert_eq!(knowledge.ask("전기차 충전기 있어?").unwrap().answer, None);
    knowledge.add("apartment.md", "전기차 충전기는 지하 3층으로 옮겼습니다.").unwrap();
    let asked = knowledge.ask("전기차 충전기 어디 있어?").unwrap().answer.expect("it is written");
    assert!(asked.text.contains("지하 3층"));
}

/// Sources and questions that nothing was tuned on. The numbers are those of the first try; a change that makes them
/// worse is noticed, and one that is made by looking at them would be no measure any more.
#[test]
fn fresh_questions_about_fresh_sources() {
    let embedder = Embedder::open(&models::testing::folder().join("e5-small")).expect("it opens");
    let mut knowledge = Knowledge::new(Some(Arc::new(embedder)));
    for name in ["clinic.yaml", "camp.md", "workspace.md"] {
        knowledge.add(name, &file(&format!("fresh/{name}"))).expect("a good source");
    }
    let questions: Vec<Question> = serde_norway::from_str(&file("fresh/questions.yaml")).expect("a list");
    let outcome = outcome(&knowledge, questions.into_iter());
    println!("{outcome:?}");
    assert_eq!((outcome.answerable, outcome.unanswerable), (60, 40));
    // The first try was 37, 1 and 2; the talk that letters are weighed by has changed since.
    assert!(outcome.right >= 39 && outcome.wrong <= 1 && outcome.invented <= 3, "{outcome:?}");
}

/// Harder ones, about other sources. Settings that were not kept were tried on them, so they notice what becomes worse, and
/// measure nothing.
#[test]
fn later_questions_about_later_sources() {
    let embedder = Embedder::open(&models::testing::folder().join("e5-small")).expect("it opens");
    let mut knowledge = Knowledge::new(Some(Arc::new(embedder)));
    for name in ["museum.yaml", "dormitory.md", "hotel.md", "notes-app.yaml"] {
        knowledge.add(name, &file(&format!("later/{name}"))).expect("a good source");
    }
    let questions: Vec<Question> = serde_norway::from_str(&file("later/questions.yaml")).expect("a list");
    let outcome = outcome(&knowledge, questions.into_iter());
    println!("{outcome:?}");
    assert_eq!((outcome.answerable, outcome.unanswerable), (60, 40));
    assert!(outcome.right >= 23 && outcome.wrong <= 3 && outcome.invented <= 6, "{outcome:?}");
}

#[test]
fn letters_alone_answer_what_is_asked_in_the_same_words() {
    let knowledge = knowledge(None);
    let answer = |question: &str| knowledge.ask(question).unwrap().answer.map(|found| found.text);
    assert!(answer("배송비는 얼마예요?").is_some_and(|text| text.contains("3,000원")));
    assert!(answer("전기차 충전기는 몇 층에 있어요?").is_some_and(|text| text.contains("지하 2층")));
    assert_eq!(answer("오늘 날씨 어때?"), None);
    for outcome in [measure(&knowledge, 0), measure(&knowledge, 1)] {
        assert!(outcome.invented <= 2 && outcome.wrong <= 2, "{outcome:?}");
    }
}

#[test]
fn mistakes_in_a_source_are_explained() {
    let mut knowledge = Knowledge::new(None);
    for (text, expected) in [
        ("", "missing field `knowledge`"),
        ("knowledge: 3", "line 1: knowledge: "),
        ("knowledge:\n  - ask: 뭐예요?\n", "missing field `answer`"),
        ("knowledge:\n  - {ask: a, answer: b, link: c}\n", "unknown field `link`"),
        ("knowledge:\n  - {ask: [], answer: b}\n", "knowledge[0].ask: there are 0 questions; 1 to 50 may be"),
        (
            "knowledge:\n  - ask: 이게 뭐예요?\n    answer: ' '\n",
            "line 2: knowledge[0].answer: it has 0 letters",
        ),
    ] {
        let error = knowledge.add("faq.yaml", text).expect_err(text).to_string();
        assert!(error.starts_with("faq.yaml: ") && error.contains(expected), "{text}: {error}");
    }
    let huge = "가나다. ".repeat(900_000);
    assert!(knowledge.add("huge.txt", &huge).unwrap_err().to_string().contains("the limit is"));
    assert!(knowledge.is_empty(), "what is wrong is not added");
}

#[test]
fn strange_documents_and_questions_break_nothing() {
    let mut knowledge = Knowledge::new(None);
    let strange =
        "# \u{200b}\n[a](b\n```\n# no heading\n```\n| 1 | 2 |\n|---|---|\n".to_owned() + &"ㅋ".repeat(50_000);
    knowledge.add("strange.md", &strange).unwrap();
    for question in ["", " ", "\u{200b}", "😂", "# # #", &"왜 ".repeat(50_000), "\0", "| 1 |"] {
        assert!(knowledge.ask(question).unwrap().candidates.len() <= 3);
    }
}
