//! What is said where nobody reads.

use domain::{Answer, Language};

/// A speaker says so many sentences.
const SENTENCES: usize = 2;
/// Who is driving hears no more characters than these, unless one sentence has more.
const SHORT: usize = 60;

/// One or two sentences. Where there is more, that is said: it is in the messenger.
pub fn for_speaker(answer: &Answer, language: Language) -> String {
    let all = sentences(&answer.speech);
    if all.len() <= SENTENCES {
        return answer.speech.trim().to_owned();
    }
    match (answer.expects_reply, all.last()) {
        // The question is what matters.
        (true, Some(question)) => format!("{} {question}", all[0]),
        _ => format!("{} {} {}", all[0], all[1], elsewhere(language)),
    }
}

/// One short sentence: the question, if something is asked; otherwise the first, and a second one if both are short.
pub fn for_car(answer: &Answer) -> String {
    let all = sentences(&answer.speech);
    match (answer.expects_reply, &all[..]) {
        (true, [.., question]) => (*question).to_owned(),
        (false, [first, second, ..]) if length(first) + length(second) < SHORT => format!("{first} {second}"),
        (_, [first, ..]) => (*first).to_owned(),
        (_, []) => String::new(),
    }
}

fn elsewhere(language: Language) -> &'static str {
    match language {
        Language::Korean => "나머지는 메신저에서 볼 수 있어요.",
        Language::English => "The rest is in the messenger.",
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// Sentences end at a mark with a space behind it, so not within "3.5"; and at the end of a line.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    for line in text.lines() {
        let mut rest = line.trim();
        while let Some(end) = end_of_first(rest) {
            let (first, others) = rest.split_at(end);
            sentences.push(first.trim());
            rest = others.trim_start();
        }
        sentences.push(rest);
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// Where the first sentence ends, if another follows.
fn end_of_first(text: &str) -> Option<usize> {
    let mark = |character: char| matches!(character, '.' | '!' | '?' | '…' | '。');
    text.char_indices().zip(text.chars().skip(1)).find_map(|((at, character), next)| {
        let ends = mark(character) && next.is_whitespace() && !is_number(&text[..at]);
        ends.then(|| at + character.len_utf8())
    })
}

/// "1." at the beginning of a line counts, and ends nothing.
fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
