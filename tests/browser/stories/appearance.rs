//! Languages, themes and widths.

use anyhow::ensure;

use crate::chromium::{Chromium, Options};
use crate::page::Page;
use crate::server::{Server, Setup};

/// The browser's language comes first, the person's choice stays.
pub async fn switches(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options { english: true, ..Options::default() }).await?;
    let language =
        "document.documentElement.lang + document.querySelector('.compose-row textarea').placeholder";
    page.until("the page is English", &format!("return {language} === 'enWrite a message'")).await?;

    page.click("[aria-label=Settings]").await?;
    page.run("document.querySelector('input[name=language][value=ko]').click()").await?;
    page.until("the page is Korean", &format!("return {language} === 'ko메시지를 적어 주세요'")).await?;
    ensure!(
        page.holds("return document.querySelector('dialog.settings').open").await?,
        "the settings have closed"
    );
    page.is_online().await?;

    let paper = "getComputedStyle(document.body).backgroundColor";
    for (theme, colour) in [("dark", "rgb(18, 23, 22)"), ("light", "rgb(246, 244, 238)")] {
        page.run(&format!("document.querySelector('input[name=theme][value={theme}]').click()")).await?;
        page.until(&format!("the page is {theme}"), &format!("return {paper} === '{colour}'")).await?;
    }
    page.run("document.querySelector('input[name=theme][value=dark]').click()").await?;
    page.reload().await?;
    page.until(
        "the choices stay",
        &format!("return {paper} === 'rgb(18, 23, 22)' && ({language}).startsWith('ko')"),
    )
    .await?;
    page.was_clean().await?;
    page.close().await
}

/// On a phone the list comes first, then the chat, and the way back.
pub async fn phone(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options { phone: true, ..Options::default() }).await?;
    let visible = "(selector) => document.querySelector(selector).checkVisibility()";
    let chat = format!("const v = {visible}; return v('.chat') && !v('.list-pane')");
    let list = format!("const v = {visible}; return !v('.chat') && v('.list-pane')");
    page.until("the chat fills the page", &chat).await?;
    ensure!(
        page.holds("return document.documentElement.scrollWidth <= innerWidth").await?,
        "the page is too wide"
    );
    page.ask_assistant("2 더하기 2는?").await?;
    page.click(".chat .icon-button").await?;
    page.until("the list is back", &list).await?;
    page.until(
        "the list shows the last words",
        "return document.querySelector('.chat-words').innerText.includes('4')",
    )
    .await?;
    ensure!(
        page.holds("return document.querySelector('.badge') === null").await?,
        "a read answer counts as unread"
    );
    page.driver().back().await?;
    page.until("the browser's back button opens the chat again", &chat).await?;
    page.was_clean().await?;
    page.close().await
}
