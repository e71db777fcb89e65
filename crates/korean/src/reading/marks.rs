//! Punctuation that a voice can keep (comma, period, question mark) and signs that have a word; the rest is not said.

pub(super) fn read(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let attached = letters.peek().copied().is_some_and(is_letter);
        match c {
            c if is_letter(c) => out.push(c),
            '.' | '!' | '…' | '。' | '\n' => mark(&mut out, '.'),
            '?' => mark(&mut out, '?'),
            ',' | ';' | ':' | '、' | '/' | '(' | '[' | '—' | '→' | '⇒' | '|' => mark(&mut out, ','),
            // What follows a bracket or quotation mark may be its particle.
            ')' | ']' | '"' | '\'' | '“' | '”' | '‘' | '’' | '」' | '』' | '>' if attached => {}
            ')' | ']' => mark(&mut out, ','),
            '&' => word(&mut out, "앤"),
            '%' => word(&mut out, "퍼센트"),
            '@' => word(&mut out, "골뱅이"),
            '+' => word(&mut out, "플러스"),
            _ => space(&mut out),
        }
    }
    out.truncate(out.trim_end_matches([' ', ',']).len());
    out
}

fn is_letter(c: char) -> bool {
    crate::jamo::is_syllable(c) || c.is_ascii_alphabetic()
}

/// A mark stands behind a letter; the first of several wins, save that a stronger one replaces a comma.
fn mark(out: &mut String, mark: char) {
    out.truncate(out.trim_end().len());
    match out.chars().next_back() {
        Some(last) if is_letter(last) => out.push(mark),
        Some(',') if mark != ',' => {
            out.pop();
            out.push(mark);
        }
        Some('.') if mark == '?' => {
            out.pop();
            out.push(mark);
        }
        _ => {}
    }
    space(out);
}

/// A sign that is said; its particle, if any, follows at once.
fn word(out: &mut String, word: &str) {
    space(out);
    out.push_str(word);
    if word != "퍼센트" {
        out.push(' ');
    }
}

fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}
