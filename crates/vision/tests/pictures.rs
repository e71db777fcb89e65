//! Image files as people send them: every form of one small picture, and what must be refused.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its own files has nothing to say")]

use std::path::PathBuf;

use vision::{Bounds, Likely, Picture, See, Verdict, VisionError, scripted::ScriptedEyes};

fn file(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    std::fs::read(folder.join(name)).unwrap()
}

fn picture(name: &str) -> Picture {
    Picture::read(&file(name), Bounds::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// How far apart two pictures' channels are on average.
fn apart(a: &[u8], b: &[u8]) -> f64 {
    let sum: u64 = a.iter().zip(b).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / a.len() as f64
}

#[test]
fn every_form_of_a_picture_is_the_same_picture() {
    let plain = picture("forms/plain.png");
    let grey: Vec<u8> =
        plain.pixels().as_chunks::<3>().0.iter().flat_map(|pixel| [luma(*pixel); 3]).collect();
    let check = |name: &str, expected: &[u8], most: f64| {
        let picture = picture(name);
        assert_eq!((picture.width(), picture.height()), (96, 64), "{name}");
        let apart = apart(picture.pixels(), expected);
        assert!(apart <= most, "{name}: {apart:.1} apart");
    };
    check("forms/plain.bmp", plain.pixels(), 0.0);
    check("forms/plain.webp", plain.pixels(), 0.0);
    check("forms/plain.jpg", plain.pixels(), 4.0);
    check("forms/progressive.jpg", plain.pixels(), 4.0);
    check("forms/cmyk.jpg", plain.pixels(), 4.0);
    check("forms/palette.png", plain.pixels(), 4.0);
    // The second picture of each animation is blue.
    check("forms/animated.gif", plain.pixels(), 4.0);
    check("forms/animated.webp", plain.pixels(), 0.0);
    check("forms/grey.jpg", &grey, 3.0);
    check("forms/grey16.png", &grey, 2.0);
    // Cameras that were held otherwise.
    check("forms/turned3.jpg", plain.pixels(), 4.0);
    check("forms/turned6.jpg", plain.pixels(), 4.0);
    check("forms/turned8.jpg", plain.pixels(), 4.0);
    check("forms/turned6.png", plain.pixels(), 0.0);
    // Nothing but transparency is white.
    check("forms/clear.png", &[255; 96 * 64 * 3], 0.0);
}

fn luma([red, green, blue]: [u8; 3]) -> u8 {
    ((299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue)) / 1000) as u8
}

#[test]
fn pictures_of_any_shape_have_a_square() {
    let check = |picture: &Picture, side: u32| {
        assert_eq!(picture.square(side).len(), (3 * side * side) as usize);
    };
    check(&picture("forms/one.png"), 224);
    check(&picture("forms/turned6.png"), 1);
    check(&picture("cat.jpg"), 224);
    let red = picture("forms/one.png").square(2);
    assert_eq!(red, [200, 30, 30].repeat(4), "one pixel fills the square");
}

#[test]
fn what_is_no_sound_image_is_refused_with_the_reason() {
    let check = |bytes: &[u8], reason: &str| {
        let error = Picture::read(bytes, Bounds::default()).unwrap_err();
        assert!(error.is_the_images(), "{error}");
        assert!(error.to_string().contains(reason), "{error} instead of {reason}");
    };
    check(b"", "no image");
    check(b"a letter, not an image", "no image");
    check(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "no image");
    check(&vec![0xFF; (20 << 20) + 1], "20971520 are the most");
    for name in ["plain.png", "plain.jpg", "progressive.jpg", "plain.webp", "plain.bmp", "animated.gif"] {
        let whole = file(&format!("forms/{name}"));
        check(&whole[..whole.len() / 2], "cannot be read");
        check(&whole[..12], "cannot be read");
    }
}

#[test]
fn a_small_file_that_says_it_is_huge_is_not_decoded() {
    let check = |name: &str, at: usize, size: &[u8]| {
        let mut bytes = file(&format!("forms/{name}"));
        bytes[at..at + size.len()].copy_from_slice(size);
        match Picture::read(&bytes, Bounds::default()) {
            Err(VisionError::TooManyPixels { most: 50_000_000, .. }) => {}
            other => panic!("{name}: {other:?}"),
        }
    };
    check("plain.bmp", 18, &[60_000u32.to_le_bytes(), 60_000u32.to_le_bytes()].concat());
    check("animated.gif", 6, &[0xFF; 4]);
    let jpeg = file("forms/plain.jpg");
    let frame = jpeg.windows(2).position(|marker| marker == [0xFF, 0xC0]).unwrap();
    check("plain.jpg", frame + 5, &[0xFF; 4]);
    let bounds = Bounds { pixels: 96 * 64 - 1, ..Bounds::default() };
    assert!(Picture::read(&jpeg, bounds).unwrap_err().to_string().contains("96 by 64"));
}

#[test]
fn scripted_eyes_read_the_image() {
    let eyes = ScriptedEyes::seeing(&[("espresso", 0.9), ("cup", 0.05)]);
    let seen = |name: &str| eyes.see(&[&picture(name)]).unwrap().remove(0);
    let plain = seen("forms/plain.png");
    assert_eq!(plain.classes[0].class().english, "espresso");
    let like = |name: &str| vision::alike(&plain.vector, &seen(name).vector);
    assert!(like("forms/plain.jpg") > 0.999 && like("forms/plain.jpg") > like("forms/one.png"));
}

#[test]
fn less_is_said_than_something_wrong() {
    let verdict = |likely: &[(&str, f32)]| {
        let eyes = ScriptedEyes::seeing(likely);
        eyes.see(&[&picture("forms/plain.png")]).unwrap().remove(0).verdict()
    };
    let name = |likely: Likely| likely.class().english;
    let cases: [(&[(&str, f32)], &str); 5] = [
        (&[("espresso", 0.9), ("cup", 0.05)], "espresso"),
        (&[("espresso", 0.4), ("cup", 0.3)], "espresso or cup"),
        (&[("espresso", 0.45), ("cup", 0.1)], "unknown"),
        (&[("espresso", 0.1)], "unknown"),
        (&[], "unknown"),
    ];
    for (likely, expected) in cases {
        let told = match verdict(likely) {
            Verdict::Sure(likely) => name(likely).to_owned(),
            Verdict::Either(a, b) => format!("{} or {}", name(a), name(b)),
            Verdict::Kind(kind, _) => kind.id.to_owned(),
            Verdict::Unknown => "unknown".to_owned(),
        };
        assert_eq!(told, expected, "{likely:?}");
    }
}

#[test]
fn a_smaller_copy_keeps_its_form_and_nothing_else_of_the_file() {
    let turned = file("forms/turned6.jpg");
    assert!(memchr::memmem::find(&turned, b"Exif").is_some());
    let picture = picture("forms/turned6.jpg");
    let small = picture.within(48);
    assert_eq!(small.width().max(small.height()), 48);
    let ratio = |picture: &Picture| f64::from(picture.width()) / f64::from(picture.height());
    assert!((ratio(&small) - ratio(&picture)).abs() < 0.05);
    assert_eq!(picture.within(10_000), picture);
    let copy = small.jpeg(85);
    assert!(memchr::memmem::find(&copy, b"Exif").is_none());
    let read = Picture::read(&copy, Bounds::default()).unwrap();
    assert_eq!((read.width(), read.height()), (small.width(), small.height()));
}

#[test]
fn files_that_cannot_be_read_do_not_hold_up_the_others() {
    let eyes = ScriptedEyes::seeing(&[("espresso", 0.9)]);
    let mut files = vec![file("forms/plain.png"); 11];
    files[0] = b"nothing".to_vec();
    files[6].truncate(60);
    let width = |picture: &Picture, seen: vision::Seen| (picture.width(), seen.classes.len());
    let seen = vision::see_files(&eyes, &files, Bounds::default(), width).unwrap();
    let wrong: Vec<usize> = (0..seen.len()).filter(|&place| seen[place].is_err()).collect();
    assert_eq!((seen.len(), wrong), (11, vec![0, 6]));
    assert!(seen.into_iter().flatten().all(|told| told == (96, 1)));
}
