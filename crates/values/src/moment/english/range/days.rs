//! Spans of days and years in English: `March 5-7`, `5 to 7 March`, `2015-2018`.

use super::{Read, dash};
use crate::moment::english::words::{MONTHS, any, day as day_number, maybe, pick, skip};
use crate::moment::english::{clock, day};
use crate::moment::sense;
use crate::moment::stretch::{Context, Grain, Stretch};
use crate::moment::{calendar, figures};

/// `March 5-7`, `5 to 7 March`, `from the 3rd to the 5th of May`, `Jan-Mar`.
pub(super) fn day_span(context: &Context<'_>, at: usize) -> Read {
    let start = any(context, at, &["from", "between"]).unwrap_or(at);
    let joint = |end: usize| {
        let and = any(context, end, &["and"]).filter(|_| start > at);
        dash(context, end).or_else(|| any(context, end, &["to", "through", "until"])).or(and)
    };
    // March 5-7
    let (first, end) = day::stretch(context, skip(context, start))
        .filter(|(stretch, _)| stretch.grain == Grain::Day)
        .or_else(|| {
            // 5-7 March: the first takes the month of the second.
            let (number, end, _) = day_number(context, maybe(context, start, &["the"]))?;
            let (second, _) = day::stretch(context, skip(context, joint(end)?))
                .filter(|(stretch, _)| stretch.grain == Grain::Day)?;
            second.timex.contains('-').then_some(())?;
            let within = |between: calendar::Between| {
                calendar::date(between.start.year().into(), between.start.month().into(), number)
            };
            let timex = format!("{}-{number:02}", second.timex.rsplit_once('-')?.0);
            Some((second.day_within(timex, within)?, end))
        })?;
    let from = joint(end)?;
    if let Some((second, end)) =
        day::stretch(context, skip(context, from)).filter(|(stretch, _)| stretch.grain == Grain::Day)
    {
        let read = |context: Context<'_>| {
            if second.is_open() {
                Some(day::stretch(&context, skip(&context, from))?.0)
            } else {
                Some(second.clone())
            }
        };
        return Some((sense::of_range(&first, context, read)?, end));
    }
    if first.timex.starts_with("XXXX-WXX") {
        return None;
    }
    let (number, end, _) = day_number(context, maybe(context, from, &["the"]))?;
    if let Some(spelled) = span_with_year(context, &first, number, end) {
        return Some(spelled);
    }
    let within = |between: calendar::Between| {
        calendar::date(between.start.year().into(), between.start.month().into(), number)
    };
    let to = first.day_within(format!("{}-{number:02}", first.timex.rsplit_once('-')?.0), within)?;
    let any_clock = clock::clock(context, from, false).is_some();
    (!any_clock).then(|| {
        Some((
            sense::of_range(&first, context, |context| {
                let reading = to
                    .readings
                    .iter()
                    .copied()
                    .filter(|between| between.start >= context.now)
                    .min_by_key(|between| between.start)?;
                Some(Stretch { readings: vec![reading], ..to.clone() })
            })?,
            end,
        ))
    })?
}

/// `March 3rd to 9th, 2027`: the year belongs to both.
pub(super) fn span_with_year(context: &Context<'_>, first: &Stretch, number: i64, end: usize) -> Read {
    let at = skip(context, context.text.literal(end, ",").unwrap_or(end));
    let (year, _) =
        figures::row(context, at).filter(|(year, count)| *count == 4 && (1000..2200).contains(year))?;
    let said = first.readings[0].start;
    let start = calendar::date(year, said.month().into(), said.day().into())?;
    let last = calendar::date(year, said.month().into(), number)?;
    Some((sense::of_range(&Stretch::day(start)?, context, |_| Stretch::day(last))?, at + 4))
}

/// `May to July 2024`: the year belongs to both.
pub(super) fn months(context: &Context<'_>, at: usize) -> Read {
    let start = any(context, at, &["from", "between"]).unwrap_or(at);
    let (first, end) = pick(context, start, MONTHS)?;
    let joint = dash(context, end)
        .or_else(|| any(context, end, &["to", "through", "until"]))
        .or_else(|| any(context, end, &["and"]).filter(|_| start > at))?;
    let (second, end) = pick(context, joint, MONTHS)?;
    let (year, end) = day::year_behind(context, end)?;
    let from = Stretch::month(if first > second { year - 1 } else { year }, first)?;
    Some((sense::of_range(&from, context, |_| Stretch::month(year, second))?, end))
}

/// `2015-2018`, `from 2015 to 2018`: years that need no word before them.
pub(super) fn short_years(context: &Context<'_>, at: usize) -> Read {
    let start = any(context, at, &["from", "between"]).unwrap_or(at);
    let year = |at: usize| {
        let at = skip(context, at);
        let (year, count) = figures::row(context, at)?;
        (count == 4 && (1500..2200).contains(&year) && context.text.is_edge(at + 4)).then_some((year, at + 4))
    };
    let (first, end) = year(start)?;
    let joint = dash(context, end)
        .or_else(|| any(context, end, &["to", "until", "through", "and"]).filter(|_| start > at))?;
    let (second, end) = year(joint).filter(|(second, _)| *second > first)?;
    Some((sense::of_range(&Stretch::year(first)?, context, |_| Stretch::year(second))?, end))
}
