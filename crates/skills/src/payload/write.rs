//! A payload as JSON: every field that the contract has, in its order, and no other.

use domain::Language;
use serde_json::{Map, Value, json};

use super::{
    Action, Flow, Intent, Knowledge, Named, PayloadContext, SkillPayload, User, UserProperties, UserRequest,
};

impl SkillPayload {
    /// The request as it is sent.
    pub fn write(&self) -> String {
        self.to_value().to_string()
    }

    /// As [`Self::write`], as a value.
    pub fn to_value(&self) -> Value {
        let mut payload = json!({
            "intent": intent(&self.intent),
            "userRequest": user_request(&self.user_request),
            "bot": named(&self.bot),
            "action": action(&self.action),
            "contexts": self.contexts.iter().map(context).collect::<Vec<_>>(),
        });
        if let Some(flow_) = &self.flow {
            payload["flow"] = flow(flow_);
        }
        payload
    }
}

pub(crate) fn named(named: &Named) -> Value {
    json!({"id": named.id, "name": named.name})
}

fn intent(intent: &Intent) -> Value {
    let extra = &intent.extra;
    let mut written = json!({"reason": {"code": extra.reason_code, "message": extra.reason}});
    if !extra.knowledge.is_empty() {
        let matched: Vec<Value> = extra.knowledge.iter().map(knowledge).collect();
        written["knowledge"] = json!({"responseType": "skill", "matchedKnowledges": matched});
    }
    json!({"id": intent.id, "name": intent.name, "extra": written})
}

fn knowledge(knowledge: &Knowledge) -> Value {
    json!({
        "answer": knowledge.answer,
        "question": knowledge.question,
        "categories": knowledge.categories,
        "landingUrl": knowledge.landing_url,
        "imageUrl": knowledge.image_url,
    })
}

fn user_request(request: &UserRequest) -> Value {
    let mut written = Map::new();
    if let Some(url) = &request.callback_url {
        written.insert("callbackUrl".into(), json!(url));
    }
    written.insert("timezone".into(), json!(request.timezone));
    written.insert("block".into(), named(&request.block));
    written.insert("utterance".into(), json!(request.utterance));
    written.insert("lang".into(), json!(request.language.map(Language::code)));
    written.insert("user".into(), user(&request.user));
    written.insert("params".into(), json!(request.params));
    Value::Object(written)
}

pub(crate) fn user(user: &User) -> Value {
    json!({"id": user.id, "type": user.kind, "properties": properties(&user.properties)})
}

fn properties(properties: &UserProperties) -> Value {
    let twins = [
        ("plusfriendUserKey", "plusfriend_user_key", &properties.plusfriend_user_key),
        ("botUserKey", "bot_user_key", &properties.bot_user_key),
        ("appUserId", "app_user_id", &properties.app_user_id),
    ];
    let mut written = Map::new();
    for (name, twin, value) in twins {
        if let Some(value) = value {
            written.insert(name.into(), json!(value));
            written.insert(twin.into(), json!(value));
        }
    }
    if properties.is_friend {
        written.insert("isFriend".into(), json!(true));
    }
    for (name, value) in &properties.others {
        written.entry(name.clone()).or_insert_with(|| value.clone());
    }
    Value::Object(written)
}

fn action(action: &Action) -> Value {
    let details: Map<String, Value> = action
        .detail_params
        .iter()
        .map(|(name, detail)| {
            let written =
                json!({"origin": detail.origin, "value": detail.value, "groupName": detail.group_name});
            (name.clone(), written)
        })
        .collect();
    json!({
        "id": action.id,
        "name": action.name,
        "params": action.params,
        "detailParams": details,
        // Channels send an empty object when nothing was pressed; servers in use look into it without asking.
        "clientExtra": action.client_extra.clone().unwrap_or_else(|| json!({})),
    })
}

/// Servers in use look for either spelling of the life span.
fn context(context: &PayloadContext) -> Value {
    let params: Map<String, Value> = context
        .params
        .iter()
        .map(|(name, param)| {
            (name.clone(), json!({"value": param.value, "resolvedValue": param.resolved_value}))
        })
        .collect();
    let mut written = json!({
        "name": context.name,
        "lifespan": context.life_span,
        "lifeSpan": context.life_span,
    });
    if let Some(ttl) = context.ttl {
        written["ttl"] = json!(ttl);
    }
    written["params"] = Value::Object(params);
    written
}

fn flow(flow: &Flow) -> Value {
    let mut trigger = json!({"type": flow.trigger.kind.name()});
    if let Some(block) = &flow.trigger.referrer_block {
        trigger["referrerBlock"] = named(block);
    }
    let mut written = json!({"trigger": trigger});
    if let Some(block) = &flow.last_block {
        written["lastBlock"] = named(block);
    }
    written
}
