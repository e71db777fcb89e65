//! Writing English as people write it: `twenty four degrees` → `24 degrees`, `three thirty p m` → `3:30 p.m.`.

use korean::rewrite::Rewritten;

use super::numbers;

/// The written form of what was heard, with the way back.
pub fn rewrite(text: &str) -> Rewritten {
    Rewritten::new(text)
}

/// Digits and signs as words.
pub fn verbatim(text: &str) -> String {
    numbers::read(text)
}
