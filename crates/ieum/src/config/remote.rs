//! `[remote]`: the server that `ieum bot` speaks to.

use anyhow::ensure;
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Remote {
    pub url: String,
    pub key: String,
}

impl Default for Remote {
    fn default() -> Self {
        Self { url: "http://localhost:8480".into(), key: String::new() }
    }
}

impl Remote {
    pub fn validate(&self) -> anyhow::Result<()> {
        let web = self.url.starts_with("http://") || self.url.starts_with("https://");
        ensure!(web, "url = {:?} is not valid: it begins with https://", self.url);
        Ok(())
    }
}
