//! What bots were asked, and what they could not answer.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::QuestionId;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Id, Language, Moment};

/// What happened to a bot, day by day.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BotStatistics {
    /// Whose days they are.
    #[schema(examples("Asia/Seoul"))]
    pub time_zone: String,
    /// Every day, in their order.
    pub days: Vec<BotDay>,
    /// Of all days together: whoever came on several days is one person.
    pub total: BotTally,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BotDay {
    #[schema(format = Date, examples("2026-11-23"))]
    pub day: String,
    #[serde(flatten)]
    pub tally: BotTally,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BotTally {
    /// What people said to the bot. What is said to a draft in the console does not count.
    pub turns: u64,
    /// Different people; beyond 512, one in twenty off.
    pub people: u64,
    /// Turns that nothing of the bot was meant by.
    pub fallbacks: u64,
    /// Whoever stands behind the bot did not answer.
    pub errors: u64,
    /// How long half of the people, and all but one in twenty, waited at most, in milliseconds; a tenth off at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_ms: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p95_ms: Option<f64>,
    /// Turns of each block.
    pub blocks: BTreeMap<String, u64>,
}

/// A sentence that a bot could not answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BotQuestion {
    #[schema(value_type = String, format = "uuid")]
    pub id: Id<QuestionId>,
    #[schema(examples("주차 되나요?"))]
    pub text: String,
    pub language: Language,
    pub times: u64,
    #[schema(value_type = String, format = DateTime)]
    pub first_at: Moment,
    #[schema(value_type = String, format = DateTime)]
    pub last_at: Moment,
    /// The block that came nearest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<NearestBlock>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NearestBlock {
    #[schema(examples("way"))]
    pub block: String,
    /// How likely it was meant, from 0 to 1.
    pub confidence: f32,
}

impl From<hub::Statistics> for BotStatistics {
    fn from(hub::Statistics { zone, days, total }: hub::Statistics) -> Self {
        let day = |(day, tally): (jiff::civil::Date, domain::Tally)| BotDay {
            day: day.to_string(),
            tally: BotTally::from(tally),
        };
        Self { time_zone: zone, days: days.into_iter().map(day).collect(), total: total.into() }
    }
}

impl From<domain::Tally> for BotTally {
    fn from(tally: domain::Tally) -> Self {
        let domain::Tally { turns, fallbacks, errors, blocks, waits, people } = tally;
        let (median_ms, p95_ms) = (waits.percentile(50).map(millis), waits.percentile(95).map(millis));
        Self { turns, people: people.size(), fallbacks, errors, median_ms, p95_ms, blocks }
    }
}

impl From<domain::BotQuestion> for BotQuestion {
    fn from(question: domain::BotQuestion) -> Self {
        let domain::BotQuestion { id, text, language, times, first_at, last_at, nearest } = question;
        let (first_at, last_at) = (Moment(first_at), Moment(last_at));
        let nearest = nearest.map(|domain::Nearest { block, confidence }| NearestBlock { block, confidence });
        Self { id: Id(id), text, language: language.into(), times, first_at, last_at, nearest }
    }
}

fn millis(time: Duration) -> f64 {
    (time.as_secs_f64() * 10_000.0).round() / 10.0
}
