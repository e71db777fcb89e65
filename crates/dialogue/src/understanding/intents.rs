//! The intent files of a language: read, checked, and compiled.

use std::collections::{BTreeMap, HashMap};

use domain::Language;
use rust_embed::RustEmbed;
use serde::Deserialize;

use super::automaton::Automaton;
use super::template::{Node, parse};
use crate::Question;
use crate::recommend::Kinds;
use crate::value::City;

/// `data/intents/`, inside the binary.
#[derive(RustEmbed)]
#[folder = "../../data/intents"]
struct Files;

/// An intent file cannot be used.
#[derive(Debug, thiserror::Error, PartialEq)]
#[error("data/intents/{file}:{line}: {problem}")]
pub struct DialogueError {
    pub file: String,
    pub line: usize,
    pub problem: String,
}

/// One file of intents, as text.
#[derive(Clone, Debug)]
pub struct IntentFile {
    /// Within `data/intents/`: `ko/alarm.yaml`.
    pub name: String,
    pub text: String,
}

/// What people may say, and what is answered, in one language.
#[derive(Debug)]
pub struct LanguageData {
    pub language: Language,
    pub intents: Vec<Intent>,
    /// Each template's intent, and the template as it is written.
    pub templates: Vec<(usize, String)>,
    pub automaton: Automaton,
    /// Words that may stand anywhere between others and mean nothing, without spaces.
    pub fillers: Vec<String>,
    /// Ways to call the assistant, at the beginning.
    pub vocatives: Vec<String>,
    pub cities: Vec<City>,
    /// Words that show what a sentence is about, for the fallback.
    pub cues: Vec<(String, Vec<String>)>,
    /// Words that a label neither begins nor ends with.
    pub joiners: Vec<String>,
    pub joints: Vec<Joint>,
    pub replies: BTreeMap<String, String>,
    /// What may be asked, and the intent of it.
    pub questions: Vec<Question>,
}

/// Where two commands in one sentence meet.
#[derive(Clone, Debug)]
pub struct Joint {
    /// Without spaces: `맞추고`, `andset`.
    pub at: String,
    /// What ends the first command in its place: `맞춰 줘`.
    pub first: String,
    /// What begins the second: `set`.
    pub second: String,
    /// The verb follows only the second command, so both must be of one kind.
    pub alike: bool,
}

#[derive(Debug)]
pub struct Intent {
    pub name: String,
    /// Only understood as the answer to the question of this name.
    pub answers: Option<String>,
    /// Its templates take in any words: whether these mean something is for the ability to say.
    pub tentative: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesText {
    rules: BTreeMap<String, String>,
    fillers: Vec<String>,
    vocatives: Vec<String>,
    cues: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    joiners: Vec<String>,
    #[serde(default)]
    joints: BTreeMap<String, String>,
    #[serde(default)]
    joints_of_alike: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IntentsText {
    intents: Vec<IntentText>,
    #[serde(default)]
    replies: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IntentText {
    name: String,
    #[serde(default)]
    answers: Option<String>,
    #[serde(default)]
    tentative: bool,
    templates: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionText {
    asks: String,
    say: String,
}

impl LanguageData {
    /// The data inside the binary.
    pub fn embedded(language: Language) -> Result<Self, DialogueError> {
        let folder = format!("{}/", language.code());
        let files = Files::iter()
            .filter(|name| name.starts_with(&folder) && name.ends_with(".yaml"))
            .filter_map(|name| {
                let text = String::from_utf8_lossy(&Files::get(&name)?.data).into_owned();
                Some(IntentFile { name: name.into_owned(), text })
            });
        Self::read(language, &files.collect::<Vec<_>>())
    }

    /// Reads the files of one language.
    pub fn read(language: Language, files: &[IntentFile]) -> Result<Self, DialogueError> {
        let mut data = Self {
            language,
            intents: Vec::new(),
            templates: Vec::new(),
            automaton: Automaton::new(language == Language::English),
            fillers: Vec::new(),
            vocatives: Vec::new(),
            cities: Vec::new(),
            cues: Vec::new(),
            joiners: Vec::new(),
            joints: Vec::new(),
            replies: BTreeMap::new(),
            questions: Vec::new(),
        };
        let mut rules = HashMap::new();
        if let Some(file) = files.iter().find(|file| file.name.ends_with("/_rules.yaml")) {
            rules = data.read_rules(file)?;
        }
        if let Some(file) = files.iter().find(|file| file.name.ends_with("/_cities.yaml")) {
            data.read_cities(file)?;
        }
        if let Some(file) = files.iter().find(|file| file.name.ends_with("/_questions.yaml")) {
            let questions: Vec<QuestionText> = yaml(file)?;
            data.questions =
                questions.into_iter().map(|QuestionText { asks, say }| Question { asks, say }).collect();
        }
        for file in files.iter().filter(|file| !file.name.contains("/_")) {
            data.read_intents(file, &rules)?;
        }
        Ok(data)
    }

    fn read_rules(&mut self, file: &IntentFile) -> Result<HashMap<String, Node>, DialogueError> {
        let text: RulesText = yaml(file)?;
        self.fillers = text.fillers.iter().map(|word| squeezed(word)).collect();
        self.vocatives = text.vocatives.iter().map(|word| squeezed(word)).collect();
        self.cues = text
            .cues
            .into_iter()
            .map(|(group, words)| (group, words.iter().map(|word| squeezed(word)).collect()))
            .collect();
        self.joiners = text.joiners;
        self.joints = joints(&text.joints, false);
        self.joints.extend(joints(&text.joints_of_alike, true));
        // Of two that share an end the longer one is meant.
        self.joints.sort_by_key(|joint| std::cmp::Reverse(joint.at.chars().count()));
        text.rules
            .into_iter()
            .map(|(name, template)| match parse(&template) {
                Ok(node) => Ok((name, node)),
                Err(error) => Err(problem(file, &template, &error)),
            })
            .collect()
    }

    fn read_cities(&mut self, file: &IntentFile) -> Result<(), DialogueError> {
        let zones: BTreeMap<String, Vec<Vec<String>>> = yaml(file)?;
        for (zone, places) in zones {
            if jiff::tz::TimeZone::get(&zone).is_err() {
                return Err(problem(file, &zone, &"unknown time zone"));
            }
            for names in places {
                let Some(name) = names.first().cloned() else { continue };
                let names = names.iter().map(|name| squeezed(name)).collect();
                self.cities.push(City { name, names, zone: zone.clone() });
            }
        }
        Ok(())
    }

    fn read_intents(
        &mut self,
        file: &IntentFile,
        rules: &HashMap<String, Node>,
    ) -> Result<(), DialogueError> {
        let text: IntentsText = yaml(file)?;
        for intent in text.intents {
            let number = self.intents.len();
            self.intents.push(Intent {
                name: intent.name,
                answers: intent.answers,
                tentative: intent.tentative,
            });
            for template in intent.templates {
                let node = parse(&template).map_err(|error| problem(file, &template, &error))?;
                let id = self.templates.len();
                self.automaton.add(id, &node, rules).map_err(|error| problem(file, &template, &error))?;
                self.templates.push((number, template));
            }
        }
        self.replies.extend(text.replies);
        Ok(())
    }
}

impl Kinds {
    /// The words of all languages, inside the binary.
    pub fn embedded() -> Result<Self, DialogueError> {
        let mut kinds = Self::default();
        for language in Language::ALL {
            let name = format!("{}/_kinds.yaml", language.code());
            let Some(file) = Files::get(&name) else { continue };
            let text = String::from_utf8_lossy(&file.data).into_owned();
            kinds.add(language, yaml(&IntentFile { name, text })?);
        }
        Ok(kinds)
    }
}

fn yaml<T: serde::de::DeserializeOwned>(file: &IntentFile) -> Result<T, DialogueError> {
    serde_norway::from_str(&file.text).map_err(|error| DialogueError {
        file: file.name.clone(),
        line: error.location().map_or(1, |place| place.line()),
        problem: error.to_string(),
    })
}

/// A problem with `text`, which stands somewhere in the file.
fn problem(file: &IntentFile, text: &str, error: &dyn std::fmt::Display) -> DialogueError {
    let line = file.text.lines().position(|line| line.contains(text)).map_or(1, |index| index + 1);
    DialogueError { file: file.name.clone(), line, problem: format!("{error} in {text:?}") }
}

/// `맞추고: 맞춰 줘 |`, `and set: "| set"`.
fn joints(texts: &BTreeMap<String, String>, alike: bool) -> Vec<Joint> {
    texts
        .iter()
        .map(|(at, parts)| {
            let (first, second) = parts.split_once('|').unwrap_or((parts, ""));
            let (first, second) = (first.trim().to_owned(), second.trim().to_owned());
            Joint { at: squeezed(at), first, second, alike }
        })
        .collect()
}

fn squeezed(text: &str) -> String {
    super::Sentence::new(text).chars().iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, line: usize, part: &str) {
        let file = IntentFile { name: "ko/broken.yaml".into(), text: text.into() };
        let error = LanguageData::read(Language::Korean, &[file]).expect_err(text);
        assert_eq!((error.file.as_str(), error.line), ("ko/broken.yaml", line), "{error}");
        assert!(error.problem.contains(part), "{error}");
    }

    #[test]
    fn a_malformed_file_is_named_with_its_line() {
        check("intents:\n  - name: a\n    templates: ['안녕', '(가|나']\n", 3, "not closed");
        check("intents:\n  - name: a\n    templates:\n      - '{moon}'\n", 4, "moon");
        check("intents:\n  - name: a\n    templates:\n      - '<nobody>'\n", 4, "nobody");
        check("intents:\n  - name: a\n    templates: 3\n", 3, "");
        check("intents:\n  - nome: a\n", 2, "nome");
    }
}
