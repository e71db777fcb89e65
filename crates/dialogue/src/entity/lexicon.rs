//! Names with their synonyms, found in a sentence; they come and go while it is used.

use std::collections::HashMap;
use std::ops::Range;

use super::boundary::{Boundaries, is_particle};
use super::letters::Letters;
use super::likeness::{self, Jamo};
use super::nearby::{self, Nearby};
use super::trie::Trie;
use super::{EntityError, Match, best};

pub const MOST_LETTERS: usize = 100;
pub const MOST_WORDS: usize = 500_000;
/// How much a mistake weighs against a name that is written right and shorter.
const MISTAKE: f32 = 0.6;

/// Words, and what they stand for.
#[derive(Default)]
pub struct Lexicon {
    words: Vec<Word>,
    /// Places in `words` that are free again.
    free: Vec<u32>,
    numbers: HashMap<Box<[char]>, u32>,
    /// The words of each entry.
    entries: HashMap<(String, String), Vec<u32>>,
    trie: Trie,
    nearby: Nearby,
    /// How many words have each length, so that no longer piece of a sentence is looked up than there are words.
    lengths: Vec<u32>,
}

#[derive(Default)]
struct Word {
    letters: Box<[char]>,
    jamo: Box<[Jamo]>,
    /// How unlike it may be written.
    allowance: f32,
    /// It is written with a space or a comma in it.
    parted: bool,
    /// Entity and entry; several when a word is ambiguous.
    meanings: Vec<(String, String)>,
}

/// A word in the letters of a sentence.
struct Hit {
    range: Range<usize>,
    word: u32,
    score: f32,
}

impl Lexicon {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Adds a word that stands for an entry: the entry itself, or a synonym. Twice is the same as once.
    pub fn add(&mut self, entity: &str, entry: &str, word: &str) -> Result<(), EntityError> {
        let read = Letters::new(word);
        let parted = !read.is_one_word(0..read.len());
        let letters: Box<[char]> = read.chars.into();
        if letters.is_empty() {
            return Err(EntityError::Empty(word.to_owned()));
        }
        if letters.len() > MOST_LETTERS {
            return Err(EntityError::TooLong(word.chars().take(MOST_LETTERS).collect()));
        }
        let number = match self.numbers.get(&letters) {
            Some(&number) => number,
            None if self.numbers.len() >= MOST_WORDS => return Err(EntityError::TooMany),
            None => self.insert(letters, parted),
        };
        let meaning = (entity.to_owned(), entry.to_owned());
        let meanings = &mut self.words[number as usize].meanings;
        if !meanings.contains(&meaning) {
            meanings.push(meaning.clone());
            self.entries.entry(meaning).or_default().push(number);
        }
        Ok(())
    }

    /// Takes an entry away with all its words; false when there is none.
    pub fn remove(&mut self, entity: &str, entry: &str) -> bool {
        let meaning = (entity.to_owned(), entry.to_owned());
        let Some(numbers) = self.entries.remove(&meaning) else { return false };
        for number in numbers {
            let word = &mut self.words[number as usize];
            word.meanings.retain(|other| *other != meaning);
            if word.meanings.is_empty() {
                let Word { letters, .. } = std::mem::take(word);
                self.numbers.remove(&letters);
                self.trie.remove(&letters);
                self.nearby.remove(&letters, number);
                self.lengths[letters.len()] -= 1;
                self.free.push(number);
            }
        }
        true
    }

    /// The entities in a sentence, from left to right; none overlap.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Match> {
        let letters = Letters::new(text);
        let right = self.written_right(&letters);
        let mut opens = vec![false; letters.len() + 1];
        right.iter().filter(|hit| hit.range.len() >= 2).for_each(|hit| opens[hit.range.start] = true);
        let mut boundaries = Boundaries::new(&letters, opens);
        right
            .iter()
            .filter(|hit| hit.range.len() == 1)
            .for_each(|hit| boundaries.open_alone(hit.range.start));
        let mut hits = accepted(&letters, &boundaries, right);
        hits.extend(self.written_nearly(&letters, &boundaries));
        let weigh = |hit: Hit| {
            let length = hit.range.len() as f32;
            let mistake = if hit.score < 1.0 { MISTAKE } else { 0.0 };
            (length * hit.score - mistake, hit.range.clone(), hit)
        };
        let chosen = best(hits.into_iter().map(weigh).collect());
        chosen.into_iter().map(|hit| self.told(text, &letters, hit)).collect()
    }

    fn insert(&mut self, letters: Box<[char]>, parted: bool) -> u32 {
        let number = self.free.pop().unwrap_or_else(|| {
            self.words.push(Word::default());
            u32::try_from(self.words.len() - 1).expect("there are at most half a million words")
        });
        self.trie.insert(&letters, number);
        self.nearby.insert(&letters, number);
        if self.lengths.len() <= letters.len() {
            self.lengths.resize(letters.len() + 1, 0);
        }
        self.lengths[letters.len()] += 1;
        self.numbers.insert(letters.clone(), number);
        self.words[number as usize] = Word {
            jamo: likeness::jamo(&letters).into(),
            allowance: likeness::allowance(&letters),
            letters,
            parted,
            meanings: Vec::new(),
        };
        number
    }

    fn written_right(&self, letters: &Letters) -> Vec<Hit> {
        let mut hits = Vec::new();
        for start in 0..letters.len() {
            for (length, word) in self.trie.words(&letters.chars[start..]) {
                let range = start..start + length;
                // 가방 is not in "내가 방에"; two letters are too few to reach across a space.
                let joined = length > 2 && letters.is_joined(range.clone());
                let spaced = letters.begins_word(start) && (joined || self.words[word as usize].parted);
                if spaced || letters.is_one_word(range.clone()) {
                    hits.push(Hit { range, word, score: 1.0 });
                }
            }
        }
        hits
    }

    fn written_nearly(&self, letters: &Letters, boundaries: &Boundaries<'_>) -> Vec<Hit> {
        let longest = (self.lengths.len()).min(nearby::LONGEST + 1);
        let no_names = vec![false; letters.len() + 1];
        let mut hits = Vec::new();
        for start in 0..letters.len() {
            for length in 2..=longest.min(letters.len() - start) {
                let range = start..start + length;
                if !letters.is_joined(range.clone()) {
                    break;
                }
                let whole = length > 2 && letters.begins_word(start) || letters.is_one_word(range.clone());
                if self.could_be(length)
                    && whole
                    && boundaries.begins(start, length, &no_names)
                    && boundaries.ends(start, range.end)
                {
                    hits.extend(self.nearest(&letters.chars[range.clone()]).map(|(word, score)| Hit {
                        range,
                        word,
                        score,
                    }));
                }
            }
        }
        hits
    }

    /// Whether a word may have about so many letters.
    fn could_be(&self, length: usize) -> bool {
        let around = length.saturating_sub(2)..(length + 3).min(self.lengths.len());
        self.lengths.get(around).is_some_and(|counts| counts.iter().any(|count| *count > 0))
    }

    fn nearest(&self, letters: &[char]) -> Option<(u32, f32)> {
        let jamo = likeness::jamo(letters);
        let near = self.nearby.candidates(letters).into_iter().filter_map(|number| {
            let word = &self.words[number as usize];
            let last = letters[letters.len() - 1];
            // "사이가" is no 사이다 with a mistake.
            if is_particle(last) && word.letters.last() != Some(&last) {
                return None;
            }
            // What is written is as short as the word it is taken for.
            let allowance = word.allowance.min(likeness::allowance(letters) + 0.31);
            let cost = likeness::distance(&word.jamo, &jamo, allowance)?;
            Some((number, cost, word.jamo.len()))
        });
        // The smallest number of two that are as near: the one that was there first.
        let (number, cost, length) = near.min_by(|a, b| a.1.total_cmp(&b.1))?;
        Some((number, (1.0 - cost / length.max(1) as f32).clamp(0.01, 0.99)))
    }

    fn told(&self, text: &str, letters: &Letters, hit: Hit) -> Match {
        let span = letters.span(hit.range);
        let mut meanings = self.words[hit.word as usize].meanings.iter().cloned();
        let (entity, entry) = meanings.next().expect("a word without a meaning is taken away");
        Match {
            entity,
            entry,
            role: None,
            text: text[span.clone()].to_owned(),
            span,
            score: hit.score,
            others: meanings.collect(),
        }
    }
}

/// Those that begin and end where names may. From left to right, as a name may begin where another has ended.
fn accepted(letters: &Letters, boundaries: &Boundaries<'_>, hits: Vec<Hit>) -> Vec<Hit> {
    let mut after_name = vec![false; letters.len() + 1];
    let mut accepted = Vec::new();
    for hit in hits {
        let Range { start, end } = hit.range;
        let alone =
            end - start > 1 || letters.begins_word(start) || after_name[start] && boundaries.opens(start);
        if alone && boundaries.begins(start, end - start, &after_name) && boundaries.ends(start, end) {
            if end - start >= 2 {
                boundaries.after(end).into_iter().for_each(|at| after_name[at] = true);
            }
            accepted.push(hit);
        }
    }
    accepted
}
