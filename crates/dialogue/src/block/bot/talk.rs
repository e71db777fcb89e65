//! What a bot says is checked: its parameters, wordings, contexts, and what follows what.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::example::Example;
use super::file::{FileBlock, FileLife, FileParameter, FileRemember, FileResponse, FileSaying};
use super::reader::{Reader, is_known};
use super::{Block, BotError, Entity, Opens, Parameter, Remember, Response, Saying, Skill};
use crate::service::wording;

const MOST_PARAMETERS: usize = 20;
const MOST_WORDINGS: usize = 50;
const MOST_TEXT: usize = 1000;
/// How often is asked when the file does not say.
const TRIES: u8 = 3;
/// How long a context lives when the file does not say.
const TURNS: u8 = 5;
const SECONDS: u32 = 600;

impl Reader<'_> {
    pub(super) fn talk(
        &self,
        field: &str,
        block: FileBlock,
        examples: Vec<Example>,
        (entities, skills): (&[Entity], &[Skill]),
    ) -> Result<Block, BotError> {
        let near = format!("id: {}", block.id);
        if block.parameters.len() > MOST_PARAMETERS {
            let reason = format!("there are more than {MOST_PARAMETERS}");
            return Err(self.wrong(&format!("{field}.parameters"), &near, reason));
        }
        let mut parameters: Vec<Parameter> = Vec::new();
        for (index, parameter) in block.parameters.into_iter().enumerate() {
            let field = format!("{field}.parameters[{index}]");
            if parameters.iter().any(|known| known.name == parameter.name) {
                let reason = format!("there is a parameter {:?} already", parameter.name);
                return Err(self.last(&field, &parameter.name, reason));
            }
            parameters.push(self.parameter(&field, parameter, entities, skills)?);
        }
        // A service may answer with values that the file cannot know.
        let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name.as_str()).collect();
        let served = block.fulfil || block.skill.is_some();
        let known = (!served).then_some(names.as_slice());
        for prompt in parameters.iter().flat_map(|its| its.prompts.iter().chain(&its.refused)) {
            self.wording(&format!("{field}.parameters"), prompt, known)?;
        }
        let confirm = self.confirm(&format!("{field}.confirm"), block.confirm, known)?;
        let mut response = self.response(&format!("{field}.response"), block.response, known)?;
        if let Some(response) = &mut response {
            response.quick_replies.extend(block.quick_replies);
        }
        let undo = self.response(&format!("{field}.undo"), block.undo, known)?;
        let skill = self.using(field, block.skill, block.callback, skills)?;
        Ok(Block {
            title: block.title.unwrap_or_else(|| block.id.clone()),
            id: block.id,
            examples,
            parameters,
            confirm,
            response,
            undo,
            needs: block.needs,
            sets: opened(block.sets),
            next: block.next,
            fulfil: block.fulfil,
            skill,
        })
    }

    fn parameter(
        &self,
        field: &str,
        its: FileParameter,
        entities: &[Entity],
        skills: &[Skill],
    ) -> Result<Parameter, BotError> {
        self.identifier(&format!("{field}.name"), &its.name)?;
        let (entity, role) = match its.entity.split_once(':') {
            Some((entity, role)) => (entity.to_owned(), Some(role.to_owned())),
            None => (its.entity.clone(), None),
        };
        if !is_known(&entity, entities) {
            let reason = format!("there is no entity {entity:?}; add it under `entities:`");
            return Err(self.last(&format!("{field}.entity"), &its.entity, reason));
        }
        let required = its.required.unwrap_or(!its.prompts.is_empty());
        if required && its.prompts.is_empty() {
            let reason = format!("{:?} is required and has no prompt to ask for it", its.name);
            return Err(self.last(&format!("{field}.prompts"), &its.name, reason));
        }
        let most_tries = its.most_tries.unwrap_or(TRIES);
        if most_tries == 0 || its.choices.len() > 20 {
            let reason = "1 to 255 tries and at most 20 choices may be".to_owned();
            return Err(self.last(field, &its.name, reason));
        }
        if its.validate.least.zip(its.validate.most).is_some_and(|(least, most)| least > most) {
            let reason = "no number lies between `least` and `most`".to_owned();
            return Err(self.last(&format!("{field}.validate"), &its.name, reason));
        }
        let ask_skill = self.using(&format!("{field}.validate"), its.validate.skill, None, skills)?;
        let remember = match its.remember {
            FileRemember::Own(own) => own.then_some(Remember::Own),
            FileRemember::Shared(name) => {
                self.identifier(&format!("{field}.remember"), &name)?;
                Some(Remember::Shared(name))
            }
        };
        Ok(Parameter {
            label: its.label.unwrap_or_else(|| its.name.clone()),
            name: its.name,
            entity,
            role,
            required,
            prompts: its.prompts,
            most_tries,
            choices: its.choices,
            least: its.validate.least,
            most: its.validate.most,
            refused: its.validate.refused,
            ask_service: its.validate.service,
            ask_skill: ask_skill.map(|its| its.name),
            many: its.many,
            remember,
            default: its.default,
        })
    }

    fn confirm(
        &self,
        field: &str,
        written: Option<String>,
        known: Option<&[&str]>,
    ) -> Result<Option<String>, BotError> {
        match written.as_deref() {
            None | Some("none") => Ok(None),
            Some("ask") => Ok(Some(String::new())),
            Some(wording) => {
                self.wording(field, wording, known)?;
                Ok(written)
            }
        }
    }

    /// A response that knows no parameters.
    pub(super) fn alone(
        &self,
        field: &str,
        written: Option<FileResponse>,
    ) -> Result<Option<Response>, BotError> {
        self.response(field, written, Some(&[]))
    }

    pub(super) fn response(
        &self,
        field: &str,
        written: Option<FileResponse>,
        known: Option<&[&str]>,
    ) -> Result<Option<Response>, BotError> {
        let sayings = match written {
            None => return Ok(None),
            Some(FileResponse::One(saying)) => vec![saying],
            Some(FileResponse::Several(sayings)) => sayings,
        };
        let mut response = Response::default();
        if sayings.is_empty() || sayings.len() > MOST_WORDINGS {
            return Err(self.wrong(field, "response:", format!("1 to {MOST_WORDINGS} wordings may be")));
        }
        for saying in sayings {
            let (text, speech, quick_replies) = match saying {
                FileSaying::Text(text) => (text, None, Vec::new()),
                FileSaying::Forms(forms) => (forms.text, forms.speech, forms.quick_replies),
            };
            for wording in [Some(&text), speech.as_ref()].into_iter().flatten() {
                self.wording(field, wording, known)?;
            }
            response.quick_replies.extend(quick_replies);
            response.sayings.push(Saying { text, speech });
        }
        Ok(Some(response))
    }

    /// A wording can be filled, and names only what its block knows.
    pub(super) fn wording(&self, field: &str, wording: &str, known: Option<&[&str]>) -> Result<(), BotError> {
        let near = wording.lines().next().unwrap_or_default();
        if wording.trim().is_empty() || wording.chars().count() > MOST_TEXT {
            return Err(self.wrong(field, near, format!("a wording has 1 to {MOST_TEXT} letters")));
        }
        wording::check(wording, known).map_err(|error| self.wrong(field, near, error.to_string()))
    }

    /// What follows what comes to an end, and every block can be reached.
    pub(super) fn connected(&self, blocks: &[Block]) -> Result<(), BotError> {
        for (index, block) in blocks.iter().enumerate() {
            let field = format!("blocks[{index}].next");
            let mut way = vec![block.id.as_str()];
            let mut next = block.next.as_deref();
            while let Some(id) = next {
                let Some(found) = blocks.iter().find(|block| block.id == id) else {
                    return Err(self.last(
                        &field,
                        &format!("next: {id}"),
                        format!("there is no block {id:?}"),
                    ));
                };
                way.push(id);
                if way[..way.len() - 1].contains(&id) {
                    let reason = format!("it never ends: {}", way.join(" -> "));
                    return Err(self.last(&field, &format!("next: {id}"), reason));
                }
                next = found.next.as_deref();
            }
        }
        self.reached(blocks)
    }

    /// A block that needs what only it, or only unreachable ones, would set is never reached.
    fn reached(&self, blocks: &[Block]) -> Result<(), BotError> {
        let mut reached: HashSet<&str> = HashSet::new();
        let mut open: BTreeSet<&str> = BTreeSet::new();
        loop {
            let new: Vec<&Block> = blocks
                .iter()
                .filter(|block| !reached.contains(block.id.as_str()))
                .filter(|block| block.needs.iter().all(|name| open.contains(name.as_str())))
                .collect();
            if new.is_empty() {
                break;
            }
            for block in new {
                reached.insert(&block.id);
                open.extend(block.sets.iter().map(|opens| opens.name.as_str()));
            }
        }
        let Some(index) = blocks.iter().position(|block| !reached.contains(block.id.as_str())) else {
            return Ok(());
        };
        let block = &blocks[index];
        let missing: Vec<&str> =
            block.needs.iter().map(String::as_str).filter(|name| !open.contains(name)).collect();
        let reason = format!(
            "the block {:?} is never reached: no block that is reached before it sets {:?}",
            block.id,
            missing.join(", ")
        );
        Err(self.wrong(&format!("blocks[{index}].needs"), &format!("id: {}", block.id), reason))
    }
}

/// The contexts that a block opens.
pub(super) fn opened(sets: BTreeMap<String, FileLife>) -> Vec<Opens> {
    let opens = |(name, life): (String, FileLife)| Opens {
        name,
        turns: life.turns.unwrap_or(TURNS),
        seconds: life.seconds.unwrap_or(SECONDS),
    };
    sets.into_iter().map(opens).collect()
}
