//! ㄷ and ㅌ before 이, 여 and 히 (굳이 → 구지, 같이 → 가치, 붙여 → 부처, 닫혀 → 다처).

use super::{Joint, vowels};
use crate::jamo::Syllable;

pub(super) fn apply(left: &mut Syllable, right: &mut Syllable, joint: Joint) {
    // Of the y-glides only the verb form does it (묻혀, 붙였다), not a word that happens to begin so (맏형).
    let glide = right.vowel == 'ㅕ' && matches!(right.coda, None | Some('ㅆ'));
    if joint != Joint::Tight || !(right.vowel == 'ㅣ' || glide) {
        return;
    }
    let (coda, onset) = match (left.coda, right.onset) {
        (Some('ㄷ'), 'ㅇ') => (None, 'ㅈ'),
        (Some('ㅌ'), 'ㅇ') | (Some('ㄷ' | 'ㅌ'), 'ㅎ') => (None, 'ㅊ'),
        (Some('ㄾ'), 'ㅇ') => (Some('ㄹ'), 'ㅊ'),
        _ => return,
    };
    left.coda = coda;
    right.onset = onset;
    right.vowel = vowels::without_glide(right.vowel);
}
