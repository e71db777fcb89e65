//! `[speech]`: ears and voice.

use anyhow::ensure;
use domain::Language;
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Speech {
    pub speed: f32,
    pub languages: Vec<String>,
}

impl Default for Speech {
    fn default() -> Self {
        Self { speed: 1.0, languages: vec!["ko".into(), "en".into()] }
    }
}

impl Speech {
    /// The only language that is listened for, when there is only one.
    pub fn only_language(&self) -> Option<Language> {
        match &self.languages[..] {
            [only] => only.parse().ok(),
            _ => None,
        }
    }

    pub fn validate(&self) -> anyhow::Result<()> {
        ensure!((0.5..=2.0).contains(&self.speed), "speed = {} is out of range: 0.5 to 2", self.speed);
        ensure!(!self.languages.is_empty(), "languages needs at least one of \"ko\" and \"en\"");
        self.languages.iter().try_for_each(|language| language.parse::<Language>().map(drop))?;
        Ok(())
    }
}
