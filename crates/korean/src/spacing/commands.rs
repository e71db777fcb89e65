//! Commands that came without spaces (`내일세시에알람맞춰줘`): taken apart when every syllable of the word belongs to a
//! word of `data/writing/ko/commands.txt`, a particle or a number with its counter.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::jamo::is_syllable;
use crate::rewrite::Edit;

struct Lexicon {
    nouns: HashSet<&'static str>,
    verbs: HashSet<&'static str>,
    adverbs: HashSet<&'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon { nouns: HashSet::new(), verbs: HashSet::new(), adverbs: HashSet::new() };
    for line in include_str!("../../../../data/writing/ko/commands.txt").lines() {
        let mut words = line.split_whitespace();
        let list = match words.next() {
            Some("noun") => &mut lexicon.nouns,
            Some("verb") => &mut lexicon.verbs,
            Some("adverb") => &mut lexicon.adverbs,
            _ => continue,
        };
        list.extend(words);
    }
    lexicon
});

const PARTICLES: [&str; 17] = [
    "을", "를", "이", "가", "은", "는", "도", "만", "에", "에서", "으로", "로", "까지", "부터", "의", "하고",
    "랑",
];
/// What may follow a verb in the same breath; it is a word of its own.
const HELPERS: [&str; 9] =
    ["줘", "줘요", "주세요", "줄래", "줄래요", "줄게", "주라", "주실래요", "주시겠어요"];
const COUNTERS: [&str; 14] =
    ["시간", "시", "분", "초", "도", "월", "일", "층", "번", "개", "퍼센트", "단계", "주", "년"];
const NUMERALS: &str =
    "영공일이삼사오육칠팔구십백천만한두세네다섯여섯일곱여덟아홉열스물무서른마흔쉰0123456789";

/// Shorter words are not taken apart, longer ones nobody says in one breath.
const SIZES: std::ops::RangeInclusive<usize> = 3..=40;
/// No word of the list and no number is longer.
const LONGEST: usize = 8;

pub(super) fn find(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut from = 0;
    for word in text.split(|c: char| !is_syllable(c) && !c.is_ascii_digit()) {
        if let Some(breaks) = breaks(word) {
            edits.extend(breaks.iter().map(|at| Edit { source: from + at..from + at, text: " ".into() }));
        }
        from += word.len() + text[from + word.len()..].chars().next().map_or(0, char::len_utf8);
    }
    edits
}

/// Where the words begin within this one; nothing if it is not made of known words with a verb at its end.
fn breaks(word: &str) -> Option<Vec<usize>> {
    let at: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let length = at.len() - 1;
    if !SIZES.contains(&length) {
        return None;
    }
    // The fewest words that reach each place, and the place where the last of them begins.
    let mut best: Vec<Option<(usize, usize, Kind)>> = vec![None; length + 1];
    best[0] = Some((0, 0, Kind::Start));
    for start in 0..length {
        let Some((count, _, before)) = best[start] else { continue };
        for end in start + 1..=length.min(start + LONGEST) {
            let Some(kind) = kind(&word[at[start]..at[end]], before) else { continue };
            if best[end].is_none_or(|(known, ..)| count + 1 < known) {
                best[end] = Some((count + 1, start, kind));
            }
        }
    }
    let mut breaks = Vec::new();
    let (mut count, mut start, kind) = best[length]?;
    if count < 2 || !matches!(kind, Kind::Verb | Kind::Helper) {
        return None;
    }
    while count > 1 {
        breaks.push(at[start]);
        (count, start, _) = best[start]?;
    }
    breaks.reverse();
    Some(breaks)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Start,
    Noun,
    Number,
    Adverb,
    Verb,
    Helper,
}

/// What this piece is, behind a piece of that kind.
fn kind(piece: &str, before: Kind) -> Option<Kind> {
    let lexicon = &*LEXICON;
    let stem = || {
        PARTICLES
            .iter()
            .filter_map(|particle| piece.strip_suffix(particle))
            .any(|stem| stem.chars().count() > 1 && lexicon.nouns.contains(stem))
    };
    if before == Kind::Verb && HELPERS.contains(&piece) {
        return Some(Kind::Helper);
    }
    if before == Kind::Helper {
        return None;
    }
    if lexicon.verbs.contains(piece) {
        return Some(Kind::Verb);
    }
    if lexicon.adverbs.contains(piece) {
        return Some(Kind::Adverb);
    }
    if lexicon.nouns.contains(piece) || stem() {
        return Some(Kind::Noun);
    }
    is_number(piece).then_some(Kind::Number)
}

/// `세시에`, `십오분뒤에`, `24도로`.
fn is_number(piece: &str) -> bool {
    const TAILS: [&str; 16] = [
        "",
        "에",
        "에서",
        "까지",
        "부터",
        "로",
        "으로",
        "반",
        "반에",
        "뒤에",
        "후에",
        "전에",
        "동안",
        "만",
        "씩",
        "정각에",
    ];
    let number = piece.trim_start_matches(|c| NUMERALS.contains(c));
    let head = &piece[..piece.len() - number.len()];
    let tails = |rest: &str| TAILS.contains(&rest);
    // 일 is both a numeral and a counter.
    let day = || head.ends_with('일') && head.chars().count() > 1 && tails(number);
    !head.is_empty() && (COUNTERS.iter().any(|c| number.strip_prefix(c).is_some_and(tails)) || day())
}
