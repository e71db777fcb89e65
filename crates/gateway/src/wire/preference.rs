//! What is remembered of a person.

use domain::PreferenceId;
use serde::Serialize;
use utoipa::ToSchema;

use super::Id;

/// Something a bot has remembered for the next time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Preference {
    #[schema(value_type = String, format = "uuid")]
    pub id: Id<PreferenceId>,
    /// The bot that uses it; without it, every bot that remembers something of this name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bot: Option<String>,
    pub name: String,
    /// What it is to people.
    pub label: String,
    /// As services get it.
    pub value: String,
    /// As people read it.
    pub written: String,
    /// What the person said.
    pub words: String,
    #[schema(format = DateTime)]
    pub kept_at: String,
}

impl From<&domain::Preference> for Preference {
    fn from(preference: &domain::Preference) -> Self {
        let what = preference.what.clone();
        Self {
            id: Id(preference.id),
            bot: what.bot,
            name: what.name,
            label: what.label,
            value: what.value,
            written: what.written,
            words: what.words,
            kept_at: preference.kept_at.to_string(),
        }
    }
}
