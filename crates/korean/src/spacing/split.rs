//! Spaces that are missing inside a word: before bound nouns (`할 수`, `하는 거`), helping verbs (`맞춰 줘`, `하고 있어`),
//! after `안` and `못`, between a native number and its counter (`두 개`).

use crate::jamo::{Syllable, is_syllable};
use crate::rewrite::Edit;
use crate::written::is_tail;

pub(super) fn find(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut word: Vec<(usize, char)> = Vec::new();
    // What the word before ends with.
    let mut previous = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        if is_syllable(c) {
            word.push((at, c));
        }
        if !is_syllable(c) || letters.peek().is_none() {
            let rest = if is_syllable(c) { "" } else { text[at..].strip_prefix(' ').unwrap_or_default() };
            breaks(previous, &word, rest, &mut edits);
            previous = word.last().map(|(_, c)| *c).filter(|_| c == ' ');
            word.clear();
        }
    }
    edits
}

/// No word is longer; what is, is not looked at.
const LONGEST: usize = 40;

fn breaks(previous: Option<char>, word: &[(usize, char)], next: &str, edits: &mut Vec<Edit>) {
    if word.len() < 2 || word.len() > LONGEST {
        return;
    }
    let letters: Vec<char> = word.iter().map(|(_, c)| *c).collect();
    let text: String = letters.iter().collect();
    let rest = |i: usize| &text[i * '가'.len_utf8()..];
    for i in 1..letters.len() {
        let place = Place { previous, before: &letters[..i], rest: rest(i), next };
        if RULES.iter().any(|rule| rule(&place)) {
            edits.push(Edit { source: word[i].0..word[i].0, text: " ".into() });
        }
    }
}

/// A place within a word.
struct Place<'a> {
    /// The last letter of the word before.
    previous: Option<char>,
    before: &'a [char],
    rest: &'a str,
    /// The words behind this one.
    next: &'a str,
}

impl Place<'_> {
    fn last(&self) -> char {
        self.before.last().copied().unwrap_or_default()
    }

    fn coda(&self) -> Option<char> {
        Syllable::of(self.last())?.coda
    }

    fn begins(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.rest.starts_with(word))
    }

    fn ends(&self, word: &str) -> bool {
        let letters: Vec<char> = word.chars().collect();
        self.before.ends_with(&letters)
    }
}

const RULES: [fn(&Place) -> bool; 9] =
    [ability, thing, time, helper, giving, negation, counter, some, little];

/// 할 수 있어, and 있어 behind 수.
fn ability(place: &Place) -> bool {
    const WAYS: [&str; 5] = ["수", "수가", "수는", "수도", "수밖에"];
    let exists = |text: &str| text.starts_with('있') || text.starts_with('없');
    let way = place.coda() == Some('ㄹ')
        && WAYS.iter().any(|way| {
            place
                .rest
                .strip_prefix(way)
                .is_some_and(|rest| exists(if rest.is_empty() { place.next } else { rest }))
        });
    let verb = exists(place.rest)
        && WAYS.iter().any(|way| {
            let length = way.chars().count();
            let before = match place.before.len().checked_sub(length + 1) {
                Some(i) => Some(place.before[i]),
                None => place.previous.filter(|_| place.before.len() == length),
            };
            place.ends(way) && before.and_then(coda) == Some('ㄹ')
        });
    way || verb
}

fn coda(c: char) -> Option<char> {
    Syllable::of(c)?.coda
}

/// 갈 거야, 하는 게, 한 거, 것 같아, 줄 알았어, 뿐.
fn thing(place: &Place) -> bool {
    const ENDINGS: [&str; 22] = [
        "야", "예요", "에요", "고", "지", "니", "냐", "라", "다", "를", "가", "는", "도", "만", "같", "죠",
        "래", "였", "네", "잖", "든", "있",
    ];
    let thing =
        ["거", "것", "건", "게"].iter().find_map(|thing| Some((*thing, place.rest.strip_prefix(thing)?)));
    let long = place.before.len() > 1;
    if let Some((thing, rest)) = thing {
        let ends = rest.is_empty() || ENDINGS.iter().any(|ending| rest.starts_with(ending));
        let future = place.coda() == Some('ㄹ') && !matches!(thing, "게" | "건") && !place.ends("별");
        let present = long && (place.ends("는") || place.ends("던"));
        let past =
            matches!(thing, "거" | "것") && long && "한은된온본운린난진인준킨낸쓴".contains(place.last());
        let thing_ends = matches!(thing, "것" | "건") || ends;
        return thing_ends && (future || present && (thing != "게" || rest.is_empty()) || past);
    }
    let like = place.rest.starts_with('같') && long && (place.ends("것") || place.ends("거"));
    let know = |rest: &str| ["알", "아", "몰", "모"].iter().any(|verb| rest.starts_with(verb));
    let way = place
        .rest
        .strip_prefix('줄')
        .is_some_and(|rest| know(if rest.is_empty() { place.next } else { rest }))
        && (place.coda() == Some('ㄹ') || place.ends("는"));
    let knowing = long
        && place.ends("줄")
        && know(place.rest)
        && coda(place.before[place.before.len() - 2]) == Some('ㄹ');
    let only = place.rest.strip_prefix('뿐').is_some_and(is_tail) && place.coda() == Some('ㄹ');
    like || way || knowing || only
}

/// 할 때, 하는 동안, 비 때문에.
fn time(place: &Place) -> bool {
    let when = place.rest.strip_prefix('때').is_some_and(is_tail) && place.coda() == Some('ㄹ');
    let during = place.rest.starts_with("동안") && place.before.len() > 1 && place.ends("는");
    when || during || place.begins(&["때문에", "때문이"])
}

/// 하고 있어, 가고 싶어, 하지 마, 하게 돼, 해야 돼, 열려 있어.
fn helper(place: &Place) -> bool {
    if place.before.len() < 2 {
        return false;
    }
    const BECOME: [&str; 6] = ["되", "돼", "됐", "될", "된", "됩"];
    let previous = place.before[place.before.len() - 2];
    match place.last() {
        '고' => place.begins(&["있", "싶"]),
        '지' => {
            let stop = place.rest.strip_prefix('마').is_some_and(|rest| {
                rest.is_empty()
                    || ["세", "시", "십", "라", "요"].iter().any(|ending| rest.starts_with(ending))
            });
            stop || place.begins(&["않", "못하", "못해", "못했", "못할", "말고", "말아", "말자", "말라"])
        }
        '게' => place.begins(&BECOME) && !matches!(previous, '무' | '가' | '지'),
        '야' => {
            let must = is_open(previous) && previous != '이';
            must && place.begins(&["되", "돼", "됐", "될", "된", "됩", "해", "하", "했", "할", "합"])
        }
        '아' | '어' | '여' | '와' | '겨' | '져' | '려' | '켜' | '쳐' => place.begins(&["있"]),
        _ => false,
    }
}

/// An open syllable that a verb ends with before its helper: 맞춰, 알려, 해.
fn is_open(c: char) -> bool {
    Syllable::of(c).is_some_and(|s| s.coda.is_none() && "ㅏㅓㅐㅔㅕㅘㅝㅖㅙ".contains(s.vowel))
}

/// 맞춰 줘, 알려 주세요. Verbs that the dictionary has as one word (도와주다) stay as they are.
fn giving(place: &Place) -> bool {
    const GIVE: [&str; 16] = [
        "줘", "주세", "주시", "주실", "주십", "줄래", "줄까", "줄게", "줄수", "줬", "주면", "주라", "주겠",
        "주렴", "준다", "주고",
    ];
    const ONE_WORD: [&str; 14] = [
        "도와",
        "돌려",
        "들려",
        "빌려",
        "데려다",
        "가져다",
        "갖다",
        "알아",
        "봐",
        "건네",
        "내",
        "밀어",
        "물려",
        "아",
    ];
    let lexical = |verb: &&str| place.before.len() == verb.chars().count() && place.ends(verb);
    let gives = place.begins(&GIVE) || place.rest == "줄" && place.next.starts_with("수 ");
    gives && is_open(place.last()) && !ONE_WORD.iter().any(lexical)
}

/// 안 돼, 못 가. 안하다, 못하다 and their like are too close to words of their own.
fn negation(place: &Place) -> bool {
    const NOT: [&str; 36] = [
        "돼", "되나", "되는", "되면", "되고", "됩", "됐", "될", "된다", "해요", "했", "할래", "할게", "합니",
        "하고", "하는", "하면", "해도", "갔", "갈래", "왔", "먹", "좋", "보여", "들려", "들리", "나와",
        "나오", "켜져", "켜지", "꺼져", "꺼지", "추워", "더워", "아파", "비싸",
    ];
    const UNABLE: [&str; 9] = ["가요", "갔", "갈", "찾", "먹", "봤", "들었", "일어", "잤"];
    match place.before {
        ['안'] => place.begins(&NOT),
        ['못'] => place.begins(&UNABLE),
        _ => false,
    }
}

/// 두 개, 다섯 명, 첫 번째, 몇 시.
fn counter(place: &Place) -> bool {
    const NUMBERS: [&str; 13] =
        ["두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "스무", "한두", "두세", "서너"];
    const COUNTERS: [&str; 15] = [
        "개", "명", "번째", "번", "살", "마리", "잔", "병", "장", "가지", "사람", "시간", "바퀴", "달", "곡",
    ];
    const ASKED: [&str; 17] = [
        "시간",
        "시",
        "분",
        "개",
        "명",
        "번째",
        "번",
        "살",
        "도",
        "월",
        "층",
        "원",
        "호",
        "장",
        "잔",
        "마리",
        "퍼센트",
    ];
    const ONE: [&str; 6] = ["개", "명", "마리", "살", "달", "시간"];
    let before: String = place.before.iter().collect();
    let counters: &[&str] = match before.as_str() {
        "첫" => &["번째"],
        "몇" => &ASKED,
        "한" => &ONE,
        number if NUMBERS.contains(&number) => &COUNTERS,
        _ => return false,
    };
    // 세장 and 네장 apart, such a word is nothing else; 두통 and 세대 are, so 통 and 대 are not among them.
    counters.iter().any(|counter| place.rest.strip_prefix(counter).is_some_and(is_tail))
}

/// 여러 가지, but 여러분.
fn some(place: &Place) -> bool {
    place.before == ['여', '러'] && place.begins(&["가지", "명", "개", "번", "사람", "곳"])
}

/// 불 좀 꺼, but 좀비.
fn little(place: &Place) -> bool {
    let other = place.begins(&["좀비", "좀처럼", "좀도", "좀약", "좀체"]);
    let before = place.rest.starts_with('좀') && !other;
    let behind = place.last() == '좀' && !place.begins(&["비", "처럼", "도", "약", "체"]);
    before || behind
}
