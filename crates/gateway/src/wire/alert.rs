//! Timers and alarms.

use domain::AlertId;
use serde::Serialize;
use utoipa::ToSchema;

use super::Id;

/// Something that rings at a set time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Alert {
    #[schema(value_type = String, format = "uuid")]
    pub id: Id<AlertId>,
    pub kind: AlertKind,
    /// What it is for, in the person's words; may be empty.
    pub label: String,
    #[schema(format = DateTime)]
    pub due: String,
    pub repeat: Repeat,
    pub state: AlertState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum AlertKind {
    /// After a length of time.
    Timer,
    /// At a time of day.
    Alarm,
}

/// When a rung alarm comes back: `"once"` for never, `{"weekly": [1, 5]}` for every Monday and Friday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Repeat {
    Once,
    /// The weekdays, 1 for Monday.
    Weekly(Vec<u8>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum AlertState {
    Pending,
    Ringing,
    Done,
    Cancelled,
}

impl From<&domain::Alert> for Alert {
    fn from(alert: &domain::Alert) -> Self {
        Self {
            id: Id(alert.id),
            kind: match alert.kind {
                domain::AlertKind::Timer => AlertKind::Timer,
                domain::AlertKind::Alarm => AlertKind::Alarm,
            },
            label: alert.label.clone(),
            due: alert.due.to_string(),
            repeat: alert.repeat.into(),
            state: alert.state.into(),
        }
    }
}

impl From<domain::Repeat> for Repeat {
    fn from(repeat: domain::Repeat) -> Self {
        match repeat {
            domain::Repeat::Once => Self::Once,
            domain::Repeat::Weekly(days) => {
                Self::Weekly((1..=7).filter(|day| days & (1 << (day - 1)) != 0).collect())
            }
        }
    }
}

impl From<domain::AlertState> for AlertState {
    fn from(state: domain::AlertState) -> Self {
        match state {
            domain::AlertState::Pending => Self::Pending,
            domain::AlertState::Ringing => Self::Ringing,
            domain::AlertState::Done => Self::Done,
            domain::AlertState::Cancelled => Self::Cancelled,
        }
    }
}
