//! One way to write each letter: composed Hangul, plain digits, `^2` for ², 2 for ②, and no smileys.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::number::sino;
use super::pattern;
use crate::jamo::is_syllable;

pub(super) fn compose(text: &str) -> String {
    static SMILEYS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(^|\s|[가-힣~!.])(?:[:;=]['^o-]?[)(DPp3]+|\^[_.-]?\^;*|[Tㅜㅠ]_+[Tㅜㅠ]|ㅡ_*ㅡ;*|;{2,})")
    });
    let text = SMILEYS.replace_all(text, "$1 ");
    let text = text.replace("(주)", " 주식회사 ");
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '²' => out.push_str("^2"),
            '³' => out.push_str("^3"),
            '㎡' => out.push_str("m^2"),
            '㎥' => out.push_str("m^3"),
            '㎢' => out.push_str("km^2"),
            '㈜' => out.push_str(" 주식회사 "),
            '½' => out.push_str(" 1/2"),
            '⅓' => out.push_str(" 1/3"),
            '⅔' => out.push_str(" 2/3"),
            '¼' => out.push_str(" 1/4"),
            '¾' => out.push_str(" 3/4"),
            // Invisible signs that only choose how the one before looks.
            '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' | '\u{20e3}' | '\u{feff}' => {}
            'ㄱ'..='ㅣ' => {
                let mut jamo = String::from(c);
                while let Some(next) = letters.next_if(|next| ('ㄱ'..='ㅣ').contains(next)) {
                    jamo.push(next);
                }
                out.push_str(said(&jamo));
            }
            'Ⅰ'..='Ⅻ' | 'ⅰ'..='ⅻ' => {
                let first = if c < 'ⅰ' { 'Ⅰ' } else { 'ⅰ' };
                out.push_str(&sino(&(u32::from(c) - u32::from(first) + 1).to_string()));
                if letters.peek().copied().is_some_and(is_syllable) {
                    out.push(' ');
                }
            }
            '①'..='⑳' => out.push_str(&format!("{} ", u32::from(c) - u32::from('①') + 1)),
            '❶'..='❿' => out.push_str(&format!("{} ", u32::from(c) - u32::from('❶') + 1)),
            _ => out.push(c),
        }
    }
    // Digits of other scripts are beyond the patterns.
    out.nfkc().map(|c| if c.is_numeric() && !c.is_ascii_digit() && !is_hanja(c) { ' ' } else { c }).collect()
}

fn is_hanja(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// Jamo without a syllable: a single one is called by its name, some rows are short for words, and laughing and crying
/// are not read aloud.
fn said(jamo: &str) -> &'static str {
    const SHORT: [(&str, &str); 16] = [
        ("ㅇㅋ", "오케이"),
        ("ㅇㅋㅇㅋ", "오케이 오케이"),
        ("ㅇㅇ", "응응"),
        ("ㄴㄴ", "노노"),
        ("ㄱㄱ", "고고"),
        ("ㄱㅅ", "감사"),
        ("ㅈㅅ", "죄송"),
        ("ㅊㅋ", "축하"),
        ("ㅊㅊ", "축하"),
        ("ㅅㄱ", "수고"),
        ("ㅎㅇ", "하이"),
        ("ㅂㅂ", "바이바이"),
        ("ㅂㅇ", "바이"),
        ("ㄹㅇ", "레알"),
        ("ㅇㅈ", "인정"),
        ("ㄷㄷ", "덜덜"),
    ];
    let mut letters = jamo.chars();
    match (letters.next(), letters.next()) {
        (Some(single), None) => name(single),
        _ => SHORT.iter().find(|(short, _)| *short == jamo).map_or(" ", |(_, words)| words),
    }
}

fn name(jamo: char) -> &'static str {
    match jamo {
        'ㄱ' => "기역",
        'ㄴ' => "니은",
        'ㄷ' => "디귿",
        'ㄹ' => "리을",
        'ㅁ' => "미음",
        'ㅂ' => "비읍",
        'ㅅ' => "시옷",
        'ㅇ' => "이응",
        'ㅈ' => "지읒",
        'ㅊ' => "치읓",
        'ㅋ' => "키읔",
        'ㅌ' => "티읕",
        'ㅍ' => "피읖",
        'ㅎ' => "히읗",
        'ㄲ' => "쌍기역",
        'ㄸ' => "쌍디귿",
        'ㅃ' => "쌍비읍",
        'ㅆ' => "쌍시옷",
        'ㅉ' => "쌍지읒",
        'ㅏ' => "아",
        'ㅐ' => "애",
        'ㅑ' => "야",
        'ㅓ' => "어",
        'ㅔ' => "에",
        'ㅕ' => "여",
        'ㅗ' => "오",
        'ㅛ' => "요",
        'ㅜ' => "우",
        'ㅠ' => "유",
        'ㅡ' => "으",
        'ㅣ' => "이",
        _ => " ",
    }
}
