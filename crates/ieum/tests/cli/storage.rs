//! A full disk and a data folder that cannot be written, for real: the binary runs in a mount namespace of its own, where
//! the data folder is a small file system, or one that is mounted read-only. That binds root as well.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::ieum::{Done, Ieum, Server};

/// `DATA` is mounted this way before the command begins.
const SMALL: &str = "mount -t tmpfs -o size=1m,mode=700 tmpfs \"$DATA\"";
const READ_ONLY: &str = "mount --bind \"$DATA\" \"$DATA\" && mount -o remount,bind,ro \"$DATA\"";

#[test]
fn a_full_disk_refuses_new_turns_and_loses_none() {
    let ieum = Ieum::with_models();
    let Some(serve) = mounted(&ieum, SMALL, &["serve", "--port", "0"]) else { return };
    let server = Server::start(serve);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (status, first) = say(&server, 1).await;
        assert_eq!((status, &first["status"]), (StatusCode::OK, &json!("answered")), "{first}");
        let filler = fill(&server, &ieum);
        // What is left of the last page may still take a few.
        let mut number = 2;
        let refused = loop {
            match say(&server, number).await {
                (StatusCode::OK, _) => number += 1,
                (_, problem) => break problem,
            }
        };
        assert_eq!(refused["code"], "storage_full", "{refused}");
        assert!(refused.to_string().contains("공간"), "it says what to do: {refused}");
        let places: Vec<_> =
            history(&server, &first).await.iter().map(|turn| turn["sequence"].clone()).collect();
        assert!(places.len() >= number - 1, "a full disk still lets people read: {places:?}");

        std::fs::remove_file(filler).unwrap();
        let (status, next) = say(&server, number).await;
        assert_eq!(
            (status, &next["status"]),
            (StatusCode::OK, &json!("answered")),
            "no restart is needed: {next}"
        );
        let turns = history(&server, &first).await;
        assert!(turns.iter().all(|turn| turn["status"] == "answered"), "{turns:?}");
        assert_eq!(turns.len(), number, "whatever was accepted is there, once");
        assert_eq!(turns.last().unwrap()["sequence"], json!(number));
    });
    assert_eq!(server.stop(), 0);
}

#[test]
fn a_folder_that_cannot_be_written_says_what_to_do() {
    for with_a_database in [false, true] {
        let ieum = Ieum::bare();
        std::fs::create_dir(ieum.data()).unwrap();
        if with_a_database {
            ieum.run(&["ask", "안녕"]).text();
        }
        for arguments in [&["ask", "안녕"][..], &["serve", "--port", "0"], &["password"]] {
            let Some(command) = mounted(&ieum, READ_ONLY, arguments) else { return };
            let done = Done::of(command, b"long enough\nlong enough\n");
            done.complains(&["data folder", "cannot be written", "permissions", "--data-dir"]);
            assert!(!done.err.contains("fetching"), "{}", done.err);
        }
        let doctor = Done::of(mounted(&ieum, READ_ONLY, &["doctor"]).unwrap(), b"");
        let report = String::from_utf8(doctor.out).unwrap();
        assert!(report.contains("cannot be written") && !report.contains("backup"), "{report}");
    }
}

/// The command in a mount namespace of its own, after `mount` has been run there; None where the system does not let us.
fn mounted(ieum: &Ieum, mount: &str, arguments: &[&str]) -> Option<Command> {
    let allowed = [&["--mount"][..], &["--mount", "--user", "--map-root-user"]].into_iter().find(|options| {
        let probe =
            Command::new("unshare").args(*options).args(["mount", "-t", "tmpfs", "tmpfs", "/mnt"]).output();
        probe.is_ok_and(|probe| probe.status.success())
    });
    let Some(options) = allowed else {
        eprintln!("skipped: this system lets us make no mount namespace (`unshare --mount`)");
        return None;
    };
    std::fs::create_dir_all(ieum.data()).unwrap();
    let inner = ieum.command(arguments);
    let mut command = Command::new("unshare");
    command
        .env_clear()
        .envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .env("DATA", ieum.data())
        .args(options)
        .args(["sh", "-c", &format!("{mount} && exec \"$@\""), "sh"])
        .arg(inner.get_program())
        .args(inner.get_args())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    Some(command)
}

/// Takes all the space there is; returns the file that has it.
fn fill(server: &Server, ieum: &Ieum) -> PathBuf {
    let data = ieum.data();
    let inside = PathBuf::from(format!("/proc/{}/root{}", server.process(), data.display()));
    let path = inside.join("filler");
    let mut file = File::create(&path).unwrap();
    let full = std::iter::repeat_with(|| file.write_all(&[0; 4096])).find_map(Result::err).unwrap();
    assert_eq!(full.kind(), ErrorKind::StorageFull);
    path
}

/// Says something long; the same number is the same event.
async fn say(server: &Server, number: usize) -> (StatusCode, Value) {
    let text = format!("{number} {}", "가나다라".repeat(200));
    let request = reqwest::Client::new()
        .post(format!("{}/v1/turns", server.address))
        .header("idempotency-key", format!("019ab000-0000-7000-8000-{number:012}"))
        .json(&json!({ "text": text }));
    let response = request.send().await.unwrap();
    (response.status(), response.json().await.unwrap())
}

async fn history(server: &Server, turn: &Value) -> Vec<Value> {
    let conversation = turn["conversation"].as_str().unwrap();
    let url = format!("{}/v1/conversations/{conversation}/turns", server.address);
    let page: Value = reqwest::get(url).await.unwrap().json().await.unwrap();
    page["turns"].as_array().unwrap().clone()
}
