//! The connection breaks and heals.

use anyhow::ensure;

use crate::chromium::{Chromium, Options};
use crate::page::Page;
use crate::server::{Server, Setup};

/// The server dies while a person writes: they are told, and the message arrives, once.
pub async fn arrives_once(browser: &Chromium) -> anyhow::Result<()> {
    let mut server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options::default()).await?;
    page.ask_assistant("3 더하기 4는?").await?;

    server.die()?;
    page.until_state("connection", "offline").await?;
    page.until(
        "the loss is said",
        "return document.querySelector('.connection-banner')?.innerText.includes('연결이 끊겼어요')",
    )
    .await?;
    page.write("5 더하기 6은?").await?;
    page.write("고마워").await?;
    let said = page.said().await?;
    ensure!(
        said[1..] == [("5 더하기 6은?".into(), "waiting".into()), ("고마워".into(), "waiting".into())],
        "{said:?}"
    );

    server.launch_again()?;
    page.is_online().await?;
    let sum = page.next_answer(2).await?;
    let expected = ["3 더하기 4는?", "5 더하기 6은?", "고마워"];
    ensure!(page.said_texts().await? == expected, "{:?}", page.said().await?);
    ensure!(page.answers().await?[1].contains("11"), "{sum:?}");

    // The same after a reload: nothing was lost, nothing was doubled, nothing waits any more.
    page.reload().await?;
    page.until(
        "all answers are back",
        "return document.querySelectorAll('.theirs[data-status=answered]').length === 3",
    )
    .await?;
    ensure!(page.said_texts().await? == expected, "{:?}", page.said().await?);
    ensure!(
        page.holds("return Object.keys(localStorage).every((key) => !key.startsWith('ieum.outbox.'))")
            .await?
    );
    let refused = |message: &str| message.contains("ERR_CONNECTION_REFUSED") || message.contains("WebSocket");
    page.was_clean_except(refused).await?;
    page.close().await
}
