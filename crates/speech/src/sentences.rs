//! Text cut into the pieces that are synthesised one after the other.
//!
//! A piece is a sentence. The first one is kept short, so that a voice is soon heard, and no piece is so long that
//! stopping would wait for it; a cut falls behind a clause, or else behind a phrase, never inside a number.

/// Syllables of the first piece, and of the others, beyond which a sentence is cut.
const FIRST_LIMIT: usize = 20;
const LIMIT: usize = 48;

/// A cut leaves at least this many syllables on both sides.
const SHORTEST: usize = 4;

/// What ends a sentence, and what may stand behind that.
const MARKS: [char; 7] = ['.', '!', '?', '…', '。', '！', '？'];
const CLOSING: [char; 8] = ['"', '\'', ')', ']', '”', '’', '」', '』'];

/// One piece, and what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    pub text: &'a str,
    pub end: End,
}

/// How a piece ends, which decides the pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// In the middle of a sentence, without a comma.
    Phrase,
    /// In the middle of a sentence, at a comma.
    Clause,
    Sentence,
    Paragraph,
}

impl End {
    /// How a text ends, by its last mark.
    pub fn of(text: &str) -> Self {
        let body = text.trim_end().trim_end_matches(CLOSING);
        if body.ends_with(MARKS) {
            Self::Sentence
        } else if body.ends_with([',', ';', ':']) {
            Self::Clause
        } else {
            Self::Phrase
        }
    }
}

pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for sentence in sentences(text) {
        let mut rest = sentence;
        loop {
            let limit = if pieces.is_empty() { FIRST_LIMIT } else { LIMIT };
            let Some((head, tail, end)) = cut(rest.text, limit) else { break };
            pieces.push(Piece { text: head, end });
            rest.text = tail;
        }
        pieces.push(rest);
    }
    pieces
}

/// How much of a text that is still being written can be said already: the bytes up to the end of its last whole
/// sentence.
pub fn complete(text: &str) -> usize {
    let (mut line, mut end) = (0, 0);
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        if c == '\n' {
            (line, end) = (after, after);
        } else if ends_sentence(&text[line..], at - line, c) {
            end = after;
        }
    }
    end
}

/// The sentences of a text, without the white space around them; none is empty.
fn sentences(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut start = 0;
        for (at, c) in line.char_indices() {
            let after = at + c.len_utf8();
            if ends_sentence(line, at, c) {
                push_trimmed(&mut found, &line[start..after], End::Sentence);
                start = after;
            }
        }
        push_trimmed(&mut found, &line[start..], End::Sentence);
        if let Some(last) = found.last_mut() {
            last.end = End::Paragraph;
        }
    }
    found
}

fn push_trimmed<'a>(found: &mut Vec<Piece<'a>>, text: &'a str, end: End) {
    let text = text.trim();
    if !text.is_empty() {
        found.push(Piece { text, end });
    }
}

/// Whether the sentence ends behind this character: at the last of a row of marks and closing brackets, with white
/// space behind it. The period of an abbreviation (Dr., a.m., 3.) ends nothing.
fn ends_sentence(line: &str, at: usize, c: char) -> bool {
    let after = line[at + c.len_utf8()..].chars().next();
    if !(MARKS.contains(&c) || CLOSING.contains(&c)) || after.is_none_or(|next| !next.is_whitespace()) {
        return false;
    }
    let body = line[..at].trim_end_matches(CLOSING);
    let marked = MARKS.contains(&c) || body.ends_with(MARKS);
    marked && !(c == '.' && is_abbreviation(body))
}

fn is_abbreviation(before_period: &str) -> bool {
    const TITLES: [&str; 9] = ["Mr", "Mrs", "Ms", "Dr", "Prof", "St", "vs", "etc", "No"];
    let word = before_period.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let letter = word.chars().count() == 1 && word.chars().all(|c| c.is_ascii_alphabetic() && c != 'I');
    // The 3. of a list, or of a date written with spaces: 2026. 11. 23.
    let number = !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    letter
        || number
        || TITLES.contains(&word)
        || (word.contains('.') && word.chars().all(|c| c.is_ascii_alphabetic() || c == '.'))
}

/// Cuts a piece off the front of a sentence that is longer than the limit.
fn cut(sentence: &str, limit: usize) -> Option<(&str, &str, End)> {
    if weight(sentence) <= limit {
        return None;
    }
    let spaces = sentence.match_indices(' ').map(|(at, _)| at);
    let best = spaces
        .filter(|at| may_cut(sentence, *at))
        .filter(|at| (SHORTEST..=limit).contains(&weight(&sentence[..*at])))
        .filter(|at| weight(&sentence[*at..]) >= SHORTEST)
        .max_by_key(|at| (strength(&sentence[..*at]), weight(&sentence[..*at])))?;
    let head = sentence[..best].trim_end();
    let end = if head.ends_with([',', ';', ':']) { End::Clause } else { End::Phrase };
    Some((head, sentence[best..].trim_start(), end))
}

/// A number and what belongs to it stay together: 3 + 4, 오후 3시, 30 minutes.
fn may_cut(sentence: &str, space: usize) -> bool {
    let before = sentence[..space].chars().next_back();
    let after = sentence[space..].trim_start().chars().next();
    let word = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || ",;:\"'”’)(".contains(c));
    word(before) && word(after)
}

/// How well a cut behind this text can be heard: a comma, a connective ending, a particle, any word.
fn strength(head: &str) -> u8 {
    const CONNECTIVES: [&str; 14] = [
        "고", "며", "면", "는데", "은데", "ㄴ데", "지만", "니까", "어서", "아서", "해서", "면서", "도록",
        "려고",
    ];
    const PARTICLES: [&str; 12] = ["은", "는", "이", "가", "을", "를", "에", "에서", "로", "와", "과", "도"];
    if head.ends_with([',', ';', ':']) {
        3
    } else if CONNECTIVES.iter().any(|ending| head.ends_with(ending)) {
        2
    } else {
        u8::from(PARTICLES.iter().any(|particle| head.ends_with(particle)))
    }
}

/// About how many syllables a text has when it is read aloud, in all languages alike.
fn weight(text: &str) -> usize {
    let thirds: usize = text
        .chars()
        .map(|c| match c {
            '0'..='9' => 5,
            c if c.is_ascii_alphabetic() => 1,
            c if c.is_alphabetic() => 3,
            _ => 0,
        })
        .sum();
    thirds.div_ceil(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        pieces(text).into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn sentences_end_at_marks_and_not_inside_numbers_or_abbreviations() {
        let table: [(&str, &[&str]); 8] = [
            ("네. 알겠어요!", &["네.", "알겠어요!"]),
            ("원주율은 3.14예요. 끝", &["원주율은 3.14예요.", "끝"]),
            ("\"가자.\" 그가 말했다.", &["\"가자.\"", "그가 말했다."]),
            ("정말?! 그래요...", &["정말?!", "그래요..."]),
            ("하나\n\n둘", &["하나", "둘"]),
            ("It is 3 p.m. now. Dr. Kim is here.", &["It is 3 p.m. now.", "Dr. Kim is here."]),
            ("2026. 11. 23. 월요일", &["2026. 11. 23. 월요일"]),
            (" \n ", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(texts(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_still_being_written_is_said_sentence_by_sentence() {
        for (text, whole) in [
            ("", ""),
            ("안녕", ""),
            ("안녕하세요.", ""),
            ("안녕하세요. ", "안녕하세요."),
            ("안녕하세요. 오늘은 3.5도예요", "안녕하세요."),
            ("하나!\n둘", "하나!\n"),
            ("It is 3 p.m. now. Dr. ", "It is 3 p.m. now."),
        ] {
            assert_eq!(&text[..complete(text)], whole, "{text:?}");
        }
    }

    #[test]
    fn a_long_first_sentence_is_cut_behind_a_clause() {
        let text =
            "내일은 오전에 비가 조금 오고, 오후부터는 하늘이 맑게 개면서 기온이 크게 오를 것으로 보여요.";
        let pieces = pieces(text);
        assert_eq!(pieces[0], Piece { text: "내일은 오전에 비가 조금 오고,", end: End::Clause });
        assert_eq!(pieces.last().unwrap().end, End::Paragraph);
        assert_eq!(texts(text).join(" "), text);
    }

    #[test]
    fn no_cut_falls_inside_an_expression() {
        let text =
            "오늘 저녁 7시 30분 에 회사 앞 식당 에서 만나기로 했으니 잊지 말고 꼭 시간 맞추어 와 주세요";
        assert!(
            texts(text).iter().all(|piece| !piece.ends_with("저녁") && !piece.ends_with("7시")),
            "{:?}",
            texts(text)
        );
    }
}
