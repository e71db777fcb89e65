//! Seasons, quarters, halves, decades and centuries in Korean.

use super::count::counted;
use super::day::followed_by;
use crate::moment::calendar::{self, Between};
use crate::moment::stretch::{Context, Grain, Stretch};

/// A part of a year: its name in TIMEX, its first month and how many months it has.
#[derive(Clone, Copy)]
struct PartOfYear {
    code: &'static str,
    month: i64,
    months: i64,
}

const fn part(code: &'static str, month: i64, months: i64) -> PartOfYear {
    PartOfYear { code, month, months }
}

const SEASONS: &[(&str, PartOfYear)] = &[
    ("봄", part("SP", 3, 3)),
    ("여름", part("SU", 6, 3)),
    ("가을", part("FA", 9, 3)),
    ("겨울", part("WI", 12, 3)),
];

const PARTS: &[(&str, PartOfYear)] = &[
    ("상반기", part("H1", 1, 6)),
    ("하반기", part("H2", 7, 6)),
    ("1분기", part("Q1", 1, 3)),
    ("2분기", part("Q2", 4, 3)),
    ("3분기", part("Q3", 7, 3)),
    ("4분기", part("Q4", 10, 3)),
    ("일분기", part("Q1", 1, 3)),
    ("이분기", part("Q2", 4, 3)),
    ("삼분기", part("Q3", 7, 3)),
    ("사분기", part("Q4", 10, 3)),
    ("일사분기", part("Q1", 1, 3)),
    ("이사분기", part("Q2", 4, 3)),
    ("삼사분기", part("Q3", 7, 3)),
    ("사사분기", part("Q4", 10, 3)),
    ("1/4분기", part("Q1", 1, 3)),
    ("2/4분기", part("Q2", 4, 3)),
    ("3/4분기", part("Q3", 7, 3)),
    ("4/4분기", part("Q4", 10, 3)),
];

/// A season or part of some year, `연말`, `90년대`, `21세기`.
pub(super) fn read(context: &Context<'_>, at: usize) -> Option<(Stretch, usize)> {
    let found = [
        some_year(context, at),
        near(context, at),
        ends(context, at),
        decade(context, at),
        century(context, at),
    ];
    found.into_iter().flatten().max_by_key(|(_, end)| *end)
}

/// `여름`, `3분기` of a year that was said.
pub(super) fn in_year(context: &Context<'_>, year: i64, at: usize) -> Option<(Stretch, usize)> {
    let (part, end) = context.pick(at, SEASONS).or_else(|| context.pick(at, PARTS))?;
    let end = season_tail(context, end);
    Some((Stretch::new(format!("{year:04}-{}", part.code), Grain::Season, part.of(year)?), end))
}

impl PartOfYear {
    fn of(self, year: i64) -> Option<Between> {
        calendar::of_months(year, self.month, self.months)
    }
}

fn some_year(context: &Context<'_>, at: usize) -> Option<(Stretch, usize)> {
    let (part, end) = season(context, at).or_else(|| context.pick(at, PARTS))?;
    let stretch = context.some_year(format!("XXXX-{}", part.code), Grain::Season, |year| part.of(year))?;
    Some((stretch, end))
}

/// The names of seasons begin other words (`봄비`, `가을이`, a name): a particle or an end must follow.
fn season(context: &Context<'_>, at: usize) -> Option<(PartOfYear, usize)> {
    let (part, end) = context.pick(at, SEASONS)?;
    let end = season_tail(context, end);
    const TAILS: [&str; 8] = ["에", "까지", "부터", "이 오", "이 되", "이 지", "마다", "동안"];
    let long = context.text.before(end) == Some('철');
    let plain = context.text.rest_of_word(end).is_empty() && (part.code != "SP" || long);
    (context.text.begins_word(at) && (plain || followed_by(context, end, &TAILS))).then_some((part, end))
}

fn season_tail(context: &Context<'_>, end: usize) -> usize {
    ["철", "학기", "방학"].iter().take(1).find_map(|tail| context.text.literal(end, tail)).unwrap_or(end)
}

/// `이번 분기`, `지난 여름`, `다음 하반기`.
fn near(context: &Context<'_>, at: usize) -> Option<(Stretch, usize)> {
    const NEAR: &[(&str, i64)] =
        &[("이번", 0), ("올", 0), ("다음", 1), ("지난", -1), ("저번", -1), ("오는", 1), ("다가오는", 1)];
    let (ahead, from) = context.pick(at, NEAR)?;
    if let Some(end) = context.lit(from, "분기") {
        let quarter = (i64::from(context.now.month()) - 1) / 3 + ahead;
        let (year, quarter) = (context.year() + quarter.div_euclid(4), quarter.rem_euclid(4));
        let between = calendar::of_months(year, quarter * 3 + 1, 3)?;
        return Some((Stretch::new(format!("{year:04}-Q{}", quarter + 1), Grain::Season, between), end));
    }
    let (part, end) = context.pick(from, SEASONS).or_else(|| context.pick(from, PARTS))?;
    let end = season_tail(context, end);
    // 올여름 is this year's, past or not.
    if context.lit(at, "올") == Some(from) {
        let year = context.year();
        return Some((Stretch::new(format!("{year:04}-{}", part.code), Grain::Season, part.of(year)?), end));
    }
    let now = context.now;
    let mut years: Vec<i64> = (context.year() - 2..=context.year() + 2).collect();
    if ahead < 0 {
        years.reverse();
    }
    let fits = |between: &Between| match ahead {
        0 => between.end > now,
        1 => between.start > now,
        _ => between.end <= now,
    };
    let (year, between) = years
        .into_iter()
        .filter_map(|year| Some((year, part.of(year)?)))
        .find(|(_, between)| fits(between))?;
    Some((Stretch::new(format!("{year:04}-{}", part.code), Grain::Season, between), end))
}

/// `월말`, `연초`, `주말` is its own.
fn ends(context: &Context<'_>, at: usize) -> Option<(Stretch, usize)> {
    const ENDS: &[(&str, (i64, i64, i64))] =
        &[("연말", (12, 21, 32)), ("연초", (1, 1, 11)), ("연말연시", (12, 24, 38))];
    if let Some((third, end)) = context.pick(at, &[("월초", 0), ("월말", 20), ("월중", 10)]) {
        let first = context.today().first_of_month();
        let last = if third == 20 { calendar::months(first, 1)? } else { calendar::days(first, third + 10)? };
        let name = ["START", "MID", "END"][usize::try_from(third / 10).ok()?];
        let timex = format!("{:04}-{:02}-{name}", first.year(), first.month());
        return Some((
            Stretch::new(timex, Grain::Weekend, Between::dates(calendar::days(first, third)?, last)),
            end,
        ));
    }
    let ((month, from, to), end) = context.pick(at, ENDS)?;
    if followed_by(context, end, &["정산서", "정산 "]) {
        return None;
    }
    let stretch = context.some_year("XXXX".to_owned(), Grain::Weekend, |year| {
        let first = calendar::date(year, month, 1)?;
        Some(Between::dates(calendar::days(first, from - 1)?, calendar::days(first, to - 1)?))
    })?;
    let name = if month == 1 { "START" } else { "END" };
    let timex = format!("{:04}-{name}", stretch.readings[0].start.year());
    Some((Stretch { timex, ..stretch }, end))
}

/// `90년대`, `1990년대`, `2000년대`.
fn decade(context: &Context<'_>, at: usize) -> Option<(Stretch, usize)> {
    counted(context, at, |count| {
        let end = context.lit(count.end, "년대")?;
        let year = match count.whole()? {
            year @ (0..=99) if year % 10 == 0 => year + if year <= 20 { 2000 } else { 1900 },
            year @ (1000..=2990) if year % 10 == 0 => year,
            _ => return None,
        };
        years(year, 10, end)
    })
}

/// `21세기`, `기원전 3세기`.
fn century(context: &Context<'_>, at: usize) -> Option<(Stretch, usize)> {
    let before_ours = context.lit(at, "기원전");
    counted(context, context.text.past_space(before_ours.unwrap_or(at)), |count| {
        let end = context.lit(count.end, "세기")?;
        let century = count.whole().filter(|n| (1..=30).contains(n) && !count.native)?;
        let first = if before_ours.is_some() { -century * 100 + 1 } else { (century - 1) * 100 + 1 };
        years(first, 100, end)
    })
}

fn years(year: i64, count: i64, end: usize) -> Option<(Stretch, usize)> {
    let between = calendar::of_months(year, 1, count * 12)?;
    let (start, last) = (between.start.date(), between.end.date());
    Some((Stretch::dates(start, last, &format!("P{count}Y"), Grain::Decade), end))
}
