//! `[assistant]`: whose assistant it is.

use anyhow::anyhow;
use domain::Language;
use serde::Deserialize;

/// Where the time zone of the machine is not known.
const HOME_ZONE: &str = "Asia/Seoul";

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Assistant {
    pub language: String,
    pub time_zone: String,
    pub owner: String,
}

impl Default for Assistant {
    fn default() -> Self {
        Self { language: "ko".into(), time_zone: String::new(), owner: String::new() }
    }
}

impl Assistant {
    /// The configuration was validated before.
    pub fn language(&self) -> Language {
        self.language.parse().unwrap_or_default()
    }

    /// The zone that was named, or the machine's.
    pub fn time_zone(&self) -> String {
        if !self.time_zone.is_empty() {
            return self.time_zone.clone();
        }
        let machine = jiff::tz::TimeZone::system();
        machine.iana_name().unwrap_or(HOME_ZONE).to_owned()
    }

    /// The name that was given, or the system user's.
    pub fn owner(&self) -> String {
        let user = || ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
        let given = (!self.owner.trim().is_empty()).then(|| self.owner.trim().to_owned());
        given.or_else(user).filter(|name| !name.is_empty()).unwrap_or_else(|| "owner".into())
    }

    pub fn validate(&self) -> anyhow::Result<()> {
        self.language.parse::<Language>().map_err(|error| anyhow!("language: {error}"))?;
        if !self.time_zone.is_empty() {
            jiff::tz::TimeZone::get(&self.time_zone).map_err(|_| {
                anyhow!(
                    "time_zone = {:?} is no IANA time zone: use one such as \"Asia/Seoul\"",
                    self.time_zone
                )
            })?;
        }
        Ok(())
    }
}
