//! What was said stays.

use anyhow::ensure;

use crate::chromium::{Chromium, Options};
use crate::page::Page;
use crate::server::{Server, Setup};

/// History survives a reload and a restart of the server.
pub async fn survives(browser: &Chromium) -> anyhow::Result<()> {
    let mut server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options::default()).await?;
    page.ask_assistant("7 더하기 8은?").await?;
    page.ask_assistant("고마워").await?;
    let (said, answers) = (page.said().await?, page.answers().await?);

    page.reload().await?;
    page.until(
        "both answers are back",
        "return document.querySelectorAll('.theirs[data-status=answered]').length === 2",
    )
    .await?;
    ensure!((page.said().await?, page.answers().await?) == (said.clone(), answers.clone()));

    server.restart()?;
    page.reload().await?;
    page.until(
        "both answers are back",
        "return document.querySelectorAll('.theirs[data-status=answered]').length === 2",
    )
    .await?;
    ensure!((page.said().await?, page.answers().await?) == (said, answers));
    page.close().await
}

/// Scrolling up brings older turns, and what the person reads does not jump.
pub async fn is_paged_upward(browser: &Chromium) -> anyhow::Result<()> {
    const TURNS: usize = 70;
    let server = Server::start(&Setup::speaking("ko"))?;
    let client = reqwest::Client::new();
    for number in 1..=TURNS {
        let body = serde_json::json!({ "text": format!("{number} 더하기 1은?") });
        let response = client.post(format!("{}/v1/turns", server.address)).json(&body).send().await?;
        ensure!(response.status().is_success(), "turn {number}: {}", response.text().await?);
    }
    let page = Page::open(browser, &server.address, &Options::default()).await?;
    let shown = "document.querySelectorAll('.log .message.mine').length";
    page.until("the newest page is shown", &format!("return {shown} === 50")).await?;
    let place = "const top = document.querySelectorAll('.log .message.mine');
        const of = (text) => [...top].find((one) => one.innerText.includes(text)).getBoundingClientRect().top;";
    page.run("document.querySelector('.scroller').scrollTop = 0").await?;
    page.until("all turns are shown", &format!("return {shown} === {TURNS}")).await?;
    let moved: f64 = page.ask(&format!("{place} return of('21 더하기 1은?')")).await?;
    ensure!((0.0..500.0).contains(&moved), "what was at the top is now {moved} pixels below it");
    let said = page.said_texts().await?;
    let expected: Vec<String> = (1..=TURNS).map(|number| format!("{number} 더하기 1은?")).collect();
    ensure!(said == expected, "{said:?}");

    // And back: one press leads to the newest.
    page.click(".newest").await?;
    page.until(
        "the newest is in sight",
        "const s = document.querySelector('.scroller'); return s.scrollHeight - s.scrollTop - s.clientHeight < 2",
    )
    .await?;
    page.was_clean().await?;
    page.close().await
}
