//! Days that have a name, from `data/values/holidays.tsv`.

use std::sync::LazyLock;

use domain::Language;
use jiff::civil::{Date, Weekday};

use super::calendar::{self, Between};
use super::stretch::{Context, Grain, Stretch};
use super::sun;

/// A holiday, and how many days of rest it brings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Holiday {
    rule: Rule,
    rest: i64,
    pub doubt: Doubt,
}

/// Whether the name is a word of other meanings as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    None,
    /// Unless it is said of a year: 설.
    Alone,
    /// 소설 of last year may be a novel still.
    Always,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Rule {
    Fixed {
        month: i64,
        day: i64,
    },
    /// Month and day of the Korean lunar calendar.
    Lunar {
        month: u8,
        day: u8,
        offset: i64,
    },
    Easter {
        offset: i64,
    },
    Nth {
        month: i64,
        weekday: Weekday,
        n: i64,
        offset: i64,
    },
    /// When the sun has this longitude, in degrees.
    Sun {
        longitude: u16,
    },
    /// The three dog days.
    Dog {
        n: i64,
    },
}

/// The longest name that stands at `at`.
pub(super) fn named(context: &Context<'_>, language: Language, at: usize) -> Option<(Holiday, usize)> {
    let first = context.text.at(at)?;
    let same = NAMES.iter().filter(|(named_in, name, _)| *named_in == language && name.starts_with(first));
    same.filter_map(|(_, name, holiday)| Some((*holiday, context.text.word(at, name)?)))
        .max_by_key(|(_, end)| *end)
}

impl Holiday {
    /// The coming one and the last.
    pub fn some_year(self, context: &Context<'_>) -> Option<Stretch> {
        let timex = match self.rule {
            Rule::Fixed { month, day } => format!("XXXX-{month:02}-{day:02}"),
            Rule::Nth { month, weekday, n, offset: 0 } => {
                format!("XXXX-{month:02}-WXX-{}-#{n}", weekday.to_monday_one_offset())
            }
            _ => "XXXX".to_owned(),
        };
        let mut stretch = context.day_of_some_year(timex, |year| self.in_year(year))?;
        if stretch.timex == "XXXX" {
            // TIMEX has no name for the moon: the date that is meant.
            stretch.timex = stretch.readings[0].start.date().to_string();
        }
        Some(stretch)
    }

    pub fn of_year(self, year: i64) -> Option<Stretch> {
        Stretch::day(self.in_year(year)?)
    }

    /// The days of rest around it: 설 연휴.
    pub fn rest(self, day: &Stretch) -> Option<Stretch> {
        let weekend = |between: &Between| {
            use Weekday::{Friday, Monday, Saturday, Sunday};
            matches!(between.start.date().weekday(), Friday | Saturday | Sunday | Monday)
        };
        // A single day of rest is a long weekend where it touches one.
        if self.rest == 1 && day.readings.first().is_some_and(weekend) {
            return self.weekend(day);
        }
        let before = (self.rest - 1) / 2;
        let days = day.within(String::new(), Grain::Week, |between| {
            let start = calendar::days(between.start.date(), -before)?;
            Some(Between::dates(start, calendar::days(start, self.rest)?))
        })?;
        Some(Stretch { timex: days.readings[0].timex(), ..days })
    }

    /// The weekend that it makes long, or the one nearest to it: Labor Day weekend.
    pub fn weekend(self, day: &Stretch) -> Option<Stretch> {
        let days = day.within(String::new(), Grain::Weekend, |between| {
            let (from, to) = match between.start.date().weekday() {
                Weekday::Monday => (-2, 1),
                Weekday::Tuesday => (-3, 1),
                Weekday::Wednesday => (3, 5),
                Weekday::Thursday => (0, 4),
                Weekday::Friday => (0, 3),
                Weekday::Saturday => (0, 2),
                Weekday::Sunday => (-1, 1),
            };
            let day = between.start.date();
            Some(Between::dates(calendar::days(day, from)?, calendar::days(day, to)?))
        })?;
        Some(Stretch { timex: days.readings[0].timex(), ..days })
    }

    fn in_year(self, year: i64) -> Option<Date> {
        match self.rule {
            Rule::Fixed { month, day } => calendar::date(year, month, day),
            Rule::Lunar { month, day, offset } => {
                calendar::days(calendar::lunar(year, month, day, false)?, offset)
            }
            Rule::Easter { offset } => calendar::days(calendar::easter(year)?, offset),
            Rule::Sun { longitude } => sun::day(year, longitude),
            Rule::Dog { n } => sun::dog_day(year, n),
            Rule::Nth { month, weekday, n, offset } => {
                calendar::days(calendar::weekday_of_month(year, month, n, weekday)?, offset)
            }
        }
    }
}

/// By language and name.
static NAMES: LazyLock<Vec<(Language, &str, Holiday)>> = LazyLock::new(|| {
    let lines =
        include_str!("../../../../data/values/holidays.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .flat_map(|line| {
            let mut fields = line.split('\t');
            let rule = fields.next().and_then(rule).expect("the first field of holidays.tsv is a rule");
            let rest =
                fields.next().and_then(|days| days.parse().ok()).expect("the second is a number of days");
            let names = Language::ALL.into_iter().zip(fields);
            names.flat_map(move |(language, names)| {
                names.split(',').filter(|name| !name.is_empty()).map(move |name| {
                    let doubt = match name.chars().take_while(|c| *c == '?').count() {
                        0 => Doubt::None,
                        1 => Doubt::Alone,
                        _ => Doubt::Always,
                    };
                    (language, name.trim_start_matches('?'), Holiday { rule, rest, doubt })
                })
            })
        })
        .collect()
});

/// `12-25`, `lunar 8-15`, `easter-2`, `11 4#4+1`, `sun 270`, `dog 1`.
fn rule(text: &str) -> Option<Rule> {
    if let Some(day) = text.strip_prefix("lunar ") {
        let (day, offset) = day.split_once(' ').unwrap_or((day, "0"));
        let (month, day) = day.split_once('-')?;
        return Some(Rule::Lunar {
            month: month.parse().ok()?,
            day: day.parse().ok()?,
            offset: offset.parse().ok()?,
        });
    }
    if let Some(longitude) = text.strip_prefix("sun ") {
        return Some(Rule::Sun { longitude: longitude.parse().ok()? });
    }
    if let Some(n) = text.strip_prefix("dog ") {
        return Some(Rule::Dog { n: n.parse().ok()? });
    }
    if let Some(offset) = text.strip_prefix("easter") {
        return Some(Rule::Easter { offset: offset.parse().ok()? });
    }
    if let Some((month, weekday)) = text.split_once(' ') {
        let (weekday, n) = weekday.split_once('#')?;
        let (n, offset) = n.split_once('+').unwrap_or((n, "0"));
        let weekday = Weekday::from_monday_one_offset(weekday.parse().ok()?).ok()?;
        return Some(Rule::Nth {
            month: month.parse().ok()?,
            weekday,
            n: n.parse().ok()?,
            offset: offset.parse().ok()?,
        });
    }
    let (month, day) = text.split_once('-')?;
    Some(Rule::Fixed { month: month.parse().ok()?, day: day.parse().ok()? })
}
