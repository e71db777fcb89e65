//! Without a mouse, and without eyes.

use anyhow::ensure;
use thirtyfour::prelude::*;

use crate::chromium::{Chromium, Options};
use crate::page::Page;
use crate::server::{Server, Setup};

/// Every control that can be pressed or filled in, with what a screen reader would call it.
const NAMELESS: &str = "return [...document.querySelectorAll('button, a[href], input, textarea, dialog, nav, [role]')]
    .filter((element) => element.checkVisibility())
    .filter((element) => !['status', 'alert', 'timer', 'group', 'switch'].includes(element.getAttribute('role')))
    .filter((element) => {
        const labelled = element.getAttribute('aria-labelledby');
        const name = element.getAttribute('aria-label') || (labelled && document.getElementById(labelled)?.innerText)
            || element.innerText || element.closest('label')?.innerText;
        return !name?.trim();
    })
    .map((element) => element.outerHTML.slice(0, 200))";

/// Controls that are too small for a finger.
const SMALL: &str = "return [...document.querySelectorAll('button, dialog a[href], .chat-line')]
    .filter((element) => element.checkVisibility({visibilityProperty: true}))
    .filter((element) => { const box = element.getBoundingClientRect(); return box.width < 44 || box.height < 44; })
    .map((element) => element.outerHTML.slice(0, 200))";

/// Text whose contrast with what is behind it is below 4.5 (solid backgrounds only, which is all we use).
const FAINT: &str = "
    const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const luminance = (rgb) => rgb.slice(0, 3).map((value) => value / 255)
        .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
        .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
    const behind = (element) => {
        for (let one = element; one; one = one.parentElement) {
            const colour = channels(getComputedStyle(one).backgroundColor);
            if (colour[3] === undefined || colour[3] === 1) return colour;
        }
        return [255, 255, 255];
    };
    return [...document.querySelectorAll('body *')]
        .filter((element) => element.checkVisibility() && !element.disabled)
        .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
        .map((element) => {
            const [a, b] = [channels(getComputedStyle(element).color), behind(element)].map(luminance);
            return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), element];
        })
        .filter(([contrast]) => contrast < 4.5)
        .map(([contrast, element]) => contrast.toFixed(2) + ' ' + element.outerHTML.slice(0, 160))";

/// Everything a person does with the mouse they can do with the keyboard.
pub async fn keyboard(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options::default()).await?;

    // The first stop leads past the list, into the text field.
    page.press(Key::Tab).await?;
    page.until("the way past the list has the focus", "return document.activeElement.className === 'skip'")
        .await?;
    page.press(Key::Enter).await?;
    page.until("the text field has the focus", "return document.activeElement.matches('textarea.field')")
        .await?;
    page.press("6 곱하기 7은?" + Key::Enter).await?;
    let answer = page.next_answer(0).await?;
    ensure!(answer.contains("42"), "{answer:?}");

    // Out of the field, single keys work: help, and back to the field.
    page.run("document.activeElement.blur()").await?;
    page.press("?").await?;
    page.until("the help is open", "return document.querySelector('dialog.shortcuts').open").await?;
    page.press(Key::Escape).await?;
    page.until("the help is closed", "return !document.querySelector('dialog.shortcuts').open").await?;
    page.run("document.activeElement.blur()").await?;
    page.press("/").await?;
    page.until("the text field has the focus", "return document.activeElement.matches('textarea.field')")
        .await?;
    ensure!(
        page.holds("return document.querySelector('textarea.field').value === ''").await?,
        "the shortcut was typed"
    );

    // The settings by Tab alone.
    page.run("document.querySelector('[aria-label=설정]').focus()").await?;
    page.press(Key::Enter).await?;
    page.until("the settings are open", "return document.querySelector('dialog.settings').open").await?;
    page.until("the focus is inside", "return document.activeElement.closest('dialog') !== null").await?;
    page.press(Key::Escape).await?;
    page.until("the focus is back", "return document.activeElement.getAttribute('aria-label') === '설정'")
        .await?;
    page.was_clean().await?;
    page.close().await
}

/// Everything has a name, is large enough, and can be read; the log is announced.
pub async fn names(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options { phone: true, ..Options::default() }).await?;
    page.ask_assistant("뭘 할 수 있어?").await?;
    page.ask_assistant("삼십 분 타이머 맞춰 줘").await?;
    page.until("the timer is shown", "return document.querySelector('.alert-strip:not([hidden])') !== null")
        .await?;
    ensure!(
        page.holds("return document.querySelector('[role=log]').getAttribute('aria-live') === 'polite'")
            .await?
    );
    ensure!(page.holds("return document.querySelector('main, [role=main]') !== null && document.querySelector('nav') !== null").await?);
    ensure!(
        page.holds(
            "return [...document.querySelectorAll('.message.theirs')].every((one) => one.lang === 'ko')"
        )
        .await?
    );
    for theme in ["light", "dark"] {
        page.run(&format!("document.documentElement.dataset.theme = '{theme}'")).await?;
        check(&page, theme).await?;
        page.run("document.querySelector('dialog.settings').showModal()").await?;
        check(&page, &format!("{theme} settings")).await?;
        page.run("document.querySelector('dialog.settings').close()").await?;
    }
    page.close().await
}

pub async fn check(page: &Page, place: &str) -> anyhow::Result<()> {
    for (what, script) in [("has no name", NAMELESS), ("is too small", SMALL), ("is too faint", FAINT)] {
        let wrong: Vec<String> = page.ask(script).await?;
        ensure!(wrong.is_empty(), "{place}: {what}: {wrong:#?}");
    }
    Ok(())
}
