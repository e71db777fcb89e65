//! Bot files: readable YAML, kept in Git by the people who own the service.
//!
//! ```yaml
//! bot: flowers
//! name: 꽃집
//! entities:
//!   flower:
//!     장미: [로즈, 빨간 장미]
//! blocks:
//!   - id: order
//!     examples: |
//!       - [장미](flower) [열 송이](sys.number) 주문할게요
//!       - 꽃 주문하고 싶어요
//! ```
//!
//! `examples` is a block of lines, as above, or a YAML list of strings. Whoever writes such a file is told the line and
//! the field of a mistake.

use std::collections::{BTreeMap, HashMap};

use domain::Language;
use serde::Deserialize;

use super::letters::plain;
use super::slots::is_system;

/// What a file may hold. Larger bots are refused, not cut.
const MOST_BYTES: usize = 4 << 20;
const MOST_BLOCKS: usize = 500;
const MOST_EXAMPLES: usize = 3000;
const MOST_LETTERS: usize = 300;
const MOST_WORDS: usize = 50_000;

/// A service that understands.
#[derive(Clone, Debug, PartialEq)]
pub struct Bot {
    pub id: String,
    /// What people call it.
    pub name: String,
    pub language: Language,
    pub entities: Vec<Entity>,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    pub name: String,
    /// Each entry with its synonyms.
    pub entries: Vec<(String, Vec<String>)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub id: String,
    pub examples: Vec<Example>,
}

/// A sentence, and which parts of it are entities.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    pub text: String,
    pub tags: Vec<Tag>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    pub text: String,
    pub entity: String,
}

/// What is wrong with a bot file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{}{reason}", line.map(|line| format!("line {line}: ")).unwrap_or_default(), shown(field))]
pub struct BotError {
    pub line: Option<usize>,
    /// The way to it, such as `blocks[2].id`; empty when it is the file.
    pub field: String,
    pub reason: String,
}

fn shown(field: &str) -> String {
    if field.is_empty() || field == "." { String::new() } else { format!("{field}: ") }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    bot: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    entities: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    blocks: Vec<FileBlock>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileBlock {
    id: String,
    examples: Lines,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a block of lines (`examples: |`) or a list of sentences")]
enum Lines {
    Block(String),
    List(Vec<String>),
}

impl Bot {
    pub fn parse(text: &str) -> Result<Self, BotError> {
        if text.len() > MOST_BYTES {
            return Err(of_file(format!("the file has {} bytes; the limit is {MOST_BYTES}", text.len())));
        }
        let file: File = serde_path_to_error::deserialize(serde_norway::Deserializer::from_str(text))
            .map_err(|error| {
                let line = error.inner().location().map(|location| location.line());
                let field = error.path().to_string();
                // The library names the place once more at the end; the line is said already.
                let reason = error.into_inner().to_string();
                let reason = reason.split(" at line ").next().unwrap_or_default();
                let reason = match reason.split_once(": ") {
                    Some((path, rest)) if field.starts_with(path) => rest,
                    _ => reason,
                };
                let reason = reason.to_owned();
                BotError { line, field, reason }
            })?;
        Reader { text, seen: HashMap::new(), examples: 0 }.read(file)
    }
}

/// Checks a file as it becomes a bot.
struct Reader<'a> {
    text: &'a str,
    /// Each example's plain text with its block.
    seen: HashMap<String, String>,
    examples: usize,
}

impl Reader<'_> {
    fn read(mut self, file: File) -> Result<Bot, BotError> {
        let language = match file.language.as_deref() {
            None => Language::Korean,
            Some(code) => {
                Language::ALL.into_iter().find(|language| language.code() == code).ok_or_else(|| {
                    self.wrong("language", code, format!("{code:?} is not known; write ko or en"))
                })?
            }
        };
        self.identifier("bot", &file.bot)?;
        if file.blocks.is_empty() || file.blocks.len() > MOST_BLOCKS {
            let count = file.blocks.len();
            return Err(self.wrong(
                "blocks",
                "blocks:",
                format!("there are {count}; 1 to {MOST_BLOCKS} may be"),
            ));
        }
        let entities = self.entities(file.entities)?;
        let mut blocks: Vec<Block> = Vec::new();
        for (index, block) in file.blocks.into_iter().enumerate() {
            let field = format!("blocks[{index}]");
            self.identifier(&format!("{field}.id"), &block.id)?;
            if block.id == "none" || blocks.iter().any(|known| known.id == block.id) {
                let reason = format!("there is a block {:?} already; each needs an id of its own", block.id);
                return Err(self.last(&format!("{field}.id"), &format!("id: {}", block.id), reason));
            }
            blocks.push(self.block(&field, block, &entities)?);
        }
        let name = file.name.unwrap_or_else(|| file.bot.clone());
        Ok(Bot { id: file.bot, name, language, entities, blocks })
    }

    fn entities(
        &self,
        entities: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    ) -> Result<Vec<Entity>, BotError> {
        let mut words: HashMap<String, String> = HashMap::new();
        let mut read = Vec::new();
        for (name, entries) in entities {
            let field = format!("entities.{name}");
            self.identifier(&field, &name)?;
            for (entry, synonyms) in &entries {
                for word in synonyms.iter().chain([entry]) {
                    let key = format!("{name}\n{}", plain(word));
                    if plain(word).is_empty() || word.chars().count() > MOST_LETTERS {
                        return Err(self.wrong(&field, entry, format!("{word:?} is no word")));
                    }
                    if let Some(other) = words.insert(key, entry.clone()).filter(|other| other != entry) {
                        let reason =
                            format!("{word:?} stands for {other:?} and for {entry:?}; it can mean one");
                        return Err(self.last(&field, word, reason));
                    }
                }
            }
            if words.len() > MOST_WORDS {
                return Err(self.wrong(&field, &name, format!("there are more than {MOST_WORDS} words")));
            }
            read.push(Entity { name, entries: entries.into_iter().collect() });
        }
        Ok(read)
    }

    fn block(&mut self, field: &str, block: FileBlock, entities: &[Entity]) -> Result<Block, BotError> {
        let lines: Vec<String> = match block.examples {
            Lines::List(lines) => lines,
            Lines::Block(text) => text
                .lines()
                .map(|line| line.trim().strip_prefix("- ").unwrap_or(line.trim()).to_owned())
                .filter(|line| !line.is_empty() && !line.starts_with('#'))
                .collect(),
        };
        let field = format!("{field}.examples");
        if lines.is_empty() {
            return Err(self.last(
                &field,
                &format!("id: {}", block.id),
                format!("the block {:?} needs at least one", block.id),
            ));
        }
        self.examples += lines.len();
        if self.examples > MOST_EXAMPLES {
            return Err(self.last(
                &field,
                &format!("id: {}", block.id),
                format!("the bot has more than {MOST_EXAMPLES}"),
            ));
        }
        let mut examples = Vec::new();
        for line in &lines {
            let example = Example::parse(line).map_err(|reason| self.wrong(&field, line, reason))?;
            let unknown = example.tags.iter().find(|tag| {
                !is_system(&tag.entity) && !entities.iter().any(|entity| entity.name == tag.entity)
            });
            if let Some(tag) = unknown {
                let reason = format!("there is no entity {:?}; add it under `entities:`", tag.entity);
                return Err(self.wrong(&field, line, reason));
            }
            match self.seen.insert(plain(&example.text), block.id.clone()) {
                Some(other) if other != block.id => {
                    let reason = format!(
                        "{:?} is an example of {other:?} and of {:?}; keep it in one of them",
                        example.text, block.id
                    );
                    return Err(self.last(&field, line, reason));
                }
                Some(_) => {}
                None => examples.push(example),
            }
        }
        Ok(Block { id: block.id, examples })
    }

    /// Names are used in addresses and files.
    fn identifier(&self, field: &str, name: &str) -> Result<(), BotError> {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
        if name.is_empty() || name.chars().count() > 64 || !name.chars().all(plain) {
            let reason = format!("{name:?} is no name: letters, digits, `.`, `_` and `-`, at most 64");
            return Err(self.wrong(field, name, reason));
        }
        Ok(())
    }

    fn wrong(&self, field: &str, near: &str, reason: String) -> BotError {
        let line = self.text.lines().position(|line| line.contains(near)).map(|line| line + 1);
        BotError { line, field: field.to_owned(), reason }
    }

    /// For what is there twice: the second is the mistake.
    fn last(&self, field: &str, near: &str, reason: String) -> BotError {
        let lines: Vec<&str> = self.text.lines().collect();
        let line = lines.iter().rposition(|line| line.contains(near)).map(|line| line + 1);
        BotError { line, field: field.to_owned(), reason }
    }
}

impl Example {
    /// Reads `[내일](sys.date) 날씨 알려 줘`.
    pub fn parse(line: &str) -> Result<Self, String> {
        if line.chars().count() > MOST_LETTERS {
            return Err(format!(
                "a sentence of {} letters; the limit is {MOST_LETTERS}",
                line.chars().count()
            ));
        }
        let (mut text, mut tags, mut rest) = (String::new(), Vec::new(), line);
        while let Some(start) = rest.find('[') {
            let inside = &rest[start + 1..];
            let Some((tagged, after)) = inside.split_once("](") else { break };
            let Some((entity, after)) = after.split_once(')') else {
                return Err(format!("the tag of {tagged:?} has no closing `)`"));
            };
            if tagged.trim().is_empty() || tagged.contains('[') || entity.trim().is_empty() {
                return Err(format!("{line:?} has a tag that is not written as [words](entity)"));
            }
            text.push_str(&rest[..start]);
            text.push_str(tagged);
            tags.push(Tag { text: tagged.to_owned(), entity: entity.trim().to_owned() });
            rest = after;
        }
        text.push_str(rest);
        let text = text.trim().to_owned();
        if plain(&text).is_empty() {
            return Err(format!("{line:?} has no letters"));
        }
        Ok(Self { text, tags })
    }
}

fn of_file(reason: String) -> BotError {
    BotError { line: None, field: String::new(), reason }
}
