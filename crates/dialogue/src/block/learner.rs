//! Learns bots, and finds the block of a sentence.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::Language;
use jiff::civil::Date;
use models::kernel::math;
use rayon::prelude::*;

use super::bot::Bot;
use super::elsewhere::{Elsewhere, Languages};
use super::found::{Candidate, Decision, Found, How};
use super::head::Head;
use super::judge;
use super::letters::{Features, Weights, plain};
use super::slots::{Finder, Slot};
use crate::vector::{Embed, Purpose, VectorError};

/// How much the letters count beside the meaning, whose part is one. An English sentence has many letters that are in
/// every other one as well.
const fn letters_part(language: Language) -> f32 {
    match language {
        Language::Korean => 0.6,
        Language::English => 0.2,
    }
}

/// An exact pattern is right but for a mistake in the bot itself.
const EXACT: f32 = 0.99;
/// From here on the letters alone decide, and no vector is needed.
const CLEAR: f32 = 0.995;
/// What is likely to less than this is a guess.
const FAINT: f32 = 0.25;
/// A block must be so much likelier than the next one; else both are named.
const AHEAD: f32 = 0.15;

/// What all bots share: the model, and talk from elsewhere.
pub struct Learner {
    embed: Option<Arc<dyn Embed>>,
    elsewhere: Languages,
}

/// The blocks of one bot, learnt.
pub struct Blocks {
    pub bot: String,
    language: Language,
    names: Vec<String>,
    finder: Finder,
    patterns: HashMap<String, usize>,
    weights: Weights,
    /// Each example's text, those from elsewhere first.
    texts: Vec<String>,
    /// For each run of letters the examples that have it.
    letters: HashMap<u64, Vec<(u32, f32)>>,
    vectors: Vec<Vec<f32>>,
    by_letters: Head,
    by_both: Option<Head>,
}

impl Learner {
    /// Without a model only letters are compared.
    pub fn new(embed: Option<Arc<dyn Embed>>) -> Result<Self, VectorError> {
        let learner = Self { embed, elsewhere: Languages::default() };
        learner.elsewhere(Language::Korean)?;
        Ok(learner)
    }

    /// The model that meanings are compared with, if there is one.
    pub(crate) fn model(&self) -> Option<Arc<dyn Embed>> {
        self.embed.clone()
    }

    /// Learns a bot. `today` is only for telling dates from other words.
    pub fn learn(&self, bot: &Bot, today: Date) -> Result<Blocks, VectorError> {
        let elsewhere = self.elsewhere(bot.language)?;
        let taught: Vec<&str> =
            bot.blocks.iter().flat_map(|block| &block.examples).map(|it| it.text.as_str()).collect();
        let own: HashSet<String> = taught.iter().map(|text| plain(text)).collect();
        // What a bot teaches is not elsewhere.
        let kept: Vec<usize> = (0..elsewhere.sentences.len())
            .filter(|index| !own.contains(&plain(elsewhere.sentences[*index])))
            .collect();
        let vectors = self.centred(bot.language, &taught, true)?.map(|own| {
            kept.iter().map(|index| elsewhere.vectors[*index].clone()).chain(own).collect::<Vec<_>>()
        });
        let last = bot.blocks.len();
        let blocks = bot.blocks.iter().enumerate();
        let classes: Vec<usize> = std::iter::repeat_n(last, kept.len())
            .chain(blocks.flat_map(|(block, its)| std::iter::repeat_n(block, its.examples.len())))
            .collect();
        let weights = Weights::of(bot.language, elsewhere.sentences.iter().chain(&taught).copied());
        let texts: Vec<String> = kept
            .iter()
            .map(|index| elsewhere.sentences[*index])
            .chain(taught.iter().copied())
            .map(str::to_owned)
            .collect();
        let mut learnt = Blocks::of(bot, weights, texts, classes, vectors);
        for (class, block) in bot.blocks.iter().enumerate() {
            block.examples.iter().for_each(|example| learnt.pattern(class, &example.text, today));
        }
        Ok(learnt)
    }

    /// Adds one example to a bot that has been learnt.
    pub fn teach(
        &self,
        blocks: &mut Blocks,
        block: &str,
        text: &str,
        today: Date,
    ) -> Result<bool, VectorError> {
        let Some(class) = blocks.names.iter().position(|name| name == block) else { return Ok(false) };
        let vector = self.centred(blocks.language, &[text], true)?.map(|mut vectors| vectors.remove(0));
        blocks.pattern(class, text, today);
        blocks.add(class, text, vector);
        Ok(true)
    }

    /// What a sentence is about, for one bot.
    pub fn find(&self, blocks: &Blocks, text: &str, today: Date) -> Result<Found, VectorError> {
        let (pattern, slots) = blocks.finder.read(text, today);
        if blocks.names.is_empty() {
            // A bot that hands everything to its skill.
            return Ok(Found::nothing(slots));
        }
        let features = blocks.weights.features(text);
        let letters = blocks.letters_like(&features);
        if let Some(class) = blocks.patterns.get(&pattern) {
            let rest = (1.0 - EXACT) / blocks.names.len() as f32;
            let sure =
                (0..=blocks.names.len()).map(|other| if other == *class { EXACT } else { rest }).collect();
            return Ok(blocks.found(How::Pattern, sure, &letters, None, slots));
        }
        let by_letters = blocks.by_letters.probabilities(&letters);
        let clear = by_letters[..blocks.names.len()].iter().any(|probability| *probability >= CLEAR);
        let Some(both) = blocks.by_both.as_ref().filter(|_| !clear) else {
            return Ok(blocks.found(How::Letters, by_letters, &letters, None, slots));
        };
        let Some(mut vectors) = self.centred(blocks.language, &[text], false)? else {
            return Ok(blocks.found(How::Letters, by_letters, &letters, None, slots));
        };
        let vector = vectors.remove(0);
        let meaning: Vec<f32> = blocks.vectors.iter().map(|known| math::dot(known, &vector)).collect();
        let probabilities = both.probabilities(&fused(blocks.language, &meaning, &letters));
        Ok(blocks.found(How::Meaning, probabilities, &letters, Some(&meaning), slots))
    }

    /// `taught`: the texts are a bot's, and not what somebody says.
    fn embed(&self, texts: &[&str], taught: bool) -> Result<Option<Vec<Vec<f32>>>, VectorError> {
        let Some(embed) = &self.embed else { return Ok(None) };
        // What is longer is no sentence; its beginning tells enough.
        let texts: Vec<&str> = texts.iter().map(|text| beginning(text)).collect();
        let embedded = match taught {
            true => embed.embed_taught(&texts, Purpose::Query)?,
            false => embed.embed(&texts, Purpose::Query)?,
        };
        Ok(Some(embedded.into_iter().map(|embedded| embedded.vector).collect()))
    }

    fn elsewhere(&self, language: Language) -> Result<&Elsewhere, VectorError> {
        self.elsewhere.get(language, || {
            let sentences = Elsewhere::sentences(language);
            let vectors = self.embed(&sentences, true)?.unwrap_or_default();
            Ok(Elsewhere::new(sentences, vectors))
        })
    }

    fn centred(
        &self,
        language: Language,
        texts: &[&str],
        taught: bool,
    ) -> Result<Option<Vec<Vec<f32>>>, VectorError> {
        let elsewhere = self.elsewhere(language)?;
        let mut vectors = self.embed(texts, taught)?;
        vectors.iter_mut().flatten().for_each(|vector| elsewhere.centre(vector));
        Ok(vectors)
    }
}

impl Blocks {
    /// The names of the blocks.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The last class is talk from elsewhere.
    fn of(
        bot: &Bot,
        weights: Weights,
        texts: Vec<String>,
        classes: Vec<usize>,
        vectors: Option<Vec<Vec<f32>>>,
    ) -> Self {
        let features: Vec<Features> = texts.par_iter().map(|text| weights.features(text)).collect();
        let mut letters: HashMap<u64, Vec<(u32, f32)>> = HashMap::new();
        for (example, features) in features.iter().enumerate() {
            features.iter().for_each(|(run, weight)| {
                letters.entry(*run).or_default().push((number(example), *weight));
            });
        }
        // To those before it, and to itself.
        let by_letters: Vec<Vec<f32>> = features
            .par_iter()
            .enumerate()
            .map(|(example, its)| like(&letters, its, example).into_iter().chain([1.0]).collect())
            .collect();
        let (count, part) = (bot.blocks.len() + 1, letters_part(bot.language));
        let by_both = vectors.as_ref().map(|vectors| {
            let row = |(vector, letters): (&Vec<f32>, &Vec<f32>)| {
                let meaning: Vec<f32> =
                    vectors[..letters.len()].iter().map(|known| math::dot(known, vector)).collect();
                fused(bot.language, &meaning, letters)
            };
            let likenesses: Vec<Vec<f32>> = vectors.par_iter().zip(&by_letters).map(row).collect();
            Head::learn(classes.clone(), count, likenesses, 1.0 + part, judge::BOTH)
        });
        Self {
            bot: bot.id.clone(),
            language: bot.language,
            names: bot.blocks.iter().map(|block| block.id.clone()).collect(),
            finder: Finder::new(bot),
            patterns: HashMap::new(),
            weights,
            texts,
            letters,
            vectors: vectors.unwrap_or_default(),
            by_letters: Head::learn(classes, count, by_letters, 1.0, judge::LETTERS),
            by_both,
        }
    }

    fn pattern(&mut self, class: usize, text: &str, today: Date) {
        self.patterns.entry(self.finder.pattern(text, today)).or_insert(class);
    }

    fn add(&mut self, class: usize, text: &str, vector: Option<Vec<f32>>) {
        let features = self.weights.features(text);
        let mut letters = self.letters_like(&features);
        letters.push(1.0);
        let example = number(self.texts.len());
        features.iter().for_each(|(run, weight)| {
            self.letters.entry(*run).or_default().push((example, *weight));
        });
        self.by_letters.add(class, &letters);
        if let (Some(both), Some(vector)) = (&mut self.by_both, vector) {
            let meaning: Vec<f32> =
                self.vectors.iter().chain([&vector]).map(|known| math::dot(known, &vector)).collect();
            both.add(class, &fused(self.language, &meaning, &letters));
            self.vectors.push(vector);
        }
        self.texts.push(text.to_owned());
    }

    /// How alike the letters of each example are.
    fn letters_like(&self, features: &Features) -> Vec<f32> {
        like(&self.letters, features, self.texts.len())
    }

    fn found(
        &self,
        how: How,
        probabilities: Vec<f32>,
        letters: &[f32],
        meaning: Option<&[f32]>,
        slots: Vec<Slot>,
    ) -> Found {
        let mut order: Vec<usize> = (0..self.names.len()).collect();
        order.sort_by(|a, b| probabilities[*b].total_cmp(&probabilities[*a]));
        let candidate = |class: &usize| self.candidate(*class, probabilities[*class], letters, meaning);
        let candidates: Vec<Candidate> = order.iter().take(5).map(candidate).collect();
        let elsewhere = probabilities[self.names.len()];
        let second = candidates.get(1).map_or(0.0, |second| second.confidence);
        let first = candidates[0].confidence;
        let decision = if first < elsewhere.max(FAINT) {
            Decision::Elsewhere
        } else if first - second >= AHEAD || candidates.len() == 1 {
            Decision::Block(candidates[0].block.clone())
        } else {
            Decision::Unsure(candidates[0].block.clone(), candidates[1].block.clone())
        };
        Found { decision, how, candidates, elsewhere, slots }
    }

    fn candidate(
        &self,
        class: usize,
        confidence: f32,
        letters: &[f32],
        meaning: Option<&[f32]>,
    ) -> Candidate {
        let like = |example: usize| {
            letters[example] * letters_part(self.language) + meaning.map_or(0.0, |meaning| meaning[example])
        };
        let own = self.by_letters.classes().iter().enumerate().filter(|(_, its)| **its == class);
        let nearest = own.map(|(example, _)| example).max_by(|a, b| like(*a).total_cmp(&like(*b)));
        let nearest = nearest.expect("every block has an example");
        Candidate {
            block: self.names[class].clone(),
            confidence,
            example: self.texts[nearest].clone(),
            letters: letters[nearest],
            meaning: meaning.map(|meaning| meaning[nearest]),
        }
    }
}

/// How alike the letters of the first `count` examples are.
fn like(letters: &HashMap<u64, Vec<(u32, f32)>>, features: &Features, count: usize) -> Vec<f32> {
    let mut like = vec![0.0; count];
    for (run, weight) in features {
        for (example, other) in letters.get(run).into_iter().flatten() {
            match like.get_mut(*example as usize) {
                Some(like) => *like += weight * other,
                // They are in order.
                None => break,
            }
        }
    }
    like
}

/// Likenesses of meaning and of letters together.
fn fused(language: Language, meaning: &[f32], letters: &[f32]) -> Vec<f32> {
    let part = letters_part(language);
    meaning.iter().zip(letters).map(|(meaning, letters)| meaning + part * letters).collect()
}

fn number(example: usize) -> u32 {
    u32::try_from(example).expect("bots have thousands of examples, not billions")
}

/// The beginning of a text, as far as it is worth understanding.
fn beginning(text: &str) -> &str {
    const LETTERS: usize = 600;
    text.char_indices().nth(LETTERS).map_or(text, |(end, _)| &text[..end])
}
