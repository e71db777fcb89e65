//! `ieum ask`, `ieum chat` and `ieum password`: no server, no model.

use std::fs;

use crate::ieum::Ieum;

#[test]
fn only_the_answer_is_printed() {
    let ieum = Ieum::bare();
    let answer = ieum.run(&["ask", "3 더하기 4는?"]);
    assert!(answer.text().contains('7'), "{}", answer.text());
    assert_eq!(answer.err, "");
    let answer = ieum.run_with_input(&["ask", "-"], "what is 3 plus 4?\n".as_bytes());
    assert!(answer.text().contains('7'), "{}", answer.text());
    assert!(!ieum.client_was_called(), "a question needs no model");
}

#[test]
fn what_is_asked_is_remembered() {
    let ieum = Ieum::bare();
    ieum.run(&["ask", "내일 오후 세 시에 알람 맞춰 줘"]).text();
    let listed = ieum.run(&["ask", "알람 목록 보여 줘"]);
    assert!(listed.text().contains('3') || listed.text().contains('세'), "{}", listed.text());
}

#[test]
fn data_folders_that_cannot_be_used_say_what_to_do() {
    let ieum = Ieum::bare();
    let file = ieum.folder().join("a-file");
    fs::write(&file, "").unwrap();
    let inside = file.join("data");
    ieum.run(&["ask", "안녕", "--data-dir", inside.to_str().unwrap()]).complains(&["a-file", "--data-dir"]);

    fs::create_dir(ieum.data()).unwrap();
    fs::write(ieum.data().join("ieum.sqlite"), "this is no database, whatever its name says ".repeat(100))
        .unwrap();
    ieum.run(&["ask", "안녕"]).complains(&["cannot be used", "ieum doctor"]);
}

#[test]
fn too_long_a_text_is_refused_in_the_persons_language() {
    let long = "가".repeat(1001);
    Ieum::bare().run(&["ask", &long]).complains(&["글이 너무 길어요"]);
    Ieum::bare().run(&["ask", "--language", "en", &long]).complains(&["too long"]);
}

#[test]
fn a_conversation_answers_line_by_line() {
    let ieum = Ieum::bare();
    let talked = ieum.run_with_input(&["chat"], "3 더하기 4는?\n\n2 곱하기 5는?\n".as_bytes());
    let lines: Vec<_> = talked.text().lines().collect();
    assert!(lines.first().is_some_and(|line| line.contains('7')), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("10")), "{lines:?}");
    assert!(talked.err.contains("Ctrl-D"), "{}", talked.err);
}

#[test]
fn a_password_is_set_unseen_and_must_be_long_enough() {
    let ieum = Ieum::bare();
    let check = |input: &str, words: &[&str]| {
        let done = ieum.run_with_input(&["password", "--stdin"], input.as_bytes());
        match words {
            [] => assert!(done.text().is_empty() && done.err.contains("서연"), "{}", done.err),
            words => done.complains(words),
        }
    };
    check("short\n", &["at least 8 characters"]);
    check("", &["at least 8 characters"]);
    check("비밀번호가 길어요\n", &[]);
    ieum.run_with_input(&["password", "--stdin", "--person", "nobody"], b"12345678\n")
        .complains(&["nobody", "서연"]);
    // The password itself is nowhere on the disk.
    let database = fs::read(ieum.data().join("ieum.sqlite")).unwrap();
    assert!(!database.windows(12).any(|window| window == "비밀번호".as_bytes()));
}

#[test]
fn values_are_read_in_the_language_that_is_asked_for() {
    let ieum = Ieum::bare();
    let now = "2026-11-23T10:00+09:00[Asia/Seoul]";
    let read = |language: &str, text: &str| {
        ieum.run(&["nlu", "values", "--language", language, "--now", now, text]).text().to_owned()
    };
    assert!(read("en", "a table for four on Friday").contains("2026-11-27"));
    assert!(read("ko", "금요일에 네 명").contains("2026-11-27"));
    ieum.run(&["nlu", "values", "--language", "fr", "vendredi"]).complains(&["fr", "use ko or en"]);
}
