//! What lies within a stretch: `3월 셋째 주`, `올해 추석`, `다음 달 말`, `12월 1일(화)`.

use domain::Language;
use jiff::civil::Weekday;

use super::around::{around_day, same_time, week_beside};
use super::away::beside;
use super::base::{day_behind_month, month_number};
use super::holiday::{is_meant, lunar_date, rest_days};
use super::names::{ORDINALS, WEEKDAYS};
use super::{Read, followed_by};
use crate::moment::calendar::{self, Between};
use crate::moment::holiday;
use crate::moment::korean::count::counted;
use crate::moment::korean::season;
use crate::moment::stretch::{Context, Grain, Stretch};

/// The stretch within `stretch` that the words at `at` name.
pub(super) fn narrow(context: &Context<'_>, stretch: &Stretch, at: usize) -> Read {
    let after_of = context.text.past_space(
        context.text.literal(at, "의").filter(|end| context.text.at(*end) == Some(' ')).unwrap_or(at),
    );
    let narrower = match stretch.grain {
        Grain::Year | Grain::Season | Grain::Decade => in_year(context, stretch, after_of),
        Grain::Month => in_month(context, stretch, after_of),
        Grain::Week => in_week(context, stretch, after_of),
        Grain::Day => in_brackets(context, stretch, at),
        _ => None,
    };
    narrower
        .or_else(|| same_time(context, stretch, after_of))
        .or_else(|| around_day(context, stretch, at))
        .or_else(|| week_beside(context, stretch, after_of))
        .or_else(|| beside(context, stretch, after_of))
}

pub(super) fn in_year(context: &Context<'_>, year: &Stretch, at: usize) -> Read {
    if year.grain != Grain::Year {
        return nth_in_season(context, year, at).or_else(|| edge(context, year, at));
    }
    let number = year.readings[0].start.year().into();
    if let Some((month, end)) = month_number(context, at) {
        return Some((Stretch::month(number, month)?, end));
    }
    if let Some((holiday, end)) = holiday::named(context, Language::Korean, at)
        && (holiday.doubt != holiday::Doubt::Always || is_meant(context, at, end))
    {
        return Some(rest_days(context, holiday, holiday.of_year(number)?, end));
    }
    if let Some((month, day, leap, end)) = lunar_date(context, at) {
        return Some((Stretch::day(calendar::lunar(number, month, day, leap)?)?, end));
    }
    if let Some((season, end)) = season::in_year(context, number, at) {
        return Some((season, end));
    }
    if let Some((week, end)) = week_number(context, at) {
        let first = calendar::date(number, 1, 4).and_then(calendar::monday)?;
        return Some((Stretch::week(calendar::days(first, (week - 1) * 7)?)?, end));
    }
    if let Some(end) = context.any(at, &["마지막 날", "말일"]) {
        return Some((last_day(year)?, end));
    }
    nth_in_year(context, number, at).or_else(|| edge(context, year, at))
}

/// `셋째 주`, `마지막 일요일` of a year.
pub(super) fn nth_in_year(context: &Context<'_>, year: i64, at: usize) -> Read {
    let (n, from) = context.pick(at, &ORDINALS[..19])?;
    if let Some((weekday, end)) = context.pick(from, WEEKDAYS) {
        let first = calendar::weekday_of_month(year, 1, 1, weekday)?;
        let last = calendar::weekday_of_month(year, 12, -1, weekday)?;
        let day = if n < 0 { last } else { calendar::days(first, (n - 1) * 7)? };
        return Some((Stretch::day(day)?, end));
    }
    let end = context.lit(from, "주").filter(|end| !followed_by(context, *end, &["말", "년"]))?;
    let first = calendar::date(year, 1, 4).and_then(calendar::monday)?;
    let next = calendar::date(year + 1, 1, 4).and_then(calendar::monday)?;
    let monday = if n < 0 { calendar::days(next, -7) } else { calendar::days(first, (n - 1) * 7) }?;
    Some((Stretch::week(monday)?, end))
}

/// `첫 주`, `마지막 날`, `둘째 달` of a half, a quarter or a season.
fn nth_in_season(context: &Context<'_>, season: &Stretch, at: usize) -> Read {
    if season.grain != Grain::Season {
        return None;
    }
    if let Some(end) = context.any(at, &["마지막 날", "말일"]) {
        return Some((last_day(season)?, end));
    }
    let (n, from) = context.pick(at, &ORDINALS[..19])?;
    let first_month = |between: Between| calendar::months(between.start.date(), n - 1);
    let last_month = |between: Between| calendar::months(between.end.date(), -1);
    if let Some(end) = context.any(from, &["날"]).filter(|_| n > 0) {
        let day = |between: Between| calendar::days(between.start.date(), n - 1);
        return Some((season.day_within(format!("{}-D{n}", season.timex), day)?, end));
    }
    let (grain, end) = context.pick(from, &[("주", Grain::Week), ("달", Grain::Month)])?;
    let part = season.within(format!("{}-#{n}", season.timex), grain, |between| {
        let month = if n < 0 { last_month(between) } else { first_month(between) }?;
        match grain {
            Grain::Month => calendar::of_months(month.year().into(), month.month().into(), 1),
            _ => {
                let month = if n < 0 { month } else { between.start.date() };
                calendar::week_of_month(month.year().into(), month.month().into(), n)
            }
        }
    })?;
    let timex = if season.is_open() { part.timex.clone() } else { part.readings[0].timex() };
    Some((Stretch { timex, ..part }, end))
}

/// `48주차`, `제3주`.
pub(super) fn week_number(context: &Context<'_>, at: usize) -> Option<(i64, usize)> {
    let from = context.lit(at, "제").unwrap_or(at);
    counted(context, from, |count| {
        let end = context.any(count.end, &["주차", "번째 주"])?;
        Some((count.whole().filter(|week| (1..=53).contains(week))?, end))
    })
}

pub(super) fn in_month(context: &Context<'_>, month: &Stretch, at: usize) -> Read {
    if let Some((day, end, _)) =
        day_behind_month(context, at).filter(|(_, end, _)| !followed_by(context, *end, &["간", " 동안"]))
    {
        return Some((
            of_month(context, month, &format!("-{day:02}"), Grain::Day, |year, number| {
                let day = calendar::date(year, number, day)?;
                Some(Between::dates(day, calendar::days(day, 1)?))
            })?,
            end,
        ));
    }
    if let Some(end) = context.any(at, &["말일", "마지막 날", "마지막날"]) {
        return Some((last_day(month)?, end));
    }
    if let Some(end) = context.any(at, &["한 달간", "한 달 동안", "한 달"]) {
        return Some((Stretch { grain: Grain::Weekend, ..month.clone() }, end));
    }
    if let Some(end) = context.any(at, &["첫날", "1일날", "초하루", "초하룻날"]) {
        return Some((
            month.day_within(format!("{}-01", month.timex), |between| Some(between.start.date()))?,
            end,
        ));
    }
    if let Some((n, from)) = context.pick(at, ORDINALS) {
        if let Some((weekday, end)) = context.pick(from, WEEKDAYS) {
            let suffix = format!("-WXX-{}-#{n}", weekday.to_monday_one_offset());
            let found = of_month(context, month, &suffix, Grain::Day, |year, number| {
                let day = calendar::weekday_of_month(year, number, n, weekday)?;
                Some(Between::dates(day, calendar::days(day, 1)?))
            })?;
            return Some((found, end));
        }
        if let Some(working) = working_day(context, month, n, from) {
            return Some(working);
        }
        if let Some(end) = context.any(from, &["날"]).filter(|_| n > 0) {
            return Some((
                of_month(context, month, &format!("-{n:02}"), Grain::Day, |year, number| {
                    let day = calendar::date(year, number, n)?;
                    Some(Between::dates(day, calendar::days(day, 1)?))
                })?,
                end,
            ));
        }
        if let Some(end) = context.any(from, &["주차", "주"]) {
            let week = of_month(context, month, &format!("-W{n:02}"), Grain::Week, |year, number| {
                calendar::week_of_month(year, number, n)
            })?;
            return Some((week, end));
        }
    }
    edge(context, month, at)
}

/// `첫 영업일`, `마지막 평일`.
fn working_day(context: &Context<'_>, stretch: &Stretch, n: i64, at: usize) -> Read {
    let end = context.any(at, &["영업일", "평일", "근무일"])?;
    let day = stretch.day_within(format!("{}-WD-#{n}", stretch.timex), |between| {
        if n < 0 {
            calendar::working_days(between.end.date(), n)
        } else {
            calendar::working_days(between.start.date().yesterday().ok()?, n)
        }
    })?;
    Some((day, end))
}

/// A part of a month whose year may be open; the coming one is the part's own.
pub(super) fn of_month(
    context: &Context<'_>,
    month: &Stretch,
    suffix: &str,
    grain: Grain,
    part: impl Fn(i64, i64) -> Option<Between>,
) -> Option<Stretch> {
    let first = month.readings[0].start;
    let number = first.month().into();
    let timex = format!("{}{suffix}", month.timex);
    let mut found = if month.is_open() {
        context.some_year(timex, grain, |year| part(year, number))?
    } else {
        Stretch::new(timex, grain, part(first.year().into(), number)?)
    };
    if found.timex.contains('#') && !month.is_open() {
        found.timex = found.readings[0].start.date().to_string();
    }
    Some(found)
}

pub(super) fn last_day(month: &Stretch) -> Option<Stretch> {
    month.day_within(format!("{}-LAST", month.timex), |between| Some(between.last()))
}

/// `초`, `중순`, `말`: a part of a month, of a year or of more.
pub(super) fn edge(context: &Context<'_>, stretch: &Stretch, at: usize) -> Read {
    const PARTS: &[(&str, i64)] = &[
        ("초순", 0),
        ("상순", 0),
        ("초반", 0),
        ("초", 0),
        ("중순", 1),
        ("중반", 1),
        ("하순", 2),
        ("말경", 2),
        ("말", 2),
        ("후반", 2),
        ("말께", 2),
    ];
    let (third, end) = context.pick(at, PARTS)?;
    if followed_by(context, end, &["등", "대", "과", "씀", "기"]) {
        return None;
    }
    let found = stretch.within(String::new(), stretch.grain.min(Grain::Season), |between| {
        let (start, end) = (between.start.date(), between.end.date());
        let thirds = |third: i64| {
            if stretch.grain == Grain::Month {
                return if third == 3 { Some(end) } else { calendar::days(start, third * 10) };
            }
            let months = (i64::from(end.year()) - i64::from(start.year())) * 12 + i64::from(end.month())
                - i64::from(start.month());
            calendar::months(start, calendar::edge_of_months(months, third))
        };
        Some(Between::dates(thirds(third)?, thirds(third + 1)?))
    })?;
    let timex = format!("{}-{}", stretch.timex, ["START", "MID", "END"][usize::try_from(third).ok()?]);
    // No further narrowing: 초 of 말 is nothing.
    Some((Stretch { timex, grain: Grain::Weekend, ..found }, end))
}

pub(super) fn in_week(context: &Context<'_>, week: &Stretch, at: usize) -> Read {
    if let Some((weekday, end)) = context.pick(at, WEEKDAYS) {
        let day = week
            .day_within(format!("{}-{}", week.timex, weekday.to_monday_one_offset()), |between| {
                calendar::in_week(between.start.date(), weekday)
            })?;
        return Some((day, end));
    }
    let (suffix, from, to, end) = if let Some(end) = context.lit(at, "주말") {
        ("-WE", 5, 7, end)
    } else if let Some(end) = context.any(at, &["평일", "주중", "중"]) {
        if context.text.literal(at, "중").is_some()
            && context.text.at(at - 1) == Some(' ')
            && context.text.at(at + 1) != Some('에')
        {
            return None;
        }
        ("-WD", 0, 5, end)
    } else if let Some(end) = context.any(at, &["초반", "초"]) {
        ("-START", 0, 2, end)
    } else if let Some(end) = context.any(at, &["후반", "말"]) {
        ("-END", 4, 7, end)
    } else {
        return None;
    };
    Some((of_week(week, suffix, from, to)?, end))
}

/// Days `from` up to `to` of a week.
pub(super) fn of_week(week: &Stretch, suffix: &str, from: i64, to: i64) -> Option<Stretch> {
    week.within(format!("{}{suffix}", week.timex), Grain::Weekend, |between| {
        let monday = between.start.date();
        Some(Between::dates(calendar::days(monday, from)?, calendar::days(monday, to)?))
    })
}

/// `3월 5일(목)`, `3월 5일 목요일`: says the same again, or which of its years.
pub(super) fn in_brackets(context: &Context<'_>, day: &Stretch, at: usize) -> Read {
    let open = context.lit(at, "(");
    let short: &[(&str, Weekday)] = &[
        ("월)", Weekday::Monday),
        ("화)", Weekday::Tuesday),
        ("수)", Weekday::Wednesday),
        ("목)", Weekday::Thursday),
        ("금)", Weekday::Friday),
        ("토)", Weekday::Saturday),
        ("일)", Weekday::Sunday),
    ];
    let (weekday, end) = match open {
        Some(from) => context.pick(from, short).or_else(|| {
            let (weekday, end) = context.pick(from, WEEKDAYS)?;
            Some((weekday, context.text.literal(end, ")")?))
        })?,
        None => context.pick(at, WEEKDAYS)?,
    };
    let mut day = day.clone();
    let (same, other): (Vec<_>, Vec<_>) =
        day.readings.into_iter().partition(|between| between.start.date().weekday() == weekday);
    if same.is_empty() && open.is_none() {
        return None;
    }
    day.readings = if same.is_empty() { other } else { same };
    Some((day, end))
}
