//! What the assistant was taught by files.

use serde::Serialize;
use utoipa::ToSchema;

use super::Language;

/// A file in the folder `bots` or `knowledge` of the data folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Taught {
    pub file: String,
    /// The bot that answers; none for a file of knowledge, or when no version of the file was well-formed yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bot: Option<TaughtBot>,
    /// Why the file, as it is now, is without effect: the line, the field and the reason. A version before it that was
    /// well-formed goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrong: Option<String>,
}

/// A bot that answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TaughtBot {
    pub id: String,
    pub name: String,
    pub language: Language,
    pub blocks: usize,
}

impl From<hub::Taught> for Taught {
    fn from(taught: hub::Taught) -> Self {
        let bot = |bot: hub::TaughtBot| TaughtBot {
            id: bot.id,
            name: bot.name,
            language: bot.language.into(),
            blocks: bot.blocks,
        };
        Self { file: taught.file, bot: taught.bot.map(bot), wrong: taught.wrong }
    }
}
