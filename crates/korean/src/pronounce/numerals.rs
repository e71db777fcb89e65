//! Number words have sound changes of their own (십육 → 심뉵, 열여섯 → 열려섣, 칠십 → 칠씹, 열 시 → 열 씨, 삼 점 → 삼 쩜).

use crate::jamo::{Syllable, is_syllable};

use super::tense;

const SINO: &str = "영공일이삼사오육칠팔구십백천만억조경";

pub(super) fn respell(words: &mut [String]) {
    for i in 0..words.len() {
        words[i] = inside(&words[i]);
        let Some((left, [right, ..])) = words.split_at_mut_checked(i + 1) else { continue };
        let Some(left) = left.last() else { continue };
        if ends_in_ten_or_eight(left) {
            *right = tense_onset(right);
        } else if right == "점" && is_sino(left) {
            // The decimal point, not a mark or a dot.
            "쩜".clone_into(right);
        }
    }
    for word in words {
        *word = eight(word);
    }
}

/// Changes inside one number word.
fn inside(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut before = None;
    let mut rest = word.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied();
        out.push(match (before, c) {
            // A ㄴ slips in between: 십육, 백육십, 서른여섯.
            (Some('십' | '백' | '천' | '만' | '억' | '육'), '육') if is_number_on(after) => '뉵',
            (Some('일' | '칠' | '팔'), '육') if is_sino(word) => '륙',
            (Some('열' | '물' | '른' | '흔' | '쉰' | '순' | '든'), '여')
                if matches!(after, Some('섯' | '덟')) =>
            {
                '녀'
            }
            (Some('칠' | '팔'), '십') => '씹',
            _ => c,
        });
        before = Some(c);
    }
    out
}

/// Whether a number can go on, or end, with this letter; 육 in 교육 or 체육 is not a number.
fn is_number_on(after: Option<char>) -> bool {
    after.is_none_or(|c| SINO.contains(c) || !is_syllable(c) || "이은을도과만에의".contains(c))
}

/// A number of Sino-Korean words alone, respelt or not.
pub(super) fn is_sino(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| SINO.contains(c) || "뉵륙씹".contains(c))
}

/// 열 and 여덟 make the counter after them tense.
fn ends_in_ten_or_eight(word: &str) -> bool {
    word == "열" || word.ends_with("여덟") || word.ends_with("녀덟")
}

fn tense_onset(word: &str) -> String {
    let mut letters = word.chars();
    let Some(mut first) = letters.next().and_then(Syllable::of) else { return word.to_owned() };
    first.onset = tense(first.onset).unwrap_or(first.onset);
    first.compose().into_iter().chain(letters).collect()
}

/// The noun 여덟 loses its ㅂ before a consonant and at the end, and leaves what follows alone: 여덟도 → 여덜도.
fn eight(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let eighth = |i: usize| letters[i] == '덟' && i > 0 && matches!(letters[i - 1], '여' | '녀');
    let moves =
        |i: usize| letters.get(i + 1).copied().and_then(Syllable::of).is_some_and(|s| s.onset == 'ㅇ');
    (0..letters.len()).map(|i| if eighth(i) && !moves(i) { '덜' } else { letters[i] }).collect()
}
