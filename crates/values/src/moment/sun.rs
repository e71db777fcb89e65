//! The days that the sun names, in Korea: the twenty-four solar terms and the dog days.

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};

use super::calendar;

/// The day on which the sun reaches this longitude, in degrees.
pub(super) fn day(year: i64, longitude: u16) -> Option<Date> {
    // The sun moves a degree in about a day; zero is reached around the twentieth of March.
    let spring = calendar::date(year, 3, 20)?;
    let degrees = i64::from(longitude);
    let ahead = if degrees >= 285 { degrees - 360 } else { degrees };
    let near = calendar::days(spring, ahead * 36525 / 36000)?;
    (-4..=4)
        .filter_map(|days| calendar::days(near, days))
        .find(|date| is_reached(*date, longitude).unwrap_or(false))
}

/// The first is the third day of metal after midsummer, the second ten days later, the last the first such day of
/// autumn.
pub(super) fn dog_day(year: i64, n: i64) -> Option<Date> {
    let metal = |from: Date| (0..10).filter_map(|days| calendar::days(from, days)).find(is_metal);
    match n {
        3 => metal(day(year, 135)?),
        _ => calendar::days(metal(day(year, 90)?)?, 10 * (n + 1)),
    }
}

/// 경일: days are counted in tens.
fn is_metal(date: &Date) -> bool {
    let known = Date::constant(2000, 1, 1);
    let days = i64::from((*date - known).get_days());
    (days + 5).rem_euclid(10) == 7
}

/// Whether the sun passes this longitude during the day, in Korea.
fn is_reached(date: Date, longitude: u16) -> Option<bool> {
    let start = calendar::midnight(date).checked_sub(SignedDuration::from_hours(9)).ok()?;
    let end = start.checked_add(SignedDuration::from_hours(24)).ok()?;
    let beyond = |at: DateTime| (sun(at) - f64::from(longitude) + 540.0).rem_euclid(360.0) - 180.0;
    Some(beyond(start) < 0.0 && beyond(end) >= 0.0)
}

/// The apparent longitude of the sun, to about a hundredth of a degree: a quarter of an hour.
fn sun(at: DateTime) -> f64 {
    // Seconds since noon of the first of January 2000, with those that the earth has lost by now.
    let since = at.duration_since(Date::constant(2000, 1, 1).at(12, 0, 0, 0)).as_secs_f64() + 70.0;
    let centuries = since / 86_400.0 / 36_525.0;
    let mean = 280.466_46 + 36_000.769_83 * centuries;
    let anomaly = (357.529_11 + 35_999.050_29 * centuries).to_radians();
    let centre = (1.914_602 - 0.004_817 * centuries) * anomaly.sin()
        + 0.019_993 * (2.0 * anomaly).sin()
        + 0.000_289 * (3.0 * anomaly).sin();
    let node = (125.04 - 1_934.136 * centuries).to_radians();
    mean + centre - 0.005_69 - 0.004_78 * node.sin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sun_names_days() {
        let named = |year, longitude| day(year, longitude).map(|day| day.to_string()).unwrap_or_default();
        for (year, longitude, expected) in [
            (2024, 0, "2024-03-20"),
            (2024, 90, "2024-06-21"),
            (2024, 180, "2024-09-22"),
            (2024, 270, "2024-12-21"),
            (2025, 315, "2025-02-03"),
            (2023, 315, "2023-02-04"),
            (2026, 270, "2026-12-22"),
            (2025, 300, "2025-01-20"),
        ] {
            assert_eq!(named(year, longitude), expected);
        }
        let dogs: Vec<String> = (1..=3).filter_map(|n| dog_day(2024, n)).map(|day| day.to_string()).collect();
        assert_eq!(dogs, ["2024-07-15", "2024-07-25", "2024-08-14"]);
    }
}
