//! Standard pronunciation: one golden file a rule, and what holds for any text.

use std::path::Path;

use korean::jamo;
use korean::pronounce::pronounce;
use proptest::prelude::*;

#[test]
fn every_rule_says_its_golden_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/pronounce");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let wrong: Vec<String> = files.iter().flat_map(|file| wrong_lines(file)).collect();
    assert!(files.len() >= 25 && wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn wrong_lines(file: &Path) -> Vec<String> {
    let golden = std::fs::read_to_string(file).expect("a golden file is text");
    let name = file.file_name().expect("a file has a name").to_string_lossy();
    let pairs =
        golden.lines().map(|line| line.split_once(" = ").expect("a line is: spelling = pronunciation"));
    pairs
        .filter(|(spelling, said)| pronounce(spelling) != *said)
        .map(|(spelling, said)| format!("{name}: {spelling} = {said}, not {}", pronounce(spelling)))
        .collect()
}

proptest! {
    #[test]
    fn any_text_is_pronounced_without_a_panic(text in any::<String>()) {
        pronounce(&text);
    }

    #[test]
    fn hangul_stays_hangul_with_codas_that_can_be_said(text in "[가-힣 ]{0,40}") {
        let said = pronounce(&text);
        prop_assert!(said.chars().all(|c| c == ' ' || jamo::is_syllable(c)));
        prop_assert!(said.chars().filter_map(jamo::coda).all(|coda| "ㄱㄴㄷㄹㅁㅂㅇ".contains(coda)), "{said}");
        prop_assert_eq!(said.chars().count(), text.chars().count());
    }
}

#[test]
fn long_and_hostile_texts_are_pronounced_at_once() {
    for piece in [
        "할 ",
        "할",
        "못 ",
        "십 원 ",
        "강남역",
        "생산량",
        "의",
        "성과",
        "신고 ",
        "꽃 위 ",
        "값ㄱ",
        "열 ",
        "육",
    ] {
        let text: String = piece.repeat(20_000 / piece.chars().count());
        assert_eq!(pronounce(&text).chars().count(), text.chars().count(), "{piece}");
    }
}
