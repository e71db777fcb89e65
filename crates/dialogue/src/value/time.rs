//! Times of day: `오후 세 시 반`, `7시 30분`, `자정`, `half past three`, `3:30pm`.

use domain::Language;

use super::{literal, lookup, number};
use crate::understanding::Sentence;

/// A time on the clock, as far as it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOfDay {
    pub hour: i8,
    pub minute: i8,
    pub second: i8,
    pub half: Half,
    /// Said of a day, it means the night that follows it: `오늘 밤 12시`.
    pub following_night: bool,
}

/// Which half of the day is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// Said, or clear from a 24-hour time: `hour` is 0 to 23.
    Known,
    /// Not said: `hour` is 1 to 12.
    Open,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayPart {
    /// Before noon.
    Am,
    /// After noon.
    Pm,
    Dawn,
    Morning,
    Noon,
    Evening,
    Night,
}

const KOREAN_PARTS: &[(&str, DayPart)] = &[
    ("오전", DayPart::Am),
    ("오후", DayPart::Pm),
    ("새벽", DayPart::Dawn),
    ("이른아침", DayPart::Morning),
    ("아침", DayPart::Morning),
    ("대낮", DayPart::Noon),
    ("한낮", DayPart::Noon),
    ("낮", DayPart::Noon),
    ("점심", DayPart::Noon),
    ("저녁", DayPart::Evening),
    ("한밤중", DayPart::Night),
    ("한밤", DayPart::Night),
    ("늦은밤", DayPart::Night),
    ("밤", DayPart::Night),
];

const ENGLISH_PARTS: &[(&str, DayPart)] = &[
    ("am", DayPart::Am),
    ("pm", DayPart::Pm),
    ("inthemorning", DayPart::Morning),
    ("morning", DayPart::Morning),
    ("intheafternoon", DayPart::Pm),
    ("afternoon", DayPart::Pm),
    ("intheevening", DayPart::Evening),
    ("evening", DayPart::Evening),
    ("atnight", DayPart::Night),
    ("night", DayPart::Night),
    ("tonight", DayPart::Night),
];

/// A part of the day by its name.
pub fn day_part(sentence: &Sentence, language: Language, at: usize) -> Option<(DayPart, usize)> {
    match language {
        Language::Korean => {
            let (part, end) = lookup(sentence, language, KOREAN_PARTS, at)?;
            Some((part, literal(sentence, language, "에", end).unwrap_or(end)))
        }
        Language::English => lookup(sentence, language, ENGLISH_PARTS, at),
    }
}

/// Every time of day that begins at `at`: with and without minutes and what else may follow.
pub fn read(sentence: &Sentence, language: Language, at: usize) -> Vec<(TimeOfDay, usize)> {
    match language {
        Language::Korean => korean(sentence, at),
        Language::English => english(sentence, at),
    }
}

impl TimeOfDay {
    fn open(hour: i64, minute: i64, second: i64) -> Option<Self> {
        let in_range = (0..=24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
        let half = if (1..=12).contains(&hour) { Half::Open } else { Half::Known };
        let [hour, minute, second] = [hour % 24, minute, second].map(|n| i8::try_from(n).unwrap_or_default());
        in_range.then_some(Self { hour, minute, second, half, following_night: false })
    }

    /// The same time within a part of the day: `저녁 7시` is 19:00, `밤 1시` is 1:00 of the following night.
    pub fn within(self, part: DayPart) -> Self {
        if self.half == Half::Known {
            return self;
        }
        let (morning, afternoon) = (self.hour % 12, self.hour % 12 + 12);
        let hour = match part {
            DayPart::Am | DayPart::Dawn | DayPart::Morning => morning,
            DayPart::Pm => afternoon,
            DayPart::Noon if matches!(self.hour, 9..=11) => self.hour,
            DayPart::Noon => afternoon,
            DayPart::Evening | DayPart::Night if self.hour == 12 => 0,
            DayPart::Night if self.hour <= 4 => morning,
            DayPart::Evening | DayPart::Night => afternoon,
        };
        let following_night = matches!(part, DayPart::Evening | DayPart::Night) && hour <= 4;
        Self { hour, half: Half::Known, following_night, ..self }
    }

    /// Earlier by some minutes: `열두 시 십 분 전`.
    fn earlier(self, minutes: i8) -> Self {
        let total = i16::from(self.hour) * 60 + i16::from(self.minute) - i16::from(minutes);
        let hour = i8::try_from(total.div_euclid(60)).unwrap_or_default();
        let hour = if self.half == Half::Open && hour == 0 { 12 } else { hour.rem_euclid(24) };
        Self { hour, minute: i8::try_from(total.rem_euclid(60)).unwrap_or_default(), ..self }
    }
}

const MIDNIGHT: TimeOfDay =
    TimeOfDay { hour: 0, minute: 0, second: 0, half: Half::Known, following_night: true };
const NOON: TimeOfDay =
    TimeOfDay { hour: 12, minute: 0, second: 0, half: Half::Known, following_night: false };

fn korean(sentence: &Sentence, at: usize) -> Vec<(TimeOfDay, usize)> {
    let part = day_part(sentence, Language::Korean, at);
    let from = part.map_or(at, |(_, end)| end);
    let named = lookup(sentence, Language::Korean, &[("정오", NOON), ("자정", MIDNIGHT)], from);
    let mut readings: Vec<_> = named.into_iter().collect();
    readings.extend(colon(sentence, from));
    readings.extend(korean_clock(sentence, from));
    if let Some((part, _)) = part {
        readings.iter_mut().for_each(|(time, _)| *time = time.within(part));
    }
    readings
}

/// `세 시`, `세 시 반`, `세 시 오 분`, `세 시 오 분 전`.
fn korean_clock(sentence: &Sentence, at: usize) -> Vec<(TimeOfDay, usize)> {
    let ko = Language::Korean;
    let Some((hour, end)) = korean_hour(sentence, at) else { return Vec::new() };
    let Some(sharp) = TimeOfDay::open(hour, 0, 0) else { return Vec::new() };
    let mut readings = vec![(sharp, end)];
    if let Some(end) = literal(sentence, ko, "반", end) {
        readings.push((TimeOfDay { minute: 30, ..sharp }, end));
    }
    let Some((minute, after)) = number::whole(sentence, ko, end).filter(|(m, _)| (0..60).contains(m)) else {
        return readings;
    };
    let time = TimeOfDay { minute: i8::try_from(minute).unwrap_or_default(), ..sharp };
    let Some(end) = literal(sentence, ko, "분", after) else { return readings };
    readings.push((time, end));
    if let Some(end) = literal(sentence, ko, "전", end) {
        readings.push((sharp.earlier(time.minute), end));
    }
    if let Some((second, after)) = number::whole(sentence, ko, end).filter(|(s, _)| (0..60).contains(s))
        && let Some(end) = literal(sentence, ko, "초", after)
    {
        readings.push((TimeOfDay { second: i8::try_from(second).unwrap_or_default(), ..time }, end));
    }
    readings
}

/// The hour before `시`. A Sino-Korean one is military or a slip of the recogniser; below ten it is another word.
fn korean_hour(sentence: &Sentence, at: usize) -> Option<(i64, usize)> {
    let rest = sentence.chars().get(at..)?;
    let (hour, end) = number::whole(sentence, Language::Korean, at)?;
    let native = korean::numeral::read(rest)?.native;
    let end = literal(sentence, Language::Korean, "시", end)?;
    let is_span = sentence.chars().get(end) == Some(&'간');
    ((native || rest[0].is_ascii_digit() || hour == 0 || hour >= 10) && !is_span).then_some((hour, end))
}

/// `15:30`, `7:05:30`.
fn colon(sentence: &Sentence, at: usize) -> Option<(TimeOfDay, usize)> {
    let digits: Vec<char> =
        sentence.chars().get(at..)?.iter().copied().take_while(|c| c.is_ascii_digit() || *c == ':').collect();
    let text: String = digits.iter().collect();
    let parts: Vec<i64> = text.split(':').map(str::parse).collect::<Result<_, _>>().ok()?;
    let time = match parts[..] {
        [hour, minute] => TimeOfDay::open(hour, minute, 0),
        [hour, minute, second] => TimeOfDay::open(hour, minute, second),
        _ => None,
    }?;
    // A leading zero is how a 24-hour clock writes the morning.
    let half = if text.starts_with('0') { Half::Known } else { time.half };
    Some((TimeOfDay { half, ..time }, at + digits.len()))
}

fn english(sentence: &Sentence, at: usize) -> Vec<(TimeOfDay, usize)> {
    let en = Language::English;
    let mut plain: Vec<_> =
        lookup(sentence, en, &[("noon", NOON), ("midday", NOON), ("midnight", MIDNIGHT)], at)
            .into_iter()
            .collect();
    plain.extend(colon(sentence, at));
    plain.extend(past_or_to(sentence, at));
    plain.extend(english_clock(sentence, at));
    let mut readings = plain.clone();
    for (time, end) in plain {
        let end = literal(sentence, en, "oclock", end).unwrap_or(end);
        readings.push((time, end));
        if let Some((part, end)) = lookup(sentence, en, ENGLISH_PARTS, end) {
            readings.push((time.within(part), end));
        }
    }
    readings
}

/// `seven`, `7`, `seven thirty`, `seven oh five`, `7 30`.
fn english_clock(sentence: &Sentence, at: usize) -> Vec<(TimeOfDay, usize)> {
    let en = Language::English;
    let Some((hour, end)) = hour_word(sentence, at) else { return Vec::new() };
    let Some(sharp) = TimeOfDay::open(hour, 0, 0) else { return Vec::new() };
    let mut readings = vec![(sharp, end)];
    let zero = literal(sentence, en, "oh", end).or_else(|| literal(sentence, en, "o", end));
    let gap = sentence.literal(end, " ").unwrap_or(end);
    if let Some((minute, end)) =
        number::whole(sentence, en, zero.unwrap_or(gap)).filter(|(m, _)| (1..60).contains(m))
        && (zero.is_some() || minute >= 10)
    {
        readings.push((TimeOfDay { minute: i8::try_from(minute).unwrap_or_default(), ..sharp }, end));
    }
    readings
}

/// `half past three`, `quarter to six`, `ten minutes past nine`.
fn past_or_to(sentence: &Sentence, at: usize) -> Option<(TimeOfDay, usize)> {
    let en = Language::English;
    let at = literal(sentence, en, "a", at).unwrap_or(at);
    let (minutes, end) = lookup(sentence, en, &[("half", 30), ("quarter", 15)], at)
        .or_else(|| number::whole(sentence, en, at).filter(|(m, _)| (1..60).contains(m)))?;
    let end = ["minutes", "minute"].iter().find_map(|word| literal(sentence, en, word, end)).unwrap_or(end);
    let words = [("past", false), ("after", false), ("to", true), ("before", true), ("till", true)];
    let (before, end) = lookup(sentence, en, &words, end)?;
    let (hour, end) = hour_word(sentence, end)?;
    let sharp = TimeOfDay::open(hour, 0, 0)?;
    let minute = i8::try_from(minutes).ok()?;
    Some((if before { sharp.earlier(minute) } else { TimeOfDay { minute, ..sharp } }, end))
}

/// One word for the hour: "seven thirty" is not the number 37.
fn hour_word(sentence: &Sentence, at: usize) -> Option<(i64, usize)> {
    let (hour, end) = number::whole(sentence, Language::English, at)?;
    (0..=24).contains(&hour).then_some((hour, end)).or_else(|| {
        let (_, first) = sentence.word(at)?;
        let (hour, end) = number::whole(sentence, Language::English, at).filter(|(_, end)| *end == first)?;
        (0..=24).contains(&hour).then_some((hour, end))
    })
}
