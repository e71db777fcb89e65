//! Sets the stage for each client: a server, and recordings in our own voices.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, ensure};

use crate::server::ieum;

/// What the recordings say, and in which voice. The first calls the assistant, in another voice than the assistant's, in
/// which this phrase is not understood (docs/performance.md).
const SAID: [(&str, &str, &str); 4] = [
    ("call", "jm_kumo", "헤이 이음. 불 켜 줘."),
    ("weather", "ieum", "이번 주말에 부산 날씨가 어떤지 알려 주세요."),
    ("alarm", "ieum", "내일 아침 일곱 시에 알람을 맞춰 주세요."),
    ("story", "ieum", "어제는 친구와 함께 공원에서 자전거를 탔어요."),
];

/// The reference library's own client.
pub fn wyoming(python: &OsStr) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let recordings = recordings(folder.path())?;
    let server = Serving::start(folder.path(), &["--wyoming", "127.0.0.1:0"], "tcp://")?;
    let client = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/clients/wyoming_client.py");
    let status = Command::new(python).arg(client).arg(&server.address).args(&recordings).status()?;
    ensure!(status.success(), "the client ended with {status}\n{}", server.log(folder.path()));
    Ok(())
}

/// OpenAI's own client, without a key and then with one that the server asks for.
pub fn openai(python: &OsStr) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let recordings = recordings(folder.path())?;
    let client = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/clients/openai_client.py");
    let run = |key: &str| -> anyhow::Result<()> {
        let server = Serving::start(folder.path(), &[], "http://")?;
        let status =
            Command::new(python).arg(&client).arg(&server.address).arg(key).args(&recordings).status()?;
        ensure!(status.success(), "the client ended with {status}\n{}", server.log(folder.path()));
        Ok(())
    };
    run("none")?;
    run(&key(folder.path())?)
}

/// Gorse's own client, with a key.
pub fn gorse(python: &OsStr) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let key = key(folder.path())?;
    let client = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/clients/gorse_client.py");
    let server = Serving::start(folder.path(), &[], "http://")?;
    let status = Command::new(python).arg(&client).arg(&server.address).arg(key).status()?;
    ensure!(status.success(), "the client ended with {status}\n{}", server.log(folder.path()));
    Ok(())
}

/// SDKs for skill servers: Python's, and one of Node's where that and its packages are.
pub fn skills(python: &OsStr) -> anyhow::Result<()> {
    let servers = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/clients/skill_sdks.py");
    let mut command = Command::new(python);
    command.arg(servers).arg(env!("CARGO_BIN_EXE_ieum")).args(std::env::var_os("IEUM_CLIENTS_NODE"));
    let status = command.status()?;
    ensure!(status.success(), "the servers ended with {status}");
    Ok(())
}

/// A key, which the server asks for since there is a password.
fn key(folder: &Path) -> anyhow::Result<String> {
    let key = ieum(folder, "ko").args(["keys", "add", "client"]).output()?;
    ensure!(key.status.success(), "no key was made: {}", String::from_utf8_lossy(&key.stderr));
    let mut password = ieum(folder, "ko").args(["password", "--stdin"]).stdin(Stdio::piped()).spawn()?;
    password.stdin.take().expect("standard input was asked for").write_all(b"a long password\n")?;
    ensure!(password.wait()?.success(), "no password was set");
    Ok(String::from_utf8(key.stdout)?.trim().to_owned())
}

/// A WAV file for each text, with the text beside it.
fn recordings(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let record = |(name, voice, text): &(&str, &str, &str)| {
        let path = folder.join(name).with_extension("wav");
        std::fs::write(path.with_extension("txt"), text)?;
        let status = ieum(folder, "ko").args(["say", text, "--voice", voice, "-o"]).arg(&path).status()?;
        ensure!(status.success(), "ieum say failed for {text:?}");
        Ok(path)
    };
    SAID.iter().map(record).collect()
}

/// A server that ends with its test.
struct Serving {
    process: Child,
    address: String,
}

impl Serving {
    /// Starts a server and waits until it prints an address with this scheme.
    fn start(folder: &Path, arguments: &[&str], scheme: &str) -> anyhow::Result<Self> {
        let log = std::fs::File::create(folder.join("log"))?;
        let mut process = ieum(folder, "ko")
            .args(["serve", "--port", "0"])
            .args(arguments)
            .env("XDG_CONFIG_HOME", folder)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .context("the server does not start")?;
        let output = BufReader::new(process.stdout.take().expect("standard output was asked for"));
        let mut serving = Self { process, address: String::new() };
        let lines = output.lines().map_while(Result::ok);
        let found = lines.filter_map(|line| Some(line[line.find(scheme)?..].to_owned())).next();
        let found = found.with_context(|| format!("no address was printed:\n{}", serving.log(folder)))?;
        serving.address = found.split_whitespace().next().unwrap_or_default().to_owned();
        Ok(serving)
    }

    fn log(&self, folder: &Path) -> String {
        let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(30)..].join("\n")
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to do.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
