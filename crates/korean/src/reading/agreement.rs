//! Particles set right where a notation is read otherwise than its writer did: `15㎍/㎥예요`, `00:45예요`.

use crate::particle;

/// The particles that a pattern may take along, as an alternation; a noun may begin like the short ones, so a word ends
/// behind those.
pub(super) const PARTICLE: &str = r"이에요|예요|[은는을를]\b";

/// The particle of the same pair that goes with the word.
pub(super) fn agreeing<'p>(word: &str, particle: &'p str) -> &'p str {
    const PAIRS: [&str; 3] = ["이에요/예요", "은/는", "을/를"];
    let pair = PAIRS.iter().find(|pair| pair.split('/').any(|one| one == particle));
    pair.map_or(particle, |pair| particle::choose(word, pair))
}
