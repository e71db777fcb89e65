//! The configuration: defaults, then the file, then the environment, then the command line.
//!
//! Adding a setting: a field and its default in its section's file, and the same, with a comment, in `default.toml`;
//! a test compares the two.

mod assistant;
mod data;
mod log;
mod models;
mod open_answers;
mod partners;
mod recommend;
mod remote;
mod server;
mod skills;
mod speech;
mod tls;
mod wyoming;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use figment::Figment;
use figment::providers::{Env, Format, Toml};
use serde::Deserialize;

pub use self::assistant::Assistant;
pub use self::data::Data;
pub use self::log::{Log, LogFormat};
pub use self::models::Models;
pub use self::open_answers::OpenAnswers;
pub use self::partners::Partners;
pub use self::recommend::Recommend;
pub use self::remote::Remote;
pub use self::server::Server;
pub use self::skills::{Kakao, Skills};
pub use self::speech::Speech;
pub use self::tls::{Tls, TlsMode};
pub use self::wyoming::Wyoming;

/// The complete, commented default file.
pub const DEFAULT: &str = include_str!("default.toml");

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    pub server: Server,
    pub tls: Tls,
    pub data: Data,
    pub models: Models,
    pub speech: Speech,
    pub wyoming: Wyoming,
    pub assistant: Assistant,
    pub open_answers: OpenAnswers,
    pub partners: Partners,
    pub recommend: Recommend,
    pub remote: Remote,
    pub skills: Skills,
    pub kakao: Kakao,
    pub log: Log,
}

impl Config {
    /// Reads the file (or the usual one, if it is there) and the environment.
    pub fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        let text = match file {
            Some(file) => read(file)?,
            None => match usual_file().filter(|usual| usual.is_file()) {
                Some(usual) => read(&usual)?,
                None => String::new(),
            },
        };
        // Single variables such as IEUM_DATA_DIR belong to the command line; a setting's has two underscores.
        let environment = Env::prefixed("IEUM_").filter(|key| key.as_str().contains("__")).split("__");
        let layers =
            Figment::new().merge(Toml::string(DEFAULT)).merge(Toml::string(&text)).merge(environment);
        // The file was checked when it was read: what is wrong now comes from the environment.
        layers.extract().map_err(|error| {
            let variable = format!("IEUM_{}", error.path.join("__").to_uppercase());
            anyhow::anyhow!("the environment variable {variable} is not valid: {}", error.kind)
        })
    }

    /// Checks what the types cannot.
    pub fn validate(&self) -> anyhow::Result<()> {
        self.server.validate().context("in [server]")?;
        self.tls.validate().context("in [tls]")?;
        self.models.validate().context("in [models]")?;
        self.speech.validate().context("in [speech]")?;
        self.wyoming.validate().context("in [wyoming]")?;
        self.assistant.validate().context("in [assistant]")?;
        self.open_answers.validate().context("in [open_answers]")?;
        self.partners.validate().context("in [partners]")?;
        self.recommend.validate().context("in [recommend]")?;
        self.remote.validate().context("in [remote]")?;
        self.skills.validate().context("in [skills]")?;
        self.kakao.validate().context("in [kakao]")?;
        self.log.validate().context("in [log]")
    }

    /// Checks one file by itself, with the line of each mistake.
    pub fn check_file(file: &Path) -> anyhow::Result<()> {
        let text = read(file)?;
        let config: Self = toml::from_str(&text).expect("the file was just read as a configuration");
        config.validate().with_context(|| file.display().to_string())
    }
}

/// The file that is read when none is named.
pub fn usual_file() -> Option<PathBuf> {
    use etcetera::BaseStrategy as _;
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("ieum").join("config.toml"))
}

/// The text of a file that is well-formed and has only settings we know.
fn read(file: &Path) -> anyhow::Result<String> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("the configuration file {} cannot be read", file.display()))?;
    match toml::from_str::<Config>(&text) {
        Ok(_) => Ok(text),
        Err(error) => bail!("{} has a mistake (`ieum config` shows every setting)\n{error}", file.display()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commented_default_file_is_the_default() {
        assert_eq!(toml::from_str::<Config>(DEFAULT).unwrap(), Config::default());
        Config::default().validate().unwrap();
    }

    #[test]
    fn every_setting_is_in_the_default_file() {
        // Each field is required once its default is taken away.
        let written: toml::Table = toml::from_str(DEFAULT).unwrap();
        for (section, settings) in &written {
            let mut wrong = toml::Table::new();
            wrong.insert(section.clone(), toml::Table::from_iter([("x".into(), 1.into())]).into());
            let error = toml::from_str::<Config>(&wrong.to_string()).unwrap_err().to_string();
            let known: Vec<_> = error.split('`').skip(3).step_by(2).map(str::to_owned).collect();
            let documented: Vec<_> = settings.as_table().unwrap().keys().cloned().collect();
            assert_eq!(sorted(known), sorted(documented), "{section}: {error}");
        }
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let check = |text: &str, expected: &[&str]| {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("config.toml");
            std::fs::write(&file, text).unwrap();
            let got = Config::check_file(&file).map_err(|error| format!("{error:#}"));
            match (&got, expected) {
                (Ok(()), []) => {}
                (Err(error), [_, ..]) if expected.iter().all(|part| error.contains(part)) => {}
                _ => panic!("{text:?}: expected {expected:?}, got {got:?}"),
            }
        };
        check("", &[]);
        check("[server]\nport = 1", &[]);
        check("[server]\nprot = 1", &["line 2", "unknown field `prot`", "`port`"]);
        check("\n[sever]\n", &["line 2", "unknown field `sever`"]);
        check("[server]\nport = 70000", &["line 2", "u16"]);
        check("[server]\nport = \"x\"", &["line 2", "string"]);
        check("[server]\nsign_up = \"all\"", &["line 2", "invited"]);
        check("[server\n", &["line 1"]);
        check("[server]\nbind = \"here\"", &["[server]", "bind", "127.0.0.1"]);
        check("[server]\naddress = \"https://ieum.example/\"", &[]);
        check("[server]\naddress = \"http://ieum.example\"", &["[server]", "https://ieum.example"]);
        check("[server]\naddress = \"https://a.example/ieum\"", &["[server]", "https://a.example/ieum"]);
        check("[tls]\nmode = \"files\"", &["[tls]", "certificate"]);
        check("[tls]\nmode = \"maybe\"", &["line 2", "generated"]);
        check("[tls]\nmode = \"generated\"\nnames = [\"my house\"]", &["[tls]", "my house"]);
        check("[models]\nvoice = \"../up\"", &["[models]", "voice"]);
        check("[speech]\nspeed = 3.0", &["[speech]", "0.5 to 2"]);
        check("[speech]\nlanguages = []", &["[speech]", "at least one"]);
        check("[speech]\nlanguages = [\"fr\"]", &["[speech]", "fr"]);
        check("[speech]\nshort_pause = 0.1", &["[speech]", "short_pause", "0.3 to 5"]);
        check("[speech]\nlong_pause = 0.4", &["[speech]", "long_pause", "0.45 to 10"]);
        check("[speech]\nsilence = nan", &["[speech]", "silence"]);
        check("[speech]\nwake_phrases = [\"야\"]", &["[speech]", "야", "three syllables"]);
        check("[speech]\nwake_likeness = 0.1", &["[speech]", "wake_likeness", "0.4 to 1"]);
        check("[speech]\nwake_phrases = []", &["[speech]", "1 to 8"]);
        check("[wyoming]\nlisten = \"10300\"", &["[wyoming]", "listen", "127.0.0.1:10300"]);
        check("[wyoming]\nservices = [\"stt\"]", &["[wyoming]", "stt", "asr, tts, wake, handle"]);
        check("[wyoming]\nservices = []", &["[wyoming]", "at least one"]);
        check("[wyoming]\nname = \"a.b\"", &["[wyoming]", "announced"]);
        check("[assistant]\nlanguage = \"fr\"", &["[assistant]", "fr"]);
        check("[assistant]\ntime_zone = \"Asia/Soul\"", &["[assistant]", "Asia/Soul"]);
        check("[open_answers]\nurl = \"here\"\nmodel = \"m\"", &["[open_answers]", "here", "http://"]);
        check("[open_answers]\nurl = \"http://a/v1\"", &["[open_answers]", "model is empty"]);
        check("[recommend]\nlearning_threads = 5000", &["[recommend]", "0 to 1024"]);
        check("[recommend]\nassistant = [\"a/b\"]", &["[recommend]", "a/b"]);
        check("[remote]\nurl = \"here\"", &["[remote]", "here", "https://"]);
        check("[partners]\nversions = 0", &["[partners]", "1 to 10000"]);
        check("[open_answers]\nseconds = 0", &["[open_answers]", "1 to 60"]);
        check("[log]\nlevel = \"loud=very\"", &["[log]", "level"]);
        check("[log]\nformat = \"xml\"", &["line 2", "json"]);
    }

    fn sorted(mut names: Vec<String>) -> Vec<String> {
        names.sort();
        names
    }
}
