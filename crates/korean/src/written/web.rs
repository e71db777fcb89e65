//! Addresses said aloud: `네이버 닷컴` → `naver.com`, `hong 골뱅이 지메일 닷컴` → `hong@gmail.com`. The names of well-known
//! hosts are in `data/writing/ko/hosts.txt`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::tail::is_tail;
use crate::rewrite::Edit;

static HOSTS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let lines = include_str!("../../../../data/writing/ko/hosts.txt").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.trim().split_once(char::is_whitespace))
        .collect()
});

/// The ends of addresses, longer ones first.
const ENDINGS: [(&str, &str); 12] = [
    (r"(?:점|닷)\s?씨오\s?(?:점|닷)\s?케이알", ".co.kr"),
    (r"(?:점|닷)\s?고\s?(?:점|닷)\s?케이알", ".go.kr"),
    (r"(?:점|닷)\s?에이씨\s?(?:점|닷)\s?케이알", ".ac.kr"),
    (r"(?:점|닷)\s?오알\s?(?:점|닷)\s?케이알", ".or.kr"),
    (r"(?:점|닷)\s?케이알", ".kr"),
    (r"(?:점|닷|쩜)\s?컴", ".com"),
    (r"\.com", ".com"),
    (r"(?:점|닷)\s?넷", ".net"),
    (r"(?:점|닷)\s?오알지", ".org"),
    (r"(?:점|닷)\s?에이아이", ".ai"),
    (r"(?:점|닷)\s?아이오", ".io"),
    (r"(?:점|닷)\s?디이브이", ".dev"),
];

pub(super) fn write(text: &str) -> Vec<Edit> {
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
        let hosts: Vec<&str> = HOSTS.iter().map(|(said, _)| *said).collect();
        let endings: Vec<&str> = ENDINGS.iter().map(|(said, _)| *said).collect();
        Regex::new(&format!(
            r"(?:([^\s@]+)\s?(?:골뱅이|@)\s?|((?:더블유\s?){{3}}(?:점|닷)\s?|www\.))?\b({}|[A-Za-z0-9-]+)\s?({})([가-힣]*)",
            hosts.join("|"),
            endings.join("|")
        ))
        .expect("a constant pattern, covered by the golden files")
    });
    ADDRESS.captures_iter(text).filter_map(|found| address(&found)).collect()
}

fn address(found: &Captures) -> Option<Edit> {
    let (whole, ending, rest) = (found.get(0)?, found.get(4)?, found.get(5)?);
    if !is_tail(rest.as_str()) {
        return None;
    }
    let host =
        HOSTS.iter().find(|(said, _)| *said == &found[3]).map_or(&found[3], |(_, written)| written.trim());
    let end = ENDINGS.iter().find(|(said, _)| is_ending(said, ending.as_str()))?.1;
    let before = match (found.get(1), found.get(2)) {
        (Some(name), _) => format!("{}@", name.as_str()),
        (_, Some(_)) => "www.".to_owned(),
        _ => String::new(),
    };
    Some(Edit { source: whole.start()..ending.end(), text: format!("{before}{}{end}", host.to_lowercase()) })
}

fn is_ending(pattern: &str, said: &str) -> bool {
    Regex::new(&format!("^(?:{pattern})$")).is_ok_and(|pattern| pattern.is_match(said))
}
