//! Dates and times in figures, as they are written in every language: `2026-03-05`, `26.3.5`, `3/5`, `15:30:20`.

use domain::Language;

use super::calendar;
use super::clock::Clock;
use super::stretch::{Context, Stretch};

/// A row of figures: its number and how many there are.
pub(super) fn row(context: &Context<'_>, at: usize) -> Option<(i64, usize)> {
    let rest = context.text.rest(at);
    let count = rest.iter().take(9).take_while(|c| c.is_ascii_digit()).count();
    let number = rest[..count].iter().fold(0, |n, c| n * 10 + i64::from(c.to_digit(10).unwrap_or(0)));
    ((1..=8).contains(&count)).then_some((number, count))
}

/// The longest date in figures at `at`.
pub(super) fn date(context: &Context<'_>, language: Language, at: usize) -> Option<(Stretch, usize)> {
    let glued = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || ".,/-:".contains(c));
    if glued(context.text.before(at)) && context.text.at(at - 1) != Some('-') {
        return None;
    }
    let (first, count) = row(context, at)?;
    if count == 8 {
        let day = calendar::date(first / 10_000, first / 100 % 100, first % 100)?;
        return Some((Stretch::day(day)?, at + 8)).filter(|_| (1900..2100).contains(&day.year()));
    }
    if count == 4
        && let Some(week) = iso_week(context, first, at + 4)
    {
        return Some(week);
    }
    let mark = context.text.at(at + count).filter(|c| "-./".contains(*c))?;
    // 12/2026
    if let Some((year, 4)) = row(context, at + count + 1).filter(|_| count <= 2 && mark == '/')
        && (1900..2200).contains(&year)
        && !follows_figure(context, at + count + 5)
    {
        return Some((Stretch::month(year, first)?, at + count + 5));
    }
    let second_at = context.text.past_space(at + count + 1);
    let (second, second_count) = row(context, second_at).filter(|(_, count)| *count <= 2)?;
    let after_second = second_at + second_count;
    if context.text.at(after_second) == Some(mark) {
        let third_at = context.text.past_space(after_second + 1);
        if let Some((third, third_count)) = row(context, third_at) {
            let end = third_at + third_count;
            let day = three([first, second, third], [count, second_count, third_count], mark, language)?;
            let end =
                if mark == '.' && context.text.at(end) == Some('.') && count == 4 { end + 1 } else { end };
            return Some((Stretch::day(day)?, end)).filter(|_| !follows_figure(context, end));
        }
    }
    let spaced = second_at > at + count + 1;
    if follows_figure(context, after_second) || spaced {
        return None;
    }
    match (count, mark) {
        // 2026-03
        (4, '-' | '.' | '/') if second_count == 2 && (1000..2200).contains(&first) => {
            Some((Stretch::month(first, second)?, after_second))
        }
        (1..=2, '/') => {
            let (month, day) = if first > 12 { (second, first) } else { (first, second) };
            let timex = format!("XXXX-{month:02}-{day:02}");
            let day = context.day_of_some_year(timex, |year| calendar::date(year, month, day))?;
            Some((day, after_second)).filter(|_| !is_fraction(context, after_second))
        }
        // 3.5(목): a weekday makes it a date.
        (1..=2, '.') if context.text.at(after_second) == Some('(') => {
            let timex = format!("XXXX-{first:02}-{second:02}");
            let weekday = context.text.at(after_second + 1).is_some_and(|c| "월화수목금토일".contains(c));
            let day = context.day_of_some_year(timex, |year| calendar::date(year, first, second))?;
            weekday.then_some((day, after_second))
        }
        _ => None,
    }
}

/// `-W05`, `-W05-3` behind a year: a week or a day of it.
fn iso_week(context: &Context<'_>, year: i64, at: usize) -> Option<(Stretch, usize)> {
    let from = context.text.literal(at, "-w")?;
    let (week, _) = row(context, from).filter(|(week, count)| (1..=53).contains(week) && *count == 2)?;
    let first = calendar::monday(calendar::date(year, 1, 4)?)?;
    let monday = calendar::days(first, (week - 1) * 7)?;
    let end = from + 2;
    let day = context.text.literal(end, "-").and_then(|from| row(context, from));
    match day.filter(|(day, count)| (1..=7).contains(day) && *count == 1) {
        Some((day, _)) => Some((Stretch::day(calendar::days(monday, day - 1)?)?, end + 2)),
        None => Some((Stretch::week(monday)?, end)),
    }
}

/// `15:30`, `7:05:30`.
pub(super) fn clock(context: &Context<'_>, at: usize) -> Option<(Clock, usize)> {
    if context.text.before(at).is_some_and(|c| c == ':' || c.is_ascii_digit()) {
        return None;
    }
    let (hour, count) = row(context, at).filter(|(_, count)| *count <= 2)?;
    let two = |at: usize| {
        context.text.at(at).filter(|c| *c == ':')?;
        row(context, at + 1).filter(|(_, count)| *count == 2)
    };
    let (minute, _) = two(at + count)?;
    let mut end = at + count + 3;
    let second = two(end);
    if second.is_some() {
        end += 3;
    }
    if context.text.at(end) == Some(':') {
        return None;
    }
    let clock = Clock::new(hour, Some(minute), second.map(|(second, _)| second))?;
    // A leading zero is how a clock of twenty-four hours writes the morning.
    let known = context.text.at(at) == Some('0');
    Some((if known { clock.known() } else { clock }, end))
}

/// The zone that is named behind a time, in seconds east of Greenwich: `EST`, `UTC+9`, `Z`, `-05:00`.
pub(super) fn zone(context: &Context<'_>, end: usize) -> Option<(i32, usize)> {
    const HALF_HOURS: &[(&str, i32)] = &[
        ("utc", 0),
        ("gmt", 0),
        ("est", -10),
        ("edt", -8),
        ("eastern time", -10),
        ("cst", -12),
        ("cdt", -10),
        ("central time", -12),
        ("mst", -14),
        ("mdt", -12),
        ("mountain time", -14),
        ("pst", -16),
        ("pdt", -14),
        ("pacific time", -16),
        ("kst", 18),
        ("jst", 18),
        ("cet", 2),
        ("cest", 4),
        ("bst", 2),
        ("ist", 11),
        ("aest", 20),
        ("hst", -20),
        ("akst", -18),
        ("한국 시간", 18),
        ("한국 시각", 18),
        ("협정 세계시", 0),
    ];
    let text = context.text;
    if let Some(end) = text.literal(end, "z").filter(|end| text.is_edge(*end)) {
        return text.before(end - 1).is_some_and(|c| c.is_ascii_digit()).then_some((0, end));
    }
    let named =
        HALF_HOURS.iter().filter_map(|&(name, zone)| Some((zone, text.word(text.past_space(end), name)?)));
    match named.max_by_key(|(_, end)| *end) {
        Some((0, end)) => Some(offset(context, end).unwrap_or((0, end))),
        Some((zone, end)) => Some((zone * 1800, end)),
        // 15:30+09:00
        None => offset(context, end).filter(|(_, further)| text.at(*further - 3) == Some(':')),
    }
}

/// `+9`, `-05:00`, `+0530`.
fn offset(context: &Context<'_>, at: usize) -> Option<(i32, usize)> {
    let sign = match context.text.at(at)? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let (number, count) = row(context, at + 1)?;
    let end = at + 1 + count;
    let minutes = row(context, end + 1).filter(|(_, count)| context.text.at(end) == Some(':') && *count == 2);
    let (hours, minutes, end) = match (count, minutes) {
        (1..=2, Some((minutes, _))) => (number, minutes, end + 3),
        (1..=2, None) => (number, 0, end),
        (4, _) => (number / 100, number % 100, end),
        _ => return None,
    };
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok().filter(|_| hours <= 14 && minutes < 60)?;
    Some((sign * seconds, end))
}

/// Year, month and day in the order that the language writes them.
fn three(parts: [i64; 3], counts: [usize; 3], mark: char, language: Language) -> Option<jiff::civil::Date> {
    let [first, second, third] = parts;
    let full = |year: i64, count: usize| match count {
        4 => Some(year),
        2 if year < 70 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    };
    let day_last = || calendar::date(full(first, counts[0])?, second, third);
    let month_first = || calendar::date(full(third, counts[2])?, first, second);
    let day_first = || calendar::date(full(third, counts[2])?, second, first);
    if counts[0] == 4 {
        return day_last();
    }
    match language {
        Language::Korean if counts[2] != 4 => day_last().or_else(month_first),
        Language::English if mark == '.' => day_first().or_else(month_first),
        _ => month_first().or_else(day_first),
    }
}

/// A longer row of figures and marks is a number of something else.
fn follows_figure(context: &Context<'_>, at: usize) -> bool {
    let digit = |at: usize| context.text.at(at).is_some_and(|c| c.is_ascii_digit());
    digit(at)
        || (context.text.at(at).is_some_and(|c| "-./,:".contains(c))
            && digit(at + 1)
            && context.text.at(at) != Some('-'))
}

/// `물 2/3 컵`: words that make it a part of something.
fn is_fraction(context: &Context<'_>, end: usize) -> bool {
    const WHOLES: [&str; 19] = [
        " 컵",
        " 정도",
        "만 ",
        "만큼",
        "을 ",
        "를 ",
        "로 ",
        " 큰술",
        " 작은술",
        " 이상",
        " 이하",
        " 인치",
        " of ",
        " cup",
        " inch",
        " tea",
        " table",
        " mile",
        " 지점",
    ];
    WHOLES.iter().any(|word| context.text.literal(end, word).is_some())
}
