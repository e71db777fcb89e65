//! `ieum ask`.

use domain::Language;
use hub::{TurnRequest, Utterance};

use super::text_of;
use crate::config::Config;
use crate::terminal;
use crate::wiring::{self, Sound};

/// Ask one thing and print the answer
///
/// No server is needed, and none is in the way: both share the data folder. An alarm that is set here rings on the
/// touchpoints of a server that runs, or will run, on the same data folder.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  ieum ask \"지금 몇 시야?\"
  ieum ask \"내일 세 시에 알람 맞춰 줘\"
  ieum ask set a timer for ten minutes
  echo \"3 곱하기 4는?\" | ieum ask -")]
pub struct Options {
    /// What to ask; - reads it from standard input
    #[arg(required = true, value_name = "TEXT")]
    text: Vec<String>,
}

pub fn run(config: &Config, language: Option<Language>, options: &Options) -> anyhow::Result<()> {
    let text = text_of(&options.text)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let answer = runtime.block_on(ask(config, language, text))?;
    terminal::print(&format!("{answer}\n"))
}

async fn ask(config: &Config, language: Option<Language>, text: String) -> anyhow::Result<String> {
    let store = wiring::store(config).await?;
    let (hub, owner) = wiring::hub(config, store.clone(), Sound::none()).await?;
    let event = wiring::ids().next();
    let request = TurnRequest {
        event,
        utterance: Utterance::Text(text),
        language,
        touchpoint: None,
        conversation: None,
    };
    let told = language.unwrap_or(owner.language);
    let problem = |problem| anyhow::anyhow!(terminal::problem(&problem, told));
    let turn = hub.take_turn(owner.id, request).await.map_err(problem)?;
    let answer = terminal::answer_of(&turn, told).map_err(problem);
    hub.stop().await;
    store.close().await;
    answer
}
