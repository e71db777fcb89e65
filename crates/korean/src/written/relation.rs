//! Two numbers that make one: `삼사 일` → `3~4일`, `삼분의 일` → `1/3`, `영 점 오` → `0.5`, `삼 대 일` → `3 대 1`.

use super::counter::{self, Before};
use super::figure::grouped;
use super::number::{self, Kind, Number, digit};
use super::numbers::{Found, with_counter};
use super::row;
use super::tail::is_tail;
use super::text::Letters;
use crate::numeral::{LARGE, SINO, SMALL, meaning};

/// `삼사 일`, `이삼백 명`: a digit and the next one, which say "about".
pub(super) fn approximate(text: &Letters, at: usize) -> Option<Found> {
    let sino = |i: usize| text.get(i).and_then(|c| meaning(SINO, c)).map(i128::unsigned_abs);
    let (low, high) = (sino(at)?, sino(at + 1)?);
    if low == 0 || high != low + 1 {
        return None;
    }
    let mut end = at + 2;
    let small = text.get(end).and_then(|c| meaning(SMALL, c)).map_or(1, i128::unsigned_abs);
    end += usize::from(small > 1);
    let large = text.get(end).filter(|c| meaning(LARGE, *c).is_some());
    end += usize::from(large.is_some());
    let number = Number { kind: Kind::Sino, value: high * small, end, letters: end - at, spaced: false };
    let (counter, end) = counter::behind(text, at, &number, Before::default())?;
    // 일이 is "the work" more often than one or two.
    let short = ["년", "분", "개월", "주", "초", "주일", "주간"].contains(&counter.name);
    if low == 1 && (small > 1 || large.is_some() || !short) {
        return None;
    }
    let large = large.map(String::from).unwrap_or_default();
    let range = format!("{}{large}~{}{large}", grouped(low * small), grouped(high * small));
    Some(Found { text: with_counter(&range, counter), end, counter: None })
}

/// A fraction, a decimal number or a score that begins with this number.
pub(super) fn write(text: &Letters, at: usize, number: &Number) -> Option<Found> {
    if matches!(number.kind, Kind::Native | Kind::Torn) {
        return None;
    }
    fraction(text, number).or_else(|| decimal(text, at, number)).or_else(|| score(text, number))
}

fn fraction(text: &Letters, below: &Number) -> Option<Found> {
    let of = [below.end, text.past_space(below.end)].into_iter().find(|&at| text.starts_with(at, "분의"))?;
    let start = text.past_space(of + 2);
    let above = whole(text, start).into_iter().find(|above| {
        let rest = text.rest_of_word(above.end);
        // 이분의 일을: the work of this person.
        let person =
            below.is_this() && (["을", "은", "이", "도"].contains(&rest) || goes_on(text, above.end));
        above.value < 10_000 && is_tail(rest) && !person
    })?;
    let proper = below.value > 1 && above.value > 0 && below.value <= 10_000 && above.value <= 10_000;
    proper.then(|| Found { text: format!("{}/{}", above.value, below.value), end: above.end, counter: None })
}

/// `일 점 오 배`, and versions: `일 점 이 점 삼`.
fn decimal(text: &Letters, at: usize, whole: &Number) -> Option<Found> {
    let parts = parts(text, whole.end);
    let (last, earlier) = parts.split_last()?;
    let mut written = whole.value.to_string();
    earlier.iter().for_each(|part| written += &format!(".{}", digits(text, part.start, part.end)));
    // The last part may run into a particle (일점오이에요).
    (last.start + 1..=last.end).rev().find_map(|end| {
        let number = format!("{written}.{}", digits(text, last.start, end));
        let spoken = Number { kind: Kind::Figure(number.clone()), value: 0, end, letters: 0, spaced: false };
        if let Some((counter, end)) = counter::behind(text, at, &spoken, Before::default()) {
            return Some(Found { text: with_counter(&number, counter), end, counter: None });
        }
        // 이 점이: this point.
        let subject = last.together && text.get(last.start) == Some('이') && end == last.start + 1;
        let number_only = is_tail(text.rest_of_word(end)) && !subject && !whole.is_this();
        number_only.then_some(Found { text: number, end, counter: None })
    })
}

/// Digits behind a 점.
struct Part {
    start: usize,
    end: usize,
    /// 점 and the digits are one word.
    together: bool,
}

fn parts(text: &Letters, mut at: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    while parts.len() < 4 {
        let point = text.past_space(at);
        if text.get(point) != Some('점') {
            break;
        }
        let start = text.past_space(point + 1);
        let run = (start..text.len()).take(12).take_while(|&i| digit(text.chars()[i]).is_some()).count();
        let end = if run == 1 { row::spelled(text, start).unwrap_or(start + 1) } else { start + run };
        if end == start {
            break;
        }
        parts.push(Part { start, end, together: start == point + 1 });
        at = end;
    }
    parts
}

fn digits(text: &Letters, start: usize, end: usize) -> String {
    text.chars()[start..end]
        .iter()
        .filter_map(|c| digit(*c))
        .filter_map(|d| char::from_digit(d, 10))
        .collect()
}

fn score(text: &Letters, ours: &Number) -> Option<Found> {
    let figure = matches!(ours.kind, Kind::Figure(_)) && text.starts_with(ours.end, "대 ");
    if !text.starts_with(ours.end, " 대 ") && !figure {
        return None;
    }
    let start = ours.end + if figure { 2 } else { 3 };
    let theirs = whole(text, start);
    if theirs.iter().any(|number| counter::behind(text, start, number, Before::default()).is_some()) {
        return None;
    }
    let theirs = theirs.into_iter().find(|number| is_tail(text.rest_of_word(number.end)))?;
    let likely = ours.value < 1000 && theirs.value < 1000;
    likely.then(|| Found {
        text: format!("{} 대 {}", ours.value, theirs.value),
        end: theirs.end,
        counter: None,
    })
}

/// Whole Sino-Korean numbers or figures here.
fn whole(text: &Letters, at: usize) -> Vec<Number> {
    let mut numbers = number::candidates(text, at);
    numbers.retain(|number| match &number.kind {
        Kind::Figure(figure) => !figure.contains('.'),
        kind => *kind == Kind::Sino,
    });
    numbers
}

fn goes_on(text: &Letters, at: usize) -> bool {
    !text.next_word(at).is_empty()
}
