//! The real reader on pictures with text (`pictures/SOURCES.md` says how they were made).
#![expect(clippy::unwrap_used, reason = "a test that cannot read its own files has nothing to say")]

use std::path::{Path, PathBuf};

use vision::{Bounds, Page, Picture, Read, Reader, VisionError};

fn reader() -> Reader {
    let models = models::testing::folder();
    let folder = models.join("pp-ocrv5");
    assert!(folder.is_dir(), "run `ieum models pull pp-ocrv5`");
    Reader::open(&folder, &models.join("onnxruntime/libonnxruntime.so"), 2).unwrap()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pictures")
}

fn picture(name: &str) -> Picture {
    Picture::read(&std::fs::read(folder().join(name)).unwrap(), Bounds::default()).unwrap()
}

/// What is drawn in a picture, without its extension.
fn written(name: &str) -> String {
    let text = folder().join(name).with_extension("txt");
    std::fs::read_to_string(text).unwrap().trim().to_owned()
}

fn lines(page: &Page) -> String {
    let lines: Vec<&str> = page.lines().map(|line| line.text.as_str()).collect();
    lines.join("\n")
}

/// How many letters differ (Levenshtein's distance).
fn differing(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for j in 0..b.len() {
            let next = (corner + usize::from(letter != b[j])).min(row[j] + 1).min(row[j + 1] + 1);
            corner = std::mem::replace(&mut row[j + 1], next);
        }
    }
    row[b.len()]
}

#[test]
fn english_is_read_even_when_it_stands_on_its_head() {
    let page = reader().read(&picture("text/english-turned.png")).unwrap();
    assert_eq!(lines(&page), written("text/english-turned.png"));
    assert_eq!(page.unread, 0);
    // Its first corner is at its first letter.
    let [first, second, ..] = page.lines().next().unwrap().corners;
    assert!(first.x > second.x && page.lines().all(|line| line.confidence > 0.9), "{page:?}");
}

#[test]
fn korean_is_read_by_tesseract_or_said_to_be_missing() {
    let reader = reader();
    let check = |name: &str| match (Reader::korean(), reader.read(&picture(name))) {
        (Ok(_), Ok(page)) => {
            let (read, written) = (lines(&page), written(name));
            let most = written.chars().count() * 3 / 100;
            assert!(differing(&read, &written) <= most, "{name}:\n{read}\ninstead of\n{written}");
        }
        (Err(_), Ok(page)) => assert!(page.unread > 0, "{name}: {page:?}"),
        (Err(_), Err(VisionError::KoreanMissing)) => {}
        (_, Err(error)) => panic!("{name}: {error}"),
    };
    check("text/mixed.png");
    check("text/menu.png");
    check("text/columns.png");
    check("text/photo.jpg");
}

#[test]
fn where_nothing_is_written_nothing_is_read() {
    let reader = reader();
    for name in ["forms/one.png", "forms/clear.png", "forms/grey.jpg"] {
        assert_eq!(reader.read(&picture(name)).unwrap(), Page::default(), "{name}");
    }
}

#[test]
fn a_folder_without_the_models_says_what_to_do() {
    let library = models::testing::folder().join("onnxruntime/libonnxruntime.so");
    let error = Reader::open(Path::new("/nowhere"), &library, 1).unwrap_err();
    assert!(error.to_string().contains("ieum models pull"), "{error}");
    assert!(VisionError::KoreanMissing.to_string().contains("tesseract-ocr-kor"));
}
