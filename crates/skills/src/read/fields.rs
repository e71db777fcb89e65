//! The fields of one object, by their names.

use serde_json::{Map, Value};

use super::{Notes, Say};
use crate::limits::Limits;

/// No list of the contract has a tenth of this.
const MOST_LOOKED_AT: usize = 100;

pub struct Fields<'a> {
    object: &'a Map<String, Value>,
    path: String,
}

impl<'a> Fields<'a> {
    pub fn new(object: &'a Map<String, Value>, path: &str) -> Self {
        Self { object, path: path.to_owned() }
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    pub fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    pub fn is_empty(&self) -> bool {
        self.object.is_empty()
    }

    /// The field of the first of these names that is there and not null; the first name is the contract's. Names that
    /// differ only in capitals, underscores and hyphens are the same.
    pub fn get(&mut self, names: &[&str], notes: &mut Notes) -> Option<&'a Value> {
        let (key, value) = self.find(names)?;
        if key != names[0] {
            notes.warn(&self.path_of(key), &Say::other_name(names[0]), &Value::Null);
        }
        Some(value)
    }

    /// As [`Self::get`], without a word about other names.
    pub fn peek(&self, names: &[&str]) -> Option<&'a Value> {
        self.find(names).map(|(_, value)| value)
    }

    fn find(&self, names: &[&str]) -> Option<(&'a str, &'a Value)> {
        let exact = names
            .iter()
            .find_map(|name| self.object.get_key_value(*name).filter(|(_, value)| !value.is_null()));
        let (key, value) = exact.or_else(|| {
            let like = |key: &str| names.iter().any(|name| alike(key, name));
            self.object.iter().take(200).find(|(key, value)| !value.is_null() && like(key))
        })?;
        Some((key, value))
    }

    /// A text of at most so many characters. An empty one is none.
    pub fn text(&mut self, names: &[&str], most: usize, notes: &mut Notes) -> Option<String> {
        let path = self.path_of(names[0]);
        let text = plain_text(self.get(names, notes)?, &path, notes)?;
        let cut = cut(&text, most);
        if cut.len() < text.len() {
            notes.error(&path, &Say::too_long(most), &Value::String(text.clone()));
        }
        (!cut.trim().is_empty()).then(|| cut.to_owned())
    }

    /// As [`Self::text`]; without it the whole is left out.
    pub fn required(&mut self, names: &[&str], most: usize, notes: &mut Notes) -> Option<String> {
        let text = self.text(names, most, notes);
        if text.is_none() {
            notes.error(&self.path_of(names[0]), &Say::missing(), &Value::Null);
        }
        text
    }

    /// An address that a browser may open. What is none is left out.
    pub fn link(&mut self, names: &[&str], notes: &mut Notes) -> Option<String> {
        let path = self.path_of(names[0]);
        let sent = plain_text(self.get(names, notes)?, &path, notes)?;
        let mut text = sent.trim().to_owned();
        if text.is_empty() {
            return None;
        }
        if text.starts_with("//") {
            // As pages write it that are themselves behind https.
            text.insert_str(0, "https:");
            notes.warn(&path, &Say::link(), &Value::String(sent.clone()));
        }
        let lower = text.get(..8).unwrap_or(&text).to_ascii_lowercase();
        let web = lower.starts_with("http://") || lower.starts_with("https://");
        let text = encoded(&text);
        if !web || text.len() > Limits::LINK || text.chars().any(char::is_control) {
            notes.error(&path, &Say::link(), &Value::String(sent));
            return None;
        }
        Some(text)
    }

    pub fn required_link(&mut self, names: &[&str], notes: &mut Notes) -> Option<String> {
        if self.peek(names).is_none() {
            notes.error(&self.path_of(names[0]), &Say::missing(), &Value::Null);
        }
        self.link(names, notes)
    }

    /// A whole number; "12,900원" is one as well.
    pub fn number(&mut self, names: &[&str], notes: &mut Notes) -> Option<i64> {
        let path = self.path_of(names[0]);
        let value = self.get(names, notes)?;
        let number = match value {
            Value::Number(number) => number.as_i64().or_else(|| {
                let rounded = number.as_f64().filter(|number| number.abs() < 9e15)?.round();
                if number.as_f64() != Some(rounded) {
                    notes.warn(&path, &Say::whole_number(), value);
                }
                Some(rounded as i64)
            }),
            Value::String(text) if text.trim().is_empty() => return None,
            Value::String(text) => {
                let number = number_in(text);
                if number.is_some() {
                    notes.warn(&path, &Say::number_taken(), value);
                }
                number
            }
            _ => None,
        };
        if number.is_none() {
            notes.error(&path, &Say::number(), value);
        }
        number
    }

    pub fn flag(&mut self, names: &[&str], notes: &mut Notes) -> bool {
        let path = self.path_of(names[0]);
        match self.get(names, notes) {
            None => false,
            Some(Value::Bool(value)) => *value,
            Some(value) => {
                notes.warn(&path, &Say::flag_taken(), value);
                match value {
                    Value::String(text) => {
                        matches!(text.trim().to_ascii_lowercase().as_str(), "true" | "1" | "y" | "yes")
                    }
                    Value::Number(number) => number.as_i64() == Some(1),
                    _ => false,
                }
            }
        }
    }

    /// An object within. An array of one is taken for what is in it.
    pub fn object(&mut self, names: &[&str], notes: &mut Notes) -> Option<Fields<'a>> {
        let path = self.path_of(names[0]);
        match self.get(names, notes)? {
            Value::Object(object) => Some(Fields { object, path }),
            value @ Value::Array(items) => match items.first() {
                Some(Value::Object(object)) => {
                    notes.warn(&path, &Say::object_of_list(), value);
                    Some(Fields { object, path })
                }
                _ => None,
            },
            value => {
                notes.error(&path, &Say::object(), value);
                None
            }
        }
    }

    /// An object that is passed on as it is.
    pub fn map(&mut self, names: &[&str], notes: &mut Notes) -> Option<Map<String, Value>> {
        self.object(names, notes).map(|fields| fields.object.clone())
    }

    /// The items of a list with their paths, at most so many. A single object is a list of one.
    pub fn list(&mut self, names: &[&str], most: usize, notes: &mut Notes) -> Vec<(String, &'a Value)> {
        let path = self.path_of(names[0]);
        let items: &[Value] = match self.get(names, notes) {
            None => return Vec::new(),
            Some(Value::Array(items)) => items,
            Some(value @ Value::Object(_)) => {
                notes.warn(&path, &Say::list_of_one(), value);
                std::slice::from_ref(value)
            }
            Some(value) => {
                notes.error(&path, &Say::list(), value);
                return Vec::new();
            }
        };
        let sound = || items.iter().enumerate().filter(|(_, item)| !item.is_null());
        if sound().count() > most {
            notes.error(&path, &Say::too_many(most), &items.len().into());
        }
        sound().take(most).map(|(index, item)| (format!("{path}[{index}]"), item)).collect()
    }

    /// As [`Self::list`], of objects alone.
    pub fn objects(&mut self, names: &[&str], most: usize, notes: &mut Notes) -> Vec<Fields<'a>> {
        let items = self.list(names, most, notes);
        items
            .into_iter()
            .filter_map(|(path, item)| match item {
                Value::Object(object) => Some(Fields { object, path }),
                other => {
                    notes.error(&path, &Say::object(), other);
                    None
                }
            })
            .collect()
    }

    /// What each object of a list is read as: of what is sound, at most so many.
    pub fn each<T>(
        &mut self,
        names: &[&str],
        most: usize,
        notes: &mut Notes,
        mut read: impl FnMut(&mut Fields<'a>, &mut Notes) -> Option<T>,
    ) -> Vec<T> {
        let objects = self.objects(names, MOST_LOOKED_AT, notes);
        let mut sound: Vec<T> =
            objects.into_iter().filter_map(|mut within| read(&mut within, notes)).collect();
        if sound.len() > most {
            notes.error(&self.path_of(names[0]), &Say::too_many(most), &sound.len().into());
            sound.truncate(most);
        }
        sound
    }

    /// A word out of a few, whatever its capitals.
    pub fn word<T: Copy + PartialEq>(
        &mut self,
        names: &[&str],
        words: &[(&str, T)],
        notes: &mut Notes,
    ) -> Option<T> {
        let path = self.path_of(names[0]);
        let value = self.get(names, notes)?;
        let text = value.as_str().unwrap_or_default().trim();
        if text.is_empty() && value.is_string() {
            return None;
        }
        if let Some((_, word)) = words.iter().find(|(word, _)| *word == text) {
            return Some(*word);
        }
        if let Some((word, meant)) = words.iter().find(|(word, _)| alike(word, text)) {
            notes.warn(&path, &Say::taken_as(word), value);
            return Some(*meant);
        }
        let first = |(index, (_, meant)): &(usize, &(&str, T))| {
            !words[..*index].iter().any(|(_, other)| other == meant)
        };
        let known =
            words.iter().enumerate().filter(first).map(|(_, (word, _))| *word).collect::<Vec<_>>().join(", ");
        notes.warn(&path, &Say::unknown_but_shown(&known), value);
        None
    }

    /// What comes back with a press: any JSON that is not large.
    pub fn extra(&mut self, notes: &mut Notes) -> Option<Value> {
        let value = self.get(&["extra"], notes)?;
        if value.to_string().len() > Limits::EXTRA {
            notes.error(&self.path_of("extra"), &Say::extra_too_large(Limits::EXTRA), value);
            return None;
        }
        // The old format writes an absent extra as a word.
        (value.as_str() != Some("null")).then(|| value.clone())
    }

    /// Texts by name; other values are written out, as the contract asks the server to.
    pub fn texts(&mut self, names: &[&str], notes: &mut Notes) -> std::collections::BTreeMap<String, String> {
        let Some(within) = self.object(names, notes) else { return Default::default() };
        within.object.iter().map(|(name, value)| (name.clone(), written_out(value))).collect()
    }

    pub fn entries(&self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        self.object.iter().map(|(name, value)| (name.as_str(), value))
    }
}

/// A value as a text: texts as they are, everything else as JSON.
pub fn written_out(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn plain_text(value: &Value, path: &str, notes: &mut Notes) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => {
            notes.warn(path, &Say::string_taken(), value);
            Some(value.to_string())
        }
        _ => {
            notes.error(path, &Say::string(), value);
            None
        }
    }
}

/// The beginning, of at most so many characters.
pub fn cut(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end])
}

/// Whether two names differ only in capitals, underscores and hyphens.
fn alike(a: &str, b: &str) -> bool {
    fn plain(name: &str) -> impl Iterator<Item = char> + '_ {
        name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).map(|c| c.to_ascii_lowercase())
    }
    plain(a).eq(plain(b))
}

/// An address with what it has besides ASCII as browsers send it: "/한글" as "/%ED%95%9C%EA%B8%80".
fn encoded(address: &str) -> String {
    let mut text = String::with_capacity(address.len());
    for c in address.chars() {
        if c.is_ascii() && c != ' ' {
            text.push(c);
        } else {
            let mut bytes = [0; 4];
            text.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
        }
    }
    text
}

/// The number in a text that has one: "12,900원", "₩ 3000", "-500".
fn number_in(text: &str) -> Option<i64> {
    let text = text.trim().trim_start_matches(['₩', '￦']).trim();
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.' | '-' | '+')))
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    if !matches!(unit.trim(), "" | "원" | "won" | "WON" | "KRW" | "krw" | "%" | "퍼센트") {
        return None;
    }
    let number: f64 = number.replace(',', "").parse().ok()?;
    (number.abs() < 9e15).then_some(number.round() as i64)
}
