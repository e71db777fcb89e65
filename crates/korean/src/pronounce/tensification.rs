//! Plain consonants turn tense after an obstruent (국밥 → 국빱, 앉다 → 안따, 넓게 → 널께, 맑고 → 말꼬).

use super::{Joint, coda, tense};
use crate::jamo::Syllable;

pub(super) fn apply(left: &mut Syllable, right: &mut Syllable, joint: Joint) {
    let (Some(written), Some(tensed)) = (left.coda, tense(right.onset)) else { return };
    let strong = match written {
        // The hidden second consonant of a verb stem is what makes the next one tense.
        'ㄵ' => true,
        'ㄼ' | 'ㄾ' => joint == Joint::Tight,
        _ => matches!(coda::simple(written), 'ㄱ' | 'ㄷ' | 'ㅂ'),
    };
    if !strong {
        return;
    }
    if written == 'ㄺ' && right.onset == 'ㄱ' && joint == Joint::Tight && !is_noun(left) {
        left.coda = Some('ㄹ');
    }
    right.onset = tensed;
}

/// 닭과 is 닥꽈, while a verb's 맑게 is 말께.
fn is_noun(syllable: &Syllable) -> bool {
    matches!(syllable.compose(), Some('닭' | '탉' | '흙' | '칡' | '삵' | '슭'))
}
