//! Lengths of time, as said: months stay months, and half an hour is half an hour.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::calendar;

/// What a length is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    Year,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
}

impl Unit {
    /// In seconds, where a month is thirty days and a year 365.
    const fn seconds(self) -> u32 {
        match self {
            Self::Year => 365 * 86_400,
            Self::Month => 30 * 86_400,
            Self::Week => 7 * 86_400,
            Self::Day => 86_400,
            Self::Hour => 3_600,
            Self::Minute => 60,
            Self::Second => 1,
        }
    }

    const fn letter(self) -> char {
        match self {
            Self::Year => 'Y',
            Self::Month | Self::Minute => 'M',
            Self::Week => 'W',
            Self::Day => 'D',
            Self::Hour => 'H',
            Self::Second => 'S',
        }
    }
}

/// `3년 6개월`: its parts, from the largest to the smallest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Length {
    pub parts: Vec<(Decimal, Unit)>,
    /// Its days are those on which people work: Monday to Friday.
    pub working: bool,
}

/// Nobody means more, and sums stay exact.
const MOST: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

impl Length {
    pub(super) fn of(amount: impl Into<Decimal>, unit: Unit) -> Self {
        Self { parts: vec![(amount.into(), unit)], working: false }
    }

    /// Counted in working days: `2 business days`.
    pub(super) fn working(self) -> Self {
        Self { working: true, ..self }
    }

    /// With one more part, which must be smaller than those before.
    pub(super) fn and(mut self, amount: Decimal, unit: Unit) -> Option<Self> {
        if self.parts.last().is_some_and(|(_, last)| *last >= unit) {
            return None;
        }
        self.parts.push((amount, unit));
        Some(self)
    }

    /// Half a unit more: `두 시간 반`.
    pub(super) fn and_half(mut self) -> Self {
        if let Some((amount, _)) = self.parts.last_mut() {
            *amount = (*amount + Decimal::new(5, 1)).normalize();
        }
        self
    }

    pub(super) fn is_sane(&self) -> bool {
        !self.parts.is_empty() && self.parts.iter().all(|(amount, _)| *amount <= MOST)
    }

    /// The smallest unit said.
    pub(super) fn unit(&self) -> Unit {
        self.parts.last().map_or(Unit::Second, |(_, unit)| *unit)
    }

    /// In seconds, where a month is thirty days and a year 365.
    pub fn seconds(&self) -> Decimal {
        let seconds = self.parts.iter().map(|(amount, unit)| amount * Decimal::from(unit.seconds()));
        seconds.sum::<Decimal>().normalize()
    }

    /// `P3Y6M`, `PT1.5H`.
    pub fn timex(&self) -> String {
        let mut written = String::from("P");
        for (amount, unit) in &self.parts {
            if *unit >= Unit::Hour && !written.contains('T') {
                written.push('T');
            }
            let working = if self.working { "B" } else { "" };
            written.push_str(&format!("{}{working}{}", amount.normalize(), unit.letter()));
        }
        written
    }

    /// The day this long after `from`, or before it.
    pub(super) fn shift_date(&self, from: Date, sign: i64) -> Option<Date> {
        if self.working {
            let days = self.parts.first()?.0.round().to_i64().filter(|days| *days <= 100_000)?;
            return calendar::working_days(from, days * sign);
        }
        self.parts.iter().try_fold(from, |date, (amount, unit)| {
            let whole = |factor: i64| (amount * Decimal::from(factor * sign)).round().to_i64();
            match unit {
                Unit::Year => calendar::months(date, whole(12)?),
                Unit::Month if amount.fract().is_zero() => calendar::months(date, whole(1)?),
                Unit::Month => calendar::days(date, whole(30)?),
                Unit::Week => calendar::days(date, whole(7)?),
                Unit::Day => calendar::days(date, whole(1)?),
                _ => Some(date),
            }
        })
    }

    /// The time this long after `from`, or before it; hours pass as they do in `zone`.
    pub(super) fn shift(&self, from: DateTime, sign: i64, zone: &TimeZone) -> Option<DateTime> {
        let date = self.shift_date(from.date(), sign)?;
        let small = self.parts.iter().filter(|(_, unit)| *unit >= Unit::Hour);
        let seconds: Decimal = small.map(|(amount, unit)| amount * Decimal::from(unit.seconds())).sum();
        let seconds = seconds.round().to_i64()? * sign;
        let start = date.to_datetime(from.time()).to_zoned_datetime(zone.clone()).ok()?;
        if seconds == 0 {
            return Some(start.datetime());
        }
        let shifted = start.checked_add(seconds.seconds()).ok()?.datetime();
        (-9990..=9990).contains(&shifted.year()).then_some(shifted)
    }
}
