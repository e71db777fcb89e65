//! A new bot, with a draft and nothing live.

use domain::{AuditAction, BotSource, Code, Draft, PartnerBot, PartnerId, Problem};

use super::Opened;
use super::save_draft::within_size;
use crate::hub::Core;
use crate::partners::{Acting, Right, within};
use crate::problem::told;
use crate::{Hub, TaughtBot};

/// A bot that does not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBot {
    /// What its file calls it.
    pub handle: String,
    /// None: the shortest that is a bot, to begin with.
    pub source: Option<BotSource>,
    /// What people call it, for a bot without texts.
    pub name: String,
}

impl Hub {
    /// Texts that are wrong make a draft that tells what is wrong.
    pub async fn create_bot(
        &self,
        acting: &Acting,
        partner: PartnerId,
        new: NewBot,
    ) -> Result<Opened, Problem> {
        let core = &self.core;
        let by = core.allowed(acting, partner, Right::WRITE_BOTS).await?;
        checked_handle(&new.handle)?;
        if core.own_bot(&new.handle).await?.is_some() {
            return Err(Code::BotIdTaken.into());
        }
        within(core.store.bots(partner).await.map_err(told)?.len(), core.limits.partners.bots)?;
        let source = new.source.unwrap_or_else(|| beginning(&new.handle, &new.name));
        within_size(&source, core.limits.partners.source_bytes)?;
        let judged = core.judge(&new.handle, source.clone()).await?;
        let face = judged.as_ref().ok().map(|judged| (&judged.bot).into());
        let fault = judged.err();
        let created_at = core.clock.now();
        let bot = PartnerBot {
            id: core.ids.next(),
            partner,
            handle: new.handle,
            face,
            live: None,
            listed: false,
            created_at,
        };
        let draft = Draft { source, revision: 1, fault, saved_at: created_at, saved_by: by.name.clone() };
        let audit = core.audit(&by, AuditAction::BotCreated, &bot.handle, "");
        core.store.add_bot(&bot, &draft, &audit).await.map_err(told)?;
        Ok(Opened { bot, draft })
    }
}

impl Core {
    /// The install's own bot of this id.
    pub async fn own_bot(&self, id: &str) -> Result<Option<TaughtBot>, Problem> {
        let converse = self.converse.clone();
        let taught = self.apart(move || converse.taught()).await?;
        Ok(taught.into_iter().filter_map(|taught| taught.bot).find(|bot| bot.id == id))
    }
}

/// It is used in addresses.
fn checked_handle(handle: &str) -> Result<(), Problem> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    let begins = handle.starts_with(|c: char| c.is_ascii_lowercase());
    if begins && (2..=40).contains(&handle.len()) && handle.chars().all(plain) {
        return Ok(());
    }
    let rule = "id: 2 to 40 lower-case letters, digits, hyphens and underscores, a letter first";
    Err(Problem::new(Code::BadRequest, rule))
}

/// Something that works, to change.
fn beginning(handle: &str, name: &str) -> BotSource {
    let name = if name.trim().is_empty() { handle } else { name.trim() };
    // A name as a double-quoted text of YAML, whatever is in it.
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    let name = name.replace('\\', "\\\\").replace('"', "\\\"");
    let bot = format!(
        "bot: {handle}\nname: \"{name}\"\nlanguage: ko\n\nblocks:\n  - id: hello\n    title: 인사\n    \
         examples: |\n      - 안녕하세요\n      - 반가워요\n    response: \"안녕하세요! 무엇을 도와드릴까요?\"\n"
    );
    let tests = "- block: hello\n  say: [안녕]\n".to_owned();
    BotSource { bot, tests, ..BotSource::default() }
}
