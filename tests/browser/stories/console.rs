//! The console as a newcomer walks through it (`docs/partners/`): from nothing to a bot that answers people.

use std::path::Path;

use anyhow::ensure;
use thirtyfour::prelude::*;

use super::numbers;
use crate::chromium::{Chromium, Options};
use crate::page::Page;
use crate::server::{Server, Setup};

const PASSWORD: &str = "바다가 보이는 언덕";
pub const SAVED: &str = "document.querySelector('.draft-state').dataset.state === 'saved'";
const CODE: &str = ".code-text";

/// Sign in, make a partner and a bot, break a line and mend it, talk with it, deploy it, and find it live;
/// then what people asked it.
pub async fn makes_a_bot(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options::default()).await?;
    let owner: String =
        page.ask("return fetch('/v1/me').then(r => r.json()).then(me => me.person.name)").await?;
    server.set_password(PASSWORD)?;
    signs_in(&page, &server.address, &owner).await?;
    makes_partner_and_bot(&page).await?;
    breaks_and_mends_a_line(&page).await?;
    talks(&page).await?;
    deploys(&page).await?;
    is_found_added_and_removed(&page, &server.address).await?;
    numbers::are_told(&page, &server.address).await?;
    // Being asked to sign in is all that the browser may have to tell of.
    page.was_clean_except(|message| message.contains("401")).await?;
    page.close().await
}

/// The console asks for the sign-in, and is there after it.
async fn signs_in(page: &Page, address: &str, owner: &str) -> anyhow::Result<()> {
    page.driver().goto(&format!("{address}/console")).await?;
    page.until("the sign-in page is here", "return location.pathname.startsWith('/sign-in')").await?;
    fill(page, &[("#name", owner), ("#password", PASSWORD)]).await?;
    page.click("#submit").await?;
    is_at(page, "/console").await
}

async fn makes_partner_and_bot(page: &Page) -> anyhow::Result<()> {
    fill(page, &[("[name=name]", "해님 가게"), ("[name=slug]", "sunny")]).await?;
    page.click(".form [type=submit]").await?;
    is_at(page, "/console/sunny/bots").await?;
    fill(page, &[("[name=name]", "꽃집"), ("[name=id]", "flowers")]).await?;
    page.click(".form [type=submit]").await?;
    is_at(page, "/console/sunny/bots/flowers").await
}

/// A misspelt field is told of at its line, and the telling ends when it is mended.
async fn breaks_and_mends_a_line(page: &Page) -> anyhow::Result<()> {
    let line: usize = page
        .ask(&format!(
            "const area = document.querySelector('{CODE}');
            const end = area.value.indexOf('\\n', area.value.indexOf('- id: hours'));
            area.focus();
            area.setSelectionRange(end, end);
            return area.value.slice(0, end).split('\\n').length;"
        ))
        .await?;
    page.find(CODE).await?.send_keys(Key::Enter + "  tilte: 여는 시간").await?;
    let told = format!(
        "return document.querySelector('.fault-place')?.innerText.startsWith('{}번째 줄') ?? false",
        line + 1
    );
    page.until("the mistake is told of, with its line", &told).await?;
    ensure!(page.holds("return !document.querySelector('.code-band').hidden").await?, "the line is marked");
    picture(page, "wrong-line").await?;
    // The whole line is marked and deleted, as with the keyboard.
    let marked = format!(
        "const area = document.querySelector('{CODE}');
        const at = area.value.indexOf('tilte');
        area.setSelectionRange(area.value.lastIndexOf('\\n', at), area.value.indexOf('\\n', at));
        return area.selectionEnd > area.selectionStart"
    );
    ensure!(page.holds(&marked).await?, "the line can be marked");
    page.find(CODE).await?.send_keys(Key::Delete + "").await?;
    let mended = format!("return document.querySelector('.fault') === null && {SAVED}");
    page.until("the mistake is gone", &mended).await
}

/// What is said goes from turn to turn, and each answer says why.
async fn talks(page: &Page) -> anyhow::Result<()> {
    for (number, (say, answer)) in
        [("장미 열 송이 주문할게요", "장미 10송이 주문할까요?"), ("응", "장미를 10송이 주문했어요.")]
            .into_iter()
            .enumerate()
    {
        page.find(".try-form input").await?.send_keys(say.to_owned() + Key::Enter).await?;
        let answered = format!(
            "return document.querySelectorAll('.try-log .theirs[data-status=answered]').length > {number}"
        );
        page.until(&format!("{say:?} is answered"), &answered).await?;
        let said: Vec<String> = page
            .ask("return [...document.querySelectorAll('.try-log .theirs .bubbles')].map(b => b.innerText)")
            .await?;
        ensure!(said.last().is_some_and(|said| said.contains(answer)), "{say:?} is answered with {said:?}");
    }
    page.click(".why summary").await?;
    let why = "const why = document.querySelector('.why');
        return why.dataset.block === 'order' && why.querySelectorAll('.candidates meter').length > 1
            && why.querySelector('.values').innerText.includes('장미')";
    ensure!(page.holds(why).await?, "the block, the candidates and the values are told");
    picture(page, "try").await
}

async fn deploys(page: &Page) -> anyhow::Result<()> {
    page.click(".tabs a[href$=deploy]").await?;
    is_at(page, "/console/sunny/bots/flowers/deploy").await?;
    page.until("the tests pass", "return document.querySelector('.test-report .tag.good') !== null").await?;
    page.click(".form [type=submit]").await?;
    page.until(
        "version 1 is there",
        "return document.querySelector('[data-version=\"1\"] .tag.good') !== null",
    )
    .await?;
    picture(page, "deploy").await?;
    page.click(".rooms a").await?;
    is_at(page, "/console/sunny/bots").await?;
    let live =
        "return document.querySelector('[data-bot=flowers] .tag.good')?.innerText.includes('1') ?? false";
    ensure!(page.holds(live).await?, "the list says which version is live");
    Ok(())
}

/// Somebody finds the bot in the messenger, adds it, talks with it, and removes it.
async fn is_found_added_and_removed(page: &Page, address: &str) -> anyhow::Result<()> {
    page.driver().goto(&format!("{address}/console/sunny/bots/flowers/deploy")).await?;
    is_at(page, "/console/sunny/bots/flowers/deploy").await?;
    let listed =
        "const list = [...document.querySelectorAll('button')].find(b => b.innerText === '목록에 공개');
        list?.click();
        return list === undefined && document.body.innerText.includes('목록에서 내리기')";
    page.until("it is listed", listed).await?;
    page.driver().goto(&format!("{address}/#/bots")).await?;
    page.until("the directory has it", "return document.querySelector('[data-bot=flowers]') !== null")
        .await?;
    let added = "return document.querySelector('[data-bot=flowers]').dataset.added === 'true'";
    ensure!(!page.holds(added).await?, "nobody has added it yet");
    page.click("[data-bot=flowers] button").await?;
    page.until("it is added", added).await?;
    page.click("[data-bot=flowers] .primary").await?;
    // It answers to its name with its welcome, under its own name.
    let newest = "const all = document.querySelectorAll('.message.theirs[data-status=answered]');
        const newest = all[all.length - 1]?.innerText ?? ''; return ";
    let welcome = format!("{newest} newest.startsWith('꽃집') || newest.includes('꽃집\\n')");
    page.until("the bot welcomes", &format!("{welcome} && newest.includes('어서 오세요')")).await?;
    page.driver().goto(&format!("{address}/#/bots")).await?;
    page.click("[data-bot=flowers] .plain").await?;
    page.until("it is removed", &format!("return !(() => {{ {added} }})()")).await
}

async fn fill(page: &Page, fields: &[(&str, &str)]) -> anyhow::Result<()> {
    for (field, text) in fields {
        page.find(field).await?.send_keys(*text).await?;
    }
    Ok(())
}

pub async fn is_at(page: &Page, path: &str) -> anyhow::Result<()> {
    let script = format!(
        "return location.pathname === '{path}' && document.documentElement.dataset.console === 'ready'"
    );
    page.until(&format!("{path} is open"), &script).await
}

/// Keeps what is seen for the docs, when somebody wants the pictures anew (`IEUM_PICTURES=docs/partners`).
pub async fn picture(page: &Page, name: &str) -> anyhow::Result<()> {
    if let Some(folder) = std::env::var_os("IEUM_PICTURES") {
        page.driver().screenshot(&Path::new(&folder).join(format!("{name}.png"))).await?;
    }
    Ok(())
}
