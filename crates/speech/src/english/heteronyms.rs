//! Words with a sound for each of their jobs: to recórd and a récord, I live and live music. The neighbours tell the job.

/// Jobs by the lexicon's names, the likelier first; none means the usual sound.
pub fn roles(before: Option<&str>, word: &str, after: &[&str]) -> &'static [&'static str] {
    const BEFORE_VERB: &str = "to will would can could shall should must may might don't doesn't didn't won't can't \
         cannot couldn't wouldn't shouldn't let's please i'll you'll we'll they'll i'd you'd we'd not never";
    const SUBJECTS: &str = "i you we they who people";
    const PERFECT: &str =
        "have has had i've you've we've they've was were is are am been be being isn't wasn't already just";
    const BEFORE_NOUN: &str = "the a an this that these those my your his her its our their no any some every each \
         of new good first last next";
    const OBJECTS: &str = "the a an my your his her our their this that these those all it them me us out up";
    const PAST: &str = "yesterday ago earlier before last";
    let next = after.first().copied().unwrap_or_default();
    let Some(before) = before else {
        return if has(OBJECTS, next) { &["VERB"] } else { &[] };
    };
    if has(PERFECT, before) {
        &["VBN", "VBD"]
    } else if has(SUBJECTS, before) && word.eq_ignore_ascii_case("read") {
        if after.iter().any(|word| has(PAST, word)) { &["VBD"] } else { &[] }
    } else if has(BEFORE_VERB, before) || has(SUBJECTS, before) {
        &["VERB", "VBP"]
    } else if has(BEFORE_NOUN, before) {
        &["NOUN", "ADJ"]
    } else if has(OBJECTS, next) && !has("of in on at by for with from", before) {
        &["VERB"]
    } else {
        &[]
    }
}

fn has(words: &str, word: &str) -> bool {
    words.split_ascii_whitespace().any(|one| one.eq_ignore_ascii_case(word))
}
