//! When a weekly alarm comes back.

use domain::{Alert, Person, Repeat};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// The time zone the person is in; UTC when its name is unknown on this machine.
pub(crate) fn zone(person: &Person) -> TimeZone {
    TimeZone::get(&person.time_zone).unwrap_or_else(|error| {
        tracing::warn!(%error, time_zone = person.time_zone, "unknown time zone, using UTC");
        TimeZone::UTC
    })
}

/// The next time after `after` at which a weekly alert rings, at the time of day it has now where the person is, be it
/// summer or winter there. A time of day that the clocks skip is rung that much later on that day.
pub(crate) fn next_time(alert: &Alert, zone: &TimeZone, after: Timestamp) -> Option<Timestamp> {
    let Repeat::Weekly(days) = alert.repeat else { return None };
    let time_of_day = alert.due.to_zoned_datetime(zone.clone()).time();
    let from = after.max(alert.due).to_zoned_datetime(zone.clone()).date();
    // The same day counts when its time is still to come; a week later every weekday has been seen.
    (0..=7).find_map(|ahead| {
        let date = from.checked_add(ahead.days()).ok()?;
        let rings = days & (1 << date.weekday().to_monday_zero_offset()) != 0;
        let time = date.to_datetime(time_of_day).to_zoned_datetime(zone.clone()).ok()?.timestamp();
        (rings && time > after && time > alert.due).then_some(time)
    })
}
