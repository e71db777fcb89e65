//! What was heard, as people write it: digits, signs and abbreviations in place of their names; or, when asked, the
//! other way about, every digit spelled out.

use std::ops::Range;

use domain::Language;
use korean::rewrite::Rewritten;

use crate::english;
use crate::whisper::Recognised;
use crate::{Hint, Word};

/// The text and the words of what was heard, in the writing that the hint asks for.
pub(crate) fn write(mut heard: Recognised, hint: &Hint) -> Recognised {
    if heard.other_language.is_some() {
        return heard;
    }
    if hint.verbatim {
        heard.words = heard.words.iter().flat_map(|word| spelled(word, heard.language)).collect();
        heard.text = verbatim(&heard.text, heard.language);
        heard.sure = verbatim(&heard.sure, heard.language);
        return heard;
    }
    let rewrite = match heard.language {
        Language::Korean => korean::written::rewrite,
        Language::English => english::written::rewrite,
    };
    let rewritten = rewrite(&heard.text);
    heard.sure = rewrite(&heard.sure).into_text();
    heard.words = words(&heard.text, &heard.words, &rewritten);
    heard.text = rewritten.into_text();
    heard
}

fn verbatim(text: &str, language: Language) -> String {
    match language {
        Language::Korean => korean::written::verbatim(text),
        Language::English => english::written::verbatim(text),
    }
}

/// One word may be several when its digits are spelled out.
fn spelled(word: &Word, language: Language) -> Vec<Word> {
    let text = verbatim(&word.text, language);
    let place = 0..text.len();
    pieces(&text).map(|piece| timed(&text[piece.clone()], piece, &[(place.clone(), word)])).collect()
}

/// The words as they are written now, each with the time of what it was made of.
fn words(said: &str, spoken: &[Word], rewritten: &Rewritten) -> Vec<Word> {
    let mut from = 0;
    let mut places = Vec::with_capacity(spoken.len());
    for word in spoken {
        let Some(at) = said[from..].find(&word.text) else { return spoken.to_vec() };
        places.push((from + at..from + at + word.text.len(), word));
        from += at + word.text.len();
    }
    let text = rewritten.text();
    let mut first = 0;
    let written = pieces(text).filter_map(|piece| {
        let source = rewritten.source(piece.clone());
        // Both are in order, so what lies behind is never looked at again.
        first += places[first..].iter().take_while(|(place, _)| place.end <= source.start).count();
        let made_of = places[first..].iter().take_while(|(place, _)| place.start < source.end).count();
        (made_of > 0).then(|| timed(&text[piece], source, &places[first..first + made_of]))
    });
    written.collect()
}

/// The places of the words of a text.
fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> {
    let start = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| {
        let at = word.as_ptr() as usize - start;
        at..at + word.len()
    })
}

/// A word made of this part of what was said; within a spoken word time passes evenly.
fn timed(text: &str, source: Range<usize>, made_of: &[(Range<usize>, &Word)]) -> Word {
    let time = |at: usize, (place, word): &(Range<usize>, &Word)| {
        let duration = u64::from(word.end_ms.saturating_sub(word.start_ms));
        let passed = at.clamp(place.start, place.end) - place.start;
        word.start_ms + u32::try_from(duration * passed as u64 / place.len().max(1) as u64).unwrap_or(0)
    };
    let [first, .., last] = made_of else {
        let only = &made_of[0];
        return Word {
            text: text.to_owned(),
            start_ms: time(source.start, only),
            end_ms: time(source.end, only),
            probability: only.1.probability,
        };
    };
    Word {
        text: text.to_owned(),
        start_ms: time(source.start, first),
        end_ms: time(source.end, last),
        probability: made_of.iter().map(|(_, word)| word.probability).fold(1.0, f32::min),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each word is said for 100 ms.
    #[track_caller]
    fn check(language: Language, verbatim: bool, said: &str, expected: &[(&str, u32, u32)]) {
        let words: Vec<Word> = (0..)
            .zip(said.split_whitespace())
            .map(|(i, text)| Word {
                text: text.into(),
                start_ms: i * 100,
                end_ms: i * 100 + 100,
                probability: 1.0,
            })
            .collect();
        let heard = Recognised { text: said.into(), language, words, ..Recognised::default() };
        let written = write(heard, &Hint { verbatim, ..Hint::default() });
        let words: Vec<_> =
            written.words.iter().map(|word| (word.text.as_str(), word.start_ms, word.end_ms)).collect();
        assert_eq!(words, expected, "{}", written.text);
        let joined: Vec<_> = words.iter().map(|(text, ..)| *text).collect();
        assert_eq!(joined.join(" "), written.text);
    }

    #[test]
    fn written_words_keep_the_time_of_what_was_said() {
        let korean = Language::Korean;
        check(korean, false, "내일 비 와?", &[("내일", 0, 100), ("비", 100, 200), ("와?", 200, 300)]);
        check(
            korean,
            false,
            "오후 세 시 반에 알람",
            &[("오후", 0, 100), ("3시", 100, 300), ("30분에", 300, 400), ("알람", 400, 500)],
        );
        check(korean, false, "거실 이십사 도", &[("거실", 0, 100), ("24도", 100, 300)]);
        check(
            korean,
            true,
            "3시 24도",
            &[("세", 0, 42), ("시", 57, 100), ("이십사", 100, 169), ("도", 176, 200)],
        );
        check(
            Language::English,
            false,
            "set it to twenty four degrees",
            &[("set", 0, 100), ("it", 100, 200), ("to", 200, 300), ("24", 300, 500), ("degrees", 500, 600)],
        );
    }
}
