//! `ieum skill check`.

use std::process::ExitCode;

use domain::{Clock, Language, SystemClock};
use skills::{Check, Mailbox, Reach};

use super::mailbox::Door;
use crate::terminal;

/// Check whether a skill server does all that the contract asks for
#[derive(Debug, clap::Args)]
#[command(after_help = "\
It is called about a dozen times, as a bot would call it, and each line says what came of it and how to mend what is wrong.
An answer that is promised for later is waited for, a minute at most.
The command ends with 1 when something failed.

Examples:
  ieum skill check http://localhost:8000/order
  ieum skill check https://shop.example/skill --header \"X-Key: 1234\" --say \"피자 주문할게\"
  ieum skill check https://shop.example/skill --secret whsec_...       it must refuse a wrong signature
  ieum skill check https://shop.example/skill --callback http://my.example:9000   where it sends what comes later
  ieum skill check https://shop.example/skill --json > report.json")]
pub struct Options {
    #[command(flatten)]
    server: super::Server,
    /// What is said to it
    #[arg(long, value_name = "TEXT")]
    say: Option<String>,
    /// The block that was meant
    #[arg(long, value_name = "ID", default_value = "check")]
    block: String,
}

pub fn run(language: Language, options: &Options) -> anyhow::Result<ExitCode> {
    let skill = options.server.skill()?;
    let said = options.say.as_deref().unwrap_or(super::greeting(language));
    let payload = super::payload(said, &options.block, language);
    let door = Door::open(&options.server.url, options.server.callback.as_deref())?;
    let mailbox = door.as_ref().map(|door| door as &dyn Mailbox);
    let now = SystemClock.now();
    let check = Check { reach: Reach::Anywhere, skill: &skill, payload, now, id: &super::id, mailbox };
    let report = check.run();
    terminal::print(&match options.server.json {
        true => format!("{:#}\n", report.as_json(language)),
        false => report.as_text(language),
    })?;
    Ok(if report.passed() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
