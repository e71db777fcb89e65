//! The template language of intent files.
//!
//! ```text
//! (알람|자명종)     one of these
//! [을]              perhaps this
//! <please>          a shared rule of _rules.yaml
//! {time}            a value; {label:text} is a value of kind `text` named label
//! (a;b;[c])         all of these, in any order
//! ```

use crate::value::Kind;

/// A parsed template.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Literal(String),
    Sequence(Vec<Self>),
    Alternatives(Vec<Self>),
    Optional(Box<Self>),
    /// All of them, in any order.
    AnyOrder(Vec<Self>),
    Slot {
        name: String,
        kind: Kind,
    },
    Rule(String),
}

/// Why a template cannot be read.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum TemplateError {
    #[error("{0:?} is not closed")]
    Unclosed(char),
    #[error("unexpected {0:?}")]
    Unexpected(char),
    #[error("unknown kind of value {0:?}")]
    UnknownKind(String),
    #[error("a group mixes | and ;")]
    MixedGroup,
    #[error("a group in any order has more than five members")]
    TooManyInAnyOrder,
    #[error("brackets are nested too deeply")]
    TooDeep,
}

const DEEPEST: usize = 32;
const MOST_IN_ANY_ORDER: usize = 5;

pub fn parse(text: &str) -> Result<Node, TemplateError> {
    let mut parser = Parser { chars: text.chars().collect(), at: 0, depth: 0 };
    let node = parser.sequence()?;
    match parser.peek() {
        None => Ok(node),
        Some(c) => Err(TemplateError::Unexpected(c)),
    }
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn sequence(&mut self) -> Result<Node, TemplateError> {
        let mut parts = Vec::new();
        let mut literal = String::new();
        while let Some(c) = self.peek() {
            if matches!(c, '|' | ';' | ')' | ']') {
                break;
            }
            self.at += 1;
            let node = match c {
                '(' => self.group()?,
                '[' => self.optional()?,
                '{' => self.slot()?,
                '<' => Node::Rule(self.until('>')?),
                '}' | '>' => return Err(TemplateError::Unexpected(c)),
                _ => {
                    literal.push(c);
                    continue;
                }
            };
            flush(&mut literal, &mut parts);
            parts.push(node);
        }
        flush(&mut literal, &mut parts);
        Ok(if parts.len() == 1 { parts.remove(0) } else { Node::Sequence(parts) })
    }

    fn group(&mut self) -> Result<Node, TemplateError> {
        self.members(')', '(')
    }

    fn optional(&mut self) -> Result<Node, TemplateError> {
        Ok(Node::Optional(Box::new(self.members(']', '[')?)))
    }

    fn members(&mut self, close: char, open: char) -> Result<Node, TemplateError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(TemplateError::TooDeep);
        }
        let mut members = vec![self.sequence()?];
        let mut separator = None;
        loop {
            let c = self.peek().ok_or(TemplateError::Unclosed(open))?;
            self.at += 1;
            if c == close {
                break;
            }
            if !matches!(c, '|' | ';') {
                return Err(TemplateError::Unexpected(c));
            }
            if separator.is_some_and(|s| s != c) {
                return Err(TemplateError::MixedGroup);
            }
            separator = Some(c);
            members.push(self.sequence()?);
        }
        self.depth -= 1;
        match separator {
            None => Ok(members.remove(0)),
            Some(';') if members.len() > MOST_IN_ANY_ORDER => Err(TemplateError::TooManyInAnyOrder),
            Some(';') => Ok(Node::AnyOrder(members)),
            Some(_) => Ok(Node::Alternatives(members)),
        }
    }

    fn slot(&mut self) -> Result<Node, TemplateError> {
        let text = self.until('}')?;
        let (name, kind) = text.split_once(':').unwrap_or((&text, &text));
        let kind = Kind::from_name(kind).ok_or_else(|| TemplateError::UnknownKind(kind.to_owned()))?;
        Ok(Node::Slot { name: name.to_owned(), kind })
    }

    fn until(&mut self, close: char) -> Result<String, TemplateError> {
        let rest = &self.chars[self.at..];
        let length =
            rest.iter().position(|&c| c == close).ok_or(TemplateError::Unclosed(self.chars[self.at - 1]))?;
        let text = rest[..length].iter().collect();
        self.at += length + 1;
        Ok(text)
    }
}

fn flush(literal: &mut String, parts: &mut Vec<Node>) {
    if !literal.trim().is_empty() {
        parts.push(Node::Literal(std::mem::take(literal)));
    }
    literal.clear();
}
