//! What a skill server is sent when a block of a bot is carried out.

pub(crate) mod read;
pub(crate) mod write;

use std::collections::BTreeMap;

use domain::Language;
use serde_json::Value;

pub use read::PayloadError;

/// The whole request. Written by [`SkillPayload::write`], exactly as the contract has it; read by
/// [`SkillPayload::read`], liberally.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SkillPayload {
    pub intent: Intent,
    pub user_request: UserRequest,
    pub bot: BotName,
    pub action: Action,
    /// The contexts that are alive.
    pub contexts: Vec<PayloadContext>,
    pub flow: Option<Flow>,
}

/// Something with an id and a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    pub id: String,
    pub name: String,
}

/// The bot. A `!` at the end of its id is the development channel.
pub type BotName = Named;

/// The block that was meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intent {
    pub id: String,
    pub name: String,
    pub extra: IntentExtra,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntentExtra {
    /// Why this block: 1 and "OK" whenever it was found in the usual way.
    pub reason_code: i64,
    pub reason: String,
    /// What of the bot's knowledge answers the question.
    pub knowledge: Vec<Knowledge>,
}

impl Default for IntentExtra {
    fn default() -> Self {
        Self { reason_code: 1, reason: "OK".into(), knowledge: Vec::new() }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Knowledge {
    pub answer: String,
    pub question: String,
    pub categories: Vec<String>,
    pub landing_url: String,
    pub image_url: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct UserRequest {
    /// Where a slow answer may be sent, once, within a minute.
    pub callback_url: Option<String>,
    pub timezone: String,
    pub block: Named,
    pub utterance: String,
    pub language: Option<Language>,
    pub user: User,
    /// `surface`, and what the Event API was given.
    pub params: BTreeMap<String, String>,
}

impl Default for UserRequest {
    fn default() -> Self {
        Self {
            callback_url: None,
            timezone: "Asia/Seoul".into(),
            block: Named::default(),
            utterance: String::new(),
            language: Some(Language::Korean),
            user: User::default(),
            params: BTreeMap::new(),
        }
    }
}

/// Who speaks.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// Of at most 70 characters, another for each bot.
    pub id: String,
    /// `botUserKey`.
    pub kind: String,
    pub properties: UserProperties,
}

impl Default for User {
    fn default() -> Self {
        Self { id: String::new(), kind: "botUserKey".into(), properties: UserProperties::default() }
    }
}

/// Other names of the same person. The ones with an underscore, which real channels send as well, are written beside.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UserProperties {
    pub bot_user_key: Option<String>,
    pub plusfriend_user_key: Option<String>,
    pub app_user_id: Option<String>,
    /// Whether the person has added the bot. Only ever written when it is so.
    pub is_friend: bool,
    /// Whatever else there was, or should be.
    pub others: BTreeMap<String, Value>,
}

/// The skill, with the values that were found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Action {
    pub id: String,
    pub name: String,
    pub params: BTreeMap<String, String>,
    pub detail_params: BTreeMap<String, DetailParam>,
    /// The `extra` of what was pressed. None is written as an empty object.
    pub client_extra: Option<Value>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DetailParam {
    /// As the person said it.
    pub origin: String,
    /// As it was understood: what `params` has.
    pub value: String,
    pub group_name: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PayloadContext {
    pub name: String,
    /// For how many turns it lives on.
    pub life_span: i64,
    /// For how many seconds.
    pub ttl: Option<i64>,
    pub params: BTreeMap<String, ContextParam>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContextParam {
    pub value: String,
    pub resolved_value: String,
}

/// How the person came here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    pub trigger: Trigger,
    pub last_block: Option<Named>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trigger {
    pub kind: TriggerKind,
    /// The block whose answer had the button.
    pub referrer_block: Option<Named>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum TriggerKind {
    #[default]
    TextInput,
    CardButtonMessage,
    CardButtonBlock,
    ListItemMessage,
    ListItemBlock,
    ListMenuMessage,
    ListMenuBlock,
    QuickReplyMessage,
    QuickReplyBlock,
    /// One that the contract did not have when this was written.
    Other(String),
}

impl TriggerKind {
    const NAMES: [(Self, &str); 9] = [
        (Self::TextInput, "TEXT_INPUT"),
        (Self::CardButtonMessage, "CARD_BUTTON_MESSAGE"),
        (Self::CardButtonBlock, "CARD_BUTTON_BLOCK"),
        (Self::ListItemMessage, "LIST_ITEM_MESSAGE"),
        (Self::ListItemBlock, "LIST_ITEM_BLOCK"),
        (Self::ListMenuMessage, "LISTMENU_MESSAGE"),
        (Self::ListMenuBlock, "LISTMENU_BLOCK"),
        (Self::QuickReplyMessage, "QUICKREPLY_BUTTON_MESSAGE"),
        (Self::QuickReplyBlock, "QUICKREPLY_BUTTON_BLOCK"),
    ];

    pub fn name(&self) -> &str {
        match self {
            Self::Other(name) => name,
            kind => {
                Self::NAMES.iter().find(|(known, _)| known == kind).map_or("TEXT_INPUT", |(_, name)| name)
            }
        }
    }

    fn of(name: &str) -> Self {
        let known = Self::NAMES.into_iter().find(|(_, known)| *known == name);
        known.map_or_else(|| Self::Other(name.to_owned()), |(kind, _)| kind)
    }
}

/// For somebody who builds a payload from what a block knows.
impl SkillPayload {
    /// A value that was found: beside `params`, where it is, how it was said.
    pub fn with_param(mut self, name: &str, value: &str, origin: &str) -> Self {
        let detail =
            DetailParam { origin: origin.to_owned(), value: value.to_owned(), group_name: String::new() };
        self.action.detail_params.insert(name.to_owned(), detail);
        self.action.params.insert(name.to_owned(), value.to_owned());
        self
    }
}
