//! Whether a Korean number word by itself is a number: 다섯 is one; 이, 오이, 만약 are not.

use rust_decimal::Decimal;

use super::is_tail;
use crate::numeral::korean::candidates;
use crate::numeral::{Form, Numeral};
use crate::text::{Text, is_hangul};

/// Nothing that is counted follows.
pub(super) fn is_number(text: &Text, at: usize, numeral: &Numeral) -> bool {
    let rest = text.rest_of_word(numeral.end);
    if numeral.form == Form::Figure {
        return text.is_edge(numeral.end) || rest.first().is_some_and(|c| is_hangul(*c));
    }
    let together =
        ["이서", "이세요", "이십니다"].iter().any(|rest| text.literal(numeral.end, rest).is_some());
    if !text.begins_word(at) || !(together || is_tail(text, numeral.end)) {
        return false;
    }
    let word: String = text.slice(at..numeral.end).chars().filter(|c| !c.is_whitespace()).collect();
    let rest: String = rest.iter().collect();
    if is_all(text, at, numeral.end) || calculates(text, at, numeral.end) || spans(text, at, numeral.end) {
        return true;
    }
    match numeral.form {
        Form::Native if numeral.upto.is_some() => {
            matches!(word.as_str(), "한둘" | "두셋" | "서넛" | "너댓" | "대여섯" | "예닐곱")
        }
        Form::Native => is_native(&word, &rest),
        _ => numeral.upto.is_none() && is_sino(text, &word, &rest, numeral),
    }
}

/// 하나도, 하나님, 열 and 한 are other words.
fn is_native(word: &str, rest: &str) -> bool {
    match word {
        "한" | "두" | "세" | "네" | "열" | "석" | "넉" | "스무" | "서" => false,
        "하나" => !["도", "로", "씩", "같이", "처럼", "이", "만큼"].contains(&rest),
        "둘" => rest != "도",
        _ => true,
    }
}

/// Numbers with a multiplier, and rows of three digits and more.
fn is_sino(text: &Text, word: &str, rest: &str, numeral: &Numeral) -> bool {
    const OTHER: &str = "이천 사천 구천 이만 구만 오만 사만 천만 만일 백일 천일 만이 백이 천이 백구 천사 백사 천오 만사 만오 만구 천구 백오 \
                         일조 이조 사조 오조 육조 구조 삼조 만사오 일억 백만장 천이백 이백오 구구구 이이이 오오오 사사사 일일이 이만이 \
                         일일일 공공칠 삼삼오오 구만이 사만이 천구백구 삼천 오천만 이십사 만육 일만 공이 영이 영일 오일장";
    const SURE: [&str; 4] = ["천구백구", "오천만", "이십사", "천이백"];
    if more_or_less(text, numeral.end) && numeral.value >= Decimal::TEN && numeral.letters > 1 {
        return true;
    }
    if OTHER.split_whitespace().any(|other| other == word) && !SURE.contains(&word) {
        return false;
    }
    // 백만이 넘는, 천이 안 되는: the 이 is a particle.
    if word.ends_with('이')
        && rest.is_empty()
        && word.chars().rev().nth(1).is_some_and(|c| "백천만억".contains(c))
    {
        return false;
    }
    let multiplied = word.chars().any(|c| "십백천만억조".contains(c));
    let row = numeral.letters >= 3 && !word.chars().all(|c| word.starts_with(c));
    // A single multiplier counts when what is said of it says so: 백을, 천이 넘는.
    let single = numeral.letters == 1 && numeral.value >= Decimal::TEN && more_or_less(text, numeral.end);
    single || numeral.letters >= 2 && (multiplied || row && !["은", "는"].contains(&rest))
}

/// 이상, 이하, 넘는 ... follow.
fn more_or_less(text: &Text, end: usize) -> bool {
    ["이상", "이하", "미만", "초과", "넘게", "이 넘", "을 넘", "이 안"]
        .iter()
        .any(|word| text.literal(text.past_space(end), word).is_some())
}

/// The number is all that was said, but for particles and marks.
fn is_all(text: &Text, at: usize, end: usize) -> bool {
    let rest = end + text.rest_of_word(end).len();
    let silent = |letters: &[char]| letters.iter().all(|c| !c.is_alphanumeric());
    // 일, 이, 사 alone may be anything but are nothing else.
    silent(&text.letters()[..at]) && silent(text.rest(rest)) && rest == end
}

/// 오에서 십 사이, 마이너스 오부터 영까지: one end of a range, whose other end is a number too.
fn spans(text: &Text, at: usize, end: usize) -> bool {
    const FROM: [&str; 2] = ["에서 ", "부터 "];
    const TO: [&str; 4] = ["사이", "까지의", "까지 ", "까지"];
    let closed = |end: usize| TO.iter().any(|word| text.literal(text.past_space(end), word).is_some());
    let open = |end: usize| FROM.iter().find_map(|word| text.literal(end, word));
    let other = |at: usize| candidates(text, at).into_iter().any(|other| closed(other.end));
    let first = open(end)
        .is_some_and(|from| other(text.literal(from, "마이너스").map_or(from, |from| text.past_space(from))));
    let before = || {
        let stop = at.checked_sub(3).filter(|stop| open(*stop) == Some(at))?;
        let digits = "영공일이삼사오육칠팔구십백천만";
        text.before(stop).filter(|c| digits.contains(*c) || c.is_ascii_digit())
    };
    first || closed(end) && before().is_some()
}

/// 삼 더하기 오.
fn calculates(text: &Text, at: usize, end: usize) -> bool {
    const SIGNS: [&str; 8] = ["더하기", "빼기", "곱하기", "나누기", "플러스", "마이너스", "+", "×"];
    let behind = text.past_space(end);
    let before = at.saturating_sub(usize::from(text.before(at) == Some(' ')));
    SIGNS.iter().any(|sign| {
        let length = sign.chars().count();
        text.literal(behind, sign).is_some()
            || before.checked_sub(length).is_some_and(|from| text.literal(from, sign) == Some(before))
    })
}
