//! `ieum skill`.

mod call;
mod check;
mod mailbox;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, anyhow};
use clap::Subcommand;
use domain::{Clock, Language, OsRandom, Random, SystemClock};
use skills::{Client, ClientSettings, Moment, Named, Reach, Skill, SkillPayload};

use crate::config::Config;

/// Skill servers: check one, or call one
///
/// A skill is an HTTP server that answers people of a bot, by the contract of Kakao's chatbots.
#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check whether a skill server does all that the contract asks for
    Check(check::Options),
    /// Send one request to a skill server and show its answer
    Call(call::Options),
}

/// How a server is reached.
#[derive(Debug, clap::Args)]
struct Server {
    /// Where the skill is, such as http://localhost:8000/order
    #[arg(value_name = "URL")]
    url: String,
    /// A header of yours; may be given several times
    #[arg(long, value_name = "NAME: VALUE")]
    header: Vec<String>,
    /// A secret of Standard Webhooks to sign with: whsec_...
    #[arg(long, value_name = "SECRET", env = "IEUM_SKILL_SECRET", hide_env_values = true)]
    secret: Vec<String>,
    /// How long an answer may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 5.0)]
    timeout: f64,
    /// Where the server reaches this machine for an answer that comes later, such as http://192.0.2.7:9000; a skill on this
    /// machine needs none
    #[arg(long, value_name = "URL")]
    callback: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub fn run(config: &Config, language: Option<Language>, options: &Options) -> anyhow::Result<ExitCode> {
    let language = language.unwrap_or(config.assistant.language());
    match &options.command {
        Command::Check(options) => check::run(language, options),
        Command::Call(options) => call::run(language, options),
    }
}

impl Server {
    fn skill(&self) -> anyhow::Result<Skill> {
        let mut skill = Skill::new("command line", &self.url).with_context(|| self.url.clone())?;
        for header in &self.header {
            let (name, value) = header
                .split_once(':')
                .ok_or_else(|| anyhow!("--header {header:?}: write it as \"Name: value\""))?;
            skill = skill.with_header(name, value)?;
        }
        for secret in &self.secret {
            skill = skill.with_secret(secret)?;
        }
        let timeout = Duration::try_from_secs_f64(self.timeout).context("--timeout")?;
        Ok(skill.with_timeout(timeout))
    }
}

/// Whoever sits at the command line may call what is on their own machine, as often as they like.
fn client() -> Client {
    Client::new(ClientSettings { reach: Reach::Anywhere, failures: u32::MAX, ..ClientSettings::default() })
}

fn id() -> String {
    let mut bytes = [0; 12];
    OsRandom.fill(&mut bytes);
    format!("msg_{}", hex::encode(bytes))
}

fn moment() -> Moment {
    Moment { now: SystemClock.now(), id: id(), traceparent: None }
}

/// What somebody might say to a bot.
fn payload(said: &str, block: &str, language: Language) -> SkillPayload {
    let mut payload = SkillPayload::default();
    let block = Named { id: block.to_owned(), name: block.to_owned() };
    payload.intent.id.clone_from(&block.id);
    payload.intent.name.clone_from(&block.name);
    payload.bot = Named { id: "ieum-skill!".into(), name: "ieum skill".into() };
    payload.action.id = "ieum-skill".into();
    payload.action.name = "ieum skill".into();
    let request = &mut payload.user_request;
    request.block = block;
    request.utterance = said.to_owned();
    request.language = Some(language);
    request.params.insert("surface".into(), "BuilderBotTest".into());
    request.user.id = "ieum-skill-user".into();
    let properties = &mut request.user.properties;
    properties.bot_user_key = Some(request.user.id.clone());
    properties.plusfriend_user_key = Some("ieum-skill-friend".into());
    payload.flow = Some(skills::Flow::default());
    payload
}

fn greeting(language: Language) -> &'static str {
    match language {
        Language::Korean => "안녕하세요",
        Language::English => "Hello",
    }
}
