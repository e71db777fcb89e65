//! Many speakers at once: the generator behind `cargo xtask bench load`.
//!
//! Each stream is a client of a Wyoming server. It speaks one recording after the other, in real time or as fast as it
//! is taken, and what counts is the time from the end of the audio to the text. The same program measures ours and its
//! peers; it prints one line of JSON.

use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Parser;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until};

/// What a microphone delivers at a time.
const BLOCK_MS: u64 = 50;
const BLOCK: usize = (speech::LISTENING_RATE as u64 * BLOCK_MS / 1000) as usize * 2;
/// A speaker pauses before the next utterance.
const PAUSE: Duration = Duration::from_millis(500);
/// An utterance that takes longer than this is lost.
const PATIENCE: Duration = Duration::from_secs(120);

#[derive(Parser)]
struct Arguments {
    /// Host and port of a Wyoming server.
    #[arg(long)]
    address: String,
    /// A folder with `clips.tsv`, whose column `file` names recordings.
    #[arg(long)]
    clips: PathBuf,
    /// Speakers at the same moment.
    #[arg(long, default_value_t = 1)]
    streams: usize,
    /// Each speaker says this many utterances.
    #[arg(long, default_value_t = 6)]
    utterances: usize,
    /// Send as fast as the server takes it, instead of in real time.
    #[arg(long)]
    batch: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let arguments = Arc::new(Arguments::parse());
    let clips = Arc::new(read_clips(&arguments.clips)?);
    let begun = Instant::now();
    let speakers: Vec<_> = (0..arguments.streams)
        .map(|number| tokio::spawn(speak(number, arguments.clone(), clips.clone())))
        .collect();
    let (mut waits, mut audio) = (Vec::new(), 0.0);
    for speaker in speakers {
        let (more, seconds) = speaker.await??;
        waits.extend(more);
        audio += seconds;
    }
    waits.sort_by(f64::total_cmp);
    let share = |part: f64| waits[((waits.len() - 1) as f64 * part).round() as usize];
    let line = json!({
        "streams": arguments.streams,
        "utterances": waits.len(),
        "audio_seconds": audio,
        "wall_seconds": begun.elapsed().as_secs_f64(),
        "p50_ms": share(0.5),
        "p95_ms": share(0.95),
    });
    #[expect(clippy::print_stdout, reason = "the measurement is this program's output")]
    {
        println!("{line}");
    }
    Ok(())
}

/// One speaker's utterances: how long each text took, and the seconds of audio in all.
async fn speak(
    number: usize,
    arguments: Arc<Arguments>,
    clips: Arc<Vec<Vec<u8>>>,
) -> anyhow::Result<(Vec<f64>, f64)> {
    let (mut waits, mut audio) = (Vec::new(), 0.0);
    if !arguments.batch {
        // Nobody begins at the same moment as another.
        sleep_until(Instant::now() + Duration::from_millis(number as u64 * 397 % 3000)).await;
    }
    for index in 0..arguments.utterances {
        let clip = &clips[(number * 3 + index) % clips.len()];
        waits.push(utter(&arguments, clip).await?);
        audio += clip.len() as f64 / 2.0 / f64::from(speech::LISTENING_RATE);
        if !arguments.batch {
            sleep_until(Instant::now() + PAUSE).await;
        }
    }
    Ok((waits, audio))
}

/// Milliseconds from the end of one utterance to its text.
async fn utter(arguments: &Arguments, clip: &[u8]) -> anyhow::Result<f64> {
    let stream = TcpStream::connect(&arguments.address).await.context("the server does not answer")?;
    stream.set_nodelay(true)?;
    let (down, mut up) = stream.into_split();
    let format = json!({"rate": speech::LISTENING_RATE, "width": 2, "channels": 1});
    up.write_all(&frame("transcribe", &json!({"language": "ko"}), &[])).await?;
    up.write_all(&frame("audio-start", &format, &[])).await?;
    let begun = Instant::now();
    for (index, block) in clip.chunks(BLOCK).enumerate() {
        if !arguments.batch {
            sleep_until(begun + Duration::from_millis(index as u64 * BLOCK_MS)).await;
        }
        up.write_all(&frame("audio-chunk", &format, block)).await?;
    }
    let ended = Instant::now();
    up.write_all(&frame("audio-stop", &json!({"timestamp": null}), &[])).await?;
    tokio::time::timeout(PATIENCE, words(BufReader::new(down))).await.context("no text came")??;
    Ok(ended.elapsed().as_secs_f64() * 1000.0)
}

/// Waits for the final text.
async fn words(mut down: impl tokio::io::AsyncBufRead + Unpin) -> anyhow::Result<String> {
    loop {
        let mut line = String::new();
        if down.read_line(&mut line).await? == 0 {
            bail!("the server has closed the connection");
        }
        let head: Value = serde_json::from_str(&line)?;
        let length = |name: &str| head[name].as_u64().unwrap_or_default() as usize;
        let mut data = vec![0; length("data_length")];
        down.read_exact(&mut data).await?;
        down.read_exact(&mut vec![0; length("payload_length")]).await?;
        let data: Value = if data.is_empty() { head["data"].clone() } else { serde_json::from_slice(&data)? };
        match head["type"].as_str() {
            Some("transcript") => return Ok(data["text"].as_str().unwrap_or_default().to_owned()),
            Some("error") => bail!("the server says {data}"),
            _ => {}
        }
    }
}

fn frame(kind: &str, data: &Value, payload: &[u8]) -> Vec<u8> {
    let body = data.to_string();
    let line = json!({"type": kind, "data_length": body.len(), "payload_length": payload.len()});
    [format!("{line}\n{body}").as_bytes(), payload].concat()
}

/// The recordings as 16-bit samples.
fn read_clips(folder: &Path) -> anyhow::Result<Vec<Vec<u8>>> {
    let table = std::fs::File::open(folder.join("clips.tsv")).context("clips.tsv is missing")?;
    let mut lines = std::io::BufReader::new(table).lines();
    let head = lines.next().context("clips.tsv is empty")??;
    let column = head.split('\t').position(|name| name == "file").context("clips.tsv has no column file")?;
    let mut clips = Vec::new();
    for line in lines {
        let line = line?;
        let file = line.split('\t').nth(column).context("a row of clips.tsv is too short")?;
        let samples = speech::audio::read(&folder.join(file))?;
        let bytes = samples.iter().flat_map(|sample| to_16_bit(*sample).to_le_bytes());
        clips.push(bytes.collect());
    }
    Ok(clips)
}

#[expect(clippy::cast_possible_truncation, reason = "the value is clamped to the range of i16")]
fn to_16_bit(sample: f32) -> i16 {
    (sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)).round() as i16
}
