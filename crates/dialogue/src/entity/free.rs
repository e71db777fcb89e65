//! Entities that may be anything: what is left of a sentence between the words that examples have around them.
//!
//! `[우유 사기](memo)라고 메모해 줘` teaches that a memo ends before "라고 메모해 줘"; "내일 회의 준비라고 메모해줘" then has the
//! memo "내일 회의 준비", and so has "내일 회의 준비 메모해 줘", where less of it is said.

use std::ops::Range;

use super::Match;
use super::letters::Letters;
use crate::block::Example;

/// A free text is looked for with so many examples at most.
const MOST_FRAMES: usize = 200;

/// The words around one entity.
#[derive(Clone, Debug)]
pub struct FreeText {
    entity: String,
    frames: Vec<Frame>,
}

/// The words before and after it, the nearest first; none where the sentence begins or ends with it.
#[derive(Clone, Debug, PartialEq)]
struct Frame {
    before: Vec<String>,
    after: Vec<String>,
}

impl FreeText {
    #[must_use]
    pub fn learn<'a>(examples: impl IntoIterator<Item = &'a Example>, entity: &str) -> Self {
        let mut frames = Vec::new();
        for example in examples {
            let mut from = 0;
            let mut spans: Vec<(Range<usize>, bool)> = Vec::new();
            for tag in &example.tags {
                let Some(at) = example.text[from..].find(&tag.text).map(|at| at + from) else { continue };
                from = at + tag.text.len();
                spans.push((at..from, tag.name() == entity));
            }
            for (index, (span, _)) in spans.iter().enumerate().filter(|(_, (_, own))| *own) {
                // Other entities vary; the words beyond them do not count.
                let start = index.checked_sub(1).map_or(0, |before| spans[before].0.end);
                let end = spans.get(index + 1).map_or(example.text.len(), |after| after.0.start);
                let mut before = words(&example.text[start..span.start]);
                before.reverse();
                let frame = Frame { before, after: words(&example.text[span.end..end]) };
                let empty = frame.before.is_empty() && frame.after.is_empty();
                if !empty && !frames.contains(&frame) && frames.len() < MOST_FRAMES {
                    frames.push(frame);
                }
            }
        }
        Self { entity: entity.to_owned(), frames }
    }

    /// The words that fill the frame which most of the sentence fits.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Match> {
        let letters = Letters::new(text);
        let filled = self.frames.iter().filter_map(|frame| frame.fill(&letters));
        let (_, range) = filled.max_by_key(|(fits, range)| (*fits, std::cmp::Reverse(range.len())))?;
        let span = letters.span(range);
        let span = trimmed(text, span);
        Some(Match {
            entity: self.entity.clone(),
            entry: text[span.clone()].to_owned(),
            role: None,
            text: text[span.clone()].to_owned(),
            span,
            score: 1.0,
            others: Vec::new(),
        })
    }
}

impl Frame {
    /// How many letters of the frame the sentence has, and what is between them.
    fn fill(&self, letters: &Letters) -> Option<(usize, Range<usize>)> {
        let (start, fits_before) = self
            .before
            .iter()
            .enumerate()
            .find_map(|(skipped, word)| {
                let at = find(letters, word, 0)?;
                Some((at.end, word.chars().count())).filter(|_| skipped < 2)
            })
            .unwrap_or((0, 0));
        let (end, fits_after) = self
            .after
            .iter()
            .enumerate()
            .take(3)
            .find_map(|(skipped, _)| {
                // The words from here to the end together, then only the first of them.
                let rest: String = self.after[skipped..].concat();
                let found = rfind(letters, &rest, start).map(|at| (at, rest.chars().count()));
                let word = &self.after[skipped];
                found.or_else(|| rfind(letters, word, start).map(|at| (at, word.chars().count())))
            })
            .map_or((letters.len(), 0), |(at, fits)| (at.start, fits));
        let needed = (self.before.is_empty() || fits_before > 0) && (self.after.is_empty() || fits_after > 0);
        (needed && end > start).then_some((fits_before + fits_after, start..end))
    }
}

fn words(text: &str) -> Vec<String> {
    let plain = |word: &str| Letters::new(word).chars.into_iter().collect::<String>();
    text.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect()
}

/// The first place where these letters begin a word.
fn find(letters: &Letters, word: &str, from: usize) -> Option<Range<usize>> {
    places(letters, word, from).find(|at| letters.begins_word(at.start))
}

/// The last place of these letters.
fn rfind(letters: &Letters, word: &str, from: usize) -> Option<Range<usize>> {
    places(letters, word, from).last()
}

fn places<'a>(letters: &'a Letters, word: &str, from: usize) -> impl Iterator<Item = Range<usize>> + 'a {
    let word: Vec<char> = word.chars().collect();
    let last = letters.len().saturating_sub(word.len());
    (from..=last).filter_map(move |at| {
        let end = at + word.len();
        (letters.chars.get(at..end)? == word && !word.is_empty()).then_some(at..end)
    })
}

fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let inside = &text[span.clone()];
    let start = span.start + (inside.len() - inside.trim_start().len());
    start..start + inside.trim().len()
}
