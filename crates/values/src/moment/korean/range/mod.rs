//! Places in time and what lies between them, in Korean: `내일 오후 세 시`, `3일부터 5일까지`, `9시~18시`, `지난 한 달`.

use super::day::followed_by;
use super::{clock, length};
use crate::moment::clock::Clock;
use crate::moment::length::Unit;
use crate::moment::sense::{self, Hours, Place};
use crate::moment::stretch::{Context, Grain, Stretch};
use crate::moment::{Moment, Qualifier};
use figures::{figures, following, weekday_letters};
use place::place;

mod figures;
mod place;

type Read = Option<(Moment, usize)>;

/// The longest of what may begin at `at`.
pub(super) fn read(context: &Context<'_>, at: usize) -> Read {
    let readers: [fn(&Context<'_>, usize) -> Read; 5] = [single, between, figures, ahead, weekday_letters];
    readers.iter().filter_map(|read| read(context, at)).max_by_key(|(_, end)| *end)
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
    // 지금부터 10분 뒤 is a point in time.
    if closed.is_none() && matches!(&from, Place::Stretch(from) if from.timex == "PRESENT_REF") {
        return None;
    }
    if !strong && closed.is_none() {
        return None;
    }
    let end = context.any(end, &["까지", "사이"]).unwrap_or(end);
    Some((join(context, &from, &to, after)?, end))
}

/// `아홉 시부터 여섯 시까지`, `오전 9시~오후 6시`, `9~18시`: the hours of whatever day.
pub(super) fn hours(context: &Context<'_>, at: usize) -> Option<(Hours, usize)> {
    if let Some(hours) = figures::hours(context, at) {
        return Some(hours);
    }
    let (from, end) = clock::clock(context, at)?;
    let (strong, after) = joint(context, end)?;
    let (to, end) = clock::clock(context, context.text.past_space(after))?;
    let closed = context.any(end, &["까지", "사이"]);
    (strong || closed.is_some()).then_some((Hours { from, to: following(from, to) }, closed.unwrap_or(end)))
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
    // 추석부터 일주일; but 오늘부터 3일 may name the third.
    let [length, ..] = &lengths[..] else { return None };
    let named = length.unit() != Unit::Day && direct(context, end);
    let end = further.or(named.then_some(end)).filter(|_| strong)?;
    let stretch = sense::lasting(from, lengths.first()?, 1, context)?;
    Some((sense::of_stretch(&stretch, context.zone, None)?, end))
}

/// Nothing that makes a length a distance or a bound follows.
fn direct(context: &Context<'_>, end: usize) -> bool {
    context.any(end, &["전", "후", "뒤", "까지", "이내", "안", "내", "있다가"]).is_none()
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
                let mut point = Stretch::day(context.today())?.at(open, &context)?;
                point.readings.sort_by_key(|between| (between.start <= context.now, between.start));
                let late = point.readings.first()?.start <= context.now;
                if late {
                    point = Stretch::day(context.today().tomorrow().ok()?)?.at(open, &context)?;
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
