//! Days that have a name.

use domain::Language;
use jiff::civil::{Date, Weekday};

use super::coming_month_day;
use crate::understanding::Sentence;
use crate::value::lookup;

#[derive(Clone, Copy)]
enum Holiday {
    Fixed(i64, i64),
    /// Of the lunar calendar: month and day of the solar one, from [`FIRST_LUNAR_YEAR`] on.
    Lunar(&'static [(i64, i64)]),
    /// The fourth Thursday of November.
    Thanksgiving,
}

const FIRST_LUNAR_YEAR: i16 = 2026;

const SEOLLAL: Holiday =
    Holiday::Lunar(&[(2, 17), (2, 7), (1, 27), (2, 13), (2, 3), (1, 23), (2, 11), (1, 31), (2, 19), (2, 8)]);

const CHUSEOK: Holiday = Holiday::Lunar(&[
    (9, 25),
    (9, 15),
    (10, 3),
    (9, 22),
    (9, 12),
    (10, 1),
    (9, 19),
    (9, 8),
    (9, 27),
    (9, 16),
]);

const BUDDHA: Holiday = Holiday::Lunar(&[(5, 24), (5, 13), (5, 2), (5, 20), (5, 9)]);

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
        Holiday::Lunar(days) => (FIRST_LUNAR_YEAR..)
            .zip(days)
            .filter_map(|(year, &(month, day))| Date::new(year, month as i8, day as i8).ok())
            .find(|date| *date >= today),
        Holiday::Thanksgiving => (today.year()..=today.year() + 1)
            .filter_map(|year| Date::new(year, 11, 1).ok()?.nth_weekday_of_month(4, Weekday::Thursday).ok())
            .find(|date| *date >= today),
    }
}
