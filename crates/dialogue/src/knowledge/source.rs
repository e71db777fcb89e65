//! Sources: entries of questions and answers in YAML, and documents in Markdown or plain text.
//!
//! ```yaml
//! knowledge:
//!   - ask: [배송은 얼마나 걸려요?, 언제 받을 수 있어요?]
//!     answer: 보통 이틀 걸려요.
//!     source: https://shop.example/delivery
//!     category: 배송
//! ```

use serde::Deserialize;

use crate::vector::Purpose;

const MOST_BYTES: usize = 8 << 20;
const MOST_PHRASINGS: usize = 50;
const LONGEST_PHRASING: usize = 300;
const LONGEST_ANSWER: usize = 2000;
/// Sentences of a document are taken together up to so many letters.
const PASSAGE: usize = 160;

/// Something that may be said.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// What a question is compared with: other questions, and what answers.
    pub phrasings: Vec<(Purpose, String)>,
    pub text: String,
    pub speech: Option<String>,
    pub origin: Origin,
}

/// Where it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The file.
    pub name: String,
    /// The headings above it, or the entry's category.
    pub heading: Option<String>,
    /// A page to read on.
    pub link: Option<String>,
    pub line: Option<usize>,
}

impl Origin {
    /// For people: `guide.md, 주차`.
    #[must_use]
    pub fn shown(&self) -> String {
        match &self.heading {
            Some(heading) => format!("{}, {heading}", self.name),
            None => self.name.clone(),
        }
    }
}

/// What is wrong with a source, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {}{}{reason}", line.map(|line| format!("line {line}: ")).unwrap_or_default(), shown(field))]
pub struct SourceError {
    pub name: String,
    pub line: Option<usize>,
    pub field: String,
    pub reason: String,
}

fn shown(field: &str) -> String {
    if field.is_empty() || field == "." { String::new() } else { format!("{field}: ") }
}

pub fn read(name: &str, text: &str) -> Result<Vec<Passage>, SourceError> {
    if text.len() > MOST_BYTES {
        let reason = format!("the file has {} bytes; the limit is {MOST_BYTES}", text.len());
        return Err(SourceError { name: name.to_owned(), line: None, field: String::new(), reason });
    }
    if name.ends_with(".yaml") || name.ends_with(".yml") {
        entries(name, text)
    } else {
        Ok(document(name, text))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    knowledge: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    ask: Phrasings,
    answer: String,
    #[serde(default)]
    speech: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    category: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a question or a list of questions")]
enum Phrasings {
    One(String),
    Many(Vec<String>),
}

fn entries(name: &str, text: &str) -> Result<Vec<Passage>, SourceError> {
    let file: File =
        serde_path_to_error::deserialize(serde_norway::Deserializer::from_str(text)).map_err(|error| {
            let line = error.inner().location().map(|location| location.line());
            let field = error.path().to_string();
            let reason = error.into_inner().to_string();
            let reason = reason.split(" at line ").next().unwrap_or_default();
            let reason = reason.strip_prefix(&format!("{field}: ")).unwrap_or(reason).to_owned();
            SourceError { name: name.to_owned(), line, field, reason }
        })?;
    let mut passages = Vec::new();
    for (index, entry) in file.knowledge.into_iter().enumerate() {
        let phrasings = match entry.ask {
            Phrasings::One(phrasing) => vec![phrasing],
            Phrasings::Many(phrasings) => phrasings,
        };
        let near = phrasings.first().cloned().unwrap_or_default();
        let line =
            text.lines().position(|line| !near.is_empty() && line.contains(&near)).map(|line| line + 1);
        let wrong = |field: &str, reason: String| SourceError {
            name: name.to_owned(),
            line,
            field: format!("knowledge[{index}].{field}"),
            reason,
        };
        if phrasings.is_empty() || phrasings.len() > MOST_PHRASINGS {
            let reason = format!("there are {} questions; 1 to {MOST_PHRASINGS} may be", phrasings.len());
            return Err(wrong("ask", reason));
        }
        let unfit = |text: &&String| text.trim().is_empty() || text.chars().count() > LONGEST_PHRASING;
        if let Some(phrasing) = phrasings.iter().find(unfit) {
            let count = phrasing.chars().count();
            return Err(wrong(
                "ask",
                format!("a question has {count} letters; 1 to {LONGEST_PHRASING} may be"),
            ));
        }
        let count = entry.answer.trim().chars().count();
        if count == 0 || count > LONGEST_ANSWER {
            return Err(wrong("answer", format!("it has {count} letters; 1 to {LONGEST_ANSWER} may be")));
        }
        let origin = Origin { name: name.to_owned(), heading: entry.category, link: entry.source, line };
        let text = entry.answer.trim().to_owned();
        let answers = std::iter::once((Purpose::Passage, text.clone()));
        let phrasings =
            phrasings.into_iter().map(|phrasing| (Purpose::Query, phrasing)).chain(answers).collect();
        passages.push(Passage { phrasings, text, speech: entry.speech, origin });
    }
    Ok(passages)
}

/// Sentences under their headings.
fn document(name: &str, text: &str) -> Vec<Passage> {
    let mut headings: Vec<(usize, String)> = Vec::new();
    let mut passages = Vec::new();
    let mut paragraph: Vec<(usize, &str)> = Vec::new();
    let mut fenced = false;
    for (number, line) in text.lines().enumerate().chain([(0, "")]) {
        let line = line.trim();
        fenced ^= line.starts_with("```");
        let level = line.chars().take_while(|c| *c == '#').count();
        let heading = (1..=6).contains(&level) && line[level..].starts_with(' ') && !fenced;
        let item = line.starts_with(['-', '*', '|', '+']) || line.starts_with(|c: char| c.is_ascii_digit());
        if line.is_empty() || heading || item || line.starts_with("```") {
            flush(name, &headings, &mut paragraph, &mut passages);
        }
        if heading {
            headings.retain(|(other, _)| *other < level);
            headings.push((level, line[level..].trim().trim_end_matches('#').trim().to_owned()));
        } else if !line.is_empty() && !line.starts_with("```") {
            paragraph.push((number + 1, line));
        }
    }
    passages
}

fn flush(
    name: &str,
    headings: &[(usize, String)],
    paragraph: &mut Vec<(usize, &str)>,
    passages: &mut Vec<Passage>,
) {
    let Some(&(line, _)) = paragraph.first() else { return };
    let text = paragraph.drain(..).map(|(_, line)| line).collect::<Vec<_>>().join(" ");
    let text = plain(&text);
    let heading: Vec<&str> = headings.iter().map(|(_, heading)| heading.as_str()).collect();
    let heading = (!heading.is_empty()).then(|| heading.join(" > "));
    for part in parts(&text) {
        let under = |text: &str| match headings.last() {
            Some((_, heading)) => (Purpose::Passage, format!("{heading}: {text}")),
            None => (Purpose::Passage, text.to_owned()),
        };
        let mut phrasings = vec![under(&part)];
        // Each sentence by itself as well: another beside it hides what it says.
        let sentences = sentences(&part);
        if sentences.len() > 1 {
            phrasings.extend(sentences.into_iter().map(under));
        }
        let origin = Origin { name: name.to_owned(), heading: heading.clone(), link: None, line: Some(line) };
        passages.push(Passage { phrasings, text: part, speech: None, origin });
    }
}

/// Sentences, short ones taken together.
fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for sentence in sentences(text) {
        match parts.last_mut() {
            Some(last) if last.chars().count() + sentence.chars().count() < PASSAGE => {
                last.push(' ');
                last.push_str(sentence);
            }
            _ => parts.push(sentence.to_owned()),
        }
    }
    // A wall of text without a full stop is cut where it is too long to be said.
    parts.retain(|part| part.chars().any(char::is_alphanumeric));
    parts.into_iter().map(|part| part.chars().take(LONGEST_ANSWER).collect()).collect()
}

fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() && text[..at].ends_with(['.', '?', '!', '。', '…']) {
            sentences.push(text[start..at].trim());
            start = at;
        }
    }
    sentences.push(text[start..].trim());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// Without the marks of Markdown.
fn plain(text: &str) -> String {
    let text = text.trim_start_matches(['-', '*', '+', '>', ' ']);
    let text = text.replace("**", "").replace('`', "");
    let mut plain = String::new();
    let mut rest = text.as_str();
    // [words](address)
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        match after.split_once("](").and_then(|(words, after)| Some((words, after.split_once(')')?.1))) {
            Some((words, after)) => {
                plain.push_str(words);
                rest = after;
            }
            None => {
                plain.push('[');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain.split('|').map(str::trim).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(", ")
}
