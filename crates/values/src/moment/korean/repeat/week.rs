//! What repeats by weeks, in Korean: `매주 월수금`, `격주 화요일`, `월요일마다`.

use jiff::civil::Weekday;

use super::{EVERY_DAY, Read, WEEKEND, WORKDAYS, clock};
use crate::moment::korean::day::{WEEKDAYS, followed_by};
use crate::moment::length::Unit;
use crate::moment::repeat::Repeat;
use crate::moment::stretch::Context;

/// `매주 월수금`, `매주 화요일과 목요일`, `격주 화요일`, `월요일마다`, `2주에 한 번 월요일`.
pub(super) fn weekly(context: &Context<'_>, at: usize) -> Read {
    const EVERY: &[(&str, u32)] = &[
        ("매주", 1),
        ("매 주", 1),
        ("주마다", 1),
        ("격주로", 2),
        ("격주", 2),
        ("2주마다", 2),
        ("이주마다", 2),
        ("2주에 한 번", 2),
    ];
    let start = context.pick(at, EVERY).filter(|(_, end)| !followed_by(context, *end, &["식"]));
    let from = start.map_or(at, |(_, end)| end);
    let (weekdays, end) = weekdays(context, from, start.is_some()).unwrap_or((EVERY_DAY, from));
    let part = clock::part(context, context.text.past_space(end)).map(|(_, end)| end);
    let each = context.text.literal(end, "마다").or_else(|| context.text.literal(part?, "마다"));
    let said = each.is_some() || is_timed(context, end);
    if start.is_none() && (!said || weekdays == EVERY_DAY) {
        return None;
    }
    let interval = start.map_or(1, |(interval, _)| interval);
    Some((Repeat { weekdays, ..Repeat::every(interval, Unit::Week) }, each.unwrap_or(end)))
}

/// `월수금`, `월요일과 수요일`, `월, 수, 금요일`, `주말`, `월요일부터 금요일까지`. Bare letters are days where `sure`.
pub(super) fn weekdays(context: &Context<'_>, at: usize, sure: bool) -> Option<(u8, usize)> {
    const SETS: &[(&str, u8)] = &[("주말", WEEKEND), ("평일", WORKDAYS), ("주중", WORKDAYS)];
    if let Some(set) = context.pick(at, SETS) {
        return Some(set);
    }
    if let Some(span) = weekday_span(context, at) {
        return Some(span);
    }
    let (mut days, mut end) = (0_u8, at);
    for _ in 0..7 {
        let from = context
            .any(end, &["과", "와", "이랑", "하고", ",", "·", "/"])
            .filter(|_| days != 0)
            .unwrap_or(end);
        let next = context.pick(from, WEEKDAYS).or_else(|| {
            letter(context, from).filter(|_| sure || days != 0 || letters_are_days(context, from))
        });
        let Some((weekday, further)) = next else { break };
        days |= 1 << weekday.to_monday_zero_offset();
        end = further;
    }
    // 월수금요일
    let end = context.text.literal(end, "요일").filter(|_| days != 0).unwrap_or(end);
    (days != 0).then_some((days, end))
}

fn weekday_span(context: &Context<'_>, at: usize) -> Option<(u8, usize)> {
    let (first, end) = context.pick(at, WEEKDAYS).or_else(|| letter(context, at))?;
    let from = context.any(end, &["부터", "에서", "~", "-"])?;
    let (last, end) = context.pick(from, WEEKDAYS).or_else(|| letter(context, from))?;
    let end = context.lit(end, "까지").unwrap_or(end);
    let (first, last) = (first.to_monday_zero_offset(), last.to_monday_zero_offset());
    let days = (0..7)
        .filter(|ahead| *ahead <= (last - first).rem_euclid(7))
        .fold(0_u8, |days, ahead| days | 1 << ((first + ahead) % 7));
    Some((days, end))
}

fn letter(context: &Context<'_>, at: usize) -> Option<(Weekday, usize)> {
    let at = context.text.past_space(at);
    let index = "월화수목금토일".chars().position(|day| context.text.at(at) == Some(day))?;
    let next = context.text.at(at + 1);
    let goes_on = next.is_none_or(|c| {
        !c.is_alphanumeric()
            || "월화수목금토일에요마은는과와하부까".contains(c)
            || c.is_ascii_digit()
            || "오아저밤새".contains(c)
    });
    let weekday = Weekday::from_monday_zero_offset(i8::try_from(index).ok()?).ok()?;
    goes_on.then_some((weekday, at + 1))
}

/// `월수금마다`: two letters or more up to the particle.
fn letters_are_days(context: &Context<'_>, at: usize) -> bool {
    let days = context.text.rest(at).iter().take(8).take_while(|c| "월화수목금토일".contains(**c)).count();
    const EACH: [&str; 8] =
        ["마다", "요일마다", " 저녁마다", " 아침마다", " 밤마다", " 오전마다", " 오후마다", " 새벽마다"];
    days >= 2 && (followed_by(context, at + days, &EACH) || is_timed(context, at + days))
}

/// A time and its `마다` follow.
fn is_timed(context: &Context<'_>, end: usize) -> bool {
    clock::clock(context, context.text.past_space(end))
        .is_some_and(|(_, end)| context.text.literal(end, "마다").is_some())
}
