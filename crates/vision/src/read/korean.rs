//! What a line says in Korean, by the program Tesseract of the system. It is given all lines at once, on its standard
//! input, and leaves nothing behind.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::straighten::{HEIGHT, Strip};
use super::tiff;
use crate::VisionError;

const PROGRAM: &str = "tesseract";
const LANGUAGE: &str = "kor";
/// Light pixels around a line, without which its first and last letters are seen badly.
pub const MARGIN: usize = 10;
/// The most that is heard of it.
const MOST_BYTES: u64 = 16 << 20;

/// A character that Tesseract saw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    pub character: char,
    pub confidence: f32,
    /// Where it begins and ends, in pixels of the line.
    pub from: f32,
    pub to: f32,
}

/// Characters without a space between them.
pub type Word = Vec<Seen>;

/// Which Tesseract there is, for `ieum doctor`.
pub fn version() -> Result<String, VisionError> {
    let listed = Command::new(PROGRAM).arg("--list-langs").stdin(Stdio::null()).output();
    let languages = listed.map_err(|error| not_started(&error))?;
    let languages = [languages.stdout, languages.stderr].concat();
    if !String::from_utf8_lossy(&languages).lines().any(|line| line.trim() == LANGUAGE) {
        return Err(VisionError::KoreanMissing);
    }
    let version = Command::new(PROGRAM).arg("--version").stdin(Stdio::null()).output();
    let version = version.map_err(|error| not_started(&error))?;
    let version = [version.stdout, version.stderr].concat();
    Ok(String::from_utf8_lossy(&version).lines().next().unwrap_or_default().trim().to_owned())
}

/// The words of each line. Several run at once, each with a share of the lines.
pub fn read(strips: &[&Strip], threads: usize, limit: Duration) -> Result<Vec<Vec<Word>>, VisionError> {
    let share = strips.len().div_ceil(threads.max(1)).max(1);
    thread::scope(|scope| {
        let running: Vec<_> =
            strips.chunks(share).map(|part| scope.spawn(move || read_part(part, limit))).collect();
        let mut lines = Vec::with_capacity(strips.len());
        for part in running {
            lines.extend(part.join().expect("reading does not panic")?);
        }
        Ok(lines)
    })
}

fn read_part(strips: &[&Strip], limit: Duration) -> Result<Vec<Vec<Word>>, VisionError> {
    let pages: Vec<tiff::Page> = strips.iter().map(|strip| page(strip)).collect();
    let mut child = Command::new(PROGRAM)
        .args(["stdin", "stdout", "-l", LANGUAGE, "--psm", "7"])
        // The text tells where spaces are, the table where words are.
        .args(["-c", "preserve_interword_spaces=1"])
        .args(["-c", "tessedit_create_txt=1", "-c", "tessedit_create_tsv=1"])
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(&error))?;
    let answer = talk(&mut child, tiff::write(&pages), limit);
    // It has ended or is no longer wanted.
    let _ = child.kill();
    let ended = child.wait();
    let (said, complaint) = answer?;
    if complaint.contains("Failed loading language") {
        return Err(VisionError::KoreanMissing);
    }
    if !ended.is_ok_and(|status| status.success()) {
        return Err(VisionError::Korean(complaint.lines().last().unwrap_or("it failed").to_owned()));
    }
    Ok(super::table::words(&said, strips.len()))
}

fn page(strip: &Strip) -> tiff::Page {
    let (width, height) = (strip.width + 2 * MARGIN, HEIGHT + 2 * MARGIN);
    let greys = strip.greys();
    let mut pixels = vec![u8::MAX; width * height];
    let inner = pixels.chunks_mut(width).skip(MARGIN);
    for (row, from) in inner.zip(greys.chunks(strip.width)) {
        row[MARGIN..MARGIN + strip.width].copy_from_slice(from);
    }
    tiff::Page { width, pixels }
}

/// What it answers, and what it complains about.
fn talk(child: &mut Child, pages: Vec<u8>, limit: Duration) -> Result<(String, String), VisionError> {
    let (Some(mut to), Some(from), Some(complaints)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(VisionError::Korean("it has no input or output".into()));
    };
    let (told, heard) = mpsc::channel();
    thread::spawn(move || {
        // It reads all before it answers; if it does not, it has complained.
        let _ = to.write_all(&pages);
        drop(to);
        let both = everything(from).and_then(|said| Ok((said, everything(complaints)?)));
        let _ = told.send(both);
    });
    match heard.recv_timeout(limit) {
        Ok(both) => both.map_err(|error| VisionError::Korean(error.to_string())),
        Err(RecvTimeoutError::Timeout) => Err(VisionError::Korean(format!("it took more than {limit:?}"))),
        Err(RecvTimeoutError::Disconnected) => Err(VisionError::Korean("it was not heard".into())),
    }
}

fn everything(from: impl Read) -> io::Result<String> {
    let mut bytes = Vec::new();
    from.take(MOST_BYTES).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn not_started(error: &io::Error) -> VisionError {
    match error.kind() {
        io::ErrorKind::NotFound => VisionError::KoreanMissing,
        _ => VisionError::Korean(error.to_string()),
    }
}
