//! What skills were asked, and how they do.

use std::time::Duration;

use serde::Serialize;
use skills::Severity;
use utoipa::ToSchema;

use super::InBoth;

/// One call of a skill.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SkillCall {
    pub skill: String,
    pub block: String,
    /// `call`, or `validation` of a value.
    pub what: &'static str,
    #[schema(format = DateTime)]
    pub at: String,
    pub took_ms: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<SkillFailure>,
    /// What in the answer is not as the contract says.
    pub findings: Vec<SkillFinding>,
    /// What was sent, and what came back, as far as it is kept.
    pub request: String,
    pub response: String,
    /// The bot was tried or tested: nobody waited for the answer.
    pub trial: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SkillFailure {
    #[schema(examples("timeout"))]
    pub code: String,
    pub message: InBoth,
}

/// Something in an answer that is not as the contract says.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SkillFinding {
    /// Where it is; empty: the answer as a whole.
    pub path: String,
    /// `warning`: it is shown nevertheless; `error`: something could not be shown, or was cut.
    pub severity: &'static str,
    pub message: InBoth,
    pub sent: String,
}

/// How a skill does, by the last calls that somebody waited for.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SkillHealth {
    pub skill: String,
    pub calls: usize,
    pub failures: usize,
    /// In the middle of those that worked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub typical_ms: Option<u64>,
    #[schema(format = DateTime)]
    pub last: String,
    /// Why the last call failed, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failing: Option<&'static str>,
}

impl From<&hub::SkillCall> for SkillCall {
    fn from(call: &hub::SkillCall) -> Self {
        let failure = call.failure.as_ref().map(|(code, ko, en)| SkillFailure {
            code: (*code).to_owned(),
            message: InBoth { ko: ko.clone(), en: en.clone() },
        });
        Self {
            skill: call.skill.clone(),
            block: call.block.clone(),
            what: call.what,
            at: call.at.to_string(),
            took_ms: millis(call.took),
            status: call.status,
            failure,
            findings: call.findings.iter().map(SkillFinding::from).collect(),
            request: call.request.clone(),
            response: call.response.clone(),
            trial: call.trial,
        }
    }
}

impl From<&hub::Finding> for SkillFinding {
    fn from(finding: &hub::Finding) -> Self {
        Self {
            path: finding.path.clone(),
            severity: match finding.severity {
                Severity::Warning => "warning",
                Severity::Error => "error",
            },
            message: InBoth { ko: finding.korean.clone(), en: finding.english.clone() },
            sent: finding.sent.clone(),
        }
    }
}

impl From<&hub::SkillHealth> for SkillHealth {
    fn from(health: &hub::SkillHealth) -> Self {
        Self {
            skill: health.skill.clone(),
            calls: health.calls,
            failures: health.failures,
            typical_ms: health.typical.map(millis),
            last: health.last.to_string(),
            failing: health.failing,
        }
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
