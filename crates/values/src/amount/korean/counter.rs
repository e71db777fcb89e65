//! Korean counters: 세 개, 삼 층, 두 잔. Listed in `data/values/ko/counters.txt`.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::amount::names::{Names, rows};
use crate::numeral::{Form, Numeral};
use crate::text::Text;

/// A counter and the short numbers it goes with (see the data file).
#[derive(Clone, Copy, Debug)]
pub(super) struct Counter {
    pub name: &'static str,
    pub conditions: &'static str,
}

/// The counters at `at`, the longest first, and where they end.
pub(super) fn at(text: &Text, at: usize) -> impl Iterator<Item = (Counter, usize)> {
    static COUNTERS: LazyLock<Names<Counter>> = LazyLock::new(|| {
        let row = |row: Vec<&'static str>| {
            let (name, conditions) = (*row.first()?, row.get(1).copied().unwrap_or_default());
            Some((name, Counter { name, conditions }))
        };
        Names::new(rows(include_str!("../../../../../data/values/ko/counters.txt"), ' ').filter_map(row))
    });
    COUNTERS.at(text, at)
}

/// Whether this counter goes with this number that stands at `at`, when its own name begins at `from`.
pub(super) fn fits(text: &Text, counter: Counter, numeral: &Numeral, at: usize, from: usize) -> bool {
    // A town, and the table of multiplication.
    if ["삼천포", "구구단", "오만상"].contains(&text.slice(at..from + counter.name.chars().count()))
    {
        return false;
    }
    // 삼 대 이로 이겼다: a score.
    if counter.name == "대" && is_score(text, from + 1) {
        return false;
    }
    let has = |condition: char| counter.conditions.contains(condition);
    let glued = from == numeral.end;
    let short = numeral.letters == 1;
    let underground = || at > 2 && text.literal(at - 3, "지하 ") == Some(at);
    let word = || text.slice(at..from + counter.name.chars().count());
    match numeral.form {
        Form::Figure => true,
        Form::English => false,
        Form::Native if numeral.upto.is_some() => has('n') || has('N'),
        Form::Native if short && glued => has('n'),
        Form::Native if short && text.at(at) == Some('네') => {
            (has('n') || has('N')) && !matches!(counter.name, "집" | "방" | "편" | "질문" | "문제" | "침대")
        }
        Form::Native if short && text.at(at) == Some('한') => {
            (has('n') || has('N')) && !matches!(counter.name, "쪽" | "편" | "줌" | "건")
        }
        Form::Native => has('n') || has('N'),
        Form::Sino if numeral.upto.is_some() => text.at(at) != Some('일') && !has('f'),
        // 오만 가지: all sorts of.
        Form::Sino if word().starts_with("오만") && counter.name == "가지" => false,
        Form::Sino if !short => !has('f') || numeral.value >= Decimal::TEN,
        // 백 개, 천명; but 천장, 만개, 백호 are other words.
        Form::Sino if numeral.value >= Decimal::TEN => {
            let other =
                ["천장", "만장", "만개", "만점", "만판", "천대", "백대", "백곡", "백분", "십분", "만곳"];
            !has('f')
                && (!glued || has('n') && !other.contains(&word()) || word() == "백점" || word() == "백번")
        }
        Form::Sino if numeral.value.is_zero() => false,
        Form::Sino if glued => {
            has('g') && !["사위", "일급", "이승", "사골", "이골", "구급", "오등"].contains(&word())
        }
        // 이 층 is "this floor", 사 번 may be anything else.
        Form::Sino => has('s') && (numeral.value != Decimal::TWO || counter.name == "인분" || underground()),
    }
}

/// A number and a particle follow: `이로`, `1로`.
fn is_score(text: &Text, end: usize) -> bool {
    let from = text.past_space(end);
    let number = crate::numeral::korean::candidates(text, from).into_iter().next();
    number.is_some_and(|other| {
        from > end
            && ["로", "으로", "의"].iter().any(|particle| {
                text.literal(other.end, particle)
                    .is_some_and(|end| !text.at(end).is_some_and(crate::text::is_hangul))
            })
    })
}
