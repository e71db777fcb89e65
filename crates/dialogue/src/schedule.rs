//! When something is to happen: a day and a time as they were said, settled into one moment.
//!
//! A time without its half of the day ("세 시") means the next one people are awake for. Today, or with no day said:
//! the next of the two that lies between 6:00 and midnight, from 5:00 when it is evening already, and simply the next
//! one when it is asked for at night (before 5:00). On another day: 6 to 11 is the morning, 12 noon, 1 to 5 the
//! afternoon. The answer always says which half was taken, so a wrong guess is heard at once.

use jiff::civil::Date;
use jiff::{ToSpan, ZonedDateTime};

use crate::value::{Half, TimeOfDay};

/// The moment that is meant; none when it is past, or beyond the calendar.
pub fn settle(time: TimeOfDay, date: Option<Date>, now: &ZonedDateTime) -> Option<ZonedDateTime> {
    let today = now.date();
    match date {
        Some(date) if date < today => None,
        Some(date) if date > today => moment(on_another_day(time), date, now),
        Some(date) => choose(&moments(time, &[date], now), now),
        // Without a day, a night time is simply the next one.
        None => {
            let time = TimeOfDay { following_night: false, ..time };
            choose(&moments(time, &[today, today.tomorrow().ok()?], now), now)
        }
    }
}

/// The first moment of a weekly repeat (bit 0 is Monday).
pub fn settle_weekly(time: TimeOfDay, days: u8, now: &ZonedDateTime) -> Option<ZonedDateTime> {
    let time = on_another_day(time);
    let first = now.date();
    (0..=7)
        .filter_map(|ahead| first.checked_add(ahead.days()).ok())
        .filter(|date| days & (1 << date.weekday().to_monday_zero_offset()) != 0)
        .filter_map(|date| moment(TimeOfDay { following_night: false, ..time }, date, now))
        .find(|moment| moment > now)
}

fn on_another_day(time: TimeOfDay) -> TimeOfDay {
    if time.half == Half::Known {
        return time;
    }
    let hour = if time.hour <= 5 { time.hour + 12 } else { time.hour };
    TimeOfDay { hour, half: Half::Known, ..time }
}

/// The one or two moments that the time can mean on each of the days, in order.
fn moments(time: TimeOfDay, dates: &[Date], now: &ZonedDateTime) -> Vec<ZonedDateTime> {
    let hours = match time.half {
        Half::Known => vec![time.hour],
        Half::Open => vec![time.hour % 12, time.hour % 12 + 12],
    };
    dates
        .iter()
        .flat_map(|&date| hours.iter().filter_map(move |&hour| moment(TimeOfDay { hour, ..time }, date, now)))
        .filter(|moment| moment > now)
        .collect()
}

fn choose(moments: &[ZonedDateTime], now: &ZonedDateTime) -> Option<ZonedDateTime> {
    let awake_from = match now.hour() {
        0..=4 => 0,
        18.. => 5,
        _ => 6,
    };
    moments.iter().find(|moment| moment.hour() >= awake_from).or(moments.first()).cloned()
}

fn moment(time: TimeOfDay, date: Date, now: &ZonedDateTime) -> Option<ZonedDateTime> {
    let date = if time.following_night && date > Date::MIN { date.tomorrow().ok()? } else { date };
    date.at(time.hour, time.minute, time.second, 0).to_zoned_datetime(now.time_zone().clone()).ok()
}
