//! JSON from outside: bounded before anything is built of it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;

use encoding_rs::{EUC_KR, Encoding};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Nothing of the contract lies deeper than a third of this.
const DEEPEST: usize = 48;
/// The largest sound answer has some two thousand values.
const MOST_VALUES: usize = 50_000;

/// Why bytes are no JSON that we look at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    #[error("it is empty")]
    Empty,
    #[error("it is HTML")]
    Html,
    #[error("it is no text in UTF-8")]
    NotText,
    #[error("it lies deeper than {DEEPEST} levels")]
    TooDeep,
    #[error("it has more than {MOST_VALUES} values")]
    TooMany,
    #[error("it is no JSON: {0}")]
    NotJson(String),
}

/// A value, and what was odd about its writing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Json {
    pub value: Value,
    /// Keys that an object has twice; the last one counts.
    pub twice: Vec<String>,
    /// The encoding that it was in, if not UTF-8.
    pub encoding: Option<&'static str>,
}

/// Reads bytes, in the encoding that the server says (`text/html; charset=euc-kr`) when they are not UTF-8.
pub fn parse(bytes: &[u8], content_type: Option<&str>) -> Result<Json, JsonError> {
    let (text, encoding) = decode(bytes, content_type)?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(JsonError::Empty);
    }
    let state = RefCell::new(State::default());
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Tree { state: &state, depth: 0 }.deserialize(&mut reader).and_then(|value| {
        reader.end()?;
        Ok(value)
    });
    let state = state.into_inner();
    match read {
        Ok(value) => Ok(Json { value, twice: state.twice, encoding }),
        Err(_) if state.too_deep => Err(JsonError::TooDeep),
        Err(_) if state.values > MOST_VALUES => Err(JsonError::TooMany),
        Err(_) if text.starts_with('<') => Err(JsonError::Html),
        Err(error) => Err(JsonError::NotJson(error.to_string())),
    }
}

fn decode<'a>(
    bytes: &'a [u8],
    content_type: Option<&str>,
) -> Result<(Cow<'a, str>, Option<&'static str>), JsonError> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.into(), None));
    }
    let declared = content_type.and_then(|kind| {
        let (_, charset) = kind.split_once("charset=")?;
        let label = charset.split(';').next().unwrap_or_default().trim().trim_matches('"');
        Encoding::for_label(label.as_bytes())
    });
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    // Old servers in Korea speak CP949 without saying so.
    let encoding = marked.or(declared.filter(|encoding| *encoding != encoding_rs::UTF_8)).unwrap_or(EUC_KR);
    let (text, _, wrong) = encoding.decode(bytes);
    if wrong { Err(JsonError::NotText) } else { Ok((text, Some(encoding.name()))) }
}

#[derive(Default)]
struct State {
    values: usize,
    too_deep: bool,
    twice: Vec<String>,
}

/// Builds values, and counts them.
#[derive(Clone, Copy)]
struct Tree<'a> {
    state: &'a RefCell<State>,
    depth: usize,
}

impl<'a> Tree<'a> {
    fn deeper<E: Error>(self) -> Result<Tree<'a>, E> {
        if self.depth == DEEPEST {
            self.state.borrow_mut().too_deep = true;
            return Err(E::custom("too deep"));
        }
        Ok(Tree { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.state.borrow_mut().values += 1;
        if self.state.borrow().values > MOST_VALUES {
            return Err(D::Error::custom("too many values"));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let within = self.deeper()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(within)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let within = self.deeper()?;
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(within)?;
            if map.contains_key(&key) {
                let mut state = self.state.borrow_mut();
                if state.twice.len() < 10 {
                    state.twice.push(key.clone());
                }
            }
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}
