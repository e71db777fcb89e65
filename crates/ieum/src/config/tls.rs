//! `[tls]`: encryption.

use std::path::PathBuf;

use anyhow::{bail, ensure};
use serde::Deserialize;

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Tls {
    pub mode: TlsMode,
    pub certificate: PathBuf,
    pub key: PathBuf,
    pub names: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum TlsMode {
    #[default]
    None,
    Generated,
    Files,
}

impl Tls {
    pub fn validate(&self) -> anyhow::Result<()> {
        if self.mode == TlsMode::Files {
            ensure!(
                !self.certificate.as_os_str().is_empty(),
                "mode = \"files\" needs `certificate`, a PEM file"
            );
            ensure!(!self.key.as_os_str().is_empty(), "mode = \"files\" needs `key`, a PEM file");
        }
        for name in &self.names {
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
            if name.is_empty() || !name.chars().all(plain) {
                bail!("names has {name:?}, which is neither a host name nor an address");
            }
        }
        Ok(())
    }
}
