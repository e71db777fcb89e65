//! What differs between two versions of a bot, or one and the draft.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::{BotSource, PartnerBot, PartnerId, Problem};
use similar::TextDiff;

use crate::Hub;
use crate::hub::Core;
use crate::partners::{Acting, Right};

/// Lines that stay the same around those that changed.
const AROUND: usize = 3;
/// After so long a difference need not be the smallest.
const PATIENCE: Duration = Duration::from_millis(500);

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Draft,
    Version(u32),
}

/// A file that is not the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileDiff {
    /// `bot`, `tests`, `dialogues`, or the name of a file of knowledge.
    pub file: String,
    /// As `diff -u` shows it.
    pub diff: String,
}

impl Hub {
    pub async fn bot_diff(
        &self,
        acting: &Acting,
        partner: PartnerId,
        handle: &str,
        from: Side,
        to: Side,
    ) -> Result<Vec<FileDiff>, Problem> {
        let core = &self.core;
        let (by, bot) = core.bot_for(acting, partner, handle, Right::READ_BOTS).await?;
        let (before, after) = (core.side(&bot, from).await?, core.side(&bot, to).await?);
        let _place = core.bench_place(&by).await?;
        core.apart(move || differences(&before, &after)).await
    }
}

impl Core {
    async fn side(&self, bot: &PartnerBot, side: Side) -> Result<BotSource, Problem> {
        match side {
            Side::Draft => Ok(self.draft_of(bot).await?.source),
            Side::Version(number) => self.source_of(bot, number).await,
        }
    }
}

fn differences(before: &BotSource, after: &BotSource) -> Vec<FileDiff> {
    let (mut before, after) = (files(before), files(after));
    let mut pairs: Vec<(&str, &str, &str)> =
        after.iter().map(|(name, text)| (*name, before.remove(name).unwrap_or_default(), *text)).collect();
    pairs.extend(before.iter().map(|(name, text)| (*name, *text, "")));
    let changed = pairs.into_iter().filter(|(_, before, after)| before != after);
    changed
        .map(|(name, before, after)| FileDiff { file: name.to_owned(), diff: unified(name, before, after) })
        .collect()
}

fn files(source: &BotSource) -> BTreeMap<&str, &str> {
    let its = [("bot", &source.bot), ("tests", &source.tests), ("dialogues", &source.dialogues)];
    let known = source.knowledge.iter().map(|(name, text)| (name.as_str(), text));
    its.into_iter().chain(known).map(|(name, text)| (name, text.as_str())).collect()
}

fn unified(name: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(before, after);
    diff.unified_diff().context_radius(AROUND).header(name, name).to_string()
}
