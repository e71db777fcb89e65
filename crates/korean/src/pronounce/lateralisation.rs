//! ㄴ beside ㄹ turns to ㄹ inside a word (신라 → 실라, 설날 → 설랄). Behind a word of two syllables a Sino-Korean ending
//! keeps apart: 생산량 → 생산냥, 이원론 → 이원논 (article 20).

use super::Joint;
use super::word::{Words, core};
use crate::jamo::{self, Syllable};

pub(super) fn apply(left: &mut Syllable, right: &mut Syllable, joint: Joint) {
    if joint != Joint::Tight {
        return;
    }
    match (left.coda, right.onset) {
        (Some('ㄴ'), 'ㄹ') => left.coda = Some('ㄹ'),
        (Some('ㄹ'), 'ㄴ') => right.onset = 'ㄹ',
        _ => {}
    }
}

/// Writes the endings that keep apart with ㄴ.
pub(super) fn respell(words: &mut [String]) {
    const ENDINGS: &str = "란량력령례로론료류률";
    // Words of two syllables that are part of a longer one: 소비전력, 대관령.
    const CLOSED: Words = Words(
        "권력 관련 진료 난로 원료 연료 연령 관례 전력 반론 언론 변론 본론 혼란 곤란 인류 분류 한류 난류 전류 \
         진로 인력 탄력 완료 근로 순례 논란 분량 산란 환란 만료 혼례 선례 전례 민란 반란 선로 균류 판례 원로 \
         훈령 전령 신령 관령 천로 건류 간로 본령",
    );
    for word in words {
        let letters: Vec<char> = core(word).chars().collect();
        let apart = |i: usize| {
            let pair: String = letters[i - 1..=i].iter().collect();
            jamo::coda(letters[i - 1]) == Some('ㄴ')
                && ENDINGS.contains(letters[i])
                && !CLOSED.contains(&pair)
        };
        if let Some(at) = (2..letters.len()).find(|i| apart(*i)) {
            let onset = |c: char| Syllable { onset: 'ㄴ', ..Syllable::of(c)? }.compose();
            *word = word
                .chars()
                .enumerate()
                .map(|(i, c)| if i == at { onset(c).unwrap_or(c) } else { c })
                .collect();
        }
    }
}
