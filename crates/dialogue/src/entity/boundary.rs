//! Where a name may begin and end. Korean writes particles to a name and people leave out spaces, yet 이마 is not in
//! 이마트는, 서울 not in 서울역, and 배 not in 배송.
//!
//! After a name there may be particles, up to three, and then the word is over; or something begins that people write
//! to a name without a space: a verb, a count, another name. Before it there is a space; in writing without spaces an
//! ending or another name will do.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::letters::{Gap, Letters, Script, script};

/// Particles that may follow each other.
const MOST_PARTICLES: usize = 3;
/// A word of so many letters is several that are written together.
const UNSPACED: usize = 5;

/// What may stand after and before names in one sentence.
pub struct Boundaries<'a> {
    letters: &'a Letters,
    /// `opens[i]`: a name of two letters or more may begin at `i`, wherever it ends.
    opens: Vec<bool>,
}

impl<'a> Boundaries<'a> {
    /// `opens` tells where names begin, before it is known whether they end well.
    pub fn new(letters: &'a Letters, opens: Vec<bool>) -> Self {
        Self { letters, opens }
    }

    /// A name of one letter begins here: it counts if a verb is written to it ("사과랑배주세요").
    pub fn open_alone(&mut self, at: usize) {
        self.opens[at] |= at + 1 < self.letters.len() && self.follows(at + 1);
    }

    /// Whether a name may begin here, wherever it ends.
    pub fn opens(&self, at: usize) -> bool {
        self.opens[at]
    }

    /// Whether a name may be these letters, by what follows.
    pub fn ends(&self, start: usize, end: usize) -> bool {
        if self.letters.gap(end) != Gap::Nothing {
            return true;
        }
        match (script(self.letters.chars[end - 1]), script(self.letters.chars[end])) {
            (Script::Hangul, Script::Hangul) => {}
            // "starbucks에서", "24시에"
            (_, Script::Hangul) => return self.goes_on(end, MOST_PARTICLES),
            (Script::Other, Script::Other) => return self.is_plural(end),
            (one, other) => return one != other,
        }
        self.goes_on(end, MOST_PARTICLES) && !self.is_within_word(start, end)
    }

    /// Whether a name of this length may begin at `start`, by what stands before. `after_name[i]`: a name that is
    /// accepted, with its particles, ends at `i`.
    pub fn begins(&self, start: usize, length: usize, after_name: &[bool]) -> bool {
        if self.letters.begins_word(start) || after_name[start] {
            return true;
        }
        let word_start = (0..start).rev().find(|&i| self.letters.gap(i) != Gap::Nothing).unwrap_or(0);
        let word = self.letters.word_end(start) - word_start;
        let before = self.letters.chars[start - 1];
        let hangul = script(self.letters.chars[start]) == Script::Hangul;
        let unspaced = word > UNSPACED && start - word_start >= 2;
        hangul && unspaced && (length >= 4 || length >= 2 && LISTS.connectives.contains(&before))
    }

    /// The places where a name that ends at `end` may be over, its particles included.
    pub fn after(&self, end: usize) -> Vec<usize> {
        let mut places = vec![end];
        for _ in 0..MOST_PARTICLES {
            let more: Vec<usize> = places.iter().flat_map(|&at| self.particles(at)).collect();
            places.extend(more);
            places.sort_unstable();
            places.dedup();
        }
        places
    }

    /// Particles, then the end of the word or something that may follow.
    fn goes_on(&self, at: usize, particles: usize) -> bool {
        if self.letters.gap(at) != Gap::Nothing || self.opens[at] || self.follows(at) {
            return true;
        }
        // "운동화2개"
        if script(self.letters.chars[at]) != Script::Hangul {
            return true;
        }
        particles > 0 && self.particles(at).any(|next| self.goes_on(next, particles - 1))
    }

    /// Where particles that begin here end.
    fn particles(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let most =
            self.letters.word_end(at.min(self.letters.len().saturating_sub(1))).min(at + LISTS.longest);
        (at + 1..=most).filter(move |&end| self.known(&LISTS.particles, at, end))
    }

    fn follows(&self, at: usize) -> bool {
        let most = self.letters.word_end(at).min(at + LISTS.longest);
        (at + 1..=most).any(|end| self.known(&LISTS.followers, at, end))
    }

    fn known(&self, list: &HashSet<Vec<char>>, start: usize, end: usize) -> bool {
        list.contains(&self.letters.chars[start..end])
    }

    /// A longer word that looks like this name with a particle.
    fn is_within_word(&self, start: usize, end: usize) -> bool {
        let most = self.letters.word_end(start).min(start + LISTS.longest_word);
        (end + 1..=most).any(|longer| {
            self.known(&LISTS.whole_words, start, longer) && self.goes_on(longer, MOST_PARTICLES)
        })
    }

    /// "burgers", "boxes"
    fn is_plural(&self, end: usize) -> bool {
        let rest = self.letters.word_end(end);
        let latin = (end..rest).find(|&i| script(self.letters.chars[i]) != Script::Other).unwrap_or(rest);
        matches!(&self.letters.chars[end..latin], ['s'] | ['e', 's'])
            && (latin == rest || self.goes_on(latin, MOST_PARTICLES))
    }
}

/// A particle of one syllable.
pub fn is_particle(letter: char) -> bool {
    LISTS.particles.contains(&[letter][..])
}

struct Lists {
    particles: HashSet<Vec<char>>,
    followers: HashSet<Vec<char>>,
    whole_words: HashSet<Vec<char>>,
    connectives: HashSet<char>,
    /// The longest particle or follower, and the longest whole word.
    longest: usize,
    longest_word: usize,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let list = |text: &str| -> HashSet<Vec<char>> {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).map(|word| word.chars().collect()).collect()
    };
    let longest = |words: &HashSet<Vec<char>>| words.iter().map(Vec::len).max().unwrap_or(0);
    let particles = list(include_str!("../../../../data/entities/ko/particles.txt"));
    let followers = list(include_str!("../../../../data/entities/ko/followers.txt"));
    let whole_words = list(include_str!("../../../../data/entities/ko/whole_words.txt"));
    let connectives = list(include_str!("../../../../data/entities/ko/connectives.txt"));
    Lists {
        longest: longest(&particles).max(longest(&followers)),
        longest_word: longest(&whole_words),
        connectives: connectives.into_iter().flatten().collect(),
        particles,
        followers,
        whole_words,
    }
});
