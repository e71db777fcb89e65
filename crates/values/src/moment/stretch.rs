//! A stretch of the calendar: a day, a week, the nineties, and its readings when the words leave the year or week open.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;

use super::calendar::{self, Between};
use super::clock::{Clock, Part};
use super::length::{Length, Unit};
use crate::numeral::Numeral;
use crate::text::Text;

/// What a stretch is one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    /// A point in time.
    Instant,
    /// Some hours of a day.
    Hours,
    Day,
    Weekend,
    Week,
    Month,
    Season,
    Year,
    Decade,
}

/// Its readings stand with the preferred one, the coming, first.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stretch {
    pub timex: String,
    pub grain: Grain,
    pub readings: Vec<Between>,
}

pub(super) type Numbers = RefCell<HashMap<usize, Rc<[Numeral]>>>;

/// What a sentence is read in: its text, and the time where the person is.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub text: &'a Text<'a>,
    pub now: DateTime,
    pub zone: &'a TimeZone,
    /// Korean numbers that were read already, by their place: many readers ask for the same.
    pub numbers: &'a Numbers,
    /// How many "three days after ..." this is in.
    pub depth: u8,
}

impl Context<'_> {
    pub fn today(&self) -> Date {
        self.now.date()
    }

    pub fn year(&self) -> i64 {
        self.now.year().into()
    }

    /// Where `words` end when they stand at `at`, perhaps behind a space.
    pub fn lit(&self, at: usize, words: &str) -> Option<usize> {
        self.text.literal(self.text.past_space(at), words)
    }

    /// The longest of `words`.
    pub fn any(&self, at: usize, words: &[&str]) -> Option<usize> {
        let at = self.text.past_space(at);
        words.iter().filter_map(|words| self.text.literal(at, words)).max()
    }

    /// The meaning of the longest entry of `table`.
    pub fn pick<T: Copy>(&self, at: usize, table: &[(&str, T)]) -> Option<(T, usize)> {
        let at = self.text.past_space(at);
        let entries =
            table.iter().filter_map(|&(words, meaning)| Some((meaning, self.text.literal(at, words)?)));
        entries.max_by_key(|(_, end)| *end)
    }

    /// Within one more phrase; nobody says more than a few, and work stays bounded.
    pub fn deeper(self) -> Option<Self> {
        (self.depth < 2).then_some(Self { depth: self.depth + 1, ..self })
    }

    /// The same sentence as if said at another time.
    pub fn at(self, now: DateTime) -> Self {
        Self { now, ..self }
    }

    /// A day of a year that was not said: the coming one, then the past one.
    pub fn day_of_some_year(&self, timex: String, day: impl Fn(i64) -> Option<Date>) -> Option<Stretch> {
        self.some_year(timex, Grain::Day, |year| {
            let day = day(year)?;
            Some(Between::dates(day, calendar::days(day, 1)?))
        })
    }

    /// A stretch of a year that was not said. One that is going on counts as coming.
    pub fn some_year(
        &self,
        timex: String,
        grain: Grain,
        within: impl Fn(i64) -> Option<Between>,
    ) -> Option<Stretch> {
        // Leap days come every fourth year, and not in every hundredth; lunar leap months about every nineteenth.
        let year = self.year();
        let today = calendar::midnight(self.today());
        let coming = (year - 1..=year + 20).filter_map(&within).find(|between| between.end > today);
        let past = (year - 20..=year).rev().filter_map(&within).find(|between| between.end <= today);
        let readings: Vec<Between> = coming.into_iter().chain(past).collect();
        (!readings.is_empty()).then_some(Stretch { timex, grain, readings })
    }

    pub fn weekday(&self, weekday: Weekday) -> Option<Stretch> {
        let ahead = i64::from(weekday.since(self.today().weekday()));
        let coming = calendar::days(self.today(), ahead)?;
        let past = calendar::days(coming, -7)?;
        let timex = format!("XXXX-WXX-{}", weekday.to_monday_one_offset());
        Stretch::days(timex, vec![coming, past])
    }

    /// The coming and the past such day of a month.
    pub fn day_of_month(&self, day: i64) -> Option<Stretch> {
        if !(1..=31).contains(&day) {
            return None;
        }
        let first = self.today().first_of_month();
        let of = |ahead: i64| {
            let month = calendar::months(first, ahead)?;
            calendar::date(month.year().into(), month.month().into(), day)
        };
        let coming = (0..=2).filter_map(of).find(|date| *date >= self.today());
        let past = (-2..=0).rev().filter_map(of).find(|date| *date < self.today());
        Stretch::days(format!("XXXX-XX-{day:02}"), coming.into_iter().chain(past).collect())
    }

    /// Of a day of any month, those that fall on a weekday: Friday the 13th.
    pub fn on_weekday(&self, day: &Stretch, weekday: Weekday) -> Option<Stretch> {
        let number = day.timex.strip_prefix("XXXX-XX-")?.parse().ok()?;
        let first = self.today().first_of_month();
        let of = |ahead: i64| {
            let month = calendar::months(first, ahead)?;
            calendar::date(month.year().into(), month.month().into(), number)
                .filter(|date| date.weekday() == weekday)
        };
        // Within two years every day of a month falls on every weekday, but for the last.
        let coming = (0..=24).filter_map(of).find(|date| *date >= self.today());
        let past = (-24..=0).rev().filter_map(of).find(|date| *date < self.today());
        Stretch::days(day.timex.clone(), coming.into_iter().chain(past).collect())
    }

    /// A day so and so far from today.
    pub fn days_away(&self, days: i64) -> Option<Stretch> {
        Stretch::day(calendar::days(self.today(), days)?)
    }

    pub fn weeks_away(&self, weeks: i64) -> Option<Stretch> {
        let monday = calendar::days(calendar::monday(self.today())?, weeks * 7)?;
        Stretch::week(monday)
    }

    pub fn months_away(&self, months: i64) -> Option<Stretch> {
        let month = calendar::months(self.today().first_of_month(), months)?;
        Stretch::month(month.year().into(), month.month().into())
    }

    /// This long from now, or before now.
    pub fn away(&self, length: &Length, sign: i64) -> Option<Stretch> {
        if length.unit() <= Unit::Day {
            return Stretch::day(length.shift_date(self.today(), sign)?);
        }
        Some(Stretch::instant(length.shift(self.now, sign, self.zone)?))
    }

    /// Now itself.
    pub fn present(&self) -> Stretch {
        let readings = vec![Between::point(self.now)];
        Stretch { timex: "PRESENT_REF".to_owned(), grain: Grain::Instant, readings }
    }
}

impl Stretch {
    pub fn new(timex: String, grain: Grain, reading: Between) -> Self {
        Self { timex, grain, readings: vec![reading] }
    }

    pub fn day(date: Date) -> Option<Self> {
        Self::days(date.to_string(), vec![date])
    }

    pub fn days(timex: String, days: Vec<Date>) -> Option<Self> {
        let readings: Vec<Between> =
            days.into_iter().filter_map(|day| Some(Between::dates(day, calendar::days(day, 1)?))).collect();
        (!readings.is_empty()).then_some(Self { timex, grain: Grain::Day, readings })
    }

    pub fn instant(at: DateTime) -> Self {
        let at = at.round(jiff::Unit::Second).unwrap_or(at);
        let timex = at.strftime("%Y-%m-%dT%H:%M:%S").to_string();
        Self::new(timex, Grain::Instant, Between::point(at))
    }

    pub fn week(monday: Date) -> Option<Self> {
        let week = monday.iso_week_date();
        let timex = format!("{:04}-W{:02}", week.year(), week.week());
        Some(Self::new(timex, Grain::Week, Between::dates(monday, calendar::days(monday, 7)?)))
    }

    pub fn month(year: i64, month: i64) -> Option<Self> {
        let between = calendar::of_months(year, month, 1)?;
        Some(Self::new(format!("{year:04}-{month:02}"), Grain::Month, between))
    }

    pub fn year(year: i64) -> Option<Self> {
        Some(Self::new(format!("{year:04}"), Grain::Year, calendar::of_months(year, 1, 12)?))
    }

    /// Between two days, the second not part of it, with the length written in TIMEX.
    pub fn dates(start: Date, end: Date, length: &str, grain: Grain) -> Self {
        Self::new(format!("({start},{end},{length})"), grain, Between::dates(start, end))
    }

    /// What is within each reading; readings that hold none are left out.
    pub fn within(
        &self,
        timex: String,
        grain: Grain,
        part: impl Fn(Between) -> Option<Between>,
    ) -> Option<Self> {
        let readings: Vec<Between> = self.readings.iter().copied().filter_map(part).collect();
        (!readings.is_empty()).then_some(Self { timex, grain, readings })
    }

    /// A day within each reading; a single reading is named by its date.
    pub fn day_within(&self, timex: String, part: impl Fn(Between) -> Option<Date>) -> Option<Self> {
        let day = |between| {
            let day = part(between)?;
            Some(Between::dates(day, calendar::days(day, 1)?))
        };
        let mut days = self.within(timex, Grain::Day, day)?;
        if !self.timex.contains('X') {
            days.timex = days.readings[0].start.date().to_string();
        }
        Some(days)
    }

    /// A time on this day.
    pub fn at(&self, clock: Clock, context: &Context<'_>) -> Option<Self> {
        let point = |between: &Between| {
            clock.on(between.start.date(), context).into_iter().map(Between::point).collect::<Vec<_>>()
        };
        let readings: Vec<Between> = self.readings.iter().flat_map(point).collect();
        let day = match (clock.following_night, readings.first()) {
            (true, Some(first)) if !self.timex.contains('X') => first.start.date().to_string(),
            _ => self.timex.clone(),
        };
        (!readings.is_empty()).then_some(Self {
            timex: format!("{day}{}", clock.timex()),
            grain: Grain::Instant,
            readings,
        })
    }

    /// A part of this day.
    pub fn part(&self, part: Part) -> Option<Self> {
        let (from, to) = part.hours();
        self.within(format!("{}{}", self.timex, part.code()), Grain::Hours, |between| {
            let hour = |hour: i64| {
                let date = calendar::days(between.start.date(), hour / 24)?;
                Some(date.at(i8::try_from(hour % 24).ok()?, 0, 0, 0))
            };
            Some(Between { start: hour(from)?, end: hour(to)? })
        })
    }

    /// Whether the words left a year, month or week open.
    pub fn is_open(&self) -> bool {
        self.timex.contains('X')
    }
}
