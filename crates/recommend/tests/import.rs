//! Files as shops and researchers have them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use domain::FeedbackKind;
use jiff::Timestamp;
use recommend::import::{LineError, Lines, Row, Rows, Subject};

fn now() -> Timestamp {
    "2026-11-30T09:00:00Z".parse().unwrap()
}

/// Each line as it was understood, or what is wrong with it.
fn read(text: impl AsRef<[u8]>) -> Vec<String> {
    match Lines::new(text.as_ref()) {
        Ok(lines) => told(lines),
        Err(error) => vec![error.to_string()],
    }
}

fn told(lines: impl Iterator<Item = Result<(u64, Row), LineError>>) -> Vec<String> {
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

#[test]
fn korean_spreadsheets_are_read_in_their_encodings() {
    let text = "상품,제목,가격\r\np1,똠방각하,\"12,900원\"\r\np2,뷁,\r\n";
    let expected = ["p1 \"똠방각하\"  12900 true None", "p2 \"뷁\"  -1 true None"].map(str::to_owned);
    let utf16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect()
    };
    for (name, bytes) in [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8 with its mark", format!("\u{feff}{text}").into_bytes()),
        ("CP949", encoding_rs::EUC_KR.encode(text).0.into_owned()),
        ("UTF-16, little end first", utf16(u16::to_le_bytes)),
        ("UTF-16, big end first", utf16(u16::to_be_bytes)),
    ] {
        assert_eq!(read(bytes), expected, "{name}");
    }
    let json = encoding_rs::EUC_KR.encode("{\"id\": 1, \"제목\": \"겨울\"}\n").0.into_owned();
    assert_eq!(read(json), ["1 \"겨울\"  -1 true None"]);
}

#[test]
fn a_line_in_another_encoding_is_told_and_the_others_are_taken() {
    let mut bytes = "id,title\n1,봄\n2,".as_bytes().to_vec();
    bytes.extend_from_slice(&encoding_rs::EUC_KR.encode("여름").0);
    bytes.extend_from_slice("\n3,가을\n".as_bytes());
    assert_eq!(
        read(bytes),
        [
            "1 \"봄\"  -1 true None",
            "line 3: it cannot be read: it is not UTF-8 as the lines before",
            "3 \"가을\"  -1 true None",
        ]
    );
    assert_eq!(
        read(b"id,title\n1,\xff\xfe\xfd\n2,b\n"),
        ["line 2: it cannot be read: it is neither UTF-8 nor CP949", "2 \"b\"  -1 true None"]
    );
}

#[test]
fn a_broken_quotation_loses_its_own_line() {
    let csv = "id,title,price\n\
               1,\"한 줄\n두 줄, \"\"셋\"\"\n\n끝\",100\n\
               2,\"열렸어요,200\n\
               3,셋,300\n\
               4,\"네, 넷\",400\n\
               5,12\" 판,500\n\
               6,\"마지막,600\n";
    assert_eq!(
        read(csv),
        [
            "1 \"한 줄\\n두 줄, \\\"셋\\\"\\n\\n끝\"  100 true None",
            "line 6: a quotation mark is not closed",
            "3 \"셋\"  300 true None",
            "4 \"네, 넷\"  400 true None",
            "5 \"12\\\" 판\"  500 true None",
            "line 10: a quotation mark is not closed",
        ]
    );
    let long = format!("id,title,price\n1,\"{}\n2,b,2\n", "x\n".repeat(200));
    assert!(read(long).contains(&"2 \"b\"  2 true None".to_owned()));
}

#[test]
fn columns_that_come_and_go_are_told() {
    assert_eq!(
        read("id,title,genres\n1,봄,드라마\n2,여름\n3,가을,드라마,가족\n4,겨울,가족,,\n"),
        [
            "1 \"봄\" 드라마 -1 true None",
            "line 3: it has 2 values for 3 names",
            "line 4: it has 4 values for 3 names",
            "4 \"겨울\" 가족 -1 true None",
        ]
    );
    assert_eq!(
        read("번호,내용\n1,2\n"),
        ["line 1: no column is called id, or person and item; there are 번호, 내용"]
    );
    let json = r#"{"id": 1, "title": "봄", "price": 3}
{"id": 2, "genres": ["a"], "color": "red"}
{"id": {"no": 3}, "title": "가을"}
{"id": 4, "title": "겨울", "price": "many"}
{"id": 5, "genres": {"main": "a"}}
{"id": 6, "title": ["여럿", "둘"], "available": 0}
{"title": "7"}
"#;
    assert_eq!(
        read(json),
        [
            "1 \"봄\"  3 true None",
            "2 \"\" a -1 true None",
            "line 3: id must be a text or a number, not \"{\\\"no\\\":3}\"",
            "line 4: price must be a number, not \"many\"",
            "line 5: categories must be a list or a text, not \"{\\\"main\\\":\\\"a\\\"}\"",
            "6 \"여럿\"  -1 false None",
            "line 7: there is no id",
        ]
    );
}

#[test]
fn parquet_is_read_as_it_is_written_by_data_frames() {
    let items = include_bytes!("data/items.parquet");
    assert_eq!(
        told(Rows::of_bytes(items.to_vec()).unwrap()),
        [
            "m1 \"바다, 그리고 산\" 드라마+가족 12900 true Some(1559174400)",
            "m2 \"겨울\"  -1 false None",
            "line 3: there is no id",
        ]
    );
    let (_, first) = Rows::of_bytes(items.to_vec()).unwrap().next().unwrap().unwrap();
    assert_eq!(first.item().unwrap().vector, [0.5, -1.0]);
    // Five rows in three groups; times in nanoseconds.
    let ratings = include_bytes!("data/ratings.parquet");
    let now = now().as_second();
    assert_eq!(
        told(Rows::of_bytes(ratings.to_vec()).unwrap()),
        [
            "196 view 242 1 1793527200".to_owned(),
            "186 like 302 1 1793527200".to_owned(),
            "22 dismiss 377 1 1793527200".to_owned(),
            "7 like 1 1 1793527200".to_owned(),
            format!("8 like 2 1 {now}"),
        ]
    );
}

#[test]
fn a_broken_parquet_file_is_told_and_never_panics() {
    let whole = include_bytes!("data/ratings.parquet");
    let read = |bytes: Vec<u8>| match Rows::of_bytes(bytes) {
        Ok(rows) => told(rows),
        Err(error) => vec![error.to_string()],
    };
    for length in (0..whole.len()).step_by(31) {
        let told = read(whole[..length].to_vec());
        assert!(told[0].contains("broken"), "cut after {length} bytes: {told:?}");
    }
    for at in 0..whole.len() {
        for byte in [0x00, 0xff, whole[at] ^ 0x10] {
            let mut bytes = whole.to_vec();
            bytes[at] = byte;
            let told = read(bytes);
            assert!(told.len() <= 10, "byte {at}: {told:?}");
        }
    }
}
