//! Words of an answer: reply templates filled in, numbers, times and lengths as a screen shows them.

use domain::Language;
use jiff::civil::{Date, Time, Weekday};
use jiff::{SignedDuration, ZonedDateTime};
use rust_decimal::Decimal;

use crate::value::{Dimension, Unit};

/// Fills `{name}` and `{name|을/를}` in a reply. A name nobody gave stays as it is, so that a test sees it.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let values: Vec<_> = values.iter().map(|&(name, value)| (name, value, value)).collect();
    fill_read_as(template, &values)
}

/// The same with values that are said otherwise than written (`2L`, `2리터`): a particle follows what is said.
pub fn fill_read_as(template: &str, values: &[(&str, &str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((slot, behind)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        let (name, particle) = slot.split_once('|').unwrap_or((slot, ""));
        match values.iter().find(|(known, _, _)| *known == name) {
            Some((_, written, said)) => {
                filled.push_str(written);
                filled.push_str(korean::particle::choose(said, particle));
            }
            None => filled.push_str(&format!("{{{slot}}}")),
        }
        rest = behind;
    }
    filled + rest
}

/// `1,234.5`.
pub fn number(number: Decimal) -> String {
    let text = number.normalize().to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if fraction.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{fraction}") }
}

/// The number to so many decimals, and whether anything was lost. Tiny numbers keep their first figures.
pub fn rounded(number: Decimal, decimals: u32) -> (Decimal, bool) {
    let mut round = number.round_dp(decimals);
    if round.is_zero() && !number.is_zero() {
        round = number.round_sf(4).unwrap_or(number);
    }
    let lost = (round - number).abs() > Decimal::new(1, 20);
    (round.normalize(), lost)
}

/// `오후 3시 30분`, `3:30 PM`.
pub fn time(language: Language, at: &ZonedDateTime) -> String {
    clock(language, at.time())
}

/// The same of a time of day.
pub fn clock(language: Language, at: Time) -> String {
    let (hour, minute, second) = (at.hour(), at.minute(), at.second());
    let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
    match language {
        Language::Korean => {
            let half = if hour < 12 { "오전" } else { "오후" };
            let mut text = format!("{half} {twelve}시");
            if minute > 0 || second > 0 {
                text += &format!(" {minute}분");
            }
            if second > 0 {
                text += &format!(" {second}초");
            }
            text
        }
        Language::English => {
            let half = if hour < 12 { "AM" } else { "PM" };
            if second > 0 {
                format!("{twelve}:{minute:02}:{second:02} {half}")
            } else {
                format!("{twelve}:{minute:02} {half}")
            }
        }
    }
}

/// `12월 25일 금요일`, with the year when it is another one.
pub fn date(language: Language, date: Date, today: Date) -> String {
    let weekday = weekday(language, date.weekday());
    let other_year = date.year() != today.year();
    match language {
        Language::Korean => {
            let year = if other_year { format!("{}년 ", date.year()) } else { String::new() };
            format!("{year}{}월 {}일 {weekday}", date.month(), date.day())
        }
        Language::English => {
            let month = MONTHS[usize::from(date.month().unsigned_abs()) - 1];
            let year = if other_year { format!(", {}", date.year()) } else { String::new() };
            format!("{weekday}, {month} {}{year}", date.day())
        }
    }
}

/// `오늘`, `내일`, or the date.
pub fn near_date(language: Language, day: Date, today: Date) -> String {
    let names = match language {
        Language::Korean => ["어제", "오늘", "내일", "모레"],
        Language::English => ["yesterday", "today", "tomorrow", "the day after tomorrow"],
    };
    let ahead = days_between(today, day);
    match usize::try_from(ahead + 1) {
        Ok(index) if index < names.len() => names[index].to_owned(),
        _ => date(language, day, today),
    }
}

pub fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

pub fn weekday(language: Language, weekday: Weekday) -> &'static str {
    let index = usize::from(weekday.to_monday_zero_offset().unsigned_abs());
    match language {
        Language::Korean => ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"][index],
        Language::English => {
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][index]
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `1시간 30분`, `1 hour 30 minutes`.
pub fn duration(language: Language, length: SignedDuration) -> String {
    let seconds = length.as_secs().max(0);
    let parts = [(seconds / 86_400, 0), (seconds / 3600 % 24, 1), (seconds / 60 % 60, 2), (seconds % 60, 3)];
    let shown: Vec<String> = parts
        .into_iter()
        .filter(|&(count, unit)| count > 0 || (unit == 3 && seconds == 0))
        .map(|(count, unit)| match language {
            Language::Korean => format!("{count}{}", ["일", "시간", "분", "초"][unit]),
            Language::English => {
                let plural = if count == 1 { "" } else { "s" };
                format!("{count} {}{plural}", ["day", "hour", "minute", "second"][unit])
            }
        })
        .collect();
    shown.join(" ")
}

/// `평일마다`, `매주 월·수·금요일`, `every Monday and Friday`.
pub fn weekly(language: Language, days: u8) -> String {
    let names: Vec<&str> = (0..7)
        .filter(|day| days & (1 << day) != 0)
        .filter_map(|day| Weekday::from_monday_zero_offset(day).ok())
        .map(|day| weekday(language, day))
        .collect();
    match (language, days) {
        (Language::Korean, 0b111_1111) => "매일".into(),
        (Language::Korean, 0b001_1111) => "평일마다".into(),
        (Language::Korean, 0b110_0000) => "주말마다".into(),
        (Language::Korean, _) => {
            let letters: Vec<&str> = names.iter().map(|name| name.trim_end_matches("요일")).collect();
            format!("매주 {}요일", letters.join("·"))
        }
        (Language::English, 0b111_1111) => "every day".into(),
        (Language::English, 0b001_1111) => "every weekday".into(),
        (Language::English, 0b110_0000) => "every weekend".into(),
        (Language::English, _) => format!("every {}", listed(language, &names)),
    }
}

/// `가, 나, 다`; `a, b and c`.
pub fn listed(language: Language, items: &[&str]) -> String {
    match (language, items) {
        (Language::English, [first @ .., last]) if !first.is_empty() => {
            format!("{} and {last}", first.join(", "))
        }
        _ => items.join(", "),
    }
}

/// `16.09km`, `30평`, `5 ft`.
pub fn quantity(language: Language, amount: Decimal, unit: &Unit) -> String {
    let number = number(amount);
    match language {
        Language::Korean => format!("{number}{}", unit.korean),
        Language::English if unit.dimension == Dimension::Temperature && unit.english != "K" => {
            format!("{number}{}", unit.english)
        }
        // Of the units that are written out, one is only one.
        Language::English
            if amount.abs() == Decimal::ONE && unit.english.len() > 3 && unit.english != "km/h" =>
        {
            format!("{number} {}", unit.english.trim_end_matches('s'))
        }
        Language::English => format!("{number} {}", unit.english),
    }
}
