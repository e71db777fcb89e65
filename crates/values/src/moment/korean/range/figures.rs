//! Ranges whose first number shares the unit of the second: `3~5일`, `오후 2~4시`, `월~금`.

use super::Read;
use crate::moment::calendar::{self, Between};
use crate::moment::clock::Clock;
use crate::moment::korean::clock;
use crate::moment::korean::count::counted;
use crate::moment::korean::day::{self, WEEKDAYS, followed_by};
use crate::moment::length::Unit;
use crate::moment::sense::{self, Hours};
use crate::moment::stretch::{Context, Grain, Stretch};

/// `오후 3시부터 5시까지`: the second hour lies after the first.
pub(super) fn following(from: Clock, to: Clock) -> Clock {
    if from.open || !to.open {
        return to;
    }
    let afternoon = Clock { hour: to.hour % 12 + 12, open: false, ..to };
    let morning = Clock { hour: to.hour % 12, open: false, ..to };
    if from.hour < 12 && to.hour % 12 > from.hour {
        morning
    } else if from.hour < 12 || to.hour % 12 + 12 > from.hour {
        afternoon
    } else {
        morning
    }
}

/// `3~5일`, `3월 5~7일`, `1~3월`, `2019~2021년`, `오후 3~5시`: the first number shares the unit of the second.
pub(super) fn figures(context: &Context<'_>, at: usize) -> Read {
    let day = day::stretch(context, at)
        .filter(|(stretch, _)| matches!(stretch.grain, Grain::Day | Grain::Month | Grain::Year));
    let hours_of = day.as_ref().filter(|(stretch, _)| stretch.grain == Grain::Day);
    let from = hours_of.map_or(at, |(_, end)| context.text.past_space(*end));
    let hours = hours(context, from).and_then(|(hours, end)| {
        Some((sense::of_hours(hours, hours_of.map(|(stretch, _)| stretch), context)?, end))
    });
    hours.or_else(|| days(context, at, None)).or_else(|| {
        let (month, end) = day.filter(|(stretch, _)| stretch.grain != Grain::Day)?;
        days(context, context.text.past_space(end), Some(&month))
    })
}

pub(super) fn hours(context: &Context<'_>, at: usize) -> Option<(Hours, usize)> {
    let part = context.pick(at, clock::PARTS);
    let from = part.map_or(at, |(_, end)| context.text.past_space(end));
    counted(context, from, |first| {
        let next = context.any(first.end, &["~", "-", "에서"])?;
        let (to, end) = clock::clock(context, context.text.past_space(next))?;
        let from = Clock::new(first.whole()?, None, None)?;
        let from = part.map_or(
            if to.open { from } else { Clock { open: to.hour < 12 && from.open, ..from } },
            |(part, _)| from.within(part),
        );
        let end = context.any(end, &["까지", "사이"]).unwrap_or(end);
        Some((Hours { from, to: following(from, to) }, end))
    })
}

pub(super) fn days(context: &Context<'_>, at: usize, within: Option<&Stretch>) -> Read {
    counted(context, at, |first| {
        let next = context.any(first.end, &["~", "-", "에서"])?;
        counted(context, context.text.past_space(next), |second| {
            let (unit, end) =
                context.pick(second.end, &[("일", Unit::Day), ("월", Unit::Month), ("년", Unit::Year)])?;
            let (first, second) = (first.whole()?, second.whole()?);
            if first >= second
                || day::is_length_tail(context, end)
                || followed_by(context, end, &["생", "차"])
            {
                return None;
            }
            let of = |n: i64, context: &Context<'_>| match (unit, within) {
                (Unit::Day, None) => context.day_of_month(n).filter(|_| (1..=31).contains(&second)),
                (Unit::Day, Some(month)) => {
                    let days = |between: Between| {
                        calendar::date(between.start.year().into(), between.start.month().into(), n)
                    };
                    month.day_within(format!("{}-{n:02}", month.timex), days)
                }
                (Unit::Month, None) => context
                    .some_year(format!("XXXX-{n:02}"), Grain::Month, |year| calendar::of_months(year, n, 1)),
                (Unit::Month, Some(year)) => Stretch::month(year.readings[0].start.year().into(), n),
                (_, None) if first >= 1000 => Stretch::year(n),
                _ => None,
            };
            let from = of(first, context)?;
            let moment = sense::of_range(&from, context, |context| of(second, &context))?;
            Some((moment, context.any(end, &["까지", "사이"]).unwrap_or(end)))
        })
    })
}

/// `월~금`, `월요일에서 금요일`.
pub(super) fn weekday_letters(context: &Context<'_>, at: usize) -> Read {
    let day = |at: usize| {
        let letters = "월화수목금토일";
        let at = context.text.past_space(at);
        context.pick(at, WEEKDAYS).or_else(|| {
            let index = letters.chars().position(|day| context.text.at(at) == Some(day))?;
            Some((jiff::civil::Weekday::from_monday_zero_offset(i8::try_from(index).ok()?).ok()?, at + 1))
        })
    };
    let (first, end) = day(at)?;
    let next = context.any(end, &["~", "-", "에서"])?;
    let (second, end) = day(next)?;
    if context.text.rest_of_word(end).first().is_some_and(|c| !"까에은는의".contains(*c)) {
        return None;
    }
    let moment = sense::of_range(&context.weekday(first)?, context, |context| context.weekday(second))?;
    Some((moment, context.lit(end, "까지").unwrap_or(end)))
}
