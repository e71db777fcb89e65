//! Gorse's shapes, and ours from them.

use domain::{Code, FeedbackKind};
use jiff::{Timestamp, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::problem::HttpProblem;

/// How much was written.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Written {
    pub row_affected: u64,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct User {
    pub user_id: String,
    #[serde(default)]
    pub labels: Value,
    #[serde(default)]
    pub comment: String,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Item {
    pub item_id: String,
    #[serde(default)]
    pub is_hidden: bool,
    #[serde(default)]
    pub labels: Value,
    #[serde(default)]
    pub categories: Option<Vec<String>>,
    #[serde(default)]
    pub timestamp: String,
    #[serde(default)]
    pub comment: String,
}

/// What of an item or a user is to change; the rest stays.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Change {
    pub is_hidden: Option<bool>,
    pub labels: Option<Value>,
    pub categories: Option<Vec<String>>,
    pub timestamp: Option<String>,
    pub comment: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Feedback {
    pub feedback_type: String,
    #[serde(default)]
    pub user_id: String,
    pub item_id: String,
    #[serde(default)]
    pub value: f32,
    #[serde(default)]
    pub timestamp: String,
    #[serde(default)]
    pub comment: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Score {
    pub id: String,
    pub score: f32,
}

/// Which page.
#[derive(Deserialize)]
pub struct Page {
    #[serde(default)]
    pub cursor: String,
    #[serde(default = "ten")]
    pub n: u32,
    /// Items whose title or text has this.
    #[serde(default)]
    pub q: String,
}

impl Page {
    pub fn limit(&self) -> u32 {
        self.n.clamp(1, 1_000)
    }
}

/// How many, and from where.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Wanted {
    #[serde(default = "ten")]
    pub n: u32,
    #[serde(default)]
    pub offset: u32,
    #[serde(default)]
    pub category: String,
    /// What is shown is taken for feedback of this kind.
    #[serde(default)]
    pub write_back_type: String,
    #[serde(default)]
    pub write_back_delay: String,
}

fn ten() -> u32 {
    10
}

/// What cannot be told in our records goes with them as it came.
#[derive(Default, Deserialize, Serialize)]
struct Kept {
    gorse: Value,
    comment: String,
}

fn kept(data: Option<&String>) -> Kept {
    data.and_then(|data| serde_json::from_str(data).ok()).unwrap_or_default()
}

fn keep(labels: &Value, comment: &str) -> Option<String> {
    let kept = Kept { gorse: labels.clone(), comment: comment.to_owned() };
    serde_json::to_string(&kept).ok()
}

impl From<User> for domain::Customer {
    fn from(user: User) -> Self {
        let data = keep(&user.labels, &user.comment);
        Self { id: user.user_id, labels: words(&user.labels), data }
    }
}

impl From<domain::Customer> for User {
    fn from(customer: domain::Customer) -> Self {
        let kept = kept(customer.data.as_ref());
        let labels = if customer.data.is_some() { kept.gorse } else { listed(customer.labels) };
        Self { user_id: customer.id, labels, comment: kept.comment }
    }
}

impl Item {
    pub fn read(self) -> Result<domain::Item, HttpProblem> {
        let since = if self.timestamp.is_empty() { None } else { Some(read_time(&self.timestamp)?) };
        // What is short is a title; a comment may be any text.
        let is_title = self.comment.chars().count() <= 200;
        let (title, text) = if is_title {
            (self.comment.clone(), String::new())
        } else {
            (String::new(), self.comment.clone())
        };
        Ok(domain::Item {
            id: self.item_id,
            title,
            text,
            categories: self.categories.unwrap_or_default(),
            labels: words(&self.labels),
            available: !self.is_hidden,
            since,
            vector: vector(&self.labels),
            data: keep(&self.labels, ""),
            ..domain::Item::default()
        })
    }

    /// As it is, with what should change.
    pub fn with(mut self, change: Change) -> Self {
        self.is_hidden = change.is_hidden.unwrap_or(self.is_hidden);
        self.labels = change.labels.unwrap_or(self.labels);
        self.categories = change.categories.or(self.categories);
        self.timestamp = change.timestamp.unwrap_or(self.timestamp);
        self.comment = change.comment.unwrap_or(self.comment);
        self
    }
}

impl From<domain::Item> for Item {
    fn from(item: domain::Item) -> Self {
        let labels = if item.data.is_some() { kept(item.data.as_ref()).gorse } else { listed(item.labels) };
        Self {
            item_id: item.id,
            is_hidden: !item.available,
            labels,
            categories: Some(item.categories),
            timestamp: item.since.map(|since| since.to_string()).unwrap_or_default(),
            comment: if item.title.is_empty() { item.text } else { item.title },
        }
    }
}

impl Feedback {
    pub fn read(self, now: Timestamp) -> Result<domain::Feedback, HttpProblem> {
        let known = FeedbackKind::named(&self.feedback_type);
        let kind = known.unwrap_or(FeedbackKind::View);
        let called = (self.feedback_type != kind.as_str()).then_some(self.feedback_type);
        let at = if self.timestamp.is_empty() { now } else { read_time(&self.timestamp)? };
        // Nothing said of how strongly is plain.
        let weight = if self.value == 0.0 { 1.0 } else { self.value };
        Ok(domain::Feedback { person: self.user_id, item: self.item_id, kind, called, weight, at })
    }
}

impl From<hub::StoredFeedback> for Feedback {
    fn from(stored: hub::StoredFeedback) -> Self {
        let feedback = stored.feedback;
        Self {
            feedback_type: feedback.word().to_owned(),
            user_id: feedback.person,
            item_id: feedback.item,
            value: feedback.weight,
            timestamp: feedback.at.to_string(),
            comment: String::new(),
        }
    }
}

/// A time with its zone, or without one, which is then UTC.
pub fn read_time(text: &str) -> Result<Timestamp, HttpProblem> {
    let utc = |civil: civil::DateTime| TimeZone::UTC.to_timestamp(civil).ok();
    let read = text.parse::<Timestamp>().ok();
    let read = read.or_else(|| utc(text.parse::<civil::DateTime>().ok()?));
    let read = read.or_else(|| utc(text.parse::<civil::Date>().ok()?.into()));
    read.ok_or_else(|| HttpProblem::new(Code::BadRequest, format!("Timestamp: {text:?} is no time")))
}

/// The words among labels, which may be a list, or lists and words by names.
fn words(labels: &Value) -> Vec<String> {
    match labels {
        Value::String(word) => vec![word.clone()],
        Value::Array(list) => list.iter().flat_map(words).collect(),
        Value::Object(named) => named.values().flat_map(words).collect(),
        _ => Vec::new(),
    }
}

/// The numbers among labels: their first list of numbers is a vector of the item.
fn vector(labels: &Value) -> Vec<f32> {
    let numbers = |value: &Value| -> Option<Vec<f32>> {
        let list = value.as_array().filter(|list| !list.is_empty())?;
        list.iter().map(|number| number.as_f64().map(|number| number as f32)).collect()
    };
    labels.as_object().into_iter().flat_map(|named| named.values()).find_map(numbers).unwrap_or_default()
}

fn listed(labels: Vec<String>) -> Value {
    if labels.is_empty() { Value::Null } else { labels.into() }
}
