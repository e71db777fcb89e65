//! Numbers as Korean writes and says them: `백이십`, `스물다섯`, `3만 5천`, `1,234.5`, `삼 점 일사`.
//!
//! Works on letters without spaces, since speakers and recognisers set spaces freely.

/// A number that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// The number times ten to the `scale`.
    pub mantissa: i128,
    pub scale: u32,
    /// How many characters it took.
    pub length: usize,
    /// Ends in a native numeral (`셋`, `스물`), which counts but does not calculate.
    pub native: bool,
}

/// Larger mantissas would not be exact any more.
const LARGEST: i128 = 10_i128.pow(28) - 1;

pub(crate) const SINO: &[(char, i128)] = &[
    ('영', 0),
    ('공', 0),
    ('일', 1),
    ('이', 2),
    ('삼', 3),
    ('사', 4),
    ('오', 5),
    ('육', 6),
    ('륙', 6),
    ('칠', 7),
    ('팔', 8),
    ('구', 9),
];

pub(crate) const SMALL: &[(char, i128)] = &[('십', 10), ('백', 100), ('천', 1000)];

pub(crate) const LARGE: &[(char, i128)] =
    &[('만', 10_000), ('억', 100_000_000), ('조', 1_000_000_000_000), ('경', 10_000_000_000_000_000)];

pub(crate) const NATIVE_TENS: &[(&str, i128)] = &[
    ("열", 10),
    ("스물", 20),
    ("스무", 20),
    ("서른", 30),
    ("마흔", 40),
    ("쉰", 50),
    ("예순", 60),
    ("일흔", 70),
    ("여든", 80),
    ("아흔", 90),
];

pub(crate) const NATIVE_ONES: &[(&str, i128)] = &[
    ("하나", 1),
    ("한", 1),
    ("둘", 2),
    ("두", 2),
    ("셋", 3),
    ("세", 3),
    ("석", 3),
    ("넷", 4),
    ("네", 4),
    ("넉", 4),
    ("다섯", 5),
    ("여섯", 6),
    ("일곱", 7),
    ("여덟", 8),
    ("여덜", 8),
    ("아홉", 9),
];

/// The longest number at the beginning of `text`.
pub fn read(text: &[char]) -> Option<Numeral> {
    let digits_first = text.first().is_some_and(|c| c.is_ascii_digit() || *c == '.');
    let mut best = if digits_first { mixed(text) } else { spelled(text) };
    if !digits_first && let Some(native) = native(text) {
        best = best.filter(|sino| sino.length >= native.length).or(Some(native));
    }
    best
}

/// Digits, perhaps with Korean multipliers between and after: `3만5천`, `5천3백만`, `1.5억`, `3만 오천`.
fn mixed(text: &[char]) -> Option<Numeral> {
    let (mut total, mut group) = (Exact::default(), Exact::default());
    let (mut small_ceiling, mut large_ceiling) = (i128::MAX, i128::MAX);
    let mut at = 0;
    while let Some((digits, length)) = figure(&text[at..]) {
        let (small, large, marks) = multipliers(&text[at + length..]);
        if small >= small_ceiling && small_ceiling != i128::MAX || large >= large_ceiling {
            break;
        }
        group = group.plus(digits.times(small)?)?;
        small_ceiling = small;
        at += length + marks;
        if large > 1 {
            total = total.plus(group.times(large)?)?;
            (group, small_ceiling, large_ceiling) = (Exact::default(), i128::MAX, large);
        } else if small == 1 {
            break;
        }
    }
    let number = total.plus(group)?;
    (at > 0 && number.mantissa <= LARGEST).then_some(Numeral {
        mantissa: number.mantissa,
        scale: number.scale,
        length: at,
        native: false,
    })
}

/// Digits, or behind a multiplier a spelled digit: `3만 오천`.
fn figure(text: &[char]) -> Option<(Exact, usize)> {
    if let Some((mantissa, scale, length)) = digits(text) {
        return Some((Exact { mantissa, scale }, length));
    }
    let mantissa = meaning(SINO, *text.first()?)?;
    let (small, large, _) = multipliers(&text[1..]);
    (small * large > 1).then_some((Exact { mantissa, scale: 0 }, 1))
}

/// A decimal number: the mantissa over ten to the `scale`.
#[derive(Clone, Copy, Default)]
struct Exact {
    mantissa: i128,
    scale: u32,
}

impl Exact {
    fn times(self, factor: i128) -> Option<Self> {
        Some(Self { mantissa: self.mantissa.checked_mul(factor)?, ..self })
    }

    fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let at_scale = |one: Self| one.mantissa.checked_mul(10_i128.checked_pow(scale - one.scale)?);
        Some(Self { mantissa: at_scale(self)?.checked_add(at_scale(other)?)?, scale })
    }
}

/// `백만` after digits: its small and its large multiplier (1 where there is none), and how many letters they take. A
/// small one must come before a large one.
fn multipliers(text: &[char]) -> (i128, i128, usize) {
    let small = text.first().and_then(|c| meaning(SMALL, *c));
    let rest = usize::from(small.is_some());
    let large = text.get(rest).and_then(|c| meaning(LARGE, *c));
    (small.unwrap_or(1), large.unwrap_or(1), rest + usize::from(large.is_some()))
}

/// `1,234.50` as mantissa, scale and length.
fn digits(text: &[char]) -> Option<(i128, u32, usize)> {
    let (mut mantissa, mut scale, mut at, mut point) = (0_i128, 0, 0, false);
    while let Some(&c) = text.get(at) {
        let next_is_digit = text.get(at + 1).is_some_and(char::is_ascii_digit);
        match c {
            '0'..='9' => {
                mantissa = mantissa * 10 + i128::from(c as u32 - '0' as u32);
                scale += u32::from(point);
                if mantissa > LARGEST {
                    return None;
                }
            }
            '.' if !point && next_is_digit => point = true,
            ',' if !point && at > 0 && thousands(&text[at + 1..]) => {}
            _ => break,
        }
        at += 1;
    }
    (at > 0).then_some((mantissa, scale, at))
}

/// Three digits and no fourth.
fn thousands(text: &[char]) -> bool {
    text.len() >= 3
        && text[..3].iter().all(char::is_ascii_digit)
        && !text.get(3).is_some_and(char::is_ascii_digit)
}

/// `백이십삼`, `삼점일사`, `마이너스오`.
fn spelled(text: &[char]) -> Option<Numeral> {
    let (whole, length) = whole_sino(text)?;
    if text.get(length) == Some(&'점') {
        let fraction: Vec<i128> =
            text[length + 1..].iter().map_while(|c| meaning(SINO, *c)).take(20).collect();
        let scale = u32::try_from(fraction.len()).ok()?;
        let mantissa = fraction.iter().try_fold(whole, |m: i128, d| m.checked_mul(10)?.checked_add(*d))?;
        if scale > 0 && mantissa <= LARGEST {
            return Some(Numeral { mantissa, scale, length: length + 1 + fraction.len(), native: false });
        }
    }
    // 백스물다섯
    if whole >= 100
        && whole % 100 == 0
        && let Some(native) = native(&text[length..])
    {
        return Some(Numeral { mantissa: whole + native.mantissa, length: length + native.length, ..native });
    }
    (whole <= LARGEST).then_some(Numeral { mantissa: whole, scale: 0, length, native: false })
}

/// A Sino-Korean whole number. Several digits in a row are read digit by digit (`일이삼`, `공일공`).
fn whole_sino(text: &[char]) -> Option<(i128, usize)> {
    let row = text.iter().take_while(|c| meaning(SINO, **c).is_some()).count();
    let multiplied = text.get(row).is_some_and(|c| meaning(SMALL, *c).or(meaning(LARGE, *c)).is_some());
    if row >= 2 && !multiplied {
        let spelled = text[..row.min(20)].iter().filter_map(|c| meaning(SINO, *c));
        let number = spelled.fold(0, |n, digit| n * 10 + digit);
        return Some((number, row.min(20)));
    }
    let (mut total, mut group, mut digit) = (0_i128, 0_i128, None);
    let (mut small_ceiling, mut large_ceiling) = (i128::MAX, i128::MAX);
    let mut at = 0;
    while let Some(&c) = text.get(at) {
        if let Some(value) = meaning(SINO, c) {
            if digit.is_some() {
                break;
            }
            digit = Some(value);
        } else if let Some(factor) = meaning(SMALL, c).filter(|f| *f < small_ceiling) {
            group += digit.take().unwrap_or(1) * factor;
            small_ceiling = factor;
        } else if let Some(factor) = meaning(LARGE, c).filter(|f| *f < large_ceiling) {
            // A bare 만 is ten thousand; a bare 억, 조 or 경 is another word.
            let count = group + digit.take().unwrap_or(0);
            if count == 0 && factor != 10_000 {
                break;
            }
            total += count.max(1) * factor;
            (group, small_ceiling, large_ceiling) = (0, i128::MAX, factor);
        } else {
            break;
        }
        at += 1;
    }
    (at > 0).then_some((total + group + digit.unwrap_or(0), at))
}

/// `스물다섯`.
fn native(text: &[char]) -> Option<Numeral> {
    let tens = longest(NATIVE_TENS, text);
    let after = tens.map_or(0, |(_, length)| length);
    let ones = longest(NATIVE_ONES, &text[after..]);
    let mantissa = tens.map_or(0, |(n, _)| n) + ones.map_or(0, |(n, _)| n);
    let length = after + ones.map_or(0, |(_, length)| length);
    (length > 0).then_some(Numeral { mantissa, scale: 0, length, native: true })
}

pub(crate) fn longest(words: &[(&str, i128)], text: &[char]) -> Option<(i128, usize)> {
    words
        .iter()
        .filter(|(word, _)| {
            word.chars().count() <= text.len() && word.chars().zip(text).all(|(a, b)| a == *b)
        })
        .map(|&(word, value)| (value, word.chars().count()))
        .max_by_key(|&(_, length)| length)
}

pub(crate) fn meaning(table: &[(char, i128)], c: char) -> Option<i128> {
    table.iter().find_map(|&(letter, value)| (letter == c).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: f64, length: usize) {
        let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let numeral = read(&letters).expect(text);
        let number = numeral.mantissa as f64 / 10_f64.powi(numeral.scale as i32);
        assert_eq!((number, numeral.length), (expected, length), "{text}");
    }

    #[test]
    fn sino_korean() {
        check("영", 0.0, 1);
        check("십", 10.0, 1);
        check("십오", 15.0, 2);
        check("백이십", 120.0, 3);
        check("이백삼십사", 234.0, 5);
        check("천구백구십구", 1999.0, 6);
        check("만", 10000.0, 1);
        check("삼만 오천", 35000.0, 4);
        check("십이만 삼천사백오십육", 123456.0, 10);
        check("일억 이천만", 120000000.0, 5);
        check("이조 삼억", 2000300000000.0, 4);
        check("일이삼", 123.0, 3);
        check("공일공", 10.0, 3);
        check("삼점일오", 3.15, 4);
        check("백스물다섯", 125.0, 5);
    }

    #[test]
    fn native_korean() {
        check("하나", 1.0, 2);
        check("세시", 3.0, 1);
        check("다섯", 5.0, 2);
        check("열두시", 12.0, 2);
        check("스물다섯", 25.0, 4);
        check("스무 개", 20.0, 2);
        check("아흔아홉", 99.0, 4);
    }

    #[test]
    fn digits_with_multipliers() {
        check("42", 42.0, 2);
        check("1,234,567", 1234567.0, 9);
        check("3.15", 3.15, 4);
        check("3만 5천", 35000.0, 4);
        check("1억 2천만 원", 120000000.0, 5);
        check("3백", 300.0, 2);
        check("10만", 100000.0, 3);
        check("1.5억", 150000000.0, 4);
        check("2만5000", 25000.0, 6);
        check("5천3백만", 53000000.0, 5);
        check("1조 2천3백억 4천만", 1230040000000.0, 10);
        check("3만 오천", 35000.0, 4);
        check("1.5만", 15000.0, 4);
        check("3천 5천", 3000.0, 2);
    }

    #[test]
    fn words_that_are_no_numbers() {
        for text in ["", "억울해", "나무", "점", "조용"] {
            assert_eq!(read(&text.chars().collect::<Vec<_>>()), None, "{text}");
        }
    }
}
