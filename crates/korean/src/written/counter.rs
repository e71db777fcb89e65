//! Counters and units: which numbers become digits before them. Listed in `data/writing/ko/counters.txt`.

use std::sync::LazyLock;

use super::number::{Kind, Number};
use super::tail::{is_tail, is_time};
use super::text::Letters;

#[derive(Debug)]
pub(super) struct Counter {
    pub name: &'static str,
    conditions: &'static str,
    pub sign: Option<&'static str>,
}

/// Longer ones first.
static COUNTERS: LazyLock<Vec<Counter>> = LazyLock::new(|| {
    let entry = |line: &'static str| {
        let mut columns = line.split_whitespace();
        let name = columns.next().filter(|name| !name.starts_with('#'))?;
        Some(Counter { name, conditions: columns.next()?, sign: columns.next() })
    };
    let list = include_str!("../../../../data/writing/ko/counters.txt");
    let mut counters: Vec<Counter> = list.lines().filter_map(entry).collect();
    counters.sort_by_key(|counter| std::cmp::Reverse(counter.name.len()));
    counters
});

/// What stood before a number: the counter of the number before it, when nothing but a space is between.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before {
    pub counter: Option<&'static str>,
    /// 제: an ordinal.
    pub ordinal: bool,
}

/// The counter that goes with this number, and where it ends.
pub(super) fn behind(
    text: &Letters,
    start: usize,
    number: &Number,
    before: Before,
) -> Option<(&'static Counter, usize)> {
    let spaced = text.past_space(number.end);
    // Without a space at least the number itself must go on, else both places are the same.
    [number.end, spaced].into_iter().find_map(|at| {
        let together = at == number.end;
        let rest = text.rest(at);
        COUNTERS.iter().filter(|counter| rest.starts_with(counter.name)).find_map(|counter| {
            let end = at + counter.name.chars().count();
            let place = Place { text, start, end, together, before };
            (is_whole(&place, counter) && takes(&place, number, counter)).then_some((counter, end))
        })
    })
}

struct Place<'a> {
    text: &'a Letters<'a>,
    start: usize,
    /// Behind the counter.
    end: usize,
    together: bool,
    before: Before,
}

impl Place<'_> {
    /// What follows in the same word, or else the next word.
    fn following(&self) -> &str {
        match self.text.rest_of_word(self.end) {
            "" => self.text.next_word(self.end),
            rest => rest,
        }
    }
}

/// The word ends with the counter and what may follow it, or another number begins (`3시30분`).
fn is_whole(place: &Place, counter: &Counter) -> bool {
    let rest = place.text.rest_of_word(place.end);
    let number_follows = || {
        CHAINS.iter().any(|(first, _)| *first == counter.name)
            && super::number::candidates(place.text, place.end)
                .iter()
                .any(|number| follows(place, number, counter.name))
    };
    let half = || matches!(counter.name, "시" | "시간") && rest.strip_prefix('반').is_some_and(is_tail);
    is_tail(rest) || half() || number_follows()
}

/// The number behind has the counter that goes on from this one: `3시` `30분`.
fn follows(place: &Place, number: &Number, name: &str) -> bool {
    CHAINS.iter().filter(|(first, _)| *first == name).any(|(_, next)| {
        text_at(place.text, number.end, next).is_some_and(|end| is_tail(place.text.rest_of_word(end)))
    })
}

/// After the first counter a number before the second is a number, however short: `3시 이 분`.
const CHAINS: [(&str, &str); 18] = [
    ("박", "일"),
    ("시", "분"),
    ("분", "초"),
    ("시간", "분"),
    ("년", "월"),
    ("년도", "월"),
    ("월", "일"),
    ("년", "개월"),
    ("개월", "일"),
    ("동", "호"),
    ("층", "호"),
    ("번지", "호"),
    ("학년", "반"),
    ("반", "번"),
    ("달러", "센트"),
    ("승", "무"),
    ("승", "패"),
    ("무", "패"),
];

fn takes(place: &Place, number: &Number, counter: &Counter) -> bool {
    let chained = place.before.counter.is_some_and(|first| CHAINS.contains(&(first, counter.name)));
    if !is_possible(place, number, counter, chained) {
        return false;
    }
    let has = |condition: char| counter.conditions.contains(condition);
    match number.kind {
        Kind::Figure(_) | Kind::Mixed => true,
        Kind::Torn => TORN.contains(&counter.name),
        Kind::Native if number.value < 10 => has('h') && !is_approximate(place, number),
        Kind::Native => has('n') || has('h'),
        Kind::Sino if chained || place.before.ordinal => true,
        Kind::Sino if !number.is_single() || counter.name == "시" => true,
        // 일 년 is "a year" more often than a figure.
        Kind::Sino if counter.name == "년" && number.value == 1 => !place.together && goes_on(place),
        Kind::Sino if has('w') || (number.is_this() && matches!(counter.name, "년" | "분" | "년간")) => {
            !place.together && is_time(place.following()) && !(counter.name == "일" && number.value <= 2)
        }
        Kind::Sino if number.is_this() && counter.name == "도" => is_changed(place),
        Kind::Sino if number.is_this() && !has('t') => false,
        // 백, 천 and 만 written together with their counter are mostly other words (백번, 만년).
        Kind::Sino if place.together => has('g') && (number.value <= 10 || counter.name == "원"),
        Kind::Sino => has('s') || number.value >= 10,
    }
}

/// Counters before which `1400일` is 1,401 and `30이` is 32.
const TORN: [&str; 8] = ["호", "도", "층", "원", "퍼센트", "킬로미터", "킬로그램", "호선"];

/// What holds for one counter only.
fn is_possible(place: &Place, number: &Number, counter: &Counter, chained: bool) -> bool {
    let (value, following) = (number.value, place.following());
    let figure = matches!(number.kind, Kind::Figure(_) | Kind::Mixed);
    match counter.name {
        "시" if place.text.starts_with(place.end, "간") => false,
        // 여기 두시면 comes from 두다.
        "시" if place.together && value == 2 && is_verb(place) => false,
        // 구분, 공분, 이분
        "분" if place.together && number.is_single() && !chained => !matches!(value, 0 | 2 | 9),
        "시" if number.kind == Kind::Sino => value == 0 || (10..=24).contains(&value) && number.letters > 1,
        "시" => value <= 24,
        "시간" => number.value != 4 || figure || !is_answer(place),
        "월" => (1..=12).contains(&value),
        "일" if figure => true,
        "일" => (1..=31).contains(&value) || value % 10 == 0 || !place.together || is_time(following),
        "반" | "무" | "패" => chained,
        "조" | "항" | "과" | "막" | "절" | "부" => figure || place.before.ordinal,
        "차" => figure || place.before.ordinal || number.letters > 1 && value < 1000,
        "세" => value < 200 && (value != 10_000) && !following.starts_with("상"),
        // 열 대 could be 10대, which are teens.
        "대" if number.kind == Kind::Native => value % 10 != 0,
        "대" => {
            figure || value < 100 && value % 10 == 0 && value > 10 || !number.is_single() && value >= 100
        }
        "번" if number.is_single() => {
            let named = NAMED.iter().any(|name| following.starts_with(name));
            let choice = place.together && [1, 3, 6, 7, 8].contains(&value) && !is_street(place);
            named
                || choice && !place.text.rest_of_word(place.end).is_empty()
                || !place.together && !number.is_this() && value <= 10
        }
        "동" | "길" if number.is_single() => number_with(place, "호"),
        "박" => number_with(place, "일"),
        // 삼천 보내 줘
        "보" => !["내", "냈", "낸", "낼", "니", "면", "여", "고", "자", "세", "지"]
            .iter()
            .any(|ending| place.text.rest_of_word(place.end).starts_with(ending)),
        "배" => !number.is_single() || value != 1,
        "프로" => !PRODUCTS.iter().any(|name| place.text.previous_word(place.start).starts_with(name)),
        "원" if place.together && number.is_single() => matches!(value, 100 | 1000 | 10_000),
        _ => true,
    }
}

/// What is counted by its name and not by how many there are: 삼 번 출구.
const NAMED: [&str; 14] = [
    "출구",
    "버스",
    "국도",
    "문제",
    "채널",
    "게이트",
    "타자",
    "홈",
    "마을",
    "좌석",
    "선수",
    "창구",
    "타석",
    "트랙",
];

/// 아이폰 십오 프로 is no share.
const PRODUCTS: [&str; 7] = ["아이폰", "아이패드", "맥북", "에어팟", "갤럭시", "픽셀", "버즈"];

/// 일번가
fn is_street(place: &Place) -> bool {
    place.text.starts_with(place.end, "가")
}

fn is_verb(place: &Place) -> bool {
    let rest = place.text.rest_of_word(place.end);
    ["고", "면", "며", "던", "지", "다", "라", "네", "래", "니"].iter().any(|ending| rest.starts_with(ending))
}

/// `이 도 올려 줘` speaks of degrees.
fn is_changed(place: &Place) -> bool {
    ["올", "내", "높", "낮", "더", "만", "씩"].iter().any(|word| place.following().starts_with(word))
}

/// `네 시간 있어요` at the beginning says yes.
fn is_answer(place: &Place) -> bool {
    let says = ["있", "없", "괜찮", "되", "돼", "좀", "많"];
    place.start == 0 && says.iter().any(|word| place.following().starts_with(word))
}

/// `두 세 시간` is not 두 3시간.
fn is_approximate(place: &Place, number: &Number) -> bool {
    const ONES: [&str; 9] = ["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"];
    let previous = place.text.previous_word(place.start);
    ONES.iter().position(|one| *one == previous).is_some_and(|i| i as u128 + 2 == number.value)
}

/// Another number and counter follow: 일 년 육 개월.
fn goes_on(place: &Place) -> bool {
    let next = place.text.past_space(place.end);
    next > place.end
        && super::number::candidates(place.text, next).iter().any(|number| follows(place, number, "년"))
}

/// A number with this counter follows: 이 박 삼 일.
fn number_with(place: &Place, counter: &str) -> bool {
    let next = place.text.past_space(place.end);
    super::number::candidates(place.text, next).iter().any(|number| {
        let at = text_at(place.text, number.end, counter);
        number.kind != Kind::Native && at.is_some_and(|end| is_tail(place.text.rest_of_word(end)))
    })
}

fn text_at(text: &Letters, at: usize, word: &str) -> Option<usize> {
    let from = [at, text.past_space(at)].into_iter().find(|&at| text.starts_with(at, word))?;
    Some(from + word.chars().count())
}
