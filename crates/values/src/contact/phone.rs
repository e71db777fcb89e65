//! Telephone numbers, written and spoken: `010-1234-5678`, `1588-1234`, `+82 2 123 4567`, `공일공 일이삼사 오육칠팔`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Row;
use crate::text::Text;

/// Where telephone numbers stand, in letters.
pub(super) fn find(text: &Text, row: &Row<'_>) -> Vec<Range<usize>> {
    static KOREAN: LazyLock<Regex> = pattern!(
        r"(?x)(?: \(?0(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|80|50\d?|1[016789])\)?[\ .)-]{0,2}\d{3,4}[\ .-]?\d{4}
            | 1[5-8]\d\d[\ -]?\d{4} )"
    );
    static INTERNATIONAL: LazyLock<Regex> =
        pattern!(r"\+\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,6}|00\d{1,3}[ -](?:\d{1,4}[ -]){1,4}\d{3,4}");
    static AMERICAN: LazyLock<Regex> =
        pattern!(r"(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?: ?(?:x|ext\.?) ?\d{1,5})?");
    static NATIONAL: LazyLock<Regex> = pattern!(r"0\d{1,4}[ .-]\d{3,4}[ .-]\d{3,4}");
    static LOCAL: LazyLock<Regex> = pattern!(r"\d{3}-\d{4}|\d{4}-\d{4}");
    static BARE: LazyLock<Regex> = pattern!(r"[2-9]\d{9}");
    static SPOKEN: LazyLock<Regex> = pattern!(
        r"[공영일이삼사오육륙칠팔구]{2,11}(?:(?:에 ?|의 ?|다시 ?|-|,? )?[공영일이삼사오육륙칠팔구]{2,11}){0,4}"
    );
    static SPELLED: LazyLock<Regex> = pattern!(
        r"(?i)(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)[ ,-]{1,2}){6,10}(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)"
    );
    let context = ["전화", "번호", "연락", "문의", "call", "phone", "number", "tel", "dial", "fax"];
    let spoken_of = context.iter().any(|word| (0..text.len()).any(|at| text.literal(at, word).is_some()));
    let alone = |span: &Range<usize>| is_alone(text, span);
    let mut found: Vec<Range<usize>> = Vec::new();
    for pattern in [&*INTERNATIONAL, &*KOREAN, &*AMERICAN, &*NATIONAL] {
        found.extend(
            row.matches(pattern)
                .into_iter()
                .map(|span| trimmed(text, span))
                .filter(alone)
                .filter(|span| (8..=15).contains(&count(text, span))),
        );
    }
    found.extend(
        row.matches(&LOCAL).into_iter().filter(alone).filter(|span| spoken_of || count(text, span) == 7),
    );
    if spoken_of {
        found.extend(row.matches(&BARE).into_iter().filter(alone));
    }
    // 오육칠팔이야: the last 이 is no digit.
    let without_particle = |span: Range<usize>| match text.before(span.end) {
        Some('이') if !is_spoken(text, &span) => span.start..span.end - 1,
        _ => span,
    };
    found.extend(row.matches(&SPOKEN).into_iter().map(without_particle).filter(|span| is_spoken(text, span)));
    found.extend(
        row.matches(&SPELLED).into_iter().filter(|span| text.is_edge(span.start) && text.is_edge(span.end)),
    );
    found
}

/// The number as digits, with its + when it has one.
pub(super) fn digits(letters: &[char]) -> String {
    const SPOKEN: [(char, char); 12] = [
        ('공', '0'),
        ('영', '0'),
        ('일', '1'),
        ('이', '2'),
        ('삼', '3'),
        ('사', '4'),
        ('오', '5'),
        ('육', '6'),
        ('륙', '6'),
        ('칠', '7'),
        ('팔', '8'),
        ('구', '9'),
    ];
    const SPELLED: [(&str, char); 11] = [
        ("zero", '0'),
        ("oh", '0'),
        ("one", '1'),
        ("two", '2'),
        ("three", '3'),
        ("four", '4'),
        ("five", '5'),
        ("six", '6'),
        ("seven", '7'),
        ("eight", '8'),
        ("nine", '9'),
    ];
    let text: String = letters.iter().collect();
    if letters.first().is_some_and(char::is_ascii_lowercase) {
        let digit = |word: &str| SPELLED.iter().find_map(|(name, digit)| (*name == word).then_some(*digit));
        return text.split([' ', ',', '-']).filter_map(digit).collect();
    }
    let digit = |c: char| match c {
        '0'..='9' | '+' => Some(c),
        _ => SPOKEN.iter().find_map(|(letter, digit)| (*letter == c).then_some(*digit)),
    };
    // +82 (0)10: the zero is for those who call from inside the country. x12 is an extension.
    let (number, extension) = text.split_once(['x', 'e']).unwrap_or((&text, ""));
    let number: String = number.replace("(0)", "").chars().filter_map(digit).collect();
    let extension: String = extension.chars().filter(char::is_ascii_digit).collect();
    if extension.is_empty() { number } else { format!("{number}x{extension}") }
}

/// Neither more digits nor a sign that makes it part of something longer.
fn is_alone(text: &Text, span: &Range<usize>) -> bool {
    let digit = |at: usize| text.at(at).is_some_and(|c| c.is_ascii_digit());
    let joins = |c: Option<char>| c.is_some_and(|c| matches!(c, '-' | '.' | ',' | '/'));
    let before = span.start.checked_sub(1);
    let latin = |at: usize| text.at(at).is_some_and(|c| c.is_ascii_alphanumeric());
    let goes_before = before.is_some_and(|at| joins(text.at(at))) && span.start > 1 && digit(span.start - 2);
    let goes_on = joins(text.at(span.end)) && digit(span.end + 1);
    !(goes_before || goes_on || before.is_some_and(latin) || latin(span.end))
}

fn count(text: &Text, span: &Range<usize>) -> usize {
    text.letters()[span.clone()].iter().filter(|c| c.is_ascii_digit()).count()
}

/// Without a closing space or mark.
fn trimmed(text: &Text, span: Range<usize>) -> Range<usize> {
    let mut end = span.end;
    while end > span.start && text.at(end - 1).is_some_and(|c| matches!(c, ' ' | '-' | '.')) {
        end -= 1;
    }
    span.start..end
}

/// Ten or eleven digits that begin with zero, or eight that begin as service numbers do.
fn is_spoken(text: &Text, span: &Range<usize>) -> bool {
    let number = digits(&text.letters()[span.clone()]);
    let domestic = (9..=11).contains(&number.len()) && number.starts_with('0');
    let service = number.len() == 8 && number.starts_with('1') && matches!(number.as_bytes()[1], b'5'..=b'8');
    (domestic || service) && text.begins_word(span.start)
}
