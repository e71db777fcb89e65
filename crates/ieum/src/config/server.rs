//! `[server]`: where to listen.

use std::net::{IpAddr, SocketAddr};

use anyhow::anyhow;
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    pub bind: String,
    pub port: u16,
    pub private_links: bool,
    pub sign_up: SignUp,
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
        Self { bind: "127.0.0.1".into(), port: 8480, private_links: false, sign_up: SignUp::Invited }
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

    pub fn validate(&self) -> anyhow::Result<()> {
        self.address().map(drop)
    }
}
