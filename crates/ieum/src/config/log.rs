//! `[log]`: what is told while running.

use anyhow::anyhow;
use serde::Deserialize;
use tracing_subscriber::EnvFilter;

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    pub level: String,
    pub format: LogFormat,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    #[default]
    Text,
    Json,
}

impl Default for Log {
    fn default() -> Self {
        Self { level: "info".into(), format: LogFormat::Text }
    }
}

impl Log {
    pub fn filter(&self) -> anyhow::Result<EnvFilter> {
        EnvFilter::try_new(&self.level).map_err(|error| {
            anyhow!(
                "level = {:?} is not understood ({error}): use \"info\", or by part \"info,hub=debug\"",
                self.level
            )
        })
    }

    pub fn validate(&self) -> anyhow::Result<()> {
        self.filter().map(drop)
    }
}
