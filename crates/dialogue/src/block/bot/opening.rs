//! When a service is open, and for how many: the part `opening` of a bot file.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};

use super::file::FileOpening;
use super::reader::Reader;
use super::{BotError, Entity};

/// The weekdays by the names that people write, Monday first.
const DAYS: [[&str; 4]; 7] = [
    ["월", "월요일", "mon", "monday"],
    ["화", "화요일", "tue", "tuesday"],
    ["수", "수요일", "wed", "wednesday"],
    ["목", "목요일", "thu", "thursday"],
    ["금", "금요일", "fri", "friday"],
    ["토", "토요일", "sat", "saturday"],
    ["일", "일요일", "sun", "sunday"],
];
const MOST_CLOSED: usize = 400;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Monday first; none on a day off.
    pub hours: [Option<Hours>; 7],
    /// Days off besides.
    pub closed: Vec<Date>,
    /// So many days ahead something can be asked for.
    pub ahead: Option<u16>,
    /// How many people fit, by the entries of the bot's entities: `{창가: 4, 룸: 12}`.
    pub room: BTreeMap<String, i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    pub from: Time,
    /// The last moment; before `from`, it is on the next day.
    pub to: Time,
}

impl Opening {
    /// The hours of this day.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<Hours> {
        let index = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
        self.hours[index].filter(|_| !self.closed.contains(&day))
    }
}

impl Hours {
    #[must_use]
    pub fn include(&self, time: Time) -> bool {
        match self.from <= self.to {
            true => self.from <= time && time <= self.to,
            false => self.from <= time || time <= self.to,
        }
    }
}

impl Reader<'_> {
    pub(super) fn opening(
        &self,
        written: Option<FileOpening>,
        entities: &[Entity],
    ) -> Result<Option<Opening>, BotError> {
        let Some(written) = written else { return Ok(None) };
        let mut hours = [None; 7];
        for (days, from_to) in &written.hours {
            let wrong = |reason| self.wrong(&format!("opening.hours.{days}"), days, reason);
            let range = days_of(days)
                .ok_or_else(|| wrong(format!("{days:?} is no day: write 월, 월-금, mon or mon-fri")))?;
            let open = hours_of(from_to)
                .ok_or_else(|| wrong(format!("{from_to:?} are no hours: write 11:30-21:00")))?;
            for day in range {
                if hours[day].replace(open).is_some() {
                    return Err(wrong("a day of it has hours already".to_owned()));
                }
            }
        }
        if hours.iter().all(Option::is_none) {
            return Err(self.wrong("opening.hours", "opening:", "it is never open".to_owned()));
        }
        if written.closed.len() > MOST_CLOSED {
            let reason = format!("there are more than {MOST_CLOSED} days");
            return Err(self.wrong("opening.closed", "closed:", reason));
        }
        let day = |text: &String| {
            let reason = format!("{text:?} is no day: write 2026-12-25");
            text.parse::<Date>().map_err(|_| self.wrong("opening.closed", text, reason))
        };
        let closed = written.closed.iter().map(day).collect::<Result<Vec<_>, _>>()?;
        let known =
            |entry: &&String| entities.iter().flat_map(|its| &its.entries).any(|(name, _)| name == *entry);
        if let Some(entry) = written.room.keys().find(|entry| !known(entry)) {
            let reason = format!("{entry:?} is no entry of an entity of the bot");
            return Err(self.last("opening.room", entry, reason));
        }
        if let Some((entry, _)) = written.room.iter().find(|(_, most)| **most < 1) {
            return Err(self.last("opening.room", entry, format!("{entry:?} has room for nobody")));
        }
        Ok(Some(Opening { hours, closed, ahead: written.ahead, room: written.room }))
    }
}

/// `월`, `월-금`, `sat`: the places of the days.
fn days_of(text: &str) -> Option<Vec<usize>> {
    let one = |text: &str| {
        let name = text.trim().to_lowercase();
        DAYS.iter().position(|names| names.contains(&name.as_str()))
    };
    match text.split_once(['-', '~']) {
        None => Some(vec![one(text)?]),
        Some((from, to)) => {
            let (from, to) = (one(from)?, one(to)?);
            // "금-월" goes over the end of the week.
            let last = if to >= from { to } else { to + 7 };
            Some((from..=last).map(|day| day % 7).collect())
        }
    }
}

fn hours_of(text: &str) -> Option<Hours> {
    let (from, to) = text.split_once(['-', '~'])?;
    Some(Hours { from: time_of(from)?, to: time_of(to)? })
}

/// `9:00` and `09:00`; `24:00` is the last minute of the day.
fn time_of(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    match (hour.parse().ok()?, minute.parse().ok()?) {
        (24, 0) => Some(Time::constant(23, 59, 0, 0)),
        (hour, minute) => Time::new(hour, minute, 0, 0).ok(),
    }
}
