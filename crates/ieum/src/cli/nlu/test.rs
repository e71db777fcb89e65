//! `ieum nlu test`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::ensure;
use dialogue::block::Learner;
use dialogue::block::sentences::Entry;
use dialogue::service::rehearsal::{self, Rehearsal};

use super::{eval, print, sets, today};
use crate::bots;
use crate::config::Config;

/// Test that bots understand what their test files say
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Bots (YAML); beside shop.yaml lie its sentences, shop.test.yaml, and its dialogues, shop.dialogues.yaml
    #[arg(value_name = "FILE", required = true)]
    bots: Vec<PathBuf>,
    /// So many in a hundred sentences may be misunderstood
    #[arg(long, default_value_t = 0, value_name = "PERCENT")]
    allow: u8,
    /// Compare letters only, without the sentence model
    #[arg(long)]
    letters_only: bool,
}

/// A bot with what is expected of it.
struct Tested<'a> {
    path: &'a Path,
    bot: bots::Written,
    entries: Vec<Entry>,
    rehearsals: Vec<Rehearsal>,
}

pub fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    // A file that is wrong should not have to wait for the model.
    let bots: Vec<_> = options.bots.iter().map(|path| tested(path)).collect::<anyhow::Result<_>>()?;
    let learner = Arc::new(super::learner(config, options.letters_only)?);
    let mut failed = Vec::new();
    for tested in bots {
        let shown = tested.path.display().to_string();
        let sentences = sentences(config, &learner, &tested, options.allow)?;
        let dialogues = dialogues(config, &learner, &tested)?;
        if !sentences || !dialogues {
            failed.push(shown);
        }
    }
    ensure!(failed.is_empty(), "not all is understood: {}", failed.join(", "));
    Ok(())
}

fn tested(path: &Path) -> anyhow::Result<Tested<'_>> {
    let bot = super::bot(path)?;
    let (sentences, dialogues) = (sets::beside(path), path.with_extension("dialogues.yaml"));
    ensure!(
        sentences.exists() || dialogues.exists(),
        "there is nothing to test: {} has sentences, {} has dialogues",
        sentences.display(),
        dialogues.display()
    );
    let entries = if sentences.exists() { sets::entries(&sentences)? } else { Vec::new() };
    let rehearsals = match dialogues.exists() {
        true => rehearsal::read(&sets::read(&dialogues)?)
            .map_err(|error| anyhow::anyhow!("{}: {error}", dialogues.display()))?,
        false => Vec::new(),
    };
    Ok(Tested { path, bot, entries, rehearsals })
}

/// Whether enough sentences are understood.
fn sentences(config: &Config, learner: &Learner, tested: &Tested<'_>, allow: u8) -> anyhow::Result<bool> {
    if tested.entries.is_empty() {
        return Ok(true);
    }
    let cases = eval::cases(learner, &tested.bot.0, &tested.entries, today(config))?;
    let wrong: Vec<_> = cases.iter().filter(|case| !case.is_right()).collect();
    print(&format!(
        "{}: {} of {} understood",
        tested.path.display(),
        cases.len() - wrong.len(),
        cases.len()
    ))?;
    for case in &wrong {
        print(&format!("  {}: wanted {}, found {}", case.sentence, case.wanted, case.found))?;
        if let Some((wanted, found)) = case.slots.as_ref().filter(|_| case.wanted == case.found) {
            print(&format!("    entities wanted {wanted:?}, found {found:?}"))?;
        }
    }
    Ok(wrong.len() * 100 <= cases.len() * usize::from(allow))
}

/// Whether every dialogue goes as it is written.
fn dialogues(config: &Config, learner: &Arc<Learner>, tested: &Tested<'_>) -> anyhow::Result<bool> {
    if tested.rehearsals.is_empty() {
        return Ok(true);
    }
    let services = super::services(config, learner, &tested.bot)?;
    let (now, language) = (super::now(config), tested.bot.0.language);
    let mut right = 0;
    for rehearsal in &tested.rehearsals {
        let played = rehearsal::play(&services, rehearsal, language, &now).map_err(anyhow::Error::msg)?;
        let wrong: Vec<_> = played.iter().filter(|turn| !turn.wrong.is_empty()).collect();
        right += usize::from(wrong.is_empty());
        for turn in wrong {
            print(&format!("  {}: {}", rehearsal.name, turn.said))?;
            print(&format!("    answered {:?}", turn.answered))?;
            turn.wrong.iter().try_for_each(|wrong| print(&format!("    {wrong}")))?;
        }
    }
    let all = tested.rehearsals.len();
    print(&format!("{}: {right} of {all} dialogues go as written", tested.path.display()))?;
    Ok(right == all)
}
