//! The real server as a child process, on a spare port, with a data folder of its own.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use anyhow::{Context, bail, ensure};

/// In the address at which a KakaoTalk channel asks.
pub const CHANNEL: &str = "channel-of-the-stories";
/// A cold start loads all models; nothing that is well takes this long.
const START: Duration = Duration::from_secs(120);

pub struct Server {
    process: Child,
    /// `http://localhost:PORT`.
    pub address: String,
    /// Has the data folder, `data`, and the log.
    pub folder: tempfile::TempDir,
    language: String,
    /// More of the environment.
    settings: Settings,
}

/// Settings of the configuration, as the environment names them.
pub type Settings = &'static [(&'static str, &'static str)];

/// What a server begins with.
#[derive(Clone, Copy)]
pub struct Setup<'a> {
    /// The owner's.
    pub language: &'a str,
    /// Bots of `data/bots/`, and what lies beside them.
    pub bots: &'a [String],
    /// Other bots: their names, and what is in their files.
    pub written: &'a [(String, String)],
    pub settings: Settings,
}

impl<'a> Setup<'a> {
    /// No bots, and the usual settings.
    pub fn speaking(language: &'a str) -> Self {
        Self { language, bots: &[], written: &[], settings: &[] }
    }
}

impl Server {
    /// Starts it, and waits until it is there.
    pub fn start(setup: &Setup<'_>) -> anyhow::Result<Self> {
        let Setup { language, bots, written, settings } = *setup;
        let folder = tempfile::tempdir()?;
        let own = folder.path().join("data/bots");
        std::fs::create_dir_all(&own)?;
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/bots");
        for entry in std::fs::read_dir(&shipped)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if bots.iter().any(|bot| name.split('.').next() == Some(bot)) {
                std::fs::copy(&path, own.join(name))?;
            }
        }
        for (name, text) in written {
            std::fs::write(own.join(format!("{name}.yaml")), text)?;
        }
        let missing = bots.iter().find(|bot| !own.join(format!("{bot}.yaml")).exists());
        ensure!(missing.is_none(), "there is no bot {missing:?}");
        let (process, address) = launch(folder.path(), language, "0", settings)?;
        Ok(Self { process, address, folder, language: language.into(), settings })
    }

    /// Changes the file of a bot while the server runs.
    pub fn edit(&self, bot: &str, find: &str, put: &str) -> anyhow::Result<()> {
        let path = self.folder.path().join(format!("data/bots/{bot}.yaml"));
        let text = std::fs::read_to_string(&path)?;
        ensure!(text.contains(find), "{bot}.yaml has no {find:?}");
        Ok(std::fs::write(&path, text.replacen(find, put, 1))?)
    }

    /// Ends in order, as on Ctrl-C, and starts again on the same data.
    pub fn restart(&mut self) -> anyhow::Result<()> {
        let asked = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status()?;
        ensure!(asked.success(), "the server is gone already");
        let status = self.process.wait()?;
        ensure!(status.success(), "the server ended with {status}\n{}", self.log());
        self.launch_again()
    }

    /// Dies on the spot and starts again on the same data.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        self.die()?;
        self.launch_again()
    }

    /// Dies on the spot.
    pub fn die(&mut self) -> anyhow::Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }

    /// Sets the owner's password beside the running server.
    #[allow(dead_code, reason = "only the browser signs in")]
    pub fn set_password(&self, password: &str) -> anyhow::Result<()> {
        let mut setting = ieum(self.folder.path(), &self.language)
            .args(["password", "--stdin"])
            .env("XDG_CONFIG_HOME", self.folder.path())
            .stdin(Stdio::piped())
            .spawn()?;
        writeln!(setting.stdin.take().expect("standard input was asked for"), "{password}")?;
        ensure!(setting.wait()?.success(), "the password could not be set");
        Ok(())
    }

    /// The end of the server's log.
    pub fn log(&self) -> String {
        let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(30)..].join("\n")
    }

    /// Starts on the same data and the same port, where a browser's page looks for it.
    pub fn launch_again(&mut self) -> anyhow::Result<()> {
        let port = self.address.rsplit(':').next().unwrap_or("0");
        (self.process, self.address) = launch(self.folder.path(), &self.language, port, self.settings)?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to do.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// `ieum`, with nothing of this machine's own settings.
pub fn ieum(data: &Path, language: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ieum"));
    command
        .env("IEUM_DATA_DIR", data.join("data"))
        .env("IEUM_LANGUAGE", language)
        .env("IEUM_ASSISTANT__TIME_ZONE", "Asia/Seoul")
        // The skill servers of the stories are on this machine.
        .env("IEUM_SERVER__PRIVATE_LINKS", "true")
        .env("IEUM_PARTNERS__PRIVATE_LINKS", "true")
        .env("IEUM_KAKAO__SECRET", CHANNEL)
        .env_remove("IEUM_CONFIG")
        .stdin(Stdio::null());
    command
}

fn launch(folder: &Path, language: &str, port: &str, settings: Settings) -> anyhow::Result<(Child, String)> {
    let log = File::options().create(true).append(true).open(folder.join("log"))?;
    let mut process = ieum(folder, language)
        .args(["serve", "--port", port])
        .env("XDG_CONFIG_HOME", folder)
        .envs(settings.iter().copied())
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .context("the server does not start")?;
    let lines = lines_of(process.stdout.take().expect("standard output was asked for"));
    match address(&lines) {
        Some(address) => Ok((process, address)),
        None => {
            let _ = process.kill();
            let _ = process.wait();
            let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
            bail!("the server did not print its address; its log says:\n{log}")
        }
    }
}

/// The address the server prints when it is ready.
fn address(lines: &Receiver<String>) -> Option<String> {
    loop {
        let line = lines.recv_timeout(START).ok()?;
        if let Some(at) = line.find("http://") {
            return line[at..]
                .split_whitespace()
                .next()
                .map(|address| address.trim_end_matches('/').to_owned());
        }
    }
}

/// Reads to the end, so that the server never waits for a reader.
fn lines_of(output: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    receiver
}
