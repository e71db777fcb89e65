//! Spaces that do not belong: before particles and endings that stand alone (`알람 을`, `할 게요`), and in `두 세 시간`.

use crate::jamo::{Syllable, is_syllable};
use crate::rewrite::Edit;

/// Never a word of their own.
const PARTICLES: [&str; 12] =
    ["을", "를", "는", "에", "에서", "에게", "한테", "까지", "부터", "으로", "의", "께서"];
const ENDINGS: [&str; 11] =
    ["까요", "게요", "래요", "군요", "는데", "는데요", "습니다", "습니까", "거든요", "니까요", "잖아요"];
const ABOUT: [(&str, &str); 4] = [("한", "두"), ("두", "세"), ("서", "너"), ("세", "네")];
const COUNTED: [&str; 9] = ["시간", "개", "명", "번", "달", "잔", "마리", "군데", "가지"];

pub(super) fn find(text: &str) -> Vec<Edit> {
    let words = words(text);
    let mut edits = Vec::new();
    for (i, &(at, word)) in words.iter().enumerate().skip(1) {
        let (before_at, before) = words[i - 1];
        let gap = before_at + before.len()..at;
        if &text[gap.clone()] != " " {
            continue;
        }
        let next = words.get(i + 1).map_or("", |(_, next)| next);
        let first = i == 1 || &text[words[i - 2].0 + words[i - 2].1.len()..before_at] == " ";
        let about = first
            && ABOUT.contains(&(before, word))
            && COUNTED.iter().any(|counter| next.starts_with(counter));
        if about || belongs(before, word) {
            edits.push(Edit { source: gap, text: String::new() });
        }
    }
    edits
}

/// The words of a text with their places.
fn words(text: &str) -> Vec<(usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split_whitespace().map(|word| (word.as_ptr() as usize - start, word)).collect()
}

/// A particle or ending that fits the sound before it.
fn belongs(before: &str, word: &str) -> bool {
    let Some(last) = before.chars().next_back().filter(|c| is_syllable(*c)) else { return false };
    let coda = Syllable::of(last).and_then(|syllable| syllable.coda);
    let bare = word.trim_end_matches(['.', ',', '?', '!']);
    match bare {
        "을" | "으로" => coda.is_some(),
        "를" | "는" => coda.is_none(),
        "게요" | "래요" | "까요" => coda == Some('ㄹ') || coda == Some('ㅂ') && bare == "까요",
        "습니다" | "습니까" => matches!(coda, Some('ㅆ' | 'ㅄ' | 'ㄶ' | 'ㅎ' | 'ㅈ' | 'ㅌ')),
        _ => PARTICLES.contains(&bare) || ENDINGS.contains(&bare),
    }
}
