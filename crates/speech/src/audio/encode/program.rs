//! MP3 and AAC, written by a program that the machine has: their encoders are not ours to ship.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use super::{Encode, Ending, Format, failed};
use crate::SpeechError;

/// Encoders on this machine; whoever starts Ieum looks for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tools {
    pub lame: Option<PathBuf>,
    pub ffmpeg: Option<PathBuf>,
}

impl Tools {
    /// Whether this format can be written.
    pub fn write(&self, format: Format) -> bool {
        match format {
            Format::Mp3 => self.lame.is_some() || self.ffmpeg.is_some(),
            Format::Aac => self.ffmpeg.is_some(),
            _ => true,
        }
    }

    pub(super) fn encoder(&self, format: Format, rate: u32) -> Result<Program, SpeechError> {
        let command = match (format, &self.lame, &self.ffmpeg) {
            (Format::Mp3, Some(lame), _) => lame_command(lame, rate),
            (_, _, Some(ffmpeg)) => ffmpeg_command(ffmpeg, format, rate),
            (_, _, None) => return Err(missing(format)),
        };
        Program::start(format, command)
    }
}

fn lame_command(lame: &PathBuf, rate: u32) -> Command {
    let mut command = Command::new(lame);
    let kilohertz = format!("{:.3}", f64::from(rate) / 1000.0);
    command.args(["--quiet", "-r", "-s", &kilohertz, "--bitwidth", "16", "--signed", "--little-endian"]);
    command.args(["-m", "m", "-b", "64", "-t", "--flush", "-", "-"]);
    command
}

fn ffmpeg_command(ffmpeg: &PathBuf, format: Format, rate: u32) -> Command {
    let mut command = Command::new(ffmpeg);
    command.args(["-hide_banner", "-loglevel", "error", "-f", "s16le", "-ar", &rate.to_string(), "-ac", "1"]);
    command.args(["-i", "pipe:0", "-b:a", "64k", "-flush_packets", "1"]);
    command.args(if format == Format::Aac { ["-f", "adts"] } else { ["-f", "mp3"] });
    command.arg("pipe:1");
    command
}

fn missing(format: Format) -> SpeechError {
    let programs = if format == Format::Mp3 { "lame or ffmpeg" } else { "ffmpeg" };
    SpeechError::NoEncoder { format: format.name(), programs }
}

/// A program that reads samples and writes a file.
pub struct Program {
    format: Format,
    child: Child,
    input: Option<ChildStdin>,
    written: Arc<Mutex<Vec<u8>>>,
    reader: Option<JoinHandle<()>>,
}

impl Program {
    fn start(format: Format, mut command: Command) -> Result<Self, SpeechError> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| failed(format, &error))?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let written = Arc::new(Mutex::new(Vec::new()));
        let sink = written.clone();
        // The program must never wait for us while we wait for it.
        let reader = std::thread::spawn(move || {
            let Some(mut output) = output else { return };
            let mut piece = [0; 8192];
            while let Ok(length @ 1..) = output.read(&mut piece) {
                sink.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(&piece[..length]);
            }
        });
        Ok(Self { format, child, input, written, reader: Some(reader) })
    }

    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.written.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Encode for Program {
    fn push(&mut self, samples: &[i16]) -> Result<Vec<u8>, SpeechError> {
        let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        if let Some(input) = &mut self.input {
            input
                .write_all(&bytes)
                .and_then(|()| input.flush())
                .map_err(|error| failed(self.format, &error))?;
        }
        Ok(self.take())
    }

    fn finish(mut self: Box<Self>) -> Result<Ending, SpeechError> {
        drop(self.input.take());
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
        let status = self.child.wait().map_err(|error| failed(self.format, &error))?;
        if !status.success() {
            return Err(failed(self.format, &format!("its encoder ended with {status}")));
        }
        Ok(Ending { rest: self.take(), head: Vec::new() })
    }
}

impl Drop for Program {
    /// Whoever stops listening leaves no program behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
