//! Years, months, weeks and days by themselves: `내년`, `3월`, `다음 주`, `이번 금요일`, `주말`, `십오일`.

use super::names::{MONTHS, WEEKDAYS, WEEKS, YEARS};
use super::within::{last_day, of_week};
use super::{Read, followed_by, is_length_tail};
use crate::moment::calendar;
use crate::moment::korean::count::{Count, counted};
use crate::moment::stretch::{Context, Grain, Stretch};

/// `내년`, `2026년`, `'26년`.
pub(super) fn year(context: &Context<'_>, at: usize) -> Read {
    if let Some((years, end)) = context.pick(at, YEARS) {
        return Some((Stretch::year(context.year() + years)?, end));
    }
    if let Some((before_ours, from)) =
        context.pick(at, &[("기원전", true), ("기원후", false), ("서기", false)])
    {
        return counted(context, context.text.past_space(from), |count| {
            let end = context.any(count.end, &["년도", "년"])?;
            let year = count.whole().filter(|year| (1..=9_000).contains(year))?;
            Some((Stretch::year(if before_ours { calendar::before_our_era(year) } else { year })?, end))
        });
    }
    let from = context.lit(at, "'").unwrap_or(at);
    counted(context, context.text.past_space(from), |count| {
        let end = context.any(count.end, &["년도", "년"])?;
        // 천 년 is a long time.
        let round = count.spelled && context.text.at(count.end) == Some(' ');
        let year = count.whole().filter(|year| !round || year % 100 != 0)?;
        let year = match year {
            1000..=2999 => year,
            // 97년 is a year where nothing makes it a length, 26년 only where a month follows.
            50..=99
                if !is_length_tail(context, end)
                    && context.any(end, &["전", "후", "뒤", "만", "된"]).is_none() =>
            {
                1900 + year
            }
            0..=49 if month(context, context.text.past_space(end)).is_some() || from > at => 2000 + year,
            _ => return None,
        };
        Some((Stretch::year(year)?, end))
    })
}

/// `다음 달`, `3월`, `시월`.
pub(super) fn month(context: &Context<'_>, at: usize) -> Read {
    if let Some((months, end)) = context.pick(at, MONTHS) {
        return Some((context.months_away(months)?, end));
    }
    let (month, end) = month_number(context, at)?;
    // 이월 is a carry-over as well, unless a day or a particle follows.
    let carried =
        context.text.literal(at, "이월").is_some() && !context.text.rest_of_word(end).starts_with(&['에']);
    if carried
        && day_behind_month(context, context.text.past_space(end)).is_none()
        && month_part(context, end).is_none()
    {
        return None;
    }
    let stretch = context
        .some_year(format!("XXXX-{month:02}"), Grain::Month, |year| calendar::of_months(year, month, 1))?;
    Some((stretch, end))
}

/// What may name a part of a month.
pub(super) fn month_part(context: &Context<'_>, at: usize) -> Option<usize> {
    context.any(at, &["초", "중순", "말", "하순", "첫", "둘째", "셋째", "마지막", "까지", "부터"])
}

pub(super) fn month_number(context: &Context<'_>, at: usize) -> Option<(i64, usize)> {
    const NAMED: &[(&str, i64)] = &[
        ("유월", 6),
        ("시월", 10),
        ("동짓달", 11),
        ("섣달", 12),
        ("정월", 1),
        ("십이월", 12),
        ("십일월", 11),
    ];
    if let Some(named) = context.pick(at, NAMED) {
        return Some(named);
    }
    counted(context, at, |count| {
        let end = context.text.literal(count.end, if count.spelled { "월" } else { " 월" })?;
        let month = count.whole().filter(|month| (1..=12).contains(month) && !count.native)?;
        (!followed_by(context, end, &["드", "요일", "급", "세", "간", "광", "생"])).then_some((month, end))
    })
}

/// `다음 주`.
pub(super) fn week(context: &Context<'_>, at: usize) -> Read {
    let (weeks, end) = context.pick(at, WEEKS)?;
    // 이 주 후: two weeks later.
    let counted = context
        .any(end, &["후", "뒤", "전", "간", "동안", "째", "택", "식", "소", "인", "민", "시", "변"])
        .is_some();
    let spelled =
        context.text.at(end - 1) == Some('주') && followed_by(context, end, &["시", "비", "택", "식", "의"]);
    let length = counted && end - at <= 3;
    (!spelled && !length).then_some((context.weeks_away(weeks)?, end))
}

/// `금요일`, `이번 금요일`, `다음 월요일`, `오는 토요일`.
pub(super) fn weekday(context: &Context<'_>, at: usize) -> Read {
    const NEAR: &[(&str, i64)] =
        &[("이번", 0), ("다음", 1), ("지난", -1), ("저번", -1), ("다다음", 2), ("지지난", -2), ("담", 1)];
    if let Some((weekday, end)) = context.pick(at, WEEKDAYS) {
        return Some((context.weekday(weekday)?, end));
    }
    if let Some(from) = context.any(at, &["오는", "돌아오는", "다가오는"]) {
        let (weekday, end) = context.pick(from, WEEKDAYS)?;
        let coming = calendar::days(context.today(), 1)?.checked_add(jiff::Span::new()).ok()?;
        let ahead = i64::from(coming.weekday().until(weekday));
        return Some((Stretch::day(calendar::days(coming, ahead)?)?, end));
    }
    let (weeks, from) = context.pick(at, NEAR)?;
    let (weekday, end) = context.pick(from, WEEKDAYS)?;
    let week = calendar::days(context.today(), weeks * 7)?;
    Some((Stretch::day(calendar::in_week(week, weekday)?)?, end))
}

/// `주말`, `이번 주말`, `평일`.
pub(super) fn weekend(context: &Context<'_>, at: usize) -> Read {
    const NEAR: &[(&str, i64)] =
        &[("이번", 0), ("다음", 1), ("지난", -1), ("저번", -1), ("다다음", 2), ("오는", 0), ("", 0)];
    let (weeks, from) = context.pick(at, NEAR)?;
    let end = context.lit(from, "주말")?;
    if followed_by(context, end, &["농장", "부부"]) {
        return None;
    }
    Some((of_week(&context.weeks_away(weeks)?, "-WE", 5, 7)?, end))
}

/// `5일`, `십오일`, `말일`. Small numbers in letters are other words (`오일`, `이일`) unless a particle says they are days.
pub(super) fn day_of_month(context: &Context<'_>, at: usize) -> Read {
    if let Some(end) = context.lit(at, "말일") {
        return Some((last_day(&context.months_away(0)?)?, end));
    }
    let (day, end, count) = day_number(context, at)?;
    let weak = count.spelled && (count.letters == 1 || day == 11);
    let particle = context.any(end, &["날", "에 ", "까지", "부터", "에는", "자로"]).is_some();
    if is_length_tail(context, end) || (weak && !particle) {
        return None;
    }
    let end = context.text.literal(end, "날").unwrap_or(end);
    Some((context.day_of_month(day)?, end))
}

/// The day behind a month, where `구 일` may be written in two words: only there is it no other word.
pub(super) fn day_behind_month(context: &Context<'_>, at: usize) -> Option<(i64, usize, Count)> {
    const BEHIND: [&[char]; 12] = [
        &[],
        &['에'],
        &['까', '지'],
        &['부', '터'],
        &['에', '는'],
        &['날'],
        &['이', '에', '요'],
        &['이', '야'],
        &['입', '니', '다'],
        &['이', '고'],
        &['은'],
        &['이'],
    ];
    let apart = |count: &Count| {
        let end = context.text.literal(count.end, " 일").filter(|_| count.spelled && !count.native)?;
        let day = count.whole().filter(|day| (1..=31).contains(day))?;
        // 시월 이 일은: this work.
        let behind = if day == 2 { &BEHIND[..5] } else { &BEHIND[..] };
        let sure = &BEHIND[..10];
        let rest = context.text.rest_of_word(end);
        behind.contains(&rest).then_some((day, end, *count, sure.contains(&rest)))
    };
    let apart = counted(context, at, apart);
    // 이십일 일에 is the twenty-first, though 이십일 by itself is the twentieth.
    let longer = apart.filter(|(.., sure)| *sure);
    let apart = apart.map(|(day, end, count, _)| (day, end, count));
    longer.map(|(day, end, count, _)| (day, end, count)).or_else(|| day_number(context, at)).or(apart)
}

pub(super) fn day_number(context: &Context<'_>, at: usize) -> Option<(i64, usize, Count)> {
    counted(context, at, |count| {
        let end = context.text.literal(count.end, if count.spelled { "일" } else { " 일" })?;
        let day = count.whole().filter(|day| (1..=31).contains(day) && !count.native)?;
        (!followed_by(context, end, &["요일", "반", "본", "장", "정", "련"])).then_some((day, end, *count))
    })
}
