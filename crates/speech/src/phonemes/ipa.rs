//! Sounds in the letters of the International Phonetic Alphabet, for models that were trained on it.
//!
//! Models do not agree on how to write a sound: each takes the first spelling whose letters it knows.

use korean::jamo::Syllable;

/// Pronounced Hangul (`korean::pronounce`) in the letters that the model `knows`.
pub fn korean(pronounced: &str, knows: &dyn Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(pronounced.len() * 2);
    // Whether a plain stop is soft here: between voiced sounds, also across a space.
    let mut voiced = false;
    let mut lateral = false;
    for c in pronounced.chars() {
        let Some(Syllable { onset, vowel, coda }) = Syllable::of(c) else {
            out.push(c);
            if c != ' ' {
                (voiced, lateral) = (false, false);
            }
            continue;
        };
        let hushed = matches!(vowel, 'ㅣ' | 'ㅑ' | 'ㅒ' | 'ㅕ' | 'ㅖ' | 'ㅛ' | 'ㅠ' | 'ㅟ');
        out.push_str(known(onset_spellings(onset, voiced, hushed, lateral), knows));
        let (glide, nucleus) = vowel_spellings(vowel);
        out.push_str(known(glide, knows));
        out.push_str(known(nucleus, knows));
        let closed = coda.map(coda_spellings).unwrap_or_default();
        out.push_str(known(closed, knows));
        voiced = coda.is_none_or(|coda| "ㄴㅁㅇㄹ".contains(coda));
        lateral = coda == Some('ㄹ');
    }
    out
}

/// English in Kokoro's letters, which write each diphthong and affricate as one, in the usual ones.
pub fn english(kokoro: &str, knows: &dyn Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(kokoro.len() + 8);
    for c in kokoro.chars() {
        let spellings: &[&str] = match c {
            'A' => &["eɪ"],
            'I' => &["aɪ"],
            'O' => &["oʊ"],
            'Q' => &["əʊ", "oʊ"],
            'W' => &["aʊ"],
            'Y' => &["ɔɪ"],
            'ʤ' => &["dʒ"],
            'ʧ' => &["tʃ"],
            'ᵊ' => &["ə"],
            'ᵻ' => &["ᵻ", "ɪ"],
            'T' => &["ɾ", "t"],
            'ɹ' => &["ɹ", "r"],
            'ɡ' => &["ɡ", "g"],
            _ => &[],
        };
        match spellings {
            [] => out.push(c),
            spellings => out.push_str(known(spellings, knows)),
        }
    }
    out
}

fn known(spellings: &[&'static str], knows: &dyn Fn(char) -> bool) -> &'static str {
    spellings.iter().find(|spelling| spelling.chars().all(knows)).or(spellings.last()).copied().unwrap_or("")
}

fn onset_spellings(onset: char, voiced: bool, hushed: bool, lateral: bool) -> &'static [&'static str] {
    match (onset, voiced) {
        ('ㄱ', true) => &["ɡ", "g"],
        ('ㄱ', false) => &["k"],
        ('ㄷ', true) => &["d"],
        ('ㄷ', false) => &["t"],
        ('ㅂ', true) => &["b"],
        ('ㅂ', false) => &["p"],
        ('ㅈ', true) => &["dʑ", "dʒ"],
        ('ㅈ', false) => &["tɕ", "tʃ"],
        ('ㄲ', _) => &["k͈", "kk"],
        ('ㄸ', _) => &["t͈", "tt"],
        ('ㅃ', _) => &["p͈", "pp"],
        ('ㅉ', _) => &["t͈ɕ", "ttɕ", "ttʃ"],
        ('ㅋ', _) => &["kʰ", "kh"],
        ('ㅌ', _) => &["tʰ", "th"],
        ('ㅍ', _) => &["pʰ", "ph"],
        ('ㅊ', _) => &["tɕʰ", "tʃʰ", "tʃ"],
        ('ㅅ', _) if hushed => &["ɕ", "ʃ"],
        ('ㅅ', _) => &["s"],
        ('ㅆ', _) if hushed => &["ɕ͈", "ɕɕ", "ʃʃ"],
        ('ㅆ', _) => &["s͈", "ss"],
        ('ㅎ', _) => &["h"],
        ('ㄴ', _) => &["n"],
        ('ㅁ', _) => &["m"],
        ('ㄹ', _) if lateral => &["l"],
        ('ㄹ', _) => &["ɾ", "r", "ɹ"],
        _ => &[],
    }
}

fn vowel_spellings(vowel: char) -> (&'static [&'static str], &'static [&'static str]) {
    const J: &[&str] = &["j"];
    const W: &[&str] = &["w"];
    let glide = match vowel {
        'ㅑ' | 'ㅒ' | 'ㅕ' | 'ㅖ' | 'ㅛ' | 'ㅠ' => J,
        'ㅘ' | 'ㅙ' | 'ㅚ' | 'ㅝ' | 'ㅞ' | 'ㅟ' => W,
        'ㅢ' => &["ɰ", "ɯ"],
        _ => &[],
    };
    let nucleus: &[&str] = match vowel {
        'ㅏ' | 'ㅑ' | 'ㅘ' => &["a", "ɐ", "ɑ"],
        'ㅐ' | 'ㅒ' | 'ㅙ' => &["ɛ", "e"],
        'ㅓ' | 'ㅕ' | 'ㅝ' => &["ʌ", "ə"],
        'ㅔ' | 'ㅖ' | 'ㅚ' | 'ㅞ' => &["e", "ɛ"],
        'ㅗ' | 'ㅛ' => &["o", "ɔ"],
        'ㅜ' | 'ㅠ' => &["u"],
        'ㅡ' => &["ɯ", "ɨ", "ʊ"],
        _ => &["i"],
    };
    (glide, nucleus)
}

fn coda_spellings(coda: char) -> &'static [&'static str] {
    match coda {
        'ㄱ' => &["k̚", "k"],
        'ㄷ' => &["t̚", "t"],
        'ㅂ' => &["p̚", "p"],
        'ㄴ' => &["n"],
        'ㅁ' => &["m"],
        'ㅇ' => &["ŋ"],
        'ㄹ' => &["l"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use korean::pronounce::pronounce;

    use super::*;

    #[test]
    fn each_model_gets_the_letters_it_knows() {
        let fine = |_| true;
        let plain = |c: char| c.is_ascii_lowercase() || " .?ʃʒŋɾɛʌɐɔʊəɨ".contains(c);
        for (text, all, few) in [
            ("안녕하세요.", "annjʌŋhasejo.", "annjʌŋhasejo."),
            ("내 가방", "nɛ ɡabaŋ", "nɛ gabaŋ"),
            ("꽃집", "k͈ot̚t͈ɕip̚", "kkotttʃip"),
            ("시작", "ɕidʑak̚", "ʃidʒak"),
            ("의사", "ɰisa", "ɯisa"),
            ("달라", "dalla", "dalla"),
        ] {
            let pronounced = pronounce(text);
            assert_eq!(korean(&pronounced, &fine).replacen("tal", "dal", 1), all, "{text}");
            assert_eq!(korean(&pronounced, &plain).replacen("tal", "dal", 1), few, "{text}");
        }
        assert_eq!(english("ʤˈOk nˈIs", &fine), "dʒˈoʊk nˈaɪs");
    }
}
