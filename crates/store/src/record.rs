//! The forms in which records are stored. They are the store's own and they are frozen: what a version has written,
//! every later version reads. A change adds a version and keeps reading the ones before.

use std::collections::BTreeMap;

use domain::{
    AlertKind, AlertState, Answer, BotEvent, Capabilities, Code, Customer, Heard, Input, Item, Language,
    Liking, News, Press, Problem, Told, TouchpointKind, Untold,
};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::StoreError;

mod answer;
mod answer_before;
mod bot;
mod both;
mod card;
mod tally;

use answer::AnswerRecord;
use answer_before::AnswerBefore;
pub(crate) use bot::{
    read_bot_face, read_bot_fault, read_bot_source, write_bot_face, write_bot_fault, write_bot_source,
};
pub(crate) use tally::{read_counts, read_waits, write_counts, write_waits};

/// The version this program writes, but for what needs a newer one.
const VERSION: u32 = 1;
/// Photos that came with what was said.
const WITH_PICTURES: u32 = 3;
/// Answers with cards of every kind, and what was pressed in them.
const WITH_CARDS: u32 = 4;
/// The newest version this program reads.
const NEWEST: u32 = WITH_CARDS;

/// A stored record and the version of its form.
#[derive(Serialize, Deserialize)]
struct Versioned<T> {
    version: u32,
    #[serde(flatten)]
    record: T,
}

fn write<T: Serialize>(record: T) -> String {
    write_as(VERSION, record)
}

fn write_as<T: Serialize>(version: u32, record: T) -> String {
    let versioned = Versioned { version, record };
    serde_json::to_string(&versioned).expect("records have only strings for keys")
}

fn read<T: DeserializeOwned>(text: &str, what: &str) -> Result<T, StoreError> {
    version(text, what)?;
    serde_json::from_str::<Versioned<T>>(text).map(|versioned| versioned.record).map_err(damaged(what))
}

/// One that this program reads.
fn version(text: &str, what: &str) -> Result<u32, StoreError> {
    #[derive(Deserialize)]
    struct Version {
        version: u32,
    }
    let Version { version } = serde_json::from_str(text).map_err(damaged(what))?;
    if !(VERSION..=NEWEST).contains(&version) {
        return Err(StoreError::Damaged(format!("{what} of version {version}: written by a newer ieum")));
    }
    Ok(version)
}

fn damaged(what: &str) -> impl Fn(serde_json::Error) -> StoreError {
    move |error| StoreError::Damaged(format!("{what}: {error}"))
}

pub(crate) fn write_answer(answer: &Answer) -> String {
    write_as(WITH_CARDS, AnswerRecord::from(answer.clone()))
}

pub(crate) fn read_answer(text: &str) -> Result<Answer, StoreError> {
    if version(text, "answer")? < WITH_CARDS {
        return read::<AnswerBefore>(text, "answer").map(Answer::from);
    }
    read::<AnswerRecord>(text, "answer").map(Answer::from)
}

pub(crate) fn write_problem(problem: &Problem) -> String {
    write(ProblemRecord { code: problem.code.as_str().to_owned(), detail: problem.detail.clone() })
}

pub(crate) fn read_problem(text: &str) -> Result<Problem, StoreError> {
    let ProblemRecord { code, detail } = read(text, "problem")?;
    // A code that exists no more was somebody's problem all the same.
    let code = Code::ALL.iter().copied().find(|known| known.as_str() == code).unwrap_or(Code::Internal);
    Ok(Problem { code, detail })
}

pub(crate) fn write_input(input: &Input) -> String {
    let version = match input {
        Input::Text(_) | Input::Speech(_) | Input::Notice => VERSION,
        Input::Picture { .. } => WITH_PICTURES,
        Input::Press { .. } | Input::Told(_) => WITH_CARDS,
    };
    write_as(
        version,
        match input {
            Input::Text(text) => InputRecord::Text { text: text.clone() },
            Input::Picture { picture, text } => {
                InputRecord::Picture { picture: picture.to_string(), text: text.clone() }
            }
            Input::Press { text, press } => {
                InputRecord::Press { text: text.clone(), turn: press.turn.to_string(), number: press.number }
            }
            Input::Speech(heard) => {
                InputRecord::Speech { text: heard.text.clone(), audio_ms: heard.audio_ms }
            }
            Input::Notice => InputRecord::Notice {},
            Input::Told(told) => told_record(told),
        },
    )
}

pub(crate) fn read_input(text: &str) -> Result<Input, StoreError> {
    Ok(match read(text, "input")? {
        InputRecord::Text { text } => Input::Text(text),
        InputRecord::Picture { picture, text } => {
            let id = picture.parse();
            let picture = id.map_err(|_| StoreError::Damaged(format!("{picture:?} is no picture's id")))?;
            Input::Picture { picture, text }
        }
        InputRecord::Press { text, turn, number } => {
            let id = turn.parse();
            let turn = id.map_err(|_| StoreError::Damaged(format!("{turn:?} is no turn's id")))?;
            Input::Press { text, press: Press { turn, number } }
        }
        InputRecord::Speech { text, audio_ms } => Input::Speech(Heard { text, audio_ms }),
        InputRecord::Notice {} => Input::Notice,
        InputRecord::Event { bot, name, data, params } => {
            Input::Told(Told { bot, news: News::Event(BotEvent { name, data, params }) })
        }
        InputRecord::Late { bot, block, body } => {
            Input::Told(Told { bot, news: News::Answer { block, body } })
        }
    })
}

fn told_record(Told { bot, news }: &Told) -> InputRecord {
    let bot = bot.clone();
    match news.clone() {
        News::Event(BotEvent { name, data, params }) => InputRecord::Event { bot, name, data, params },
        News::Answer { block, body } => InputRecord::Late { bot, block, body },
    }
}

pub(crate) fn write_untold(untold: &[Untold]) -> String {
    let record = |Untold { kind, key, why }: Untold| UntoldRecord { kind, key, why };
    let records: Vec<UntoldRecord> = untold.iter().cloned().map(record).collect();
    serde_json::to_string(&records).expect("texts always become JSON")
}

pub(crate) fn read_untold(text: &str) -> Result<Vec<Untold>, StoreError> {
    let records: Vec<UntoldRecord> = serde_json::from_str(text).map_err(damaged("untold"))?;
    Ok(records.into_iter().map(|UntoldRecord { kind, key, why }| Untold { kind, key, why }).collect())
}

pub(crate) fn write_capabilities(capabilities: Capabilities) -> String {
    let Capabilities { screen, speaker, microphone, location } = capabilities;
    write(CapabilitiesRecord { screen, speaker, microphone, location })
}

pub(crate) fn read_capabilities(text: &str) -> Result<Capabilities, StoreError> {
    let CapabilitiesRecord { screen, speaker, microphone, location } = read(text, "capabilities")?;
    Ok(Capabilities { screen, speaker, microphone, location })
}

pub(crate) fn write_liking(liking: &Liking) -> String {
    let Liking { bot, name, label, entity, value, written, said, words } = liking.clone();
    write(LikingRecord { bot, name, label, entity, value, written, said, words })
}

pub(crate) fn read_liking(text: &str) -> Result<Liking, StoreError> {
    let LikingRecord { bot, name, label, entity, value, written, said, words } = read(text, "preference")?;
    Ok(Liking { bot, name, label, entity, value, written, said, words })
}

pub(crate) fn write_item(item: &Item) -> String {
    let Item {
        id: _,
        title,
        categories,
        labels,
        text,
        image,
        price,
        available,
        since,
        vector,
        pictured,
        data,
    } = item.clone();
    let since = since.map(|since| since.as_microsecond());
    write(ItemRecord {
        title,
        categories,
        labels,
        text,
        image,
        price,
        available,
        since,
        vector,
        pictured,
        data,
    })
}

pub(crate) fn read_item(id: String, text: &str) -> Result<Item, StoreError> {
    let record: ItemRecord = read(text, "item")?;
    let ItemRecord {
        title,
        categories,
        labels,
        text,
        image,
        price,
        available,
        since,
        vector,
        pictured,
        data,
    } = record;
    let since = since.map(Timestamp::from_microsecond).transpose();
    let since = since.map_err(|error| StoreError::Damaged(error.to_string()))?;
    Ok(Item { id, title, categories, labels, text, image, price, available, since, vector, pictured, data })
}

pub(crate) fn write_customer(customer: &Customer) -> String {
    let Customer { id: _, labels, data } = customer.clone();
    write(CustomerRecord { labels, data })
}

pub(crate) fn read_customer(id: String, text: &str) -> Result<Customer, StoreError> {
    let CustomerRecord { labels, data } = read(text, "customer")?;
    Ok(Customer { id, labels, data })
}

/// Words of a column with few values, both ways from one table.
macro_rules! words {
    ($write:ident, $read:ident, $type:ty, $what:literal, $($variant:path = $word:literal),+ $(,)?) => {
        pub(crate) fn $write(value: $type) -> &'static str {
            match value { $($variant => $word,)+ }
        }

        pub(crate) fn $read(word: &str) -> Result<$type, StoreError> {
            match word {
                $($word => Ok($variant),)+
                _ => Err(StoreError::Damaged(format!(concat!($what, " {:?}"), word))),
            }
        }
    };
}

words! { write_language, read_language, Language, "language", Language::Korean = "ko", Language::English = "en" }
words! { write_kind, read_kind, TouchpointKind, "touchpoint kind",
    TouchpointKind::Messenger = "messenger", TouchpointKind::Terminal = "terminal",
    TouchpointKind::Speaker = "speaker", TouchpointKind::Car = "car", TouchpointKind::Home = "home",
    TouchpointKind::Shop = "shop", TouchpointKind::Api = "api",
}
words! { write_alert_kind, read_alert_kind, AlertKind, "alert kind",
    AlertKind::Timer = "timer", AlertKind::Alarm = "alarm",
}
words! { write_alert_state, read_alert_state, AlertState, "alert state",
    AlertState::Pending = "pending", AlertState::Ringing = "ringing", AlertState::Done = "done",
    AlertState::Cancelled = "cancelled",
}

#[derive(Serialize, Deserialize)]
struct ProblemRecord {
    code: String,
    detail: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum InputRecord {
    Text { text: String },
    Picture { picture: String, text: String },
    Press { text: String, turn: String, number: u32 },
    Speech { text: String, audio_ms: u32 },
    Notice {},
    Event { bot: String, name: String, data: BTreeMap<String, String>, params: BTreeMap<String, String> },
    Late { bot: String, block: String, body: String },
}

#[derive(Serialize, Deserialize)]
struct UntoldRecord {
    kind: String,
    key: String,
    why: String,
}

#[derive(Serialize, Deserialize)]
struct LikingRecord {
    bot: Option<String>,
    name: String,
    label: String,
    entity: String,
    value: String,
    written: String,
    said: String,
    words: String,
}

#[derive(Serialize, Deserialize)]
struct ItemRecord {
    title: String,
    categories: Vec<String>,
    labels: Vec<String>,
    text: String,
    image: Option<String>,
    price: Option<f64>,
    available: bool,
    /// Microseconds since 1970.
    since: Option<i64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    vector: Vec<f32>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pictured: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    data: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct CustomerRecord {
    labels: Vec<String>,
    data: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct CapabilitiesRecord {
    screen: bool,
    speaker: bool,
    microphone: bool,
    location: bool,
}
