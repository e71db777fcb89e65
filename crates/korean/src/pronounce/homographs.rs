//! Nouns that sound one way or the other, told apart by their neighbours: 잠자리 (where one sleeps, or a dragonfly), 이번 주가
//! and 주가.

/// As it was respelt, the neighbours that make it plain, and the plain spelling.
struct Homograph {
    spelling: &'static str,
    before: &'static [&'static str],
    behind: &'static [&'static str],
    plain: &'static str,
}

const HOMOGRAPHS: [Homograph; 5] = [
    Homograph {
        spelling: "잠짜리",
        before: &["고추", "빨간", "밀"],
        behind: &["날", "잡", "앉", "한 마리", "두 마리", "떼"],
        plain: "잠자리",
    },
    Homograph {
        spelling: "주까",
        before: &["이번", "다음", "지난", "저번", "매", "첫", "한", "두", "세", "몇", "일", "이", "삼"],
        behind: &[],
        plain: "주가",
    },
    Homograph { spelling: "안꽈", before: &[], behind: &["밖", "바깥"], plain: "안과" },
    Homograph {
        spelling: "대까",
        before: &["음악의", "미술의", "당대의", "최고의"],
        behind: &[],
        plain: "대가",
    },
    Homograph { spelling: "한짜", before: &[], behind: &["남짓"], plain: "한자" },
];

/// Runs behind the exceptions, whose choice it takes back.
pub(super) fn respell(words: &mut [String]) {
    for i in 0..words.len() {
        for homograph in &HOMOGRAPHS {
            let Some(rest) = words[i].strip_prefix(homograph.spelling) else { continue };
            let before = i > 0 && homograph.before.contains(&words[i - 1].as_str());
            let behind =
                words.get(i + 1).is_some_and(|next| homograph.behind.iter().any(|b| next.starts_with(b)));
            if before || behind {
                words[i] = format!("{}{rest}", homograph.plain);
                break;
            }
        }
    }
}
