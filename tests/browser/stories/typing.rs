//! Writing messages.

use anyhow::ensure;
use thirtyfour::prelude::*;

use crate::chromium::{Chromium, Options};
use crate::page::{FIELD, Page};
use crate::server::{Server, Setup};

/// A person writes and gets bubbles.
pub async fn gets_an_answer(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options::default()).await?;
    // The first thing there is are examples; one press sends one.
    page.click(".examples li:first-child button").await?;
    let time = page.next_answer(0).await?;
    ensure!(time.contains('시'), "asked for the time, the assistant said {time:?}");
    let product = page.ask_assistant("12 곱하기 12는 얼마야?").await?;
    ensure!(product.contains("144"), "the assistant said {product:?}");
    let said = page.said().await?;
    ensure!(said[1] == ("12 곱하기 12는 얼마야?".into(), "accepted".into()), "{said:?}");
    page.was_clean().await?;
    page.close().await
}

/// Enter that completes a syllable in the input method does not send the message.
pub async fn korean_is_not_sent_half(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options::default()).await?;
    page.find(FIELD).await?.send_keys("고마").await?;
    page.run(
        "document.querySelector('textarea.field').dispatchEvent(
            new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true}))",
    )
    .await?;
    ensure!(page.said().await?.is_empty(), "half a word was sent");
    page.find(FIELD).await?.send_keys("워" + Key::Enter).await?;
    page.next_answer(0).await?;
    ensure!(page.said_texts().await? == ["고마워"]);
    page.close().await
}

/// A half-written message is still there after a reload, and too long a one cannot be sent.
pub async fn survives_a_reload(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options::default()).await?;
    page.find(FIELD).await?.send_keys("내일 아침").await?;
    page.reload().await?;
    let value = "document.querySelector('textarea.field').value";
    page.until("the draft is back", &format!("return {value} === '내일 아침'")).await?;
    page.find(FIELD).await?.send_keys("가".repeat(1_000)).await?;
    page.find(FIELD).await?.send_keys(Key::Enter).await?;
    ensure!(page.holds("return document.querySelector('.send').disabled").await?);
    ensure!(page.said().await?.is_empty(), "a message over the limit was sent");
    page.until(
        "the limit is said",
        "return document.querySelector('.compose-hint').textContent.includes('1,000자')",
    )
    .await?;
    page.close().await
}

/// What looks like markup is shown as it was written.
pub async fn markup_stays_text(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options::default()).await?;
    let markup = "<img src=x onerror=\"document.title='broken'\"><b>굵게</b>";
    page.ask_assistant(markup).await?;
    ensure!(page.said_texts().await? == [markup]);
    ensure!(page.holds("return document.querySelector('.log b, .log img[src=x]') === null").await?);
    page.was_clean().await?;
    page.close().await
}
