//! Questions and passages by their letters: pairs of syllables, Latin words and numbers, each weighed by how much it
//! tells.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

/// Talk that is about nothing that a service knows: what is common there ("있어요?", "what is") tells little.
const ELSEWHERE: &str = include_str!("../../../../data/bots/elsewhere.txt");
const MOST_TERMS: usize = 2000;

/// The terms of a text, each once.
pub type Terms = HashSet<String>;

pub fn terms(text: &str) -> Terms {
    let mut terms = Terms::new();
    let text: String = text.nfkc().flat_map(char::to_lowercase).collect();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let letters: Vec<char> = word.chars().collect();
        let hangul = letters.iter().any(|c| korean::jamo::is_syllable(*c));
        if terms.len() >= MOST_TERMS {
            break;
        }
        if !hangul {
            terms.insert(stem(word).to_owned());
        } else if letters.len() == 1 {
            terms.insert(word.to_owned());
        } else {
            terms.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
        }
    }
    terms
}

/// How many texts have each term.
#[derive(Clone)]
pub struct Weights {
    texts: f32,
    counts: HashMap<String, u32>,
    elsewhere: HashMap<String, u32>,
    elsewhere_texts: f32,
}

impl Weights {
    pub fn new() -> Self {
        let mut elsewhere: HashMap<String, u32> = HashMap::new();
        let mut texts = 0.0;
        for line in ELSEWHERE.lines() {
            texts += 1.0;
            terms(line).into_iter().for_each(|term| *elsewhere.entry(term).or_default() += 1);
        }
        Self { texts: 0.0, counts: HashMap::new(), elsewhere, elsewhere_texts: texts }
    }

    pub fn learn(&mut self, terms: &Terms) {
        self.texts += 1.0;
        terms.iter().for_each(|term| *self.counts.entry(term.clone()).or_default() += 1);
    }

    pub fn forget(&mut self, terms: &Terms) {
        self.texts -= 1.0;
        for term in terms {
            if let Some(count) = self.counts.get_mut(term) {
                *count -= 1;
                if *count == 0 {
                    self.counts.remove(term);
                }
            }
        }
    }

    /// How much of what the question says the passage says as well, from 0 to 1.
    pub fn covered(&self, question: &Terms, passage: &Terms) -> f32 {
        let weight = |term: &String| self.weight(term);
        let all: f32 = question.iter().map(weight).sum();
        let shared: f32 = question.iter().filter(|term| passage.contains(*term)).map(weight).sum();
        if all > 0.0 { shared / all } else { 0.0 }
    }

    fn weight(&self, term: &str) -> f32 {
        let rarity = |count: Option<&u32>, texts: f32| {
            ((texts + 1.0) / (count.copied().unwrap_or(0) as f32 + 1.0)).ln() / (texts + 2.0).ln()
        };
        rarity(self.counts.get(term), self.texts)
            * rarity(self.elsewhere.get(term), self.elsewhere_texts).powi(2)
    }
}

/// English words without the ends that change: "parking" and "parked" are both about parks of cars.
fn stem(word: &str) -> &str {
    let long = |stem: &&str| stem.len() >= 3;
    ["ing", "ies", "ed", "es", "s", "y"]
        .iter()
        .find_map(|end| word.strip_suffix(end).filter(long))
        .unwrap_or(word)
}
