//! `[open_answers]`: who is asked when nobody here knows.

use std::time::Duration;

use anyhow::{anyhow, ensure};
use gateway::Outside;
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct OpenAnswers {
    pub url: String,
    pub key: String,
    pub model: String,
    pub seconds: f64,
    pub streamed: bool,
}

impl Default for OpenAnswers {
    fn default() -> Self {
        Self { url: String::new(), key: String::new(), model: String::new(), seconds: 8.0, streamed: false }
    }
}

impl OpenAnswers {
    /// Who is asked, and how long may be waited; none: nobody is.
    pub fn outside(&self) -> anyhow::Result<Option<(Outside, Duration)>> {
        if self.url.trim().is_empty() {
            return Ok(None);
        }
        let limit = Duration::from_secs_f64(self.seconds);
        let outside = Outside::new(&self.url, &self.key, &self.model, self.streamed, limit)?;
        Ok(Some((outside, limit)))
    }

    pub fn validate(&self) -> anyhow::Result<()> {
        ensure!((1.0..=60.0).contains(&self.seconds), "seconds = {} must be from 1 to 60", self.seconds);
        if self.url.trim().is_empty() {
            return Ok(());
        }
        ensure!(
            !self.model.trim().is_empty(),
            "model is empty: name the model that {:?} should use",
            self.url
        );
        self.outside().map(|_| ()).map_err(|error| anyhow!("{error}"))
    }
}
