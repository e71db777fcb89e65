//! The bots in the data folder: read when they are first needed, and spoken with beside the assistant.
//!
//! A file that is wrong is told of and left out; it disturbs no other.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;

use anyhow::Context;
use dialogue::block::{Bot, Learner};
use dialogue::knowledge::Knowing;
use dialogue::service::{Nobody, Services};
use dialogue::vector::Embed;
use dialogue::{Converse, Dialogue, Reply, Said, World};
use domain::Language;
use jiff::civil::Date;

use crate::config::Config;
use crate::{knowledge, wiring};

/// Within the data folder.
const FOLDER: &str = "bots";
/// More are left out, and told of.
const MOST_BOTS: usize = 200;
const MOST_BYTES: u64 = 8 << 20;

/// The folder where people put their bots.
pub fn folder(config: &Config) -> anyhow::Result<PathBuf> {
    Ok(config.data.folder()?.join(FOLDER))
}

/// A bot file, and the bot or what is wrong with it.
pub struct Filed {
    pub path: PathBuf,
    pub bot: Result<Bot, String>,
}

/// Every bot file in the folder, by name. No folder is no bots.
pub fn read(folder: &Path) -> Vec<Filed> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| is_bot(path));
    paths.sort();
    paths
        .into_iter()
        .enumerate()
        .map(|(index, path)| {
            let bot = match index < MOST_BOTS {
                true => parse(&path),
                false => Err(format!("there are more than {MOST_BOTS} bots; this one is left out")),
            };
            Filed { path, bot }
        })
        .collect()
}

/// `shop.yaml` is a bot; `shop.test.yaml` and `shop.dialogues.yaml` lie beside it.
fn is_bot(path: &Path) -> bool {
    let yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    yaml && !stem.starts_with('.') && !stem.contains('.')
}

fn parse(path: &Path) -> Result<Bot, String> {
    let size = std::fs::metadata(path).map_err(|error| error.to_string())?.len();
    if size > MOST_BYTES {
        return Err(format!("it has {size} bytes; the limit is {MOST_BYTES}"));
    }
    let text = std::fs::read_to_string(path).map_err(|error| format!("it cannot be read: {error}"))?;
    Bot::parse(&text).map_err(|error| error.to_string())
}

/// The assistant and the bots, learnt when somebody first speaks, or before by [`Partner::learn_now`].
pub struct Partner {
    config: Config,
    assistant: Mutex<Option<Dialogue>>,
    opened: OnceLock<Box<dyn Converse>>,
    sentences: Mutex<Option<Arc<dyn Embed>>>,
}

impl Partner {
    pub fn new(config: &Config) -> anyhow::Result<Self> {
        let assistant = Dialogue::new().context("the built-in intents are not well-formed")?;
        let (config, assistant) = (config.clone(), Mutex::new(Some(assistant)));
        Ok(Self { config, assistant, opened: OnceLock::new(), sentences: Mutex::new(None) })
    }

    /// Reads and learns the bots, if that has not been done.
    fn open(&self) -> &dyn Converse {
        self.opened.get_or_init(|| self.learn()).as_ref()
    }

    /// Before anybody speaks.
    pub fn learn_now(&self) {
        self.open();
    }

    /// The model of sentences, opened once for everybody.
    pub fn sentences(&self) -> Result<Arc<dyn Embed>, String> {
        let mut opened = self.sentences.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(model) = &*opened {
            return Ok(model.clone());
        }
        let models = wiring::models(&self.config).map_err(|error| format!("{error:#}"))?;
        let model = wiring::sentences_at(&models).map_err(|error| format!("{error:#}"))?;
        *opened = Some(model.clone());
        Ok(model)
    }

    fn learn(&self) -> Box<dyn Converse> {
        let assistant = self.assistant.lock().unwrap_or_else(PoisonError::into_inner).take();
        let assistant = assistant.expect("it is taken once, by the one who opens");
        let filed = folder(&self.config).map(|folder| read(&folder)).unwrap_or_default();
        if filed.is_empty() {
            return self.knowing(assistant);
        }
        let learner = match self.sentences().map(|model| Learner::new(Some(model))) {
            Ok(Ok(learner)) => learner,
            Ok(Err(error)) => self.by_letters(&error.to_string()),
            Err(error) => self.by_letters(&error),
        };
        let mut services = Services::new(assistant, Arc::new(learner), Arc::new(Nobody))
            .expect("the words of conversations are inside the binary and tested");
        for Filed { path, bot } in filed {
            add(&mut services, &path, bot, wiring::today(&self.config));
        }
        self.knowing(services)
    }

    /// With what is in the folder of knowledge, if there is any.
    fn knowing<C: Converse + 'static>(&self, partner: C) -> Box<dyn Converse> {
        match knowledge::read(&self.config, || self.sentences()) {
            Some(known) => Box::new(Knowing::new(partner, known)),
            None => Box::new(partner),
        }
    }

    /// Without the model bots are understood by patterns and letters, which is less.
    fn by_letters(&self, error: &str) -> Learner {
        tracing::warn!(error, "bots are understood by their letters alone: run `ieum models pull`");
        Learner::new(None).expect("without a model nothing is embedded")
    }
}

fn add(services: &mut Services, path: &Path, bot: Result<Bot, String>, today: Date) {
    let began = Instant::now();
    let file = path.display();
    let added = bot.and_then(|bot| {
        let (id, blocks) = (bot.id.clone(), bot.blocks.len());
        services.add(bot, today).map(|()| (id, blocks)).map_err(|error| error.to_string())
    });
    match added {
        Ok((bot, blocks)) => {
            tracing::info!(%file, bot, blocks, took_ms = began.elapsed().as_millis(), "learnt a bot");
        }
        Err(error) => tracing::warn!(%file, error, "a bot is left out"),
    }
}

impl Converse for Partner {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        self.open().reply(said, world)
    }

    /// None until the bots are learnt: nobody waits for names.
    fn names(&self, language: Language) -> Vec<String> {
        self.opened.get().map_or_else(Vec::new, |opened| opened.names(language))
    }
}
