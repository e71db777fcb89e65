//! `ieum bot deploy`.

use anyhow::bail;
use serde_json::{Value, json};

use super::client::Client;
use super::conflict::Conflict;
use super::named::{self, Named};
use super::{print, test};

/// Show what would change, and let the draft answer people
///
/// Its tests must pass. Named by its file, exactly what is in the files is deployed, or nothing.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(flatten)]
    bot: Named,
    /// What is new
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
    /// Show what would change, and deploy nothing
    #[arg(long)]
    dry_run: bool,
    /// Deploy though tests fail
    #[arg(long)]
    force: bool,
}

pub fn run(client: &Client, options: &Options) -> anyhow::Result<()> {
    let bot = options.bot.open(client)?;
    let (id, path) = (&bot.id, named::path(&bot.id));
    match bot.body["live"].as_u64() {
        None => print(&format!("{id} answers nobody yet"))?,
        Some(live) => {
            let differences = client.get(&format!("{path}/diff?from={live}&to=draft"))?.sound()?.body;
            if !show(&differences)? {
                return print(&format!(
                    "{id}: version {live} is what the draft says; there is nothing to deploy"
                ));
            }
        }
    }
    if options.dry_run {
        return print("nothing was deployed");
    }
    // What was shown is what is deployed.
    let revision = &bot.body["draft"]["revision"];
    let body = json!({"revision": revision, "note": options.note, "force": options.force});
    let deployed = client.post(&format!("{path}/deploy"), &body)?;
    if deployed.is("tests_failed") {
        test::show(&client.post(&format!("{path}/test"), &json!({}))?.sound()?.body)?;
        bail!("nothing was deployed: not all tests pass (--force deploys all the same)");
    }
    if deployed.is("draft_changed") {
        return Err(Conflict::of(id, &client.get(&path)?.sound()?.body["draft"]).into());
    }
    let deployed = deployed.sound()?.body;
    print(&format!("{} of {} tests pass", deployed["report"]["passed"], deployed["report"]["tested"]))?;
    print(&format!("{id}: version {} answers people", deployed["version"]["number"]))
}

/// Shows what differs; whether anything does.
fn show(differences: &Value) -> anyhow::Result<bool> {
    let files = differences["files"].as_array().map_or(&[][..], Vec::as_slice);
    files.iter().try_for_each(|file| print(file["diff"].as_str().unwrap_or_default().trim_end()))?;
    Ok(!files.is_empty())
}
