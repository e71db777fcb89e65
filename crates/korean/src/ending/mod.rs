//! How an utterance ends: is the sentence complete, or will more follow?
//!
//! Korean tells by its last word. A final ending (-다, -요, -까, -줘) closes the sentence; a connective ending (-고,
//! -는데, -면), a particle (을, 에서) or a filler (음, 그리고) leaves it open; a bare noun may be either. The longest known
//! ending of the last word decides ([`endings`]), so that 보다 is a particle though -다 closes a sentence.

mod endings;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::jamo::Syllable;

/// Whether an utterance seems complete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ending {
    /// A sentence that needs nothing more.
    Complete,
    /// It may be all, or not: a noun, a time, a measure.
    #[default]
    Unclear,
    /// More must follow.
    Incomplete,
}

/// How this utterance ends.
pub fn ending(utterance: &str) -> Ending {
    let mut words = utterance.split_whitespace().rev().map(bare).filter(|word| !word.is_empty());
    let Some(last) = words.next() else { return Ending::Unclear };
    let before = words.next().unwrap_or_default();
    let by_words = if is_number(last) { Ending::Incomplete } else { of_word(last, before) };
    with_mark(by_words, utterance)
}

/// The word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn of_word(word: &str, before: &str) -> Ending {
    match (word, before) {
        // "네" answers at the beginning and counts elsewhere.
        ("네", "" | "네" | "아" | "음" | "응") => return Ending::Complete,
        ("네", _) => return Ending::Incomplete,
        ("마", before) if before.ends_with('지') => return Ending::Complete,
        // "있잖아" calls for attention when nothing was said yet.
        ("있잖아" | "있잖아요", "") => return Ending::Incomplete,
        ("도로", before) if is_number(before) => return Ending::Incomplete,
        _ => {}
    }
    if let Some(ending) = WORDS.get(word) {
        return *ending;
    }
    if let Some(measured) = word.strip_suffix('도')
        && (is_number(measured) || measured.ends_with(|c: char| c.is_ascii_digit()))
    {
        return Ending::Unclear;
    }
    let letters = letters(word);
    // The particle 이 follows a consonant; 나이 and 아이 are words.
    if let Some(stem) = letters.strip_suffix("ㅇㅣ")
        && stem.ends_with(is_vowel)
    {
        return Ending::Unclear;
    }
    let beginnings = letters.char_indices().map(|(at, _)| &letters[at..]);
    beginnings.filter_map(|end| ENDINGS.get(end)).next().copied().unwrap_or_default()
}

/// What the mark at the end adds: people's voices rise where a recogniser writes a question mark, and fade where it
/// writes dots.
fn with_mark(ending: Ending, utterance: &str) -> Ending {
    let utterance = utterance.trim_end();
    if utterance.ends_with('?') {
        return Ending::Complete;
    }
    let fades = [",", "...", "..", "…", "-"].iter().any(|mark| utterance.ends_with(mark));
    match ending {
        Ending::Complete if fades => Ending::Unclear,
        Ending::Unclear if fades => Ending::Incomplete,
        ending => ending,
    }
}

/// Digits, or a number in words that may still go on: a telephone number, an amount.
fn is_number(word: &str) -> bool {
    const SINO: &str = "영공일이삼사오육륙칠팔구십백천만억조";
    const TENS: [&str; 9] = ["열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"];
    const ONES: [&str; 9] = ["하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉"];
    const BEFORE_COUNTER: [&str; 4] = ["한", "두", "세", "네"];
    if word.is_empty() || endings::NOT_NUMBERS.split_whitespace().any(|other| other == word) {
        return false;
    }
    let digits = word.chars().all(|c| c.is_ascii_digit() || ".,-".contains(c));
    let sino = word.chars().all(|c| SINO.contains(c));
    let behind_tens = TENS.iter().find_map(|tens| word.strip_prefix(tens));
    let native = match behind_tens {
        Some(ones) => ones.is_empty() || ONES.contains(&ones) || BEFORE_COUNTER.contains(&ones),
        None => ONES.contains(&word),
    };
    digits || sino || native
}

/// The letters of a word one after the other; an ending may begin within a syllable (갈게 = 가 + ㄹ게).
fn letters(word: &str) -> String {
    let mut letters = String::with_capacity(word.len() * 3);
    for c in word.chars() {
        match Syllable::of(c) {
            Some(syllable) => {
                letters.extend([syllable.onset, syllable.vowel]);
                letters.extend(syllable.coda);
            }
            None => letters.push(c),
        }
    }
    letters
}

fn is_vowel(letter: char) -> bool {
    ('ㅏ'..='ㅣ').contains(&letter)
}

static ENDINGS: LazyLock<HashMap<String, Ending>> = LazyLock::new(|| table(endings::ENDINGS, letters));
static WORDS: LazyLock<HashMap<String, Ending>> = LazyLock::new(|| table(endings::WORDS, str::to_owned));

fn table(lists: [(Ending, &str); 3], key: impl Fn(&str) -> String) -> HashMap<String, Ending> {
    let entries =
        lists.into_iter().flat_map(|(ending, list)| list.split_whitespace().map(move |e| (e, ending)));
    entries.map(|(entry, ending)| (key(entry), ending)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_ending_is_listed_twice() {
        for (lists, table) in [(endings::ENDINGS, &ENDINGS), (endings::WORDS, &WORDS)] {
            let mut listed: Vec<&str> = lists.iter().flat_map(|(_, list)| list.split_whitespace()).collect();
            assert_eq!(listed.len(), table.len(), "{:?}", {
                listed.sort_unstable();
                listed.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0]).collect::<Vec<_>>()
            });
        }
    }
}
