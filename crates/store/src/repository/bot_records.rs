//! What partners' bots were asked.

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::{BotId, BotQuestion, QuestionId, Tally};
use jiff::Timestamp;

use crate::StoreError;

/// What partners' bots were asked, hour by hour, and what they could not answer.
#[async_trait]
pub trait BotRecords {
    /// Adds to what is known of bots, all in one transaction, and forgets what is more or older than `bounds` says. A bot that is
    /// gone is passed over.
    async fn record_bots(&self, records: &[BotRecord], bounds: &RecordBounds) -> Result<(), StoreError>;
    /// The hours from this one to before that one, in their order; those in which nothing happened are left out.
    async fn bot_hours(
        &self,
        bot: BotId,
        from: Timestamp,
        before: Timestamp,
    ) -> Result<Vec<(Timestamp, Tally)>, StoreError>;
    /// At most `limit` that wait for somebody to look at them, those asked last first.
    async fn bot_questions(&self, bot: BotId, limit: u32) -> Result<Vec<BotQuestion>, StoreError>;
    /// Takes a question off the list: until it is asked again, or for good. False when there is none.
    async fn settle_question(
        &self,
        bot: BotId,
        question: QuestionId,
        for_good: bool,
    ) -> Result<bool, StoreError>;
}

/// What has happened to a bot since it was written down last.
#[derive(Clone, Debug, PartialEq)]
pub struct BotRecord {
    pub bot: BotId,
    /// By the beginnings of the hours.
    pub hours: BTreeMap<Timestamp, Tally>,
    /// One that is known by its text is counted on.
    pub questions: Vec<BotQuestion>,
}

/// How much is kept of a bot's past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordBounds {
    /// Hours that began earlier are forgotten.
    pub hours_since: Timestamp,
    /// Questions that were asked last before this are forgotten.
    pub questions_since: Timestamp,
    /// Questions of a bot: those asked last stay.
    pub questions: u32,
}
