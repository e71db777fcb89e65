//! Days, weeks, months and years in Korean: `모레`, `다음 주 화요일`, `3월 셋째 주`, `음력 8월 15일`, `지난달 말`.

use domain::Language;

use super::season;
use crate::moment::figures;
use crate::moment::stretch::{Context, Stretch};
use base::{day_of_month, month, week, weekday, weekend, year};
use holiday::{holidays, lunar};
use names::DAYS;
use within::narrow;

mod around;
mod away;
mod base;
mod holiday;
mod names;
mod within;

pub(super) use away::away;
pub(super) use names::WEEKDAYS;

type Read = Option<(Stretch, usize)>;

/// The longest stretch at `at`, made as narrow as the words that follow say.
pub(super) fn stretch(context: &Context<'_>, at: usize) -> Read {
    let (mut stretch, mut end) = base(context, at)?;
    for _ in 0..6 {
        let Some((narrower, further)) = narrow(context, &stretch, end) else { break };
        (stretch, end) = (narrower, further);
    }
    Some((stretch, end))
}

/// A count of days that stands before this is not a date: `3일 동안`.
pub(super) fn is_length_tail(context: &Context<'_>, end: usize) -> bool {
    const GLUED: [&str; 9] = ["간", "차", "째", "당", "치", "분", "짜리", "씩", "동안"];
    const APART: [&str; 18] = [
        "동안", "이상", "이하", "미만", "이내", "안에", "내에", "내로", "내내", "정도", "가량", "넘게",
        "만에", "걸", "밖에", "남", "연속", "더",
    ];
    GLUED.iter().any(|tail| context.text.literal(end, tail).is_some()) || context.any(end, &APART).is_some()
}

fn base(context: &Context<'_>, at: usize) -> Read {
    let readers: [fn(&Context<'_>, usize) -> Read; 12] = [
        |context, at| {
            let (days, end) = context.pick(at, DAYS)?;
            Some((context.days_away(days)?, end))
        },
        |context, at| figures::date(context, Language::Korean, at),
        year,
        month,
        week,
        weekday,
        day_of_month,
        lunar,
        holidays,
        away,
        season::read,
        weekend,
    ];
    readers.iter().filter_map(|read| read(context, at)).max_by_key(|(_, end)| *end)
}

pub(super) fn followed_by(context: &Context<'_>, end: usize, words: &[&str]) -> bool {
    words.iter().any(|word| context.text.literal(end, word).is_some())
}
