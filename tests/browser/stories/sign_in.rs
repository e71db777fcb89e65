//! Signing in and out, and the page that describes the API.

use crate::chromium::{Chromium, Options};
use crate::page::Page;
use crate::server::{Server, Setup};

const PASSWORD: &str = "바다가 보이는 언덕";

/// Once there is a password, the messenger asks for it, and signing out closes the door again.
pub async fn opens_the_door(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options::default()).await?;
    let name: String =
        page.ask("return fetch('/v1/me').then(r => r.json()).then(me => me.person.name)").await?;
    server.set_password(PASSWORD)?;

    page.driver().refresh().await?;
    page.until("the sign-in page is here", "return location.pathname.startsWith('/sign-in')").await?;
    for (password, end) in [
        ("바다가 안 보이는 언덕", "return !document.getElementById('error').hidden"),
        (
            PASSWORD,
            "return location.pathname === '/' && document.documentElement.dataset.connection === 'online'",
        ),
    ] {
        page.run("document.getElementById('form').reset()").await?;
        page.find("#name").await?.send_keys(name.as_str()).await?;
        page.find("#password").await?.send_keys(password).await?;
        page.click("#submit").await?;
        page.until(&format!("the server has judged {password:?}"), end).await?;
    }

    page.click("[aria-label=설정]").await?;
    page.until("signing out is offered", "return [...document.querySelectorAll('dialog.settings button')].some(b => b.innerText === '로그아웃' && b.checkVisibility())").await?;
    page.run("[...document.querySelectorAll('dialog.settings button')].find(b => b.innerText === '로그아웃').click()")
        .await?;
    page.until("the door is shut", "return location.pathname.startsWith('/sign-in')").await?;
    page.close().await
}

/// `/docs` shows every operation of `/openapi.json`.
pub async fn docs_are_drawn(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options::default()).await?;
    page.driver().goto(&format!("{}/docs", server.address)).await?;
    let all_drawn = "return fetch('/openapi.json').then(r => r.json()).then(api =>
        Object.values(api.paths).flatMap(path => Object.values(path)).every(operation =>
            document.getElementById(operation.operationId)?.innerText.includes(operation.summary)))";
    page.until("every operation is drawn", all_drawn).await?;
    page.was_clean().await?;
    page.close().await
}
