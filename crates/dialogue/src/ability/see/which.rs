//! "골든 리트리버", when two things were likely.

use super::said;
use crate::ability::{Outcome, Turn};
use crate::recommend::normal;

/// None when it is neither of them, nor said to be neither.
pub fn which(turn: &Turn<'_>) -> Option<Outcome> {
    let photo = turn.memory.photo.clone()?;
    let words = normal(said(turn, "which"));
    if turn.is_one_of("see.neither_words", &words) {
        let mut outcome = turn.say("see.neither_told", &[]);
        outcome.photo = Some(photo);
        return Some(outcome);
    }
    let ordinal = turn.words("recommend.ordinals").iter().position(|group| {
        group.split(',').any(|word| words == normal(word) || words == format!("{}거", normal(word)))
    });
    let named = || {
        let mut named = photo.likely.iter().filter(|name| {
            let name = normal(name);
            name == words || (words.chars().count() > 1 && name.ends_with(&words))
        });
        named.next().filter(|_| named.next().is_none())
    };
    let name = ordinal.and_then(|place| photo.likely.get(place)).or_else(named)?.clone();
    let mut outcome = turn.say("see.which_told", &[("name", &name)]);
    outcome.photo = Some(photo);
    Some(outcome)
}
