//! The real network on real photographs (`pictures/SOURCES.md` says whose).
#![expect(clippy::unwrap_used, reason = "a test that cannot read its own files has nothing to say")]

use std::path::{Path, PathBuf};

use vision::{Bounds, Eyes, Picture, See, Seen, alike};

fn eyes(threads: usize) -> Eyes {
    let models = models::testing::folder();
    let folder = models.join("efficientnet-lite0");
    assert!(folder.is_dir(), "run `ieum models pull efficientnet-lite0`");
    Eyes::open(&folder, &models.join("onnxruntime/libonnxruntime.so"), threads).unwrap()
}

fn picture(name: &str) -> Picture {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    Picture::read(&std::fs::read(folder.join(name)).unwrap(), Bounds::default()).unwrap()
}

fn see(eyes: &Eyes, name: &str) -> Seen {
    eyes.see(&[&picture(name)]).unwrap().remove(0)
}

#[test]
fn photographs_are_what_they_show() {
    let eyes = eyes(2);
    let check = |name: &str, expected: &[&str]| {
        let seen = see(&eyes, name);
        let best = &seen.classes[0];
        assert!(expected.contains(&best.class().english), "{name}: {:?}", seen.classes);
        let probabilities: Vec<f32> = seen.classes.iter().map(|likely| likely.probability).collect();
        assert!(probabilities.is_sorted_by(|a, b| a >= b) && probabilities.iter().sum::<f32>() <= 1.001);
        assert_eq!(seen.vector.len(), 1280);
        assert!((alike(&seen.vector, &seen.vector) - 1.0).abs() < 1e-5, "{name}: not of length 1");
    };
    let cats = ["tabby cat", "tiger cat", "Egyptian Mau"];
    check("cat.jpg", &cats);
    check("cat-near.jpg", &cats);
    check("coffee.jpg", &["espresso", "cup"]);
    check("coffee-near.jpg", &["espresso", "cup"]);
    // It stands beside its tower, which the network sees first.
    let rocket = see(&eyes, "rocket.jpg");
    assert!(rocket.classes.iter().any(|likely| likely.class().english == "missile"), "{:?}", rocket.classes);
}

#[test]
fn pictures_of_one_kind_are_nearer_than_of_two() {
    let eyes = eyes(1);
    let vector = |name: &str| see(&eyes, name).vector;
    let kinds = [["cat.jpg", "cat-near.jpg"], ["coffee.jpg", "coffee-near.jpg"]].map(|kind| kind.map(vector));
    let [[cat, cat_near], [coffee, coffee_near]] = &kinds;
    let within = alike(cat, cat_near).min(alike(coffee, coffee_near));
    for (a, b) in [(cat, coffee), (cat, coffee_near), (cat_near, coffee), (cat_near, coffee_near)] {
        assert!(alike(a, b) < within - 0.2, "{} between kinds, {within} within", alike(a, b));
    }
}

#[test]
fn several_pictures_at_once_are_seen_as_one_by_one() {
    let eyes = eyes(1);
    let names = ["cat.jpg", "coffee.jpg", "rocket.jpg"];
    let pictures = names.map(picture);
    let together = eyes.see(&pictures.each_ref()).unwrap();
    for (name, seen) in names.iter().zip(together) {
        let alone = see(&eyes, name);
        assert!(alike(&seen.vector, &alone.vector) > 0.99999, "{name}");
        assert_eq!(seen.classes[0].index, alone.classes[0].index, "{name}");
    }
    assert_eq!(eyes.see(&[]).unwrap(), []);
}

#[test]
fn a_folder_without_the_model_says_what_to_do() {
    let library = models::testing::folder().join("onnxruntime/libonnxruntime.so");
    let error = Eyes::open(Path::new("/nowhere"), &library, 1).unwrap_err();
    assert!(error.to_string().contains("ieum models pull"), "{error}");
}
