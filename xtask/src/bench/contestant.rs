//! A program that takes one task a line and answers each with a line of JSON.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, ensure};
use serde::Deserialize;

use crate::process;

/// One measured side. It waits for its next line while others run, so nothing is measured at the same time.
pub struct Contestant {
    pub name: &'static str,
    child: Child,
    tasks: ChildStdin,
    answers: BufReader<ChildStdout>,
    pub ready_ms: f64,
}

#[derive(Debug, Deserialize)]
pub struct Answer {
    pub ms: f64,
    pub text: String,
    pub seconds: f64,
    /// Only of a voice: what it says, in its own alphabet.
    #[serde(default)]
    pub phonemes: String,
}

#[derive(Deserialize)]
struct Ready {
    ready_ms: f64,
}

impl Contestant {
    /// Starts a program on so many processors, where the system lets us choose.
    pub fn start(name: &'static str, program: &[String], processors: usize) -> anyhow::Result<Self> {
        let mut words: Vec<String> = Vec::new();
        if process::find(&["taskset"]).is_some() {
            words.extend(["taskset".into(), "--cpu-list".into(), format!("0-{}", processors - 1)]);
        }
        words.extend_from_slice(program);
        let mut child = Command::new(&words[0])
            .args(&words[1..])
            // Where no taskset limits them, both sides take as many threads; candle's own rest, as in the binary.
            .envs(["RAYON_NUM_THREADS", "OMP_NUM_THREADS"].map(|name| (name, processors.to_string())))
            .env("CANDLE_NUM_THREADS", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{name} does not start"))?;
        let tasks = child.stdin.take().expect("standard input was asked for");
        let answers = BufReader::new(child.stdout.take().expect("standard output was asked for"));
        let mut started = Self { name, child, tasks, answers, ready_ms: 0.0 };
        started.ready_ms = started.read::<Ready>()?.ready_ms;
        Ok(started)
    }

    pub fn ask(&mut self, task: &str) -> anyhow::Result<Answer> {
        writeln!(self.tasks, "{task}")
            .and_then(|()| self.tasks.flush())
            .with_context(|| self.name.to_owned())?;
        self.read()
    }

    fn read<T: serde::de::DeserializeOwned>(&mut self) -> anyhow::Result<T> {
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        ensure!(!line.is_empty(), "{} stopped: its own message is above", self.name);
        serde_json::from_str(&line).with_context(|| format!("{} said {line:?}", self.name))
    }
}

impl Drop for Contestant {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
