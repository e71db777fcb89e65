//! Words that are said in one breath. A coda goes over into the next word where the two are hardly ever parted (못 와 → 모
//! 돠, 십 일 → 시 빌, 꽃 위 → 꼬 뒤), and a ㄴ slips in before 이, 야, 여, 요 and 유 (할 일 → 할 릴, 옷 입어 → 온 니버).
//!
//! Other neighbours are left apart: a voice is understood better so.

use super::numerals::is_sino;
use super::word::{Words, core, insert_at, link};
use crate::jamo;

pub(super) fn respell(words: &mut [String]) {
    for i in 1..words.len() {
        let (head, tail) = words.split_at_mut(i);
        let (Some(left), Some(right)) = (head.last_mut(), tail.first_mut()) else { continue };
        join(left, right);
    }
    for word in words {
        *word = station(word);
    }
}

fn join(left: &mut String, right: &mut String) {
    if takes_n(left, right) {
        // Behind ㄹ the ㄴ is an ㄹ at once; across a space no rule would make it one.
        let onset = if ends_in(left, "ㄹ") { 'ㄹ' } else { 'ㄴ' };
        *right = insert_at(right, 0, onset);
    } else if is_sino(left) && is_counter(right) {
        link(left, right, false);
    } else if matches!(left.as_str(), "못" | "몇") || is_place(right) && ends_in(left, BLUNT) {
        link(left, right, true);
    }
}

/// Consonants that are not heard at the end of a word.
const BLUNT: &str = "ㅅㅈㅊㅌㅍㅋ";

/// Counters behind a Sino-Korean number: 십 원 → 시 붠.
fn is_counter(word: &str) -> bool {
    const COUNTERS: Words = Words("원 일 인 위 억 엔 유로 인분 인치 와트 온스 암페어 월 연승");
    COUNTERS.iter().any(|counter| core(word).starts_with(counter))
}

/// Where something is: 꽃 위, 밭 아래.
fn is_place(word: &str) -> bool {
    ["위", "아래", "앞", "안"].iter().any(|place| {
        core(word).strip_prefix(place).is_some_and(|tail| {
            ["", "에", "에서", "으로", "로", "의", "쪽", "은", "는", "이", "가", "을", "를"].contains(&tail)
        })
    })
}

/// Ends in one of these codas.
fn ends_in(word: &str, codas: &str) -> bool {
    word.chars().next_back().and_then(jamo::coda).is_some_and(|coda| codas.contains(coda))
}

fn takes_n(left: &str, right: &str) -> bool {
    const WORK: Words =
        Words("일 일이 일을 일은 일도 일들 일만 일과 일에 일로 일들이 일이에요 일인데 일입니다 일이야");
    const DOING: Words = Words("입 읽 익 잊 잃 이기");
    const MODIFIERS: Words = Words("한 할 운 쁜 든 던 슨 떤 런 른 좋은 많은 볼 될 생긴 큰");
    let has_coda = left.chars().next_back().and_then(jamo::coda).is_some();
    let does =
        DOING.iter().any(|verb| right.starts_with(verb) && right != "입" && !right.starts_with("입니"));
    let worn = left == "옷" && right.starts_with('입');
    let adverb = matches!(left, "못" | "잘" | "덜" | "더")
        && (does || right.starts_with("이겨") || right.starts_with("이긴"));
    let work = MODIFIERS.iter().any(|end| left.ends_with(end)) && WORK.contains(core(right));
    has_coda && (worn || adverb || work)
}

/// A ㄴ slips in before the 역 of a station: 강남역 → 강남녁, 서울역 → 서울력.
fn station(word: &str) -> String {
    const TAILS: Words =
        Words("이 은 을 에 에서 으로 까지 부터 의 과 입니다 이에요 도 에는 에서는 이고 인데 이나");
    const NOUNS: Words = Words("번역 통역 면역 권역 음역 병역 용역 현역 전역 직역 영역 광역 성역 반역");
    let core = core(word);
    let letters: Vec<char> = core.chars().collect();
    let Some(at) = letters.iter().rposition(|c| *c == '역') else { return word.to_owned() };
    let name: String = letters[..at].iter().collect();
    let tail: String = letters[at + 1..].iter().collect();
    let noun = NOUNS.iter().any(|noun| format!("{name}역").ends_with(noun));
    let joins = at >= 2 && jamo::coda(letters[at - 1]).is_some();
    if joins && !noun && (tail.is_empty() || TAILS.contains(&tail)) {
        insert_at(word, at, 'ㄴ')
    } else {
        word.to_owned()
    }
}
