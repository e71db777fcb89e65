//! A service's own names are found where a Korean reader finds them, and nowhere else.

use std::path::Path;

use dialogue::block::Example;
use dialogue::entity::{EntityError, FreeText, Lexicon, Match, Pattern, Roles};
use proptest::prelude::*;

/// Entity, entry, and its other names.
const NAMES: &[(&str, &str, &[&str])] = &[
    ("place", "강남역", &[]),
    ("place", "서울역", &[]),
    ("place", "부산역", &[]),
    ("place", "이마트", &["E마트"]),
    ("place", "스타벅스", &["스벅", "starbucks"]),
    ("place", "맥도날드", &["McDonald's"]),
    ("place", "바나", &[]),
    ("city", "서울", &["서울특별시"]),
    ("city", "부산", &[]),
    ("city", "제주", &["제주도"]),
    ("city", "대전", &["대전광역시"]),
    ("body", "이마", &[]),
    ("menu", "불고기버거", &[]),
    ("menu", "콜라", &[]),
    ("menu", "사이다", &[]),
    ("menu", "사과", &[]),
    ("menu", "배", &[]),
    ("menu", "burger", &[]),
    ("menu", "french fries", &[]),
    ("menu", "김치찌개", &[]),
    ("menu", "된장찌개", &[]),
    ("menu", "떡볶이", &[]),
    ("menu", "돈가스", &[]),
    ("menu", "아메리카노", &["아아"]),
    ("item", "티셔츠", &["반팔 티", "티"]),
    ("item", "가방", &[]),
    ("item", "운동화", &["신발"]),
    ("item", "코트", &[]),
    ("item", "갤럭시 S24", &[]),
    ("item", "아이폰 15 프로", &[]),
    ("item", "C++", &[]),
    ("item", "AT&T", &[]),
    ("room", "거실", &[]),
    ("room", "안방", &[]),
    ("room", "부엌", &["주방"]),
    ("artist", "방탄소년단", &["BTS", "방탄"]),
    ("artist", "아이유", &[]),
    ("artist", "뉴진스", &[]),
    ("unit", "지", &[]),
];

fn lexicon() -> Lexicon {
    let mut lexicon = Lexicon::new();
    for (entity, entry, synonyms) in NAMES {
        for word in synonyms.iter().chain([entry]) {
            lexicon.add(entity, entry, word).expect("a good word");
        }
    }
    lexicon
}

fn shown(found: &[Match]) -> String {
    let shown: Vec<String> =
        found.iter().map(|found| format!("{}={}@{}", found.entity, found.entry, found.text)).collect();
    if shown.is_empty() { "-".into() } else { shown.join(" ") }
}

#[test]
fn names_are_found_in_sentences() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/entities.txt");
    let text = std::fs::read_to_string(path).expect("the file is readable").replace("\\u{200b}", "\u{200b}");
    let lexicon = lexicon();
    let (mut rows, mut wrong) = (0, Vec::new());
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (sentence, expected) = line.split_once('\t').expect("a sentence, a tab, and what is in it");
        let found = lexicon.find(sentence);
        rows += 1;
        for found in &found {
            assert_eq!(&sentence[found.span.clone()], found.text, "{sentence}");
            assert!(found.score > 0.0 && found.score <= 1.0, "{sentence}: {found:?}");
        }
        if shown(&found) != expected {
            wrong.push(format!("{sentence}: {}, expected {expected}", shown(&found)));
        }
    }
    assert!(wrong.is_empty(), "{} of {rows}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_lexicon_changes_while_it_is_used() {
    let mut lexicon = lexicon();
    let count = lexicon.len();
    assert_eq!(shown(&lexicon.find("파인애플피자 주세요")), "-");
    lexicon.add("menu", "파인애플 피자", "파인애플 피자").unwrap();
    lexicon.add("menu", "파인애플 피자", "하와이안").unwrap();
    assert_eq!(shown(&lexicon.find("파인애플피자 주세요")), "menu=파인애플 피자@파인애플피자");
    assert_eq!(shown(&lexicon.find("파인애풀 피자로요")), "menu=파인애플 피자@파인애풀 피자");
    assert_eq!(shown(&lexicon.find("하와이안 하나")), "menu=파인애플 피자@하와이안");
    assert!(lexicon.remove("menu", "파인애플 피자") && !lexicon.remove("menu", "파인애플 피자"));
    for sentence in ["파인애플피자 주세요", "파인애풀 피자로요", "하와이안 하나"] {
        assert_eq!(shown(&lexicon.find(sentence)), "-");
    }
    assert_eq!(lexicon.len(), count);
    // A word with two meanings keeps the one that is left.
    lexicon.add("fruit", "배", "배").unwrap();
    assert_eq!(lexicon.find("배 주세요")[0].others, [("fruit".to_owned(), "배".to_owned())]);
    lexicon.remove("menu", "배");
    assert_eq!(shown(&lexicon.find("배 주세요")), "fruit=배@배");
}

#[test]
fn useless_words_are_refused() {
    let mut lexicon = Lexicon::new();
    assert_eq!(lexicon.add("a", "b", " ?! "), Err(EntityError::Empty(" ?! ".into())));
    let long = lexicon.add("a", "b", &"가".repeat(101)).unwrap_err().to_string();
    assert!(long.ends_with("longer than 100 letters"), "{long}");
}

/// Ten thousand names that are alike, and a hostile sentence: nothing explodes.
#[test]
fn many_names_that_are_alike_stay_bounded() {
    let mut lexicon = Lexicon::new();
    let syllable = |number: u32| char::from_u32(u32::from('가') + number % 11_172).expect("a syllable");
    for number in 0..10_000 {
        let name = format!("가나다라마바사{}{}", syllable(number * 7), syllable(number * 31));
        lexicon.add("thing", &name, &name).unwrap();
    }
    let sentence = "가나다라마바사아자차카타파하".repeat(70);
    assert!(lexicon.find(&sentence).len() <= 140);
    let name = format!("가나다라마바사{}{}", syllable(700), syllable(3100));
    assert_eq!(lexicon.find(&format!("{name}에서"))[0].entry, name);
}

#[test]
fn patterns_are_found_and_bounded() {
    let pattern = Pattern::new("order", r"\b[A-Z]{2}-?(\d{6})\b").unwrap();
    let found = pattern.find("주문번호 ab-123456 그리고 CD654321이요");
    let entries: Vec<&str> = found.iter().map(|found| found.entry.as_str()).collect();
    // The particle is written to the number: a boundary of letters is not there.
    assert_eq!(entries, ["123456"]);
    assert_eq!(&"주문번호 ab-123456"[found[0].span.clone()], "ab-123456");
    assert_eq!(Pattern::new("order", r"[A-Z]{2}\d{6}").unwrap().find("CD654321이요")[0].entry, "CD654321");
    for (expression, reason) in [
        ("", "it has 0 bytes"),
        ("(", "unclosed group"),
        ("a*", "nothing at all"),
        (r"(\w{1000}){1000}", "too much memory"),
        ("(?=a)", "look-around"),
    ] {
        let error = Pattern::new("order", expression).unwrap_err().to_string();
        assert!(error.contains(reason), "{expression}: {error}");
    }
    assert!(Pattern::new("x", "(a|aa)+b").unwrap().find(&"a".repeat(10_000)).is_empty());
}

#[test]
fn roles_come_from_the_words_around() {
    let examples: Vec<Example> = [
        "[서울](city:departure)에서 [부산](city:arrival)까지 가는 표",
        "[대전](city:departure) 출발 [제주](city:arrival) 도착",
        "a ticket from [서울](city:departure) to [부산](city:arrival)",
    ]
    .iter()
    .map(|line| Example::parse(line).expect("a good example"))
    .collect();
    let roles = Roles::learn(&examples);
    let lexicon = lexicon();
    let mut wrong = Vec::new();
    for (sentence, expected) in [
        ("대전에서 제주까지 얼마야?", "departure=대전 arrival=제주"),
        ("제주까지 대전에서 가는 거", "arrival=제주 departure=대전"),
        ("제주로 가는데 대전부터 출발이야", "arrival=제주 departure=대전"),
        ("부산 출발 서울 도착", "departure=부산 arrival=서울"),
        ("부산발 서울행", "departure=부산 arrival=서울"),
        ("서울부산", "departure=서울 arrival=부산"),
        ("부산까지 가 줘", "arrival=부산"),
        ("부산에서 출발할게", "departure=부산"),
        ("부산 날씨", "=부산"),
        ("to 부산 from 대전", "arrival=부산 departure=대전"),
        ("서울에서부터 부산으로", "departure=서울 arrival=부산"),
        ("서울에서 부산 가는 기차", "departure=서울 arrival=부산"),
    ] {
        let mut found = lexicon.find(sentence);
        roles.assign(sentence, &mut found);
        let shown: Vec<String> = found
            .iter()
            .map(|found| format!("{}={}", found.role.as_deref().unwrap_or_default(), found.entry))
            .collect();
        if shown.join(" ") != expected {
            wrong.push(format!("{sentence}: {}, expected {expected}", shown.join(" ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn free_text_is_what_is_left() {
    let examples: Vec<Example> = [
        "[우유 사기](memo)라고 메모해 줘",
        "메모해 줘 [엄마한테 전화](memo)",
        "remind me to [call mom](memo)",
        "[엄마](person)한테 [곧 간다](memo)고 전해 줘",
    ]
    .iter()
    .map(|line| Example::parse(line).expect("a good example"))
    .collect();
    let free = FreeText::learn(&examples, "memo");
    for (sentence, expected) in [
        ("내일 회의 준비라고 메모해 줘", Some("내일 회의 준비")),
        ("내일 회의 준비라고메모해줘", Some("내일 회의 준비")),
        ("내일 회의 준비 메모해 줘", Some("내일 회의 준비")),
        ("메모해 줘 치과 예약", Some("치과 예약")),
        ("Remind me to buy 우유 2L.", Some("buy 우유 2L")),
        ("날씨 어때?", None),
        ("메모해 줘", None),
        ("", None),
    ] {
        let found = free.find(sentence);
        assert_eq!(found.as_ref().map(|found| found.entry.as_str()), expected, "{sentence}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_sentence_is_read(sentence in "\\PC{0,60}", word in "\\PC{1,12}") {
        let mut lexicon = lexicon();
        if lexicon.add("any", &word, &word).is_ok() {
            let alone = lexicon.find(&word);
            prop_assert!(!alone.is_empty(), "{word:?} is not found in itself");
        }
        let text = format!("{sentence}{word}{sentence}");
        for found in lexicon.find(&text) {
            prop_assert_eq!(&text[found.span.clone()], &found.text);
        }
    }
}
