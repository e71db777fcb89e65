//! Learns bots, and finds the block of a sentence.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::Language;
use jiff::civil::Date;
use models::kernel::math;
use serde_json::json;

use super::bot::{Bot, Example};
use super::elsewhere::{Elsewhere, Languages};
use super::judge::Judge;
use super::letters::{Features, Weights, plain};
use super::ridge::Ridge;
use super::slots::{Finder, Slot};
use crate::vector::{Embed, Purpose, VectorError};

/// How much the letters count beside the meaning, whose part is one. An English sentence has many letters that are in
/// every other one as well.
const fn letters_part(language: Language) -> f32 {
    match language {
        Language::Korean => 0.8,
        Language::English => 0.2,
    }
}

/// How little a single example is believed; the talk from elsewhere, which is much, still less.
const STIFFNESS: f32 = 0.5;
const STIFFNESS_ELSEWHERE: f32 = 3.0;
/// An exact pattern is right but for a mistake in the bot itself.
const EXACT: f32 = 0.99;
/// From here on the letters alone decide, and no vector is needed.
const CLEAR: f32 = 0.97;
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
    by_letters: Judged,
    by_both: Option<Judged>,
}

/// One way to compare, with what it has learnt.
struct Judged {
    ridge: Ridge,
    weights: Vec<Vec<f32>>,
    judge: Judge,
}

/// What a sentence is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub decision: Decision,
    /// What decided.
    pub how: How,
    /// The likeliest blocks first, at most five.
    pub candidates: Vec<Candidate>,
    /// How likely it is about nothing here.
    pub elsewhere: f32,
    pub slots: Vec<Slot>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    Block(String),
    /// Two that are nearly as likely: better ask.
    Unsure(String, String),
    Elsewhere,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Pattern,
    Letters,
    Meaning,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub block: String,
    /// How likely it is meant.
    pub confidence: f32,
    /// The example that is most like the sentence, and how alike its letters and its meaning are.
    pub example: String,
    pub letters: f32,
    pub meaning: Option<f32>,
}

impl Learner {
    /// Without a model only letters are compared.
    pub fn new(embed: Option<Arc<dyn Embed>>) -> Result<Self, VectorError> {
        let learner = Self { embed, elsewhere: Languages::default() };
        learner.elsewhere(Language::Korean)?;
        Ok(learner)
    }

    /// Learns a bot. `today` is only for telling dates from other words.
    pub fn learn(&self, bot: &Bot, today: Date) -> Result<Blocks, VectorError> {
        let examples: Vec<(usize, &Example)> = bot
            .blocks
            .iter()
            .enumerate()
            .flat_map(|(block, its)| its.examples.iter().map(move |example| (block, example)))
            .collect();
        let texts: Vec<&str> = examples.iter().map(|(_, example)| example.text.as_str()).collect();
        let vectors = self.centred(bot.language, &texts, true)?;
        let elsewhere = self.elsewhere(bot.language)?;
        let sentences = elsewhere.sentences.iter().chain(&texts).copied();
        let weights = Weights::of(bot.language, sentences);
        let mut blocks = Blocks {
            bot: bot.id.clone(),
            language: bot.language,
            names: bot.blocks.iter().map(|block| block.id.clone()).collect(),
            finder: Finder::new(bot),
            patterns: HashMap::new(),
            weights,
            texts: Vec::new(),
            letters: HashMap::new(),
            vectors: Vec::new(),
            by_letters: Judged::new(),
            by_both: vectors.is_some().then(Judged::new),
        };
        let last = bot.blocks.len();
        let taught: HashSet<String> = texts.iter().map(|text| plain(text)).collect();
        for (index, text) in elsewhere.sentences.iter().enumerate() {
            // What a bot teaches is not elsewhere.
            if !taught.contains(&plain(text)) {
                blocks.push(last, text, elsewhere.vectors.get(index).cloned(), STIFFNESS_ELSEWHERE);
            }
        }
        for (index, (block, example)) in examples.into_iter().enumerate() {
            let vector = vectors.as_ref().map(|vectors| vectors[index].clone());
            blocks.add(block, &example.text, vector, today);
        }
        blocks.judge();
        Ok(blocks)
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
        blocks.add(class, text, vector, today);
        blocks.judge();
        Ok(true)
    }

    /// What a sentence is about, for one bot.
    pub fn find(&self, blocks: &Blocks, text: &str, today: Date) -> Result<Found, VectorError> {
        let (pattern, slots) = blocks.finder.read(text, today);
        let features = blocks.weights.features(text);
        let letters = blocks.letters_like(&features);
        if let Some(class) = blocks.patterns.get(&pattern) {
            let rest = (1.0 - EXACT) / blocks.names.len() as f32;
            let sure =
                (0..=blocks.names.len()).map(|other| if other == *class { EXACT } else { rest }).collect();
            return Ok(blocks.found(How::Pattern, sure, &letters, None, slots));
        }
        let by_letters = blocks.by_letters.probabilities(&letters, blocks.names.len() + 1);
        let clear = by_letters[..blocks.names.len()].iter().any(|probability| *probability >= CLEAR);
        let Some(both) = blocks.by_both.as_ref().filter(|_| !clear) else {
            return Ok(blocks.found(How::Letters, by_letters, &letters, None, slots));
        };
        let Some(mut vectors) = self.centred(blocks.language, &[text], false)? else {
            return Ok(blocks.found(How::Letters, by_letters, &letters, None, slots));
        };
        let vector = vectors.remove(0);
        let meaning: Vec<f32> = blocks.vectors.iter().map(|known| math::dot(known, &vector)).collect();
        let part = letters_part(blocks.language);
        let fused: Vec<f32> = meaning.iter().zip(&letters).map(|(m, l)| m + part * l).collect();
        let probabilities = both.probabilities(&fused, blocks.names.len() + 1);
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

    fn add(&mut self, class: usize, text: &str, vector: Option<Vec<f32>>, today: Date) {
        self.patterns.entry(self.finder.pattern(text, today)).or_insert(class);
        self.push(class, text, vector, STIFFNESS);
    }

    fn push(&mut self, class: usize, text: &str, vector: Option<Vec<f32>>, stiffness: f32) {
        let features = self.weights.features(text);
        let mut letters = self.letters_like(&features);
        letters.push(1.0);
        let example = u32::try_from(self.texts.len()).expect("bots have thousands of examples, not billions");
        features.iter().for_each(|(run, weight)| {
            self.letters.entry(*run).or_default().push((example, *weight));
        });
        self.by_letters.ridge.add(class, &letters, stiffness);
        if let (Some(both), Some(vector)) = (&mut self.by_both, vector) {
            let meaning = self.vectors.iter().chain([&vector]).map(|known| math::dot(known, &vector));
            let part = letters_part(self.language);
            let fused: Vec<f32> = meaning.zip(&letters).map(|(m, l)| m + part * l).collect();
            both.ridge.add(class, &fused, stiffness);
            self.vectors.push(vector);
        }
        self.texts.push(text.to_owned());
    }

    fn judge(&mut self) {
        let classes = self.names.len() + 1;
        [Some(&mut self.by_letters), self.by_both.as_mut()]
            .into_iter()
            .flatten()
            .for_each(|it| it.learn(classes));
    }

    /// How alike the letters of each example are.
    fn letters_like(&self, features: &Features) -> Vec<f32> {
        let mut like = vec![0.0; self.texts.len()];
        for (run, weight) in features {
            for (example, other) in self.letters.get(run).into_iter().flatten() {
                like[*example as usize] += weight * other;
            }
        }
        like
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
        let own = self.by_letters.ridge.classes().iter().enumerate().filter(|(_, its)| **its == class);
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

impl Judged {
    fn new() -> Self {
        Self { ridge: Ridge::new(), weights: Vec::new(), judge: Judge::learn(&[], &[]) }
    }

    fn learn(&mut self, classes: usize) {
        self.weights = self.ridge.weights(classes);
        self.judge = Judge::learn(self.ridge.classes(), &self.ridge.without_itself(&self.weights));
    }

    fn probabilities(&self, likenesses: &[f32], classes: usize) -> Vec<f32> {
        let mut scores = vec![0.0; classes];
        for (like, weights) in likenesses.iter().zip(&self.weights).filter(|(like, _)| **like != 0.0) {
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += like * weight);
        }
        self.judge.probabilities(&scores)
    }
}

impl Found {
    /// The block that is meant, or asked about first.
    #[must_use]
    pub fn block(&self) -> Option<&str> {
        match &self.decision {
            Decision::Block(block) | Decision::Unsure(block, _) => Some(block),
            Decision::Elsewhere => None,
        }
    }

    /// How likely the decision is right.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        if self.block().is_some() { self.candidates[0].confidence } else { self.elsewhere }
    }

    /// What matched and why, as readable JSON.
    #[must_use]
    pub fn trace(&self) -> serde_json::Value {
        let round = |x: f32| (f64::from(x) * 1000.0).round() / 1000.0;
        let (decision, blocks) = match &self.decision {
            Decision::Block(block) => ("block", vec![block]),
            Decision::Unsure(first, second) => ("unsure", vec![first, second]),
            Decision::Elsewhere => ("elsewhere", Vec::new()),
        };
        let candidates = self.candidates.iter().map(|candidate| {
            json!({
                "block": candidate.block,
                "confidence": round(candidate.confidence),
                "example": candidate.example,
                "letters": round(candidate.letters),
                "meaning": candidate.meaning.map(round),
            })
        });
        let slots = self
            .slots
            .iter()
            .map(|slot| json!({"entity": slot.entity, "text": slot.text, "value": slot.value}));
        json!({
            "decision": decision,
            "blocks": blocks,
            "how": self.how.name(),
            "elsewhere": round(self.elsewhere),
            "candidates": candidates.collect::<Vec<_>>(),
            "slots": slots.collect::<Vec<_>>(),
        })
    }
}

impl How {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pattern => "pattern",
            Self::Letters => "letters",
            Self::Meaning => "meaning",
        }
    }
}

/// The beginning of a text, as far as it is worth understanding.
fn beginning(text: &str) -> &str {
    const LETTERS: usize = 600;
    text.char_indices().nth(LETTERS).map_or(text, |(end, _)| &text[..end])
}
