//! Tense consonants behind the ㄹ of a verb that speaks of what is to come (article 27): 할 것을 → 할 꺼슬, 할게 → 할께.

use super::numerals::is_sino;
use super::word::{Words, core, tense_at};
use crate::jamo;

pub(super) fn respell(words: &mut [String]) {
    for i in 0..words.len() {
        if i > 0 && (is_bound_noun(&words[i]) && ends_in_l(&words[i - 1]) || is_future(&words[i - 1])) {
            words[i] = tense_at(&words[i], 0);
        }
        words[i] = ending(&words[i]);
    }
}

/// Ends, without punctuation, in ㄹ, and is no number.
fn ends_in_l(word: &str) -> bool {
    !is_sino(word) && word.chars().next_back().and_then(jamo::coda) == Some('ㄹ')
}

/// A form that is nothing else than a verb before its noun.
fn is_future(word: &str) -> bool {
    const FORMS: Words = Words("갈 볼 쓸 먹을 읽을 받을 찾을 입을 만날 만들 나갈 들어갈 보낼 기다릴 쉴");
    const ENDINGS: Words = Words("할 될 있을 없을 같을");
    const NOUNS: Words = Words("역할 관할 분할 칠할");
    (FORMS.contains(word) || ENDINGS.iter().any(|ending| word.ends_with(ending)))
        && !NOUNS.iter().any(|noun| word.ends_with(noun))
}

/// A noun that only lives behind a verb, with or without a particle.
fn is_bound_noun(word: &str) -> bool {
    const NOUNS: Words = Words("수 것 거 게 건 걸 데 줄 적 듯 바 정도 대로 동안 곳 성싶 즈음");
    const TAILS: Words = Words(
        "가 이 은 는 을 를 도 만 에 로 으로 과 와 밖에 까지 요 야 예요 이에요 이다 입니다 \
         인가요 인데 인지 라고 라면 고 지 죠 지요 든 들 해요 합니다 하다 한 이라도 이나 같아요",
    );
    let core = core(word);
    NOUNS
        .iter()
        .any(|noun| core.strip_prefix(noun).is_some_and(|tail| tail.is_empty() || TAILS.contains(tail)))
}

/// -ㄹ게, -ㄹ걸, -ㄹ지, -ㄹ수록: promises, guesses, doubts.
fn ending(word: &str) -> String {
    const ENDINGS: Words = Words(
        "게요 걸요 수록 거예요 거에요 거야 거니까 건가요 지라도 지언정 진대 진저 세라 지도 지는 지를 걸 게 지 거 \
         건데 까요 지요 듯이 밖에 듯 듯한 듯하다 듯해요 듯합니다",
    );
    // Stems that have the ㄹ themselves: 길게 is no promise, 알지 no doubt.
    const STEMS: &str = "길멀달알살들만놀팔울열끌밀풀물불빌벌썰쓸털얼말돌날떨흔늘줄잘졸절굴빨걸둘갈";
    // A verb whose ㄹ is its own can be doubted as well, but its form is the plain one.
    const AMBIGUOUS: Words = Words("밖에 게 지 지는 지도 지를 거 걸 게요 지요");
    // Nouns that end like such a form.
    const NOUNS: Words = Words("엘지 철거 별거 일거 콜걸 필지 실지");
    let core = core(word);
    if NOUNS.iter().any(|noun| core.starts_with(noun)) {
        return word.to_owned();
    }
    for ending in ENDINGS.iter() {
        let Some(stem) = core.strip_suffix(ending) else { continue };
        let Some(last) = stem.chars().next_back() else { continue };
        let own = AMBIGUOUS.contains(ending)
            && STEMS.contains(last)
            && (stem.chars().count() == 1 || "들물굴살팔".contains(last));
        if jamo::coda(last) == Some('ㄹ') && !own {
            return tense_at(word, stem.chars().count());
        }
    }
    word.to_owned()
}
