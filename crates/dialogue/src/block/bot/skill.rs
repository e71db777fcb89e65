//! The partner's servers, and who asks them.

use std::collections::BTreeMap;
use std::time::Duration;

use super::file::{FileEvent, FileSkill, FileSpeaks, FileUse};
use super::reader::Reader;
use super::{Block, BotError};

/// A server that answers for blocks.
#[derive(Clone, Debug, PartialEq)]
pub struct Skill {
    pub name: String,
    pub url: String,
    pub headers: BTreeMap<String, String>,
    /// What its calls are signed with; two while one takes the other's place.
    pub secrets: Vec<String>,
    /// How long it may take; none: as long as the operator allows.
    pub timeout: Option<Duration>,
}

/// A block's use of a skill.
#[derive(Clone, Debug, PartialEq)]
pub struct SkillUse {
    pub name: String,
    /// Said while the answer is on its way; with it the skill may answer later.
    pub waiting: Option<String>,
}

const MOST_SKILLS: usize = 50;
const MOST_HEADERS: usize = 20;
const MOST_SECRETS: usize = 4;
const MOST_EVENTS: usize = 100;
const MOST_URL: usize = 2048;
/// In seconds. A person waits no longer.
const LONGEST: f64 = 30.0;

impl Reader<'_> {
    pub(super) fn skills(&self, skills: BTreeMap<String, FileSkill>) -> Result<Vec<Skill>, BotError> {
        if skills.len() > MOST_SKILLS {
            let reason = format!("there are {}; at most {MOST_SKILLS} may be", skills.len());
            return Err(self.wrong("skills", "skills:", reason));
        }
        skills.into_iter().map(|(name, skill)| self.skill(name, skill)).collect()
    }

    fn skill(&self, name: String, its: FileSkill) -> Result<Skill, BotError> {
        let field = format!("skills.{name}");
        self.identifier(&field, &name)?;
        let web = its.url.starts_with("http://") || its.url.starts_with("https://");
        if !web || its.url.len() > MOST_URL {
            let reason = format!("{:?} is no address: it begins with http:// or https://", its.url);
            return Err(self.wrong(&format!("{field}.url"), &its.url, reason));
        }
        if its.headers.len() > MOST_HEADERS || its.secrets.len() > MOST_SECRETS {
            let reason = format!("at most {MOST_HEADERS} headers and {MOST_SECRETS} secrets may be");
            return Err(self.wrong(&field, &name, reason));
        }
        if its.timeout.is_some_and(|seconds| !(0.1..=LONGEST).contains(&seconds)) {
            let reason = format!("0.1 to {LONGEST} seconds may be");
            return Err(self.wrong(&format!("{field}.timeout"), "timeout:", reason));
        }
        let FileSkill { url, headers, secrets, timeout } = its;
        Ok(Skill { name, url, headers, secrets, timeout: timeout.map(Duration::from_secs_f64) })
    }

    /// The use of a skill that the file knows.
    pub(super) fn using(
        &self,
        field: &str,
        skill: Option<String>,
        waiting: Option<String>,
        skills: &[Skill],
    ) -> Result<Option<SkillUse>, BotError> {
        let Some(name) = skill else {
            return match waiting {
                Some(words) => Err(self.wrong(field, &words, "`callback` waits for a `skill`".into())),
                None => Ok(None),
            };
        };
        if !skills.iter().any(|known| known.name == name) {
            let reason = format!("there is no skill {name:?}; add it under `skills:`");
            return Err(self.last(&format!("{field}.skill"), &format!("skill: {name}"), reason));
        }
        if let Some(words) = &waiting {
            self.wording(&format!("{field}.callback"), words, None)?;
        }
        Ok(Some(SkillUse { name, waiting }))
    }

    /// What is said without being asked for.
    pub(super) fn speaks(
        &self,
        id: &str,
        written: Option<FileSpeaks>,
        skills: &[Skill],
    ) -> Result<Option<Block>, BotError> {
        let (skill, response) = match written {
            None => return Ok(None),
            Some(FileSpeaks::Response(response)) => (None, self.alone(id, Some(response))?),
            Some(FileSpeaks::Skill(FileUse { skill, callback, response })) => {
                (self.using(id, Some(skill), callback, skills)?, self.response(id, response, None)?)
            }
        };
        let (id, title) = (id.to_owned(), id.to_owned());
        Ok(Some(Block { id, title, skill, response, ..Block::default() }))
    }

    pub(super) fn events(&self, events: Vec<FileEvent>, skills: &[Skill]) -> Result<Vec<Block>, BotError> {
        if events.len() > MOST_EVENTS {
            let reason = format!("there are {}; at most {MOST_EVENTS} may be", events.len());
            return Err(self.wrong("events", "events:", reason));
        }
        let mut blocks: Vec<Block> = Vec::new();
        for (index, event) in events.into_iter().enumerate() {
            let field = format!("events[{index}]");
            self.identifier(&format!("{field}.event"), &event.event)?;
            if blocks.iter().any(|known| known.id == event.event) {
                let reason = format!("there is an event {:?} already", event.event);
                return Err(self.last(&field, &event.event, reason));
            }
            let skill = self.using(&field, event.skill, event.callback, skills)?;
            let mut response = self.response(&format!("{field}.response"), event.response, None)?;
            if skill.is_none() && response.is_none() {
                let reason = format!("{:?} says nothing: write a `response` or a `skill`", event.event);
                return Err(self.last(&field, &event.event, reason));
            }
            if let Some(response) = &mut response {
                response.quick_replies.extend(event.quick_replies);
            }
            blocks.push(Block {
                title: event.title.unwrap_or_else(|| event.event.clone()),
                id: event.event,
                skill,
                response,
                sets: super::talk::opened(event.sets),
                ..Block::default()
            });
        }
        Ok(blocks)
    }
}
