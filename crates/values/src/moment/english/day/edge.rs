//! Parts of a stretch in English: `the end of March`, `early next year`, `mid-November`, `the late 1990s`.

use super::month::whole_month;
use super::near::unit_away;
use super::year::four;
use super::{Read, base};
use crate::moment::calendar::{self, Between};
use crate::moment::english::words::{pick, skip};
use crate::moment::stretch::{Context, Grain, Stretch};

/// `the end of March`, `early next year`, `mid-November`.
pub(super) fn edge_of(context: &Context<'_>, at: usize) -> Read {
    const EDGES: &[(&str, i64)] = &[
        ("the beginning of", 0),
        ("beginning of", 0),
        ("the start of", 0),
        ("start of", 0),
        ("early", 0),
        ("early in", 0),
        ("the middle of", 1),
        ("middle of", 1),
        ("mid", 1),
        ("the end of", 2),
        ("end of", 2),
        ("late", 2),
        ("late in", 2),
        ("the early", 0),
        ("the mid", 1),
        ("the late", 2),
        ("later", 2),
        ("earlier", 0),
    ];
    let (third, from) = pick(context, at, EDGES)?;
    let named = [("the month", 3), ("the year", 4), ("the week", 1), ("the quarter", 5), ("the decade", 6)];
    let (whole, end) = match pick(context, from, &named) {
        Some((unit, end)) => (unit_away(context, unit, 0)?, end),
        None => month_after_edge(context, from).or_else(|| base(&context.deeper()?, skip(context, from)))?,
    };
    if whole.grain < Grain::Week {
        return None;
    }
    let name = ["START", "MID", "END"][usize::try_from(third).ok()?];
    let part = whole.within(format!("{}-{name}", whole.timex), Grain::Weekend, |between| {
        let (start, end) = (between.start.date(), between.end.date());
        let length = i64::from((end - start).get_days());
        let side = |third: i64| {
            if third == 3 {
                return Some(end);
            }
            match whole.grain {
                Grain::Month => calendar::days(start, third * 10),
                Grain::Year => calendar::months(start, calendar::edge_of_months(12, third)),
                Grain::Season | Grain::Decade => {
                    let months = (i64::from(end.year()) - i64::from(start.year())) * 12
                        + i64::from(end.month())
                        - i64::from(start.month());
                    calendar::months(start, calendar::edge_of_months(months, third))
                }
                _ => calendar::days(start, length * third / 3),
            }
        };
        Some(Between::dates(side(third)?, side(third + 1)?))
    })?;
    Some((part, end))
}

pub(super) fn month_after_edge(context: &Context<'_>, at: usize) -> Read {
    if let Some((year, end)) = four(context, skip(context, at)) {
        return Some((Stretch::year(year)?, end));
    }
    let (month, end) = whole_month(context, at)?;
    Some((month.0, end))
}
