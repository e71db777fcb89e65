//! Obstruents turn nasal before a nasal (국물 → 궁물), and ㄹ turns to ㄴ after one (종로 → 종노, 협력 → 혐녁).

use super::Joint;
use crate::jamo::Syllable;

pub(super) fn apply(left: &mut Syllable, right: &mut Syllable, joint: Joint) {
    let Some(coda) = left.coda else { return };
    if right.onset == 'ㄹ' && joint == Joint::Tight && !matches!(coda, 'ㄴ' | 'ㄹ') {
        right.onset = 'ㄴ';
    }
    if matches!(right.onset, 'ㄴ' | 'ㅁ') {
        left.coda = Some(match coda {
            'ㄱ' => 'ㅇ',
            'ㄷ' => 'ㄴ',
            'ㅂ' => 'ㅁ',
            other => other,
        });
    }
}
