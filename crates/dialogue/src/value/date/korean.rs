//! Days in Korean.

use domain::Language;
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::{coming_day, coming_month_day, day_of_month, next_weekday, shift, weekday_of_week};
use crate::understanding::Sentence;
use crate::value::{literal, lookup, number};

const KO: Language = Language::Korean;

const RELATIVE: &[(&str, i64)] = &[
    ("오늘", 0),
    ("금일", 0),
    ("내일", 1),
    ("낼", 1),
    ("익일", 1),
    ("모레", 2),
    ("내일모레", 2),
    ("낼모레", 2),
    ("글피", 3),
    ("그글피", 4),
    ("어제", -1),
    ("어저께", -1),
    ("그제", -2),
    ("그저께", -2),
    ("엊그제", -2),
    ("그끄저께", -3),
];

const DAYS: &[(&str, i64)] = &[
    ("하루", 1),
    ("이틀", 2),
    ("사흘", 3),
    ("나흘", 4),
    ("닷새", 5),
    ("엿새", 6),
    ("이레", 7),
    ("여드레", 8),
    ("아흐레", 9),
    ("열흘", 10),
    ("보름", 15),
];

const WEEKDAYS: &[(&str, Weekday)] = &[
    ("월요일", Weekday::Monday),
    ("화요일", Weekday::Tuesday),
    ("수요일", Weekday::Wednesday),
    ("목요일", Weekday::Thursday),
    ("금요일", Weekday::Friday),
    ("토요일", Weekday::Saturday),
    ("일요일", Weekday::Sunday),
];

const NEAR: &[(&str, i32)] = &[
    ("이번", 0),
    ("요번", 0),
    ("금", 0),
    ("다음", 1),
    ("담", 1),
    ("차", 1),
    ("내", 1),
    ("다다음", 2),
    ("담담", 2),
    ("지난", -1),
    ("저번", -1),
    ("지지난", -2),
];

const MONTHS: &[(&str, i64)] = &[("유월", 6), ("시월", 10)];

pub fn read(sentence: &Sentence, today: Date, at: usize) -> Vec<(Date, usize)> {
    let relative =
        lookup(sentence, KO, RELATIVE, at).and_then(|(days, end)| Some((shift(today, days.days())?, end)));
    let weekday =
        lookup(sentence, KO, WEEKDAYS, at).and_then(|(day, end)| Some((next_weekday(today, day)?, end)));
    [relative, weekday, near(sentence, today, at), distance(sentence, today, at)]
        .into_iter()
        .flatten()
        .chain(calendar(sentence, today, at))
        .collect()
}

/// `이번 토요일`, `다음 주 화요일`, `다음 달 5일`, `이번 달 말`.
fn near(sentence: &Sentence, today: Date, at: usize) -> Option<(Date, usize)> {
    let (ahead, end) = lookup(sentence, KO, NEAR, at)?;
    if let Some(end) = literal(sentence, KO, "주", end) {
        let end =
            ["의", "에"].iter().find_map(|particle| literal(sentence, KO, particle, end)).unwrap_or(end);
        if let Some((weekday, end)) = lookup(sentence, KO, WEEKDAYS, end) {
            return Some((weekday_of_week(today, ahead, weekday)?, end));
        }
        let end = literal(sentence, KO, "말", end)?;
        return Some((weekday_of_week(today, ahead, Weekday::Saturday)?, end));
    }
    if let Some(end) = literal(sentence, KO, "달", end) {
        if let Some(end) = ["말일", "마지막날", "말"].iter().find_map(|word| literal(sentence, KO, word, end))
        {
            return Some((day_of_month(today, ahead, 1)?.last_of_month(), end));
        }
        let (day, end) = number::korean_days(sentence, end)?;
        return Some((day_of_month(today, ahead, day)?, end));
    }
    let (weekday, end) = lookup(sentence, KO, WEEKDAYS, end)?;
    let date = match ahead {
        0 if today.weekday() == weekday => Some(today),
        0 => next_weekday(today, weekday),
        // "다음 토요일" is the one of next week.
        weeks => weekday_of_week(today, weeks, weekday),
    };
    Some((date?, end))
}

/// `사흘 뒤`, `2주 후`, `백 일 전`, `한 달 뒤`.
fn distance(sentence: &Sentence, today: Date, at: usize) -> Option<(Date, usize)> {
    let (count, unit_at) = match lookup(sentence, KO, DAYS, at) {
        Some((days, end)) => (days.days(), end),
        None => {
            let days = number::korean_days(sentence, at).filter(|(n, _)| *n <= 400_000);
            if let Some((days, end)) =
                days.filter(|&(_, end)| lookup(sentence, KO, DIRECTIONS, end).is_some())
            {
                return directed(sentence, today, days.days(), end);
            }
            let (count, end) = number::whole(sentence, KO, at).filter(|(n, _)| *n <= 400_000)?;
            let units = [("주일", 1), ("주", 1), ("달", 2), ("개월", 2), ("년", 3)];
            let (unit, end) = lookup(sentence, KO, &units, end)?;
            let span = match unit {
                1 => (count * 7).days(),
                2 => count.min(100_000).months(),
                _ => count.min(9_000).years(),
            };
            (span, end)
        }
    };
    directed(sentence, today, count, unit_at)
}

const DIRECTIONS: &[(&str, i8)] = &[("뒤", 1), ("후", 1), ("있다가", 1), ("지나면", 1), ("전", -1)];

fn directed(sentence: &Sentence, today: Date, span: Span, at: usize) -> Option<(Date, usize)> {
    let (direction, end) = lookup(sentence, KO, DIRECTIONS, at)?;
    Some((shift(today, if direction > 0 { span } else { -span })?, end))
}

/// `11월 30일`, `내년 3월 1일`, `2027년 1월 1일`, `30일`.
fn calendar(sentence: &Sentence, today: Date, at: usize) -> Option<(Date, usize)> {
    let year = year(sentence, today, at);
    let from = year.map_or(at, |(_, end)| end);
    let Some((month, end)) = month(sentence, from) else {
        if let Some((year, end)) = year {
            let eve = Date::new(year, 1, 1).ok()?;
            return super::holidays::read(sentence, KO, eve, end)
                .pop()
                .filter(|(date, _)| date.year() == year);
        }
        let (day, end) = number::korean_days(sentence, at)?;
        return Some((coming_day(today, day)?, end));
    };
    let (day, end) = number::korean_days(sentence, end)?;
    let date = match year {
        Some((year, _)) => Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok(),
        None => coming_month_day(today, month, day),
    };
    Some((date?, end))
}

fn year(sentence: &Sentence, today: Date, at: usize) -> Option<(i16, usize)> {
    let near = [("올해", 0), ("금년", 0), ("내년", 1), ("내후년", 2), ("작년", -1), ("재작년", -2)];
    if let Some((years, end)) = lookup(sentence, KO, &near, at) {
        return Some((today.year() + years, end));
    }
    let (year, end) = number::whole(sentence, KO, at)?;
    Some((i16::try_from(year).ok()?, literal(sentence, KO, "년", end)?))
}

fn month(sentence: &Sentence, at: usize) -> Option<(i64, usize)> {
    lookup(sentence, KO, MONTHS, at).or_else(|| {
        let (month, end) = number::whole(sentence, KO, at)?;
        Some((month, literal(sentence, KO, "월", end)?))
    })
}
