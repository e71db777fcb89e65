//! Holidays and days of the lunar calendar: `추석`, `설 연휴`, `음력 8월 15일`.

use domain::Language;

use super::Read;
use super::away::direction;
use super::base::{day_behind_month, month_number};
use crate::moment::korean::length;
use crate::moment::stretch::{Context, Grain, Stretch};
use crate::moment::{calendar, holiday};

/// `음력 8월 15일`, `음력 윤6월 3일`, `내년 음력 1월 1일` by narrowing.
pub(super) fn lunar(context: &Context<'_>, at: usize) -> Read {
    let (month, day, leap, end) = lunar_date(context, at)?;
    let stretch =
        context.day_of_some_year("XXXX".to_owned(), |year| calendar::lunar(year, month, day, leap))?;
    Some((Stretch { timex: stretch.readings[0].start.date().to_string(), ..stretch }, end))
}

pub(super) fn lunar_date(context: &Context<'_>, at: usize) -> Option<(u8, u8, bool, usize)> {
    let from = context.any(at, &["음력으로", "음력"])?;
    let leap = context.lit(from, "윤");
    let (month, end) = month_number(context, context.text.past_space(leap.unwrap_or(from)))?;
    let end = context.text.past_space(end);
    let (day, end) = match context.pick(end, &[("보름날", 15), ("보름", 15), ("초하루", 1), ("그믐", 30)])
    {
        Some(named) => named,
        None => {
            let from = context.lit(end, "초").unwrap_or(end);
            day_behind_month(context, from).map(|(day, end, _)| (day, end))?
        }
    };
    Some((month.try_into().ok()?, day.try_into().ok()?, leap.is_some(), end))
}

/// `추석`, `올해 추석`, `설 연휴`.
pub(super) fn holidays(context: &Context<'_>, at: usize) -> Read {
    const NEAR: &[(&str, bool)] =
        &[("다음", true), ("오는", true), ("이번", true), ("지난", false), ("저번", false)];
    if let Some((coming, from)) = context.pick(at, NEAR) {
        let (holiday, end) = holiday::named(context, Language::Korean, context.text.past_space(from))?;
        let open = holiday.some_year(context)?;
        let reading = *if coming { open.readings.first() } else { open.readings.last() }?;
        let day = Stretch::new(reading.start.date().to_string(), Grain::Day, reading);
        return Some(rest_days(context, holiday, day, end));
    }
    let (holiday, end) = holiday::named(context, Language::Korean, at)?;
    if holiday.doubt != holiday::Doubt::None && !is_meant(context, at, end) {
        return None;
    }
    let day = holiday.some_year(context)?;
    Some(rest_days(context, holiday, day, end))
}

pub(super) fn rest_days(
    context: &Context<'_>,
    holiday: holiday::Holiday,
    day: Stretch,
    end: usize,
) -> (Stretch, usize) {
    match context.lit(end, "연휴").and_then(|further| Some((holiday.rest(&day)?, further))) {
        Some(rest) => rest,
        None => (day, end),
    }
}

/// 설, 하지 and others are many words: they are the days before these.
pub(super) fn is_meant(context: &Context<'_>, at: usize, end: usize) -> bool {
    const TAILS: [&str; 14] = [
        " 연휴", " 당일", " 전", " 다음", " 선물", "에 ", "에는", "까지", "부터", " 명절", " 아침", " 팥죽",
        " 절기", " 즈음",
    ];
    let new_year = context.text.literal(at, "설이 ").is_some();
    let day = || ["날", " 날", "이튿날"].iter().any(|tail| context.text.literal(end, tail).is_some());
    let away = || {
        let (_, further) = length::lengths(context, context.text.past_space(end))?;
        direction(context, further)
    };
    context.text.begins_word(at)
        && (new_year
            || TAILS.iter().any(|tail| context.text.literal(end, tail).is_some())
            || day()
            || away().is_some())
}
