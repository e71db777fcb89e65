//! Particles chosen by the sound a word ends with: `사과를`, `귤을`, `7은`, `3이`, `서울로`, `부산으로`, `PC가`.

use crate::jamo;

/// How a word ends when it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Vowel,
    Rieul,
    Consonant,
}

/// The particle of a pair such as `을/를`, `은/는`, `이/가`, `와/과`, `으로/로` or `이에요/예요` that follows `word`.
/// The order within the pair does not matter. Something that is no known pair is returned as it is.
pub fn choose<'a>(word: &str, pair: &'a str) -> &'a str {
    let Some((one, other)) = pair.split_once('/') else { return pair };
    let Some((consonant, vowel)) = order(one, other) else { return pair };
    match ending(word) {
        Ending::Vowel => vowel,
        // 서울로: ㄹ goes with the vowels before 로, 로서, 로써, 로는 ...
        Ending::Rieul if vowel.starts_with('로') => vowel,
        Ending::Rieul | Ending::Consonant => consonant,
    }
}

/// `word` with the right particle of the pair behind it.
pub fn attach(word: &str, pair: &str) -> String {
    format!("{word}{}", choose(word, pair))
}

/// The pair of a particle in either of its forms, or as people write both: `을`, `를`, `을/를`, `을(를)`, `(으)로`.
pub fn pair(particle: &str) -> Option<(&'static str, &'static str)> {
    let form = |&&(consonant, vowel): &&(&str, &str)| particle == consonant || particle == vowel;
    PAIRS.iter().find(form).copied().or_else(|| {
        let (length, pair) = written_pair(particle)?;
        (length == particle.len()).then_some(pair)
    })
}

/// Both forms of a particle at the beginning of a text (`을/를 주문할게요`): how many bytes they take, and the pair.
pub fn written_pair(text: &str) -> Option<(usize, (&'static str, &'static str))> {
    let found = PAIRS.iter().filter_map(|&(consonant, vowel)| {
        let optional = consonant.strip_suffix(vowel).map(|more| format!("({more}){vowel}"));
        let written = [
            format!("{consonant}/{vowel}"),
            format!("{vowel}/{consonant}"),
            format!("{consonant}({vowel})"),
            format!("{vowel}({consonant})"),
        ];
        let written =
            written.into_iter().chain(optional).find(|written| text.starts_with(written.as_str()))?;
        Some((written.len(), (consonant, vowel)))
    });
    found.max_by_key(|(length, _)| *length)
}

const PAIRS: &[(&str, &str)] = &[
    ("은", "는"),
    ("이", "가"),
    ("을", "를"),
    ("과", "와"),
    ("으로", "로"),
    ("으로는", "로는"),
    ("으로도", "로도"),
    ("으로서", "로서"),
    ("으로써", "로써"),
    ("아", "야"),
    ("이여", "여"),
    ("이랑", "랑"),
    ("이나", "나"),
    ("이란", "란"),
    ("이든", "든"),
    ("이라", "라"),
    ("이라고", "라고"),
    ("이라는", "라는"),
    ("이면", "면"),
    ("이고", "고"),
    ("이며", "며"),
    ("이에요", "예요"),
    ("이었어요", "였어요"),
    ("이네요", "네요"),
    ("이군요", "군요"),
    ("이니", "니"),
    ("이지만", "지만"),
    ("이라서", "라서"),
    ("이야", "야"),
    ("이라도", "라도"),
    ("이라면", "라면"),
    ("이든지", "든지"),
    ("이나마", "나마"),
    ("이죠", "죠"),
    ("이지요", "지요"),
    ("이거든요", "거든요"),
    ("이시네요", "시네요"),
    ("이세요", "세요"),
    ("이셨어요", "셨어요"),
    ("이었습니다", "였습니다"),
    ("이었어", "였어"),
    ("으로부터", "로부터"),
    ("을랑", "를랑"),
];

/// The pair as (after a consonant, after a vowel).
fn order<'a>(one: &'a str, other: &'a str) -> Option<(&'a str, &'a str)> {
    PAIRS.iter().find_map(|&(consonant, vowel)| match (one, other) {
        _ if (one, other) == (consonant, vowel) => Some((one, other)),
        _ if (other, one) == (consonant, vowel) => Some((other, one)),
        _ => None,
    })
}

fn ending(word: &str) -> Ending {
    let mut letters: Vec<char> = strip_parenthesis(word).chars().collect();
    while letters.last().is_some_and(|c| !c.is_alphanumeric() && sign(*c).is_none()) {
        letters.pop();
    }
    let Some(&last) = letters.last() else { return Ending::Vowel };
    if let Some(ending) = sign(last) {
        return ending;
    }
    match last {
        c if jamo::is_syllable(c) => of_coda(jamo::coda(c)),
        '0'..='9' => of_digits(&letters),
        c if c.is_ascii_alphabetic() => of_latin(&letters),
        _ => Ending::Vowel,
    }
}

/// `사과(apple)` ends like `사과`.
fn strip_parenthesis(word: &str) -> &str {
    let trimmed = word.trim_end();
    match trimmed.rfind('(') {
        Some(open) if open > 0 && trimmed.ends_with(')') => trimmed[..open].trim_end(),
        _ => trimmed,
    }
}

/// Signs that are read aloud.
fn sign(c: char) -> Option<Ending> {
    match c {
        // 퍼센트, 도, 유로, 파운드
        '%' | '°' | '℃' | '℉' | '€' | '£' | '＆' | '㎏' | '㎞' | '㎝' | '㎜' | '㎡' | '²' | '³' => {
            Some(Ending::Vowel)
        }
        // 달러, 엔, 원
        '$' => Some(Ending::Vowel),
        '¥' | '₩' => Some(Ending::Consonant),
        _ => None,
    }
}

fn of_coda(coda: Option<char>) -> Ending {
    match coda {
        None => Ending::Vowel,
        Some('ㄹ') => Ending::Rieul,
        Some(_) => Ending::Consonant,
    }
}

/// By the last syllable of the number as it is said: 10 is 십, 1000 is 천, 0.10 is 영점일영.
fn of_digits(letters: &[char]) -> Ending {
    let number: Vec<char> = letters
        .iter()
        .rev()
        .take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
        .copied()
        .filter(|c| *c != ',')
        .collect();
    let zeros = number.iter().take_while(|c| **c == '0').count();
    let all_zero = number.iter().all(|c| matches!(c, '0' | '.'));
    let last = if zeros > 0 && (all_zero || number.contains(&'.')) { Some(&'0') } else { number.get(zeros) };
    match (zeros, last) {
        (_, Some('0')) => Ending::Consonant,
        (0, Some('1' | '7' | '8')) => Ending::Rieul,
        (0, Some('2' | '4' | '5' | '9')) => Ending::Vowel,
        // 조 is the one large unit that ends in a vowel.
        (12..=15, _) => Ending::Vowel,
        _ => Ending::Consonant,
    }
}

/// Names of letters for abbreviations and single letters, a rule of thumb for words.
fn of_latin(letters: &[char]) -> Ending {
    let start = letters.iter().rposition(|c| !c.is_ascii_alphabetic()).map_or(0, |i| i + 1);
    let word: String = letters[start..].iter().collect();
    let lower = word.to_ascii_lowercase();
    match word.as_str() {
        // Units are read as words.
        "g" | "mg" | "gram" => return Ending::Consonant,
        "kg" | "km" | "cm" | "mm" | "m" | "ml" | "mL" | "ft" | "lb" | "kB" | "ha" | "in" | "inch" => {
            return Ending::Vowel;
        }
        "oz" => return Ending::Vowel,
        "mi" => return Ending::Rieul,
        _ => {}
    }
    let vowels = lower.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    if word.len() == 1 || !vowels || word.chars().all(|c| c.is_ascii_uppercase()) {
        return of_letter_name(lower.as_bytes()[lower.len() - 1]);
    }
    of_word(&lower)
}

/// 엘, 알 · 엠, 엔 · the others end in vowels.
fn of_letter_name(letter: u8) -> Ending {
    match letter {
        b'l' | b'r' => Ending::Rieul,
        b'm' | b'n' => Ending::Consonant,
        _ => Ending::Vowel,
    }
}

/// 애플, 구글 · 게임, 라인 · 북, 챗, 앱 · 서버, 버스.
fn of_word(word: &str) -> Ending {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if ends(&["l", "le", "ul", "el"]) {
        Ending::Rieul
    } else if ends(&[
        "m", "n", "ng", "me", "ne", "ck", "ok", "ic", "et", "at", "ot", "it", "ap", "op", "ip", "up",
    ]) {
        Ending::Consonant
    } else {
        Ending::Vowel
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn golden() {
        for line in include_str!("../testdata/particles.txt").lines() {
            let Some((word, expected)) = line.split_once('\t') else { continue };
            for phrase in expected.split_whitespace() {
                let (pair, particle) = phrase.split_once('=').expect("pair=particle");
                assert_eq!(choose(word, pair), particle, "{word} {pair}");
            }
        }
    }

    #[test]
    fn pairs_are_known_as_people_write_them() {
        for (written, pair_of) in [
            ("을", ("을", "를")),
            ("를", ("을", "를")),
            ("가/이", ("이", "가")),
            ("은(는)", ("은", "는")),
            ("(으)로", ("으로", "로")),
            ("(이)라고", ("이라고", "라고")),
            ("야", ("아", "야")),
            ("이야", ("이야", "야")),
        ] {
            assert_eq!(pair(written), Some(pair_of), "{written}");
        }
        assert_eq!(pair("에서"), None);
        assert_eq!(written_pair("으로/로 갈게요"), Some(("으로/로".len(), ("으로", "로"))));
        assert_eq!(written_pair("(이)나 드세요"), Some(("(이)나".len(), ("이나", "나"))));
        assert_eq!(written_pair("을 주세요"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_word_takes_a_particle(word in ".{0,40}") {
            proptest::prop_assert!(["을", "를"].contains(&choose(&word, "을/를")));
        }
    }
}
