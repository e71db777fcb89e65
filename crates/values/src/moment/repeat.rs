//! What repeats: `매주 월수금 7시`, `every other day`.

use jiff::civil::{Date, DateTime, Time};

use super::calendar;
use super::length::Unit;

/// A rule by which something repeats, and its next time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    pub frequency: Unit,
    /// Every how many of them: two for "every other week".
    pub interval: u32,
    /// How often each time: two for "twice a day".
    pub times: u32,
    /// Bit 0 is Monday; none is any day.
    pub weekdays: u8,
    /// Which of those weekdays in the month: one is the first, minus one the last. Of several weekdays, which of all
    /// those days.
    pub which: Vec<i8>,
    pub month: Option<i8>,
    /// Minus one is the last.
    pub month_days: Vec<i8>,
    pub time: Option<Time>,
    /// The time of day up to which it lasts, where that was said.
    pub until: Option<Time>,
    /// The first day, from today on, to which the rule applies.
    pub next: Option<Date>,
}

impl Repeat {
    pub(super) fn every(interval: u32, frequency: Unit) -> Self {
        Self {
            frequency,
            interval,
            times: 1,
            weekdays: 0,
            which: Vec::new(),
            month: None,
            month_days: Vec::new(),
            time: None,
            until: None,
            next: None,
        }
    }

    /// As calendars write it (RFC 5545): `FREQ=WEEKLY;BYDAY=MO,WE,FR;BYHOUR=7;BYMINUTE=0`.
    pub fn rule(&self) -> String {
        let frequency = match self.frequency {
            Unit::Year => "YEARLY",
            Unit::Month => "MONTHLY",
            Unit::Week => "WEEKLY",
            Unit::Day => "DAILY",
            Unit::Hour => "HOURLY",
            Unit::Minute => "MINUTELY",
            Unit::Second => "SECONDLY",
        };
        let mut rule = format!("FREQ={frequency}");
        if self.interval > 1 {
            rule.push_str(&format!(";INTERVAL={}", self.interval));
        }
        if let Some(month) = self.month {
            rule.push_str(&format!(";BYMONTH={month}"));
        }
        if !self.month_days.is_empty() {
            let days: Vec<String> = self.month_days.iter().map(i8::to_string).collect();
            rule.push_str(&format!(";BYMONTHDAY={}", days.join(",")));
        }
        if self.weekdays != 0 {
            let which: Vec<String> = self.which.iter().map(i8::to_string).collect();
            let single = self.weekdays.count_ones() == 1 && !which.is_empty();
            let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
            let days = (0..7).filter(|day| self.weekdays & (1 << day) != 0).map(|day| names[day]);
            let days: Vec<String> = match single {
                true => days.flat_map(|day| which.iter().map(move |n| format!("{n}{day}"))).collect(),
                false => days.map(str::to_owned).collect(),
            };
            rule.push_str(&format!(";BYDAY={}", days.join(",")));
            if !single && !which.is_empty() {
                rule.push_str(&format!(";BYSETPOS={}", which.join(",")));
            }
        }
        if let Some(time) = self.time {
            rule.push_str(&format!(";BYHOUR={};BYMINUTE={}", time.hour(), time.minute()));
        }
        rule
    }

    /// With its next day filled in, and named in TIMEX.
    pub(super) fn settled(mut self, now: DateTime) -> (Self, String) {
        let today = now.date();
        self.next = (0..=366 * 9).filter_map(|ahead| calendar::days(today, ahead)).find(|date| {
            let passed = *date == today && self.time.is_some_and(|time| time <= now.time());
            self.is_on(*date) && !(passed && self.frequency >= Unit::Year && self.frequency <= Unit::Day)
        });
        let timex = self.timex();
        (self, timex)
    }

    fn is_on(&self, date: Date) -> bool {
        let last = date.days_in_month();
        let is_named = |date: Date| {
            let weekday = date.weekday().to_monday_zero_offset();
            self.weekdays == 0 || self.weekdays & (1 << weekday) != 0
        };
        let named = |days: std::ops::Range<i8>| {
            let of_month = |day| Date::new(date.year(), date.month(), day).ok();
            days.filter_map(of_month).filter(|date| is_named(*date)).count()
        };
        let is_which = |n: &i8| {
            let rank = if *n > 0 { named(1..date.day() + 1) } else { named(date.day()..last + 1) };
            rank == usize::from(n.unsigned_abs())
        };
        let is_day = |day: &i8| date.day() == if *day < 0 { last + 1 + *day } else { *day };
        (self.which.is_empty() || self.which.iter().any(is_which))
            && is_named(date)
            && self.month.is_none_or(|month| date.month() == month)
            && (self.month_days.is_empty() || self.month_days.iter().any(is_day))
    }

    fn timex(&self) -> String {
        let days: Vec<String> =
            (0..7).filter(|day| self.weekdays & (1 << day) != 0).map(|day| (day + 1).to_string()).collect();
        let days = match self.weekdays {
            0b001_1111 => "WD".to_owned(),
            0b110_0000 => "WE".to_owned(),
            _ => days.join(","),
        };
        let month = self.month.map_or("XX".to_owned(), |month| format!("{month:02}"));
        let day = match (self.weekdays, self.which.first(), self.month_days.first()) {
            (0, _, Some(-1)) => format!("XXXX-{month}-LAST"),
            (0, _, Some(_)) => {
                let days: Vec<String> = self.month_days.iter().map(|day| format!("{day:02}")).collect();
                format!("XXXX-{month}-{}", days.join(","))
            }
            (0, _, None) if self.month.is_some() => format!("XXXX-{month}"),
            (0, _, None) => {
                let time = if self.frequency >= Unit::Hour { "T" } else { "" };
                let letter = ["Y", "M", "W", "D", "H", "M", "S"][self.frequency as usize];
                if self.interval == 1 && self.frequency == Unit::Day && self.time.is_some() {
                    String::new()
                } else {
                    format!("P{time}{}{letter}", self.interval)
                }
            }
            (_, Some(_), _) => {
                let which: Vec<String> = self.which.iter().map(i8::to_string).collect();
                format!("XXXX-{month}-WXX-{days}-#{}", which.join(","))
            }
            _ => format!("XXXX-WXX-{days}"),
        };
        let clock = |time: Time| match time.minute() {
            0 => format!("T{:02}", time.hour()),
            _ => format!("T{:02}:{:02}", time.hour(), time.minute()),
        };
        match (self.time, self.until) {
            (Some(from), Some(to)) => format!("({day}{},{day}{})", clock(from), clock(to)),
            (time, _) => format!("{day}{}", time.map(clock).unwrap_or_default()),
        }
    }
}

impl std::fmt::Display for Repeat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.rule())?;
        if let Some(until) = self.until {
            write!(f, " until {}", until.strftime("%H:%M"))?;
        }
        if self.times > 1 {
            write!(f, " {} times", self.times)?;
        }
        self.next.map_or(Ok(()), |next| write!(f, " next {next}"))
    }
}
