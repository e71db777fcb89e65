//! Names and values of a line, and what they make.

use domain::{Feedback, FeedbackKind, Item};
use jiff::{Timestamp, civil, tz::TimeZone};

use super::{Subject, Wrong};

/// The values of a line by their names, which are compared without case, spaces, dashes and underscores.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row(Vec<(String, Value)>);

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    List(Vec<String>),
    /// Names and values again, as JSON.
    Nested(String),
}

/// What the columns are called in shops, in research data, and in Gorse.
const PERSON: &[&str] =
    &["person", "user", "userid", "personid", "customer", "customerid", "memberid", "회원"];
const ITEM: &[&str] = &["item", "itemid", "product", "productid", "movieid", "상품"];
const ID: &[&str] = &["id", "itemid", "item", "productid", "movieid", "sku", "상품"];
const TITLE: &[&str] = &["title", "name", "movietitle", "productname", "제목", "이름", "상품명"];
const CATEGORIES: &[&str] =
    &["categories", "category", "genres", "genre", "class", "분류", "카테고리", "장르"];
const LABELS: &[&str] = &["labels", "tags", "keywords", "태그"];
const TEXT: &[&str] = &["text", "description", "comment", "overview", "설명"];
const IMAGE: &[&str] = &["image", "imageurl", "picture", "thumbnail", "이미지"];
const PRICE: &[&str] = &["price", "가격"];
const AVAILABLE: &[&str] = &["available", "instock", "stock", "재고"];
const HIDDEN: &[&str] = &["hidden", "ishidden"];
const SINCE: &[&str] = &["since", "timestamp", "releasedate", "releaseyear", "date", "출시일"];
const VECTOR: &[&str] = &["vector", "embedding"];
const KIND: &[&str] = &["kind", "type", "event", "eventtype", "feedbacktype", "action", "행동"];
const WEIGHT: &[&str] = &["weight", "value", "quantity", "수량"];
const RATING: &[&str] = &["rating", "score", "stars", "별점", "평점"];
const AT: &[&str] = &["at", "timestamp", "time", "date", "datetime", "시각", "일시"];

impl Row {
    pub(super) fn new(values: impl IntoIterator<Item = (String, Value)>) -> Self {
        let plain = |name: String| {
            // RecBole writes the type behind the name: user_id:token.
            let name = name.split(':').next().unwrap_or_default();
            name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        Self(values.into_iter().map(|(name, value)| (plain(name), value)).collect())
    }

    /// Whether columns with these names can make anything.
    pub(super) fn check_names(names: &[String]) -> Result<(), Wrong> {
        const MOST_TOLD: usize = 20;
        let row = Self::new(names.iter().map(|name| (name.clone(), Value::Text(String::new()))));
        let has = |names| row.value(names).is_some();
        if has(ID) || has(PERSON) && has(ITEM) {
            return Ok(());
        }
        Err(Wrong::Names(shortened(
            &names.iter().take(MOST_TOLD).cloned().collect::<Vec<_>>().join(", "),
            200,
        )))
    }

    pub fn subject(&self) -> Subject {
        // By the name and not by what is there: a line of feedback whose person is missing is a wrong one, and no item.
        if self.value(PERSON).is_some() { Subject::Feedback } else { Subject::Items }
    }

    pub fn item(&self) -> Result<Item, Wrong> {
        let available = self.text(AVAILABLE)?.map(|text| yes("available", text)).transpose()?;
        let hidden = self.text(HIDDEN)?.map(|text| yes("hidden", text)).transpose()?;
        Ok(Item {
            id: self.text(ID)?.ok_or(Wrong::Missing("id"))?.to_owned(),
            title: self.text(TITLE)?.unwrap_or_default().to_owned(),
            categories: self.list(CATEGORIES)?,
            labels: self.list(LABELS)?,
            text: self.text(TEXT)?.unwrap_or_default().to_owned(),
            image: self.text(IMAGE)?.map(str::to_owned),
            price: self.text(PRICE)?.map(|text| number("price", text)).transpose()?,
            available: available.unwrap_or(true) && !hidden.unwrap_or(false),
            since: self.text(SINCE)?.map(|text| time("since", text)).transpose()?,
            vector: self.vector()?,
            ..Item::default()
        })
    }

    /// Feedback; where no time is told, it was `otherwise`.
    pub fn feedback(&self, otherwise: Timestamp) -> Result<Feedback, Wrong> {
        let rating = self.text(RATING)?.map(|text| number("rating", text)).transpose()?;
        let kind = match (self.text(KIND)?, rating) {
            (Some(text), _) => kind(text)?,
            // Four and five stars are a like, one and two the contrary.
            (None, Some(rating)) if rating >= 4.0 => FeedbackKind::Like,
            (None, Some(rating)) if rating > 2.0 => FeedbackKind::View,
            (None, Some(_)) => FeedbackKind::Dismiss,
            (None, None) => FeedbackKind::Like,
        };
        Ok(Feedback {
            person: self.text(PERSON)?.ok_or(Wrong::Missing("person"))?.to_owned(),
            item: self.text(ITEM)?.ok_or(Wrong::Missing("item"))?.to_owned(),
            kind,
            called: None,
            weight: self.text(WEIGHT)?.map(|text| number("weight", text)).transpose()?.unwrap_or(1.0) as f32,
            at: self.text(AT)?.map(|text| time("at", text)).transpose()?.unwrap_or(otherwise),
        })
    }

    /// Numbers in a list, or in brackets.
    fn vector(&self) -> Result<Vec<f32>, Wrong> {
        let parts: Vec<&str> = match self.value(VECTOR) {
            Some(Value::List(list)) => list.iter().map(String::as_str).collect(),
            _ => self
                .text(VECTOR)?
                .map_or(Vec::new(), |text| text.trim_matches(['[', ']']).split([',', ' ']).collect()),
        };
        let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
        parts.map(|part| number("vector", part.trim()).map(|number| number as f32)).collect()
    }

    /// The first of these names that has a value.
    fn value(&self, names: &[&'static str]) -> Option<&Value> {
        names.iter().find_map(|name| self.0.iter().find(|(own, _)| own == name)).map(|(_, value)| value)
    }

    /// The text of the first of these names that is there, if it has any.
    pub(crate) fn text(&self, names: &[&'static str]) -> Result<Option<&str>, Wrong> {
        let text = match self.value(names) {
            None => return Ok(None),
            Some(Value::Text(text)) => text.trim(),
            Some(Value::List(list)) => list.first().map(|text| text.trim()).unwrap_or_default(),
            Some(Value::Nested(text)) => {
                let (name, value) = (names[0], shortened(text, 40));
                return Err(Wrong::Value { name, wanted: "a text or a number", value });
            }
        };
        Ok((!text.is_empty()).then_some(text))
    }

    /// A list, or one text with bars, semicolons or commas between.
    fn list(&self, names: &[&'static str]) -> Result<Vec<String>, Wrong> {
        let parts: Vec<String> = match self.value(names) {
            None => Vec::new(),
            Some(Value::List(list)) => list.clone(),
            Some(Value::Nested(text)) => {
                let (name, value) = (names[0], shortened(text, 40));
                return Err(Wrong::Value { name, wanted: "a list or a text", value });
            }
            Some(Value::Text(text)) => {
                let separator = ['|', ';', ','].into_iter().find(|&separator| text.contains(separator));
                text.split(separator.unwrap_or('|')).map(str::to_owned).collect()
            }
        };
        Ok(parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect())
    }
}

fn number(name: &'static str, text: &str) -> Result<f64, Wrong> {
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | '₩' | '원' | '$' | ' ')).collect();
    let number = plain.parse::<f64>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| Wrong::Value { name, wanted: "a number", value: shortened(text, 40) })
}

fn yes(name: &'static str, text: &str) -> Result<bool, Wrong> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "y" | "예" | "o" => Ok(true),
        "false" | "no" | "n" | "아니요" | "x" => Ok(false),
        // How many are in stock.
        text => number(name, text).map(|count| count > 0.0).map_err(|_| Wrong::Value {
            name,
            wanted: "yes, no, or how many there are",
            value: shortened(text, 40),
        }),
    }
}

fn kind(text: &str) -> Result<FeedbackKind, Wrong> {
    let wanted = "view, play, like, buy or dismiss";
    FeedbackKind::named(text).ok_or_else(|| Wrong::Value { name: "kind", wanted, value: shortened(text, 40) })
}

/// Seconds since 1970 or a part of them, down to nanoseconds; a time with its zone, or a date or time without one, which is then UTC. A year
/// alone is its beginning.
fn time(name: &'static str, text: &str) -> Result<Timestamp, Wrong> {
    let since_1970 = |number: f64| match number {
        number if (1000.0..3000.0).contains(&number) => {
            TimeZone::UTC.to_timestamp(civil::Date::new(number as i16, 1, 1).ok()?.into()).ok()
        }
        number if number.abs() > 1e17 => Timestamp::from_nanosecond(number as i128).ok(),
        number if number.abs() > 1e14 => Timestamp::from_microsecond(number as i64).ok(),
        number if number.abs() > 1e11 => Timestamp::from_millisecond(number as i64).ok(),
        number => Timestamp::from_second(number as i64).ok(),
    };
    let parsed = text.parse::<f64>().ok().and_then(since_1970).or_else(|| text.parse().ok()).or_else(|| {
        let civil =
            text.parse::<civil::DateTime>().ok().or_else(|| Some(text.parse::<civil::Date>().ok()?.into()));
        TimeZone::UTC.to_timestamp(civil?).ok()
    });
    let wanted = "a time such as 2026-11-30T09:00:00Z, or seconds since 1970";
    parsed.ok_or_else(|| Wrong::Value { name, wanted, value: shortened(text, 40) })
}

fn shortened(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
