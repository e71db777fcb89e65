//! `[skills]`: how partners' servers are asked, and `[kakao]`: how a KakaoTalk channel asks us.

use std::time::Duration;

use anyhow::ensure;
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Skills {
    pub seconds: f64,
    pub address: String,
}

impl Default for Skills {
    fn default() -> Self {
        Self { seconds: 5.0, address: String::new() }
    }
}

impl Skills {
    pub fn timeout(&self) -> Duration {
        Duration::from_secs_f64(self.seconds)
    }

    /// Where skills that answer later reach this server, as the operator says.
    pub fn address(&self) -> Option<String> {
        let address = self.address.trim_end_matches('/');
        (!address.is_empty()).then(|| address.to_owned())
    }

    pub fn validate(&self) -> anyhow::Result<()> {
        let seconds = self.seconds;
        ensure!((0.1..=30.0).contains(&seconds), "seconds = {seconds} is not valid: 0.1 to 30 may be");
        let web = self.address.starts_with("http://") || self.address.starts_with("https://");
        let address = &self.address;
        ensure!(address.is_empty() || web, "address = {address:?} is not valid: it begins with https://");
        Ok(())
    }
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Kakao {
    pub secret: String,
}

impl Kakao {
    /// None: no channel may ask.
    pub fn secret(&self) -> Option<String> {
        Some(self.secret.clone()).filter(|secret| !secret.is_empty())
    }

    pub fn validate(&self) -> anyhow::Result<()> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let length = self.secret.len();
        ensure!(
            self.secret.is_empty() || (16..=128).contains(&length) && self.secret.chars().all(plain),
            "secret is not valid: 16 to 128 letters, digits, `-` and `_`, such as `openssl rand -hex 24` gives"
        );
        Ok(())
    }
}
