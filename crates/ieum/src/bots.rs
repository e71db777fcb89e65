//! The bots and the knowledge in the data folder: read when they are first needed, looked at again when a file changes,
//! and spoken with beside the assistant.
//!
//! A file that is wrong is told of and disturbs no other; where it was right before, what it said then goes on. A change
//! is whole or not at all: whoever is being answered is answered by what was there when they spoke.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};
use std::time::{Duration, Instant};

use anyhow::Context;
use dialogue::block::{Bot, Learner};
use dialogue::knowledge::{Knowing, Knowledge};
use dialogue::service::{Fulfil, Hosted, Learnt, OpenHours, Roster, ServiceError, Services};
use dialogue::vector::Embed;
use dialogue::{Converse, Dialogue, Reply, Said, Taught, World};
use domain::Language;
use hub::{SkillDesk, Whose};

use crate::config::Config;
use crate::shelf::Shelf;
use crate::{knowledge, wiring};

/// Within the data folder.
const FOLDER: &str = "bots";
/// More are left out, and told of.
const MOST_BOTS: usize = 200;
const MOST_BYTES: u64 = 8 << 20;
/// A service of a bot is not waited for any longer, a little beyond what skills are given.
pub fn patience(config: &Config) -> Duration {
    config.skills.timeout() + Duration::from_secs(1)
}

/// The folder where people put their bots.
pub fn folder(config: &Config) -> anyhow::Result<PathBuf> {
    Ok(config.data.folder()?.join(FOLDER))
}

/// A bot with the sources that it names, by their names.
pub type Written = (Bot, Vec<(String, String)>);

/// A bot file, and the bot or what is wrong with it.
pub struct Filed {
    pub path: PathBuf,
    pub bot: Result<Written, String>,
}

/// Every bot file in the folder, by name. No folder is no bots.
pub fn read(folder: &Path) -> Vec<Filed> {
    let filed = |path: PathBuf| Filed { bot: parse(&path).0, path };
    paths(folder).into_iter().map(filed).collect()
}

fn paths(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| is_bot(path));
    paths.sort();
    if paths.len() > MOST_BOTS {
        tracing::warn!(left_out = paths.len() - MOST_BOTS, "there are more bots than can be learnt");
        paths.truncate(MOST_BOTS);
    }
    paths
}

/// `shop.yaml` is a bot; `shop.test.yaml` and `shop.dialogues.yaml` lie beside it.
fn is_bot(path: &Path) -> bool {
    let yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    yaml && !stem.starts_with('.') && !stem.contains('.')
}

/// The bot, and the files besides its own that it depends on.
pub fn parse(path: &Path) -> (Result<Written, String>, Vec<PathBuf>) {
    let bot = text_of(path).and_then(|text| Bot::parse(&text).map_err(|error| error.to_string()));
    let bot = match bot {
        Ok(bot) => bot,
        Err(error) => return (Err(error), Vec::new()),
    };
    let beside = |name: &String| path.with_file_name(name);
    let files: Vec<PathBuf> = bot.knowledge.iter().map(beside).collect();
    let source = |name: &String| {
        let text = text_of(&beside(name)).map_err(|error| format!("knowledge: {name}: {error}"))?;
        Ok((name.clone(), text))
    };
    let sources = bot.knowledge.iter().map(source).collect::<Result<Vec<_>, String>>();
    (sources.map(|sources| (bot, sources)), files)
}

fn text_of(path: &Path) -> Result<String, String> {
    let told = |error: std::io::Error| format!("it cannot be read: {error}");
    let size = std::fs::metadata(path).map_err(told)?.len();
    if size > MOST_BYTES {
        return Err(format!("it has {size} bytes; the limit is {MOST_BYTES}"));
    }
    std::fs::read_to_string(path).map_err(told)
}

/// The assistant with the bots and what is known, learnt when somebody first speaks, or before by
/// [`Companion::learn_now`].
pub struct Companion {
    config: Config,
    assistant: Arc<Dialogue>,
    /// Who answers now.
    present: RwLock<Option<Arc<dyn Converse>>>,
    /// What was read; held while it is read again.
    read: Mutex<ReadSoFar>,
    sentences: Mutex<Option<Arc<dyn Embed>>>,
    /// Asks partners' servers, once there is a hub.
    skills: OnceLock<Arc<SkillDesk>>,
}

/// What was read from the folders.
struct ReadSoFar {
    /// The assistant without bots, once there was any.
    alone: Option<Services>,
    services: Arc<Roster>,
    /// The bots of partners that answer: something may stand behind them.
    hosted: BTreeMap<String, Bot>,
    bots: Shelf<Arc<Learnt>>,
    sources: Shelf<()>,
    known: Option<Knowledge>,
}

impl Companion {
    pub fn new(config: &Config) -> anyhow::Result<Self> {
        let assistant = Dialogue::new().context("the built-in intents are not well-formed")?;
        Ok(Self {
            config: config.clone(),
            assistant: Arc::new(assistant),
            present: RwLock::default(),
            read: Mutex::new(ReadSoFar {
                alone: None,
                services: Arc::new(Roster::new(patience(config))),
                hosted: BTreeMap::new(),
                bots: Shelf::default(),
                sources: Shelf::default(),
                known: None,
            }),
            sentences: Mutex::default(),
            skills: OnceLock::new(),
        })
    }

    /// From now on the bots' skills are asked.
    pub fn set_skills(&self, desk: Arc<SkillDesk>) {
        // The first one stays.
        let _ = self.skills.set(desk);
        self.staff(&held(&self.read));
    }

    /// Puts behind every bot what stands behind it. Where a partner's bot has the id of one of the install's, the install's comes
    /// first, as it does when somebody speaks: nothing that is said to it goes to the partner.
    fn staff(&self, read: &ReadSoFar) {
        let own: Vec<&Bot> = read.bots.all().filter_map(|(_, learnt, _)| Some(learnt?.bot())).collect();
        let hosted = read.hosted.values().filter(|bot| own.iter().all(|its| its.id != bot.id));
        let hosted = hosted.filter_map(|bot| self.service_of(bot, Whose::Partner));
        let own = own.iter().filter_map(|bot| self.service_of(bot, Whose::Install));
        read.services.replace(own.chain(hosted));
    }

    /// What stands behind a bot: a service in this process, and its skills.
    fn service_of(&self, bot: &Bot, whose: Whose) -> Option<(String, Arc<dyn Fulfil>)> {
        let own = service_of(bot);
        match self.skills.get().filter(|_| !bot.skills.is_empty()) {
            Some(desk) => Some((bot.id.clone(), desk.behind(bot, whose, own.map(|(_, own)| own)))),
            None => own,
        }
    }

    /// Who answers now; reads and learns the bots, if that has not been done.
    fn open(&self) -> Arc<dyn Converse> {
        if let Some(present) = self.present() {
            return present;
        }
        self.look();
        self.present().unwrap_or_else(|| self.assistant.clone())
    }

    fn present(&self) -> Option<Arc<dyn Converse>> {
        self.present.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Before anybody speaks.
    pub fn learn_now(&self) {
        self.open();
    }

    /// The model of sentences, opened once for everybody.
    pub fn sentences(&self) -> Result<Arc<dyn Embed>, String> {
        let mut opened = held(&self.sentences);
        if let Some(model) = &*opened {
            return Ok(model.clone());
        }
        let models = wiring::models(&self.config).map_err(|error| format!("{error:#}"))?;
        let model = wiring::sentences_at(&models).map_err(|error| format!("{error:#}"))?;
        *opened = Some(model.clone());
        Ok(model)
    }

    /// Reads what is new or has changed, and lets it answer from now on.
    fn look(&self) {
        let mut read = held(&self.read);
        let bots = folder(&self.config).map(|folder| paths(&folder)).unwrap_or_default();
        let changed = self.learn(&mut read, &bots) | self.look_up(&mut read);
        if changed || self.present().is_none() {
            let present = self.together(&mut read);
            *self.present.write().unwrap_or_else(PoisonError::into_inner) = Some(present);
        }
    }

    fn learn(&self, read: &mut ReadSoFar, paths: &[PathBuf]) -> bool {
        let ReadSoFar { alone, services, bots, .. } = read;
        if alone.is_none() && paths.is_empty() {
            return false;
        }
        let alone = alone.get_or_insert_with(|| self.without_bots(services.clone()));
        bots.update(paths, |path| {
            let began = Instant::now();
            let (written, beside) = parse(path);
            let learnt = written.and_then(|(bot, sources)| {
                let learnt = alone.learn(bot, &sources, wiring::today(&self.config));
                learnt.map(Arc::new).map_err(|error| error.to_string())
            });
            tell(path, &learnt, began);
            (learnt, beside)
        })
    }

    /// Who answers now, and can learn bots though there may be none yet.
    fn able(&self) -> Arc<dyn Converse> {
        let present = self.open();
        let mut read = held(&self.read);
        if read.alone.is_some() {
            return self.present().unwrap_or(present);
        }
        read.alone = Some(self.without_bots(read.services.clone()));
        let able = self.together(&mut read);
        *self.present.write().unwrap_or_else(PoisonError::into_inner) = Some(able.clone());
        able
    }

    fn without_bots(&self, services: Arc<Roster>) -> Services {
        let learner = match self.sentences().map(|model| Learner::new(Some(model))) {
            Ok(Ok(learner)) => learner,
            Ok(Err(error)) => by_letters(&error.to_string()),
            Err(error) => by_letters(&error),
        };
        let services = Arc::new(hub::Aside(services));
        Services::new(self.assistant.clone(), Arc::new(learner), services)
            .expect("the words of conversations are inside the binary and tested")
    }

    fn look_up(&self, read: &mut ReadSoFar) -> bool {
        let paths = knowledge::paths(&self.config);
        if read.known.is_none() && paths.is_empty() {
            return false;
        }
        let mut known = match &read.known {
            Some(known) => known.clone(),
            None => Knowledge::new(
                self.sentences()
                    .inspect_err(|error| {
                        tracing::warn!(
                            error,
                            "knowledge is found by its letters alone: run `ieum models pull`"
                        );
                    })
                    .ok(),
            ),
        };
        let gone =
            read.sources.all().map(|(path, ..)| path).filter(|path| !paths.iter().any(|its| its == path));
        for path in gone {
            known.remove(&knowledge::name(path));
        }
        let changed =
            read.sources.update(&paths, |path| (knowledge::add_and_tell(&mut known, path), Vec::new()));
        read.sources.settle(|()| Ok(()));
        read.known = Some(known);
        changed
    }

    /// The assistant with everything that is read.
    fn together(&self, read: &mut ReadSoFar) -> Arc<dyn Converse> {
        let partner: Arc<dyn Converse> = match &read.alone {
            None => self.assistant.clone(),
            Some(alone) => {
                let mut together = alone.alone();
                read.bots.settle(|learnt| together.take(learnt.clone()).map_err(|error| error.to_string()));
                self.staff(read);
                Arc::new(together)
            }
        };
        for (path, _, wrong) in read.bots.all() {
            if let Some(wrong) = wrong {
                tracing::warn!(file = %path.display(), wrong, "a bot file is without effect");
            }
        }
        match &read.known {
            Some(known) if !known.is_empty() => Arc::new(Knowing::new(partner, known.clone())),
            _ => partner,
        }
    }
}

/// What stands behind a bot in this process. A service of one's own in Rust goes here.
pub fn service_of(bot: &Bot) -> Option<(String, Arc<dyn Fulfil>)> {
    Some((bot.id.clone(), Arc::new(OpenHours::of(bot)?)))
}

/// Without the model bots are understood by patterns and letters, which is less.
fn by_letters(error: &str) -> Learner {
    tracing::warn!(error, "bots are understood by their letters alone: run `ieum models pull`");
    Learner::new(None).expect("without a model nothing is embedded")
}

fn tell(path: &Path, learnt: &Result<Arc<Learnt>, String>, began: Instant) {
    if let Ok(learnt) = learnt {
        let (file, bot, blocks) = (path.display(), &learnt.bot().id, learnt.bot().blocks.len());
        tracing::info!(%file, bot, blocks, took_ms = began.elapsed().as_millis(), "learnt a bot");
    }
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Converse for Companion {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        self.open().reply(said, world)
    }

    /// None until the bots are learnt: nobody waits for names.
    fn names(&self, language: Language, added: &[String]) -> Vec<String> {
        self.present().map_or_else(Vec::new, |present| present.names(language, added))
    }

    /// As with names: nobody waits.
    fn questions(&self, language: Language) -> Vec<dialogue::Question> {
        match self.present() {
            Some(present) => present.questions(language),
            None => self.assistant.questions(language),
        }
    }

    /// What is not read yet is read when somebody speaks.
    fn refresh(&self) {
        if self.present().is_some() {
            self.look();
        }
    }

    fn host(&self, hosted: Hosted) -> Result<(), ServiceError> {
        let bot = hosted.bot.clone();
        self.able().host(hosted)?;
        let mut read = held(&self.read);
        read.hosted.insert(bot.id.clone(), bot);
        self.staff(&read);
        Ok(())
    }

    fn dismiss(&self, bot: &str) {
        if let Some(present) = self.present() {
            present.dismiss(bot);
        }
        let mut read = held(&self.read);
        read.hosted.remove(bot);
        self.staff(&read);
    }

    /// Nobody waits for files that are being read.
    fn hosts(&self, bot: &str) -> Option<u32> {
        self.present()?.hosts(bot)
    }

    fn bench(&self, bot: &Bot) -> Option<Services> {
        let roster = Arc::new(Roster::new(patience(&self.config)));
        roster.replace(self.service_of(bot, Whose::Partner));
        Some(self.able().bench(bot)?.apart(Arc::new(hub::Aside(roster))))
    }

    fn taught(&self) -> Vec<Taught> {
        self.open();
        let read = held(&self.read);
        let bots = read.bots.all().map(|(path, learnt, wrong)| Taught {
            file: knowledge::name(path),
            bot: learnt.map(|learnt| learnt.bot().into()),
            wrong: wrong.map(str::to_owned),
        });
        let sources = read.sources.all().map(|(path, _, wrong)| Taught {
            file: knowledge::name(path),
            bot: None,
            wrong: wrong.map(str::to_owned),
        });
        bots.chain(sources).collect()
    }
}

#[cfg(test)]
mod tests {
    use domain::PartnerId;

    use super::*;

    const TABLES: &str = "
bot: tables
name: 달빛식당
entities: {seat: {홀: []}}
blocks:
  - id: reserve
    title: 예약
    examples: [예약할게요, '[네 명](sys.number) 예약해 주세요']
    parameters:
      - {name: people, entity: sys.number, prompts: [몇 분이요?], validate: {service: true}}
    response: '{{ people }}명 예약했어요.'
";

    /// The service of a partner's bot judges nothing that is said to a bot of the install.
    #[test]
    fn a_bot_of_the_install_comes_before_a_partners_of_its_id() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::default();
        config.data.folder = folder.path().to_owned();
        config.models.cache = folder.path().join("cache");
        std::fs::create_dir(folder.path().join(FOLDER)).unwrap();
        std::fs::write(folder.path().join(FOLDER).join("tables.yaml"), TABLES).unwrap();
        let companion = Companion::new(&config).unwrap();
        let said = Said {
            text: "달빛식당에서 열 명 예약해 주세요", language: Language::Korean, state: None
        };
        let now: jiff::ZonedDateTime = "2026-11-23T10:00:00+09:00[Asia/Seoul]".parse().unwrap();
        let answer = || companion.reply(&said, &World::at(now.clone())).answer.words();
        assert_eq!(answer(), "10명 예약했어요.");
        let small = format!("{TABLES}opening: {{hours: {{월-일: \"10:00-20:00\"}}, room: {{홀: 2}}}}\n");
        let (partner, bot) = (PartnerId::fixed(1), Bot::parse(&small).unwrap());
        let hosted = Hosted { partner, version: 1, bot, sources: Vec::new(), today: now.date() };
        companion.host(hosted).unwrap();
        assert_eq!(answer(), "10명 예약했어요.");
        companion.dismiss("tables");
        assert_eq!(answer(), "10명 예약했어요.");
    }
}
