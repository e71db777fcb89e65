//! Numbers with nothing to count: `백이십의`, `볼륨 칠`, `삼 더하기 사`.

use super::counter::{self, Before};
use super::figure::grouped;
use super::number::{self, Kind, Number};
use super::numbers::Found;
use super::tail::is_tail;
use super::text::Letters;

/// What is set to a number.
const SETTINGS: [&str; 16] = [
    "볼륨",
    "음량",
    "밝기",
    "채널",
    "온도",
    "소리",
    "세기",
    "풍량",
    "레벨",
    "버전",
    "아이폰",
    "아이패드",
    "갤럭시",
    "윈도우",
    "픽셀",
    "시즌",
];

const OPERATORS: [&str; 9] =
    ["더하기", "더하면", "빼기", "곱하기", "나누기", "플러스", "마이너스", "루트", "곱하면"];

/// Whether only a number makes sense here, however short.
pub(super) fn is_expected(text: &Letters, at: usize, numbers: &[Number]) -> bool {
    let previous = text.previous_word(at);
    let setting = SETTINGS.iter().any(|name| {
        previous.strip_prefix(name).is_some_and(|rest| ["", "을", "를", "은", "는"].contains(&rest))
    });
    let calculated = OPERATORS.contains(&previous) || numbers.iter().any(|n| operator_follows(text, n.end));
    setting || calculated
}

fn operator_follows(text: &Letters, at: usize) -> bool {
    text.rest_of_word(at).is_empty() && OPERATORS.iter().any(|word| text.next_word(at).starts_with(word))
}

/// The number by itself, if it is too long to be anything else, or expected.
pub(super) fn write(
    text: &Letters,
    at: usize,
    number: &Number,
    before: Before,
    expected: bool,
) -> Option<Found> {
    let previous = text.previous_word(at);
    let rest = text.rest_of_word(number.end);
    let road = ["대로", "길"].iter().any(|road| previous.len() > 9 && previous.ends_with(road));
    let address = road || matches!(before.counter, Some("길" | "번길" | "번지"));
    let accepted = is_tail(rest)
        && !number.spaced
        && match &number.kind {
            Kind::Figure(_) | Kind::Mixed => true,
            Kind::Native | Kind::Torn => false,
            Kind::Sino if expected => counter_is_far(text, number),
            Kind::Sino if address => number.letters > 1,
            Kind::Sino => is_long(number) && !subject_follows(text, number) || range_follows(text, number),
        };
    let digits = || match &number.kind {
        Kind::Figure(figure) => figure.clone(),
        _ if address => number.value.to_string(),
        _ => grouped(number.value),
    };
    accepted.then(|| Found { text: digits(), end: number.end, counter: None })
}

/// Three letters, or a round one of two (이십, 구십), which are no other words.
fn is_long(number: &Number) -> bool {
    number.letters > 2
        || number.letters == 2 && (20..100).contains(&number.value) && number.value.is_multiple_of(10)
}

/// In 칠십이 넘었다 the last letter is a particle.
fn subject_follows(text: &Letters, number: &Number) -> bool {
    let subject = text.rest_of_word(number.end).is_empty() && text.get(number.end - 1) == Some('이');
    subject
        && ["넘", "되", "된", "됐", "될", "안"]
            .iter()
            .any(|word| text.next_word(number.end).starts_with(word))
}

/// `십에서 이십 퍼센트`: the counter comes with the second number.
fn range_follows(text: &Letters, number: &Number) -> bool {
    let joint =
        ["에서 ", "부터 ", "내지 ", "의 "].into_iter().find(|joint| text.starts_with(number.end, joint));
    let Some(start) = joint.map(|joint| number.end + joint.chars().count()) else { return false };
    // 일에서 is "at work", and 이의 "of this".
    let work = number.is_single() && (number.value == 1 || text.starts_with(number.end, "의"));
    let counted = |second: &Number| counter::behind(text, start, second, Before::default()).is_some();
    !work && number::candidates(text, start).iter().any(counted)
}

/// No counter stands apart behind it, which would have its own say: 온도 이 도.
fn counter_is_far(text: &Letters, number: &Number) -> bool {
    let figure = Number { kind: Kind::Figure(String::new()), ..number.clone() };
    counter::behind(text, number.end, &figure, Before::default()).is_none_or(|(_, end)| end <= number.end + 1)
}
