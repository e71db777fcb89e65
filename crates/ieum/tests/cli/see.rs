//! `ieum see`, with the real model.

use std::path::PathBuf;

use serde_json::Value;

use crate::ieum::Ieum;

/// A photograph of the vision crate's tests.
fn photo(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../vision/tests/pictures");
    folder.join(name).to_str().unwrap().to_owned()
}

#[test]
fn a_picture_is_named() {
    let ieum = Ieum::with_models();
    for (language, names) in [("ko", ["에스프레소", "컵"]), ("en", ["espresso", "cup"])] {
        let seen = ieum.run(&["--language", language, "see", &photo("coffee.jpg")]);
        let likely: Vec<&str> = seen.text().lines().filter(|line| line.contains(" %  ")).collect();
        assert_eq!(likely.len(), 5, "{likely:?}");
        assert!(names.iter().any(|name| likely[0].ends_with(name)), "{likely:?}");
    }
    let vector = ieum.run(&["see", "--vector", &photo("coffee.jpg")]);
    assert_eq!(
        vector.text().split_whitespace().filter_map(|number| number.parse::<f32>().ok()).count(),
        1280
    );
}

#[test]
fn several_pictures_are_compared() {
    let ieum = Ieum::with_models();
    let [cat, near, coffee] = ["cat.jpg", "cat-near.jpg", "coffee.jpg"].map(photo);
    let seen = ieum.run(&["see", "--json", &cat, &near, &coffee]);
    let seen: Value = serde_json::from_str(seen.text()).unwrap();
    assert_eq!(seen["images"].as_array().unwrap().len(), 3);
    assert_eq!(seen["images"][1]["file"], near);
    let alike = |pair: usize| seen["pairs"][pair]["alike"].as_f64().unwrap();
    assert!(alike(0) > alike(1) && alike(0) > alike(2), "{seen:#}");
    for (language, words) in [("ko", "서로 닮은 정도예요"), ("en", "How alike they are")] {
        let seen = ieum.run(&["--language", language, "see", &cat, &coffee]);
        assert!(seen.text().contains(words), "{}", seen.text());
    }
}

#[test]
fn what_cannot_be_seen_is_explained() {
    // Before any model is needed.
    Ieum::bare().run(&["see", "nowhere.jpg"]).complains(&["nowhere.jpg", "cannot be read"]);
    let letter = photo("SOURCES.md");
    Ieum::with_models().run(&["see", &letter]).complains(&["SOURCES.md", "JPEG, PNG, WebP, GIF and BMP"]);
}
