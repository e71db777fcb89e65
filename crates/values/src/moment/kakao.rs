//! Moments as Kakao's skill contract writes them: an entity name and the keys of its value, all of them text.

use jiff::civil::{Date, Time, Weekday};

use super::{Moment, Resolved};

impl Moment {
    /// The system entity (`sys.date`, `sys.time`, ...) and its keys with their values, in the order of the contract.
    pub fn kakao(&self) -> (&'static str, Vec<(&'static str, String)>) {
        match self.preferred() {
            Resolved::Date(date) => ("sys.date", kakao_date(*date)),
            Resolved::Time(time) => ("sys.time", kakao_time(*time)),
            Resolved::DateTime(at) => {
                let mut keys = kakao_date(at.date());
                keys.extend(kakao_time(at.time()));
                keys.push(("timezone", at.time_zone().iana_name().unwrap_or("UTC").to_owned()));
                ("sys.date.time", keys)
            }
            Resolved::Dates { start, end } => {
                let last = end.and_then(|end| end.yesterday().ok());
                (
                    "sys.date.period",
                    ends(start.map(|date| date.to_string()), last.map(|date| date.to_string())),
                )
            }
            Resolved::Times { start, end } => (
                "sys.time.period",
                ends(start.map(|time| time.to_string()), end.map(|time| time.to_string())),
            ),
            Resolved::DateTimes { start, end } => {
                let show = |at: &jiff::ZonedDateTime| at.strftime("%Y-%m-%dT%H:%M:%S").to_string();
                ("sys.date.time.period", ends(start.as_ref().map(show), end.as_ref().map(show)))
            }
            Resolved::Duration(length) => (
                "sys.unit.time",
                vec![
                    ("amount", length.seconds().to_string()),
                    ("unit", "second".to_owned()),
                    ("duration", length.timex()),
                ],
            ),
            Resolved::Repeat(repeat) => (
                "sys.date.repeat",
                vec![
                    ("rule", repeat.rule()),
                    ("times", repeat.times.to_string()),
                    ("next", repeat.next.map(|date| date.to_string()).unwrap_or_default()),
                    ("time", repeat.time.map(|time| time.to_string()).unwrap_or_default()),
                    ("until", repeat.until.map(|time| time.to_string()).unwrap_or_default()),
                ],
            ),
        }
    }
}

/// A day as `sys.date` has it.
pub fn kakao_date(date: Date) -> Vec<(&'static str, String)> {
    vec![
        ("dateTag", weekday(date.weekday()).to_owned()),
        ("dateHeadword", String::new()),
        ("year", date.year().to_string()),
        ("month", date.month().to_string()),
        ("day", date.day().to_string()),
        ("date", date.to_string()),
        ("calendar_type", "solar".to_owned()),
    ]
}

/// A time of day as `sys.time` has it.
pub fn kakao_time(time: Time) -> Vec<(&'static str, String)> {
    vec![
        ("meridiem", if time.hour() < 12 { "am" } else { "pm" }.to_owned()),
        ("hour", time.hour().to_string()),
        ("minute", time.minute().to_string()),
        ("second", time.second().to_string()),
        ("time", time.to_string()),
    ]
}

fn ends(from: Option<String>, to: Option<String>) -> Vec<(&'static str, String)> {
    vec![("from", from.unwrap_or_default()), ("to", to.unwrap_or_default())]
}

const fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
