//! The example skill servers (`examples/skills/`) as child processes, each on a spare port.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, bail, ensure};

/// A running skill server.
pub struct Example {
    process: Child,
    /// As the bots beside it name the server, and where it really is.
    named: &'static str,
    address: String,
}

impl Example {
    pub fn start(language: &str) -> anyhow::Result<Self> {
        let (mut command, named) = match language {
            "python" => (run("python3", &["python/skill.py", "0"]), "http://localhost:8000"),
            "node" => (run("node", &["node/skill.js", "0"]), "http://localhost:8001"),
            "rust" => (run(rust()?.as_ref(), &["0"]), "http://localhost:8002"),
            _ => bail!("there is no example in {language}"),
        };
        let mut process =
            command.spawn().with_context(|| format!("the example in {language} does not start"))?;
        let output = process.stdout.take().expect("standard output was asked for");
        let mut address = String::new();
        BufReader::new(output).read_line(&mut address)?;
        let address = address.trim().to_owned();
        ensure!(
            address.starts_with("http://"),
            "the example in {language} did not say its address: {address:?}"
        );
        Ok(Self { process, named, address })
    }
}

impl Drop for Example {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to do.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Whether this example can be run here; all but Node come with what the project needs itself.
pub fn is_possible(language: &str) -> bool {
    language != "node" || run("node", &["--version"]).output().is_ok()
}

/// Whether a bot of this name lies beside the examples.
pub fn is_bot(name: &str) -> bool {
    folder().join(format!("{name}.yaml")).is_file()
}

/// A bot that lies beside the examples, with the addresses that they really have.
pub fn bot(name: String, examples: &[Example]) -> anyhow::Result<(String, String)> {
    let text = std::fs::read_to_string(folder().join(format!("{name}.yaml")))?;
    let real = |text: String, its: &Example| text.replace(its.named, &its.address);
    Ok((name, examples.iter().fold(text, real)))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/skills")
}

fn run(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder()).stdin(Stdio::null()).stdout(Stdio::piped());
    command
}

/// The example in Rust is a crate of its own, built like one.
fn rust() -> anyhow::Result<String> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples");
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--manifest-path", "rust/Cargo.toml", "--target-dir"])
        .arg(&target)
        .current_dir(folder())
        .status()?;
    ensure!(built.success(), "the example in Rust cannot be built");
    let name = format!("example-skill{}", std::env::consts::EXE_SUFFIX);
    Ok(target.join("debug").join(name).to_string_lossy().into_owned())
}
