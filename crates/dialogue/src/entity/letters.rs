//! A text as names are compared: composed, narrow, lower-case, without spaces and decoration, each letter with its
//! place in the text as it came in.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Nobody says more in one sentence; entities beyond it are not looked for.
const LONGEST: usize = 1000;

/// The letters that count.
#[derive(Clone, Debug, Default)]
pub struct Letters {
    pub chars: Vec<char>,
    /// The bytes each of them came from.
    origins: Vec<Range<usize>>,
    /// What stands before each, and after the last.
    gaps: Vec<Gap>,
}

/// What stands between two letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gap {
    #[default]
    Nothing,
    /// A space or a hyphen: a name may have it or not.
    Space,
    /// A comma, or the end of a sentence: no name goes across it.
    Stop,
}

impl Letters {
    pub fn new(text: &str) -> Self {
        let mut letters = Self::default();
        let mut gap = Gap::Stop;
        for (place, cluster) in clusters(text) {
            for c in cluster.nfkc().flat_map(char::to_lowercase) {
                if letters.chars.len() >= LONGEST {
                    break;
                }
                let before = letters.chars.last().copied().filter(|_| gap == Gap::Nothing);
                match kind(c, before) {
                    Kind::Letter => {
                        letters.push(c, place.clone(), gap);
                        gap = Gap::Nothing;
                    }
                    Kind::Nothing => {}
                    Kind::Space => gap = stronger(gap, Gap::Space),
                    Kind::Stop => gap = Gap::Stop,
                }
            }
        }
        letters.gaps.push(Gap::Stop);
        letters
    }

    fn push(&mut self, c: char, origin: Range<usize>, gap: Gap) {
        self.chars.push(c);
        self.origins.push(origin);
        self.gaps.push(gap);
    }

    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// What stands before the letter at `at`.
    pub fn gap(&self, at: usize) -> Gap {
        self.gaps.get(at).copied().unwrap_or(Gap::Stop)
    }

    /// The bytes of these letters in the text as it came in.
    pub fn span(&self, range: Range<usize>) -> Range<usize> {
        self.origins[range.start].start..self.origins[range.end - 1].end
    }

    /// Where the word at `at` ends: at the next space.
    pub fn word_end(&self, at: usize) -> usize {
        (at + 1..=self.len()).find(|&i| self.gap(i) != Gap::Nothing).unwrap_or(self.len())
    }

    /// Whether a name may begin here by what stands before: a space, or letters of another kind ("2번", "BTS노래").
    pub fn begins_word(&self, at: usize) -> bool {
        at == 0 || self.gap(at) != Gap::Nothing || script(self.chars[at - 1]) != script(self.chars[at])
    }

    /// No comma within.
    pub fn is_joined(&self, range: Range<usize>) -> bool {
        (range.start + 1..range.end).all(|i| self.gap(i) != Gap::Stop)
    }

    /// No space within either.
    pub fn is_one_word(&self, range: Range<usize>) -> bool {
        (range.start + 1..range.end).all(|i| self.gap(i) == Gap::Nothing)
    }
}

/// Which alphabet a letter is of, as far as words end where it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    Hangul,
    Digit,
    Other,
}

pub fn script(c: char) -> Script {
    match c {
        c if korean::jamo::is_syllable(c) => Script::Hangul,
        c if c.is_numeric() => Script::Digit,
        _ => Script::Other,
    }
}

enum Kind {
    Letter,
    Nothing,
    Space,
    Stop,
}

fn kind(c: char, before: Option<char>) -> Kind {
    match c {
        c if c.is_alphanumeric() => Kind::Letter,
        // C++, C#, R&B
        '+' | '#' | '&' if before.is_some() => Kind::Letter,
        '\'' | '’' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => Kind::Nothing,
        ',' | ';' | '?' | '!' | '、' | '。' | '\n' | '\r' => Kind::Stop,
        _ => Kind::Space,
    }
}

fn stronger(one: Gap, other: Gap) -> Gap {
    if one == Gap::Stop { one } else { other }
}

/// A letter with all that is written onto it: 가 may come as ㄱ and ㅏ, é as e and its accent.
fn clusters(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut starts = text.char_indices().filter(|(_, c)| !continues(*c)).map(|(at, _)| at).peekable();
    // What continues nothing stands for itself.
    let first = std::iter::once(0).filter(|_| text.chars().next().is_some_and(continues));
    let mut starts_all: Vec<usize> = first.collect();
    starts_all.extend(starts.by_ref());
    let ends: Vec<usize> = starts_all.iter().skip(1).copied().chain([text.len()]).collect();
    starts_all.into_iter().zip(ends).map(|(start, end)| (start..end, &text[start..end]))
}

fn continues(c: char) -> bool {
    canonical_combining_class(c) != 0 || matches!(c, '\u{1160}'..='\u{11ff}' | '\u{ff9e}' | '\u{ff9f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_know_where_they_came_from() {
        for (text, letters) in [
            ("스타 벅스", "스타벅스"),
            ("Ｓｔａｒ-Bucks's", "starbuckss"),
            ("강\u{200b}남", "강남"),
            ("\u{1100}\u{1161}\u{11bc}남", "강남"),
            ("C++ & R&B", "c++r&b"),
            ("ﬁne", "fine"),
            ("", ""),
        ] {
            let read = Letters::new(text);
            assert_eq!(read.chars.iter().collect::<String>(), letters, "{text}");
            assert_eq!(read.gaps.len(), read.len() + 1);
            if read.len() > 0 {
                assert_eq!(&text[read.span(0..read.len())], text, "{text}");
            }
        }
        let text = "a, 강남역에서";
        let read = Letters::new(text);
        assert_eq!(&text[read.span(1..4)], "강남역");
        assert!(!read.is_joined(0..2) && read.is_joined(1..4) && read.begins_word(1));
        assert!(Letters::new(&"가".repeat(100_000)).len() == LONGEST);
    }
}
