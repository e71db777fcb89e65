//! Photos: attached, sent, talked about.

use std::path::{Path, PathBuf};

use anyhow::ensure;
use thirtyfour::prelude::*;

use crate::chromium::{Chromium, Options};
use crate::page::{FIELD, Page};
use crate::server::{Server, Setup};

fn photo(name: &str) -> String {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../vision/tests/pictures");
    folder.canonicalize().unwrap_or(folder).join(name).display().to_string()
}

/// A person attaches a photo, takes it back, attaches another, and asks what it is; it is still there after a reload.
pub async fn are_talked_about(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options::default()).await?;
    let input = page.find("input[type=file]").await?;
    let ready = "return !document.querySelector('.photo-strip').hidden && !document.querySelector('button.send').disabled";
    input.send_keys(photo("cat.jpg")).await?;
    page.until("the photo is attached", ready).await?;
    page.click(".photo-strip .icon-button").await?;
    page.until("it was taken back", "return document.querySelector('.photo-strip').hidden").await?;

    input.send_keys(photo("coffee.jpg")).await?;
    page.until("the photo is attached", ready).await?;
    let named = page.ask_assistant("이거 뭐야?").await?;
    ensure!(named == "에스프레소예요.", "the assistant said {named:?}");
    let shown = "const photo = document.querySelector('.message.mine img.photo'); return photo !== null && photo.naturalWidth > 0";
    page.until("the photo is in its message", shown).await?;
    ensure!(page.holds("return document.querySelector('.photo-strip').hidden").await?, "it is sent once");
    page.was_clean().await?;

    page.reload().await?;
    page.until("the photo is still there", shown).await?;
    // What is no picture, whatever it is called, is told and stays out of the conversation.
    let input = page.find("input[type=file]").await?;
    input.send_keys(photo("SOURCES.md")).await?;
    page.until("the file is attached", ready).await?;
    page.find(FIELD).await?.send_keys("이건?" + Key::Enter).await?;
    let told = "return document.querySelector('.toast:not([hidden])')?.innerText.includes('사진을 읽을 수 없어요') ?? false";
    page.until("it is said that this is no picture", told).await?;
    let said: Vec<String> = page
        .ask("return [...document.querySelectorAll('.log .message.mine')].map(message => message.innerText)")
        .await?;
    ensure!(said.len() == 1, "{said:?}");
    let draft: String = page.ask("return document.querySelector('textarea.field').value").await?;
    ensure!(draft == "이건?", "what was written stays: {draft:?}");
    page.close().await
}
