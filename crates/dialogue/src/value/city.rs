//! Places whose time can be asked for.

use domain::Language;

use super::literal;
use crate::understanding::Sentence;

/// A place and its time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct City {
    /// The name in answers.
    pub name: String,
    /// Every name in sentences, without spaces and lower-case; the first is `name`.
    pub names: Vec<String>,
    pub zone: String,
}

/// The place whose longest name stands at `at`.
pub fn read(sentence: &Sentence, language: Language, cities: &[City], at: usize) -> Option<(City, usize)> {
    cities
        .iter()
        .flat_map(|city| city.names.iter().map(move |name| (city, name)))
        .filter_map(|(city, name)| Some((city, literal(sentence, language, name, at)?)))
        .max_by_key(|&(_, end)| end)
        .map(|(city, end)| (city.clone(), end))
}
