//! Writing: what was said in, what a person would write out (`오후 세 시 반` → `오후 3시 30분`, `삼천오백 원` → `3,500원`).
//! The mirror of [`reading`](crate::reading).
//!
//! What turns into digits, by the custom of Korean newspapers and messages:
//! - Sino-Korean numbers before a counter or unit of `data/writing/ko/counters.txt`, or by themselves when they are too
//!   long to be another word (`백이십`), or where only a number makes sense (`볼륨 칠`, `삼 더하기 사`);
//! - native numbers from ten on before a counter (`스물네 개` → `24개`), but below ten only of hours (`세 시` → `3시`):
//!   `두 사람`, `커피 한 잔`, `세 번째` and `서너 개` stay words;
//! - a word that merely looks like a number stays: `이 사람`, `일이 많다`, `만약`. In doubt nothing changes.

mod bare;
mod counter;
mod figure;
mod letters;
mod number;
mod numbers;
mod relation;
mod row;
mod tail;
mod text;
mod web;

pub use tail::is_tail;

use crate::rewrite::Rewritten;
use crate::{reading, spacing};

/// The written form of Korean text that was heard.
pub fn write(text: &str) -> String {
    rewrite(text).into_text()
}

/// The same, with the way back from each part to what was heard.
pub fn rewrite(text: &str) -> Rewritten {
    let spaced = spacing::edit(Rewritten::new(text));
    PASSES.iter().fold(spaced, |text, pass| text.pass(pass))
}

/// What was said, as far as the written form tells: digits and signs as words, abbreviations by their letters.
pub fn verbatim(text: &str) -> String {
    reading::read(text)
}

/// In the order they must run.
const PASSES: [fn(&str) -> Vec<crate::rewrite::Edit>; 5] =
    [web::write, letters::write, row::write, numbers::write, numbers::halves];
