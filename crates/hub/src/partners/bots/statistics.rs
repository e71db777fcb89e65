//! What a bot was asked, day by day.

use domain::{Code, PartnerId, Problem, Tally};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::Hub;
use crate::partners::{Acting, Right};
use crate::problem::told;

/// Days that are told of at most, and unless it is said.
const MOST_DAYS: i32 = 366;
const USUAL_DAYS: i32 = 30;

/// Which days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// None: a month with the last day.
    pub from: Option<Date>,
    /// The last one; none: today.
    pub to: Option<Date>,
    /// The name of the time zone whose days they are; none: that of whoever asks.
    pub zone: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Statistics {
    pub zone: String,
    /// Every day, in their order.
    pub days: Vec<(Date, Tally)>,
    /// Of all days together: whoever came on several days is one person.
    pub total: Tally,
}

impl Hub {
    /// It is kept by the hour: where days begin within one, it belongs to the day in which it begins.
    pub async fn bot_statistics(
        &self,
        acting: &Acting,
        partner: PartnerId,
        handle: &str,
        days: &Days,
    ) -> Result<Statistics, Problem> {
        let core = &self.core;
        let (_, bot) = core.bot_for(acting, partner, handle, Right::READ_BOTS).await?;
        let now = core.now_for(acting).await?;
        let zone = match &days.zone {
            Some(name) => TimeZone::get(name).map_err(|_| wrong("timeZone: there is none of this name"))?,
            None => now.time_zone().clone(),
        };
        let to = days.to.unwrap_or_else(|| now.timestamp().to_zoned_datetime(zone.clone()).date());
        let from = days.from.map_or_else(|| to.checked_sub((USUAL_DAYS - 1).days()), Ok);
        let from = from.map_err(|_| wrong("from: too early"))?;
        let count = to.since(from).map_or(MOST_DAYS, |span| span.get_days());
        if !(0..MOST_DAYS).contains(&count) {
            return Err(wrong(&format!("from, to: 1 to {MOST_DAYS} days, the first one first")));
        }
        core.write_records().await?;
        let (begins, ends) =
            (begin(from, &zone)?, begin(to.tomorrow().map_err(|_| wrong("to: too late"))?, &zone)?);
        let hours = core.store.bot_hours(bot.id, begins, ends).await.map_err(told)?;
        let mut days: Vec<(Date, Tally)> =
            from.series(1.day()).take_while(|day| *day <= to).map(|day| (day, Tally::default())).collect();
        let mut total = Tally::default();
        for (hour, tally) in hours {
            let day = hour.to_zoned_datetime(zone.clone()).date();
            if let Ok(place) = days.binary_search_by_key(&day, |(day, _)| *day) {
                days[place].1.add(&tally);
                total.add(&tally);
            }
        }
        Ok(Statistics { zone: zone.iana_name().unwrap_or("UTC").to_owned(), days, total })
    }
}

fn begin(day: Date, zone: &TimeZone) -> Result<Timestamp, Problem> {
    let begins = day.to_zoned_datetime(zone.clone()).map_err(|_| wrong("from, to: no such day"))?;
    Ok(begins.timestamp())
}

fn wrong(what: &str) -> Problem {
    Problem::new(Code::BadRequest, what)
}
