//! The probe of answers that come later. It may take a minute, which is how long a server has.

use std::time::Duration;

use domain::Language;

use super::probes::{judge, lines_of};
use super::report::{Both, Report, Verdict};
use super::{Check, Mailbox};
use crate::finding::Severity;
use crate::response::SkillResponse;

/// As long as a callback address is good for.
const LIMIT: Duration = Duration::from_secs(60);
const NAME: &str = "callback";

/// A server that is given a `callbackUrl` answers at once all the same, or says `useCallback` and sends its answer there.
pub fn answer_later(check: &Check<'_>, mailbox: &dyn Mailbox, report: &mut Report) {
    let mut payload = check.payload.clone();
    payload.user_request.callback_url = Some(mailbox.address());
    let called = check.client().call(check.skill, &payload, &check.moment());
    match &called.outcome {
        Ok(response) if response.use_callback => arrived(mailbox.wait(LIMIT), report),
        _ => {
            let what = Both::new("callbackUrl이 있는 요청", "a request with a callbackUrl");
            judge(NAME, &called, what, Verdict::Fail, report);
        }
    }
}

fn arrived(posted: Option<Vec<u8>>, report: &mut Report) {
    let Some(body) = posted else {
        let what = Both::new(
            "useCallback으로 응답하고는 1분 안에 callbackUrl로 답을 보내지 않았어요.",
            "It said useCallback, and sent no answer to the callbackUrl within a minute.",
        );
        let mend = Both::new(
            "1분 안에 callbackUrl로 {\"version\": \"2.0\", \"template\": ...} JSON을 한 번 POST해 주세요.",
            "POST {\"version\": \"2.0\", \"template\": ...} as JSON to the callbackUrl, once, within a minute.",
        );
        return report.add(NAME, Verdict::Fail, what, mend);
    };
    let read = match SkillResponse::read(&body, None) {
        Ok(read) => read,
        Err(why) => {
            let (korean, english) = (why.text(Language::Korean), why.text(Language::English));
            let what = Both::new(
                format!("callbackUrl로 보낸 응답을 읽을 수 없어요. {korean}"),
                format!("What it sent to the callbackUrl cannot be read. {english}"),
            );
            let mend = Both::new(
                "바로 응답할 때와 같은 형식의 JSON을 보내 주세요.",
                "Send the same JSON as in an answer at once.",
            );
            return report.add(NAME, Verdict::Fail, what, mend);
        }
    };
    if read.findings.is_empty() {
        let what = Both::new(
            "나중에 callbackUrl로 보낸 응답도 계약과 꼭 맞아요.",
            "What it sent to the callbackUrl is as the contract says.",
        );
        return report.pass(NAME, what);
    }
    let wrong = read.findings.iter().any(|finding| finding.severity == Severity::Error);
    let what = Both::new(
        "callbackUrl로 보낸 응답이 계약과 달라요.",
        "What it sent to the callbackUrl differs from the contract.",
    );
    report.add(NAME, if wrong { Verdict::Fail } else { Verdict::Warn }, what, lines_of(&read.findings));
}
