//! The messenger as a person uses it: what they see, press and type.

use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use serde::de::DeserializeOwned;
use thirtyfour::TypingData;
use thirtyfour::prelude::*;

use crate::chromium::{Chromium, Options, Window};

/// Nothing that is well takes this long: the first recognition after a cold start is the slowest.
const PATIENCE: Duration = Duration::from_secs(60);
const GLANCE: Duration = Duration::from_millis(40);

/// The field where a message is written.
pub const FIELD: &str = "textarea.field";
/// The microphone button.
pub const TALK: &str = "button.talk";

/// The texts of everything the assistant has answered, in order.
const ANSWERS: &str =
    "return [...document.querySelectorAll('.message.theirs[data-status=answered] .bubbles')]
    .map(bubbles => [...bubbles.querySelectorAll('.bubble')].map(bubble => bubble.innerText).join('\\n'))";
/// The texts of everything the person has said, in order, with whether the server has them.
const SAID: &str = "return [...document.querySelectorAll('.log .message.mine')]
    .map(message => [message.querySelector('.bubble').innerText, message.dataset.status])";

/// One browser with the messenger open.
pub struct Page {
    window: Window,
    address: String,
}

impl Page {
    /// Opens the messenger and its chat, and waits until it is connected.
    pub async fn open(browser: &Chromium, address: &str, options: &Options<'_>) -> anyhow::Result<Self> {
        let window = browser.open(options).await?;
        let page = Self { window, address: address.to_owned() };
        page.driver().goto(address).await?;
        page.is_online().await?;
        if options.phone {
            page.click(".chat-line").await?;
        }
        page.until("the chat is open", "return document.querySelector('.chat:not([hidden])') !== null")
            .await?;
        Ok(page)
    }

    pub fn driver(&self) -> &WebDriver {
        &self.window.driver
    }

    /// Waits until the connection stands.
    pub async fn is_online(&self) -> anyhow::Result<()> {
        self.until_state("connection", "online").await
    }

    /// Waits until an attribute of the page's root says so (`web/messenger/state-attributes.js`).
    pub async fn until_state(&self, name: &str, value: &str) -> anyhow::Result<()> {
        let script = format!("return document.documentElement.dataset.{name} === '{value}'");
        self.until(&format!("{name} is {value}"), &script).await
    }

    /// Waits until a script returns true.
    pub async fn until(&self, what: &str, script: &str) -> anyhow::Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if self.holds(script).await? {
                return Ok(());
            }
            tokio::time::sleep(GLANCE).await;
        }
        bail!("it never came true that {what}; the page says:\n{}", self.describe().await?)
    }

    /// What a script returns.
    pub async fn ask<T: DeserializeOwned>(&self, script: &str) -> anyhow::Result<T> {
        let returned = self.driver().execute(script, Vec::new()).await.with_context(|| script.to_owned())?;
        Ok(returned.convert()?)
    }

    /// Whether a script returns true.
    pub async fn holds(&self, script: &str) -> anyhow::Result<bool> {
        self.ask(script).await
    }

    /// Runs a script.
    pub async fn run(&self, script: &str) -> anyhow::Result<()> {
        self.ask::<serde_json::Value>(script).await.map(drop)
    }

    pub async fn click(&self, selector: &str) -> anyhow::Result<()> {
        self.find(selector).await?.click().await.with_context(|| format!("pressing {selector}"))
    }

    pub async fn find(&self, selector: &str) -> anyhow::Result<WebElement> {
        self.driver().find(By::Css(selector)).await.with_context(|| format!("there is no {selector}"))
    }

    /// Presses keys, wherever the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) -> anyhow::Result<()> {
        Ok(self.driver().action_chain().send_keys(keys).perform().await?)
    }

    /// Types a message and sends it with Enter.
    pub async fn write(&self, text: &str) -> anyhow::Result<()> {
        Ok(self.find(FIELD).await?.send_keys(text.to_owned() + Key::Enter).await?)
    }

    /// Types a message, sends it, and waits for its answer.
    pub async fn ask_assistant(&self, text: &str) -> anyhow::Result<String> {
        let before = self.answers().await?.len();
        self.write(text).await?;
        self.next_answer(before).await
    }

    /// Waits until there are more answers than `before`, and returns the newest.
    pub async fn next_answer(&self, before: usize) -> anyhow::Result<String> {
        let count = "document.querySelectorAll('.message.theirs[data-status=answered]').length";
        self.until("there is an answer", &format!("return {count} > {before}")).await?;
        Ok(self.answers().await?.pop().expect("there are more than before"))
    }

    /// What the assistant has answered.
    pub async fn answers(&self) -> anyhow::Result<Vec<String>> {
        self.ask(ANSWERS).await
    }

    /// What the person has said: the texts and the states (`accepted`, `sending`, `waiting`, `failed`).
    pub async fn said(&self) -> anyhow::Result<Vec<(String, String)>> {
        self.ask(SAID).await
    }

    /// The texts of what the person has said.
    pub async fn said_texts(&self) -> anyhow::Result<Vec<String>> {
        Ok(self.said().await?.into_iter().map(|(text, _)| text).collect())
    }

    /// Loads the page again and waits until it is connected.
    pub async fn reload(&self) -> anyhow::Result<()> {
        self.driver().refresh().await?;
        self.is_online().await
    }

    /// The page asked nobody but its own server, and complained about nothing.
    pub async fn was_clean(&self) -> anyhow::Result<()> {
        self.was_clean_except(|_| false).await
    }

    /// As [`Self::was_clean`], where some complaints belong to the story.
    pub async fn was_clean_except(&self, expected: impl Fn(&str) -> bool) -> anyhow::Result<()> {
        let requested = "return performance.getEntriesByType('resource').map(entry => entry.name)";
        let resources: Vec<String> = self.ask(requested).await?;
        ensure!(!resources.is_empty(), "the page has loaded its parts");
        for resource in resources {
            ensure!(resource.starts_with(&self.address), "the page asked {resource}");
        }
        for entry in self.driver().browser_log().await? {
            let trouble = entry.level == "SEVERE" || entry.level == "WARNING";
            ensure!(!trouble || expected(&entry.message), "the page complained: {}", entry.message);
        }
        Ok(())
    }

    pub async fn close(self) -> anyhow::Result<()> {
        self.window.close().await
    }

    async fn describe(&self) -> anyhow::Result<String> {
        self.ask("return JSON.stringify(document.documentElement.dataset) + '\\n' + document.body.innerText")
            .await
    }
}
