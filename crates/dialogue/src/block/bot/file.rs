//! A bot file as it is written.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub bot: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub called: Vec<String>,
    #[serde(default)]
    pub description: Option<String>,
    #[serde(default)]
    pub picture: Option<String>,
    #[serde(default)]
    pub categories: Vec<String>,
    #[serde(default)]
    pub language: Option<String>,
    #[serde(default)]
    pub politeness: Option<String>,
    #[serde(default)]
    pub entities: BTreeMap<String, FileEntity>,
    #[serde(default)]
    pub skills: BTreeMap<String, FileSkill>,
    #[serde(default)]
    pub blocks: Vec<FileBlock>,
    #[serde(default)]
    pub events: Vec<FileEvent>,
    #[serde(default)]
    pub welcome: Option<FileSpeaks>,
    #[serde(default)]
    pub fallback: Option<FileSpeaks>,
    /// Said when the service behind a block does not answer.
    #[serde(default)]
    pub error: Option<FileResponse>,
    #[serde(default)]
    pub exit: Option<FileExit>,
    #[serde(default)]
    pub knowledge: Vec<String>,
    #[serde(default)]
    pub opening: Option<FileOpening>,
    /// Sentences that find no answer are kept for whoever wrote the bot; yes, unless told.
    #[serde(default)]
    pub keep_questions: Option<bool>,
}

/// A partner's server.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileSkill {
    pub url: String,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// What its calls are signed with; two while one takes the other's place.
    #[serde(default)]
    pub secrets: Vec<String>,
    /// In seconds.
    #[serde(default)]
    pub timeout: Option<f64>,
}

/// What is said without being asked for: a response, or what a skill answers.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a text, `{text: .., speech: ..}`, a list of them, or `{skill: ..}`")]
pub enum FileSpeaks {
    Skill(FileUse),
    Response(FileResponse),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileUse {
    pub skill: String,
    /// Said while the answer is on its way; with it a skill may answer later.
    #[serde(default)]
    pub callback: Option<String>,
    #[serde(default)]
    pub response: Option<FileResponse>,
}

/// The bot speaks first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEvent {
    pub event: String,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub skill: Option<String>,
    #[serde(default)]
    pub callback: Option<String>,
    #[serde(default)]
    pub response: Option<FileResponse>,
    #[serde(default)]
    pub quick_replies: Vec<String>,
    #[serde(default)]
    pub sets: BTreeMap<String, FileLife>,
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "entries with their synonyms (`장미: [로즈]`), `pattern: \"a regular expression\"` or `free: true`"
)]
pub enum FileEntity {
    Pattern(FilePattern),
    Free(FileFree),
    Words(BTreeMap<String, Vec<String>>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilePattern {
    pub pattern: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileFree {
    pub free: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileBlock {
    pub id: String,
    #[serde(default)]
    pub title: Option<String>,
    pub examples: Lines,
    #[serde(default)]
    pub parameters: Vec<FileParameter>,
    #[serde(default)]
    pub confirm: Option<String>,
    #[serde(default)]
    pub response: Option<FileResponse>,
    #[serde(default)]
    pub quick_replies: Vec<String>,
    #[serde(default)]
    pub undo: Option<FileResponse>,
    #[serde(default)]
    pub needs: Vec<String>,
    #[serde(default)]
    pub sets: BTreeMap<String, FileLife>,
    #[serde(default)]
    pub next: Option<String>,
    #[serde(default)]
    pub fulfil: bool,
    /// The skill that answers.
    #[serde(default)]
    pub skill: Option<String>,
    /// As in `welcome`.
    #[serde(default)]
    pub callback: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileParameter {
    pub name: String,
    #[serde(default)]
    pub label: Option<String>,
    pub entity: String,
    /// When it is not said: whoever writes prompts wants the value.
    #[serde(default)]
    pub required: Option<bool>,
    #[serde(default)]
    pub prompts: Vec<String>,
    #[serde(default)]
    pub most_tries: Option<u8>,
    #[serde(default)]
    pub choices: Vec<String>,
    #[serde(default)]
    pub validate: FileValidate,
    #[serde(default)]
    pub many: bool,
    #[serde(default)]
    pub remember: FileRemember,
    #[serde(default)]
    pub default: Option<String>,
}

/// `true`, or a name that several bots share.
#[derive(Deserialize)]
#[serde(untagged, expecting = "`true`, or a name under which every bot remembers it")]
pub enum FileRemember {
    Own(bool),
    Shared(String),
}

impl Default for FileRemember {
    fn default() -> Self {
        Self::Own(false)
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FileValidate {
    pub least: Option<i64>,
    pub most: Option<i64>,
    /// Said when a value is refused.
    pub refused: Option<String>,
    pub service: bool,
    /// The skill that is asked whether a value will do.
    pub skill: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FileLife {
    pub turns: Option<u8>,
    pub seconds: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileExit {
    #[serde(default)]
    pub words: Vec<String>,
    #[serde(default)]
    pub response: Option<FileResponse>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileOpening {
    /// By day or days: `{화-금: "11:30-21:00", 토: "11:00-22:00"}`.
    pub hours: BTreeMap<String, String>,
    #[serde(default)]
    pub closed: Vec<String>,
    #[serde(default)]
    pub ahead: Option<u16>,
    #[serde(default)]
    pub room: BTreeMap<String, i64>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a text, `{text: .., speech: ..}`, or a list of them")]
pub enum FileResponse {
    One(FileSaying),
    Several(Vec<FileSaying>),
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a text, or `{text: .., speech: ..}`")]
pub enum FileSaying {
    Text(String),
    Forms(FileForms),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileForms {
    pub text: String,
    #[serde(default)]
    pub speech: Option<String>,
    #[serde(default)]
    pub quick_replies: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a block of lines (`examples: |`) or a list of sentences")]
pub enum Lines {
    Block(String),
    List(Vec<String>),
}

impl Lines {
    pub fn list(self) -> Vec<String> {
        match self {
            Self::List(lines) => lines,
            Self::Block(text) => text
                .lines()
                .map(|line| line.trim().strip_prefix("- ").unwrap_or(line.trim()).to_owned())
                .filter(|line| !line.is_empty() && !line.starts_with('#'))
                .collect(),
        }
    }
}
