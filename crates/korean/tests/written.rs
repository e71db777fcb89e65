//! Spoken words written as people write: one golden file a kind of number, and what holds for any text.

use std::path::Path;

use korean::reading::read;
use korean::written::{rewrite, write};
use proptest::prelude::*;

#[test]
fn everything_is_written_as_its_golden_file_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/written");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let wrong: Vec<String> = files.iter().flat_map(|file| wrong_lines(file)).collect();
    assert!(files.len() >= 10 && wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A line says how its left side is written, or stays as it is.
fn wrong_lines(file: &Path) -> Vec<String> {
    let golden = std::fs::read_to_string(file).expect("a golden file is text");
    let name = file.file_name().expect("a file has a name").to_string_lossy();
    let pairs = golden.lines().map(|line| line.rsplit_once(" = ").unwrap_or((line, line)));
    pairs
        .filter(|(said, written)| write(said) != *written)
        .map(|(said, written)| format!("{name}: {said} = {written}, not {}", write(said)))
        .collect()
}

#[test]
fn what_is_written_stays_as_it_is() {
    for (said, _) in golden() {
        let once = write(&said);
        assert_eq!(write(&once), once, "{said}");
    }
}

#[test]
fn every_part_knows_what_was_said() {
    for (said, _) in golden() {
        let rewritten = rewrite(&said);
        let text = rewritten.text();
        assert_eq!(rewritten.source(0..text.len()), 0..said.len(), "{said}");
        let mut last = 0;
        for word in text.split_whitespace() {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            let source = rewritten.source(at..at + word.len());
            assert!(said.get(source.clone()).is_some_and(|part| !part.is_empty()), "{said}: {word}");
            assert!(source.start >= last, "{said}: {word}");
            last = source.start;
        }
    }
}

#[test]
fn long_texts_of_one_word_are_written_soon() {
    for piece in [
        "이",
        "일이삼",
        "삼십",
        "공일공 ",
        "삼 ",
        "만",
        "점",
        "영점오",
        "1",
        "3시",
        "세 시 ",
        "에이치",
        "a@",
        "골뱅이",
        "수있",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        assert!(!write(&text).is_empty());
    }
}

/// The lines of all golden files: what was said, and how it is written.
fn golden() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/written");
    let files = std::fs::read_dir(folder).expect("the golden folder is there");
    let files = files.map(|entry| entry.expect("the folder can be listed").path());
    let texts: Vec<String> =
        files.map(|file| std::fs::read_to_string(file).expect("a golden file is text")).collect();
    let pair = |line: &str| {
        let (said, written) = line.rsplit_once(" = ").unwrap_or((line, line));
        (said.to_owned(), written.to_owned())
    };
    texts.iter().flat_map(|text| text.lines()).map(pair).collect()
}

/// Read aloud, written, and read again: the same words.
fn comes_back(text: &str) -> Result<(), TestCaseError> {
    let said = read(text);
    let written = write(&said);
    prop_assert_eq!(read(&written), said, "{}", written);
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_safe(text in any::<String>()) {
        let written = rewrite(&text);
        written.source(0..written.text().len());
    }

    #[test]
    fn number_words_in_any_order_are_safe(text in "[영공일이삼사오육칠팔구십백천만억조경한두세네열스물0-9점분의대시월일년원도번 ,.~@/-]{0,40}") {
        let once = write(&text);
        prop_assert!(once.len() <= 8 * text.len() + 8);
    }

    #[test]
    fn money_comes_back(amount in 1_u64..10_000_000_000) {
        comes_back(&format!("{amount}원"))?;
    }

    #[test]
    fn counts_come_back(count in 1_u64..100_000, counter in prop::sample::select(vec!["개", "명", "도", "층", "%", "km", "권", "번째"])) {
        comes_back(&format!("{count}{counter}"))?;
    }

    #[test]
    fn dates_come_back(year in 1900..2100, month in 1..13, day in 1..32) {
        comes_back(&format!("{year}년 {month}월 {day}일"))?;
        comes_back(&format!("{year}-{month:02}-{day:02}"))?;
    }

    #[test]
    fn times_come_back(hour in 0..24, minute in 1..60) {
        comes_back(&format!("{hour}시 {minute}분"))?;
        comes_back(&format!("오후 {}시 {minute}분에 만나요", hour % 12 + 1))?;
    }

    #[test]
    fn telephone_numbers_come_back(middle in 1000..10_000, last in 0..10_000, area in prop::sample::select(vec!["010", "02", "031", "070"])) {
        comes_back(&format!("{area}-{middle}-{last:04}"))?;
    }

    #[test]
    fn decimals_come_back(whole in 0..1000, decimals in 1..100) {
        comes_back(&format!("{whole}.{decimals:02}킬로미터"))?;
    }
}
