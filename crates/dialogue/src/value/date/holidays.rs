//! Days that have a name.

use domain::Language;
use icu_calendar::types::Month;
use icu_calendar::{Date as LunarDate, Iso};
use jiff::civil::{Date, Weekday};

use super::coming_month_day;
use crate::understanding::Sentence;
use crate::value::lookup;

#[derive(Clone, Copy)]
enum Holiday {
    Fixed(i64, i64),
    /// Month and day of the Korean lunar calendar.
    Lunar(u8, u8),
    /// The fourth Thursday of November.
    Thanksgiving,
}

const SEOLLAL: Holiday = Holiday::Lunar(1, 1);
const BUDDHA: Holiday = Holiday::Lunar(4, 8);
const CHUSEOK: Holiday = Holiday::Lunar(8, 15);

const KOREAN: &[(&str, Holiday)] = &[
    ("크리스마스이브", Holiday::Fixed(12, 24)),
    ("크리스마스", Holiday::Fixed(12, 25)),
    ("성탄절", Holiday::Fixed(12, 25)),
    ("새해", Holiday::Fixed(1, 1)),
    ("새해첫날", Holiday::Fixed(1, 1)),
    ("신정", Holiday::Fixed(1, 1)),
    ("삼일절", Holiday::Fixed(3, 1)),
    ("3.1절", Holiday::Fixed(3, 1)),
    ("어린이날", Holiday::Fixed(5, 5)),
    ("어버이날", Holiday::Fixed(5, 8)),
    ("스승의날", Holiday::Fixed(5, 15)),
    ("근로자의날", Holiday::Fixed(5, 1)),
    ("노동절", Holiday::Fixed(5, 1)),
    ("현충일", Holiday::Fixed(6, 6)),
    ("제헌절", Holiday::Fixed(7, 17)),
    ("광복절", Holiday::Fixed(8, 15)),
    ("개천절", Holiday::Fixed(10, 3)),
    ("한글날", Holiday::Fixed(10, 9)),
    ("발렌타인데이", Holiday::Fixed(2, 14)),
    ("밸런타인데이", Holiday::Fixed(2, 14)),
    ("화이트데이", Holiday::Fixed(3, 14)),
    ("빼빼로데이", Holiday::Fixed(11, 11)),
    ("만우절", Holiday::Fixed(4, 1)),
    ("할로윈", Holiday::Fixed(10, 31)),
    ("핼러윈", Holiday::Fixed(10, 31)),
    ("연말", Holiday::Fixed(12, 31)),
    ("설날", SEOLLAL),
    ("구정", SEOLLAL),
    ("설", SEOLLAL),
    ("추석", CHUSEOK),
    ("한가위", CHUSEOK),
    ("부처님오신날", BUDDHA),
    ("석가탄신일", BUDDHA),
    ("초파일", BUDDHA),
    ("사월초파일", BUDDHA),
    ("정월대보름", Holiday::Lunar(1, 15)),
    ("대보름", Holiday::Lunar(1, 15)),
    ("단오", Holiday::Lunar(5, 5)),
    ("칠석", Holiday::Lunar(7, 7)),
    ("추수감사절", Holiday::Thanksgiving),
];

const ENGLISH: &[(&str, Holiday)] = &[
    ("christmas", Holiday::Fixed(12, 25)),
    ("christmasday", Holiday::Fixed(12, 25)),
    ("xmas", Holiday::Fixed(12, 25)),
    ("christmaseve", Holiday::Fixed(12, 24)),
    ("newyear", Holiday::Fixed(1, 1)),
    ("newyears", Holiday::Fixed(1, 1)),
    ("newyearsday", Holiday::Fixed(1, 1)),
    ("newyearseve", Holiday::Fixed(12, 31)),
    ("valentinesday", Holiday::Fixed(2, 14)),
    ("halloween", Holiday::Fixed(10, 31)),
    ("independenceday", Holiday::Fixed(7, 4)),
    ("aprilfoolsday", Holiday::Fixed(4, 1)),
    ("thanksgiving", Holiday::Thanksgiving),
    ("koreannewyear", SEOLLAL),
    ("lunarnewyear", SEOLLAL),
    ("seollal", SEOLLAL),
    ("chuseok", CHUSEOK),
    ("buddhasbirthday", BUDDHA),
    ("childrensday", Holiday::Fixed(5, 5)),
    ("hangulday", Holiday::Fixed(10, 9)),
];

/// The coming holiday named at `at`.
pub fn read(sentence: &Sentence, language: Language, today: Date, at: usize) -> Vec<(Date, usize)> {
    let names = if language == Language::Korean { KOREAN } else { ENGLISH };
    let found = lookup(sentence, language, names, at);
    found.and_then(|(holiday, end)| Some((coming(holiday, today)?, end))).into_iter().collect()
}

fn coming(holiday: Holiday, today: Date) -> Option<Date> {
    match holiday {
        Holiday::Fixed(month, day) => coming_month_day(today, month, day),
        // A lunar year begins up to two months after the calendar's.
        Holiday::Lunar(month, day) => (today.year() - 1..=today.year() + 1)
            .filter_map(|year| lunar(year, month, day))
            .find(|date| *date >= today),
        Holiday::Thanksgiving => (today.year()..=today.year() + 1)
            .filter_map(|year| Date::new(year, 11, 1).ok()?.nth_weekday_of_month(4, Weekday::Thursday).ok())
            .find(|date| *date >= today),
    }
}

/// The day of a Korean lunar year that begins in the calendar's year.
fn lunar(year: i16, month: u8, day: u8) -> Option<Date> {
    let lunar = LunarDate::try_new_korean_traditional(i32::from(year), Month::new(month), day).ok()?;
    let iso = lunar.to_calendar(Iso);
    let (month, day) = (iso.month().number(), iso.day_of_month().0);
    Date::new(iso.year().extended_year().try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days as the Korea Astronomy and Space Science Institute publishes them.
    #[test]
    fn lunar_holidays_fall_on_their_days() {
        let years = [
            (2024, "2024-02-10", "2024-05-15", "2024-09-17"),
            (2025, "2025-01-29", "2025-05-05", "2025-10-06"),
            (2026, "2026-02-17", "2026-05-24", "2026-09-25"),
            (2027, "2027-02-07", "2027-05-13", "2027-09-15"),
            (2028, "2028-01-27", "2028-05-02", "2028-10-03"),
            (2031, "2031-01-23", "2031-05-28", "2031-10-01"),
            (2033, "2033-01-31", "2033-05-06", "2033-09-08"),
            (2039, "2039-01-24", "2039-04-30", "2039-10-02"),
            (2045, "2045-02-17", "2045-05-24", "2045-09-25"),
            (2050, "2050-01-23", "2050-05-28", "2050-09-30"),
        ];
        for (year, seollal, buddha, chuseok) in years {
            let new_year = Date::new(year, 1, 1).expect("a day");
            for (holiday, expected) in [(SEOLLAL, seollal), (BUDDHA, buddha), (CHUSEOK, chuseok)] {
                assert_eq!(coming(holiday, new_year).map(|date| date.to_string()).as_deref(), Some(expected));
            }
        }
    }
}
