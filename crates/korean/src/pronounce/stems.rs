//! Verb stems in ㄴ and ㅁ make their ending tense (article 24): 신고 → 신꼬, 닮지 → 담찌. Nouns do not (신고, 감기), nor
//! does the ending that makes a verb passive (안기다).
//!
//! Which of the two a word is, its neighbours tell.

use super::word::{Words, core, tense_at};

pub(super) fn respell(words: &mut [String]) {
    for i in 0..words.len() {
        let before = i.checked_sub(1).map_or("", |before| words[before].as_str());
        let after = words.get(i + 1).map_or("", String::as_str);
        if let Some(at) = ending(core(&words[i]), before, after) {
            words[i] = tense_at(&words[i], at);
        }
    }
}

/// Stems that no noun looks like.
const STEMS: Words = Words(
    "남 넘 담 숨 심 품 뿜 젊 닮 굶 삶 옮 곪 껴안 끌어안 얼싸안 살아남 뛰어넘 다듬 더듬 쓰다듬 가다듬 머금 \
     보듬 서슴 눌러담",
);
/// Endings before which a stem of the first kind stands alone.
const ENDINGS: Words = Words("다 고 지 게 던 더 도록 습니 자마 거나 거든 자고 다가");
/// What begins like one of these verbs and is none.
const OTHERS: Words =
    Words("심지어 남다른 남다르 남지나 담지체 담당 숨고르 남더위 넘버 담담 심심 숨지다 숨진 삶도 심장");

/// Where a tense ending begins.
fn ending(word: &str, before: &str, after: &str) -> Option<usize> {
    if OTHERS.iter().any(|other| word.starts_with(other)) {
        return None;
    }
    let fits = |stem: &&str| word.strip_prefix(*stem).is_some_and(is_ending);
    if let Some(stem) = STEMS.iter().find(fits) {
        // 숨지다 and 심지 are words of their own, unless something is denied or forbidden.
        let denied = ["마", "말", "않", "못"].iter().any(|word| after.starts_with(word));
        let noun = matches!(word, "숨지" | "심지") && !denied;
        return (!noun).then(|| stem.chars().count());
    }
    homograph(word, before, after).then_some(1)
}

fn is_ending(tail: &str) -> bool {
    ENDINGS.iter().any(|ending| tail.starts_with(ending))
}

/// Words that are a verb in one sentence and something else in another.
fn homograph(word: &str, before: &str, after: &str) -> bool {
    let begins = |with: &[&str]| with.iter().any(|start| after.starts_with(start));
    let behind = |ends: &[&str]| ends.iter().any(|end| before.ends_with(end));
    let denied = begins(&["마", "말", "않", "못"]);
    let mut letters = word.chars();
    let (Some(stem), tail) = (letters.next(), letters.as_str()) else { return false };
    let plain = ["다", "던", "습니다", "거나", "도록", "는다"].contains(&tail);
    match (stem, tail) {
        ('신', "고") => {
            behind(&["발을", "두를", "말을", "화를", "츠를", "신을", "킹을", "퍼를"])
                || begins(&["있", "다니", "나가", "나갔", "나왔", "걸", "뛰", "벗"])
        }
        ('참', "고") => {
            behind(&["꾹", "꾹꾹", "끝까지", "화를"]) || begins(&["견디", "기다", "있", "버티", "넘어가"])
        }
        ('감', "고") | ('안', "고") | ('검', "고" | "게" | "던" | "다") | ('참', "다" | "던") => {
            true
        }
        ('신' | '감' | '참' | '검', "지") => denied,
        ('삼', "고" | "다" | "던" | "지") => behind(&["로", "을", "를"]),
        // 안다 knows, or holds in the arms.
        ('안', "다" | "지" | "던") => {
            behind(&["꼭", "꽉", "품에", "가슴에", "이를", "기를", "를_품에", "와락"])
        }
        ('신' | '감', _) => plain || tail == "게",
        _ => false,
    }
}
