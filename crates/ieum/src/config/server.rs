//! `[server]`: where to listen.

use std::net::{IpAddr, SocketAddr};

use anyhow::anyhow;
use serde::Deserialize;
use ureq::http::Uri;

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    pub bind: String,
    pub port: u16,
    pub private_links: bool,
    pub sign_up: SignUp,
    pub address: String,
}

/// Who may make an account.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum SignUp {
    Closed,
    Invited,
    Open,
}

impl From<SignUp> for hub::SignUp {
    fn from(sign_up: SignUp) -> Self {
        match sign_up {
            SignUp::Closed => Self::Closed,
            SignUp::Invited => Self::Invited,
            SignUp::Open => Self::Open,
        }
    }
}

impl Default for Server {
    fn default() -> Self {
        Self {
            bind: "127.0.0.1".into(),
            port: 8480,
            private_links: false,
            sign_up: SignUp::Invited,
            address: String::new(),
        }
    }
}

impl Server {
    pub fn address(&self) -> anyhow::Result<SocketAddr> {
        let ip: IpAddr = self.bind.parse().map_err(|_| {
            anyhow!(
                "bind = {:?} is not an IP address: use 127.0.0.1 for this machine only, 0.0.0.0 for all",
                self.bind
            )
        })?;
        Ok(SocketAddr::new(ip, self.port))
    }

    /// The address at which people open this server through another one, and its host name.
    pub fn public(&self) -> anyhow::Result<Option<(String, String)>> {
        let text = self.address.trim().trim_end_matches('/').to_ascii_lowercase();
        if text.is_empty() {
            return Ok(None);
        }
        let uri: Option<Uri> = text.parse().ok();
        let host = uri.as_ref().and_then(Uri::host).filter(|_| text.starts_with("https://"));
        let whole = uri.as_ref().is_some_and(|uri| uri.path() == "/" && uri.query().is_none());
        let sound = host.filter(|_| whole && !text.contains('@')).map(str::to_owned);
        let host = sound.ok_or_else(|| {
            anyhow!("address = {:?} is not valid: write it as https://ieum.example", self.address)
        })?;
        Ok(Some((text, host)))
    }

    pub fn validate(&self) -> anyhow::Result<()> {
        self.public()?;
        self.address().map(drop)
    }
}
