//! Partners' bots: their texts, and what is wrong with them.

use std::collections::BTreeMap;

use domain::{BotFace, BotFault, BotSource};
use serde::{Deserialize, Serialize};

use crate::StoreError;

#[derive(Serialize, Deserialize)]
struct SourceRecord {
    bot: String,
    tests: String,
    dialogues: String,
    knowledge: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
struct FaceRecord {
    name: String,
    language: String,
    description: Option<String>,
    picture: Option<String>,
    categories: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct FaultRecord {
    line: Option<u32>,
    field: String,
    reason: String,
}

pub(crate) fn write_bot_source(source: &BotSource) -> String {
    let BotSource { bot, tests, dialogues, knowledge } = source.clone();
    super::write(SourceRecord { bot, tests, dialogues, knowledge })
}

pub(crate) fn read_bot_source(text: &str) -> Result<BotSource, StoreError> {
    let SourceRecord { bot, tests, dialogues, knowledge } = super::read(text, "bot")?;
    Ok(BotSource { bot, tests, dialogues, knowledge })
}

pub(crate) fn write_bot_face(face: &BotFace) -> String {
    let BotFace { name, language, description, picture, categories } = face.clone();
    let language = super::write_language(language).to_owned();
    super::write(FaceRecord { name, language, description, picture, categories })
}

pub(crate) fn read_bot_face(text: &str) -> Result<BotFace, StoreError> {
    let FaceRecord { name, language, description, picture, categories } = super::read(text, "bot face")?;
    let language = super::read_language(&language)?;
    Ok(BotFace { name, language, description, picture, categories })
}

pub(crate) fn write_bot_fault(fault: &BotFault) -> String {
    let BotFault { line, field, reason } = fault.clone();
    super::write(FaultRecord { line, field, reason })
}

pub(crate) fn read_bot_fault(text: &str) -> Result<BotFault, StoreError> {
    let FaultRecord { line, field, reason } = super::read(text, "bot fault")?;
    Ok(BotFault { line, field, reason })
}
