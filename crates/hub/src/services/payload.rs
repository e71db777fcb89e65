//! What a skill is told: the contract's words for what dialogue knows.

use std::collections::BTreeMap;

use dialogue::Pressed;
use dialogue::service::{Call, Detail, OpenContext};
use domain::{Named as Called, Part, TurnId};
use skills::{
    Action, ContextParam, DetailParam, Flow, Intent, Named, PayloadContext, SkillPayload, Trigger,
    TriggerKind, User, UserProperties, UserRequest, ValidationRequest, ValidationValue,
};

/// Whom a skill speaks with.
pub struct Who {
    /// What the bot's service calls them.
    pub key: String,
    /// The turn in which they speak.
    pub trace: Option<TurnId>,
}

impl Who {
    /// Somebody at the terminal.
    pub fn nobody() -> Self {
        Self { key: "terminal".into(), trace: None }
    }
}

/// The whole request.
pub fn payload(call: &Call, who: &Who, skill: &str, callback_url: Option<String>) -> SkillPayload {
    let block = named(&call.block);
    SkillPayload {
        intent: Intent { id: block.id.clone(), name: block.name.clone(), ..Intent::default() },
        user_request: UserRequest {
            callback_url,
            timezone: zone(call),
            block,
            utterance: call.said.clone(),
            language: Some(call.language),
            user: user(who),
            params: params(call),
        },
        bot: named(&call.bot),
        action: action(call, skill),
        contexts: call.contexts.iter().map(context).collect(),
        flow: Some(flow(call)),
    }
}

/// Whether a value will do.
pub fn validation(call: &Call, detail: &Detail, who: &Who) -> ValidationRequest {
    ValidationRequest {
        in_slot_filling: call.filling,
        utterance: call.said.clone(),
        value: ValidationValue { origin: detail.origin.clone(), resolved: written(detail).to_owned() },
        user: user(who),
        bot: named(&call.bot),
        params: params(call),
        timezone: zone(call),
        language: Some(call.language),
    }
}

fn named(its: &Called) -> Named {
    Named { id: its.id.clone(), name: its.name.clone() }
}

fn zone(call: &Call) -> String {
    call.now.time_zone().iana_name().unwrap_or("Asia/Seoul").to_owned()
}

/// One person has one key with a bot, by whichever of its names a server looks for it.
fn user(who: &Who) -> User {
    let key = Some(who.key.clone());
    User {
        id: who.key.clone(),
        properties: UserProperties {
            bot_user_key: key.clone(),
            plusfriend_user_key: key,
            is_friend: true,
            ..UserProperties::default()
        },
        ..User::default()
    }
}

/// What the event was given goes before what is usual.
fn params(call: &Call) -> BTreeMap<String, String> {
    let mut params: BTreeMap<String, String> = [("surface".to_owned(), "Ieum".to_owned())].into();
    params.extend(call.event.iter().flat_map(|event| event.params.clone()));
    params
}

fn action(call: &Call, skill: &str) -> Action {
    let detail = |(name, its): (&String, &Detail)| {
        let param = DetailParam {
            origin: its.origin.clone(),
            value: written(its).to_owned(),
            group_name: String::new(),
        };
        (name.clone(), param)
    };
    let extra = call.pressed.as_ref().and_then(|pressed| pressed.extra.as_ref());
    Action {
        id: skill.to_owned(),
        name: skill.to_owned(),
        params: call.details.iter().map(|(name, its)| (name.clone(), written(its).to_owned())).collect(),
        detail_params: call.details.iter().map(detail).collect(),
        client_extra: extra.and_then(|extra| serde_json::from_str(extra).ok()),
    }
}

/// As the contract writes it.
fn written(detail: &Detail) -> &str {
    detail.contract.as_ref().unwrap_or(&detail.value)
}

fn context(open: &OpenContext) -> PayloadContext {
    let param = |(name, value): (&String, &String)| {
        (name.clone(), ContextParam { value: value.clone(), resolved_value: value.clone() })
    };
    PayloadContext {
        name: open.name.clone(),
        life_span: i64::from(open.turns),
        ttl: Some(open.seconds),
        params: open.values.iter().map(param).collect(),
    }
}

fn flow(call: &Call) -> Flow {
    let before = call.before.as_ref().map(named);
    let kind = call.pressed.as_ref().map_or(TriggerKind::TextInput, pressed);
    let referrer_block = before.clone().filter(|_| call.pressed.is_some());
    Flow { trigger: Trigger { kind, referrer_block }, last_block: before }
}

fn pressed(its: &Pressed) -> TriggerKind {
    match (its.part, its.block.is_some()) {
        (Part::CardButton, false) => TriggerKind::CardButtonMessage,
        (Part::CardButton, true) => TriggerKind::CardButtonBlock,
        (Part::ListItem, false) => TriggerKind::ListItemMessage,
        (Part::ListItem, true) => TriggerKind::ListItemBlock,
        (Part::QuickReply, false) => TriggerKind::QuickReplyMessage,
        (Part::QuickReply, true) => TriggerKind::QuickReplyBlock,
    }
}
