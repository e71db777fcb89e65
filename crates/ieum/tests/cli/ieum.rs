//! Runs the binary with a data folder of its own and nothing from the environment of the tests.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// One install: a data folder, a cache folder, and a package client that fails and leaves a trace.
pub struct Ieum {
    folder: TempDir,
    cache: PathBuf,
    variables: Vec<(String, String)>,
}

/// What a command did.
#[derive(Debug)]
pub struct Done {
    pub code: i32,
    pub out: Vec<u8>,
    pub err: String,
}

impl Ieum {
    /// Without any model.
    pub fn bare() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let cache = folder.path().join("cache");
        Self::new(folder, cache)
    }

    /// With the real models.
    pub fn with_models() -> Self {
        let cache = ::models::testing::folder().parent().unwrap().to_owned();
        Self::new(tempfile::tempdir().unwrap(), cache)
    }

    /// With models that a test has put together.
    pub fn with_cache(cache: &Path) -> Self {
        Self::new(tempfile::tempdir().unwrap(), cache.to_owned())
    }

    fn new(folder: TempDir, cache: PathBuf) -> Self {
        let client = folder.path().join("client");
        let trace = folder.path().join("client-was-called");
        std::fs::write(&client, format!("#!/bin/sh\necho \"$@\" >> {}\nexit 1\n", trace.display())).unwrap();
        #[cfg(unix)]
        std::fs::set_permissions(&client, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        Self { folder, cache, variables: Vec::new() }
    }

    /// Sets a variable of the environment.
    pub fn set(mut self, name: &str, value: impl Into<String>) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn client_was_called(&self) -> bool {
        self.folder.path().join("client-was-called").exists()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ieum"));
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.folder.path())
            .env("TZ", "Asia/Seoul")
            .env("USER", "서연")
            .env("IEUM_DATA_DIR", self.data())
            .env("IEUM_CACHE_DIR", &self.cache)
            .env("IEUM_PACKAGE_CLIENT", self.folder.path().join("client"))
            .envs(self.variables.iter().cloned())
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Done {
        self.run_with_input(arguments, b"")
    }

    pub fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Done {
        Done::of(self.command(arguments), input)
    }

    /// Starts a server on a free port and waits until it says where it is.
    pub fn serve(&self) -> Server {
        Server::start(self.command(&["serve", "--port", "0"]))
    }
}

impl Server {
    /// Runs a command that serves, and waits until it says where.
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stderr(Stdio::inherit()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines.next().expect("the server says where it is").unwrap();
        let told: Vec<String> = lines.by_ref().take(3).map(Result::unwrap).collect();
        Self { child, address, told }
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }
}

impl Done {
    /// Runs a command to its end.
    pub fn of(mut command: Command, input: &[u8]) -> Self {
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let output = std::thread::scope(|scope| {
            // The command may end without reading its input.
            scope.spawn(move || stdin.write_all(input));
            child.wait_with_output().unwrap()
        });
        Self {
            code: output.status.code().unwrap_or(-1),
            out: output.stdout,
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The answer of a command that succeeded.
    pub fn text(&self) -> &str {
        assert_eq!(self.code, 0, "{}", self.err);
        std::str::from_utf8(&self.out).unwrap().trim_end()
    }

    /// The complaint of a command that failed, which printed nothing else.
    pub fn complaint(&self) -> &str {
        assert_ne!(self.code, 0, "{}", String::from_utf8_lossy(&self.out));
        assert_eq!(self.out, b"", "a failed command prints no answer");
        &self.err
    }

    /// Fails with all of these words.
    pub fn complains(&self, words: &[&str]) {
        let complaint = self.complaint();
        for word in words {
            assert!(complaint.contains(word), "{word:?} is not in: {complaint}");
        }
    }
}

/// A running server.
pub struct Server {
    child: Child,
    /// `http://localhost:<port>`.
    pub address: String,
    /// The lines below it.
    pub told: Vec<String>,
}

impl Server {
    /// Asks it to stop, the way a service manager does, and waits for the end.
    pub fn stop(mut self) -> i32 {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.child.wait().unwrap().code().unwrap_or(-1)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
