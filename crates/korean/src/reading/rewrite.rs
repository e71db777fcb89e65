//! Replacing what a pattern finds, by a function that also sees the text on both sides.

use regex::{Captures, Regex};

/// The text before a match and the text behind it.
#[derive(Clone, Copy)]
pub(super) struct Sides<'t> {
    pub before: &'t str,
    pub behind: &'t str,
}

impl Sides<'_> {
    /// The character just before the match.
    pub fn last(&self) -> Option<char> {
        self.before.chars().next_back()
    }

    /// The character just behind the match.
    pub fn next(&self) -> Option<char> {
        self.behind.chars().next()
    }

    /// Whether the text before ends with one of these, whatever the spaces between.
    pub fn follows(&self, words: &[&str]) -> bool {
        let before = self.before.trim_end();
        words.iter().any(|word| before.ends_with(word))
    }

    /// Whether the text behind begins with one of these, whatever the spaces between.
    pub fn precedes(&self, words: &[&str]) -> bool {
        let behind = self.behind.trim_start();
        words.iter().any(|word| behind.starts_with(word))
    }
}

/// Every match from left to right; one for which `to` has nothing stays as it is.
pub(super) fn rewrite(
    text: &str,
    pattern: &Regex,
    mut to: impl FnMut(&Captures, Sides) -> Option<String>,
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for found in pattern.captures_iter(text) {
        let whole = found.get(0).expect("a match has a place");
        let sides = Sides { before: &text[..whole.start()], behind: &text[whole.end()..] };
        if let Some(words) = to(&found, sides) {
            out.push_str(&text[copied..whole.start()]);
            out.push_str(&words);
            copied = whole.end();
        }
    }
    out.push_str(&text[copied..]);
    out
}

/// The text of a group, empty if it took no part.
pub(super) fn group<'t>(found: &Captures<'t>, index: usize) -> &'t str {
    found.get(index).map_or("", |part| part.as_str())
}
