//! SSML: text that says how it wants to be spoken.
//!
//! A part of the W3C's Speech Synthesis Markup Language 1.1: `speak`, `p`, `s`, `voice`, `lang`, `prosody`, `break`,
//! `say-as` and `sub`. What is not spoken is not skipped in silence: the error names the place, and what could stand
//! there. The markup is a stranger's: its size, its nesting and its pauses are bounded, and it cannot declare entities.
//!
//! Adding an element: an arm in [`Reader::element`].

mod prosody;
mod say_as;
mod wrong;

use std::time::Duration;

use domain::Language;
use roxmltree::{Document, Node, ParsingOptions};

pub use self::wrong::Wrong;
use crate::SpeechError;
use crate::sentences::End;

/// The longest markup, in characters: several times the longest text.
pub const LIMIT: usize = 20_000;

/// Elements and texts in one document, and elements within elements.
const MOST_NODES: u32 = 4_000;
const DEEPEST: usize = 24;

/// One pause, and all of them together.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
const LONGEST_SILENCE: Duration = Duration::from_secs(60);

/// What is spoken, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    Say(Say),
    Pause(Duration),
}

impl Part {
    /// The characters that are spoken.
    pub fn characters(&self) -> usize {
        match self {
            Self::Say(say) => say.text.chars().count(),
            Self::Pause(_) => 0,
        }
    }
}

/// A text in one manner.
#[derive(Clone, Debug, PartialEq)]
pub struct Say {
    pub text: String,
    pub setting: Setting,
    /// What the markup says about the end of the text.
    pub end: End,
}

/// How a text is spoken, beside what was asked for the whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The language of text that does not show it.
    pub language: Language,
    pub voice: Option<String>,
    /// Times the pace.
    pub speed: f32,
    /// Semitones above or below.
    pub pitch: f32,
    /// Times the loudness.
    pub gain: f32,
}

/// Reads a document whose text is in this language unless it says otherwise.
pub fn read(markup: &str, language: Language) -> Result<Vec<Part>, SpeechError> {
    let characters = markup.chars().count();
    if characters > LIMIT {
        return Err(SpeechError::TextTooLong { characters, limit: LIMIT });
    }
    parts(markup.trim(), language).map_err(|wrong| SpeechError::Markup(wrong.to_string()))
}

fn parts(markup: &str, language: Language) -> Result<Vec<Part>, Wrong> {
    if nesting(markup) > DEEPEST {
        return Err(Wrong::too_deep(DEEPEST));
    }
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(markup, options).map_err(|error| Wrong::not_xml(&error))?;
    let root = document.root_element();
    if root.tag_name().name() != "speak" {
        return Err(Wrong::no_speak(root));
    }
    let mut reader = Reader { parts: Vec::new(), open: false, silence: Duration::ZERO };
    let setting = Setting { language, voice: None, speed: 1.0, pitch: 0.0, gain: 1.0 };
    wrong::check_attributes(root, &["version", "lang", "onlangfailure"])?;
    reader.inside(root, &in_language(root, setting)?)?;
    reader.parts.retain(|part| !matches!(part, Part::Say(say) if say.text.trim().is_empty()));
    Ok(reader.parts)
}

/// Collects what is spoken.
struct Reader {
    parts: Vec<Part>,
    /// The last text goes on.
    open: bool,
    silence: Duration,
}

impl Reader {
    fn inside(&mut self, node: Node<'_, '_>, setting: &Setting) -> Result<(), Wrong> {
        for child in node.children() {
            if let Some(text) = child.text().filter(|_| child.is_text()) {
                self.say(text, setting);
            } else if child.is_element() {
                self.element(child, setting)?;
            }
        }
        Ok(())
    }

    fn element(&mut self, node: Node<'_, '_>, setting: &Setting) -> Result<(), Wrong> {
        match node.tag_name().name() {
            "p" => self.enclosed(node, setting, End::Paragraph),
            "s" => self.enclosed(node, setting, End::Sentence),
            "voice" => {
                wrong::check_attributes(node, &["name", "lang", "language", "languages"])?;
                let mut setting = in_language(node, setting.clone())?;
                if let Some(name) = attribute(node, "name") {
                    setting.voice = Some(name.to_owned());
                }
                self.inside(node, &setting)
            }
            "lang" => {
                wrong::check_attributes(node, &["lang", "onlangfailure"])?;
                let setting = in_language(node, setting.clone())?;
                self.inside(node, &setting)
            }
            "prosody" => {
                let setting = prosody::applied(node, setting)?;
                self.inside(node, &setting)
            }
            "break" => self.pause(node),
            "say-as" => {
                let text = say_as::words(node, setting.language)?;
                self.say(&text, setting);
                Ok(())
            }
            "sub" => {
                wrong::check_attributes(node, &["alias"])?;
                let alias =
                    attribute(node, "alias").ok_or_else(|| Wrong::missing(node, "alias", "대한민국"))?;
                self.say(alias, setting);
                Ok(())
            }
            _ => Err(Wrong::unknown_element(node)),
        }
    }

    /// A paragraph or a sentence: nothing runs into it, nothing runs out of it.
    fn enclosed(&mut self, node: Node<'_, '_>, setting: &Setting, end: End) -> Result<(), Wrong> {
        wrong::check_attributes(node, &["lang", "onlangfailure"])?;
        self.close(End::Sentence);
        self.inside(node, &in_language(node, setting.clone())?)?;
        self.close(end);
        Ok(())
    }

    /// Adds to the text that is being spoken, or begins another where the manner changes.
    fn say(&mut self, text: &str, setting: &Setting) {
        let mut words = String::new();
        for c in text.chars() {
            if !c.is_whitespace() {
                words.push(c);
            } else if !words.ends_with(' ') {
                words.push(' ');
            }
        }
        match self.parts.last_mut() {
            Some(Part::Say(say)) if self.open && say.setting == *setting => {
                let words = if say.text.ends_with(' ') { words.trim_start() } else { &words };
                say.text.push_str(words);
            }
            _ if words.trim().is_empty() => {}
            _ => {
                self.parts.push(Part::Say(Say { text: words, setting: setting.clone(), end: End::Phrase }));
                self.open = true;
            }
        }
    }

    fn close(&mut self, end: End) {
        if let (true, Some(Part::Say(say))) = (self.open, self.parts.last_mut()) {
            say.end = end;
        }
        self.open = false;
    }

    fn pause(&mut self, node: Node<'_, '_>) -> Result<(), Wrong> {
        let length = prosody::pause(node)?;
        self.silence += length;
        if length > LONGEST_PAUSE || self.silence > LONGEST_SILENCE {
            return Err(Wrong::silent_too_long(node, LONGEST_PAUSE, LONGEST_SILENCE));
        }
        self.open = false;
        self.parts.push(Part::Pause(length));
        Ok(())
    }
}

/// An attribute with or without a prefix: `xml:lang` and `lang` alike.
fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value().trim())
}

fn in_language(node: Node<'_, '_>, mut setting: Setting) -> Result<Setting, Wrong> {
    for name in ["lang", "language", "languages"] {
        let Some(tag) = attribute(node, name) else { continue };
        let code = tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
        setting.language = code.parse().map_err(|_| Wrong::unknown_language(node, tag))?;
    }
    Ok(setting)
}

/// How deep the elements stand within each other, at most: counted before anything else reads them.
fn nesting(markup: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in markup.split('<').skip(1) {
        let inside = tag.split('>').next().unwrap_or_default();
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !tag.starts_with(['!', '?']) && !inside.ends_with('/') {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}
