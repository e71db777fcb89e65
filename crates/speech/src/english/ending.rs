//! Is an English utterance complete?
//!
//! English tells less by its last word than Korean does. An article, a preposition or an auxiliary leaves a sentence open;
//! behind an object, "on" and "off" close one.

use korean::ending::Ending;

/// What cannot be the end.
const OPEN: &str = "a an the and or but so because if when while then than that which who whose where how what why as \
    my your his her its our their this these those some any every each to of in at by for from with about into onto \
    over under between before after during until till is are was were be been am do does did can could will would \
    shall should may might must has have had i'm you're it's that's what's i you we they he she um uh er hmm like well \
    please set turn put play make remind tell show call send add very really just let lets let's i'd i'll not no's";
/// What is all there is to say.
const WHOLE: &str = "yes no yeah yep nope ok okay sure stop cancel thanks hello hi bye goodbye pause continue next back \
    quiet louder quieter repeat again help";
/// Close a command, but open it right behind its verb ("turn on").
const PARTICLES: [&str; 6] = ["on", "off", "up", "down", "out", "away"];
const VERBS: [&str; 10] = ["turn", "switch", "put", "shut", "go", "come", "pick", "take", "call", "bring"];
/// Fewer words may be half a sentence.
const SENTENCE: usize = 3;

/// How this utterance ends.
pub fn ending(utterance: &str) -> Ending {
    let text = utterance.trim_end().to_lowercase();
    let words: Vec<&str> = text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
    let Some(last) = words.last() else { return Ending::Unclear };
    let before = words.len().checked_sub(2).map_or("", |i| words[i]);
    let fades = [",", "..", "…", "-"].iter().any(|mark| text.ends_with(mark));
    let number = last.chars().all(|c| c.is_ascii_digit() || ".,-".contains(c));
    let listed = |list: &str, word: &str| list.split_whitespace().any(|other| other == word);
    if PARTICLES.contains(last) && words.len() > 1 {
        return if VERBS.contains(&before) { Ending::Incomplete } else { Ending::Complete };
    }
    if text.ends_with('?') {
        return Ending::Complete;
    }
    let polite = ["please", "thanks"].contains(last)
        || [before, *last] == ["thank", "you"]
        || listed(WHOLE, last) && words.len() < SENTENCE;
    if fades || number || (listed(OPEN, last) && !polite) {
        return Ending::Incomplete;
    }
    match polite || (text.ends_with(['.', '!']) && words.len() >= SENTENCE) {
        true => Ending::Complete,
        false => Ending::Unclear,
    }
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_closed_or_left_open() {
        use Ending::{Complete, Incomplete, Unclear};
        for (utterances, expected) in [
            (
                "yes|No.|Stop|thank you|turn it on|Turn the lights off|What time is it?|Play some jazz.|okay|\
                 Set an alarm for seven, please|Wake me up at seven in the morning.|cancel|go back|never mind, thanks",
                Complete,
            ),
            (
                "turn on|Turn on the|remind me to|play some music and|what is the|I want to|um|Well,|call my|\
                 set the timer for 10|my number is 555|tell me about|if it rains...|the weather in|turn off",
                Incomplete,
            ),
            ("weather tomorrow|jazz music||...|Seoul station|ten minutes", Unclear),
        ] {
            for utterance in utterances.split('|') {
                assert_eq!(ending(utterance), expected, "{utterance:?}");
            }
        }
    }
}
