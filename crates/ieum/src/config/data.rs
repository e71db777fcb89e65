//! `[data]`: what is remembered.

use std::path::PathBuf;

use anyhow::Context;
use etcetera::BaseStrategy as _;
use serde::Deserialize;

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Data {
    pub folder: PathBuf,
}

impl Data {
    /// The folder that was named, or the system's.
    pub fn folder(&self) -> anyhow::Result<PathBuf> {
        if !self.folder.as_os_str().is_empty() {
            return Ok(self.folder.clone());
        }
        let system = etcetera::choose_base_strategy().context(
            "there is no home folder to keep data in: name a folder with --data-dir or IEUM_DATA_DIR",
        )?;
        Ok(system.data_dir().join("ieum"))
    }
}
