//! Partners' servers behind bots: they are asked over the skill contract, may answer later, and may have their bot speak
//! first.
//!
//! `behind.rs` stands behind one bot and asks its skills, `payload.rs` writes what they are told, `outcome.rs` reads what
//! they answer, `later.rs` waits for what comes later, `event.rs` is what bots tell by themselves, `channel.rs`
//! brings people of a KakaoTalk channel here, `calls.rs` is what a partner sees of all
//! that, and `right.rs` says who may.

mod behind;
mod calls;
mod channel;
mod event;
mod later;
mod outcome;
mod payload;
mod right;

use std::sync::Arc;
use std::time::Duration;

use dialogue::block::Bot;
use dialogue::service::Fulfil;
use domain::{Clock, Code, Ids, Problem, Random};
use skills::{Client, ClientSettings, Reach};
use store::Store;
use tokio::runtime::Handle;

use crate::partners::Right;
use crate::{Acting, Hub};

pub use calls::{SkillCall, SkillHealth};
pub(crate) use later::Pending;

use calls::Calls;

/// How partners' servers are asked.
#[derive(Clone)]
pub struct SkillSettings {
    pub client: ClientSettings,
    /// Where skills of partners' bots may be; `client` says it for those of the install's bots.
    pub partners: Reach,
    /// No skill takes longer, whatever its bot says.
    pub timeout: Duration,
    /// Where this server is reached by skills that answer later, without a slash at its end. None: they cannot.
    pub address: Option<String>,
    pub random: Arc<dyn Random>,
}

/// Who made a bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Whoever has this machine: its files lie here.
    Install,
    Partner,
}

/// Asks the skills of all bots. Shared; it keeps connections, and what happened lately.
pub struct SkillDesk {
    client: Client,
    /// Asks for bots of partners.
    partners: Client,
    settings: SkillSettings,
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    ids: Ids,
    runtime: Handle,
    pending: Arc<Pending>,
    calls: Calls,
}

impl Hub {
    /// Opens the desk; the first one stays. On a runtime.
    pub fn open_skills(&self, settings: SkillSettings) -> Arc<SkillDesk> {
        let core = &self.core;
        let open = || {
            Arc::new(SkillDesk {
                client: Client::new(settings.client),
                partners: Client::new(ClientSettings { reach: settings.partners, ..settings.client }),
                settings,
                store: core.store.clone(),
                clock: core.clock.clone(),
                ids: core.ids.clone(),
                runtime: Handle::current(),
                pending: core.pending.clone(),
                calls: Calls::default(),
            })
        };
        core.skill_desk.get_or_init(open).clone()
    }

    /// How the skills of a bot do, by name, and what they were asked lately, the newest first.
    pub async fn skill_calls(
        &self,
        acting: &Acting,
        bot: &str,
    ) -> Result<(Vec<SkillHealth>, Vec<SkillCall>), Problem> {
        self.core.may_with_bot(acting, bot, Right::READ_BOTS).await?;
        let calls = self.core.skill_desk.get().map(|desk| (desk.calls.health(bot), desk.calls.of(bot)));
        Ok(calls.unwrap_or_default())
    }
}

impl SkillDesk {
    /// Who asks the skills of a bot; `own` does whatever no skill does. A skill whose address cannot be used is told of in
    /// the log, and fails whenever it is asked.
    pub fn behind(
        self: &Arc<Self>,
        bot: &Bot,
        whose: Whose,
        own: Option<Arc<dyn Fulfil>>,
    ) -> Arc<dyn Fulfil> {
        Arc::new(behind::Behind::new(self.clone(), bot, whose, own))
    }

    fn client(&self, whose: Whose) -> &Client {
        match whose {
            Whose::Install => &self.client,
            Whose::Partner => &self.partners,
        }
    }

    /// A fresh secret, in hexadecimal.
    fn secret(&self) -> String {
        let mut secret = [0; 32];
        self.settings.random.fill(&mut secret);
        hex::encode(secret)
    }
}

/// Whatever somebody may not see is as good as not there.
fn unknown(what: &'static str) -> Problem {
    Problem::new(Code::NotFound, what)
}
