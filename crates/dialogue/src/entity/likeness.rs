//! How unlike two writings of a word are: jamo that sound alike, or lie beside each other on the keyboard, count less.

use std::sync::LazyLock;

use korean::jamo::Syllable;

/// A letter, and the place it has in its syllable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jamo {
    letter: char,
    coda: bool,
}

/// What a word is made of. A ㅇ that is not heard is not there, so that "강나멱" and "강남역" have the same jamo.
pub fn jamo(letters: &[char]) -> Vec<Jamo> {
    let mut jamo = Vec::with_capacity(letters.len() * 3);
    for &c in letters {
        let Some(Syllable { onset, vowel, coda }) = Syllable::of(c) else {
            jamo.push(Jamo { letter: c, coda: false });
            continue;
        };
        if onset != 'ㅇ' {
            jamo.push(Jamo { letter: onset, coda: false });
        }
        jamo.push(Jamo { letter: vowel, coda: false });
        for letter in coda.map(split).into_iter().flatten().flatten() {
            jamo.push(Jamo { letter, coda: true });
        }
    }
    jamo
}

/// The sound of a word, roughly: the same for all writings that are hardly told apart by ear.
pub fn sound(letters: &[char]) -> u64 {
    // FNV-1a
    jamo(letters).into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, jamo| {
        (hash ^ u64::from(u32::from(folded(jamo)))).wrapping_mul(0x0100_0000_01b3)
    })
}

/// How unlike a word of these letters may be written. Short words differ from others by little, so they must be
/// written right but for vowels that sound the same.
pub fn allowance(letters: &[char]) -> f32 {
    let weight: f32 = letters.iter().map(|c| if korean::jamo::is_syllable(*c) { 1.0 } else { 0.6 }).sum();
    match weight {
        weight if weight < 1.5 => 0.0,
        weight if weight < 2.9 => 0.25,
        weight => (0.9 + 0.3 * (weight - 3.0)).min(2.4),
    }
}

/// What it costs to write `one` as `other`; none when it is more than `most`.
pub fn distance(one: &[Jamo], other: &[Jamo], most: f32) -> Option<f32> {
    // Each that one has more costs at least so much: most candidates are out by that.
    if one.len().abs_diff(other.len()) as f32 * LEAST_LONE > most {
        return None;
    }
    let mut before: Vec<f32> = Vec::new();
    let mut row: Vec<f32> = vec![0.0];
    for jamo in other {
        row.push(row[row.len() - 1] + lone(*jamo));
    }
    for (i, &a) in one.iter().enumerate() {
        let mut next = vec![row[0] + lone(a)];
        for (j, &b) in other.iter().enumerate() {
            let mut cost = (row[j] + swap(a, b)).min(row[j + 1] + lone(a)).min(next[j] + lone(b));
            // Two letters typed in the wrong order.
            if i > 0 && j > 0 && one[i - 1].letter == b.letter && other[j - 1].letter == a.letter {
                cost = cost.min(before[j - 1] + 0.8);
            }
            next.push(cost);
        }
        if next.iter().all(|cost| *cost > most) && row.iter().all(|cost| *cost > most) {
            return None;
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().filter(|cost| *cost <= most)
}

/// One jamo instead of another, by a table where both are jamo or Latin letters.
fn swap(a: Jamo, b: Jamo) -> f32 {
    match (place(a.letter), place(b.letter)) {
        (Some(one), Some(other)) => {
            SWAPS[(one * PLACES + other) * 4 + usize::from(a.coda) * 2 + usize::from(b.coda)]
        }
        _ => unlike(a, b),
    }
}

/// ㄱ to ㅣ, then a to z.
const PLACES: usize = 51 + 26;

fn place(letter: char) -> Option<usize> {
    match letter {
        'ㄱ'..='ㅣ' => Some(letter as usize - 'ㄱ' as usize),
        'a'..='z' => Some(51 + letter as usize - 'a' as usize),
        _ => None,
    }
}

static SWAPS: LazyLock<Vec<f32>> = LazyLock::new(|| {
    let letters: Vec<char> = ('ㄱ'..='ㅣ').chain('a'..='z').collect();
    let all = |letter: char| [false, true].map(|coda| Jamo { letter, coda });
    let mut swaps = Vec::with_capacity(PLACES * PLACES * 4);
    for &one in &letters {
        for &other in &letters {
            for a in all(one) {
                swaps.extend(all(other).map(|b| unlike(a, b)));
            }
        }
    }
    swaps
});

fn unlike(a: Jamo, b: Jamo) -> f32 {
    const SAME_SOUND: f32 = 0.2;
    const LIKE: f32 = 0.4;
    const BESIDE: f32 = 0.7;
    if a.letter == b.letter {
        return if a.coda == b.coda { 0.0 } else { 0.1 };
    }
    if a.letter.is_numeric() || b.letter.is_numeric() {
        return NEVER;
    }
    let both =
        |groups: &[&str]| groups.iter().any(|group| group.contains(a.letter) && group.contains(b.letter));
    if both(&["ㅐㅔ", "ㅒㅖ", "ㅖㅔ", "ㅙㅚㅞ"])
        || (a.coda && b.coda && both(&["ㄱㄲㅋ", "ㄷㅅㅆㅈㅊㅌ", "ㅂㅍ"]))
    {
        SAME_SOUND
    } else if both(&[
        "ㄱㄲㅋ",
        "ㄷㄸㅌ",
        "ㅂㅃㅍ",
        "ㅅㅆ",
        "ㅈㅉㅊ",
        "ㄴㄹ",
        "ㅏㅑ",
        "ㅓㅕ",
        "ㅗㅛ",
        "ㅜㅠ",
        "ㅓㅗ",
        "ㅡㅜ",
        "ㅡㅓ",
        "ㅗㅜ",
        "ㅢㅣ",
        "ㅢㅡ",
        "ㅟㅣ",
        "ㅘㅏ",
        "ㅝㅓ",
        "ㅐㅒ",
        "ㅔㅖ",
    ]) {
        LIKE
    } else if beside(a.letter, b.letter) {
        BESIDE
    } else if is_vowel(a.letter) == is_vowel(b.letter) {
        1.0
    } else {
        NEVER
    }
}

/// More than any word may cost.
const NEVER: f32 = 10.0;

/// One jamo too many or too few.
fn lone(jamo: Jamo) -> f32 {
    match jamo.letter {
        'ㅎ' => LEAST_LONE,
        _ if jamo.coda => 0.7,
        'ㄱ'..='ㅎ' => 0.8,
        'ㅏ'..='ㅣ' => 1.0,
        letter if letter.is_numeric() => NEVER,
        _ => 1.0,
    }
}

const LEAST_LONE: f32 = 0.6;

/// The two-set keyboard, which nearly everybody types on, and the Latin one.
fn beside(a: char, b: char) -> bool {
    const ROWS: [&str; 6] = [
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ",
        "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ",
        "ㅋㅌㅊㅍㅠㅜㅡ",
        "qwertyuiop",
        "asdfghjkl",
        "zxcvbnm",
    ];
    ROWS.iter().any(|row| {
        let place = |letter| row.chars().position(|c| c == letter);
        matches!((place(a), place(b)), (Some(a), Some(b)) if a.abs_diff(b) == 1)
    })
}

fn is_vowel(letter: char) -> bool {
    ('ㅏ'..='ㅣ').contains(&letter)
}

/// ㄺ is ㄹ and ㄱ.
fn split(coda: char) -> [Option<char>; 2] {
    let (first, second) = match coda {
        'ㄳ' => ('ㄱ', 'ㅅ'),
        'ㄵ' => ('ㄴ', 'ㅈ'),
        'ㄶ' => ('ㄴ', 'ㅎ'),
        'ㄺ' => ('ㄹ', 'ㄱ'),
        'ㄻ' => ('ㄹ', 'ㅁ'),
        'ㄼ' => ('ㄹ', 'ㅂ'),
        'ㄽ' => ('ㄹ', 'ㅅ'),
        'ㄾ' => ('ㄹ', 'ㅌ'),
        'ㄿ' => ('ㄹ', 'ㅍ'),
        'ㅀ' => ('ㄹ', 'ㅎ'),
        'ㅄ' => ('ㅂ', 'ㅅ'),
        coda => return [Some(coda), None],
    };
    [Some(first), Some(second)]
}

fn folded(jamo: Jamo) -> char {
    match jamo.letter {
        'ㄲ' | 'ㅋ' => 'ㄱ',
        'ㅅ' | 'ㅆ' | 'ㅈ' | 'ㅊ' | 'ㄷ' | 'ㅌ' if jamo.coda => 'ㄷ',
        'ㄸ' | 'ㅌ' => 'ㄷ',
        'ㅃ' | 'ㅍ' => 'ㅂ',
        'ㅆ' => 'ㅅ',
        'ㅉ' | 'ㅊ' => 'ㅈ',
        'ㅔ' | 'ㅖ' | 'ㅒ' => 'ㅐ',
        'ㅚ' | 'ㅞ' => 'ㅙ',
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sounds_alike_costs_little() {
        let cost = |one: &str, other: &str| {
            let letters = |word: &str| jamo(&word.chars().collect::<Vec<_>>());
            distance(&letters(one), &letters(other), 3.0)
        };
        for (one, other, expected) in [
            ("강남역", "강남역", Some(0.0)),
            ("강남역", "강나멱", Some(0.1)),
            ("강남역", "강남녁", Some(0.8)),
            ("스타벅스", "스타벅수", Some(0.4)),
            ("제주", "재주", Some(0.2)),
            ("24", "25", None),
            ("latte", "lattte", Some(1.0)),
            ("latte", "altte", Some(0.8)),
        ] {
            assert_eq!(cost(one, other), expected, "{one} {other}");
            assert_eq!(cost(other, one), expected, "{other} {one}");
        }
        assert!(cost("사과", "바나나").is_none_or(|cost| cost > 2.0));
    }
}
