//! Pronounced Hangul to Kokoro's phonemes.
//!
//! Kokoro never heard Korean: this is the mapping onto its alphabet that Whisper read back best (docs/performance.md).
//! It wants no stress, no length marks and no word run into another; a period ends every piece.

use korean::jamo::Syllable;

/// Phonemes of a text that `korean::pronounce` has written down.
pub fn phonemes(pronounced: &str) -> String {
    let mut out = String::with_capacity(pronounced.len() * 2);
    let mut before = Before::Silence;
    for c in pronounced.chars() {
        if let Some(syllable) = Syllable::of(c) {
            if syllable.onset == 'ㅆ' && before == Before::Coda('ㄷ') {
                drop_stop(&mut out);
            }
            let first = out.ends_with(' ');
            out.push_str(if first { first_onset(syllable, before) } else { onset(syllable, before) });
            out.push_str(vowel(syllable.vowel));
            out.push_str(syllable.coda.map_or("", coda));
            before = syllable.coda.map_or(Before::Vowel, Before::Coda);
        } else if c == ' ' {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
            before = Before::Silence;
        }
    }
    out
}

/// What sounds just before a syllable; a space alone does not silence it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Silence,
    Vowel,
    Coda(char),
}

impl Before {
    /// Plain stops turn soft between voiced sounds.
    fn is_voiced(self) -> bool {
        matches!(self, Self::Vowel | Self::Coda('ㄴ' | 'ㅁ' | 'ㅇ' | 'ㄹ'))
    }
}

/// A t before ㅆ would melt with it into ㅊ ("몇 시" would be heard as "며치"); people say the long s alone as well.
fn drop_stop(out: &mut String) {
    let space = if out.ends_with(' ') { out.pop() } else { None };
    if out.ends_with('ᆮ') {
        out.pop();
    }
    out.extend(space);
}

/// At the beginning of a word ㄷ and ㅂ stay hard, whatever stands before: this model's d and b come with so much voice
/// there that they are heard as ㄴ and ㅁ ("내일 도착" as "내일 노착").
fn first_onset(syllable: Syllable, before: Before) -> &'static str {
    match syllable.onset {
        'ㄷ' => "ㄷ",
        'ㅂ' => "ㅂ",
        _ => onset(syllable, before),
    }
}

fn onset(syllable: Syllable, before: Before) -> &'static str {
    let voiced = before.is_voiced();
    let hushed = matches!(syllable.vowel, 'ㅣ' | 'ㅑ' | 'ㅒ' | 'ㅕ' | 'ㅖ' | 'ㅛ' | 'ㅠ' | 'ㅟ');
    match (syllable.onset, voiced, hushed) {
        ('ㄱ', true, _) => "ﾡ",
        ('ㄱ', false, _) => "ㄱ",
        ('ㄷ', true, _) => "ﾧ",
        ('ㄷ', false, _) => "ㄷ",
        ('ㅂ', true, _) => "ﾲ",
        ('ㅂ', false, _) => "ㅂ",
        ('ㅈ', true, _) => "ﾸ",
        ('ㅈ', false, _) => "ㅈ",
        ('ㄲ', ..) => "ㄲﾢ",
        ('ㄸ', ..) => "ㄸﾨ",
        ('ㅃ', ..) => "ㅃﾳ",
        ('ㅉ', ..) => "ㅉﾹ",
        ('ㅋ', ..) => "ㅋﾻ",
        ('ㅌ', ..) => "ㅌﾼ",
        ('ㅍ', ..) => "ㅍﾽ",
        ('ㅊ', ..) => "ㅊﾺ",
        ('ㅅ', _, true) => "ᄾ",
        ('ㅅ', _, false) => "ㅅ",
        ('ㅆ', _, true) => "ᄿᄽ",
        ('ㅆ', _, false) => "ㅆﾶ",
        ('ㅎ', ..) => "ㅎ",
        ('ㄴ', ..) => "ㄴ",
        ('ㅁ', ..) => "ㅁ",
        // After an ㄹ coda, which is an l itself, the pair makes ll.
        ('ㄹ', ..) if before == Before::Coda('ㄹ') => "ﾩ",
        ('ㄹ', ..) => "ㄹ",
        _ => "",
    }
}

fn vowel(vowel: char) -> &'static str {
    match vowel {
        'ㅏ' => "ㅏ",
        'ㅐ' => "ㅐ",
        'ㅑ' => "ㅑㅏ",
        'ㅒ' => "ㅑㅐ",
        'ㅓ' => "ㅓ",
        'ㅔ' => "ㅔ",
        'ㅕ' => "ㅑￆ",
        'ㅖ' => "ㅑㅔ",
        'ㅗ' => "ㅗ",
        'ㅘ' => "ㅘㅏ",
        'ㅙ' => "ㅘㅐ",
        'ㅚ' | 'ㅞ' => "ㅘㅔ",
        'ㅛ' => "ㅑㅗ",
        'ㅜ' => "ㅜ",
        'ㅝ' => "ㅘￆ",
        'ㅟ' => "ㅘㅣ",
        'ㅠ' => "ㅑㅜ",
        'ㅡ' => "ㅡ",
        'ㅢ' => "ㅢㅣ",
        _ => "ㅣ",
    }
}

fn coda(coda: char) -> &'static str {
    match coda {
        'ㄱ' => "ᆨ",
        'ㄷ' => "ᆮ",
        'ㅂ' => "ᆸ",
        'ㄴ' => "ᆫ",
        'ㅁ' => "ᆷ",
        'ㅇ' => "ᆼ",
        'ㄹ' => "ᆯ",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use korean::pronounce::pronounce;

    use super::*;

    #[test]
    fn hangul_becomes_the_measured_phonemes() {
        let table = [
            ("안녕하세요.", "annjʌŋhasejo."),
            ("가방", "kabaŋ"),
            ("내 가방", "nɛ ɡabaŋ"),
            ("네, 가방", "ne, kabaŋ"),
            ("학교", "hakkkjo"),
            ("시계", "ɕiɡe"),
            ("쌀씨", "ssalɕɕi"),
            ("달려라", "talljʌɾa"),
            ("의사", "ɰisa"),
            ("몇 시?", "mjʌ ɕɕi?"),
            ("여섯 시", "jʌsɔ ɕɕi"),
            ("내 도시 바다", "nɛ toɕi pada"),
        ];
        for (text, expected) in table {
            let phonemes = phonemes(&pronounce(text));
            assert_eq!(crate::kokoro::sounds::nearest(&phonemes), expected, "{text}: {phonemes}");
        }
    }
}
