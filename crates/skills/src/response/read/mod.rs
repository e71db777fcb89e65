//! Reads what real servers answer. What is sound is kept, and for everything else there is a finding.

mod cards;
mod carousel;
mod context;

mod legacy;

mod parts;

use domain::Language;
use serde_json::{Map, Value};

use super::{Component, SimpleImage, SimpleText, SkillResponse, Template};
use crate::finding::Finding;
use crate::json::{self, JsonError};
use crate::limits::Limits;
use crate::read::{Fields, Notes, Say};

/// An answer with what was noticed in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    pub response: SkillResponse,
    pub findings: Vec<Finding>,
}

/// Why nothing of an answer could be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{english}")]
pub struct Unreadable {
    korean: String,
    english: String,
}

impl Unreadable {
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Korean => &self.korean,
            Language::English => &self.english,
        }
    }

    pub(crate) fn no_object() -> Self {
        Self::new("응답은 JSON 객체여야 해요.", "The answer has to be a JSON object.")
    }

    fn new(korean: impl Into<String>, english: impl Into<String>) -> Self {
        Self { korean: korean.into(), english: english.into() }
    }
}

impl From<JsonError> for Unreadable {
    fn from(error: JsonError) -> Self {
        let english = format!("The answer cannot be read: {error}.");
        match error {
            JsonError::Empty => Self::new("응답이 비어 있어요.", english),
            JsonError::Html => {
                Self::new("JSON이 아니라 HTML이 왔어요. 오류 페이지나 로그인 페이지일 수 있어요.", english)
            }
            JsonError::NotText => Self::new("응답이 UTF-8이 아니에요.", english),
            JsonError::TooDeep => Self::new("응답의 JSON이 너무 깊어요.", english),
            JsonError::TooMany => Self::new("응답의 JSON에 값이 너무 많아요.", english),
            JsonError::NotJson(why) => Self::new(format!("응답이 JSON이 아니에요: {why}"), english),
        }
    }
}

impl SkillResponse {
    /// Reads the body of an answer. The content type tells the encoding of bodies that are not UTF-8.
    pub fn read(body: &[u8], content_type: Option<&str>) -> Result<Read, Unreadable> {
        let mut notes = Notes::default();
        let mut json = json::parse(body, content_type)?;
        if let Some(text) = json.value.as_str() {
            // The framework has written as JSON what was JSON already.
            json = json::parse(text.as_bytes(), None)?;
            notes.warn("", &Say::written_twice(), &Value::Null);
        }
        if let Some(encoding) = json.encoding {
            notes.warn("", &Say::encoding(encoding), &Value::Null);
        }
        for key in &json.twice {
            notes.warn(key, &Say::twice(), &Value::Null);
        }
        let Value::Object(object) = &json.value else {
            return Err(Unreadable::no_object());
        };
        let response = response(object, &mut notes)?;
        Ok(Read { response, findings: notes.findings })
    }
}

fn response(object: &Map<String, Value>, notes: &mut Notes) -> Result<SkillResponse, Unreadable> {
    let mut fields = Fields::new(object, "");
    let version = fields.get(&["version"], notes);
    let old = version.is_none() && fields.get(&["contents"], notes).is_some();
    let mut response = SkillResponse {
        template: if old { Some(legacy::template(&mut fields, notes)) } else { None },
        contexts: context::values(&mut fields, notes),
        data: fields.map(&["data"], notes).unwrap_or_default(),
        use_callback: fields.flag(&["useCallback"], notes),
    };
    if !old {
        match version {
            Some(Value::String(version)) if version == "2.0" => {}
            Some(sent) => notes.warn("version", &Say::version(), sent),
            None => notes.warn("version", &Say::version_missing(), &Value::Null),
        }
        response.template = template(&mut fields, notes);
    }
    let empty = response.template.is_none() && response.data.is_empty() && response.contexts.is_empty();
    if empty && !response.use_callback {
        if object.is_empty() || version.is_none() {
            return Err(Unreadable::new(
                "스킬 응답이 아니에요: template, data, context, useCallback 가운데 아무것도 없어요.",
                "It is no skill response: it has none of template, data, context and useCallback.",
            ));
        }
        notes.error("template", &Say::nothing_to_show(), &Value::Null);
    }
    Ok(response)
}

fn template(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<Template> {
    let mut fields = fields.object(&["template"], notes)?;
    let outputs = fields.list(&["outputs"], 100, notes);
    if outputs.is_empty() {
        notes.error(&fields.path_of("outputs"), &Say::no_outputs(), &Value::Null);
    }
    let mut read: Vec<Component> =
        outputs.iter().filter_map(|(path, output)| component(path, output, notes)).collect();
    if read.len() > Limits::OUTPUTS {
        notes.error(&fields.path_of("outputs"), &Say::too_many(Limits::OUTPUTS), &read.len().into());
        read.truncate(Limits::OUTPUTS);
    }
    let quick_replies = parts::quick_replies(&mut fields, notes);
    (!read.is_empty() || !quick_replies.is_empty()).then_some(Template { outputs: read, quick_replies })
}

/// The components, by their name.
const COMPONENTS: [&str; 8] = [
    "simpleText",
    "simpleImage",
    "textCard",
    "basicCard",
    "commerceCard",
    "listCard",
    "itemCard",
    "carousel",
];

/// One output: an object whose one key is the name of the component.
fn component(path: &str, output: &Value, notes: &mut Notes) -> Option<Component> {
    let Value::Object(object) = output else {
        notes.error(path, &Say::object(), output);
        return None;
    };
    let mut fields = Fields::new(object, path);
    let Some(name) = COMPONENTS.into_iter().find(|name| fields.peek(&[name]).is_some()) else {
        notes.error(path, &Say::no_component(), output);
        return None;
    };
    let mut within = fields.object(&[name], notes)?;
    match name {
        "simpleText" => simple_text(&mut within, notes).map(Component::SimpleText),
        "simpleImage" => simple_image(&mut within, notes).map(Component::SimpleImage),
        "textCard" => cards::text(&mut within, false, notes).map(Component::TextCard),
        "basicCard" => cards::basic(&mut within, notes).map(Component::BasicCard),
        "commerceCard" => cards::commerce(&mut within, notes).map(Component::CommerceCard),
        "listCard" => cards::list(&mut within, false, notes).map(Component::ListCard),
        "itemCard" => cards::item(&mut within, false, notes).map(Component::ItemCard),
        _ => carousel::carousel(&mut within, notes).map(Component::Carousel),
    }
}

fn simple_text(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<SimpleText> {
    fields.required(&["text"], Limits::SIMPLE_TEXT, notes).map(|text| SimpleText { text })
}

fn simple_image(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<SimpleImage> {
    let image_url = fields.required_link(&["imageUrl"], notes)?;
    let alt_text = fields.text(&["altText"], Limits::ALT_TEXT, notes).unwrap_or_default();
    Some(SimpleImage { image_url, alt_text })
}
