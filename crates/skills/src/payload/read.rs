//! Reads a payload that somebody sends us: a KakaoTalk channel, whose skill server we then are.

use std::collections::BTreeMap;

use domain::Language;
use serde_json::Value;

use super::{
    Action, ContextParam, DetailParam, Flow, Intent, IntentExtra, Knowledge, Named, PayloadContext,
    SkillPayload, Trigger, TriggerKind, User, UserProperties, UserRequest,
};
use crate::json::{self, JsonError};
use crate::read::{Fields, Notes, cut, written_out};

/// No name, id or address of the contract is longer.
const MOST: usize = 1_000;
/// A longer utterance is cut.
const MOST_UTTERANCE: usize = 10_000;
const MOST_PARAMS: usize = 200;
const MOST_CONTEXTS: usize = 100;
const MOST_KNOWLEDGE: usize = 20;

/// Why a body is no payload.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PayloadError {
    #[error("the request cannot be read: {0}")]
    Json(String),
    #[error("the request has to be a JSON object")]
    NoObject,
    #[error("the request has no userRequest")]
    NoUserRequest,
}

impl From<JsonError> for PayloadError {
    fn from(error: JsonError) -> Self {
        Self::Json(error.to_string())
    }
}

impl SkillPayload {
    /// Reads the body of a request. What is not there is empty; what the contract does not have is ignored.
    pub fn read(body: &[u8]) -> Result<Self, PayloadError> {
        let Value::Object(object) = json::parse(body, None)?.value else {
            return Err(PayloadError::NoObject);
        };
        // What is odd in a payload is Kakao's and nobody's here to mend.
        let notes = &mut Notes::default();
        let mut fields = Fields::new(&object, "");
        let mut request = fields.object(&["userRequest"], notes).ok_or(PayloadError::NoUserRequest)?;
        let contexts = fields.objects(&["contexts"], MOST_CONTEXTS, notes);
        Ok(Self {
            user_request: user_request(&mut request, notes),
            intent: fields
                .object(&["intent"], notes)
                .map(|mut intent_| intent(&mut intent_, notes))
                .unwrap_or_default(),
            bot: named(&mut fields, "bot", notes).unwrap_or_default(),
            action: fields
                .object(&["action"], notes)
                .map(|mut action_| action(&mut action_, notes))
                .unwrap_or_default(),
            contexts: contexts.into_iter().map(|mut context_| context(&mut context_, notes)).collect(),
            flow: fields.object(&["flow"], notes).map(|mut flow_| flow(&mut flow_, notes)),
        })
    }
}

fn text(fields: &mut Fields<'_>, names: &[&str], notes: &mut Notes) -> String {
    fields.text(names, MOST, notes).unwrap_or_default()
}

fn named(fields: &mut Fields<'_>, name: &str, notes: &mut Notes) -> Option<Named> {
    let mut within = fields.object(&[name], notes)?;
    Some(Named { id: text(&mut within, &["id"], notes), name: text(&mut within, &["name"], notes) })
}

fn user_request(fields: &mut Fields<'_>, notes: &mut Notes) -> UserRequest {
    let utterance = fields.peek(&["utterance"]).and_then(Value::as_str).unwrap_or_default();
    let language = match text(fields, &["lang"], notes).as_str() {
        "" => None,
        // The older spelling of the same.
        "kr" => Some(Language::Korean),
        code => code.parse().ok(),
    };
    UserRequest {
        callback_url: fields.link(&["callbackUrl"], notes),
        timezone: fields.text(&["timezone"], MOST, notes).unwrap_or_else(|| "Asia/Seoul".into()),
        block: named(fields, "block", notes).unwrap_or_default(),
        utterance: cut(utterance, MOST_UTTERANCE).to_owned(),
        language,
        user: user(fields, notes),
        params: texts(fields, "params", notes),
    }
}

/// Who speaks; of the validation API as well.
pub(crate) fn user(fields: &mut Fields<'_>, notes: &mut Notes) -> User {
    let Some(mut within) = fields.object(&["user"], notes) else { return User::default() };
    let kind = within.text(&["type"], MOST, notes).unwrap_or_else(|| "botUserKey".into());
    let id = text(&mut within, &["id"], notes);
    let properties = within.object(&["properties"], notes).map(|mut within| properties(&mut within, notes));
    User { id, kind, properties: properties.unwrap_or_default() }
}

fn properties(fields: &mut Fields<'_>, notes: &mut Notes) -> UserProperties {
    // The twins with underscores are found by the same names.
    const KNOWN: [&str; 7] = [
        "botUserKey",
        "bot_user_key",
        "plusfriendUserKey",
        "plusfriend_user_key",
        "appUserId",
        "app_user_id",
        "isFriend",
    ];
    let others = fields.entries().filter(|(name, value)| !KNOWN.contains(name) && !value.is_null());
    let others = others.take(MOST_PARAMS).map(|(name, value)| (name.to_owned(), value.clone())).collect();
    UserProperties {
        bot_user_key: fields.text(&["botUserKey"], MOST, notes),
        plusfriend_user_key: fields.text(&["plusfriendUserKey"], MOST, notes),
        app_user_id: fields.text(&["appUserId"], MOST, notes),
        is_friend: fields.flag(&["isFriend"], notes),
        others,
    }
}

fn intent(fields: &mut Fields<'_>, notes: &mut Notes) -> Intent {
    let extra = fields.object(&["extra"], notes).map(|mut extra| intent_extra(&mut extra, notes));
    Intent {
        id: text(fields, &["id"], notes),
        name: text(fields, &["name"], notes),
        extra: extra.unwrap_or_default(),
    }
}

fn intent_extra(fields: &mut Fields<'_>, notes: &mut Notes) -> IntentExtra {
    let mut extra = IntentExtra::default();
    if let Some(mut reason) = fields.object(&["reason"], notes) {
        extra.reason_code = reason.number(&["code"], notes).unwrap_or(extra.reason_code);
        extra.reason = reason.text(&["message"], MOST, notes).unwrap_or(extra.reason);
    }
    // The contract's heading has the plural, its example the singular.
    if let Some(mut knowledge) = fields.object(&["knowledge", "knowledges"], notes) {
        let matched = knowledge.objects(&["matchedKnowledges"], MOST_KNOWLEDGE, notes);
        extra.knowledge = matched.into_iter().map(|mut one| knowledge_of(&mut one, notes)).collect();
    }
    extra
}

fn knowledge_of(fields: &mut Fields<'_>, notes: &mut Notes) -> Knowledge {
    let categories = fields.list(&["categories"], MOST_KNOWLEDGE, notes);
    Knowledge {
        answer: fields.text(&["answer"], MOST_UTTERANCE, notes).unwrap_or_default(),
        question: text(fields, &["question"], notes),
        categories: categories.into_iter().map(|(_, value)| written_out(value)).collect(),
        landing_url: text(fields, &["landingUrl"], notes),
        image_url: text(fields, &["imageUrl"], notes),
    }
}

fn action(fields: &mut Fields<'_>, notes: &mut Notes) -> Action {
    let details = fields.object(&["detailParams"], notes);
    let extra = fields.peek(&["clientExtra"]).filter(|extra| match extra {
        Value::Object(object) => !object.is_empty(),
        // An absent one in words of the old format.
        Value::String(text) => !matches!(text.trim(), "" | "null"),
        _ => true,
    });
    Action {
        id: text(fields, &["id"], notes),
        name: text(fields, &["name"], notes),
        params: texts(fields, "params", notes),
        detail_params: details.map(|details| detail_params(&details, notes)).unwrap_or_default(),
        client_extra: extra.cloned(),
    }
}

fn detail_params(fields: &Fields<'_>, notes: &mut Notes) -> BTreeMap<String, DetailParam> {
    let one = |(name, value): (&str, &Value)| {
        let detail = match value {
            Value::Object(object) => {
                let mut within = Fields::new(object, "");
                let value = within.peek(&["value"]).map(written_out).unwrap_or_default();
                let origin = within.peek(&["origin"]).map(written_out).unwrap_or_default();
                DetailParam { origin, value, group_name: text(&mut within, &["groupName"], notes) }
            }
            other => DetailParam { value: written_out(other), ..DetailParam::default() },
        };
        (name.to_owned(), detail)
    };
    fields.entries().take(MOST_PARAMS).map(one).collect()
}

fn context(fields: &mut Fields<'_>, notes: &mut Notes) -> PayloadContext {
    let params = fields.object(&["params"], notes);
    let one = |(name, value): (&str, &Value)| {
        let param = match value {
            Value::Object(object) => {
                let part = |name: &str| object.get(name).map(written_out).unwrap_or_default();
                ContextParam { value: part("value"), resolved_value: part("resolvedValue") }
            }
            other => ContextParam { value: written_out(other), resolved_value: written_out(other) },
        };
        (name.to_owned(), param)
    };
    PayloadContext {
        name: text(fields, &["name"], notes),
        life_span: fields.number(&["lifeSpan"], notes).unwrap_or_default(),
        ttl: fields.number(&["ttl"], notes),
        params: params
            .map(|params| params.entries().take(MOST_PARAMS).map(one).collect())
            .unwrap_or_default(),
    }
}

fn flow(fields: &mut Fields<'_>, notes: &mut Notes) -> Flow {
    let trigger = fields.object(&["trigger"], notes).map(|mut trigger| {
        let kind = TriggerKind::of(&text(&mut trigger, &["type"], notes));
        Trigger { kind, referrer_block: named(&mut trigger, "referrerBlock", notes) }
    });
    Flow { trigger: trigger.unwrap_or_default(), last_block: named(fields, "lastBlock", notes) }
}

/// Texts by name; other values are written out.
pub(crate) fn texts(fields: &mut Fields<'_>, name: &str, notes: &mut Notes) -> BTreeMap<String, String> {
    let Some(within) = fields.object(&[name], notes) else { return BTreeMap::new() };
    within.entries().take(MOST_PARAMS).map(|(name, value)| (name.to_owned(), written_out(value))).collect()
}
