//! `ieum nlu explain`.

use std::path::PathBuf;
use std::sync::Arc;

use dialogue::block::{Decision, Found};
use dialogue::{Converse, Dialogue, Reply, Said, World};
use jiff::tz::TimeZone;
use serde_json::Value;

use super::{print, today};
use crate::config::Config;
use crate::wiring;

/// Explain what a sentence matches, how well, and why
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The sentence; - reads it from standard input
    #[arg(value_name = "TEXT", required = true)]
    text: Vec<String>,
    /// Look among the blocks of this bot as well
    #[arg(long, value_name = "FILE")]
    bot: Option<PathBuf>,
    /// Compare letters only, without the sentence model
    #[arg(long)]
    letters_only: bool,
    /// Print the traces as JSON
    #[arg(long)]
    json: bool,
}

pub fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    let text = super::super::text_of(&options.text)?;
    let bot = options.bot.as_deref().map(super::bot).transpose()?;
    let zone = TimeZone::get(&config.assistant.time_zone()).unwrap_or(TimeZone::UTC);
    let world = World::at(wiring::clock().now().to_zoned_datetime(zone));
    let said = Said { text: &text, language: config.assistant.language(), state: None };
    let reply = Dialogue::new()?.reply(&said, &world);
    let templates: Value = serde_json::from_str(&reply.trace)?;
    let (found, turn) = match &bot {
        None => (None, None),
        Some(bot) => {
            let learner = Arc::new(super::learner(config, options.letters_only)?);
            let blocks = learner.learn(&bot.0, today(config))?;
            let found = learner.find(&blocks, &text, today(config))?;
            let reply = super::services(config, &learner, bot)?.reply(&said, &world);
            (Some(found), Some(reply))
        }
    };
    if options.json {
        let blocks = found.as_ref().map(Found::trace);
        let turn = turn.map(|reply| serde_json::from_str::<Value>(&reply.trace)).transpose()?;
        let all = serde_json::json!({ "templates": templates, "blocks": blocks, "turn": turn });
        return print(&all.to_string());
    }
    print(&text)?;
    by_templates(&templates)?;
    found.map_or(Ok(()), |found| by_blocks(&found))?;
    turn.map_or(Ok(()), |reply| by_turn(&reply))
}

/// What the assistant and the bot together would do, step by step, and say.
fn by_turn(reply: &Reply) -> anyhow::Result<()> {
    let trace: Value = serde_json::from_str(&reply.trace)?;
    print("\ndecisions")?;
    for step in trace["steps"].as_array().into_iter().flatten() {
        let fields = step.as_object().into_iter().flatten();
        // What was understood is told above, with its candidates.
        let told = ["step", "candidates", "slots"];
        let shown: Vec<String> = fields
            .filter(|(name, _)| !told.contains(&name.as_str()))
            .map(|(name, value)| format!("{name} {value}"))
            .collect();
        print(&format!("  {}: {}", step["step"].as_str().unwrap_or_default(), shown.join(", ")))?;
    }
    for (name, value) in trace["values"].as_object().into_iter().flatten() {
        if let (Some(value), Some(words)) = (value["value"].as_str(), value["words"].as_str()) {
            print(&format!("  {name} = {value} (\"{words}\")"))?;
        }
    }
    print(&format!("\nanswer: {}", reply.answer.words()))
}

fn by_templates(trace: &Value) -> anyhow::Result<()> {
    let Some(intent) = trace["intent"].as_str() else {
        return print("\nbuilt-in intents: no template reads the whole sentence");
    };
    print(&format!("\nbuilt-in intents: {intent}"))?;
    print(&format!("  by the template {}", trace["template"].as_str().unwrap_or_default()))?;
    for (name, value) in trace["values"].as_object().into_iter().flatten() {
        print(&format!("  {name} = {}", value.as_str().unwrap_or_default()))?;
    }
    for candidate in trace["candidates"].as_array().into_iter().flatten().skip(1) {
        print(&format!(
            "  also {} (score {})",
            candidate["intent"].as_str().unwrap_or_default(),
            candidate["score"]
        ))?;
    }
    Ok(())
}

fn by_blocks(found: &Found) -> anyhow::Result<()> {
    let decision = match &found.decision {
        Decision::Block(block) => format!("{block}, decided by {}", found.how.name()),
        Decision::Unsure(first, second) => format!("{first} or {second}: better ask which"),
        Decision::Elsewhere => "none: about nothing that this bot knows".to_owned(),
    };
    print(&format!("\nblocks: {decision}"))?;
    for candidate in &found.candidates {
        let meaning = candidate.meaning.map_or(String::new(), |meaning| format!(", meaning {meaning:.2}"));
        print(&format!(
            "  {:5.1} %  {:<16} like \"{}\" (letters {:.2}{meaning})",
            candidate.confidence * 100.0,
            candidate.block,
            candidate.example,
            candidate.letters
        ))?;
    }
    print(&format!("  {:5.1} %  none of them", found.elsewhere * 100.0))?;
    for slot in &found.slots {
        print(&format!("  {} = {} (\"{}\")", slot.entity, slot.value, slot.text))?;
    }
    Ok(())
}
