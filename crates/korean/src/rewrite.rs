//! A text that was rewritten in places, and which place came from where: times of words outlive a new spelling.

use std::ops::Range;

/// The text as it is now, with the way back to how it was.
#[derive(Clone, Debug, Default)]
pub struct Rewritten {
    text: String,
    /// What each pass changed, the first one first.
    passes: Vec<Vec<Edit>>,
}

/// One place that is written differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that it stands for.
    pub source: Range<usize>,
    pub text: String,
}

impl Rewritten {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), passes: Vec::new() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn into_text(self) -> String {
        self.text
    }

    /// Rewrites the text once more. `find` tells the edits in their order; none may overlap.
    pub fn pass(mut self, find: impl FnOnce(&str) -> Vec<Edit>) -> Self {
        let mut edits = find(&self.text);
        edits.retain(|edit| self.text.get(edit.source.clone()).is_some_and(|old| old != edit.text));
        if edits.is_empty() {
            return self;
        }
        let mut text = String::with_capacity(self.text.len());
        let mut copied = 0;
        for edit in &edits {
            debug_assert!(edit.source.start >= copied, "edits come in order: {edit:?}");
            text.push_str(&self.text[copied..edit.source.start]);
            text.push_str(&edit.text);
            copied = edit.source.end;
        }
        text.push_str(&self.text[copied..]);
        self.text = text;
        self.passes.push(edits);
        self
    }

    /// The bytes of the original text that these bytes of the new one came from. A place that was written anew counts
    /// as a whole.
    pub fn source(&self, written: Range<usize>) -> Range<usize> {
        self.passes.iter().rev().fold(written, |range, edits| back(edits, range))
    }
}

/// Where a range was before these edits.
fn back(edits: &[Edit], range: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (None, None);
    // The end of the edit before, as it was and as it is.
    let (mut old, mut new) = (0, 0);
    for edit in edits {
        let begins = new + (edit.source.start - old);
        let ends = begins + edit.text.len();
        if start.is_none() && range.start < ends {
            start = Some(if range.start < begins { old + (range.start - new) } else { edit.source.start });
        }
        if end.is_none() && range.end <= begins {
            end = Some(old + (range.end - new));
        } else if end.is_none() && range.end <= ends {
            end = Some(edit.source.end);
        }
        (old, new) = (edit.source.end, ends);
        if end.is_some() {
            break;
        }
    }
    let start = start.unwrap_or_else(|| old + range.start.saturating_sub(new));
    let end = end.unwrap_or_else(|| old + range.end.saturating_sub(new));
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_knows_where_it_came_from() {
        let replace = |from: &'static str, to: &'static str| {
            move |text: &str| -> Vec<Edit> {
                let edit = |(at, _)| Edit { source: at..at + from.len(), text: to.into() };
                text.match_indices(from).map(edit).collect()
            }
        };
        let said = "내일 세 시 삼십 분에 보자";
        let rewritten = Rewritten::new(said).pass(replace("세 시", "3시")).pass(replace("삼십 분", "30분"));
        assert_eq!(rewritten.text(), "내일 3시 30분에 보자");
        let origin = |part: &str| {
            let at = rewritten.text().find(part).unwrap();
            &said[rewritten.source(at..at + part.len())]
        };
        for (part, expected) in [
            ("내일", "내일"),
            ("3시", "세 시"),
            ("30분에", "삼십 분에"),
            ("3시 30분", "세 시 삼십 분"),
            ("보자", "보자"),
            ("30", "삼십 분"),
        ] {
            assert_eq!(origin(part), expected, "{part}");
        }
        assert_eq!(rewritten.source(0..rewritten.text().len()), 0..said.len());
    }
}
