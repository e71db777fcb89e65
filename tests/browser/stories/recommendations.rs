//! Recommendations: cards beside each other, and what is thought of them.

use anyhow::ensure;
use thirtyfour::prelude::*;

use crate::chromium::{Chromium, Options};
use crate::page::Page;
use crate::server::{Server, Setup};

/// The newest carousel, and the titles of its cards.
const NEWEST: &str = "[...document.querySelectorAll('.carousel')].at(-1)";

/// Asks, taps, asks again: the answer has changed, and says why.
pub async fn follow_what_is_tapped(browser: &Chromium) -> anyhow::Result<()> {
    let mut server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options::default()).await?;
    let why = page.ask_assistant("볼만한 영화 추천해 줘").await?;
    ensure!(why.contains("예시 영화로"), "that these are examples is said: {why:?}");
    let first = titles(&page).await?;
    ensure!(first.len() == 6, "{first:?}");

    // By keyboard: the row scrolls, an arrow shows the rest.
    page.run(&format!("{NEWEST}.querySelector('.cards').focus()")).await?;
    page.press(Key::Right).await?;
    let second = format!(
        "const cards = {NEWEST}.querySelector('.cards'), [one, two] = cards.children;
        return Math.abs(two.offsetLeft - one.offsetLeft - cards.scrollLeft) < 2"
    );
    page.until("the second card has the first place", &second).await?;
    page.until(
        "there is a way back",
        &format!("return !{NEWEST}.querySelector('.carousel-arrow.back').hidden"),
    )
    .await?;

    // A card opens, and closes with Escape.
    page.run(&format!("{NEWEST}.querySelector('.card-open').click()")).await?;
    page.until("the card is open", "return document.querySelector('dialog.card-dialog')?.open === true")
        .await?;
    page.press(Key::Escape).await?;
    page.until("the card is closed", "return document.querySelector('dialog.card-dialog') === null").await?;

    // What is tapped is shown, stays where it was, and can be taken back.
    let before: f64 = page.ask(&format!("return {NEWEST}.querySelector('.cards').scrollLeft")).await?;
    tap(&page, 1, "like", "true").await?;
    tap(&page, 2, "dismiss", "true").await?;
    tap(&page, 2, "dismiss", "false").await?;
    let after: f64 = page.ask(&format!("return {NEWEST}.querySelector('.cards').scrollLeft")).await?;
    ensure!((before - after).abs() < 2.0, "the row jumped from {before} to {after}");

    let why = page.ask_assistant("다른 거 추천해 줘").await?;
    ensure!(why.contains(&format!("‘{}’", first[1])) && why.contains("좋아하셔서"), "the reason is {why:?}");
    let second = titles(&page).await?;
    ensure!(second.iter().all(|title| !first.contains(title)), "{second:?} after {first:?}");

    page.was_clean().await?;

    // It is the same after a restart, of which the page may complain.
    server.restart()?;
    page.reload().await?;
    let liked = "return document.querySelectorAll('.opinion.like[aria-pressed=true]').length === 1";
    page.until("the like is still there", liked).await?;
    page.close().await
}

/// On a phone the cards are swiped, and nothing is wider than the page.
pub async fn fit_a_phone(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options { phone: true, ..Options::default() }).await?;
    page.ask_assistant("코미디 영화 추천해 줘").await?;
    ensure!(
        page.holds("return document.documentElement.scrollWidth <= innerWidth").await?,
        "the page is too wide"
    );
    for theme in ["light", "dark"] {
        page.run(&format!("document.documentElement.dataset.theme = '{theme}'")).await?;
        page.until("the colours have settled", "return document.getAnimations().length === 0").await?;
        super::accessibility::check(&page, theme).await?;
    }
    page.was_clean().await?;
    page.close().await
}

async fn titles(page: &Page) -> anyhow::Result<Vec<String>> {
    let script =
        "return [...CAROUSEL.querySelectorAll('.card-summary .card-title')].map((title) => title.innerText)";
    page.ask(&script.replace("CAROUSEL", NEWEST)).await
}

/// Taps a card's button and waits until it says so.
async fn tap(page: &Page, card: usize, kind: &str, pressed: &str) -> anyhow::Result<()> {
    let button =
        format!("{NEWEST}.querySelectorAll('.carousel-card')[{card}].querySelector('[data-kind={kind}]')");
    page.run(&format!("{button}.click()")).await?;
    let shown = format!("return {button}.getAttribute('aria-pressed') === '{pressed}'");
    page.until(&format!("{kind} of card {card} is {pressed}"), &shown).await
}
