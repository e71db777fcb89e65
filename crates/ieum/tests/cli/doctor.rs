//! `ieum doctor`.

use std::fs;
use std::net::TcpListener;

use crate::ieum::Ieum;

/// What the doctor says, and whether all is well.
fn report(ieum: &Ieum, arguments: &[&str]) -> (String, bool) {
    let done = ieum.run(&[&["doctor"], arguments].concat());
    (String::from_utf8(done.out).unwrap(), done.code == 0)
}

#[test]
fn everything_is_there() {
    let ieum = Ieum::with_models().set("IEUM_SERVER__PORT", "0");
    ieum.run(&["ask", "안녕"]).text();
    let (report, well) = report(&ieum, &["--verify"]);
    assert!(well && !report.contains("BAD"), "{report}");
    for subject in ["whisper-base: verified", "ONNX Runtime: opens", "database: sound", "is writable", "free"]
    {
        assert!(report.contains(subject), "{subject}: {report}");
    }
    // Without a package client one can live once the models are there.
    assert!(report.contains("note  package client"), "{report}");
}

#[test]
fn every_trouble_comes_with_its_remedy() {
    let check = |ieum: &Ieum, trouble: &str, remedy: &str| {
        let (report, well) = report(ieum, &[]);
        assert!(!well, "{report}");
        let mut lines =
            report.lines().skip_while(|line| !(line.starts_with("BAD") && line.contains(trouble)));
        assert!(lines.next().is_some(), "{trouble}: {report}");
        assert!(
            lines.next().is_some_and(|line| line.contains("->") && line.contains(remedy)),
            "{remedy}: {report}"
        );
    };
    check(&Ieum::bare(), "model kokoro: missing", "ieum models pull kokoro");
    check(&Ieum::bare(), "package client", "apt install python3-pip");
    check(&Ieum::bare(), "ONNX Runtime", "ieum models pull onnxruntime");
    check(&Ieum::bare().set("IEUM_MODELS__VOICE", "nope"), "\"nope\"", "ieum models list");
    check(&Ieum::bare().set("IEUM_SERVER__PORT", "many"), "configuration", "ieum config");

    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    check(&Ieum::bare().set("IEUM_SERVER__PORT", port), "in use by another program", "--port");

    let ieum = Ieum::bare();
    fs::create_dir(ieum.data()).unwrap();
    fs::write(ieum.data().join("ieum.sqlite"), "no database ".repeat(500)).unwrap();
    check(&ieum, "database", "backup");

    let file = Ieum::bare();
    fs::write(file.data(), "").unwrap();
    let inside = file.data().join("x").to_str().unwrap().to_owned();
    let file = file.set("IEUM_DATA_DIR", inside);
    let (report, _) = report(&file, &[]);
    assert!(report.contains("data folder"), "{report}");
}
