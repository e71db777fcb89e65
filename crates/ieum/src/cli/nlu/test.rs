//! `ieum nlu test`.

use std::path::PathBuf;

use anyhow::ensure;

use super::{eval, print, sets, today};
use crate::config::Config;

/// Test that bots understand what their test files say
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Bots (YAML); the tests of shop.yaml are in shop.test.yaml beside it
    #[arg(value_name = "FILE", required = true)]
    bots: Vec<PathBuf>,
    /// So many in a hundred sentences may be misunderstood
    #[arg(long, default_value_t = 0, value_name = "PERCENT")]
    allow: u8,
    /// Compare letters only, without the sentence model
    #[arg(long)]
    letters_only: bool,
}

pub fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    // A file that is wrong should not have to wait for the model.
    let bots: Vec<_> = options
        .bots
        .iter()
        .map(|path| Ok((path, super::bot(path)?, sets::entries(&sets::beside(path))?)))
        .collect::<anyhow::Result<_>>()?;
    let learner = super::learner(config, options.letters_only)?;
    let mut failed = Vec::new();
    for (path, bot, entries) in bots {
        let cases = eval::cases(&learner, &bot, &entries, today(config))?;
        let wrong: Vec<_> = cases
            .iter()
            .filter(|case| {
                let slots = case
                    .slots
                    .as_ref()
                    .is_some_and(|(wanted, found)| !wanted.iter().all(|slot| found.contains(slot)));
                case.wanted != case.found || slots
            })
            .collect();
        print(&format!("{}: {} of {} understood", path.display(), cases.len() - wrong.len(), cases.len()))?;
        for case in &wrong {
            print(&format!("  {}: wanted {}, found {}", case.sentence, case.wanted, case.found))?;
            if let Some((wanted, found)) = case.slots.as_ref().filter(|_| case.wanted == case.found) {
                print(&format!("    entities wanted {wanted:?}, found {found:?}"))?;
            }
        }
        if wrong.len() * 100 > cases.len() * usize::from(options.allow) {
            failed.push(path.display().to_string());
        }
    }
    ensure!(failed.is_empty(), "not all is understood: {}", failed.join(", "));
    Ok(())
}
