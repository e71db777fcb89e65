//! A coda moves into the empty onset that follows (옷이 → 오시, 앉아 → 안자, 값을 → 갑쓸), inside a word only.

use super::Joint;
use crate::jamo::Syllable;

pub(super) fn apply(left: &mut Syllable, right: &mut Syllable, joint: Joint) {
    let Some(coda) = left.coda else { return };
    if joint != Joint::Tight || right.onset != 'ㅇ' || coda == 'ㅇ' {
        return;
    }
    (left.coda, right.onset) = match coda {
        'ㄳ' => (Some('ㄱ'), 'ㅆ'),
        'ㄵ' => (Some('ㄴ'), 'ㅈ'),
        'ㄺ' => (Some('ㄹ'), 'ㄱ'),
        'ㄻ' => (Some('ㄹ'), 'ㅁ'),
        'ㄼ' => (Some('ㄹ'), 'ㅂ'),
        'ㄽ' => (Some('ㄹ'), 'ㅆ'),
        'ㄾ' => (Some('ㄹ'), 'ㅌ'),
        'ㄿ' => (Some('ㄹ'), 'ㅍ'),
        'ㅄ' => (Some('ㅂ'), 'ㅆ'),
        single => (None, single),
    };
}
