//! The particle 의 is said 에; the 의 that belongs to a noun is left to the vowel rule (article 5).

use super::word::{Words, core};

const NOUNS: Words = Words(
    "회의 주의 강의 문의 논의 동의 합의 거의 예의 정의 편의 상의 호의 토의 협의 결의 심의 건의 제의 항의 \
     모의 유의 임의 본의 창의 무의 열의 고의 사의 명의 성의 신의 악의 선의 적의 도의 여의 불의 하의 탈의 \
     유의 질의 발의 궐의",
);

pub(super) fn respell(words: &mut [String]) {
    for word in words {
        let core = core(word);
        let Some(owner) = core.strip_suffix('의').filter(|owner| !owner.is_empty()) else { continue };
        // 의의 is a noun; in 회의의 the second one is the particle.
        let is_noun = owner == "의" || NOUNS.iter().any(|noun| core.ends_with(noun));
        if !is_noun {
            *word = format!("{owner}에{}", &word[core.len()..]);
        }
    }
}
