//! `ieum recommend`: from files to answers, without a server or a model.

use std::fmt::Write;
use std::fs;

use crate::ieum::Ieum;

/// Forty people like films about the sea, forty about mountains: everybody five of eight.
fn files(ieum: &Ieum) -> [String; 2] {
    let mut items = "id,title,genres,price\n".to_owned();
    let mut feedback = "회원,상품,행동,일시\n".to_owned();
    for (kind, word) in [("sea", "바다"), ("hill", "산")] {
        for number in 0..8 {
            let _ = writeln!(items, "{kind}{number},{word} 이야기 {number},{word},{}", 1000 * number);
        }
        for person in 0..40 {
            for number in (0..5).map(|step| (person + step * (1 + person % 3)) % 8) {
                let _ = writeln!(feedback, "{kind}-{person},{kind}{number},좋아요,2026-11-0{}", 1 + number);
            }
        }
    }
    items.push_str("late,늦은 것,바다,비싸요\n");
    [("items.csv", items), ("likes.csv", feedback)].map(|(name, text)| {
        let file = ieum.folder().join(name);
        fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_owned()
    })
}

#[test]
fn a_catalogue_is_imported_learnt_and_asked() {
    let ieum = Ieum::bare();
    let [items, likes] = files(&ieum);
    let imported = ieum.run(&["recommend", "import", "films", &items, &likes]);
    assert_eq!(imported.text(), "");
    for told in [
        "16 items, 0 feedback, 1 wrong lines",
        "line 18: price must be a number",
        "ieum recommend train films",
    ] {
        assert!(imported.err.contains(told), "{told}: {}", imported.err);
    }
    let popular = ieum.run(&["recommend", "for", "films", "--count", "3"]);
    assert_eq!(popular.text().lines().count(), 3);
    assert!(popular.text().contains("요즘 인기가 많아서"), "{}", popular.text());

    // What a search left that was stopped long ago, of other likings.
    let trials = ieum.data().join("catalogs/films.trials");
    fs::create_dir_all(trials.parent().unwrap()).unwrap();
    fs::write(&trials, "trials 00\n3ff0000000000000 Popularity\n").unwrap();
    let learnt = ieum.run(&["recommend", "train", "films"]);
    assert!(learnt.text().contains("80 people, 16 items"), "{}", learnt.text());
    assert!(!trials.exists(), "learning is done");
    assert!(ieum.run(&["recommend", "list"]).text().contains("films\t16 items"));
    let shown = ieum.run(&["recommend", "for", "films", "sea-3", "--count", "2", "--json"]);
    for line in shown.text().lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(line["item"].as_str().unwrap().starts_with("sea"), "{line}");
        assert!(line["reason"].as_str().unwrap().ends_with("좋아하셔서"), "{line}");
    }
    let everybody = ieum.run(&["recommend", "for", "films", "--everybody", "--count", "3"]);
    assert_eq!(everybody.text().lines().count(), 80);
    let similar = ieum.run(&["recommend", "similar", "films", "hill2", "--count", "1", "--language", "en"]);
    assert!(similar.text().contains("[hill"), "{}", similar.text());
    assert!(similar.text().contains("because it is like “산 이야기 2”"), "{}", similar.text());

    let why = ieum.run(&["recommend", "explain", "films", "sea-3", "hill2"]);
    assert!(why.text().starts_with("‘산 이야기 2’는 16개 가운데 "), "{}", why.text());
    let why = ieum.run(&["recommend", "explain", "films", "sea-3", "hill2", "--at-most", "500", "--json"]);
    let why: serde_json::Value = serde_json::from_str(why.text()).unwrap();
    assert!(why["hidden"] == true && why["told"].to_string().contains("가격대가 아니라서"), "{why}");

    assert_eq!(ieum.run(&["recommend", "remove", "films"]).code, 0);
    ieum.run(&["recommend", "for", "films"]).complains(&["there is no catalogue", "ieum recommend list"]);
    assert!(!ieum.client_was_called(), "recommending needs no model");
}

#[test]
fn files_of_spreadsheets_and_data_frames_are_imported() {
    let ieum = Ieum::bare();
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../recommend/tests/data");
    let [items, ratings] = ["items", "ratings"].map(|name| format!("{data}/{name}.parquet"));
    let long = "x".repeat(300);
    let csv = ieum.folder().join("more.csv");
    fs::write(&csv, format!("id,title\nm3,봄\n{long},긴 것\nm3,가을\n")).unwrap();
    let imported = ieum.run(&["recommend", "import", "films", &items, &ratings, csv.to_str().unwrap()]);
    for told in [
        "items.parquet: 2 items, 0 feedback, 1 wrong lines",
        "line 3: there is no id",
        "ratings.parquet: 0 items, 5 feedback, 0 wrong lines",
        "line 3: the id of the item must have 1 to 256 bytes",
        "1 items came more than once; of each, the last line stands",
    ] {
        assert!(imported.err.contains(told), "{told}: {}", imported.err);
    }
    let shown = ieum.run(&["recommend", "for", "films", "--count", "20"]);
    assert!(shown.text().contains("가을 [m3]") && !shown.text().contains("봄"), "{}", shown.text());
    let broken = ieum.folder().join("broken.parquet");
    fs::write(&broken, &fs::read(&items).unwrap()[..500]).unwrap();
    ieum.run(&["recommend", "import", "films", broken.to_str().unwrap()]).complains(&["the file is broken"]);
    let nothing = ieum.folder().join("nothing.csv");
    fs::write(&nothing, "번호,내용\n1,2\n").unwrap();
    ieum.run(&["recommend", "import", "films", nothing.to_str().unwrap()])
        .complains(&["no column is called id", "번호, 내용"]);
}

#[test]
fn example_films_are_made_once_and_marked_wherever_they_are_shown() {
    let ieum = Ieum::bare();
    let made = ieum.run(&["recommend", "demo"]);
    assert!(made.text().contains("300 people, 120 items"), "{}", made.text());
    assert!(made.err.contains("example films"), "{}", made.err);
    let listed = ieum.run(&["recommend", "list"]).text().to_owned();
    let shown = ieum.run(&["recommend", "for", "demo", "demo-person-002", "--count", "5"]);
    let shown = shown.text();
    assert!(shown.lines().count() == 5 && shown.lines().all(|line| line.contains("(예시 영화)")), "{shown}");
    let similar = ieum.run(&["recommend", "similar", "demo", "demo-001", "--language", "en", "--json"]);
    let similar = similar.text();
    assert!(similar.lines().all(|line| line.contains(r#""notice":"example film""#)), "{similar}");
    assert_eq!(ieum.run(&["recommend", "demo"]).code, 0);
    assert_eq!(ieum.run(&["recommend", "list"]).text(), listed, "nobody has done anything twice");
}

#[test]
fn what_cannot_be_is_told() {
    let ieum = Ieum::bare();
    let [items, _] = files(&ieum);
    let check = |arguments: &[&str], words: &[&str]| ieum.run(arguments).complains(words);
    check(&["recommend", "import", "../films", &items], &["letters, digits, - and _"]);
    check(&["recommend", "import", "films", "nowhere.csv"], &["nowhere.csv"]);
    check(&["recommend", "train", "nothing"], &["there is no catalogue"]);
    check(&["recommend", "eval", &items, "--held-out", "2"], &["from 0.01 to 0.9"]);
    ieum.run(&["recommend", "import", "films", &items]);
    check(&["recommend", "similar", "films", "x"], &["has no item \"x\""]);
    check(&["recommend", "for", "films", "--diversity", "3"], &["diversity must be a number from 0 to 1"]);
}
