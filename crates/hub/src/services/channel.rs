//! People of a KakaoTalk channel, who come through its bot.

use domain::{Code, Language, Person, PersonId, Problem};
use jiff::Timestamp;
use skills::{Moment, Skill, SkillResponse};

use crate::Hub;
use crate::problem::told;

/// Under which name their keys are kept.
const CHANNEL: &str = "kakao:channel";
/// Longer keys are no keys of Kakao's.
const MOST_KEY: usize = 128;

impl Hub {
    /// The person with this key; a new one, if nobody has it.
    pub async fn person_of_channel(&self, key: &str, language: Language) -> Result<PersonId, Problem> {
        let core = &self.core;
        if key.chars().count() > MOST_KEY {
            return Err(Problem::new(Code::BadRequest, format!("user.id has at most {MOST_KEY} letters")));
        }
        if let Some(person) = core.store.person_of_bot_user(CHANNEL, key).await.map_err(told)? {
            return Ok(person);
        }
        let _one_after_the_other = core.new_people.lock().await;
        if let Some(person) = core.store.person_of_bot_user(CHANNEL, key).await.map_err(told)? {
            return Ok(person);
        }
        let (id, now): (PersonId, Timestamp) = (core.ids.next(), core.clock.now());
        let person = Person {
            id,
            // Says where they come from; the random end of the id makes it a name that nobody else has.
            name: format!("카카오톡 {}", hex::encode(&id.to_bytes()[10..])),
            language,
            time_zone: "Asia/Seoul".into(),
            password: None,
            created_at: now,
        };
        core.store.add_person(&person).await.map_err(told)?;
        core.store.bot_user(CHANNEL, id, key).await.map_err(told)?;
        Ok(id)
    }

    /// Sends an answer to where the channel waits for it. Nobody can be told when that fails.
    pub async fn post_late_answer(&self, address: &str, response: SkillResponse) {
        let Some(desk) = self.core.skill_desk.get().cloned() else { return };
        let skill = match Skill::new("callback", address) {
            Ok(skill) => skill,
            Err(error) => {
                tracing::warn!(%error, "a channel's callback address cannot be used");
                return;
            }
        };
        let id: domain::EventId = self.core.ids.next();
        let moment = Moment { now: self.core.clock.now(), id: id.to_string(), traceparent: None };
        let posted = tokio::task::spawn_blocking(move || {
            desk.client.post_callback(&skill, &response, &moment).outcome
        });
        match posted.await {
            Ok(Ok(reply)) => tracing::debug!(status = reply.status.name(), "answered a channel later"),
            Ok(Err(failure)) => tracing::warn!(failure = failure.code(), "a late answer was not taken"),
            Err(panic) => tracing::error!(%panic, "a late answer could not be sent"),
        }
    }
}
