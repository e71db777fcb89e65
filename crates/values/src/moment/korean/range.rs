//! Places in time and what lies between them, in Korean: `내일 오후 세 시`, `3일부터 5일까지`, `9시~18시`, `지난 한 달`.

use super::count::counted;
use super::day::{self, WEEKDAYS, followed_by};
use super::{clock, length};
use crate::moment::calendar::Between;
use crate::moment::clock::{Clock, Part};
use crate::moment::length::Unit;
use crate::moment::sense::{self, Hours, Place};
use crate::moment::stretch::{Context, Grain, Stretch};
use crate::moment::{Moment, Qualifier};

type Read = Option<(Moment, usize)>;

/// The longest of what may begin at `at`.
pub(super) fn read(context: &Context<'_>, at: usize) -> Read {
    let readers: [fn(&Context<'_>, usize) -> Read; 5] = [single, between, figures, ahead, weekday_letters];
    readers.iter().filter_map(|read| read(context, at)).max_by_key(|(_, end)| *end)
}

/// A day with a time, a day, or a time.
pub(super) fn place(context: &Context<'_>, at: usize) -> Option<(Place, usize)> {
    if let Some(end) = now(context, at) {
        return Some((Place::Stretch(context.present()), end));
    }
    if let Some(night) = night(context, at) {
        return Some(night);
    }
    let on_day = day::stretch(context, at).map(|(stretch, end)| with_time(context, stretch, end));
    let clock = clock::clock(context, at).map(|(clock, end)| (Place::Clock(clock), end));
    let part = clock::part(context, at).map(|(part, end)| (Place::Part(part), end));
    [part, clock, on_day].into_iter().flatten().max_by_key(|(_, end)| *end)
}

/// `어젯밤`, `간밤 두 시`: a day and its part in one word.
fn night(context: &Context<'_>, at: usize) -> Option<(Place, usize)> {
    const NIGHTS: &[(&str, Part)] =
        &[("어젯밤", Part::Night), ("엊저녁", Part::Evening), ("간밤", Part::Night), ("지난밤", Part::Night)];
    let (part, end) = context.pick(at, NIGHTS)?;
    let day = context.days_away(-1)?;
    match clock::clock(context, context.text.past_space(end)) {
        Some((clock, end)) => Some((Place::Stretch(day.at(clock.within(part), context.now)?), end)),
        None => Some((Place::Stretch(day.part(part)?), end)),
    }
}

fn now(context: &Context<'_>, at: usize) -> Option<usize> {
    let end = context.any(at, &["지금", "현재", "방금", "지금 당장"])?;
    (context.text.begins_word(at) && !followed_by(context, end, &["껏", "가지"])).then_some(end)
}

/// The time of day behind a day.
fn with_time(context: &Context<'_>, stretch: Stretch, end: usize) -> (Place, usize) {
    if stretch.grain != Grain::Day {
        return (Place::Stretch(stretch), end);
    }
    // 2026-03-05T15:30
    let joined =
        context.text.literal(end, "t").filter(|at| context.text.at(*at).is_some_and(|c| c.is_ascii_digit()));
    let from = joined
        .or_else(|| ["의 ", "에 ", ", ", "날 "].iter().find_map(|joint| context.text.literal(end, joint)))
        .unwrap_or(end);
    let from = context.text.past_space(from);
    if let Some((clock, end)) = clock::clock(context, from)
        && let Some(point) = stretch.at(if joined.is_some() { clock.known() } else { clock }, context.now)
    {
        return (Place::Stretch(point), end);
    }
    match clock::part(context, from).and_then(|(part, end)| Some((stretch.part(part)?, end))) {
        Some((part, end)) if part_of_day_ends(context, end) => (Place::Stretch(part), end),
        _ => (Place::Stretch(stretch), end),
    }
}

/// `오늘 저녁 메뉴`: the evening; `오늘 저녁밥`: a meal.
fn part_of_day_ends(context: &Context<'_>, end: usize) -> bool {
    !followed_by(context, end, &["밥", "식"])
}

/// One place, with what is said about it: `3월 5일까지`, `7시쯤`, `2020년 이후`.
fn single(context: &Context<'_>, at: usize) -> Read {
    let (place, end) = place(context, at)?;
    let (qualifier, end) =
        qualifier(context, &place, end).map_or((None, end), |(qualifier, end)| (Some(qualifier), end));
    Some((place.moment(context, qualifier)?, end))
}

fn qualifier(context: &Context<'_>, place: &Place, end: usize) -> Option<(Qualifier, usize)> {
    const ABOUT: &[(&str, Qualifier)] = &[
        ("쯤", Qualifier::About),
        ("경", Qualifier::About),
        ("께", Qualifier::About),
        ("무렵", Qualifier::About),
        ("즈음", Qualifier::About),
        ("정도", Qualifier::About),
        ("가량", Qualifier::About),
    ];
    const SIDES: &[(&str, Qualifier)] = &[
        ("이후로", Qualifier::Since),
        ("이후", Qualifier::Since),
        ("이래로", Qualifier::Since),
        ("이래", Qualifier::Since),
        ("부터", Qualifier::Since),
        ("까지", Qualifier::Until),
        ("이전", Qualifier::Before),
        ("전까지", Qualifier::Before),
        ("전에", Qualifier::Before),
        ("지나서", Qualifier::After),
        ("넘어서", Qualifier::After),
        ("후에", Qualifier::After),
        ("이내", Qualifier::Until),
    ];
    if let Some((about, further)) = context.pick(end, ABOUT)
        && !followed_by(context, further, &["기", "우", "제", "험"])
    {
        return Some((about, further));
    }
    let (side, further) = context.pick(end, SIDES)?;
    let now = matches!(place, Place::Stretch(stretch) if stretch.timex == "PRESENT_REF");
    // 전에 and 후에 end with a particle of their own, which is not part of it.
    let further = if followed_by(context, further - 1, &["에"]) { further - 1 } else { further };
    (!now || side != Qualifier::Before).then_some((side, further))
}

/// `A부터 B까지`, `A에서 B 사이`, `A ~ B`, `A부터 사흘간`.
fn between(context: &Context<'_>, at: usize) -> Read {
    let (from, end) = place(context, at)?;
    let (strong, after) = joint(context, end)?;
    let after = context.text.past_space(after);
    if let Some(lasting) = lasting(context, &from, strong, after) {
        return Some(lasting);
    }
    let (to, end) = place(context, after)?;
    let closed = context.any(end, &["까지", "사이", "사이에"]);
    if !strong && closed.is_none() {
        return None;
    }
    let end = context.any(end, &["까지", "사이"]).unwrap_or(end);
    Some((join(context, &from, &to, after)?, end))
}

/// What joins two places, and whether it does so by itself.
fn joint(context: &Context<'_>, end: usize) -> Option<(bool, usize)> {
    const JOINTS: &[(&str, bool)] = &[
        ("부터", true),
        ("에서부터", true),
        ("에서", false),
        ("~", true),
        ("-", true),
        ("와", false),
        ("과", false),
        ("이랑", false),
        ("랑", false),
        ("하고", false),
    ];
    context.pick(end, JOINTS)
}

/// `오늘부터 일주일간`, `내일부터 사흘 동안`.
fn lasting(context: &Context<'_>, from: &Place, strong: bool, at: usize) -> Read {
    let Place::Stretch(from) = from else { return None };
    let (lengths, end) = length::lengths(context, at)?;
    let further = context.any(end, &["동안", "간"]).or_else(|| {
        (context.text.before(end) == Some('간') && !followed_by(context, end - 2, &["시간"])).then_some(end)
    });
    let end = further.filter(|_| strong)?;
    let stretch = sense::lasting(from, lengths.first()?, 1, context)?;
    Some((sense::of_stretch(&stretch, context.zone, None)?, end))
}

fn join(context: &Context<'_>, from: &Place, to: &Place, to_at: usize) -> Option<Moment> {
    match (from, to) {
        (Place::Clock(from), Place::Clock(to)) => {
            sense::of_hours(Hours { from: *from, to: following(*from, *to) }, None, context)
        }
        (Place::Part(from), Place::Part(to)) => {
            let clock = |hour: i64| Some(Clock::new(hour, None, None)?.known());
            sense::of_hours(Hours { from: clock(from.hours().0)?, to: clock(to.hours().1)? }, None, context)
        }
        (Place::Stretch(stretch), Place::Clock(to)) => {
            let to = *to;
            let morning =
                stretch.timex.rsplit('T').next().is_some_and(|hour| hour.starts_with(['0', '1', '2']));
            let ends = |context: Context<'_>| {
                let open = Clock { open: to.open && morning, ..to };
                let mut point = Stretch::day(context.today())?.at(open, context.now)?;
                point.readings.sort_by_key(|between| (between.start <= context.now, between.start));
                let late = point.readings.first()?.start <= context.now;
                if late {
                    point = Stretch::day(context.today().tomorrow().ok()?)?.at(open, context.now)?;
                }
                let said = Clock { hour: point.readings.first()?.start.hour().into(), ..to };
                Some(Stretch {
                    timex: format!("{}{}", stretch.timex.split('T').next().unwrap_or_default(), said.timex()),
                    ..point
                })
            };
            (stretch.grain == Grain::Instant).then(|| sense::of_range(stretch, context, ends))?
        }
        (Place::Stretch(from), Place::Stretch(to)) => sense::of_range(from, context, |context| {
            if !to.is_open() {
                return Some(to.clone());
            }
            match place(&context, to_at)?.0 {
                Place::Stretch(stretch) => Some(stretch),
                _ => None,
            }
        }),
        _ => None,
    }
}

/// `오후 3시부터 5시까지`: the second hour lies after the first.
fn following(from: Clock, to: Clock) -> Clock {
    if from.open || !to.open {
        return to;
    }
    let afternoon = Clock { hour: to.hour % 12 + 12, open: false, ..to };
    let morning = Clock { hour: to.hour % 12, open: false, ..to };
    if from.hour < 12 && to.hour % 12 > from.hour {
        morning
    } else if from.hour < 12 || to.hour % 12 + 12 > from.hour {
        afternoon
    } else {
        morning
    }
}

/// `3~5일`, `3월 5~7일`, `1~3월`, `2019~2021년`, `오후 3~5시`: the first number shares the unit of the second.
fn figures(context: &Context<'_>, at: usize) -> Read {
    let day = day::stretch(context, at)
        .filter(|(stretch, _)| matches!(stretch.grain, Grain::Day | Grain::Month | Grain::Year));
    let hours_of = day.as_ref().filter(|(stretch, _)| stretch.grain == Grain::Day);
    let from = hours_of.map_or(at, |(_, end)| context.text.past_space(*end));
    let hours = hours(context, from).and_then(|(hours, end)| {
        Some((sense::of_hours(hours, hours_of.map(|(stretch, _)| stretch), context)?, end))
    });
    hours.or_else(|| days(context, at, None)).or_else(|| {
        let (month, end) = day.filter(|(stretch, _)| stretch.grain != Grain::Day)?;
        days(context, context.text.past_space(end), Some(&month))
    })
}

fn hours(context: &Context<'_>, at: usize) -> Option<(Hours, usize)> {
    let part = context.pick(at, clock::PARTS);
    let from = part.map_or(at, |(_, end)| context.text.past_space(end));
    counted(context, from, |first| {
        let next = context.any(first.end, &["~", "-", "에서"])?;
        let (to, end) = clock::clock(context, context.text.past_space(next))?;
        let from = Clock::new(first.whole()?, None, None)?;
        let from = part.map_or(
            if to.open { from } else { Clock { open: to.hour < 12 && from.open, ..from } },
            |(part, _)| from.within(part),
        );
        let end = context.any(end, &["까지", "사이"]).unwrap_or(end);
        Some((Hours { from, to: following(from, to) }, end))
    })
}

fn days(context: &Context<'_>, at: usize, within: Option<&Stretch>) -> Read {
    counted(context, at, |first| {
        let next = context.any(first.end, &["~", "-", "에서"])?;
        counted(context, context.text.past_space(next), |second| {
            let (unit, end) =
                context.pick(second.end, &[("일", Unit::Day), ("월", Unit::Month), ("년", Unit::Year)])?;
            let (first, second) = (first.whole()?, second.whole()?);
            if first >= second
                || day::is_length_tail(context, end)
                || followed_by(context, end, &["생", "차"])
            {
                return None;
            }
            let of = |n: i64, context: &Context<'_>| match (unit, within) {
                (Unit::Day, None) => context.day_of_month(n).filter(|_| (1..=31).contains(&second)),
                (Unit::Day, Some(month)) => {
                    let days = |between: Between| {
                        crate::moment::calendar::date(
                            between.start.year().into(),
                            between.start.month().into(),
                            n,
                        )
                    };
                    month.day_within(format!("{}-{n:02}", month.timex), days)
                }
                (Unit::Month, None) => context.some_year(format!("XXXX-{n:02}"), Grain::Month, |year| {
                    crate::moment::calendar::of_months(year, n, 1)
                }),
                (Unit::Month, Some(year)) => Stretch::month(year.readings[0].start.year().into(), n),
                (_, None) if first >= 1000 => Stretch::year(n),
                _ => None,
            };
            let from = of(first, context)?;
            let moment = sense::of_range(&from, context, |context| of(second, &context))?;
            Some((moment, context.any(end, &["까지", "사이"]).unwrap_or(end)))
        })
    })
}

/// `월~금`, `월요일에서 금요일`.
fn weekday_letters(context: &Context<'_>, at: usize) -> Read {
    let day = |at: usize| {
        let letters = "월화수목금토일";
        let at = context.text.past_space(at);
        context.pick(at, WEEKDAYS).or_else(|| {
            let index = letters.chars().position(|day| context.text.at(at) == Some(day))?;
            Some((jiff::civil::Weekday::from_monday_zero_offset(i8::try_from(index).ok()?).ok()?, at + 1))
        })
    };
    let (first, end) = day(at)?;
    let next = context.any(end, &["~", "-", "에서"])?;
    let (second, end) = day(next)?;
    if context.text.rest_of_word(end).first().is_some_and(|c| !"까에은는의".contains(*c)) {
        return None;
    }
    let moment = sense::of_range(&context.weekday(first)?, context, |context| context.weekday(second))?;
    Some((moment, context.lit(end, "까지").unwrap_or(end)))
}

/// `앞으로 3일간`, `지난 한 달`, `최근 2주`, `3일 이내에`.
fn ahead(context: &Context<'_>, at: usize) -> Read {
    const WHERE: &[(&str, i64)] = &[
        ("앞으로", 1),
        ("향후", 1),
        ("다음", 1),
        ("지금부터", 1),
        ("오는", 1),
        ("지난", -1),
        ("최근", -1),
        ("과거", -1),
        ("이전", -1),
        ("요", -1),
        ("", 0),
    ];
    let (sign, from) = context.pick(at, WHERE)?;
    if sign != 0 && from == at {
        return None;
    }
    let (lengths, end) = length::lengths(context, context.text.past_space(from))?;
    let inside = context.any(end, &["이내에", "안에", "내에", "이내로", "안으로", "내로"]);
    let (sign, end) = match (sign, inside) {
        (0, Some(further)) => (1, further - 1),
        (0, None) => return None,
        (sign, Some(further)) => (sign, further - 1),
        (sign, None) => (sign, context.any(end, &["동안", "간"]).unwrap_or(end)),
    };
    let length = lengths.first()?;
    let from = if length.unit() <= Unit::Day {
        let today = Stretch::day(context.today())?;
        if sign < 0 { Stretch::day(context.today().yesterday().ok()?)? } else { today }
    } else {
        context.present()
    };
    let stretch = sense::lasting(&from, length, sign, context)?;
    Some((sense::of_stretch(&stretch, context.zone, None)?, end))
}
