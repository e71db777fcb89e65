//! ㄴ beside ㄹ turns to ㄹ inside a word (신라 → 실라, 설날 → 설랄). Where it does not (의견란 → 의견난) is an exception.

use super::Joint;
use crate::jamo::Syllable;

pub(super) fn apply(left: &mut Syllable, right: &mut Syllable, joint: Joint) {
    if joint != Joint::Tight {
        return;
    }
    match (left.coda, right.onset) {
        (Some('ㄴ'), 'ㄹ') => left.coda = Some('ㄹ'),
        (Some('ㄹ'), 'ㄴ') => right.onset = 'ㄹ',
        _ => {}
    }
}
