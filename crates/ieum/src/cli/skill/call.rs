//! `ieum skill call`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, anyhow};
use domain::Language;
use serde_json::{Value, json};
use skills::{Called, Mailbox, Severity, SkillResponse};

use super::mailbox::Door;
use crate::terminal;

/// As long as a callback address is good for.
const LIMIT: Duration = Duration::from_secs(60);

/// Send one request to a skill server and show its answer
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Shown are the answer as people see it, what a voice says of it, and whatever in it is not as the contract says.

Examples:
  ieum skill call http://localhost:8000/order --say \"피자 주문할게\"
  ieum skill call http://localhost:8000/order --block order --param menu=마르게리타 --param count=2
  ieum skill call http://localhost:8000/order --payload request.json     exactly what is in the file
  ieum skill call http://localhost:8000/slow --callback http://localhost:9000   and what it sends there later
  ieum skill call http://localhost:8000/order --json                     request, answer and findings as JSON")]
pub struct Options {
    #[command(flatten)]
    server: super::Server,
    /// What is said to it
    #[arg(long, value_name = "TEXT")]
    say: Option<String>,
    /// The block that was meant
    #[arg(long, value_name = "ID", default_value = "test")]
    block: String,
    /// A value that was found; may be given several times
    #[arg(long, value_name = "NAME=VALUE")]
    param: Vec<String>,
    /// A file with the whole request instead
    #[arg(long, value_name = "FILE", conflicts_with_all = ["say", "param"])]
    payload: Option<PathBuf>,
}

pub fn run(language: Language, options: &Options) -> anyhow::Result<ExitCode> {
    let skill = options.server.skill()?;
    let callback = options.server.callback.as_deref();
    let door = if callback.is_some() { Door::open(&options.server.url, callback)? } else { None };
    let address = door.as_ref().map(Mailbox::address);
    let called = super::client().send(&skill, request(language, options, address)?, &super::moment());
    terminal::print(&match options.server.json {
        true => format!("{:#}\n", as_json(&called, language)),
        false => as_text(&called, language),
    })?;
    if let Some(door) = door.filter(|_| called.outcome.as_ref().is_ok_and(|response| response.use_callback)) {
        terminal::print(&later(door.wait(LIMIT), language))?;
    }
    Ok(if called.outcome.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What came later.
fn later(posted: Option<Vec<u8>>, language: Language) -> String {
    let korean = language == Language::Korean;
    match posted.map(|body| SkillResponse::read(&body, None)) {
        None if korean => "1분 안에 아무것도 오지 않았어요.\n".into(),
        None => "Nothing came within a minute.\n".into(),
        Some(Err(why)) => format!("{}\n", why.text(language)),
        Some(Ok(read)) => {
            let findings = read.findings.iter();
            let findings = findings.map(|finding| format!("{}: {}", finding.path, finding.text(language)));
            answer(&read.response, language).into_iter().chain(findings).collect::<Vec<_>>().join("\n") + "\n"
        }
    }
}

fn request(language: Language, options: &Options, callback: Option<String>) -> anyhow::Result<String> {
    if let Some(file) = &options.payload {
        return std::fs::read_to_string(file).with_context(|| file.display().to_string());
    }
    let said = options.say.as_deref().unwrap_or(super::greeting(language));
    let mut payload = super::payload(said, &options.block, language);
    payload.user_request.callback_url = callback;
    for param in &options.param {
        let (name, value) =
            param.split_once('=').ok_or_else(|| anyhow!("--param {param:?}: write it as name=value"))?;
        payload = payload.with_param(name, value, value);
    }
    Ok(payload.write())
}

fn as_text(called: &Called<SkillResponse>, language: Language) -> String {
    let korean = language == Language::Korean;
    let took = called.took.as_millis();
    let mut lines = vec![match (called.status, korean) {
        (Some(status), true) => format!("HTTP {status}, {took}밀리초"),
        (Some(status), false) => format!("HTTP {status}, {took} ms"),
        (None, true) => format!("{took}밀리초"),
        (None, false) => format!("{took} ms"),
    }];
    match &called.outcome {
        Ok(response) => lines.extend(answer(response, language)),
        Err(failure) => {
            lines.push(failure.text(language));
            lines.extend(Some(called.response.clone()).filter(|body| !body.is_empty()));
        }
    }
    if !called.findings.is_empty() {
        lines.push(String::new());
    }
    for finding in &called.findings {
        let mark = if finding.severity == Severity::Error { "BAD " } else { "note" };
        lines.push(format!("{mark}  {}: {}", finding.path, finding.text(language)));
    }
    lines.join("\n") + "\n"
}

/// The answer as people see and hear it; of one that has none, its values.
fn answer(response: &SkillResponse, language: Language) -> Vec<String> {
    let korean = language == Language::Korean;
    let answer = skills::answer(response, language);
    let mut lines = vec![String::new()];
    if response.use_callback {
        lines.push(if korean {
            "나중에 콜백으로 응답해요.".into()
        } else {
            "It answers later, by callback.".into()
        });
    }
    if response.template.is_some() {
        lines.push(terminal::render(&answer));
    }
    if !answer.speech.is_empty() {
        lines.push(format!("\n♪ {}", answer.speech));
    }
    if !response.data.is_empty() {
        lines.push(format!("data: {}", Value::Object(response.data.clone())));
    }
    for context in &response.contexts {
        lines.push(format!("context: {} ({}) {}", context.name, context.life_span, json!(context.params)));
    }
    lines
}

fn as_json(called: &Called<SkillResponse>, language: Language) -> Value {
    let parsed = |text: &str| serde_json::from_str(text).unwrap_or_else(|_| json!(text));
    let finding = |finding: &skills::Finding| {
        json!({
            "path": finding.path,
            "severity": if finding.severity == Severity::Error { "error" } else { "warning" },
            "what": finding.text(language),
            "sent": finding.sent,
        })
    };
    let answer = called.outcome.as_ref().ok().map(|response| skills::answer(response, language));
    json!({
        "status": called.status,
        "milliseconds": u64::try_from(called.took.as_millis()).unwrap_or(u64::MAX),
        "failure": called.outcome.as_ref().err().map(|failure| json!({
            "code": failure.code(),
            "what": failure.text(language),
        })),
        "findings": called.findings.iter().map(finding).collect::<Vec<_>>(),
        "shown": answer.as_ref().map(terminal::render),
        "speech": answer.as_ref().map(|answer| &answer.speech),
        "request": parsed(&called.request),
        "response": parsed(&called.response),
    })
}
