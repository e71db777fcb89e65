//! What surrounds a day, and the same day of another year, month or week: `추석이 있는 주`, `작년 이맘때`.

use super::Read;
use crate::moment::calendar::{self, Between};
use crate::moment::stretch::{Context, Grain, Stretch};

/// `작년 오늘`, `지난달 이맘때`, `다음 주 이 시간`, `내일 이맘때`.
pub(super) fn same_time(context: &Context<'_>, stretch: &Stretch, at: usize) -> Read {
    const NOW: &[(&str, bool)] = &[
        ("오늘", false),
        ("이맘때", true),
        ("이맘 때", true),
        ("이때", true),
        ("이 무렵", true),
        ("이 시간", true),
        ("이 시각", true),
        ("요맘때", true),
    ];
    let (vague, end) = context.pick(at, NOW)?;
    let (today, first) = (context.today(), stretch.readings.first()?.start.date());
    let same_day = |month: i64| {
        let last = calendar::date(first.year().into(), month, 1)?.days_in_month();
        calendar::date(first.year().into(), month, today.day().min(last).into())
    };
    let day = match stretch.grain {
        Grain::Year => same_day(today.month().into())?,
        Grain::Month => same_day(first.month().into())?,
        Grain::Week => calendar::in_week(first, today.weekday())?,
        // Tomorrow at this time.
        Grain::Day if vague => {
            let at = first.to_datetime(context.now.time());
            return Some((Stretch::instant(at), end));
        }
        _ => return None,
    };
    Some((Stretch::day(day)?, end))
}

/// `크리스마스 다음 주`, `추석 전주`, `설 지난 주말`: a week counted from that of a day.
pub(super) fn week_beside(context: &Context<'_>, stretch: &Stretch, at: usize) -> Read {
    const WEEKS: &[(&str, (i64, Grain))] = &[
        ("다음 주말", (1, Grain::Weekend)),
        ("다음 주", (1, Grain::Week)),
        ("다다음 주", (2, Grain::Week)),
        ("전 주", (-1, Grain::Week)),
        ("그 주", (0, Grain::Week)),
        ("그 주 주말", (0, Grain::Weekend)),
        ("다음 달", (1, Grain::Month)),
        ("전달", (-1, Grain::Month)),
    ];
    // Only of a day with a name of its own: 내일 다음 주 are two.
    if stretch.grain != Grain::Day || stretch.readings.len() < 2 || stretch.timex.starts_with("XXXX-W") {
        return None;
    }
    let ((ahead, grain), end) = context.pick(at, WEEKS)?;
    let found = stretch.within(String::new(), grain, |between| {
        let date = between.start.date();
        if grain == Grain::Month {
            let month = calendar::months(date.first_of_month(), ahead)?;
            return calendar::of_months(month.year().into(), month.month().into(), 1);
        }
        let monday = calendar::days(calendar::monday(date)?, ahead * 7)?;
        let first = calendar::days(monday, if grain == Grain::Weekend { 5 } else { 0 })?;
        Some(Between::dates(first, calendar::days(monday, 7)?))
    })?;
    Some((Stretch { timex: found.readings[0].timex(), ..found }, end))
}

/// `9월 16일이 있는 주`, `추석이 낀 주말`, `크리스마스가 들어 있는 달`.
pub(super) fn around_day(context: &Context<'_>, stretch: &Stretch, at: usize) -> Read {
    const UNITS: &[(&str, Grain)] = &[
        ("주간", Grain::Week),
        ("주", Grain::Week),
        ("한 주", Grain::Week),
        ("주말", Grain::Weekend),
        ("달", Grain::Month),
    ];
    if stretch.grain > Grain::Week || stretch.grain < Grain::Day {
        return None;
    }
    let subject = ["이", "가"].iter().find_map(|particle| context.text.literal(at, particle)).unwrap_or(at);
    let from = context
        .any(subject, &["있는", "낀", "끼어 있는", "들어 있는", "들어있는", "포함된", "속한", "든"])?;
    let (grain, end) = context.pick(from, UNITS)?;
    let around = |between: Between| {
        let date = between.start.date();
        if grain == Grain::Month {
            return calendar::of_months(date.year().into(), date.month().into(), 1);
        }
        let monday = calendar::monday(date)?;
        let first = calendar::days(monday, if grain == Grain::Weekend { 5 } else { 0 })?;
        Some(Between::dates(first, calendar::days(monday, 7)?))
    };
    let found = stretch.within(stretch.timex.clone(), grain, around)?;
    let timex = if stretch.is_open() { found.timex.clone() } else { found.readings[0].timex() };
    Some((Stretch { timex, ..found }, end))
}
