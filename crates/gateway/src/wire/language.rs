//! Languages as their codes, and texts in both of them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A language people are spoken to in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Language {
    #[serde(rename = "ko")]
    Korean,
    #[serde(rename = "en")]
    English,
}

impl From<domain::Language> for Language {
    fn from(language: domain::Language) -> Self {
        match language {
            domain::Language::Korean => Self::Korean,
            domain::Language::English => Self::English,
        }
    }
}

impl From<Language> for domain::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Korean => Self::Korean,
            Language::English => Self::English,
        }
    }
}

/// One text in each language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct InBoth {
    pub ko: String,
    pub en: String,
}
