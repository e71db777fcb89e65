//! Answers that come later: a skill is given an address that works once, within a minute.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use dialogue::service::Call;
use domain::{AwaitedAnswer, Input, News, Problem, Told};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use skills::{CallbackReply, CallbackStatus, SkillResponse};
use tokio::sync::watch;

use super::SkillDesk;
use crate::Hub;
use crate::hub::Core;
use crate::lane::Asker;
use crate::problem::told;
use crate::turn::Arrival;

/// By the contract.
const VALID: SignedDuration = SignedDuration::from_mins(1);

/// Addresses that were given to skills whose first answer is not there yet.
#[derive(Default)]
pub(crate) struct Pending(Mutex<HashMap<[u8; 32], watch::Receiver<bool>>>);

impl Pending {
    fn open(&self) -> MutexGuard<'_, HashMap<[u8; 32], watch::Receiver<bool>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An address, while it is not known yet whether it will be used.
pub(super) struct Promise {
    pub address: String,
    secret_hash: [u8; 32],
    /// Told and closed when the first answer is there.
    settled: watch::Sender<bool>,
    pending: Arc<Pending>,
    expires_at: Timestamp,
}

impl Drop for Promise {
    fn drop(&mut self) {
        self.pending.open().remove(&self.secret_hash);
        self.settled.send_replace(true);
    }
}

impl SkillDesk {
    /// None: nobody could reach it, or nobody waits for it.
    pub(super) fn promise(&self, call: &Call) -> Option<Promise> {
        let base = self.settings.address.as_ref()?;
        call.asker?;
        let secret = self.secret();
        let secret_hash = hash(&secret);
        let (settled, waits) = watch::channel(false);
        self.pending.open().insert(secret_hash, waits);
        Some(Promise {
            address: format!("{base}/v1/callbacks/{secret}"),
            secret_hash,
            settled,
            pending: self.pending.clone(),
            expires_at: self.clock.now() + VALID,
        })
    }

    /// The skill has said that its answer comes later: from now on it may.
    pub(super) fn keep(&self, promise: Promise, call: &Call) -> Result<(), String> {
        let asker = call.asker.ok_or("nobody asks")?;
        let awaited = AwaitedAnswer {
            secret_hash: promise.secret_hash,
            person: asker.person,
            conversation: asker.conversation,
            bot: call.bot.id.clone(),
            block: call.block.id.clone(),
            expires_at: promise.expires_at,
        };
        let kept = self.store.await_answer(&awaited, self.clock.now());
        self.runtime.block_on(kept).map_err(|error| error.to_string())
    }
}

impl Hub {
    /// Takes an answer that was promised, and tells it to whoever waits. What is wrong with it is told to the skill.
    pub async fn take_late_answer(&self, secret: &str, body: &[u8]) -> Result<CallbackReply, Problem> {
        let core = &self.core;
        core.refuse_when_stopping()?;
        let hash = hash(secret);
        core.first_answer(&hash).await;
        let reply = |status, message: &str| CallbackReply {
            task_id: core.ids.next::<domain::EventId>().to_string(),
            status,
            message: message.to_owned(),
            timestamp: core.clock.now().as_second(),
        };
        // What cannot be read does not use the address up.
        let text = match SkillResponse::read(body, None).map(|read| read.response.template.is_some()) {
            Ok(true) => String::from_utf8_lossy(body).into_owned(),
            Ok(false) => return Ok(reply(CallbackStatus::Fail, "the answer has no template")),
            Err(error) => {
                return Ok(reply(CallbackStatus::Fail, &format!("invalid JSON from skill: {error}")));
            }
        };
        let awaited = core.store.take_awaited(&hash, core.clock.now()).await.map_err(told)?;
        let Some(awaited) = awaited else {
            let why =
                "the address is unknown, used, older than a minute, or the skill did not answer useCallback";
            return Ok(reply(CallbackStatus::Fail, why));
        };
        let AwaitedAnswer { person, conversation, bot, block, .. } = awaited;
        let input = Input::Told(Told { bot, news: News::Answer { block, body: text } });
        let language = core.person(person).await?.language;
        let arrival = Arrival {
            conversation,
            event: core.ids.next(),
            touchpoint: None,
            input,
            language,
            asker: Asker::default(),
        };
        core.admit(person, arrival).await?;
        Ok(reply(CallbackStatus::Success, "OK"))
    }
}

impl Core {
    /// A quick skill may answer late before its first answer is here: it waits for that.
    async fn first_answer(&self, hash: &[u8; 32]) {
        let waits = self.pending.open().get(hash).cloned();
        if let Some(mut waits) = waits {
            // A sender that is gone has settled it as well.
            let _ = waits.wait_for(|settled| *settled).await;
        }
    }
}

fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}
