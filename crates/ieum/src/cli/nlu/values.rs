//! `ieum nlu values`.

use anyhow::Context;
use jiff::ZonedDateTime;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};
use values::{Found, Reading};

use super::print;
use crate::config::Config;
use crate::{terminal, wiring};

/// Print the dates, times, numbers, amounts and addresses of a sentence, resolved
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Each line shows the words, what they mean, and the system entity of Kakao's skills with its keys. Dates are read
as of now, or as of --now. A sentence in Hangul is Korean whatever --language says.

Examples:
  ieum nlu values \"내일 오후 세 시에 스무 명\"
  ieum nlu values \"두 근 반에 3만 5천 원\" --json
  ieum nlu values \"next Friday at half past three\" --now 2026-11-23T10:00+09:00[Asia/Seoul]
  cat sentences.txt | ieum nlu values - --json     one line of JSON a sentence")]
pub struct Options {
    /// The sentence; - reads sentences from standard input, one a line
    #[arg(value_name = "TEXT", required = true)]
    text: Vec<String>,
    /// What to read "tomorrow" against: a time with its zone
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
    /// List every reading, also those inside longer ones
    #[arg(long)]
    all: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    let reading = Reading { language: config.assistant.language(), now: now(config, options)? };
    if options.text == ["-"] {
        for line in std::io::stdin().lines() {
            show(&line.context("standard input cannot be read as UTF-8 text")?, &reading, options)?;
        }
        return Ok(());
    }
    show(&options.text.join(" "), &reading, options)
}

fn now(config: &Config, options: &Options) -> anyhow::Result<ZonedDateTime> {
    let Some(now) = &options.now else {
        let zone = TimeZone::get(&config.assistant.time_zone()).unwrap_or(TimeZone::UTC);
        return Ok(wiring::clock().now().to_zoned_datetime(zone));
    };
    let example = "2026-11-23T10:00+09:00[Asia/Seoul]";
    now.parse().with_context(|| format!("\"{now}\" is no time with a zone such as {example}"))
}

fn show(text: &str, reading: &Reading, options: &Options) -> anyhow::Result<()> {
    let found = if options.all { values::readings(text, reading) } else { values::find(text, reading) };
    if options.json {
        let values: Vec<Value> = found.iter().map(as_json).collect();
        return print(&json!({ "text": text, "values": values }).to_string());
    }
    if found.is_empty() {
        terminal::tell("no values");
    }
    for value in &found {
        let (entity, keys) = value.value.kakao();
        let keys: Vec<String> = keys.iter().map(|(key, value)| format!("{key}={value}")).collect();
        print(&format!("{}\t{}\t{entity} {}", value.text, value.value, keys.join(" ")))?;
    }
    Ok(())
}

fn as_json(found: &Found) -> Value {
    let (entity, keys) = found.value.kakao();
    let keys: Map<String, Value> =
        keys.into_iter().map(|(key, value)| (key.to_owned(), value.into())).collect();
    let shown = found.value.to_string();
    let (kind, value) = shown.split_once(' ').unwrap_or((&shown, ""));
    json!({
        "start": found.span.start,
        "end": found.span.end,
        "text": found.text,
        "kind": kind,
        "value": value,
        "entity": entity,
        "kakao": keys,
    })
}
