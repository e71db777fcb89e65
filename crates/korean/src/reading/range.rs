//! Ranges: `3~5개` → `3개에서 5개`, `10~20%` → `10에서 20%`, `9시~18시` → `9시에서 18시`.

use std::sync::LazyLock;

use regex::Regex;

use super::{NUMBER, pattern};

pub(super) fn read(text: &str) -> String {
    // These take the native number, which cannot stand without its counter.
    static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"({NUMBER})\s?[~∼]\s?({NUMBER})\s?(시간|시|개|명|살|마리|잔|병|번|권|장|대|가지|곡|달)($|[^월국])"
        ))
    });
    static WAVE: LazyLock<Regex> = LazyLock::new(|| pattern(r"([\d가-힣%℃])\s?[~∼]\s?([\d가-힣-])"));
    let text = COUNTED.replace_all(text, "$1$3에서 $2$3$4");
    WAVE.replace_all(&text, "${1}에서 $2").into_owned()
}
