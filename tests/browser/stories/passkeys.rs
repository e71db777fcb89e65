//! Signing in with a passkey, with the authenticator that Chromium's DevTools play.

use anyhow::ensure;
use serde_json::{Value, json};

use crate::chromium::{Chromium, Options};
use crate::page::Page;
use crate::server::{Server, Setup};

const PASSWORD: &str = "바다가 보이는 언덕";
const ONLINE: &str =
    "return location.pathname === '/' && document.documentElement.dataset.connection === 'online'";
const SIGN_IN: &str = "return location.pathname.startsWith('/sign-in')";
/// The passkeys that the open settings show.
const LISTED: &str = "document.querySelectorAll('.passkeys[data-state=drawn] .passkey-list li').length";

/// An invitation, an account, a passkey; out, and in again without a name or a password.
pub async fn sign_in(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options::default()).await?;
    has_an_authenticator(&page).await?;
    let invitation =
        "return fetch('/v1/invitations', {method: 'POST'}).then(r => r.json()).then(made => made.path)";
    let invitation: String = page.ask(invitation).await?;
    server.set_password(PASSWORD)?;

    comes_by(&page, &format!("{}{invitation}", server.address)).await?;
    makes_a_passkey(&page).await?;
    signs_out(&page).await?;
    page.click("#passkey").await?;
    page.until("the passkey has opened the door", ONLINE).await?;
    let me: Value = page.ask("return fetch('/v1/me').then(r => r.json())").await?;
    ensure!(me["person"]["name"] == "하나" && me["signedIn"] == true, "{me}");

    does_without_a_password(&page, &server.address).await?;
    goes_nowhere_else(&page, &server.address).await?;
    // Being asked to sign in, and being told that one way in must remain, is all that the browser may have to tell of.
    page.was_clean_except(|message| message.contains("401") || message.contains("409")).await?;
    numbers_have_none(&page, &server.address).await?;
    page.close().await
}

/// A phone's own authenticator, whose person is always recognised.
async fn has_an_authenticator(page: &Page) -> anyhow::Result<()> {
    let tools = page.driver().cdp();
    tools.send_raw("WebAuthn.enable", json!({"enableUI": false})).await?;
    let options = json!({
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true,
        "isUserVerified": true, "automaticPresenceSimulation": true,
    });
    tools.send_raw("WebAuthn.addVirtualAuthenticator", json!({"options": options})).await?;
    Ok(())
}

/// The invitation makes an account. No server was told its secret before it was used.
async fn comes_by(page: &Page, invitation: &str) -> anyhow::Result<()> {
    page.driver().goto(invitation).await?;
    page.until("an account is offered", "return document.getElementById('passkey').hidden").await?;
    let asked: Vec<String> =
        page.ask("return performance.getEntries().map(entry => entry.name.split('#')[0])").await?;
    let (_, secret) = invitation.split_once("invitation=").unwrap_or_default();
    ensure!(!secret.is_empty() && !asked.iter().any(|address| address.contains(secret)), "{asked:?}");
    page.find("#name").await?.send_keys("하나").await?;
    page.find("#password").await?.send_keys(PASSWORD).await?;
    page.click("#submit").await?;
    page.until("the account is there", ONLINE).await
}

async fn makes_a_passkey(page: &Page) -> anyhow::Result<()> {
    opens_settings(page).await?;
    page.until("nothing is there yet", &format!("return {LISTED} === 0")).await?;
    page.run("document.querySelector('.passkey-form input').value = '시험 열쇠'").await?;
    page.click(".passkey-form button").await?;
    page.until("the passkey is there", &format!("return {LISTED} === 1")).await?;
    let named = "return document.querySelector('.passkey-name').innerText === '시험 열쇠'";
    ensure!(page.holds(named).await?, "it has its name");
    Ok(())
}

async fn opens_settings(page: &Page) -> anyhow::Result<()> {
    page.click("[aria-label=설정]").await?;
    page.click(".passkeys summary").await?;
    let drawn = "return document.querySelector('.passkeys[data-state=drawn] .passkey-form') !== null";
    page.until("the passkeys are shown", drawn).await
}

async fn signs_out(page: &Page) -> anyhow::Result<()> {
    press(page, "로그아웃").await?;
    page.until("the door is shut", SIGN_IN).await?;
    page.until("passkeys are offered", "return !document.getElementById('passkey').hidden").await
}

/// Presses the button of the open dialog with these words, and says yes to what it asks.
async fn press(page: &Page, words: &str) -> anyhow::Result<()> {
    let press = format!(
        "window.confirm = () => true;
        const button = [...document.querySelectorAll('dialog[open] button')].find(b => b.innerText === '{words}');
        button?.click();
        return button !== undefined"
    );
    page.until(&format!("{words:?} can be pressed"), &press).await
}

/// In the console, where the account is the same: the password goes, and the last passkey stays.
async fn does_without_a_password(page: &Page, address: &str) -> anyhow::Result<()> {
    page.driver().goto(&format!("{address}/console")).await?;
    page.until("the console is here", "return document.documentElement.dataset.console === 'ready'").await?;
    page.click(".account-open").await?;
    page.until("the passkey is here as well", &format!("return {LISTED} === 1")).await?;
    press(page, "비밀번호 없이 쓰기").await?;
    let only =
        "return document.querySelector('dialog[open] .passkeys').innerText.includes('패스키로만 로그인해요')";
    page.until("the password is gone", only).await?;
    press(page, "지우기").await?;
    let refused =
        "return document.querySelector('dialog[open] [role=alert]').innerText.includes('하나는 남아')";
    page.until("the last passkey stays", refused).await?;
    page.driver().goto(address).await?;
    page.until("the messenger is here", ONLINE).await?;
    page.click("[aria-label=설정]").await?;
    signs_out(page).await?;
    page.click("#passkey").await?;
    page.until("the passkey is enough", ONLINE).await
}

/// Whoever is signed in goes on to where they wanted to go, if that is here.
async fn goes_nowhere_else(page: &Page, address: &str) -> anyhow::Result<()> {
    let elsewhere = [
        "//evil.example/",
        "/\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "http://[",
        "data:text/html,x",
        "/sign-in/?next=/",
    ];
    for next in elsewhere {
        let next: String = next.bytes().map(|byte| format!("%{byte:02x}")).collect();
        page.driver().goto(&format!("{address}/sign-in/?next={next}")).await?;
        page.until(&format!("{next} leads to the messenger"), ONLINE).await?;
    }
    page.driver().goto(&format!("{address}/sign-in/?next=/console")).await?;
    page.until("the console is here", "return document.documentElement.dataset.console === 'ready'").await
}

/// At an address in numbers browsers have no passkeys, and the page says so.
async fn numbers_have_none(page: &Page, address: &str) -> anyhow::Result<()> {
    page.driver().goto(&format!("{}/sign-in", address.replace("localhost", "127.0.0.1"))).await?;
    let told = "return document.getElementById('passkey').hidden
        && document.getElementById('no-passkey').innerText.includes('숫자')";
    page.until("the page says why there are none", told).await
}
