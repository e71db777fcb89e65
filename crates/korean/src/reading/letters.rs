//! One way to write each letter: composed Hangul, plain digits, `^2` for ², and nothing of ㅋㅋㅋ.

use unicode_normalization::UnicodeNormalization;

pub(super) fn compose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '²' => out.push_str("^2"),
            '³' => out.push_str("^3"),
            '㎡' => out.push_str("m^2"),
            '㎥' => out.push_str("m^3"),
            '㎢' => out.push_str("km^2"),
            '½' => out.push_str(" 1/2"),
            '¼' => out.push_str(" 1/4"),
            '¾' => out.push_str(" 3/4"),
            // Laughing and crying are not read aloud; a single letter is called by its name.
            'ㄱ'..='ㅣ' => {
                let mut alone = true;
                while letters.next_if(|next| ('ㄱ'..='ㅣ').contains(next)).is_some() {
                    alone = false;
                }
                out.push_str(if alone { name(c) } else { " " });
            }
            _ => out.push(c),
        }
    }
    // Digits of other scripts are beyond the patterns; so are numbers in a circle or in Roman that nothing composes.
    out.nfkc().map(|c| if c.is_numeric() && !c.is_ascii_digit() { ' ' } else { c }).collect()
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
        _ => " ",
    }
}
