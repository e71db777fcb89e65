//! Vowels that are said otherwise than they are written (가져 → 가저, 시계 → 시게, 희망 → 히망, 회의 → 회이).

use super::Sound;

pub(super) fn apply(sounds: &mut [Sound]) {
    let mut word_begins = true;
    for sound in sounds {
        let Sound::Syllable(syllable) = sound else {
            word_begins = true;
            continue;
        };
        syllable.vowel = match (syllable.onset, syllable.vowel) {
            // The y-glide melts into a palatal consonant.
            ('ㅈ' | 'ㅉ' | 'ㅊ', vowel) => without_glide(vowel),
            // 례 keeps it, even where it became 녜 (상견례).
            ('ㅇ' | 'ㄹ' | 'ㄴ', 'ㅖ') => 'ㅖ',
            (_, 'ㅖ') => 'ㅔ',
            ('ㅇ', 'ㅢ') if word_begins => 'ㅢ',
            (_, 'ㅢ') => 'ㅣ',
            (_, vowel) => vowel,
        };
        word_begins = false;
    }
}

pub(super) fn without_glide(vowel: char) -> char {
    match vowel {
        'ㅑ' => 'ㅏ',
        'ㅒ' => 'ㅐ',
        'ㅕ' => 'ㅓ',
        'ㅖ' => 'ㅔ',
        'ㅛ' => 'ㅗ',
        'ㅠ' => 'ㅜ',
        other => other,
    }
}
