//! Weekdays on which something repeats: `매일`, `평일마다`, `매주 월수금`, `every Monday and Friday`.

use domain::Language;

use super::{literal, lookup};
use crate::understanding::Sentence;

/// Bit 0 is Monday.
const EVERY_DAY: u8 = 0b111_1111;
const WORKDAYS: u8 = 0b001_1111;
const WEEKEND: u8 = 0b110_0000;

const KOREAN_SETS: &[(&str, u8)] = &[
    ("매일매일", EVERY_DAY),
    ("매일", EVERY_DAY),
    ("날마다", EVERY_DAY),
    ("매일같이", EVERY_DAY),
    ("하루도빠짐없이", EVERY_DAY),
    ("평일마다", WORKDAYS),
    ("평일", WORKDAYS),
    ("매평일", WORKDAYS),
    ("주중에매일", WORKDAYS),
    ("주말마다", WEEKEND),
    ("매주말", WEEKEND),
];

const KOREAN_DAYS: [char; 7] = ['월', '화', '수', '목', '금', '토', '일'];

const ENGLISH_SETS: &[(&str, u8)] = &[
    ("everyday", EVERY_DAY),
    ("daily", EVERY_DAY),
    ("everyweekday", WORKDAYS),
    ("weekdays", WORKDAYS),
    ("onweekdays", WORKDAYS),
    ("everyweekend", WEEKEND),
    ("onweekends", WEEKEND),
    ("weekends", WEEKEND),
    ("everymorning", EVERY_DAY),
];

const ENGLISH_DAYS: &[(&str, u8)] = &[
    ("monday", 0),
    ("tuesday", 1),
    ("wednesday", 2),
    ("thursday", 3),
    ("friday", 4),
    ("saturday", 5),
    ("sunday", 6),
    ("mondays", 0),
    ("tuesdays", 1),
    ("wednesdays", 2),
    ("thursdays", 3),
    ("fridays", 4),
    ("saturdays", 5),
    ("sundays", 6),
];

pub fn read(sentence: &Sentence, language: Language, at: usize) -> Vec<(u8, usize)> {
    let (sets, days) = match language {
        Language::Korean => (KOREAN_SETS, korean_days(sentence, at)),
        Language::English => (ENGLISH_SETS, english_days(sentence, at)),
    };
    lookup(sentence, language, sets, at).into_iter().chain(days).collect()
}

/// `매주 월수금`, `월요일마다`, `매주 월요일 수요일`.
fn korean_days(sentence: &Sentence, at: usize) -> Option<(u8, usize)> {
    let start = literal(sentence, Language::Korean, "매주", at);
    let (mut days, mut end) = (0, start.unwrap_or(at));
    while let Some(day) = sentence.chars().get(end).and_then(|c| KOREAN_DAYS.iter().position(|day| day == c))
    {
        days |= 1 << day;
        end = ["요일하고", "요일과", "요일이랑", "요일"]
            .iter()
            .find_map(|suffix| sentence.literal(end + 1, suffix))
            .unwrap_or(end + 1);
    }
    let each = literal(sentence, Language::Korean, "마다", end);
    (days != 0 && (start.is_some() || each.is_some())).then_some((days, each.unwrap_or(end)))
}

/// `every Monday and Friday`, `on Mondays`.
fn english_days(sentence: &Sentence, at: usize) -> Option<(u8, usize)> {
    let english = Language::English;
    let start = literal(sentence, english, "every", at);
    let (mut days, mut plural, mut end) = (0, false, start.unwrap_or(at));
    end = literal(sentence, english, "on", end).unwrap_or(end);
    while let Some((day, next)) = lookup(sentence, english, ENGLISH_DAYS, end) {
        days |= 1 << day;
        plural |= sentence.chars()[next - 1] == 's';
        end = next;
        let joined = literal(sentence, english, "and", end).unwrap_or(end);
        if lookup(sentence, english, ENGLISH_DAYS, joined).is_some() {
            end = joined;
        }
    }
    (days != 0 && (start.is_some() || plural)).then_some((days, end))
}
