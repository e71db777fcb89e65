//! Hangul syllables taken apart into jamo and put together again.
//!
//! Jamo are written as compatibility letters (ㄱ, ㅏ), the ones people type, whatever their place in the syllable.

const ONSETS: [char; 19] = [
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ',
    'ㅍ', 'ㅎ',
];
const VOWELS: [char; 21] = [
    'ㅏ', 'ㅐ', 'ㅑ', 'ㅒ', 'ㅓ', 'ㅔ', 'ㅕ', 'ㅖ', 'ㅗ', 'ㅘ', 'ㅙ', 'ㅚ', 'ㅛ', 'ㅜ', 'ㅝ', 'ㅞ', 'ㅟ',
    'ㅠ', 'ㅡ', 'ㅢ', 'ㅣ',
];
const CODAS: [char; 27] = [
    'ㄱ', 'ㄲ', 'ㄳ', 'ㄴ', 'ㄵ', 'ㄶ', 'ㄷ', 'ㄹ', 'ㄺ', 'ㄻ', 'ㄼ', 'ㄽ', 'ㄾ', 'ㄿ', 'ㅀ', 'ㅁ', 'ㅂ',
    'ㅄ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ',
];
const FIRST: u32 = '가' as u32;
const LAST: u32 = '힣' as u32;

/// One composed syllable, such as 값 = ㄱ + ㅏ + ㅄ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Syllable {
    /// ㅇ when the syllable begins with its vowel.
    pub onset: char,
    pub vowel: char,
    pub coda: Option<char>,
}

impl Syllable {
    /// Takes a composed syllable apart; anything else is none.
    pub fn of(c: char) -> Option<Self> {
        let code = u32::from(c);
        if !(FIRST..=LAST).contains(&code) {
            return None;
        }
        let index = (code - FIRST) as usize;
        let coda = index % (CODAS.len() + 1);
        let rest = index / (CODAS.len() + 1);
        Some(Self {
            onset: ONSETS[rest / VOWELS.len()],
            vowel: VOWELS[rest % VOWELS.len()],
            coda: coda.checked_sub(1).map(|i| CODAS[i]),
        })
    }

    /// The composed syllable; none when a jamo stands where it cannot (a ㅃ as coda).
    pub fn compose(self) -> Option<char> {
        let position = |letters: &[char], jamo| letters.iter().position(|letter| *letter == jamo);
        let onset = position(&ONSETS, self.onset)?;
        let vowel = position(&VOWELS, self.vowel)?;
        let coda = match self.coda {
            None => 0,
            Some(jamo) => position(&CODAS, jamo)? + 1,
        };
        let index = (onset * VOWELS.len() + vowel) * (CODAS.len() + 1) + coda;
        char::from_u32(FIRST + u32::try_from(index).ok()?)
    }
}

/// Whether this is a composed syllable.
pub fn is_syllable(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// The final consonant of a composed syllable.
pub fn coda(c: char) -> Option<char> {
    Syllable::of(c)?.coda
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_syllable_comes_back() {
        for c in '가'..='힣' {
            assert_eq!(Syllable::of(c).and_then(Syllable::compose), Some(c));
        }
        assert_eq!(Syllable::of('값'), Some(Syllable { onset: 'ㄱ', vowel: 'ㅏ', coda: Some('ㅄ') }));
        assert_eq!(Syllable::of('ㄱ'), None);
        assert_eq!(Syllable { onset: 'ㄱ', vowel: 'ㅏ', coda: Some('ㅃ') }.compose(), None);
    }
}
