//! The probes, in their order. Each makes a call or looks at one, and adds a line to the report.

use domain::{Language, Part};
use serde_json::{Map, Value, json};

use super::Check;
use super::report::{Both, Report, Verdict};
use crate::client::{Called, Failure, Secret, Skill};
use crate::finding::{Finding, Severity};
use crate::payload::{ContextParam, PayloadContext, Trigger, TriggerKind};
use crate::response::SkillResponse;

/// So many people ask at the same time.
const AT_ONCE: usize = 4;
/// So many findings are told.
const MOST_TOLD: usize = 20;

/// It answers at all.
pub fn answers(check: &Check<'_>, report: &mut Report) -> Option<Called<SkillResponse>> {
    let called = check.client().call(check.skill, &check.payload, &check.moment());
    match &called.outcome {
        Ok(_) => {
            let status = called.status.unwrap_or_default();
            let what =
                Both::new(format!("응답해요 (HTTP {status})."), format!("It answers (HTTP {status})."));
            report.pass("answers", what);
            Some(called)
        }
        Err(failure) => {
            let mend = Both::new(
                "주소를 확인하고, POST로 받은 JSON에 HTTP 200과 {\"version\": \"2.0\", ...} JSON으로 응답하게 해 주세요.",
                "Check the address, and answer a POST of JSON with HTTP 200 and {\"version\": \"2.0\", ...} as JSON.",
            );
            report.add("answers", Verdict::Fail, told(failure), mend);
            None
        }
    }
}

/// The answer is as the contract says.
pub fn answer_is_sound(called: &Called<SkillResponse>, report: &mut Report) {
    let errors = called.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let warnings = called.findings.len() - errors;
    let mend = lines_of(&called.findings);
    if called.findings.is_empty() {
        report.pass(
            "sound",
            Both::new("응답이 계약과 꼭 맞아요.", "The answer is exactly as the contract says."),
        );
    } else if errors == 0 {
        let what = Both::new(
            format!("응답을 읽을 수 있지만 계약과 다른 곳이 {warnings}군데 있어요."),
            format!("The answer can be read, but differs from the contract in {warnings} places."),
        );
        report.add("sound", Verdict::Warn, what, mend);
    } else {
        let what = Both::new(
            format!("응답에서 빠지거나 잘리는 곳이 {errors}군데 있어요."),
            format!("Of the answer {errors} parts are left out or cut."),
        );
        report.add("sound", Verdict::Fail, what, mend);
    }
}

/// Where and what, a line each.
pub fn lines_of(findings: &[Finding]) -> Both {
    let lines = |text: fn(&Finding) -> &str| {
        let line = |finding: &Finding| {
            format!("{}: {}", finding.path, text(finding)).trim_start_matches(": ").to_owned()
        };
        findings.iter().take(MOST_TOLD).map(line).collect::<Vec<_>>().join("\n")
    };
    Both(lines(|finding| &finding.korean), lines(|finding| &finding.english))
}

/// It answers well within its time.
pub fn in_time(check: &Check<'_>, called: &Called<SkillResponse>, report: &mut Report) {
    let (took, limit) = (called.took.as_millis(), check.skill.timeout().as_millis());
    let what = Both::new(
        format!("{took}밀리초 걸렸어요. {limit}밀리초까지 기다려요."),
        format!("It took {took} ms; after {limit} ms it is given up."),
    );
    if took * 2 < limit {
        report.pass("time", what);
    } else {
        let mend = Both::new(
            "오래 걸리는 일은 useCallback으로 나중에 응답해 주세요.",
            "Answer what takes long later, with useCallback.",
        );
        report.add("time", Verdict::Warn, what, mend);
    }
}

/// Contexts that it set are given back to it.
pub fn contexts(check: &Check<'_>, response: &SkillResponse, report: &mut Report) {
    let mut payload = check.payload.clone();
    let alive = response.contexts.iter().filter(|context| context.life_span > 0);
    payload.contexts = alive
        .map(|context| PayloadContext {
            name: context.name.clone(),
            life_span: context.life_span,
            ttl: context.ttl,
            params: context
                .params
                .iter()
                .map(|(name, value)| {
                    (name.clone(), ContextParam { value: value.clone(), resolved_value: value.clone() })
                })
                .collect(),
        })
        .collect();
    if payload.contexts.is_empty() {
        let param = ContextParam { value: "1".into(), resolved_value: "1".into() };
        payload.contexts.push(PayloadContext {
            name: "ieum_check".into(),
            life_span: 1,
            ttl: Some(60),
            params: [("number".to_owned(), param)].into(),
        });
    }
    let called = check.client().call(check.skill, &payload, &check.moment());
    let what = Both::new("컨텍스트가 있는 요청", "a request with contexts");
    judge("contexts", &called, what, Verdict::Fail, report);
}

/// A button or quick reply of its answer is pressed.
pub fn press(check: &Check<'_>, response: &SkillResponse, report: &mut Report) {
    let mut payload = check.payload.clone();
    let answer = crate::answer(response, Language::Korean);
    let pressed = answer.pressables().find(|pressable| pressable.says().is_some());
    let mut extra = Some(Value::Object(Map::new()));
    let mut kind = TriggerKind::QuickReplyMessage;
    if let Some(pressed) = &pressed {
        payload.user_request.utterance = pressed.says().unwrap_or_default().to_owned();
        extra = pressed.extra.and_then(|extra| serde_json::from_str(extra).ok()).or(extra);
        kind = match pressed.part {
            Part::CardButton => TriggerKind::CardButtonMessage,
            Part::ListItem => TriggerKind::ListItemMessage,
            Part::QuickReply => TriggerKind::QuickReplyMessage,
        };
    }
    payload.action.client_extra = extra;
    payload.flow.get_or_insert_default().trigger = Trigger { kind, referrer_block: None };
    let called = check.client().call(check.skill, &payload, &check.moment());
    let what = Both::new("버튼을 눌러 clientExtra가 있는 요청", "a press with its clientExtra");
    judge("press", &called, what, Verdict::Fail, report);
}

/// Fields that it does not know are no reason to fail: the contract grows.
pub fn unknown_fields(check: &Check<'_>, report: &mut Report) {
    let mut payload = check.payload.to_value();
    payload["later"] = json!({"version": "3.0"});
    for part in ["userRequest", "bot", "action", "intent"] {
        payload[part]["later"] = json!([1, null]);
    }
    let called = check.client().send(check.skill, payload.to_string(), &check.moment());
    let what = Both::new("모르는 필드가 있는 요청", "a request with fields that it does not know");
    judge("unknown_fields", &called, what, Verdict::Fail, report);
}

/// What may be empty is: as the test pane of Kakao's console sends it.
pub fn bare_payload(check: &Check<'_>, report: &mut Report) {
    let mut payload = check.payload.to_value();
    payload["userRequest"]["lang"] = Value::Null;
    payload["userRequest"]["user"]["properties"] = json!({});
    payload["action"]["clientExtra"] = Value::Null;
    payload["contexts"] = json!([]);
    if let Some(object) = payload.as_object_mut() {
        object.shift_remove("flow");
    }
    let called = check.client().send(check.skill, payload.to_string(), &check.moment());
    let what =
        Both::new("비어 있을 수 있는 값이 모두 빈 요청", "a request in which all that may be empty is empty");
    judge("bare", &called, what, Verdict::Warn, report);
}

/// A connection is kept for the next call.
pub fn connections(check: &Check<'_>, report: &mut Report) {
    let client = check.client();
    let call = || client.call(check.skill, &check.payload, &check.moment());
    let (_, second) = (call(), call());
    if second.outcome.is_ok() && second.reused {
        report.pass("connections", Both::new("연결을 다시 써요.", "It keeps connections."));
    } else {
        let what = Both::new("연결을 매번 끊어요.", "It closes the connection after each answer.");
        let mend = Both::new("keep-alive를 켜면 사람들이 덜 기다려요.", "With keep-alive people wait less.");
        report.add("connections", Verdict::Warn, what, mend);
    }
}

/// Several people ask at the same time.
pub fn at_once(check: &Check<'_>, report: &mut Report) {
    let client = check.client();
    let calls: Vec<Called<SkillResponse>> = std::thread::scope(|scope| {
        let call = || client.call(check.skill, &check.payload, &check.moment());
        let calls: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(call)).collect();
        calls.into_iter().filter_map(|call| call.join().ok()).collect()
    });
    let what = Both::new(
        format!("{AT_ONCE}명이 동시에 보낸 요청"),
        format!("{AT_ONCE} people who ask at the same time"),
    );
    if let Some(called) = calls.iter().max_by_key(|called| called.outcome.is_err()) {
        judge("at_once", called, what, Verdict::Fail, report);
    }
}

/// A wrong signature is refused. Only looked at when there is a secret.
pub fn signature(check: &Check<'_>, report: &mut Report) {
    if !check.skill.is_signed() {
        return;
    }
    let wrong = Skill { secrets: vec![Secret(vec![0; 32])], ..check.skill.clone() };
    let called = check.client().call(&wrong, &check.payload, &check.moment());
    if matches!(called.outcome, Err(Failure::Status(400..=499))) {
        report.pass("signature", Both::new("서명이 틀린 요청은 거절해요.", "It refuses a wrong signature."));
    } else {
        let what = Both::new("서명이 틀린 요청에도 응답해요.", "It answers a wrong signature.");
        let mend = Both::new(
            "webhook-id, webhook-timestamp, webhook-signature를 Standard Webhooks로 확인하고, 틀리면 HTTP 401로 거절해 주세요.",
            "Verify webhook-id, webhook-timestamp and webhook-signature by Standard Webhooks, and refuse with HTTP 401.",
        );
        report.add("signature", Verdict::Warn, what, mend);
    }
}

/// A call that should have an answer; `what` was asked.
pub fn judge(
    name: &'static str,
    called: &Called<SkillResponse>,
    Both(korean, english): Both,
    otherwise: Verdict,
    report: &mut Report,
) {
    match &called.outcome {
        Ok(_) => {
            let what = Both::new(format!("{korean}에도 응답해요."), format!("It answers {english}."));
            report.pass(name, what);
        }
        Err(failure) => {
            let Both(why, reason) = told(failure);
            let what = Both::new(
                format!("{korean}에는 응답하지 못해요. {why}"),
                format!("It does not answer {english}. {reason}"),
            );
            let mend = Both::new(
                "값이 없거나 null이어도, 모르는 값이 있어도, 여럿이 물어도 응답하게 해 주세요.",
                "Answer also when values are missing, null or unknown, and when several people ask.",
            );
            report.add(name, otherwise, what, mend);
        }
    }
}

fn told(failure: &Failure) -> Both {
    Both(failure.text(Language::Korean), failure.text(Language::English))
}
