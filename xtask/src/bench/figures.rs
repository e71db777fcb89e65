//! What a measured side says in lines such as `figure vector_ms 4.1`.

use std::process::Command;

use anyhow::ensure;

use crate::process;

pub type Figures = Vec<(String, Vec<f64>)>;

/// Runs a side, shows what it says, and keeps its figures.
pub fn figures(command: &mut Command) -> anyhow::Result<Figures> {
    let mut found = Vec::new();
    let done = process::watch(command, |line| {
        let mut words = line.split_whitespace();
        if let (Some("figure"), Some(name)) = (words.next(), words.next()) {
            found.push((name.to_owned(), words.filter_map(|word| word.parse().ok()).collect()));
        }
    })?;
    ensure!(done, "a side failed: its own message is above");
    Ok(found)
}

/// The first number of this name.
pub fn first(figures: &Figures, wanted: &str) -> Option<f64> {
    figures.iter().find(|(name, _)| name == wanted).and_then(|(_, values)| values.first().copied())
}
