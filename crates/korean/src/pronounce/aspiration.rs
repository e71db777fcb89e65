//! ㅎ joins its neighbour or falls silent (좋다 → 조타, 입학 → 이팍, 많소 → 만쏘, 놓는 → 논는, 좋아 → 조아).

use super::{Joint, coda, vowels};
use crate::jamo::Syllable;

pub(super) fn apply(left: &mut Syllable, right: &mut Syllable, joint: Joint) {
    if right.onset == 'ㅎ' {
        before_h(left, right, joint);
    } else {
        after_h(left, right, joint);
    }
}

/// A coda before an ㅎ.
fn before_h(left: &mut Syllable, right: &mut Syllable, joint: Joint) {
    let Some(written) = left.coda else { return };
    // Inside a word the second consonant of a double coda meets the ㅎ; across a space the coda is simplified first.
    let (rest, meets) = match (written, joint) {
        ('ㄺ', Joint::Tight) => (Some('ㄹ'), 'ㄱ'),
        ('ㄼ', Joint::Tight) => (Some('ㄹ'), 'ㅂ'),
        ('ㄵ', Joint::Tight) => (Some('ㄴ'), 'ㅈ'),
        ('ㅈ', Joint::Tight) => (None, 'ㅈ'),
        (other, _) => (None, coda::simple(other)),
    };
    let Some(onset) = aspirated(meets) else { return };
    left.coda = rest;
    right.onset = onset;
    if onset == 'ㅊ' {
        right.vowel = vowels::without_glide(right.vowel);
    }
}

/// An ㅎ coda before something else.
fn after_h(left: &mut Syllable, right: &mut Syllable, joint: Joint) {
    let rest = match left.coda {
        Some('ㅎ') => None,
        Some('ㄶ') => Some('ㄴ'),
        Some('ㅀ') => Some('ㄹ'),
        _ => return,
    };
    match right.onset {
        'ㅇ' if joint == Joint::Space => left.coda = rest,
        'ㅅ' => (left.coda, right.onset) = (rest, 'ㅆ'),
        // 놓는 → 논는: a lone ㅎ takes on the nasal, a double coda just loses it.
        'ㄴ' | 'ㅁ' | 'ㄹ' => left.coda = rest.or(Some('ㄷ')),
        onset => match aspirated(onset) {
            Some(strong) => (left.coda, right.onset) = (rest, strong),
            None => left.coda = rest,
        },
    }
}

fn aspirated(consonant: char) -> Option<char> {
    Some(match consonant {
        'ㄱ' => 'ㅋ',
        'ㄷ' => 'ㅌ',
        'ㅂ' => 'ㅍ',
        'ㅈ' => 'ㅊ',
        _ => return None,
    })
}
