//! `[recommend]`: how catalogues are learnt.

use anyhow::ensure;
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Recommend {
    pub learn_by_itself: bool,
    pub learning_threads: usize,
    pub assistant: Vec<String>,
}

impl Default for Recommend {
    fn default() -> Self {
        Self { learn_by_itself: true, learning_threads: 0, assistant: Vec::new() }
    }
}

impl Recommend {
    /// Threads that learn: half of the processors, where no number is set.
    pub fn threads(&self) -> usize {
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        if self.learning_threads == 0 { (processors / 2).max(1) } else { self.learning_threads }
    }

    pub fn validate(&self) -> anyhow::Result<()> {
        let most = 1024;
        let threads = self.learning_threads;
        ensure!(threads <= most, "learning_threads = {threads} must be from 0 to {most}");
        let wrong = self.assistant.iter().find(|name| !recommend::is_name(name));
        ensure!(wrong.is_none(), "assistant: no catalogue can be called {wrong:?}");
        Ok(())
    }
}
