//! Days, weeks, months and years in Korean: `모레`, `다음 주 화요일`, `3월 셋째 주`, `음력 8월 15일`, `지난달 말`.

use domain::Language;
use jiff::civil::Weekday;

use super::count::{Count, counted};
use super::{length, season};
use crate::moment::calendar::{self, Between};
use crate::moment::stretch::{Context, Grain, Stretch};
use crate::moment::{figures, holiday};

type Read = Option<(Stretch, usize)>;

const DAYS: &[(&str, i64)] = &[
    ("오늘", 0),
    ("금일", 0),
    ("오늘날짜", 0),
    ("내일", 1),
    ("명일", 1),
    ("낼", 1),
    ("익일", 1),
    ("모레", 2),
    ("내일 모레", 2),
    ("낼 모레", 2),
    ("낼모래", 2),
    ("모래", 2),
    ("글피", 3),
    ("그글피", 4),
    ("어제", -1),
    ("어저께", -1),
    ("작일", -1),
    ("그제", -2),
    ("그저께", -2),
    ("엊그제", -2),
    ("엊그저께", -2),
    ("그끄저께", -3),
    ("그끄제", -3),
];

const YEARS: &[(&str, i64)] = &[
    ("올해", 0),
    ("금년", 0),
    ("올 한 해", 0),
    ("이번 해", 0),
    ("이번 년도", 0),
    ("내년", 1),
    ("다음 해", 1),
    ("명년", 1),
    ("다음 년도", 1),
    ("내년도", 1),
    ("금년도", 0),
    ("올해년도", 0),
    ("내후년", 2),
    ("다다음 해", 2),
    ("후년", 2),
    ("작년", -1),
    ("지난해", -1),
    ("지난 해", -1),
    ("전년", -1),
    ("전년도", -1),
    ("작년도", -1),
    ("재작년", -2),
    ("지지난해", -2),
];

const MONTHS: &[(&str, i64)] = &[
    ("이번 달", 0),
    ("이달", 0),
    ("금월", 0),
    ("당월", 0),
    ("이번 월", 0),
    ("다음 달", 1),
    ("내달", 1),
    ("익월", 1),
    ("담달", 1),
    ("다음 월", 1),
    ("다다음 달", 2),
    ("지난달", -1),
    ("지난 달", -1),
    ("저번 달", -1),
    ("전달", -1),
    ("전월", -1),
    ("지지난달", -2),
    ("저저번 달", -2),
    ("지지난 달", -2),
];

const WEEKS: &[(&str, i64)] = &[
    ("이번 주", 0),
    ("금주", 0),
    ("이 주", 0),
    ("이번 한 주", 0),
    ("다음 주", 1),
    ("담주", 1),
    ("차주", 1),
    ("내주", 1),
    ("다다음 주", 2),
    ("다담주", 2),
    ("다다다음 주", 3),
    ("지난주", -1),
    ("지난 주", -1),
    ("저번 주", -1),
    ("지지난주", -2),
    ("지지난 주", -2),
    ("저저번 주", -2),
];

pub(super) const WEEKDAYS: &[(&str, Weekday)] = &[
    ("월요일", Weekday::Monday),
    ("화요일", Weekday::Tuesday),
    ("수요일", Weekday::Wednesday),
    ("목요일", Weekday::Thursday),
    ("금요일", Weekday::Friday),
    ("토요일", Weekday::Saturday),
    ("일요일", Weekday::Sunday),
    ("월욜", Weekday::Monday),
    ("화욜", Weekday::Tuesday),
    ("수욜", Weekday::Wednesday),
    ("목욜", Weekday::Thursday),
    ("금욜", Weekday::Friday),
    ("토욜", Weekday::Saturday),
    ("일욜", Weekday::Sunday),
];

const ORDINALS: &[(&str, i64)] = &[
    ("첫째", 1),
    ("첫 번째", 1),
    ("첫", 1),
    ("둘째", 2),
    ("두 번째", 2),
    ("셋째", 3),
    ("세 번째", 3),
    ("넷째", 4),
    ("네 번째", 4),
    ("다섯째", 5),
    ("다섯 번째", 5),
    ("마지막", -1),
    ("1째", 1),
    ("2째", 2),
    ("3째", 3),
    ("4째", 4),
    ("1번째", 1),
    ("2번째", 2),
    ("3번째", 3),
    ("4번째", 4),
    ("5번째", 5),
    ("첫쨋", 1),
    ("둘쨋", 2),
    ("1", 1),
    ("2", 2),
    ("3", 3),
    ("4", 4),
    ("5", 5),
    ("일", 1),
    ("이", 2),
    ("삼", 3),
    ("사", 4),
    ("오", 5),
];

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

/// `내년`, `2026년`, `'26년`.
fn year(context: &Context<'_>, at: usize) -> Read {
    if let Some((years, end)) = context.pick(at, YEARS) {
        return Some((Stretch::year(context.year() + years)?, end));
    }
    let from = context.any(at, &["서기", "'"]).unwrap_or(at);
    counted(context, context.text.past_space(from), |count| {
        let end = context.any(count.end, &["년도", "년"])?;
        // 천 년 is a long time.
        let round = count.spelled && context.text.at(count.end) == Some(' ');
        let year = count.whole().filter(|year| !round || year % 100 != 0)?;
        let year = match year {
            1000..=2999 => year,
            // 97년 is a year where nothing makes it a length, 26년 only where a month follows.
            50..=99
                if !is_length_tail(context, end)
                    && context.any(end, &["전", "후", "뒤", "만", "된"]).is_none() =>
            {
                1900 + year
            }
            0..=49 if month(context, context.text.past_space(end)).is_some() || from > at => 2000 + year,
            _ => return None,
        };
        Some((Stretch::year(year)?, end))
    })
}

/// `다음 달`, `3월`, `시월`.
fn month(context: &Context<'_>, at: usize) -> Read {
    if let Some((months, end)) = context.pick(at, MONTHS) {
        return Some((context.months_away(months)?, end));
    }
    let (month, end) = month_number(context, at)?;
    // 이월 is a carry-over as well, unless a day or a particle follows.
    let carried =
        context.text.literal(at, "이월").is_some() && !context.text.rest_of_word(end).starts_with(&['에']);
    if carried
        && day_number(context, context.text.past_space(end)).is_none()
        && month_part(context, end).is_none()
    {
        return None;
    }
    let stretch = context
        .some_year(format!("XXXX-{month:02}"), Grain::Month, |year| calendar::of_months(year, month, 1))?;
    Some((stretch, end))
}

/// What may name a part of a month.
fn month_part(context: &Context<'_>, at: usize) -> Option<usize> {
    context.any(at, &["초", "중순", "말", "하순", "첫", "둘째", "셋째", "마지막", "까지", "부터"])
}

fn month_number(context: &Context<'_>, at: usize) -> Option<(i64, usize)> {
    const NAMED: &[(&str, i64)] = &[
        ("유월", 6),
        ("시월", 10),
        ("동짓달", 11),
        ("섣달", 12),
        ("정월", 1),
        ("십이월", 12),
        ("십일월", 11),
    ];
    if let Some(named) = context.pick(at, NAMED) {
        return Some(named);
    }
    counted(context, at, |count| {
        let end = context.text.literal(count.end, if count.spelled { "월" } else { " 월" })?;
        let month = count.whole().filter(|month| (1..=12).contains(month) && !count.native)?;
        (!followed_by(context, end, &["드", "요일", "급", "세", "간", "광", "생"])).then_some((month, end))
    })
}

/// `다음 주`.
fn week(context: &Context<'_>, at: usize) -> Read {
    let (weeks, end) = context.pick(at, WEEKS)?;
    // 이 주 후: two weeks later.
    let counted = context
        .any(end, &["후", "뒤", "전", "간", "동안", "째", "택", "식", "소", "인", "민", "시", "변"])
        .is_some();
    let spelled =
        context.text.at(end - 1) == Some('주') && followed_by(context, end, &["시", "비", "택", "식", "의"]);
    let length = counted && end - at <= 3;
    (!spelled && !length).then_some((context.weeks_away(weeks)?, end))
}

/// `금요일`, `이번 금요일`, `다음 월요일`, `오는 토요일`.
fn weekday(context: &Context<'_>, at: usize) -> Read {
    const NEAR: &[(&str, i64)] =
        &[("이번", 0), ("다음", 1), ("지난", -1), ("저번", -1), ("다다음", 2), ("지지난", -2), ("담", 1)];
    if let Some((weekday, end)) = context.pick(at, WEEKDAYS) {
        return Some((context.weekday(weekday)?, end));
    }
    if let Some(from) = context.any(at, &["오는", "돌아오는", "다가오는"]) {
        let (weekday, end) = context.pick(from, WEEKDAYS)?;
        let coming = calendar::days(context.today(), 1)?.checked_add(jiff::Span::new()).ok()?;
        let ahead = i64::from(coming.weekday().until(weekday));
        return Some((Stretch::day(calendar::days(coming, ahead)?)?, end));
    }
    let (weeks, from) = context.pick(at, NEAR)?;
    let (weekday, end) = context.pick(from, WEEKDAYS)?;
    let week = calendar::days(context.today(), weeks * 7)?;
    Some((Stretch::day(calendar::in_week(week, weekday)?)?, end))
}

/// `주말`, `이번 주말`, `평일`.
fn weekend(context: &Context<'_>, at: usize) -> Read {
    const NEAR: &[(&str, i64)] =
        &[("이번", 0), ("다음", 1), ("지난", -1), ("저번", -1), ("다다음", 2), ("오는", 0), ("", 0)];
    let (weeks, from) = context.pick(at, NEAR)?;
    let end = context.lit(from, "주말")?;
    if followed_by(context, end, &["농장", "부부"]) {
        return None;
    }
    Some((of_week(&context.weeks_away(weeks)?, "-WE", 5, 7)?, end))
}

/// `5일`, `십오일`, `말일`. Small numbers in letters are other words (`오일`, `이일`) unless a particle says they are days.
fn day_of_month(context: &Context<'_>, at: usize) -> Read {
    if let Some(end) = context.lit(at, "말일") {
        return Some((last_day(&context.months_away(0)?)?, end));
    }
    let (day, end, count) = day_number(context, at)?;
    let weak = count.spelled && (count.letters == 1 || day == 11);
    let particle = context.any(end, &["날", "에 ", "까지", "부터", "에는", "자로"]).is_some();
    if is_length_tail(context, end) || (weak && !particle) {
        return None;
    }
    let end = context.text.literal(end, "날").unwrap_or(end);
    Some((context.day_of_month(day)?, end))
}

fn day_number(context: &Context<'_>, at: usize) -> Option<(i64, usize, Count)> {
    counted(context, at, |count| {
        let end = context.text.literal(count.end, if count.spelled { "일" } else { " 일" })?;
        let day = count.whole().filter(|day| (1..=31).contains(day) && !count.native)?;
        (!followed_by(context, end, &["요일", "반", "본", "장", "정", "련"])).then_some((day, end, *count))
    })
}

/// `음력 8월 15일`, `음력 윤6월 3일`, `내년 음력 1월 1일` by narrowing.
fn lunar(context: &Context<'_>, at: usize) -> Read {
    let (month, day, leap, end) = lunar_date(context, at)?;
    let stretch =
        context.day_of_some_year("XXXX".to_owned(), |year| calendar::lunar(year, month, day, leap))?;
    Some((Stretch { timex: stretch.readings[0].start.date().to_string(), ..stretch }, end))
}

fn lunar_date(context: &Context<'_>, at: usize) -> Option<(u8, u8, bool, usize)> {
    let from = context.any(at, &["음력으로", "음력"])?;
    let leap = context.lit(from, "윤");
    let (month, end) = month_number(context, context.text.past_space(leap.unwrap_or(from)))?;
    let end = context.text.past_space(end);
    let (day, end) = match context.pick(end, &[("보름날", 15), ("보름", 15), ("초하루", 1), ("그믐", 30)])
    {
        Some(named) => named,
        None => {
            let from = context.lit(end, "초").unwrap_or(end);
            day_number(context, from).map(|(day, end, _)| (day, end))?
        }
    };
    Some((month.try_into().ok()?, day.try_into().ok()?, leap.is_some(), end))
}

/// `추석`, `올해 추석`, `설 연휴`.
fn holidays(context: &Context<'_>, at: usize) -> Read {
    const NEAR: &[(&str, bool)] =
        &[("다음", true), ("오는", true), ("이번", true), ("지난", false), ("저번", false)];
    if let Some((coming, from)) = context.pick(at, NEAR) {
        let (holiday, end) = holiday::named(context, Language::Korean, context.text.past_space(from))?;
        let open = holiday.some_year(context)?;
        let reading = *if coming { open.readings.first() } else { open.readings.last() }?;
        let day = Stretch::new(reading.start.date().to_string(), Grain::Day, reading);
        return Some(rest_days(context, holiday, day, end));
    }
    let (holiday, end) = holiday::named(context, Language::Korean, at)?;
    if context.text.at(at) == Some('설') && end == at + 1 && !is_seollal(context, at, end) {
        return None;
    }
    let day = holiday.some_year(context)?;
    Some(rest_days(context, holiday, day, end))
}

fn rest_days(context: &Context<'_>, holiday: holiday::Holiday, day: Stretch, end: usize) -> (Stretch, usize) {
    match context.lit(end, "연휴").and_then(|further| Some((holiday.rest(&day)?, further))) {
        Some(rest) => rest,
        None => (day, end),
    }
}

/// 설 alone is many words: it is the holiday before these.
fn is_seollal(context: &Context<'_>, at: usize, end: usize) -> bool {
    context.text.begins_word(at)
        && [" 연휴", " 당일", " 전", " 다음", " 선물", "에 ", "까지", "부터", " 명절", " 아침", "이 "]
            .iter()
            .any(|tail| context.text.literal(end, tail).is_some())
}

/// `사흘 뒤`, `일주일 전`, `3년 후`, `두 달 뒤`: from now.
fn away(context: &Context<'_>, at: usize) -> Read {
    let from =
        context.any(at, &["지금으로부터", "지금부터", "오늘부터", "앞으로", "오늘로부터"]).unwrap_or(at);
    let (lengths, end) = length::lengths(context, context.text.past_space(from))?;
    let (sign, end) = direction(context, end)?;
    let length = lengths.first()?;
    let mut stretch = context.away(length, sign)?;
    stretch
        .readings
        .extend(lengths.iter().skip(1).filter_map(|length| Some(context.away(length, sign)?.readings[0])));
    Some((stretch, end))
}

fn direction(context: &Context<'_>, at: usize) -> Option<(i64, usize)> {
    let at = context.any(at, &["정도", "쯤"]).unwrap_or(at);
    const DIRECTIONS: &[(&str, i64)] = &[
        ("뒤", 1),
        ("후", 1),
        ("이후", 1),
        ("있다가", 1),
        ("이따가", 1),
        ("이따", 1),
        ("있다", 1),
        ("지나서", 1),
        ("지나면", 1),
        ("전", -1),
        ("이전", -1),
    ];
    let (sign, end) = context.pick(at, DIRECTIONS)?;
    (!followed_by(context, end, &["체", "화", "국", "부를", "부가", "부다", "까지", "반", "식", "기", "자"]))
        .then_some((sign, end))
}

/// The stretch within `stretch` that the words at `at` name.
fn narrow(context: &Context<'_>, stretch: &Stretch, at: usize) -> Read {
    let after_of = context.text.past_space(
        context.text.literal(at, "의").filter(|end| context.text.at(*end) == Some(' ')).unwrap_or(at),
    );
    let narrower = match stretch.grain {
        Grain::Year | Grain::Season | Grain::Decade => in_year(context, stretch, after_of),
        Grain::Month => in_month(context, stretch, after_of),
        Grain::Week => in_week(context, stretch, after_of),
        Grain::Day => in_brackets(context, stretch, at),
        _ => None,
    };
    narrower.or_else(|| beside(context, stretch, after_of))
}

fn in_year(context: &Context<'_>, year: &Stretch, at: usize) -> Read {
    if year.grain != Grain::Year {
        return edge(context, year, at);
    }
    let number = year.readings[0].start.year().into();
    if let Some((month, end)) = month_number(context, at) {
        return Some((Stretch::month(number, month)?, end));
    }
    if let Some((holiday, end)) = holiday::named(context, Language::Korean, at) {
        return Some(rest_days(context, holiday, holiday.of_year(number)?, end));
    }
    if let Some((month, day, leap, end)) = lunar_date(context, at) {
        return Some((Stretch::day(calendar::lunar(number, month, day, leap)?)?, end));
    }
    if let Some((season, end)) = season::in_year(context, number, at) {
        return Some((season, end));
    }
    if let Some((week, end)) = week_number(context, at) {
        let first = calendar::date(number, 1, 4).and_then(calendar::monday)?;
        return Some((Stretch::week(calendar::days(first, (week - 1) * 7)?)?, end));
    }
    if let Some(end) = context.any(at, &["마지막 날", "말일"]) {
        return Some((last_day(year)?, end));
    }
    edge(context, year, at)
}

/// `48주차`, `제3주`.
fn week_number(context: &Context<'_>, at: usize) -> Option<(i64, usize)> {
    let from = context.lit(at, "제").unwrap_or(at);
    counted(context, from, |count| {
        let end = context.any(count.end, &["주차", "번째 주"])?;
        Some((count.whole().filter(|week| (1..=53).contains(week))?, end))
    })
}

fn in_month(context: &Context<'_>, month: &Stretch, at: usize) -> Read {
    if let Some((day, end, _)) =
        day_number(context, at).filter(|(_, end, _)| !followed_by(context, *end, &["간", " 동안"]))
    {
        return Some((
            of_month(context, month, &format!("-{day:02}"), Grain::Day, |year, number| {
                let day = calendar::date(year, number, day)?;
                Some(Between::dates(day, calendar::days(day, 1)?))
            })?,
            end,
        ));
    }
    if let Some(end) = context.any(at, &["말일", "마지막 날", "마지막날"]) {
        return Some((last_day(month)?, end));
    }
    if let Some(end) = context.any(at, &["첫날", "1일날"]) {
        return Some((
            month.day_within(format!("{}-01", month.timex), |between| Some(between.start.date()))?,
            end,
        ));
    }
    if let Some((n, from)) = context.pick(at, ORDINALS) {
        if let Some((weekday, end)) = context.pick(from, WEEKDAYS) {
            let suffix = format!("-WXX-{}-#{n}", weekday.to_monday_one_offset());
            let found = of_month(context, month, &suffix, Grain::Day, |year, number| {
                let day = calendar::weekday_of_month(year, number, n, weekday)?;
                Some(Between::dates(day, calendar::days(day, 1)?))
            })?;
            return Some((found, end));
        }
        if let Some(end) = context.any(from, &["주차", "주"]).filter(|_| true) {
            let week = of_month(context, month, &format!("-W{n:02}"), Grain::Week, |year, number| {
                calendar::week_of_month(year, number, n)
            })?;
            return Some((week, end));
        }
    }
    edge(context, month, at)
}

/// A part of a month whose year may be open; the coming one is the part's own.
fn of_month(
    context: &Context<'_>,
    month: &Stretch,
    suffix: &str,
    grain: Grain,
    part: impl Fn(i64, i64) -> Option<Between>,
) -> Option<Stretch> {
    let first = month.readings[0].start;
    let number = first.month().into();
    let timex = format!("{}{suffix}", month.timex);
    let mut found = if month.is_open() {
        context.some_year(timex, grain, |year| part(year, number))?
    } else {
        Stretch::new(timex, grain, part(first.year().into(), number)?)
    };
    if found.timex.contains('#') && !month.is_open() {
        found.timex = found.readings[0].start.date().to_string();
    }
    Some(found)
}

fn last_day(month: &Stretch) -> Option<Stretch> {
    month.day_within(format!("{}-LAST", month.timex), |between| Some(between.last()))
}

/// `초`, `중순`, `말`: a part of a month, of a year or of more.
fn edge(context: &Context<'_>, stretch: &Stretch, at: usize) -> Read {
    const PARTS: &[(&str, i64)] = &[
        ("초순", 0),
        ("상순", 0),
        ("초반", 0),
        ("초", 0),
        ("중순", 1),
        ("중반", 1),
        ("하순", 2),
        ("말경", 2),
        ("말", 2),
        ("후반", 2),
        ("말께", 2),
    ];
    let (third, end) = context.pick(at, PARTS)?;
    if followed_by(context, end, &["등", "대", "과", "씀", "기"]) {
        return None;
    }
    let found = stretch.within(String::new(), stretch.grain.min(Grain::Season), |between| {
        let (start, end) = (between.start.date(), between.end.date());
        let thirds = |third: i64| {
            if stretch.grain == Grain::Month {
                return if third == 3 { Some(end) } else { calendar::days(start, third * 10) };
            }
            let months = (i64::from(end.year()) - i64::from(start.year())) * 12 + i64::from(end.month())
                - i64::from(start.month());
            calendar::months(start, calendar::edge_of_months(months, third))
        };
        Some(Between::dates(thirds(third)?, thirds(third + 1)?))
    })?;
    let timex = format!("{}-{}", stretch.timex, ["START", "MID", "END"][usize::try_from(third).ok()?]);
    // No further narrowing: 초 of 말 is nothing.
    Some((Stretch { timex, grain: Grain::Weekend, ..found }, end))
}

fn in_week(context: &Context<'_>, week: &Stretch, at: usize) -> Read {
    if let Some((weekday, end)) = context.pick(at, WEEKDAYS) {
        let day = week
            .day_within(format!("{}-{}", week.timex, weekday.to_monday_one_offset()), |between| {
                calendar::in_week(between.start.date(), weekday)
            })?;
        return Some((day, end));
    }
    let (suffix, from, to, end) = if let Some(end) = context.lit(at, "주말") {
        ("-WE", 5, 7, end)
    } else if let Some(end) = context.any(at, &["평일", "주중", "중"]) {
        if context.text.literal(at, "중").is_some()
            && context.text.at(at - 1) == Some(' ')
            && context.text.at(at + 1) != Some('에')
        {
            return None;
        }
        ("-WD", 0, 5, end)
    } else if let Some(end) = context.any(at, &["초반", "초"]) {
        ("-START", 0, 2, end)
    } else if let Some(end) = context.any(at, &["후반", "말"]) {
        ("-END", 4, 7, end)
    } else {
        return None;
    };
    Some((of_week(week, suffix, from, to)?, end))
}

/// Days `from` up to `to` of a week.
pub(super) fn of_week(week: &Stretch, suffix: &str, from: i64, to: i64) -> Option<Stretch> {
    week.within(format!("{}{suffix}", week.timex), Grain::Weekend, |between| {
        let monday = between.start.date();
        Some(Between::dates(calendar::days(monday, from)?, calendar::days(monday, to)?))
    })
}

/// `3월 5일(목)`, `3월 5일 목요일`: says the same again, or which of its years.
fn in_brackets(context: &Context<'_>, day: &Stretch, at: usize) -> Read {
    let open = context.lit(at, "(");
    let short: &[(&str, Weekday)] = &[
        ("월)", Weekday::Monday),
        ("화)", Weekday::Tuesday),
        ("수)", Weekday::Wednesday),
        ("목)", Weekday::Thursday),
        ("금)", Weekday::Friday),
        ("토)", Weekday::Saturday),
        ("일)", Weekday::Sunday),
    ];
    let (weekday, end) = match open {
        Some(from) => context.pick(from, short).or_else(|| {
            let (weekday, end) = context.pick(from, WEEKDAYS)?;
            Some((weekday, context.text.literal(end, ")")?))
        })?,
        None => context.pick(at, WEEKDAYS)?,
    };
    let mut day = day.clone();
    let (same, other): (Vec<_>, Vec<_>) =
        day.readings.into_iter().partition(|between| between.start.date().weekday() == weekday);
    if same.is_empty() && open.is_none() {
        return None;
    }
    day.readings = if same.is_empty() { other } else { same };
    Some((day, end))
}

/// `설 전날`, `크리스마스 다음 날`, `추석 사흘 전`, `다음 주 월요일부터 3일 뒤`.
fn beside(context: &Context<'_>, stretch: &Stretch, at: usize) -> Read {
    if stretch.grain == Grain::Instant || stretch.grain == Grain::Hours {
        return None;
    }
    const DAYS: &[(&str, i64)] =
        &[("전날", -1), ("하루 전", -1), ("다음 날", 1), ("이튿날", 1), ("전전날", -2), ("당일", 0)];
    if let Some((days, end)) = context.pick(at, DAYS).filter(|_| stretch.grain == Grain::Day) {
        let moved = stretch
            .day_within(shifted(stretch, days), |between| calendar::days(between.start.date(), days))?;
        return Some((moved, end));
    }
    let from = context.any(at, &["로부터", "으로부터", "부터"]).unwrap_or(at);
    let (lengths, end) = length::lengths(context, context.text.past_space(from))?;
    let (sign, end) = direction(context, end)?;
    let length = lengths.first().filter(|length| length.unit() <= crate::moment::Unit::Day)?;
    let moved = stretch.day_within(
        format!("{}{}{}", stretch.timex, if sign > 0 { "+" } else { "-" }, length.timex()),
        |between| length.shift_date(between.start.date(), sign),
    )?;
    Some((moved, end))
}

fn shifted(stretch: &Stretch, days: i64) -> String {
    if days == 0 {
        stretch.timex.clone()
    } else {
        format!("{}{}P{}D", stretch.timex, if days > 0 { "+" } else { "-" }, days.abs())
    }
}

pub(super) fn followed_by(context: &Context<'_>, end: usize, words: &[&str]) -> bool {
    words.iter().any(|word| context.text.literal(end, word).is_some())
}
