//! Days: `내일`, `다음 주 화요일`, `11월 30일`, `사흘 뒤`, `next Tuesday`, `Nov 30`, `크리스마스`.

use domain::Language;
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use crate::understanding::Sentence;

mod english;
mod holidays;
mod korean;

/// Every day that a phrase at `at` names, as seen from `today`.
pub fn read(sentence: &Sentence, language: Language, today: Date, at: usize) -> Vec<(Date, usize)> {
    let mut readings = holidays::read(sentence, language, today, at);
    readings.extend(match language {
        Language::Korean => korean::read(sentence, today, at),
        Language::English => english::read(sentence, today, at),
    });
    readings
}

/// The next day with this weekday, today excluded.
fn next_weekday(today: Date, weekday: Weekday) -> Option<Date> {
    today.nth_weekday(1, weekday).ok()
}

/// The day with this weekday in the week (Monday to Sunday) that lies `weeks` ahead.
fn weekday_of_week(today: Date, weeks: i32, weekday: Weekday) -> Option<Date> {
    let monday = shift(today, (-i64::from(today.weekday().to_monday_zero_offset())).days())?;
    shift(monday, (i64::from(weeks) * 7 + i64::from(weekday.to_monday_zero_offset())).days())
}

/// The day in the month that lies `months` ahead.
fn day_of_month(today: Date, months: i32, day: i64) -> Option<Date> {
    let first = shift(today.first_of_month(), months.months())?;
    Date::new(first.year(), first.month(), i8::try_from(day).ok()?).ok()
}

/// This month's day, or the next month that has it.
fn coming_day(today: Date, day: i64) -> Option<Date> {
    (0..=2).filter_map(|months| day_of_month(today, months, day)).find(|date| *date >= today)
}

/// The month and day this year, or next year when it is past. 29 February waits for its year.
fn coming_month_day(today: Date, month: i64, day: i64) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    (0..=8).filter_map(|years| Date::new(today.year() + years, month, day).ok()).find(|date| *date >= today)
}

fn shift(date: Date, by: Span) -> Option<Date> {
    date.checked_add(by).ok()
}
