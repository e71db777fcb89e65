//! Values, as people write them.

use domain::Language;
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};
use rust_decimal::Decimal;

use super::Manner;
use super::parse::Filter;
use crate::render;

/// Something that a template names.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    /// What is said otherwise than written: an address that is only said in part, a name in other letters.
    Said {
        written: String,
        said: String,
    },
    Number(Decimal),
    /// An amount, and its currency by its ISO code.
    Money(Decimal, String),
    Date(Date),
    Time(Time),
    Moment(DateTime),
    Duration(SignedDuration),
    List(Vec<String>),
}

impl Value {
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Whether there is anything to be said.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::Said { written: text, .. } => text.trim().is_empty(),
            Self::List(items) => items.is_empty(),
            _ => false,
        }
    }

    /// As it is written.
    pub fn written(&self, filter: Option<Filter>, manner: &Manner) -> String {
        let language = manner.language;
        match self {
            Self::Text(text) | Self::Said { written: text, .. } => match filter {
                Some(Filter::Phone) => phone(text).unwrap_or_else(|| text.clone()),
                Some(filter) => {
                    let read = read(text, filter);
                    read.map_or_else(|| text.clone(), |value| value.written(Some(filter), manner))
                }
                None => text.clone(),
            },
            Self::Number(number) => match filter {
                Some(Filter::Money) => money(*number, "KRW", language),
                _ => render::number(*number),
            },
            Self::Money(amount, currency) => money(*amount, currency, language),
            Self::Date(date) => render::date(language, *date, manner.today),
            Self::Time(time) => render::clock(language, *time),
            Self::Moment(moment) => match filter {
                Some(Filter::Date) => render::date(language, moment.date(), manner.today),
                Some(Filter::Time) => render::clock(language, moment.time()),
                _ => together(*moment, manner),
            },
            Self::Duration(length) => render::duration(language, *length),
            Self::List(items) => {
                let items: Vec<&str> = items.iter().map(String::as_str).collect();
                render::listed(language, &items)
            }
        }
    }

    /// As it is said; the voice itself reads numbers.
    pub fn said(&self, filter: Option<Filter>, manner: &Manner) -> String {
        match self {
            Self::Said { said, .. } => said.clone(),
            other => other.written(filter, manner),
        }
    }
}

fn together(moment: DateTime, manner: &Manner) -> String {
    let date = render::date(manner.language, moment.date(), manner.today);
    let time = render::clock(manner.language, moment.time());
    match manner.language {
        Language::Korean => format!("{date} {time}"),
        Language::English => format!("{date} at {time}"),
    }
}

/// What a text stands for, where a filter says what it is: `2026-11-25`, `15:30`, `12000`, `PT1H30M`.
fn read(text: &str, filter: Filter) -> Option<Value> {
    let text = text.trim();
    let number = || text.replace(',', "").parse::<Decimal>().ok();
    match filter {
        Filter::Date => {
            let moment = text.parse::<DateTime>().map(Value::Moment);
            text.parse().map(Value::Date).or(moment).ok()
        }
        Filter::Time => {
            let moment = text.parse::<DateTime>().map(Value::Moment);
            text.parse().map(Value::Time).or(moment).ok()
        }
        Filter::Number => number().map(Value::Number),
        Filter::Money => number().map(|amount| Value::Money(amount, "KRW".into())),
        Filter::Duration => text.parse::<SignedDuration>().ok().map(Value::Duration),
        // Written by itself: it stays a text.
        Filter::Phone => None,
    }
}

/// `12,000원`, `$12.50`.
fn money(amount: Decimal, currency: &str, language: Language) -> String {
    let number = render::number(amount);
    let (sign, number) = number.strip_prefix('-').map_or(("", number.as_str()), |number| ("-", number));
    match (currency, language) {
        ("KRW", Language::Korean) => format!("{sign}{number}원"),
        ("KRW", Language::English) => format!("{sign}₩{number}"),
        ("USD", Language::Korean) => format!("{sign}{number}달러"),
        ("USD", Language::English) => format!("{sign}${}", cents(amount, number)),
        ("EUR", Language::Korean) => format!("{sign}{number}유로"),
        ("EUR", Language::English) => format!("{sign}€{}", cents(amount, number)),
        ("JPY", Language::Korean) => format!("{sign}{number}엔"),
        ("JPY", Language::English) => format!("{sign}¥{number}"),
        ("CNY", Language::Korean) => format!("{sign}{number}위안"),
        (code, _) => format!("{sign}{number} {code}"),
    }
}

/// English writes both figures of the cents, or none.
fn cents(amount: Decimal, number: &str) -> String {
    if amount.fract().is_zero() {
        return number.to_owned();
    }
    let (whole, _) = number.split_once('.').unwrap_or((number, ""));
    let cents = format!("{:.2}", amount.abs().fract().round_dp(2));
    format!("{whole}{}", cents.trim_start_matches('0'))
}

/// `010-1234-5678`, `02-123-4567`.
fn phone(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let first = match digits.as_str() {
        short if short.len() == 8 => 0,
        seoul if seoul.starts_with("02") => 2,
        other if other.starts_with('0') => 3,
        _ => return None,
    };
    if !(8..=12).contains(&digits.len()) || text.starts_with('+') {
        return None;
    }
    let (area, rest) = digits.split_at(first);
    let (middle, last) = rest.split_at(rest.len().checked_sub(4)?);
    Some([area, middle, last].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-"))
}
