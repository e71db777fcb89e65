//! Talking.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use crate::chromium::{Chromium, Options};
use crate::page::{FIELD, Page, TALK};
use crate::server::{Server, Setup};
use crate::voice;

/// The microphone opens before the person speaks, and hears the room afterwards.
const BEFORE: f32 = 0.6;
const AFTER: f32 = 3.0;

const LIVE: &str = "document.querySelector('.live:not([hidden]) .bubble p')?.innerText ?? ''";
/// Keeps the types of the events that go up from now on.
const WATCH_EVENTS: &str = "window.sent = [];
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
        if (typeof data === 'string') window.sent.push(JSON.parse(data).type);
        return send.call(this, data);
    }";

/// A person speaks: partial text, the final text, the answer, and its voice.
pub async fn is_answered_aloud(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let folder = tempfile::tempdir()?;
    let microphone = said(folder.path(), "타이머 삼 분 맞춰 줘")?;
    let options = Options { microphone: Some(&microphone), ..Options::default() };
    let page = Page::open(browser, &server.address, &options).await?;
    page.run(WATCH_EVENTS).await?;

    page.click(TALK).await?;
    page.until("there are partial words", &format!("return ({LIVE}).trim().length > 0")).await?;
    let answer = page.next_answer(0).await?;
    let heard = page.said_texts().await?;
    ensure!(heard.len() == 1 && heard[0].contains("타이머"), "heard {heard:?}");
    ensure!(answer.contains("3분"), "the assistant said {answer:?}");
    ensure!(
        page.holds("return document.querySelector('.mine .spoken') !== null").await?,
        "it is not marked as spoken"
    );

    page.until("the voice sounds", "return Number(document.documentElement.dataset.heard) >= 1").await?;
    page.until_state("voice", "silent").await?;
    let sent: Vec<String> = page.ask("return window.sent").await?;
    let expected =
        ["Recognizer.Speech", "Recognizer.Finished", "Synthesizer.Started", "Synthesizer.Finished"];
    ensure!(sent == expected, "{sent:?}");
    page.was_clean().await?;
    page.close().await
}

/// A long answer is read aloud; opening the microphone silences it, and it stays silent.
pub async fn stops_the_voice(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let folder = tempfile::tempdir()?;
    let microphone = silence(folder.path())?;
    let options = Options { microphone: Some(&microphone), ..Options::default() };
    let page = Page::open(browser, &server.address, &options).await?;
    page.run("document.querySelector('input[name=readAloud]').click()").await?;
    page.run(WATCH_EVENTS).await?;
    page.write("뭘 할 수 있어?").await?;
    page.until("the voice sounds", "return Number(document.documentElement.dataset.heard) >= 1").await?;

    // Held with the space bar, outside the text field.
    page.run("document.querySelector('textarea.field').blur()").await?;
    page.driver().action_chain().key_down(' ').perform().await?;
    page.until_state("talk", "listening").await?;
    page.until_state("voice", "silent").await?;
    let sent: Vec<String> = page.ask("return window.sent").await?;
    ensure!(sent.contains(&"Synthesizer.Stopped".to_owned()), "{sent:?}");
    ensure!(!sent.contains(&"Synthesizer.Finished".to_owned()), "the voice had ended by itself: {sent:?}");
    page.driver().action_chain().key_up(' ').perform().await?;
    page.until_state("talk", "idle").await?;
    let sentences: u32 = page.ask("return Number(document.documentElement.dataset.heard)").await?;

    // The stop button does the same.
    page.find(FIELD).await?.click().await?;
    page.write("뭘 할 수 있어?").await?;
    page.until(
        "it speaks again",
        &format!("return Number(document.documentElement.dataset.heard) > {sentences}"),
    )
    .await?;
    page.click(".voice").await?;
    page.until_state("voice", "silent").await?;
    page.close().await
}

/// What is said while the server is away is heard when it is back.
pub async fn outlives_a_break(browser: &Chromium) -> anyhow::Result<()> {
    let mut server = Server::start(&Setup::speaking("ko"))?;
    let folder = tempfile::tempdir()?;
    let microphone = said(folder.path(), "타이머 삼 분 맞춰 줘")?;
    let options = Options { microphone: Some(&microphone), ..Options::default() };
    let page = Page::open(browser, &server.address, &options).await?;
    page.ask_assistant("안녕").await?;
    server.die()?;
    page.until_state("connection", "offline").await?;
    page.click(TALK).await?;
    page.until_state("talk", "listening").await?;
    server.launch_again()?;
    let answer = page.next_answer(1).await?;
    let heard = page.said_texts().await?;
    ensure!(heard.len() == 2 && heard[1].contains("타이머"), "heard {heard:?}");
    ensure!(answer.contains("3분"), "the assistant said {answer:?}");
    page.close().await
}

/// Nobody speaks: the page says so and nothing is sent.
pub async fn silence_is_explained(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let folder = tempfile::tempdir()?;
    let microphone = silence(folder.path())?;
    let options = Options { microphone: Some(&microphone), ..Options::default() };
    let page = Page::open(browser, &server.address, &options).await?;
    page.click(TALK).await?;
    page.until_state("talk", "listening").await?;
    page.until(
        "a level is shown",
        "return document.querySelector('.talk-bar:not([hidden]) .meter') !== null",
    )
    .await?;
    page.click(TALK).await?;
    page.until_state("talk", "idle").await?;
    page.until(
        "it is explained",
        "return document.querySelector('.toast')?.innerText.includes('말소리가 들리지 않았어요')",
    )
    .await?;
    ensure!(page.said().await?.is_empty());
    page.was_clean().await?;
    page.close().await
}

/// A recording of our own voice.
fn said(folder: &Path, text: &str) -> anyhow::Result<PathBuf> {
    let mut samples = voice::silence(BEFORE);
    samples.extend(voice::say(text, "ko")?);
    samples.extend(voice::silence(AFTER));
    recording(folder, &samples)
}

fn silence(folder: &Path) -> anyhow::Result<PathBuf> {
    recording(folder, &voice::silence(AFTER))
}

fn recording(folder: &Path, samples: &[u8]) -> anyhow::Result<PathBuf> {
    let path = folder.join("microphone.wav");
    let format = hound::WavSpec {
        channels: 1,
        sample_rate: speech::LISTENING_RATE,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut file = hound::WavWriter::create(&path, format).context("the recording")?;
    for sample in samples.chunks_exact(2) {
        file.write_sample(i16::from_le_bytes([sample[0], sample[1]]))?;
    }
    file.finalize()?;
    Ok(path)
}
