//! Partners' bots: their texts, drafts, versions, tests and trials.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{Answer, Language, Moment};
use crate::proxy::PictureKey;

/// A bot of a partner.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PartnerBot {
    /// What its file calls it (`bot: flowers`), unique on the server.
    #[schema(examples("flowers"))]
    pub id: String,
    /// How people see it: as its live version says or, before there is one, its draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub face: Option<BotFace>,
    /// The version that answers people; none: it answers nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(examples(3))]
    pub live: Option<u32>,
    /// People find it in the directory.
    pub listed: bool,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Moment,
}

/// How a bot is shown to people.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct BotFace {
    #[schema(examples("꽃집"))]
    pub name: String,
    pub language: Language,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The address of a picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
}

/// A bot in the directory.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DirectoryBot {
    #[schema(examples("flowers"))]
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub face: Option<BotFace>,
    /// Whose it is.
    #[schema(examples("해님 가게"))]
    pub partner: String,
    /// The person has added it.
    pub added: bool,
}

impl DirectoryBot {
    pub fn of(added: bool, bot: domain::PartnerBot, partner: domain::Partner, key: &PictureKey) -> Self {
        let shown = |face: BotFace| {
            let picture = face.picture.as_deref().and_then(|picture| key.address(picture));
            BotFace { picture, ..face }
        };
        let face = bot.face.map(BotFace::from).map(shown);
        Self { id: bot.handle, face, partner: partner.name, added }
    }
}

/// The texts a bot is made of, as they lie in a folder.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BotSource {
    /// The bot file, YAML.
    pub bot: String,
    /// Sentences with their blocks (`.test.yaml`).
    #[serde(default)]
    pub tests: String,
    /// Dialogues as they should go (`.dialogues.yaml`).
    #[serde(default)]
    pub dialogues: String,
    /// The files that it looks things up in, by the names that its file calls them by.
    #[serde(default)]
    pub knowledge: BTreeMap<String, String>,
}

/// What is being written.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    pub source: BotSource,
    /// Counts how often it was saved; the same as in `ETag`.
    #[schema(examples(7))]
    pub revision: u64,
    /// Why it is no bot yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<BotFault>,
    #[schema(value_type = String, format = DateTime)]
    pub saved_at: Moment,
    #[schema(examples("지우"))]
    pub saved_by: String,
}

/// What is wrong with a bot's texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BotFault {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(examples(12))]
    pub line: Option<u32>,
    /// The way to it in the bot file, or `tests`, `dialogues`, `knowledge.NAME`; empty: the file itself.
    #[schema(examples("blocks[0].id"))]
    pub field: String,
    #[schema(examples("there is a block \"order\" already; each needs an id of its own"))]
    pub reason: String,
}

/// A bot, and what is being written of it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct OpenedBot {
    #[serde(flatten)]
    pub bot: PartnerBot,
    pub draft: Draft,
}

/// A draft that was deployed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BotVersion {
    #[schema(examples(3))]
    pub number: u32,
    #[schema(format = DateTime)]
    pub made_at: String,
    #[schema(examples("지우"))]
    pub made_by: String,
    /// What is new.
    pub note: String,
    /// Tests that went as written, and all.
    pub passed: u32,
    pub tested: u32,
}

/// How a bot's tests went.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TestReport {
    /// The draft that was tested.
    pub revision: u64,
    /// Sentences and dialogues that went as written, and all.
    pub passed: usize,
    pub tested: usize,
    pub sentences: Vec<TestedSentence>,
    pub dialogues: Vec<TestedDialogue>,
}

/// A sentence, and which block it found.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TestedSentence {
    pub say: String,
    pub right: bool,
    /// The block that is wanted, and the one that was found; `none` for other talk.
    pub wanted: String,
    pub found: String,
    pub confidence: f32,
    /// Entities that are wanted, where the tests say so, and those that were found: name and value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entities_wanted: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entities_found: Vec<(String, String)>,
}

/// A dialogue, turn by turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TestedDialogue {
    pub name: String,
    pub right: bool,
    pub turns: Vec<TestedTurn>,
}

/// A turn of a dialogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TestedTurn {
    pub say: String,
    pub answered: String,
    /// What did not go as written.
    pub wrong: Vec<String>,
}

/// What a draft answered, and why.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Tried {
    pub revision: u64,
    pub answer: Answer,
    pub language: Language,
    /// False when nothing knew an answer.
    pub understood: bool,
    /// To be sent with the next sentence of the same conversation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// What matched and why.
    #[schema(value_type = Object)]
    pub trace: Value,
    /// Milliseconds until the bot was learnt (nearly none when nothing has changed), and until it had answered.
    pub learnt_ms: f64,
    pub answered_ms: f64,
}

/// A file that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FileDiff {
    /// `bot`, `tests`, `dialogues`, or the name of a file of knowledge.
    #[schema(examples("bot"))]
    pub file: String,
    /// As `diff -u` shows it.
    pub diff: String,
}

impl From<domain::PartnerBot> for PartnerBot {
    fn from(bot: domain::PartnerBot) -> Self {
        let domain::PartnerBot { handle, face, live, listed, created_at, .. } = bot;
        let face = face.map(BotFace::from);
        Self { id: handle, face, live, listed, created_at: Moment(created_at) }
    }
}

impl From<domain::BotFace> for BotFace {
    fn from(face: domain::BotFace) -> Self {
        let domain::BotFace { name, language, description, picture, categories } = face;
        Self { name, language: language.into(), description, picture, categories }
    }
}

impl From<domain::BotSource> for BotSource {
    fn from(domain::BotSource { bot, tests, dialogues, knowledge }: domain::BotSource) -> Self {
        Self { bot, tests, dialogues, knowledge }
    }
}

impl From<BotSource> for domain::BotSource {
    fn from(BotSource { bot, tests, dialogues, knowledge }: BotSource) -> Self {
        Self { bot, tests, dialogues, knowledge }
    }
}

impl From<domain::BotFault> for BotFault {
    fn from(domain::BotFault { line, field, reason }: domain::BotFault) -> Self {
        Self { line, field, reason }
    }
}

impl From<domain::Draft> for Draft {
    fn from(draft: domain::Draft) -> Self {
        let domain::Draft { source, revision, fault, saved_at, saved_by } = draft;
        let (source, fault) = (source.into(), fault.map(Into::into));
        Self { source, revision, fault, saved_at: Moment(saved_at), saved_by }
    }
}

impl From<hub::Opened> for OpenedBot {
    fn from(hub::Opened { bot, draft }: hub::Opened) -> Self {
        Self { bot: bot.into(), draft: draft.into() }
    }
}

impl From<domain::BotVersion> for BotVersion {
    fn from(version: domain::BotVersion) -> Self {
        let domain::BotVersion { number, made_at, made_by, note, passed, tested } = version;
        Self { number, made_at: made_at.to_string(), made_by, note, passed, tested }
    }
}

impl From<hub::TestReport> for TestReport {
    fn from(report: hub::TestReport) -> Self {
        let (passed, tested) = (report.passed(), report.tested());
        let sentences = report.sentences.into_iter().map(TestedSentence::from).collect();
        let dialogues = report.dialogues.into_iter().map(TestedDialogue::from).collect();
        Self { revision: report.revision, passed, tested, sentences, dialogues }
    }
}

impl From<hub::JudgedSentence> for TestedSentence {
    fn from(case: hub::JudgedSentence) -> Self {
        let right = case.is_right();
        let (entities_wanted, entities_found) = case.slots.unwrap_or_default();
        let hub::JudgedSentence { sentence: say, wanted, found, confidence, .. } = case;
        Self { say, right, wanted, found, confidence, entities_wanted, entities_found }
    }
}

impl From<(String, Vec<hub::Played>)> for TestedDialogue {
    fn from((name, turns): (String, Vec<hub::Played>)) -> Self {
        let right = turns.iter().all(|turn| turn.wrong.is_empty());
        let turn =
            |turn: hub::Played| TestedTurn { say: turn.said, answered: turn.answered, wrong: turn.wrong };
        Self { name, right, turns: turns.into_iter().map(turn).collect() }
    }
}

impl From<hub::FileDiff> for FileDiff {
    fn from(hub::FileDiff { file, diff }: hub::FileDiff) -> Self {
        Self { file, diff }
    }
}

impl Tried {
    pub fn of(tried: hub::Tried, key: &PictureKey) -> Self {
        Self {
            revision: tried.revision,
            answer: Answer::of(&tried.answer, key),
            language: tried.language.into(),
            understood: tried.understood,
            state: tried.state,
            trace: serde_json::from_str(&tried.trace).unwrap_or_default(),
            learnt_ms: tried.learnt_us as f64 / 1000.0,
            answered_ms: tried.answered_us as f64 / 1000.0,
        }
    }
}
