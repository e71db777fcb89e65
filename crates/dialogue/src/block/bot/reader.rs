//! A file becomes a bot: what it understands is checked.

use std::collections::{BTreeMap, HashMap};

use domain::Language;

use super::super::letters::plain;
use super::example::{Example, MOST_LETTERS};
use super::file::{File, FileBlock, FileEntity};
use super::{Block, Bot, BotError, Entity, Skill};
use crate::entity::Pattern;
use crate::service::is_system;
use crate::template::Level;

/// What a file may hold. Larger bots are refused, not cut.
const MOST_BYTES: usize = 4 << 20;
const MOST_BLOCKS: usize = 500;
const MOST_EXAMPLES: usize = 3000;
const MOST_WORDS: usize = 50_000;
const MOST_NAMES: usize = 20;
const MOST_SOURCES: usize = 50;

pub fn read(text: &str) -> Result<Bot, BotError> {
    if text.len() > MOST_BYTES {
        let reason = format!("the file has {} bytes; the limit is {MOST_BYTES}", text.len());
        return Err(BotError { line: None, field: String::new(), reason });
    }
    let file: File = serde_path_to_error::deserialize(serde_norway::Deserializer::from_str(text))
        .map_err(|error| not_yaml(&error))?;
    Reader { text, seen: HashMap::new(), examples: 0 }.read(file)
}

fn not_yaml(error: &serde_path_to_error::Error<serde_norway::Error>) -> BotError {
    let line = error.inner().location().map(|location| location.line());
    let field = error.path().to_string();
    // The library names the place once more at the end; the line is said already.
    let reason = error.inner().to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    let reason = match reason.split_once(": ") {
        Some((path, rest)) if field.starts_with(path) => rest,
        _ => reason,
    };
    BotError { line, field, reason: reason.to_owned() }
}

/// Checks a file as it becomes a bot.
pub(super) struct Reader<'a> {
    text: &'a str,
    /// Each example's plain text with its block.
    seen: HashMap<String, String>,
    examples: usize,
}

impl Reader<'_> {
    fn read(mut self, file: File) -> Result<Bot, BotError> {
        let language = self.language(file.language.as_deref())?;
        let level = self.level(file.politeness.as_deref())?;
        self.identifier("bot", &file.bot)?;
        let count = file.blocks.len();
        let speaks = file.welcome.is_some() || file.fallback.is_some() || !file.events.is_empty();
        if (count == 0 && !speaks) || count > MOST_BLOCKS {
            let reason = format!("there are {count}; 1 to {MOST_BLOCKS} may be");
            return Err(self.wrong("blocks", "blocks:", reason));
        }
        let name = file.name.unwrap_or_else(|| file.bot.clone());
        self.names(&name, &file.called)?;
        self.shown(file.description.as_deref(), file.picture.as_deref(), &file.categories)?;
        let entities = self.entities(file.entities)?;
        let skills = self.skills(file.skills)?;
        let mut blocks: Vec<Block> = Vec::new();
        for (index, block) in file.blocks.into_iter().enumerate() {
            let field = format!("blocks[{index}]");
            self.identifier(&format!("{field}.id"), &block.id)?;
            if block.id == "none" || blocks.iter().any(|known| known.id == block.id) {
                let reason = format!("there is a block {:?} already; each needs an id of its own", block.id);
                return Err(self.last(&format!("{field}.id"), &format!("id: {}", block.id), reason));
            }
            blocks.push(self.block(&field, block, &entities, &skills)?);
        }
        self.connected(&blocks)?;
        let events = self.events(file.events, &skills)?;
        let welcome = self.speaks("welcome", file.welcome, &skills)?;
        let fallback = self.speaks("fallback", file.fallback, &skills)?;
        let error = self.alone("error", file.error)?;
        let (exit_words, exit) = file.exit.map_or((Vec::new(), None), |exit| (exit.words, exit.response));
        let exit = self.alone("exit", exit)?;
        let knowledge = self.knowledge(file.knowledge)?;
        let opening = self.opening(file.opening, &entities)?;
        let (id, called) = (file.bot, file.called);
        let (description, picture, categories) = (file.description, file.picture, file.categories);
        Ok(Bot {
            id,
            name,
            called,
            description,
            picture,
            categories,
            language,
            level,
            entities,
            skills,
            blocks,
            events,
            welcome,
            fallback,
            error,
            exit,
            exit_words,
            knowledge,
            opening,
            keeps_questions: file.keep_questions.unwrap_or(true),
        })
    }

    fn language(&self, code: Option<&str>) -> Result<Language, BotError> {
        let Some(code) = code else { return Ok(Language::Korean) };
        Language::ALL
            .into_iter()
            .find(|language| language.code() == code)
            .ok_or_else(|| self.wrong("language", code, format!("{code:?} is not known; write ko or en")))
    }

    fn names(&self, name: &str, called: &[String]) -> Result<(), BotError> {
        if called.len() > MOST_NAMES {
            let reason = format!("there are {} names; at most {MOST_NAMES} may be", called.len());
            return Err(self.wrong("called", "called:", reason));
        }
        let no_name = |name: &&String| plain(name).chars().count() < 2 || name.chars().count() > 40;
        match called.iter().find(no_name) {
            Some(short) => Err(self.wrong("called", short, format!("{short:?} is too short or too long"))),
            None if plain(name).is_empty() => Err(self.wrong("name", "name:", "there is none".into())),
            None => Ok(()),
        }
    }

    fn entities(&self, entities: BTreeMap<String, FileEntity>) -> Result<Vec<Entity>, BotError> {
        let mut words: HashMap<String, String> = HashMap::new();
        let mut read = Vec::new();
        for (name, entity) in entities {
            let field = format!("entities.{name}");
            self.identifier(&field, &name)?;
            if name.starts_with("sys.") {
                let reason = "names that begin with `sys.` belong to the values that every bot knows";
                return Err(self.wrong(&field, &name, reason.into()));
            }
            read.push(match entity {
                FileEntity::Words(entries) => {
                    self.words(&field, &name, &entries, &mut words)?;
                    Entity { name, entries: entries.into_iter().collect(), ..Entity::default() }
                }
                FileEntity::Pattern(its) => {
                    self.pattern(&field, &its.pattern)?;
                    Entity { name, pattern: Some(its.pattern), ..Entity::default() }
                }
                FileEntity::Free(its) => Entity { name, free: its.free, ..Entity::default() },
            });
        }
        Ok(read)
    }

    fn words(
        &self,
        field: &str,
        name: &str,
        entries: &BTreeMap<String, Vec<String>>,
        words: &mut HashMap<String, String>,
    ) -> Result<(), BotError> {
        for (entry, synonyms) in entries {
            for word in synonyms.iter().chain([entry]) {
                let key = format!("{name}\n{}", plain(word));
                if plain(word).is_empty() || word.chars().count() > MOST_LETTERS {
                    return Err(self.wrong(field, entry, format!("{word:?} is no word")));
                }
                if let Some(other) = words.insert(key, entry.clone()).filter(|other| other != entry) {
                    let reason = format!("{word:?} stands for {other:?} and for {entry:?}; it can mean one");
                    return Err(self.last(field, word, reason));
                }
            }
        }
        if words.len() > MOST_WORDS {
            return Err(self.wrong(field, name, format!("there are more than {MOST_WORDS} words")));
        }
        Ok(())
    }

    /// The entity's own room knows what it can search for.
    fn pattern(&self, field: &str, pattern: &str) -> Result<(), BotError> {
        Pattern::new(field, pattern)
            .map(drop)
            .map_err(|error| self.wrong(field, "pattern:", error.to_string()))
    }

    /// Names of files beside the bot's own, and nowhere else.
    fn knowledge(&self, names: Vec<String>) -> Result<Vec<String>, BotError> {
        if names.len() > MOST_SOURCES {
            let reason = format!("there are {}; at most {MOST_SOURCES} may be", names.len());
            return Err(self.wrong("knowledge", "knowledge:", reason));
        }
        let inside = |name: &str| {
            !name.is_empty()
                && !name.starts_with('/')
                && !name.contains(['\\', ':'])
                && name.split('/').all(|part| !part.is_empty() && !part.starts_with('.'))
        };
        match names.iter().find(|name| !inside(name)) {
            Some(name) => {
                let reason =
                    format!("{name:?} is no file beside the bot: write a name such as shop.faq.yaml");
                Err(self.wrong("knowledge", name, reason))
            }
            None => Ok(names),
        }
    }

    fn level(&self, written: Option<&str>) -> Result<Level, BotError> {
        let Some(written) = written else { return Ok(Level::default()) };
        Level::named(written).ok_or_else(|| {
            let reason =
                format!("{written:?} is not known; write 해요체, 합쇼체 or 해체 (polite, formal, plain)");
            self.wrong("politeness", written, reason)
        })
    }

    fn block(
        &mut self,
        field: &str,
        mut block: FileBlock,
        entities: &[Entity],
        skills: &[Skill],
    ) -> Result<Block, BotError> {
        let lines = std::mem::replace(&mut block.examples, super::file::Lines::List(Vec::new())).list();
        let near = format!("id: {}", block.id);
        let its = format!("{field}.examples");
        if lines.is_empty() {
            return Err(self.last(&its, &near, format!("the block {:?} needs at least one", block.id)));
        }
        self.examples += lines.len();
        if self.examples > MOST_EXAMPLES {
            return Err(self.last(&its, &near, format!("the bot has more than {MOST_EXAMPLES}")));
        }
        let mut examples = Vec::new();
        for line in &lines {
            let example = Example::parse(line).map_err(|reason| self.wrong(&its, line, reason))?;
            if let Some(tag) = example.tags.iter().find(|tag| !is_known(tag.name(), entities)) {
                let reason = format!("there is no entity {:?}; add it under `entities:`", tag.name());
                return Err(self.wrong(&its, line, reason));
            }
            match self.seen.insert(plain(&example.text), block.id.clone()) {
                Some(other) if other != block.id => {
                    let reason = format!(
                        "{:?} is an example of {other:?} and of {:?}; keep it in one of them",
                        example.text, block.id
                    );
                    return Err(self.last(&its, line, reason));
                }
                Some(_) => {}
                None => examples.push(example),
            }
        }
        self.talk(field, block, examples, (entities, skills))
    }

    /// Names are used in addresses and files.
    pub(super) fn identifier(&self, field: &str, name: &str) -> Result<(), BotError> {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
        if name.is_empty() || name.chars().count() > 64 || !name.chars().all(plain) {
            let reason = format!("{name:?} is no name: letters, digits, `.`, `_` and `-`, at most 64");
            return Err(self.wrong(field, name, reason));
        }
        Ok(())
    }

    pub(super) fn wrong(&self, field: &str, near: &str, reason: String) -> BotError {
        let line = self.text.lines().position(|line| line.contains(near)).map(|line| line + 1);
        BotError { line, field: field.to_owned(), reason }
    }

    /// For what is there twice: the second is the mistake.
    pub(super) fn last(&self, field: &str, near: &str, reason: String) -> BotError {
        let lines: Vec<&str> = self.text.lines().collect();
        let line = lines.iter().rposition(|line| line.contains(near)).map(|line| line + 1);
        BotError { line, field: field.to_owned(), reason }
    }
}

pub(super) fn is_known(entity: &str, entities: &[Entity]) -> bool {
    is_system(entity) || entities.iter().any(|known| known.name == entity)
}
