//! Text read aloud: one golden file a kind of notation, and what holds for any text.

use std::path::Path;

use korean::reading::read;
use proptest::prelude::*;

#[test]
fn every_notation_is_read_as_its_golden_file_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/reading");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let wrong: Vec<String> = files.iter().flat_map(|file| wrong_lines(file)).collect();
    assert!(files.len() >= 10 && wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn wrong_lines(file: &Path) -> Vec<String> {
    let golden = std::fs::read_to_string(file).expect("a golden file is text");
    let name = file.file_name().expect("a file has a name").to_string_lossy();
    let pairs = golden.lines().map(|line| line.rsplit_once(" = ").expect("a line is: written = read"));
    pairs
        .filter(|(written, said)| read(written) != *said)
        .map(|(written, said)| format!("{name}: {written} = {said}, not {}", read(written)))
        .collect()
}

proptest! {
    #[test]
    fn any_text_becomes_letters_and_the_marks_a_voice_keeps(text in any::<String>()) {
        let said = read(&text);
        let sayable = |c: char| ('가'..='힣').contains(&c) || c.is_ascii_alphabetic() || " ,.?".contains(c);
        prop_assert!(said.chars().all(sayable), "{said:?}");
    }

    #[test]
    fn notations_run_together_leave_no_digit(text in r"[0-9.,:/~%°₩$+=\-시분개월일번만억년도 kmKC가]{0,24}") {
        let said = read(&text);
        prop_assert!(!said.contains(char::is_numeric), "{said:?}");
    }
}

#[test]
fn long_and_hostile_texts_are_read_at_once() {
    let pieces = [
        "1",
        "1:",
        "1-",
        "1.",
        "3개",
        "1~",
        "9,",
        "a@",
        "金",
        "(金)",
        "1/",
        "http://a.",
        "ㅋ",
        "1만",
        "x^2",
        "-1",
        "1+1=",
        "v1.",
        "(월",
        "[",
        "B1층",
        "번호 1",
    ];
    for piece in pieces {
        let text: String = piece.repeat(5_000 / piece.chars().count());
        assert!(!read(&text).contains(char::is_numeric), "{piece}");
    }
}
