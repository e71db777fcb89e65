//! Timers and alarms ring on the person's connected touchpoints until somebody stops them.
//!
//! One loop looks at the store whenever an alert is due or may have changed. What rings is what the store says rings;
//! this process keeps only since when, and tells its own touchpoints.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{Alert, AlertId, Code, PersonId, Problem, Repeat};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Notify;

use crate::Instruction;
use crate::hub::Core;
use crate::notice::Missed;
use crate::problem::told;
use crate::schedule;

/// Two touchpoints may stop the same ringing alarm: within this time the second does not take back its next ring.
const STOPPED_TWICE: SignedDuration = SignedDuration::from_secs(5);

/// What the alert loop remembers between two looks.
#[derive(Default)]
pub(crate) struct AlertClock {
    ringing: Mutex<HashMap<AlertId, Ringing>>,
    silenced: Mutex<HashMap<AlertId, Timestamp>>,
    /// Alerts have changed: look again.
    changed: Notify,
    /// Held while alerts change, so that none is rung that has just been stopped.
    tending: tokio::sync::Mutex<()>,
}

#[derive(Clone)]
struct Ringing {
    alert: Alert,
    since: Timestamp,
}

impl AlertClock {
    pub async fn tend(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.tending.lock().await
    }

    fn ringing(&self) -> MutexGuard<'_, HashMap<AlertId, Ringing>> {
        self.ringing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn silenced(&self) -> MutexGuard<'_, HashMap<AlertId, Timestamp>> {
        self.silenced.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Core {
    /// Watches the clock until the hub stops.
    pub async fn watch_alerts(self: Arc<Self>) {
        loop {
            if let Err(problem) = self.look_at_alerts().await {
                tracing::warn!(%problem, "alerts could not be looked at");
            }
            self.retry_stalled();
            let next = self.next_look().await;
            tokio::select! {
                () = self.stopping.cancelled() => return,
                () = self.waker.sleep_until(next) => {}
                () = self.alerts.changed.notified() => {}
            }
        }
    }

    /// The person stops an alert by hand: one that rings falls silent, one that waits is taken back.
    pub async fn stop_alert(&self, person: PersonId, id: AlertId) -> Result<(), Problem> {
        let known = self.store.alert(id).await.map_err(told)?.filter(|alert| alert.person == person);
        let alert = known.ok_or_else(|| Problem::new(Code::NotFound, "alert"))?;
        let zone = schedule::zone(&self.person(person).await?);
        let tending = self.alerts.tend().await;
        let now = self.clock.now();
        if self.store.silence_alert(id, schedule::next_time(&alert, &zone, now)).await.map_err(told)? {
            self.alerts.silenced().insert(id, now);
        } else {
            let silenced = self.alerts.silenced().get(&id).copied();
            let just_now = silenced.is_some_and(|at| now.duration_since(at) < STOPPED_TWICE);
            if just_now || !self.store.cancel_alert(id).await.map_err(told)? {
                return Ok(());
            }
        }
        drop(tending);
        self.fall_silent(person, id);
        self.tell_alerts_changed(person).await;
        Ok(())
    }

    /// Tells the person's touchpoints that an alert rings no more.
    pub fn fall_silent(&self, person: PersonId, alert: AlertId) {
        if self.alerts.ringing().remove(&alert).is_some() {
            self.bus.tell(person, &Instruction::AlertStop { alert });
        }
    }

    /// Tells the person's touchpoints which alerts there are, and has the loop look again.
    pub async fn tell_alerts_changed(&self, person: PersonId) {
        self.alerts.changed.notify_one();
        match self.store.open_alerts(person).await {
            Ok(alerts) => self.bus.tell(person, &Instruction::AlertsChanged { alerts }),
            Err(error) => drop(told(error)),
        }
    }

    /// Begins what is due, ends what was stopped elsewhere, gives up on what nobody heard.
    async fn look_at_alerts(&self) -> Result<(), Problem> {
        let _tending = self.alerts.tend().await;
        let now = self.clock.now();
        self.store.ring_due(now).await.map_err(told)?;
        let ringing = self.store.ringing_alerts().await.map_err(told)?;
        self.forget_stopped(&ringing, now).await;
        for alert in ringing {
            let since = self.alerts.ringing().get(&alert.id).map(|ringing| ringing.since);
            match since {
                Some(since) if now.duration_since(since) >= self.limits.ringing => {
                    self.give_up(&alert, Missed::Unheard).await?;
                }
                Some(_) => {}
                None if now.duration_since(alert.due) >= self.limits.late => {
                    self.give_up(&alert, Missed::Late).await?;
                }
                None => self.begin_to_ring(alert, now).await,
            }
        }
        Ok(())
    }

    async fn begin_to_ring(&self, alert: Alert, now: Timestamp) {
        tracing::info!(alert = %alert.id, late_ms = now.duration_since(alert.due).as_millis(), "rings");
        let person = alert.person;
        let start = Instruction::AlertStart { alert: Box::new(alert.clone()) };
        self.alerts.ringing().insert(alert.id, Ringing { alert, since: now });
        self.bus.tell(person, &start);
        self.tell_alerts_changed_quietly(person).await;
    }

    /// Another process has stopped it: it is silent here as well.
    async fn forget_stopped(&self, ringing: &[Alert], now: Timestamp) {
        self.alerts.silenced().retain(|_, at| now.duration_since(*at) < STOPPED_TWICE);
        let known: Vec<Ringing> = self.alerts.ringing().values().cloned().collect();
        for Ringing { alert, .. } in known {
            if !ringing.iter().any(|other| other.id == alert.id) {
                self.fall_silent(alert.person, alert.id);
                self.tell_alerts_changed_quietly(alert.person).await;
            }
        }
    }

    /// An alert nobody has heard: a weekly one waits for its next time, any other is told as missed.
    async fn give_up(&self, alert: &Alert, missed: Missed) -> Result<(), Problem> {
        tracing::info!(alert = %alert.id, ?missed, "was missed");
        let person = self.person(alert.person).await?;
        let zone = schedule::zone(&person);
        match alert.repeat {
            Repeat::Weekly(_) => {
                let again = schedule::next_time(alert, &zone, self.clock.now());
                self.store.silence_alert(alert.id, again).await.map_err(told)?;
            }
            Repeat::Once => self.tell_missed(alert, missed, &person, &zone).await?,
        }
        self.fall_silent(alert.person, alert.id);
        self.tell_alerts_changed_quietly(alert.person).await;
        Ok(())
    }

    /// As [`Self::tell_alerts_changed`], from within the loop, which looks at the store anyway before it sleeps.
    async fn tell_alerts_changed_quietly(&self, person: PersonId) {
        match self.store.open_alerts(person).await {
            Ok(alerts) => self.bus.tell(person, &Instruction::AlertsChanged { alerts }),
            Err(error) => drop(told(error)),
        }
    }

    /// When the loop must look again: something is due, has rung long enough, or another process may have changed the
    /// store.
    async fn next_look(&self) -> Timestamp {
        let latest = self.clock.now() + self.limits.look_again;
        let due = self.store.next_due().await.unwrap_or_else(|error| {
            told(error);
            None
        });
        let rung_out =
            self.alerts.ringing().values().map(|ringing| ringing.since + self.limits.ringing).min();
        [due, rung_out].into_iter().flatten().fold(latest, Timestamp::min)
    }
}
