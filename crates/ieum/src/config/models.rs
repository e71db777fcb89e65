//! `[models]`: where weights are kept, who fetches them, and which are used.

use std::path::PathBuf;

use anyhow::{Context, ensure};
use etcetera::BaseStrategy as _;
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Models {
    pub cache: PathBuf,
    pub package_client: String,
    pub recogniser: String,
    pub voice: String,
    pub eyes: String,
}

impl Default for Models {
    fn default() -> Self {
        Self {
            cache: PathBuf::new(),
            package_client: String::new(),
            recogniser: "whisper-base".into(),
            voice: "kokoro".into(),
            eyes: "efficientnet-lite0".into(),
        }
    }
}

impl Models {
    /// The folder that was named, or the system's.
    pub fn cache_folder(&self) -> anyhow::Result<PathBuf> {
        if !self.cache.as_os_str().is_empty() {
            return Ok(self.cache.clone());
        }
        let system = etcetera::choose_base_strategy()
            .context("there is no home folder to keep models in: name a folder with IEUM_CACHE_DIR")?;
        Ok(system.cache_dir().join("ieum"))
    }

    pub fn package_client(&self) -> Option<&str> {
        (!self.package_client.trim().is_empty()).then_some(self.package_client.as_str())
    }

    pub fn validate(&self) -> anyhow::Result<()> {
        let settings = [("recogniser", &self.recogniser), ("voice", &self.voice), ("eyes", &self.eyes)];
        for (setting, name) in settings {
            let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
            ensure!(
                !name.is_empty() && name.bytes().all(plain),
                "{setting} = {name:?} is no name of a model: `ieum models list` shows those that are there"
            );
        }
        Ok(())
    }
}
