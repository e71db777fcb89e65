//! Days, weeks, months and years in English: `next Friday`, `the last Tuesday of March`, `March 5th, 2026`, `in two weeks`.

use domain::Language;
use jiff::civil::Weekday;

use super::length;
use super::words::{MONTHS, WEEKDAYS, any, day, maybe, nth, pick, skip, word};
use crate::moment::calendar::{self, Between};
use crate::moment::length::Unit;
use crate::moment::stretch::{Context, Grain, Stretch};
use crate::moment::{figures, holiday};

type Read = Option<(Stretch, usize)>;

/// How near: this, next, last.
const NEAR: &[(&str, i64)] = &[
    ("this", 0),
    ("this coming", 0),
    ("the current", 0),
    ("current", 0),
    ("this past", -1),
    ("next", 1),
    ("the next", 1),
    ("the following", 1),
    ("the coming", 1),
    ("coming", 1),
    ("upcoming", 1),
    ("following", 1),
    ("last", -1),
    ("the last", -1),
    ("past", -1),
    ("the past", -1),
    ("previous", -1),
    ("the previous", -1),
    ("the week after next", 2),
    ("the same", 0),
];

/// The longest stretch at `at`, with what follows it: `next week on Friday`, `Christmas 2027`.
pub(super) fn stretch(context: &Context<'_>, at: usize) -> Read {
    let (mut stretch, mut end) = base(context, at)?;
    for _ in 0..3 {
        let Some((narrower, further)) = narrow(context, &stretch, end) else { break };
        (stretch, end) = (narrower, further);
    }
    Some((stretch, end))
}

fn base(context: &Context<'_>, at: usize) -> Read {
    let readers: [fn(&Context<'_>, usize) -> Read; 15] = [
        days, in_figures, month_day, day_month, month, weekday, near, nth_of, edge_of, holidays, away,
        from_base, years, quarters, season,
    ];
    readers.iter().filter_map(|read| read(context, at)).max_by_key(|(_, end)| *end)
}

fn days(context: &Context<'_>, at: usize) -> Read {
    const DAYS: &[(&str, i64)] = &[
        ("today", 0),
        ("tomorrow", 1),
        ("tomorow", 1),
        ("tmr", 1),
        ("tmrw", 1),
        ("yesterday", -1),
        ("the day after tomorrow", 2),
        ("day after tomorrow", 2),
        ("the day before yesterday", -2),
        ("day before yesterday", -2),
        ("the current day", 0),
        ("the next day", 1),
        ("the following day", 1),
        ("the previous day", -1),
        ("the day before", -1),
        ("this day", 0),
        ("today's", 0),
    ];
    let (days, end) = pick(context, at, DAYS)?;
    Some((context.days_away(days)?, end))
}

fn in_figures(context: &Context<'_>, at: usize) -> Read {
    figures::date(context, Language::English, skip(context, at))
}

/// `March 5th, 2026`, `Nov 30`.
fn month_day(context: &Context<'_>, at: usize) -> Read {
    let (month, end) = pick(context, at, MONTHS)?;
    let end = maybe(context, end, &["the"]);
    let (day, end, _) = day(context, end)?;
    dated(context, month, day, end)
}

/// `5 March`, `the 30th of November, 2027`.
fn day_month(context: &Context<'_>, at: usize) -> Read {
    let from = maybe(context, at, &["the"]);
    let (number, end, ordinal) = day(context, from)?;
    let of = any(context, end, &["day of", "of"]);
    let Some((month, end)) = pick(context, of.unwrap_or(end), MONTHS) else {
        // the 30th; "of this month"
        let (month, end) = match of.and_then(|from| near_month(context, from)) {
            Some((month, end)) => (Some(month), end),
            None => (None, end),
        };
        if let Some(month) = month {
            let of = |between: Between| {
                calendar::date(between.start.year().into(), between.start.month().into(), number)
            };
            return Some((month.day_within(String::new(), of)?, end));
        }
        let alone = ordinal && from > at && of.is_none() && !is_named(context, end);
        return alone.then(|| Some((context.day_of_month(number)?, end)))?;
    };
    dated(context, month, number, end)
}

/// The 3rd floor is no day.
fn is_named(context: &Context<'_>, end: usize) -> bool {
    const MAY_FOLLOW: [&str; 17] = [
        "at", "in", "on", "and", "to", "until", "through", "for", "if", "is", "works", "please", "or", "was",
        "from", "with", "till",
    ];
    let next = context.text.past_space(end);
    context.text.at(next).is_some_and(char::is_alphabetic)
        && !MAY_FOLLOW.iter().any(|follow| word(context, end, follow).is_some())
}

fn dated(context: &Context<'_>, month: i64, day: i64, end: usize) -> Read {
    if let Some((year, end)) = year_behind(context, end) {
        return Some((Stretch::day(calendar::date(year, month, day)?)?, end));
    }
    let timex = format!("XXXX-{month:02}-{day:02}");
    Some((context.day_of_some_year(timex, |year| calendar::date(year, month, day))?, end))
}

/// `, 2026`, `of 2026`, `'26`.
fn year_behind(context: &Context<'_>, end: usize) -> Option<(i64, usize)> {
    let comma = context.text.literal(end, ",").unwrap_or(end);
    let from = skip(context, maybe(context, comma, &["of", "in"]));
    if let Some(from) = context.text.literal(from, "'") {
        let (year, _) = figures::row(context, from).filter(|(_, count)| *count == 2)?;
        return Some((if year < 70 { 2000 + year } else { 1900 + year }, from + 2));
    }
    four(context, from)
}

/// A year in four figures and nothing else.
fn four(context: &Context<'_>, at: usize) -> Option<(i64, usize)> {
    let (year, count) = figures::row(context, at)?;
    let colon = context.text.at(at + count) == Some(':') || context.text.before(at).is_some_and(|c| c == '$');
    (count == 4 && (1000..2200).contains(&year) && context.text.is_edge(at + count) && !colon)
        .then_some((year, at + count))
}

/// `March`, `March 2026`. Names that are words as well need something that makes them months.
fn month(context: &Context<'_>, at: usize) -> Read {
    let (month, end) = pick(context, at, MONTHS)?;
    if let Some((year, end)) = year_behind(context, end) {
        return Some((Stretch::month(year, month)?, end));
    }
    let first = skip(context, at);
    let upper = context.text.cased().get(first).is_some_and(|c| c.is_uppercase());
    let word_too = matches!(month, 3 | 5) || (end - first <= 4 && !matches!(month, 6 | 7));
    let clear = !word_too
        || led_by(
            context,
            first,
            &[
                "in", "of", "by", "since", "until", "till", "next", "last", "this", "early", "late", "mid",
                "through", "to", "from", "and", "before", "after", "during",
            ],
        );
    let verb = month == 5 && led_by(context, first, &["and", "of", "to", "this"]) && !upper;
    (clear && !verb).then(|| Some((some_month(context, month)?, end)))?
}

fn some_month(context: &Context<'_>, month: i64) -> Option<Stretch> {
    context.some_year(format!("XXXX-{month:02}"), Grain::Month, |year| calendar::of_months(year, month, 1))
}

/// The word before `at` is one of `words`.
pub(super) fn led_by(context: &Context<'_>, at: usize, words: &[&str]) -> bool {
    let before = &context.text.letters()[..at];
    let before: &[char] = match before.last() {
        Some(' ' | '-') => &before[..at - 1],
        _ => before,
    };
    words.iter().any(|word| {
        let word: Vec<char> = word.chars().collect();
        before.ends_with(&word)
            && before.len().checked_sub(word.len() + 1).is_none_or(|i| !before[i].is_alphanumeric())
    })
}

/// `Friday`, `next Friday`, `Tuesday next week`.
fn weekday(context: &Context<'_>, at: usize) -> Read {
    let near = pick(context, at, NEAR);
    let from = near.map_or(at, |(_, end)| end);
    let (weekday, end) = pick(context, from, WEEKDAYS)?;
    let first = skip(context, from);
    let upper = context.text.cased().get(first).is_some_and(|c| c.is_uppercase());
    if near.is_none()
        && end - first <= 3
        && matches!(weekday, Weekday::Saturday | Weekday::Sunday | Weekday::Wednesday | Weekday::Monday)
        && !upper
    {
        return None;
    }
    let week = |weeks: i64| calendar::in_week(calendar::days(context.today(), weeks * 7)?, weekday);
    if near.is_none()
        && let Some((weeks, end)) = pick(
            context,
            maybe(context, end, &["of"]),
            &[
                ("next week", 1),
                ("this week", 0),
                ("last week", -1),
                ("week after next", 2),
                ("the week after next", 2),
            ],
        )
    {
        return Some((Stretch::day(week(weeks)?)?, end));
    }
    let stretch = match near {
        None => context.weekday(weekday)?,
        Some((0, _)) => Stretch::day(week(0)?)?,
        Some((weeks, further)) => {
            let coming =
                any(context, at, &["coming", "upcoming", "the coming", "following", "the following"])
                    == Some(further);
            match coming {
                true => {
                    let tomorrow = calendar::midnight(calendar::days(context.today(), 1)?);
                    Stretch::day(context.at(tomorrow).weekday(weekday)?.readings[0].start.date())?
                }
                false => Stretch::day(week(weeks)?)?,
            }
        }
    };
    Some((stretch, end))
}

/// `this week`, `next month`, `last year`, `next weekend`, `this March`, `last summer`.
fn near(context: &Context<'_>, at: usize) -> Read {
    if let Some(end) = any(context, at, &["the week after next"]) {
        return Some((context.weeks_away(2)?, end));
    }
    if let Some(end) =
        any(context, at, &["the weekend", "weekend"]).filter(|end| word(context, *end, "of").is_none())
    {
        return Some((super::weekend(&context.weeks_away(0)?)?, end));
    }
    let (ahead, from) = pick(context, at, NEAR)?;
    if let Some((unit, end)) = pick(
        context,
        from,
        &[
            ("week", 1),
            ("weekend", 2),
            ("month", 3),
            ("year", 4),
            ("quarter", 5),
            ("decade", 6),
            ("century", 7),
            ("work week", 1),
            ("business week", 1),
        ],
    ) {
        return Some((unit_away(context, unit, ahead)?, end));
    }
    if let Some((month, end)) = pick(context, from, MONTHS) {
        return Some((by_year(context, ahead, &some_month(context, month)?)?, end));
    }
    if let Some((holiday, end)) = holiday::named(context, Language::English, skip(context, from)) {
        return Some((by_year(context, ahead, &holiday.some_year(context)?)?, end));
    }
    let (season, end) = season(context, skip(context, from))?;
    season.timex.starts_with("XXXX").then(|| Some((by_year(context, ahead, &season)?, end)))?
}

fn near_month(context: &Context<'_>, at: usize) -> Read {
    let (ahead, from) = pick(context, at, NEAR)?;
    Some((context.months_away(ahead)?, word(context, from, "month")?))
}

fn unit_away(context: &Context<'_>, unit: i64, ahead: i64) -> Option<Stretch> {
    let year = context.year();
    match unit {
        1 => context.weeks_away(ahead),
        2 => super::weekend(&context.weeks_away(ahead)?),
        3 => context.months_away(ahead),
        4 => Stretch::year(year + ahead),
        5 => {
            let quarter = (i64::from(context.now.month()) - 1) / 3 + ahead;
            quarter_of(year + quarter.div_euclid(4), quarter.rem_euclid(4) + 1)
        }
        6 => span_of_years((year / 10 + ahead) * 10, 10),
        _ => span_of_years(((year - 1) / 100 + ahead) * 100 + 1, 100),
    }
}

/// The reading of an open year that "this", "next" or "last" means.
fn by_year(context: &Context<'_>, ahead: i64, open: &Stretch) -> Option<Stretch> {
    let reading = match ahead {
        0 => {
            let year = context.now.year();
            *open.readings.iter().find(|between| between.start.year() == year).or(open.readings.first())?
        }
        1.. => *open.readings.first()?,
        _ => *open.readings.last()?,
    };
    let timex = open.timex.replacen("XXXX", &format!("{:04}", reading.start.year()), 1);
    let day = open.grain == Grain::Day;
    Some(Stretch::new(if day { reading.start.date().to_string() } else { timex }, open.grain, reading))
}

/// `the first Monday of March`, `last week of this month`, `the third week of March`, `the last day of the month`.
fn nth_of(context: &Context<'_>, at: usize) -> Read {
    let (n, from) = nth(context, at)?;
    let of = |end: usize| any(context, end, &["of", "in"]);
    if let Some((weekday, end)) = pick(context, from, WEEKDAYS) {
        let (month, end) = whole_month(context, of(end)?)?;
        return Some((
            month.part(
                context,
                &format!("-WXX-{}-#{n}", weekday.to_monday_one_offset()),
                Grain::Day,
                |year, month| {
                    let day = calendar::weekday_of_month(year, month, n, weekday)?;
                    Some(Between::dates(day, calendar::days(day, 1)?))
                },
            )?,
            end,
        ));
    }
    if let Some(end) = word(context, from, "week") {
        let (month, end) = whole_month(context, of(end)?)?;
        return Some((
            month.part(context, &format!("-W{n:02}"), Grain::Week, |year, month| {
                calendar::week_of_month(year, month, n)
            })?,
            end,
        ));
    }
    if let Some(end) = word(context, from, "day") {
        let (whole, end) = base(&context.deeper()?, skip(context, of(end)?))?;
        let day = whole.day_within(format!("{}-LAST", whole.timex), |between| {
            if n < 0 { Some(between.last()) } else { calendar::days(between.start.date(), n - 1) }
        })?;
        return Some((day, end));
    }
    if let Some(end) = word(context, from, "quarter").filter(|_| (1..=4).contains(&n)) {
        let end = of(end).unwrap_or(end);
        return match four(context, skip(context, end)) {
            Some((year, end)) => Some((quarter_of(year, n)?, end)),
            None => Some((
                context.some_year(format!("XXXX-Q{n}"), Grain::Season, |year| {
                    calendar::of_months(year, n * 3 - 2, 3)
                })?,
                end,
            ))
            .filter(|_| of(end).is_none()),
        };
    }
    let end = word(context, from, "century").filter(|_| n > 0)?;
    Some((span_of_years((n - 1) * 100 + 1, 100)?, end))
}

/// A month whose year may be open.
struct WholeMonth(Stretch);

impl WholeMonth {
    fn part(
        &self,
        context: &Context<'_>,
        suffix: &str,
        grain: Grain,
        part: impl Fn(i64, i64) -> Option<Between>,
    ) -> Option<Stretch> {
        let first = self.0.readings[0].start;
        let month = first.month().into();
        let timex = format!("{}{suffix}", self.0.timex);
        if self.0.is_open() {
            return context.some_year(timex, grain, |year| part(year, month));
        }
        let between = part(first.year().into(), month)?;
        let day = grain == Grain::Day;
        Some(Stretch::new(if day { between.start.date().to_string() } else { timex }, grain, between))
    }
}

fn whole_month(context: &Context<'_>, at: usize) -> Option<(WholeMonth, usize)> {
    if let Some(end) = any(context, at, &["the month", "this month"]) {
        return Some((WholeMonth(context.months_away(0)?), end));
    }
    if let Some((month, end)) = near_month(context, at) {
        return Some((WholeMonth(month), end));
    }
    let (month, end) = pick(context, at, MONTHS)?;
    match year_behind(context, end) {
        Some((year, end)) => Some((WholeMonth(Stretch::month(year, month)?), end)),
        None => Some((WholeMonth(some_month(context, month)?), end)),
    }
}

/// `the end of March`, `early next year`, `mid-November`.
fn edge_of(context: &Context<'_>, at: usize) -> Read {
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
                _ => calendar::days(start, length * third / 3),
            }
        };
        Some(Between::dates(side(third)?, side(third + 1)?))
    })?;
    Some((part, end))
}

fn month_after_edge(context: &Context<'_>, at: usize) -> Read {
    if let Some((year, end)) = four(context, skip(context, at)) {
        return Some((Stretch::year(year)?, end));
    }
    let (month, end) = whole_month(context, at)?;
    Some((month.0, end))
}

/// `Christmas`, `Thanksgiving 2027`.
fn holidays(context: &Context<'_>, at: usize) -> Read {
    let (holiday, end) = holiday::named(context, Language::English, skip(context, at))?;
    // Happy new year is a wish.
    if led_by(context, skip(context, at), &["happy", "merry", "a happy"]) {
        return None;
    }
    match year_behind(context, end) {
        Some((year, end)) => Some((holiday.of_year(year)?, end)),
        None => match pick(context, end, &[("this year", 0), ("next year", 1), ("last year", -1)]) {
            Some((ahead, end)) => Some((holiday.of_year(context.year() + ahead)?, end)),
            None => Some((holiday.some_year(context)?, end)),
        },
    }
}

/// `in 3 days`, `two weeks from now`, `10 minutes ago`, `a year later`.
fn away(context: &Context<'_>, at: usize) -> Read {
    const SIDES: &[(&str, i64)] = &[
        ("from now", 1),
        ("from today", 1),
        ("later", 1),
        ("hence", 1),
        ("ago", -1),
        ("earlier", -1),
        ("before now", -1),
        ("before today", -1),
        ("in the future", 1),
        ("back", -1),
        ("time", 1),
        ("'time", 1),
    ];
    let ahead = any(context, at, &["in", "in about", "in another", "in exactly", "in the next"])
        .filter(|end| any(context, at, &["in the next"]) != Some(*end));
    let (length, end) = length::length(context, ahead.unwrap_or(at))?;
    if let Some((sign, end)) = pick(context, end, SIDES) {
        return Some((context.away(&length, sign)?, end));
    }
    ahead.filter(|_| word(context, end, "of").is_none())?;
    Some((context.away(&length, 1)?, end))
}

/// `a week from Monday`, `3 days after Christmas`, `two days before March 5`, `the day after Thanksgiving`.
fn from_base(context: &Context<'_>, at: usize) -> Read {
    let (length, end) = match any(context, at, &["the day", "the week", "the month", "day"]) {
        Some(end) => {
            let unit = pick(
                context,
                at,
                &[
                    ("the day", Unit::Day),
                    ("day", Unit::Day),
                    ("the week", Unit::Week),
                    ("the month", Unit::Month),
                ],
            )?
            .0;
            (crate::moment::Length::of(1, unit), end)
        }
        None => length::length(context, at)?,
    };
    let (sign, from) = pick(
        context,
        end,
        &[("from", 1), ("after", 1), ("before", -1), ("prior to", -1), ("following", 1), ("since", 1)],
    )?;
    let (base, end) = stretch(&context.deeper()?, skip(context, from))?;
    if base.grain == Grain::Instant || length.unit() > Unit::Day {
        return None;
    }
    let timex = format!("{}{}{}", base.timex, if sign > 0 { "+" } else { "-" }, length.timex());
    let day = base.day_within(timex, |between| {
        length.shift_date(if sign > 0 { between.last() } else { between.start.date() }, sign)
    })?;
    Some((day, end))
}

/// `in 2026`, `the year 2026`, `the 1990s`, `the nineties`.
fn years(context: &Context<'_>, at: usize) -> Read {
    const NAMED: &[(&str, i64)] = &[
        ("twenties", 2020),
        ("thirties", 1930),
        ("forties", 1940),
        ("fifties", 1950),
        ("sixties", 1960),
        ("seventies", 1970),
        ("eighties", 1980),
        ("nineties", 1990),
    ];
    let the = maybe(context, at, &["the"]);
    if let Some((decade, end)) = pick(context, the, NAMED).filter(|_| the > at) {
        return Some((span_of_years(decade, 10)?, end));
    }
    let from = skip(context, the);
    let start = context.text.literal(from, "'").unwrap_or(from);
    if let Some((number, count)) = figures::row(context, start) {
        let end = start + count;
        let end_s = context.text.word(end, "s").or_else(|| context.text.word(end, "'s"));
        if let Some(end) = end_s.filter(|_| number % 10 == 0 && (the > at || count == 4)) {
            let decade = if count == 4 {
                number
            } else if number <= 20 {
                2000 + number
            } else {
                1900 + number
            };
            return (count == 4 || count == 2).then(|| Some((span_of_years(decade, 10)?, end)))?;
        }
    }
    let year_word = any(context, at, &["the year", "year", "fiscal year"]);
    let (year, end) = four(context, skip(context, year_word.unwrap_or(at)))?;
    const LEADS: [&str; 14] = [
        "in", "since", "from", "until", "till", "by", "of", "before", "after", "during", "to", "through",
        "and", "between",
    ];
    let led = year_word.is_some() || led_by(context, skip(context, at), &LEADS);
    (led && !is_named_number(context, end)).then(|| Some((Stretch::year(year)?, end)))?
}

/// `2000 people`.
fn is_named_number(context: &Context<'_>, end: usize) -> bool {
    let next = context.text.past_space(end);
    const MAY_FOLLOW: [&str; 20] = [
        "and", "to", "until", "till", "through", "or", "was", "is", "the", "in", "we", "i", "at", "for",
        "he", "she", "it", "they", "with", "by",
    ];
    next > end
        && context.text.at(next).is_some_and(char::is_alphabetic)
        && !MAY_FOLLOW.iter().any(|follow| word(context, end, follow).is_some())
}

fn span_of_years(year: i64, count: i64) -> Option<Stretch> {
    let between = calendar::of_months(year, 1, count * 12)?;
    Some(Stretch::dates(between.start.date(), between.end.date(), &format!("P{count}Y"), Grain::Decade))
}

/// `Q3 2026`, `Q1`, `H2 2027`.
fn quarters(context: &Context<'_>, at: usize) -> Read {
    const PARTS: &[(&str, (i64, i64))] = &[
        ("q1", (1, 3)),
        ("q2", (4, 3)),
        ("q3", (7, 3)),
        ("q4", (10, 3)),
        ("h1", (1, 6)),
        ("h2", (7, 6)),
        ("the first half", (1, 6)),
        ("the second half", (7, 6)),
    ];
    let ((month, count), end) = pick(context, at, PARTS)?;
    let code = if count == 3 { format!("Q{}", month / 3 + 1) } else { format!("H{}", month / 6 + 1) };
    if let Some((year, end)) = year_behind(context, end) {
        return Some((
            Stretch::new(
                format!("{year:04}-{code}"),
                Grain::Season,
                calendar::of_months(year, month, count)?,
            ),
            end,
        ));
    }
    if any(context, at, &["the first half", "the second half"]).is_some() {
        return None;
    }
    Some((
        context.some_year(format!("XXXX-{code}"), Grain::Season, |year| {
            calendar::of_months(year, month, count)
        })?,
        end,
    ))
}

fn quarter_of(year: i64, quarter: i64) -> Option<Stretch> {
    Some(Stretch::new(
        format!("{year:04}-Q{quarter}"),
        Grain::Season,
        calendar::of_months(year, quarter * 3 - 2, 3)?,
    ))
}

/// `summer`, `the winter of 2026`. Spring and fall are other words too.
fn season(context: &Context<'_>, at: usize) -> Read {
    const SEASONS: &[(&str, (&str, i64))] = &[
        ("spring", ("SP", 3)),
        ("summer", ("SU", 6)),
        ("autumn", ("FA", 9)),
        ("fall", ("FA", 9)),
        ("winter", ("WI", 12)),
    ];
    let from = maybe(context, at, &["the"]);
    let ((code, month), end) = pick(context, from, SEASONS)?;
    if let Some((year, end)) = year_behind(context, end) {
        return Some((
            Stretch::new(format!("{year:04}-{code}"), Grain::Season, calendar::of_months(year, month, 3)?),
            end,
        ));
    }
    let unclear = matches!(code, "SP" | "FA")
        && !led_by(
            context,
            skip(context, from),
            &["in", "this", "next", "last", "in the", "by", "until", "since", "during the"],
        );
    (!unclear).then(|| {
        Some((
            context.some_year(format!("XXXX-{code}"), Grain::Season, |year| {
                calendar::of_months(year, month, 3)
            })?,
            end,
        ))
    })?
}

/// A weekday or year said behind: `next week on Friday`, `March 5, Thursday`.
fn narrow(context: &Context<'_>, stretch: &Stretch, end: usize) -> Read {
    match stretch.grain {
        Grain::Week => {
            let (weekday, end) = pick(context, word(context, end, "on").unwrap_or(end), WEEKDAYS)?;
            Some((
                stretch
                    .day_within(String::new(), |between| calendar::in_week(between.start.date(), weekday))?,
                end,
            ))
        }
        Grain::Day => {
            let comma = context.text.literal(end, ",").unwrap_or(end);
            // Thursday, March 5
            if stretch.timex.starts_with("XXXX-WXX") {
                let (day, further) = month_day(context, comma)
                    .or_else(|| day_month(context, comma))
                    .or_else(|| in_figures(context, comma))?;
                return Some((day, further));
            }
            let (_, end) = pick(context, comma, WEEKDAYS).filter(|_| comma > end)?;
            Some((stretch.clone(), end))
        }
        _ => None,
    }
}
