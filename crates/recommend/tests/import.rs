//! Files as shops and researchers have them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use domain::FeedbackKind;
use jiff::Timestamp;
use recommend::import::{Format, Lines, Subject};

fn now() -> Timestamp {
    "2026-11-30T09:00:00Z".parse().unwrap()
}

/// Each line as it was understood, or what is wrong with it.
fn read(text: &str) -> Vec<String> {
    let lines = Lines::new(text.as_bytes(), Format::guess(text.lines().next().unwrap_or_default())).unwrap();
    lines
        .map(|line| {
            let (number, row) = line.map_err(|error| error.to_string())?;
            let told = match row.subject() {
                Subject::Items => row.item().map(|item| {
                    let (price, since) =
                        (item.price.unwrap_or(-1.0), item.since.map(|since| since.as_second()));
                    let kinds = item.categories.join("+");
                    format!("{} {:?} {kinds} {price} {} {since:?}", item.id, item.title, item.available)
                }),
                Subject::Feedback => row.feedback(now()).map(|feedback| {
                    let (kind, at) = (feedback.kind.as_str(), feedback.at.as_second());
                    format!("{} {kind} {} {} {at}", feedback.person, feedback.item, feedback.weight)
                }),
            };
            told.map_err(|wrong| format!("line {number}: {wrong}"))
        })
        .map(|line: Result<String, String>| line.unwrap_or_else(|error| error))
        .collect()
}

#[test]
fn items_are_read_in_every_form() {
    let csv = "\u{feff}id,title,genres,price,stock,release date\n\
               m1,\"바다, 그리고 산\",드라마|가족,\"12,900원\",3,2019-05-30\n\
               m2,겨울,,,0,\n\
               ,이름만,,,,\n\
               m3,봄,로맨스,비싸요,1,\n";
    assert_eq!(
        read(csv),
        [
            "m1 \"바다, 그리고 산\" 드라마+가족 12900 true Some(1559174400)",
            "m2 \"겨울\"  -1 false None",
            "line 4: there is no id",
            "line 5: price must be a number, not \"비싸요\"",
        ]
    );
    let json = r#"{"ItemId": "g1", "IsHidden": true, "Categories": ["a", "b"], "Timestamp": "2026-01-02T00:00:00Z"}
{"id": 7, "title": "일곱", "price": 3.5}

{"id": "broken
"#;
    let read = read(json);
    assert_eq!(read[..2], ["g1 \"\" a+b -1 false Some(1767312000)", "7 \"일곱\"  3.5 true None"]);
    assert!(read[2].starts_with("line 4: it cannot be read"), "{read:?}");
}

#[test]
fn feedback_is_read_in_every_form() {
    let recbole = "user_id:token\titem_id:token\trating:float\ttimestamp:float\n\
                   196\t242\t3\t881250949\n186\t302\t5\t891717742\n22\t377\t1\t878887116\n";
    assert_eq!(
        read(recbole),
        ["196 view 242 1 881250949", "186 like 302 1 891717742", "22 dismiss 377 1 878887116"]
    );
    let shop = "회원;상품;행동;수량;일시\n민지;사과;구매;3;2026-11-01 10:00:00\n민지;배;찜;;\n민지;감;훔침;;\n;감;구매;;\n";
    let at = now().as_second();
    assert_eq!(
        read(shop),
        [
            "민지 buy 사과 3 1793527200".to_owned(),
            format!("민지 like 배 1 {at}"),
            "line 4: kind must be view, play, like, buy or dismiss, not \"훔침\"".to_owned(),
            "line 5: there is no person".to_owned(),
        ]
    );
    assert_eq!(FeedbackKind::ALL.len(), 5, "a new kind needs its words here");
}

#[test]
fn a_line_without_end_does_not_fill_the_memory() {
    let text = format!("{{\"id\": \"{}", "x".repeat(3 << 20));
    let read = read(&text);
    assert_eq!(read.len(), 1, "what comes after it is not guessed at");
    assert!(read[0].starts_with("line 1: it cannot be read"), "{}", read[0]);
}
