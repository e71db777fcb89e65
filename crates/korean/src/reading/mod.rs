//! Reading: written text in, the words a person reads aloud out (`3:30에 24°C` → `세 시 삼십 분에 이십사 도`).
//!
//! Passes run one after the other over the whole text. The early ones bring notations to ordinary writing (`3:30` →
//! `3시 30분`), the later ones turn numbers into words. Words in Latin letters that no list knows are left as they are;
//! no digit is. Adding a notation: a pass of its own, or a line in one, and its golden file in `tests/golden/reading`.

mod address;
mod agreement;
mod code;
mod counter;
mod date;
mod hanja;
mod latin;
mod letters;
mod marks;
mod measure;
mod money;
mod number;
mod phone;
mod range;
mod rewrite;
mod sum;
mod table;
mod time;
mod web;

/// The words of a Korean text. Only Hangul, Latin letters, spaces, commas, periods and question marks are left; a text
/// that says nothing gives an empty one.
pub fn read(text: &str) -> String {
    PASSES.iter().fold(letters::compose(text.trim()), |text, pass| pass(&text))
}

/// In the order they must run.
const PASSES: [fn(&str) -> String; 18] = [
    web::read,
    hanja::read,
    latin::words,
    date::read,
    code::read,
    phone::read,
    address::read,
    time::read,
    money::read,
    sum::read,
    range::read,
    number::signs,
    measure::read,
    counter::read,
    number::read,
    sum::equals,
    latin::letters,
    marks::read,
];

/// A number as it is written: 1,234.5.
const NUMBER: &str = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)";

/// Builds the pattern of a pass.
fn pattern(text: &str) -> regex::Regex {
    regex::Regex::new(text).expect("a constant pattern, covered by the golden files")
}
