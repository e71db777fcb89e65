//! A service's own names: ten thousand with two synonyms each are learnt, found in sentences and changed.

use std::time::Instant;

use dialogue::entity::Lexicon;

use crate::{median, milliseconds};

const NAMES: usize = 10_000;
const SENTENCES: usize = 200;
/// Names of shops and places are made of such syllables, and end in such words.
const SYLLABLES: [&str; 40] = [
    "가", "나", "다", "라", "마", "바", "사", "아", "자", "하", "강", "남", "동", "림", "문", "방", "산",
    "안", "정", "한", "구", "노", "도", "로", "모", "보", "소", "오", "조", "호", "금", "은", "달", "별",
    "솔", "빛", "샘", "들", "숲", "길",
];
const KINDS: [&str; 8] = ["식당", "역", "공원", "카페", "마트", "병원", "서점", "호텔"];
/// What is said with a name: before it, and after it.
const SAID: [(&str, &str); 5] = [
    ("", "에서 내일 저녁 7시에 네 명 예약해 줘"),
    ("지금 ", "까지 얼마나 걸려?"),
    ("", "이랑 집 사이에 주차할 데 있어?"),
    ("택시 불러서 ", "으로 가 줘"),
    ("", "는 몇 시까지 해요?"),
];

/// A row of numbers that is the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }

    fn name(&mut self) -> String {
        let length = 2 + self.below(3);
        let name: String = (0..length).map(|_| SYLLABLES[self.below(SYLLABLES.len())]).collect();
        name + KINDS[self.below(KINDS.len())]
    }
}

/// One syllable is another: a mistake of typing or hearing.
fn mistaken(name: &str, numbers: &mut Numbers) -> String {
    let mut letters: Vec<&str> = name.split("").filter(|letter| !letter.is_empty()).collect();
    let at = numbers.below(letters.len());
    letters[at] = match letters[at] {
        "가" => "카",
        "다" => "타",
        "강" => "간",
        "산" => "삼",
        "역" => "녁",
        other => other,
    };
    letters.concat()
}

#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
pub fn find(rounds: usize) -> anyhow::Result<()> {
    let mut numbers = Numbers(7);
    let mut lexicon = Lexicon::new();
    let names: Vec<String> = (0..NAMES).map(|_| numbers.name()).collect();
    let began = Instant::now();
    for name in &names {
        lexicon.add("shop", name, name)?;
        lexicon.add("shop", name, &format!("{name}점"))?;
        lexicon.add("shop", name, &format!("우리 {name}"))?;
    }
    let words = lexicon.len();
    println!("names: {NAMES} of {words} words learnt in {:.0} ms", milliseconds(began));
    for (how, wrong) in [("written right", false), ("some with a mistake", true)] {
        let said: Vec<(String, &str)> = (0..SENTENCES)
            .map(|number| {
                let name = &names[numbers.below(NAMES)];
                let written = if wrong { mistaken(name, &mut numbers) } else { name.clone() };
                let (before, after) = SAID[number % SAID.len()];
                (format!("{before}{written}{after}"), name.as_str())
            })
            .collect();
        let found =
            |(sentence, name): &(String, &str)| lexicon.find(sentence).iter().any(|its| its.entry == *name);
        let right = said.iter().filter(|said| found(said)).count();
        let all = median(rounds, || -> anyhow::Result<()> {
            anyhow::ensure!(
                said.iter().filter(|said| found(said)).count() == right,
                "the same names are found"
            );
            Ok(())
        })?;
        println!("names {how}: {:.3} ms a sentence, {right} of {SENTENCES} found", all / SENTENCES as f64);
    }
    let change = median(rounds * 100, || -> anyhow::Result<()> {
        lexicon.add("shop", "새 가게", "새로 생긴 가게")?;
        anyhow::ensure!(lexicon.remove("shop", "새 가게"), "it was there");
        Ok(())
    })?;
    println!("names: one added and taken away in {change:.4} ms");
    Ok(())
}
