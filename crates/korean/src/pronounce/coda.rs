//! The seven codas that can be said (꽃 → 꼳, 값 → 갑, 닭 → 닥, 밟다 → 밥따).

use super::Sound;

pub(super) fn simplify(sounds: &mut [Sound]) {
    for sound in sounds {
        if let Sound::Syllable(syllable) = sound {
            syllable.coda = match (syllable.compose(), syllable.coda) {
                // The one verb whose ㄼ keeps its ㅂ.
                (Some('밟'), _) => Some('ㅂ'),
                (_, coda) => coda.map(simple),
            };
        }
    }
}

/// What is left of a coda when nothing takes it over.
pub(super) fn simple(coda: char) -> char {
    match coda {
        'ㄲ' | 'ㅋ' | 'ㄳ' | 'ㄺ' => 'ㄱ',
        'ㅅ' | 'ㅆ' | 'ㅈ' | 'ㅊ' | 'ㅌ' | 'ㅎ' => 'ㄷ',
        'ㅍ' | 'ㅄ' | 'ㄿ' => 'ㅂ',
        'ㄵ' | 'ㄶ' => 'ㄴ',
        'ㄻ' => 'ㅁ',
        'ㄼ' | 'ㄽ' | 'ㄾ' | 'ㅀ' => 'ㄹ',
        single => single,
    }
}
