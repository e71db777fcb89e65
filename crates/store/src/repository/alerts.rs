//! Timers and alarms.

use async_trait::async_trait;
use domain::{Alert, AlertId, PersonId};
use jiff::Timestamp;

use crate::StoreError;

#[async_trait]
pub trait Alerts {
    async fn alert(&self, id: AlertId) -> Result<Option<Alert>, StoreError>;
    /// The person's pending and ringing alerts, the next one first.
    async fn open_alerts(&self, person: PersonId) -> Result<Vec<Alert>, StoreError>;
    /// When the next pending alert of anybody is due.
    async fn next_due(&self) -> Result<Option<Timestamp>, StoreError>;
    /// Pending alerts due at or before `now` begin to ring; returns them. Each is returned once, whoever asks.
    async fn ring_due(&self, now: Timestamp) -> Result<Vec<Alert>, StoreError>;
    /// Takes back an alert that waits for its time; false when it was not waiting.
    async fn cancel_alert(&self, id: AlertId) -> Result<bool, StoreError>;
    /// Silences an alert that rings: it waits for `again`, or is done. False when it was not ringing, so that of
    /// several touchpoints that stop it only one does.
    async fn silence_alert(&self, id: AlertId, again: Option<Timestamp>) -> Result<bool, StoreError>;
    /// All alerts that ring now: a restart shows them again.
    async fn ringing_alerts(&self) -> Result<Vec<Alert>, StoreError>;
}
