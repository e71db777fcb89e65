//! The conformance check, on servers with one fault each.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::server::{GOOD, Request, Server, http, json};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::Language;
use hmac::{Hmac, KeyInit, Mac};
use skills::{Check, Mailbox, Reach, Report, Secret, Skill, SkillPayload, Verdict};

fn report(server: &Server, secret: Option<&str>) -> Report {
    checked(server, secret, None)
}

fn checked(server: &Server, secret: Option<&str>, mailbox: Option<&dyn Mailbox>) -> Report {
    let mut skill = Skill::new("checked", &server.url).unwrap().with_timeout(Duration::from_secs(20));
    if let Some(secret) = secret {
        skill = skill.with_secret(secret).unwrap();
    }
    let count = AtomicUsize::new(0);
    let id = || format!("msg_{}", count.fetch_add(1, Ordering::SeqCst));
    let mut payload = SkillPayload::default();
    payload.user_request.user.properties.bot_user_key = Some("user".into());
    let now = "2026-11-30T12:00:00Z".parse().unwrap();
    Check { reach: Reach::Anywhere, skill: &skill, payload, now, id: &id, mailbox }.run()
}

/// The lines that do not pass.
fn noticed(report: &Report) -> Vec<(&str, Verdict)> {
    let lines = report.lines.iter().filter(|line| line.verdict != Verdict::Pass);
    lines.map(|line| (line.name, line.verdict)).collect()
}

/// A server that keeps connections and answers each request by what is in it.
fn answering(answer: impl Fn(&Request) -> Vec<u8> + Send + Sync + 'static) -> Server {
    Server::start(move |stream, request| stream.write_all(&answer(request)).is_ok())
}

#[test]
fn a_server_is_told_what_it_does_not_do() {
    let check = |answer: fn(&Request) -> Vec<u8>, expected: &[(&str, Verdict)]| {
        let report = report(&answering(answer), None);
        assert_eq!(noticed(&report), expected, "{}", report.as_text(Language::English));
        assert_eq!(report.passed(), expected.iter().all(|(_, verdict)| *verdict != Verdict::Fail));
        for line in &report.lines {
            let mends = !line.mend_korean.is_empty() && !line.mend_english.is_empty();
            assert_eq!(mends, line.verdict != Verdict::Pass, "{line:?}");
        }
    };
    check(|_| json(GOOD), &[]);
    check(|_| oops(), &[("answers", Verdict::Fail)]);
    check(
        |_| json(r#"{"version":2,"template":{"outputs":[{"simpleText":{"text":"네"}}]}}"#),
        &[("sound", Verdict::Warn)],
    );
    check(
        |_| {
            json(
                r#"{"version":"2.0","template":{"outputs":[{"simpleText":{}},{"simpleText":{"text":"네"}}]}}"#,
            )
        },
        &[("sound", Verdict::Fail)],
    );
    check(|request| unless("\"later\"", request), &[("unknown_fields", Verdict::Fail)]);
    check(|request| unless("ieum_check", request), &[("contexts", Verdict::Fail)]);
    check(|request| unless("\"lang\":null", request), &[("bare", Verdict::Warn)]);
    check(|request| unless("QUICKREPLY", request), &[("press", Verdict::Fail)]);
}

/// What was posted, when it is asked for.
struct Posted(Option<&'static str>);

impl Mailbox for Posted {
    fn address(&self) -> String {
        "http://127.0.0.1:9/callback".into()
    }

    fn wait(&self, limit: Duration) -> Option<Vec<u8>> {
        assert_eq!(limit, Duration::from_secs(60));
        self.0.map(|body| body.as_bytes().to_vec())
    }
}

#[test]
fn an_answer_that_comes_later_is_looked_at() {
    let later = |request: &Request| {
        let asked = request.body.contains("http://127.0.0.1:9/callback");
        json(if asked { r#"{"version":"2.0","useCallback":true}"# } else { GOOD })
    };
    let check = |posted: Option<&'static str>, verdict: Verdict| {
        let report = checked(&answering(later), None, Some(&Posted(posted)));
        let line = report.lines.iter().find(|line| line.name == "callback").unwrap();
        assert_eq!(line.verdict, verdict, "{line:?}");
        assert_eq!(line.mend_korean.is_empty(), verdict == Verdict::Pass, "{line:?}");
    };
    check(Some(GOOD), Verdict::Pass);
    check(None, Verdict::Fail);
    check(Some("<html>"), Verdict::Fail);
    check(Some(r#"{"version":2,"template":{"outputs":[{"simpleText":{"text":"네"}}]}}"#), Verdict::Warn);
    check(Some(r#"{"version":"2.0","template":{"outputs":[{"simpleText":{}}]}}"#), Verdict::Fail);
    // Whoever answers at once may.
    let report = checked(&answering(|_| json(GOOD)), None, Some(&Posted(None)));
    assert_eq!(noticed(&report), []);
}

fn oops() -> Vec<u8> {
    http("500 Oops", "text/plain", "")
}

/// An answer, unless this is in the request.
fn unless(part: &str, request: &Request) -> Vec<u8> {
    if request.body.contains(part) { oops() } else { json(GOOD) }
}

#[test]
fn who_closes_connections_or_looks_at_no_signature_is_told() {
    let secret = Secret::write(&[5; 32]);
    // It says that it closes: one that does so without a word may meet the second call in that moment.
    let farewell =
        format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{GOOD}", GOOD.len());
    let closes = report(&Server::saying(farewell), Some(&secret));
    assert_eq!(noticed(&closes), [("connections", Verdict::Warn), ("signature", Verdict::Warn)]);
    assert!(closes.passed());
    let server = answering(|request| {
        let header = |name: &str| {
            let found = request
                .head
                .lines()
                .find_map(|line| line.split_once(": ").filter(|(known, _)| *known == name));
            found.map(|(_, value)| value.to_owned()).unwrap_or_default()
        };
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&[5; 32]).unwrap();
        mac.update(
            format!("{}.{}.{}", header("webhook-id"), header("webhook-timestamp"), request.body).as_bytes(),
        );
        let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        if header("webhook-signature") == expected { json(GOOD) } else { http("401 No", "text/plain", "") }
    });
    let refuses = report(&server, Some(&secret));
    assert_eq!(noticed(&refuses), [], "{}", refuses.as_text(Language::Korean));
}
