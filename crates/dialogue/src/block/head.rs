//! From how alike a sentence is to each example to how likely each block is meant. Two views are added: ridge
//! regression, which knows what tells the blocks apart, and the nearest examples of each block, which know how near
//! anything is at all; the second is what other talk lacks.

use super::judge::Judge;
use super::ridge::Ridge;

/// So many of the nearest examples of a block count.
const NEAREST: usize = 2;
/// How little a single example is believed; the talk from elsewhere, which is much, still less.
const STIFFNESS: f32 = 0.5;
const STIFFNESS_ELSEWHERE: f32 = 10.0;

/// One way to compare, with what it has learnt. The last class is talk from elsewhere.
pub struct Head {
    ridge: Ridge,
    count: usize,
    /// How alike a sentence is to itself.
    own: f32,
    judge: Judge,
}

impl Head {
    /// From the class of each example and its likenesses to those before it and to itself.
    pub fn learn(
        classes: Vec<usize>,
        count: usize,
        likenesses: Vec<Vec<f32>>,
        own: f32,
        judge: Judge,
    ) -> Self {
        let ridge = Ridge::learn(classes, count, likenesses, |class| stiffness(class, count));
        Self { ridge, count, own, judge }
    }

    /// The class of each example.
    pub fn classes(&self) -> &[usize] {
        self.ridge.classes()
    }

    pub fn add(&mut self, class: usize, likenesses: &[f32]) {
        self.ridge.add(class, self.count, likenesses, stiffness(class, self.count));
    }

    /// How likely each class is, by the sentence's likeness to each example.
    pub fn probabilities(&self, likenesses: &[f32]) -> Vec<f32> {
        let mut scores = vec![0.0; self.count];
        for (like, weights) in likenesses.iter().zip(self.ridge.weights()).filter(|(like, _)| **like != 0.0) {
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += like * weight);
        }
        for (score, nearest) in scores.iter_mut().zip(self.nearest(likenesses)) {
            *score += nearest / self.own;
        }
        let blocks = self.count - 1;
        let taught = self.classes().iter().filter(|class| **class < blocks).count();
        self.judge.probabilities(&scores, taught as f32 / blocks.max(1) as f32)
    }

    /// The mean likeness of the nearest examples of each class.
    fn nearest(&self, likenesses: &[f32]) -> Vec<f32> {
        let mut nearest = vec![[f32::NEG_INFINITY; NEAREST]; self.count];
        for (like, class) in likenesses.iter().zip(self.classes()) {
            let best = &mut nearest[*class];
            let place = best.iter().position(|other| like > other);
            if let Some(place) = place {
                best[place..].rotate_right(1);
                best[place] = *like;
            }
        }
        let mean = |best: [f32; NEAREST]| {
            let there = best.iter().filter(|like| like.is_finite()).count();
            best.iter().take(there).sum::<f32>() / there.max(1) as f32
        };
        nearest.into_iter().map(mean).collect()
    }
}

fn stiffness(class: usize, count: usize) -> f32 {
    if class + 1 == count { STIFFNESS_ELSEWHERE } else { STIFFNESS }
}
