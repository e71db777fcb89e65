//! What repeats by months and years, in Korean: `매달 5일`, `매월 둘째 넷째 일요일`, `매년 5월 8일`.

use super::week::weekdays;
use super::{Read, WORKDAYS};
use crate::moment::korean::count::counted;
use crate::moment::korean::day;
use crate::moment::length::Unit;
use crate::moment::repeat::Repeat;
use crate::moment::stretch::Context;

/// `매달 5일`, `매월 첫째 월요일`, `매월 말일`, `다달이`.
pub(super) fn monthly(context: &Context<'_>, at: usize) -> Read {
    const EVERY: &[(&str, u32)] = &[
        ("매달", 1),
        ("매월", 1),
        ("달마다", 1),
        ("다달이", 1),
        ("격월", 2),
        ("격월로", 2),
        ("두 달마다", 2),
        ("매 달", 1),
    ];
    let (interval, end) = context.pick(at, EVERY)?;
    let plain = Repeat::every(interval, Unit::Month);
    if let Some((month_days, end)) = days(context, end) {
        return Some((Repeat { month_days, ..plain }, context.text.literal(end, "마다").unwrap_or(end)));
    }
    if let Some((which, from)) = which(context, end)
        && let Some((weekdays, end)) = weekdays(context, from, false)
            .or_else(|| context.pick(from, &[("영업일", WORKDAYS), ("근무일", WORKDAYS)]))
    {
        return Some((Repeat { weekdays, which, ..plain }, end));
    }
    Some((plain, end))
}

/// `5일`, `1일과 15일`, `10일, 20일, 말일`.
fn days(context: &Context<'_>, at: usize) -> Option<(Vec<i8>, usize)> {
    const NAMED: &[(&str, i8)] = &[("말일", -1), ("마지막 날", -1), ("첫날", 1), ("초하루", 1)];
    let day = |at: usize| {
        context.pick(at, NAMED).or_else(|| {
            counted(context, context.text.past_space(at), |count| {
                let end = context.lit(count.end, "일")?;
                Some((i8::try_from(count.whole().filter(|day| (1..=31).contains(day))?).ok()?, end))
            })
        })
    };
    let (first, mut end) = day(at)?;
    let mut days = vec![first];
    while days.len() < 10 {
        let Some(joint) = context.any(end, &["과", "와", "이랑", "하고", ",", "·"]) else { break };
        let Some((next, further)) = day(joint) else { break };
        days.push(next);
        end = further;
    }
    Some((days, end))
}

/// `첫째`, `둘째 넷째`, `첫째·셋째 주`.
fn which(context: &Context<'_>, at: usize) -> Option<(Vec<i8>, usize)> {
    const WHICH: &[(&str, i8)] = &[
        ("첫째", 1),
        ("첫 번째", 1),
        ("첫째 주", 1),
        ("첫 번째 주", 1),
        ("첫 주", 1),
        ("첫", 1),
        ("둘째", 2),
        ("두 번째", 2),
        ("둘째 주", 2),
        ("두 번째 주", 2),
        ("셋째", 3),
        ("세 번째", 3),
        ("셋째 주", 3),
        ("세 번째 주", 3),
        ("넷째", 4),
        ("네 번째", 4),
        ("넷째 주", 4),
        ("네 번째 주", 4),
        ("마지막", -1),
        ("마지막 주", -1),
    ];
    let (mut which, mut end) = (Vec::new(), at);
    while which.len() < 5 {
        let from = context.any(end, &["와", "과", ",", "·", "하고"]).filter(|_| !which.is_empty());
        let Some((next, further)) = context.pick(from.unwrap_or(end), WHICH) else { break };
        which.push(next);
        end = further;
    }
    (!which.is_empty()).then_some((which, end))
}

/// `매년 5월 8일`, `해마다 크리스마스`, `매년 5월`.
pub(super) fn yearly(context: &Context<'_>, at: usize) -> Read {
    let end = context.any(at, &["매년", "해마다", "매해", "매 년"])?;
    let plain = Repeat::every(1, Unit::Year);
    if let Some(end) = context.any(end, &["봄", "여름", "가을", "겨울"]) {
        return Some((plain, end));
    }
    let Some((day, further)) = day::stretch(context, context.text.past_space(end)) else {
        return Some((plain, end));
    };
    let first = day.readings.first()?;
    let month = Some(first.start.month());
    match day.timex.strip_prefix("XXXX-").map(str::len) {
        Some(2) => Some((Repeat { month, ..plain }, further)),
        Some(5) => Some((Repeat { month, month_days: vec![first.start.day()], ..plain }, further)),
        _ => Some((plain, end)),
    }
}
