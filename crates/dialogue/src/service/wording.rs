//! Wordings of a bot: `{{ name }}` and `{{ name|을 }}` are filled in, the particle chosen by how the value is said.

use std::collections::BTreeMap;

use domain::Language;

/// A value as it is written, and as it is said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Word {
    pub written: String,
    pub said: String,
}

/// The wording filled in, as it is written and as it is said. A value that nobody gave leaves nothing.
pub fn fill(wording: &str, values: &BTreeMap<String, Word>, language: Language) -> (String, String) {
    let (mut written, mut said) = (String::new(), String::new());
    let mut rest = wording;
    while let Some((before, (slot, behind))) =
        rest.split_once("{{").and_then(|(before, after)| Some((before, after.split_once("}}")?)))
    {
        let (name, particle) = slot.split_once('|').map_or((slot, ""), |(name, particle)| (name, particle));
        let word = values.get(name.trim()).cloned().unwrap_or_default();
        let particle = particle_of(&word.said, particle.trim(), language);
        written += before;
        written += &word.written;
        written += &particle;
        said += before;
        said += &word.said;
        said += &particle;
        rest = behind;
    }
    (written + rest, said + rest)
}

fn particle_of(word: &str, particle: &str, language: Language) -> String {
    if particle.is_empty() || language == Language::English || word.is_empty() {
        return String::new();
    }
    let pair = PARTICLES.iter().find(|(one, other)| *one == particle || *other == particle);
    let pair = pair.map_or(particle.to_owned(), |(one, other)| format!("{one}/{other}"));
    korean::particle::choose(word, &pair).to_owned()
}

const PARTICLES: &[(&str, &str)] = &[
    ("을", "를"),
    ("이", "가"),
    ("은", "는"),
    ("과", "와"),
    ("으로", "로"),
    ("이에요", "예요"),
    ("이나", "나"),
    ("이랑", "랑"),
    ("이라고", "라고"),
    ("아", "야"),
];

/// The values that a wording names; an error when a brace is not closed.
pub fn names(wording: &str) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    let mut rest = wording;
    while let Some((_, after)) = rest.split_once("{{") {
        let Some((slot, behind)) = after.split_once("}}") else {
            return Err(format!("{wording:?} has {{{{ without }}}}"));
        };
        let name = slot.split('|').next().unwrap_or_default().trim();
        if name.is_empty() {
            return Err(format!("{wording:?} has {{{{ }}}} without a name"));
        }
        names.push(name.to_owned());
        rest = behind;
    }
    Ok(names)
}
