//! Sound changes that depend on what a word is doing in the sentence (할 수 → 할 쑤, 할게 → 할께, 남고 → 남꼬, 나의 → 나에,
//! 강남역 → 강남녁).
//!
//! There is no grammar here, only short lists of the forms that are common and cannot be mistaken.

use crate::jamo::{self, Syllable, is_syllable};

use super::tense;

pub(super) fn respell(words: &mut [String]) {
    for i in 0..words.len() {
        if i > 0 && says_future(&words[i - 1]) && is_bound_noun(&words[i]) {
            words[i] = tense_at(&words[i], 0);
        }
        words[i] = station(&particle_ui(&stem_ending(&future_ending(&words[i]))));
    }
}

/// Ends, without punctuation, in the ㄹ of a verb that speaks of what is to come.
fn says_future(word: &str) -> bool {
    word.chars().next_back().and_then(jamo::coda) == Some('ㄹ')
}

/// A noun that only lives behind a verb, with or without a particle.
fn is_bound_noun(word: &str) -> bool {
    const NOUNS: [&str; 16] = [
        "수", "것", "거", "게", "건", "걸", "데", "줄", "적", "듯", "바", "분", "정도", "대로", "동안", "곳",
    ];
    const TAILS: [&str; 36] = [
        "",
        "가",
        "이",
        "은",
        "는",
        "을",
        "를",
        "도",
        "만",
        "에",
        "로",
        "으로",
        "과",
        "와",
        "밖에",
        "까지",
        "요",
        "야",
        "예요",
        "이에요",
        "이다",
        "입니다",
        "인가요",
        "인데",
        "인지",
        "라고",
        "라면",
        "고",
        "지",
        "죠",
        "지요",
        "든",
        "들",
        "이",
        "해요",
        "합니다",
    ];
    let core = core(word);
    NOUNS.iter().any(|noun| core.strip_prefix(noun).is_some_and(|tail| TAILS.contains(&tail)))
}

/// -ㄹ게, -ㄹ걸, -ㄹ지, -ㄹ수록: promises, guesses, doubts.
fn future_ending(word: &str) -> String {
    const ENDINGS: [&str; 17] = [
        "게요",
        "걸요",
        "수록",
        "거예요",
        "거에요",
        "거야",
        "거니까",
        "건가요",
        "걸",
        "지도",
        "지라도",
        "지는",
        "지를",
        "게",
        "지",
        "거",
        "건데",
    ];
    // Stems that have the ㄹ themselves: 길게 is no promise, 알지 no doubt.
    const STEMS: &str = "길멀달알살들만놀팔울열끌밀풀물불빌벌썰쓸털얼말돌날떨흔늘줄잘졸절굴빨";
    let core = core(word);
    for ending in ENDINGS {
        let Some(stem) = core.strip_suffix(ending) else { continue };
        let Some(last) = stem.chars().next_back() else { continue };
        let own =
            matches!(ending, "게" | "지" | "지는" | "지도" | "지를" | "거" | "걸") && STEMS.contains(last);
        if jamo::coda(last) == Some('ㄹ') && !own {
            return tense_at(word, stem.chars().count());
        }
    }
    word.to_owned()
}

/// Verb stems in ㄴ and ㅁ make their ending tense: 남고 → 남꼬, 닮지 → 담찌. Nouns (남자, 참고) do not.
fn stem_ending(word: &str) -> String {
    const STEMS: [&str; 14] =
        ["남", "넘", "담", "숨", "심", "품", "참", "젊", "닮", "굶", "살아남", "뛰어넘", "껴안", "끌어안"];
    const ENDINGS: [&str; 12] =
        ["다", "고", "지", "게", "던", "더", "도록", "습니", "자마", "거나", "는다", "죠"];
    const NOUNS: [&str; 9] =
        ["참고", "심지", "참다랑", "남다른", "참게", "담지", "남지나", "심지어", "숨고르"];
    let core = core(word);
    if NOUNS.iter().any(|noun| core.starts_with(noun)) {
        return word.to_owned();
    }
    let fits = |stem: &&&str| {
        core.strip_prefix(**stem).is_some_and(|end| ENDINGS.iter().any(|e| end.starts_with(e)))
    };
    match STEMS.iter().find(fits) {
        Some(stem) => tense_at(word, stem.chars().count()),
        None => word.to_owned(),
    }
}

/// The particle 의 is said 에; the 의 that belongs to a noun is left to the vowel rule.
fn particle_ui(word: &str) -> String {
    const NOUNS: [&str; 30] = [
        "회의", "주의", "강의", "문의", "논의", "동의", "합의", "거의", "예의", "정의", "의의", "편의",
        "상의", "호의", "토의", "협의", "결의", "심의", "건의", "제의", "항의", "모의", "유의", "임의",
        "본의", "창의", "무의", "열의", "고의", "사의",
    ];
    let core = core(word);
    match core.strip_suffix('의') {
        Some(owner) if !owner.is_empty() && !NOUNS.iter().any(|noun| core.ends_with(noun)) => {
            format!("{owner}에{}", &word[core.len()..])
        }
        _ => word.to_owned(),
    }
}

/// A ㄴ slips in before the 역 of a station: 강남역 → 강남녁, 서울역 → 서울력.
fn station(word: &str) -> String {
    const TAILS: [&str; 15] = [
        "",
        "이",
        "은",
        "을",
        "에",
        "에서",
        "으로",
        "까지",
        "부터",
        "의",
        "과",
        "입니다",
        "이에요",
        "도",
        "에는",
    ];
    const NOUNS: [&str; 10] =
        ["번역", "통역", "면역", "권역", "음역", "병역", "용역", "현역", "전역", "직역"];
    let core = core(word);
    let letters: Vec<char> = core.chars().collect();
    let Some(at) = letters.iter().rposition(|c| *c == '역') else { return word.to_owned() };
    let name: String = letters[..at].iter().collect();
    let tail: String = letters[at + 1..].iter().collect();
    let noun = NOUNS.iter().any(|noun| format!("{name}역").ends_with(noun));
    let joins = at >= 2 && jamo::coda(letters[at - 1]).is_some();
    if !joins || noun || !TAILS.contains(&tail.as_str()) {
        return word.to_owned();
    }
    format!("{name}녁{tail}{}", &word[core.len()..])
}

/// The syllables at the beginning of a word, without the punctuation behind them.
fn core(word: &str) -> &str {
    word.find(|c| !is_syllable(c)).map_or(word, |end| &word[..end])
}

/// The word with the onset of one syllable made tense.
fn tense_at(word: &str, index: usize) -> String {
    let tensed = |c: char| {
        let syllable = Syllable::of(c)?;
        Syllable { onset: tense(syllable.onset)?, ..syllable }.compose()
    };
    word.chars().enumerate().map(|(i, c)| if i == index { tensed(c).unwrap_or(c) } else { c }).collect()
}
