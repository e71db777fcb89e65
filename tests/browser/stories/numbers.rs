//! What the console tells of a bot that people talk with: what it could not answer, how it does; and tables of its words.

use anyhow::ensure;
use serde_json::Value;
use thirtyfour::prelude::*;

use super::console::{SAVED, is_at, picture};
use crate::chromium::{Chromium, Options};
use crate::page::Page;
use crate::server::{Server, Setup};

/// Nothing of the flower shop is meant by it.
const IN_VAIN: &str = "강아지랑 같이 들어가도 돼요?";
/// What is copied from a spreadsheet: a heading, a cell in quotes, a value twice, and one that is there.
const SHEET: &str =
    "값\t동의어\n해바라기\t\"썬플라워, 해바래기\"\n수국\t\n수국\t하이드레인저\n장미\t장미꽃\n";

/// Somebody asks in vain; the question becomes an example, and all of it is counted.
pub async fn are_told(page: &Page, address: &str) -> anyhow::Result<()> {
    asks_in_vain(page).await?;
    page.driver().goto(&format!("{address}/console/sunny/bots/flowers")).await?;
    is_at(page, "/console/sunny/bots/flowers").await?;
    question_becomes_an_example(page).await?;
    pasted_cells_become_rows(page).await?;
    statistics_show_the_turns(page).await
}

async fn asks_in_vain(page: &Page) -> anyhow::Result<()> {
    let say = format!(
        "const ask = (method, path, body) => fetch(path, {{method, headers: {{'content-type': 'application/json'}}, body: JSON.stringify(body)}});
        return (async () => {{
            await ask('PUT', '/v1/me/bots/flowers');
            const said = [];
            for (const text of ['꽃집 불러 줘', '{IN_VAIN}', '몇 시까지 해요?', '{IN_VAIN}'])
                said.push((await ask('POST', '/v1/turns', {{text}})).status);
            return said;
        }})()"
    );
    let said: Vec<u16> = page.ask(&say).await?;
    ensure!(said == [200; 4], "the bot is talked with: {said:?}");
    Ok(())
}

async fn question_becomes_an_example(page: &Page) -> anyhow::Result<()> {
    page.click(".file.asked").await?;
    let listed = format!(
        "const item = document.querySelector('[data-question=\"{IN_VAIN}\"]');
        return item?.innerText.includes('2번') && item.querySelector('select').value !== ''"
    );
    page.until("the question waits, with the nearest block", &listed).await?;
    picture(page, "questions").await?;
    page.run("const choice = document.querySelector('.question select'); choice.value = 'way'; return null")
        .await?;
    page.click(".question .primary").await?;
    page.until(
        "the question is off the list",
        &format!("return document.querySelector('.question') === null && {SAVED}"),
    )
    .await?;
    page.click(".file-tabs .file").await?;
    let text: String = page.ask("return document.querySelector('.code-text').value").await?;
    ensure!(text.contains(&format!("      - {IN_VAIN}\n    response: \"이음역")), "it is an example: {text}");
    // The draft answers it.
    page.find(".try-form input").await?.send_keys(IN_VAIN.to_owned() + Key::Enter).await?;
    page.until(
        "the draft understands it",
        "return document.querySelector('.try-log .why')?.dataset.block === 'way'",
    )
    .await
}

async fn pasted_cells_become_rows(page: &Page) -> anyhow::Result<()> {
    page.click(".file.as-table").await?;
    page.until("the values are a table", "return document.querySelectorAll('.sheet tbody tr').length === 3")
        .await?;
    let paste = format!(
        "const data = new DataTransfer();
        data.setData('text/plain', {});
        const field = document.querySelector('.paste-field');
        return field.dispatchEvent(new ClipboardEvent('paste', {{clipboardData: data, bubbles: true, cancelable: true}}))",
        serde_json::to_string(SHEET)?
    );
    ensure!(!page.holds(&paste).await?, "the table takes what is pasted");
    let told = "return document.querySelector('.table-notice').innerText";
    let told: String = page.ask(told).await?;
    ensure!(told.contains("2줄을 추가했어요. 이미 있는 2줄은 합쳤어요."), "{told}");
    page.until(
        "it is saved",
        &format!("return document.querySelectorAll('.sheet tbody tr').length === 5 && {SAVED}"),
    )
    .await?;
    picture(page, "table").await?;
    page.click(".file.as-table").await?;
    let text: String = page.ask("return document.querySelector('.code-text').value").await?;
    let written = "    장미: [로즈, 빨간 장미, 장미꽃]\n    튤립: [튜울립]\n    국화: []\n    해바라기: [썬플라워, 해바래기]\n    수국: [하이드레인저]\n";
    ensure!(text.contains(written), "the rows are in the file: {text}");
    ensure!(page.holds("return document.querySelector('.fault') === null").await?, "and the bot is sound");
    Ok(())
}

async fn statistics_show_the_turns(page: &Page) -> anyhow::Result<()> {
    page.click(".tabs a[href$=statistics]").await?;
    is_at(page, "/console/sunny/bots/flowers/statistics").await?;
    page.click("[data-days='7']").await?;
    let drawn = "const charts = [...document.querySelectorAll('.chart svg[role=img]')];
        return document.querySelectorAll('.chart-table tbody').length > 4 && charts.length > 4
            && document.querySelector('[data-days=\"7\"]').getAttribute('aria-pressed') === 'true'
            && charts.every(svg => svg.querySelector('title').textContent && svg.querySelector('desc').textContent)";
    page.until("the charts are drawn, each with a name and a table", drawn).await?;
    let turns: u64 = page.ask("return Number(document.querySelector('.statistics').dataset.turns)").await?;
    ensure!(turns >= 4, "the turns are counted: {turns}");
    picture(page, "statistics").await
}

/// What the console reads and writes of texts and sheets: each case calls a function of a module with its arguments.
pub async fn tables_are_read(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options::default()).await?;
    let cases: Vec<Value> = serde_json::from_str(include_str!("../tables.json"))?;
    ensure!(!cases.is_empty(), "there are cases");
    for case in cases {
        // `then` is a path into what is returned: the rest of it is not looked at.
        let script = format!(
            "const one = {case};
            return import('/console/' + one.module).then(async (module) => {{
                let got = module[one.call](...one.with);
                for (const step of one.then ?? []) got = Array.isArray(got) && typeof step === 'string' ? got.map((its) => its?.[step]) : got?.[step];
                return JSON.stringify(got ?? null);
            }})"
        );
        let got: String = page.ask(&script).await?;
        let got: Value = serde_json::from_str(&got)?;
        ensure!(got == case["is"], "{case}\ngave {got}");
    }
    page.close().await
}
