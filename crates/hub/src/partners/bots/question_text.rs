//! What is kept of a sentence that found no answer: what it asks, not who asks.

/// Longer ones are cut: nobody makes an example of them.
const MOST_LETTERS: usize = 200;
/// Telephone numbers, cards, accounts and the like have so many digits or more.
const MOST_DIGITS: usize = 6;

/// One line, with numbers and addresses that lead to a person made unreadable; none: nothing is asked.
pub fn question_text(sentence: &str) -> Option<String> {
    let readable = sentence.chars().map(|c| if c.is_control() { ' ' } else { c });
    let line: String = readable.take(MOST_LETTERS * 4).collect();
    let words: Vec<String> = line.split_whitespace().map(without_address).collect();
    let text: String = without_numbers(&words.join(" ")).chars().take(MOST_LETTERS).collect();
    text.contains(char::is_alphabetic).then_some(text)
}

fn without_address(word: &str) -> String {
    match word.split_once('@') {
        Some((name, host)) if !name.is_empty() && host.contains('.') => "***@***".to_owned(),
        _ => word.to_owned(),
    }
}

/// Digits of long numbers become asterisks, with what is written between them.
fn without_numbers(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let length = number_length(&letters[at..]);
        let number = &letters[at..at + length];
        let digits = number.iter().filter(|c| c.is_numeric()).count();
        match length {
            0 => kept.push(letters[at]),
            _ if digits > MOST_DIGITS => {
                kept.extend(number.iter().map(|c| if c.is_numeric() { '*' } else { *c }));
            }
            _ => kept.extend(number),
        }
        at += length.max(1);
    }
    kept
}

/// How many letters the number has that begins here: digits, with one mark or space at a time between them.
fn number_length(letters: &[char]) -> usize {
    let mut length = 0;
    for (place, letter) in letters.iter().enumerate() {
        match letter {
            digit if digit.is_numeric() => length = place + 1,
            '-' | '.' | ' ' | '/' if length == place && length > 0 => {}
            _ => break,
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::question_text;

    #[test]
    fn what_is_asked_stays_and_who_asks_does_not() {
        let check = |sentence: &str, kept: Option<&str>| {
            assert_eq!(question_text(sentence).as_deref(), kept, "{sentence:?}");
        };
        check("  주차\n되나요? ", Some("주차 되나요?"));
        check("010-1234-5678로 전화 주세요", Some("***-****-****로 전화 주세요"));
        check("01012345678 번이에요", Some("*********** 번이에요"));
        check("010 1234 5678 번호 맞아요?", Some("*** **** **** 번호 맞아요?"));
        check("12월 25일 7시에 5명이요", Some("12월 25일 7시에 5명이요"));
        check("30,000원짜리 있어요?", Some("30,000원짜리 있어요?"));
        check("hana@example.com으로 보내 주세요", Some("***@*** 보내 주세요"));
        check("가격@오만원", Some("가격@오만원"));
        check("", None);
        check("?!", None);
        check("010-1234-5678", None);
        let long = "가".repeat(1000);
        check(&long, Some(&"가".repeat(200)));
    }
}
