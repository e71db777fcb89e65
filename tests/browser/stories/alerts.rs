//! Timers and alarms in the messenger.

use anyhow::ensure;

use crate::chromium::{Chromium, Options};
use crate::page::Page;
use crate::server::{Server, Setup};

/// A timer counts down, rings with a sound, and one press stops it.
pub async fn rings(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options::default()).await?;
    let waiting = "document.querySelectorAll('.alert-strip:not([hidden]) .alert').length";
    page.ask_assistant("한 시간 타이머 맞춰 줘").await?;
    page.until("the timer is shown", &format!("return {waiting} === 1")).await?;
    page.until(
        "it counts down",
        "return /^59:5\\d$/.test(document.querySelector('.alert-time').textContent)",
    )
    .await?;
    page.click(".alert .icon-button").await?;
    page.until("it is taken back", &format!("return {waiting} === 0")).await?;

    page.ask_assistant("3초 타이머 맞춰 줘").await?;
    page.until("it rings", "return document.querySelector('.ring-banner:not([hidden]) .ringing') !== null")
        .await?;
    page.until_state("ringing", "true").await?;
    ensure!(page.driver().title().await?.contains('⏰'));
    page.click(".ringing button").await?;
    page.until_state("ringing", "false").await?;
    page.until("the banner is gone", "return document.querySelector('.ring-banner').hidden").await?;
    page.was_clean().await?;
    page.close().await
}
