//! From the written form of a template to its parts.

use korean::particle;

use super::{Template, TemplateError};

const LONGEST: usize = 10_000;
const DEEPEST: usize = 8;

#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    Text(String),
    /// 해요체, 합쇼체, 해체.
    Levels([String; 3]),
    Value(Place),
    If {
        condition: Condition,
        then: Vec<Part>,
        otherwise: Vec<Part>,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub name: String,
    pub filter: Option<Filter>,
    pub particle: Option<Particle>,
    /// Line and column.
    at: (usize, usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    Date,
    Time,
    Number,
    Money,
    Duration,
    Phone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Particle {
    /// After a consonant and after a vowel.
    Pair(&'static str, &'static str),
    /// "Is", in the bot's level.
    Copula,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    name: String,
    at: (usize, usize),
    pub not: bool,
    pub equals: Option<String>,
}

impl Condition {
    pub fn name(&self) -> &str {
        &self.name
    }
}

pub fn parse(text: &str) -> Result<Template, TemplateError> {
    let mut parser = Parser { text, at: 0 };
    if text.chars().count() > LONGEST {
        return Err(parser.wrong(0, format!("it is longer than {LONGEST} letters")));
    }
    let (parts, end) = parser.parts(0)?;
    match end {
        None => Ok(Template { parts }),
        Some((keyword, at)) => Err(parser.wrong(at, format!("{{% {keyword} %}} belongs to no {{% if … %}}"))),
    }
}

/// Every name with its place.
pub fn places<'a>(parts: &'a [Part], found: &mut impl FnMut(&'a str, (usize, usize))) {
    for part in parts {
        match part {
            Part::Value(place) => found(&place.name, place.at),
            Part::If { condition, then, otherwise } => {
                found(&condition.name, condition.at);
                places(then, found);
                places(otherwise, found);
            }
            Part::Text(_) | Part::Levels(_) => {}
        }
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

/// `else` or `endif`, and where it stands.
type End<'a> = Option<(&'a str, usize)>;

impl<'a> Parser<'a> {
    /// Parts up to the end, or to an `else` or `endif`.
    fn parts(&mut self, depth: usize) -> Result<(Vec<Part>, End<'a>), TemplateError> {
        let mut parts = Vec::new();
        let mut text = String::new();
        while let Some(c) = self.text[self.at..].chars().next() {
            let start = self.at;
            let part = if let Some(inside) = self.enclosed("{{", "}}")? {
                Some(Part::Value(self.value(inside, start)?))
            } else if let Some(inside) = self.enclosed("{%", "%}")? {
                match inside.trim() {
                    keyword @ ("else" | "endif") => {
                        parts.extend(some(text));
                        return Ok((parts, Some((keyword, start))));
                    }
                    statement => Some(self.condition(statement, start, depth)?),
                }
            } else {
                self.levels()
            };
            match part {
                Some(part) => {
                    parts.extend(some(std::mem::take(&mut text)));
                    parts.push(part);
                }
                None => {
                    text.push(c);
                    self.at += c.len_utf8();
                }
            }
        }
        parts.extend(some(text));
        Ok((parts, None))
    }

    /// What stands between these marks, if the first of them is next.
    fn enclosed(&mut self, open: &str, close: &str) -> Result<Option<&'a str>, TemplateError> {
        let rest = &self.text[self.at..];
        let Some(inside) = rest.strip_prefix(open) else { return Ok(None) };
        let Some(length) = inside.find(close) else {
            return Err(self.wrong(self.at, format!("{open} has no {close}")));
        };
        self.at += open.len() + length + close.len();
        Ok(Some(&inside[..length]))
    }

    fn value(&mut self, inside: &str, start: usize) -> Result<Place, TemplateError> {
        let mut pieces = inside.split('|').map(str::trim);
        let name = self.name(pieces.next().unwrap_or_default(), start)?;
        let mut place = Place { name, filter: None, particle: None, at: self.place(start) };
        for piece in pieces {
            match (filter(piece), particle(piece)) {
                (Some(filter), _) => place.filter = Some(filter),
                (None, Some(particle)) => place.particle = Some(particle),
                (None, None) => {
                    let reason = format!(
                        "{piece:?} is no filter and no particle that changes; \
                         filters are date, time, number, money, duration, phone"
                    );
                    return Err(self.wrong(start, reason));
                }
            }
        }
        // The particle may be written behind the braces.
        if let (None, Some((length, (consonant, vowel)))) =
            (place.particle, particle::written_pair(&self.text[self.at..]))
        {
            place.particle = particle(consonant).or(Some(Particle::Pair(consonant, vowel)));
            self.at += length;
        }
        Ok(place)
    }

    fn condition(&mut self, statement: &str, start: usize, depth: usize) -> Result<Part, TemplateError> {
        let Some(condition) = statement.strip_prefix("if ") else {
            let reason = format!("{{% {statement} %}} is not known; there are if, else and endif");
            return Err(self.wrong(start, reason));
        };
        if depth >= DEEPEST {
            return Err(self.wrong(start, format!("more than {DEEPEST} conditions are in each other")));
        }
        let (not, condition) = match condition.trim().strip_prefix("not ") {
            Some(rest) => (true, rest),
            None => (false, condition),
        };
        let (name, equals) = match condition.split_once("==") {
            Some((name, value)) => (name, Some(value.trim().trim_matches(['"', '\'']).to_owned())),
            None => (condition, None),
        };
        let name = self.name(name.trim(), start)?;
        let condition = Condition { name, at: self.place(start), not, equals };
        let (then, mut end) = self.parts(depth + 1)?;
        let mut otherwise = Vec::new();
        if let Some(("else", _)) = end {
            (otherwise, end) = self.parts(depth + 1)?;
        }
        match end {
            Some(("endif", _)) => Ok(Part::If { condition, then, otherwise }),
            _ => Err(self.wrong(start, "{% if … %} has no {% endif %}".into())),
        }
    }

    /// `[해요|합니다|해]`; brackets with other than three texts are brackets.
    fn levels(&mut self) -> Option<Part> {
        let inside = self.text[self.at..].strip_prefix('[')?;
        let length = inside.find(']')?;
        let levels: Vec<String> = inside[..length].split('|').map(str::to_owned).collect();
        let levels: [String; 3] = levels.try_into().ok()?;
        if levels.iter().any(|level| level.contains(['[', '{', '\n'])) {
            return None;
        }
        self.at += length + 2;
        Some(Part::Levels(levels))
    }

    fn name(&self, name: &str, start: usize) -> Result<String, TemplateError> {
        let good = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | ':');
        if name.is_empty() {
            return Err(self.wrong(start, "the braces are empty; write {{ name }}".into()));
        }
        if !name.chars().all(good) {
            return Err(self.wrong(start, format!("{name:?} is no name: letters, digits, `_`, `.`, `-`")));
        }
        Ok(name.to_owned())
    }

    fn wrong(&self, at: usize, reason: String) -> TemplateError {
        let (line, column) = self.place(at);
        TemplateError { line, column, reason }
    }

    fn place(&self, at: usize) -> (usize, usize) {
        let before = &self.text[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        (line, column)
    }
}

fn some(text: String) -> Option<Part> {
    (!text.is_empty()).then_some(Part::Text(text))
}

fn filter(name: &str) -> Option<Filter> {
    Some(match name {
        "date" => Filter::Date,
        "time" => Filter::Time,
        "number" => Filter::Number,
        "money" => Filter::Money,
        "duration" => Filter::Duration,
        "phone" => Filter::Phone,
        _ => return None,
    })
}

fn particle(name: &str) -> Option<Particle> {
    match particle::pair(name)? {
        ("이에요", "예요") => Some(Particle::Copula),
        (consonant, vowel) => Some(Particle::Pair(consonant, vowel)),
    }
}
