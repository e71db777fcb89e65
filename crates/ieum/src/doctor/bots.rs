//! The bots in the data folder: is each of them well-formed.

use super::Finding;
use crate::bots;
use crate::config::Config;

pub fn examine(config: &Config) -> Vec<Finding> {
    let Ok(folder) = bots::folder(config) else { return Vec::new() };
    let finding = |filed: bots::Filed| {
        let subject = format!("bot {}", filed.path.display());
        match filed.bot {
            Ok((bot, _)) => Finding::good(subject, format!("{}, {} blocks", bot.name, bot.blocks.len())),
            Err(error) => Finding::bad(subject, error, "correct the file; the other bots work without it"),
        }
    };
    bots::read(&folder).into_iter().map(finding).collect()
}
