//! Talk that no bot is about: what a sentence is compared with beside a bot's own examples, so that a bot can say no.

use std::sync::OnceLock;

use domain::Language;
use models::kernel::math;

/// The talk of one language.
pub struct Elsewhere {
    pub sentences: Vec<&'static str>,
    /// Of the sentences, centred; none where there is no model.
    pub vectors: Vec<Vec<f32>>,
    /// The mean of the vectors is taken away from every vector, because all of e5's point nearly the same way.
    mean: Vec<f32>,
}

/// The talk of every language, made when it is first needed.
#[derive(Default)]
pub struct Languages {
    korean: OnceLock<Elsewhere>,
    english: OnceLock<Elsewhere>,
}

impl Elsewhere {
    pub fn sentences(language: Language) -> Vec<&'static str> {
        let lines = match language {
            Language::Korean => include_str!("../../../../data/bots/elsewhere.txt"),
            Language::English => include_str!("../../../../data/bots/elsewhere.en.txt"),
        };
        lines.lines().filter(|line| !line.is_empty()).collect()
    }

    /// From the sentences with their vectors as the model made them.
    pub fn new(sentences: Vec<&'static str>, mut vectors: Vec<Vec<f32>>) -> Self {
        let mut mean = vec![0.0; vectors.first().map_or(0, Vec::len)];
        vectors.iter().for_each(|vector| math::add(&mut mean, vector));
        mean.iter_mut().for_each(|x| *x /= vectors.len() as f32);
        vectors.iter_mut().for_each(|vector| centre(vector, &mean));
        Self { sentences, vectors, mean }
    }

    pub fn centre(&self, vector: &mut [f32]) {
        centre(vector, &self.mean);
    }
}

impl Languages {
    /// The talk of a language; `make` is asked once for each.
    pub fn get<E>(
        &self,
        language: Language,
        make: impl FnOnce() -> Result<Elsewhere, E>,
    ) -> Result<&Elsewhere, E> {
        let place = match language {
            Language::Korean => &self.korean,
            Language::English => &self.english,
        };
        match place.get() {
            Some(made) => Ok(made),
            // Two threads may both make it; they make the same.
            None => make().map(|made| place.get_or_init(|| made)),
        }
    }
}

fn centre(vector: &mut [f32], mean: &[f32]) {
    vector.iter_mut().zip(mean).for_each(|(x, mean)| *x -= mean);
    math::to_unit_length(vector);
}
