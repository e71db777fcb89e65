//! Two windows of one person.

use anyhow::ensure;

use crate::chromium::{Chromium, Options};
use crate::page::Page;
use crate::server::{Server, Setup};

/// What is said in one tab appears in the other, once, with its answer.
pub async fn stay_in_step(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options::default()).await?;
    let first = page.driver().window().await?;
    let first_id: String = page.ask("return sessionStorage.getItem('ieum.touchpoint')").await?;
    let second = page.driver().new_tab().await?;
    page.driver().switch_to_window(second.clone()).await?;
    page.driver().goto(&server.address).await?;
    page.is_online().await?;
    let second_id: String = page.ask("return sessionStorage.getItem('ieum.touchpoint')").await?;
    ensure!(first_id != second_id, "both tabs are the same touchpoint");

    page.ask_assistant("9 곱하기 9는?").await?;
    let in_second = (page.said().await?, page.answers().await?);
    page.driver().switch_to_window(first).await?;
    page.next_answer(0).await?;
    ensure!((page.said().await?, page.answers().await?) == in_second);

    page.ask_assistant("고마워").await?;
    let in_first = (page.said().await?, page.answers().await?);
    page.driver().switch_to_window(second).await?;
    page.next_answer(1).await?;
    ensure!((page.said().await?, page.answers().await?) == in_first);
    page.was_clean().await?;
    page.close().await
}
