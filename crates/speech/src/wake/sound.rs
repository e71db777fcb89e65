//! How much two texts sound alike.

use korean::jamo::Syllable;
use korean::pronounce::pronounce;

/// One sound, written as a jamo whatever the script: Latin letters count as the jamo that sounds most like them.
type Sound = char;

/// The sounds of a text as it is said; spaces and marks make none.
pub fn sounds(text: &str) -> Vec<Sound> {
    let mut sounds = Vec::new();
    for c in pronounce(&text.to_lowercase()).chars() {
        match Syllable::of(c) {
            Some(Syllable { onset, vowel, coda }) => {
                // A syllable that begins with ㅇ begins with its vowel.
                sounds.extend((onset != 'ㅇ').then_some(onset));
                sounds.extend(glide(vowel));
                // The ㅇ at the end is another sound than the silent one.
                sounds.extend(coda.map(|coda| if coda == 'ㅇ' { NG } else { coda }));
            }
            None => sounds.extend(latin(c)),
        }
    }
    sounds
}

/// 야 begins as 이 does: recognisers write 이음 as 윰 and the other way about.
fn glide(vowel: Sound) -> impl Iterator<Item = Sound> {
    const GLIDES: [(Sound, Sound); 6] =
        [('ㅑ', 'ㅏ'), ('ㅕ', 'ㅓ'), ('ㅛ', 'ㅗ'), ('ㅠ', 'ㅜ'), ('ㅒ', 'ㅐ'), ('ㅖ', 'ㅔ')];
    let plain = GLIDES.iter().find(|(gliding, _)| *gliding == vowel).map(|(_, plain)| *plain);
    plain.map(|_| 'ㅣ').into_iter().chain([plain.unwrap_or(vowel)])
}

/// The sound at the end of 강.
const NG: Sound = 'ㆁ';

fn latin(letter: char) -> Option<Sound> {
    const LATIN: [(&str, Sound); 20] = [
        ("a", 'ㅏ'),
        ("e", 'ㅔ'),
        ("iy", 'ㅣ'),
        ("o", 'ㅗ'),
        ("u", 'ㅜ'),
        ("b", 'ㅂ'),
        ("ckqx", 'ㅋ'),
        ("d", 'ㄷ'),
        ("fp", 'ㅍ'),
        ("g", 'ㄱ'),
        ("h", 'ㅎ'),
        ("j", 'ㅈ'),
        ("lr", 'ㄹ'),
        ("m", 'ㅁ'),
        ("n", 'ㄴ'),
        ("s", 'ㅅ'),
        ("t", 'ㅌ'),
        ("v", 'ㅂ'),
        ("w", 'ㅜ'),
        ("z", 'ㅈ'),
    ];
    LATIN.iter().find(|(letters, _)| letters.contains(letter)).map(|(_, sound)| *sound)
}

/// How much the beginning of what was heard sounds like the phrase: from 0 to 1.
pub fn likeness(phrase: &str, heard: &str) -> f32 {
    let (phrase, heard) = (weighed(&sounds(phrase)), weighed(&sounds(heard)));
    let most: f32 = phrase.iter().map(|(_, weight)| weight).sum();
    if phrase.is_empty() {
        return 0.0;
    }
    // The least cost of turning the phrase into each beginning of what was heard, one sound heard at a time.
    let mut column = vec![0.0];
    for (i, (_, weight)) in phrase.iter().enumerate() {
        column.push(column[i] + weight);
    }
    let mut least = column[phrase.len()];
    for (sound, weight) in heard {
        let mut diagonal = column[0];
        column[0] += weight;
        for (i, (wanted, missing)) in phrase.iter().enumerate() {
            let cost =
                (diagonal + difference(*wanted, sound)).min(column[i] + missing).min(column[i + 1] + weight);
            diagonal = std::mem::replace(&mut column[i + 1], cost);
        }
        least = least.min(column[phrase.len()]);
    }
    (1.0 - least / most).max(0.0)
}

/// Each sound with what it costs when it is not there, or too many: some are hardly heard, and of two equal ones in a
/// row (헤이 이음) one is.
fn weighed(sounds: &[Sound]) -> Vec<(Sound, f32)> {
    let weight = |(i, sound): (usize, &Sound)| match sound {
        _ if i > 0 && sounds[i - 1] == *sound => (*sound, 0.3),
        'ㅎ' => (*sound, 0.4),
        'ㅡ' => (*sound, 0.6),
        _ => (*sound, 1.0),
    };
    sounds.iter().enumerate().map(weight).collect()
}

/// What it costs when one sound stands for another.
fn difference(a: Sound, b: Sound) -> f32 {
    if a == b {
        return 0.0;
    }
    // Sounds that are one to many speakers, that recognisers mix up, and that have at least something in common.
    const SAME: [&str; 4] = ["ㅐㅔ", "ㅒㅖ", "ㅙㅚㅞ", "ㅢㅡ"];
    const CLOSE: [&str; 12] = [
        "ㄱㅋㄲ",
        "ㄷㅌㄸ",
        "ㅂㅍㅃ",
        "ㅅㅆ",
        "ㅈㅊㅉ",
        "ㅁㄴㆁ",
        "ㅓㅗ",
        "ㅡㅜ",
        "ㅡㅓ",
        "ㅣㅟ",
        "ㅏㅑ",
        "ㅓㅕ",
    ];
    const AKIN: [&str; 8] =
        ["ㅐㅔㅒㅖㅣ", "ㅗㅛㅜㅠ", "ㅏㅓㅑㅕ", "ㅣㅢㅟㅡ", "ㅗㅘㅚㅙ", "ㅜㅝㅞㅟ", "ㄷㄴㄹ", "ㄱㆁ"];
    let both = |groups: &[&str]| groups.iter().any(|group| group.contains(a) && group.contains(b));
    if both(&SAME) {
        0.0
    } else if both(&CLOSE) {
        0.4
    } else if both(&AKIN) {
        0.7
    } else if is_vowel(a) == is_vowel(b) {
        1.0
    } else {
        // A vowel never stands for a consonant: one is missing and the other too many.
        2.0
    }
}

fn is_vowel(sound: Sound) -> bool {
    ('ㅏ'..='ㅣ').contains(&sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sounds_alike_is_alike() {
        for (phrase, heard, least, most) in [
            ("헤이 이음", "헤이 이음", 1.0, 1.0),
            ("헤이 이음", "헤이, 이음! 내일 날씨 알려 줘.", 1.0, 1.0),
            ("헤이 이음", "해이 이믐", 0.8, 1.0),
            ("헤이 이음", "해이이음", 1.0, 1.0),
            ("헤이 이음", "에이 이음아 불 켜", 0.9, 1.0),
            ("헤이 이음", "헤이 이은", 0.85, 1.0),
            ("헤이 이음", "혜윤", 0.7, 1.0),
            ("헤이 이음", "헤이은 볼 켜 줘", 0.75, 1.0),
            ("헤이 이음", "Hey 이음", 0.85, 1.0),
            ("헤이 이음", "hey ieum", 0.65, 1.0),
            ("hey computer", "Hey, computer! Turn it on.", 1.0, 1.0),
            ("hey computer", "헤이 컴퓨터", 0.65, 1.0),
            ("거실 스피커", "거실스피커 불 켜 줘", 1.0, 1.0),
            ("헤이 이음", "그리고 이렇게", 0.0, 0.6),
            ("헤이 이음", "안녕하세요", 0.0, 0.6),
            ("헤이 이음", "회의는 언제야", 0.0, 0.6),
            ("헤이 이음", "", 0.0, 0.0),
            ("hey computer", "how are you", 0.0, 0.5),
            ("헤이 이음", "", 0.0, 0.0),
        ] {
            let likeness = likeness(phrase, heard);
            assert!((least..=most).contains(&likeness), "{phrase:?} {heard:?}: {likeness}");
        }
    }
}
