//! Arithmetic on the calendar. Everything is checked: a day outside the calendar is none.

use icu_calendar::types::Month;
use icu_calendar::{Date as LunarDate, Iso};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Weekday};

/// From a moment up to, and without, another. A point in time begins and ends at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Between {
    pub start: DateTime,
    pub end: DateTime,
}

impl Between {
    pub fn dates(start: Date, end: Date) -> Self {
        Self { start: midnight(start), end: midnight(end) }
    }

    pub fn point(at: DateTime) -> Self {
        Self { start: at, end: at }
    }

    /// Its days in TIMEX: `(2026-03-03,2026-03-05,P2D)`.
    pub fn timex(self) -> String {
        let (start, end) = (self.start.date(), self.end.date());
        format!("({start},{end},P{}D)", (end - start).get_days())
    }

    /// Its last day.
    pub fn last(self) -> Date {
        let last = self.end.date();
        if self.end > self.start && self.end == midnight(last) {
            last.yesterday().unwrap_or(last)
        } else {
            last
        }
    }
}

pub(super) fn midnight(date: Date) -> DateTime {
    date.at(0, 0, 0, 0)
}

pub(super) fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok().filter(in_range)
}

pub(super) fn days(from: Date, days: i64) -> Option<Date> {
    from.checked_add(days.clamp(-4_000_000, 4_000_000).days()).ok().filter(in_range)
}

/// So many days on which people work after this day, or before it.
pub(super) fn working_days(from: Date, count: i64) -> Option<Date> {
    let weekday = i64::from(from.weekday().to_monday_zero_offset());
    // From a weekend, the first working day is a Monday, or going back a Friday.
    let start = match (weekday, count > 0) {
        (5.., true) => days(from, 4 - weekday)?,
        (5.., false) => days(from, 7 - weekday)?,
        _ => from,
    };
    let weekday = i64::from(start.weekday().to_monday_zero_offset());
    days(start, count + (weekday + count).div_euclid(5) * 2)
}

pub(super) fn months(from: Date, months: i64) -> Option<Date> {
    from.checked_add(months.clamp(-100_000, 100_000).months()).ok().filter(in_range)
}

/// The Monday of its week.
pub(super) fn monday(date: Date) -> Option<Date> {
    days(date, -i64::from(date.weekday().to_monday_zero_offset()))
}

pub(super) fn in_week(week: Date, weekday: Weekday) -> Option<Date> {
    days(monday(week)?, i64::from(weekday.to_monday_zero_offset()))
}

/// Whole months from the first of one: a month, a quarter, a year, a century.
pub(super) fn of_months(year: i64, month: i64, count: i64) -> Option<Between> {
    let first = date(year, month, 1)?;
    Some(Between::dates(first, months(first, count)?))
}

/// Where the beginning, the middle and the end of some months begin: of a year, the end is its last quarter.
pub(super) fn edge_of_months(months: i64, third: i64) -> i64 {
    match (months, third) {
        (12, 1) => 3,
        (12, 2) => 9,
        _ => months * third / 3,
    }
}

/// The week of a month, counted as Korean and ISO calendars do: a week belongs to the month of its Thursday.
/// A negative `n` counts from the end.
pub(super) fn week_of_month(year: i64, month: i64, n: i64) -> Option<Between> {
    let first = date(year, month, 1)?;
    let thursday = first.nth_weekday_of_month(n.try_into().ok()?, Weekday::Thursday).ok()?;
    let start = monday(thursday)?;
    Some(Between::dates(start, days(start, 7)?))
}

pub(super) fn weekday_of_month(year: i64, month: i64, n: i64, weekday: Weekday) -> Option<Date> {
    date(year, month, 1)?.nth_weekday_of_month(n.try_into().ok()?, weekday).ok()
}

/// A day of the Korean lunar calendar.
pub(super) fn lunar(year: i64, month: u8, day: u8, leap: bool) -> Option<Date> {
    let month = if !(1..=12).contains(&month) || !(1..=30).contains(&day) {
        return None;
    } else if leap {
        Month::leap(month)
    } else {
        Month::new(month)
    };
    let year = i32::try_from(year).ok().filter(|year| (1..=9998).contains(year))?;
    let iso = LunarDate::try_new_korean_traditional(year, month, day).ok()?.to_calendar(Iso);
    date(iso.year().extended_year().into(), iso.month().number().into(), iso.day_of_month().0.into())
}

/// Easter Sunday, by the method of Oudin.
pub(super) fn easter(year: i64) -> Option<Date> {
    let golden = year % 19;
    let century = year / 100;
    let epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    let moon = epact - (epact / 28) * (1 - (epact / 28) * (29 / (epact + 1)) * ((21 - golden) / 11));
    let weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
    let offset = moon - weekday;
    let month = 3 + (offset + 40) / 44;
    date(year, month, offset + 28 - 31 * (month / 4))
}

/// The last years that jiff knows are left out, so that what lies beside a day is a day.
fn in_range(date: &Date) -> bool {
    (-9990..=9990).contains(&date.year())
}

/// The year in the count that has a year zero: 44 before our era is -43.
pub(super) fn before_our_era(year: i64) -> i64 {
    1 - year
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_on_its_day() {
        for (year, expected) in [
            (1961, "1961-04-02"),
            (2000, "2000-04-23"),
            (2024, "2024-03-31"),
            (2025, "2025-04-20"),
            (2038, "2038-04-25"),
        ] {
            assert_eq!(easter(year).map(|day| day.to_string()).as_deref(), Some(expected));
        }
    }

    #[test]
    fn leap_months_are_days_of_their_own() {
        assert_eq!(lunar(2025, 6, 1, false).map(|day| day.to_string()).as_deref(), Some("2025-06-25"));
        assert_eq!(lunar(2025, 6, 1, true).map(|day| day.to_string()).as_deref(), Some("2025-07-25"));
        assert_eq!(lunar(2026, 6, 1, true), None);
    }
}
