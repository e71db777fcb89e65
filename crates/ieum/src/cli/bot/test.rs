//! `ieum bot test`.

use anyhow::ensure;
use serde_json::{Value, json};

use super::client::Client;
use super::named::{self, Named};
use super::print;

/// Play the tests of a draft
///
/// Each sentence and dialogue that does not go as written is shown with what was wanted and what came.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    bot: Named,
}

pub fn run(client: &Client, options: &Options) -> anyhow::Result<()> {
    let bot = options.bot.open(client)?;
    let report = client.post(&format!("{}/test", named::path(&bot.id)), &json!({}))?.sound()?.body;
    show(&report)?;
    ensure!(report["passed"] == report["tested"], "not all tests pass");
    Ok(())
}

/// What did not go as written, and how much did.
pub fn show(report: &Value) -> anyhow::Result<()> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    for case in report["sentences"].as_array().into_iter().flatten().filter(|case| case["right"] == false) {
        print(&format!(
            "  {}: wanted {}, found {}",
            text(&case["say"]),
            text(&case["wanted"]),
            text(&case["found"])
        ))?;
        let entities = |name: &str| case[name].as_array().map(|entities| format!("{entities:?}"));
        if let (Some(wanted), found) = (entities("entitiesWanted"), entities("entitiesFound")) {
            print(&format!("    wanted {wanted}, found {}", found.unwrap_or_default()))?;
        }
    }
    for dialogue in report["dialogues"].as_array().into_iter().flatten() {
        for turn in dialogue["turns"].as_array().into_iter().flatten() {
            for wrong in turn["wrong"].as_array().into_iter().flatten() {
                print(&format!("  {}: {}: {}", text(&dialogue["name"]), text(&turn["say"]), text(wrong)))?;
            }
        }
    }
    print(&format!("{} of {} tests pass", report["passed"], report["tested"]))
}
