//! Standard pronunciation: spelling in, the syllables that are really said out, written as Hangul (값이 → 갑씨).
//!
//! After the standard pronunciation of the National Institute of Korean Language, article by article (the golden files in
//! `tests/golden/pronounce`); the length of vowels (articles 6 and 7), which nobody hears any more, is not written down.
//! First words are respelt where the spelling alone does not tell ([`exceptions`], then what neighbours decide); then the
//! sound rules run in order, each over the whole text. A rule sees two neighbouring syllables and how they are joined.
//! The input is a reading: numbers and signs are already words (`crate::reading`). Anything that is not a Hangul
//! syllable passes through and ends the reach of the rules, except a single space.

mod aspiration;
mod coda;
mod exceptions;
mod future;
mod genitive;
mod homographs;
mod joints;
mod lateralisation;
mod liaison;
mod linking;
mod nasalisation;
mod numerals;
mod palatalisation;
mod stems;
mod tensification;
mod vowels;
mod word;

use crate::jamo::Syllable;

/// How a text is said.
pub fn pronounce(text: &str) -> String {
    let mut words: Vec<String> = exceptions::respell(text).split(' ').map(str::to_owned).collect();
    for respell in RESPELLINGS {
        respell(&mut words);
    }
    let mut sounds = sounds(&words.join(" "));
    vowels::apply(&mut sounds);
    for rule in RULES {
        each_pair(&mut sounds, rule);
    }
    coda::simplify(&mut sounds);
    for rule in RULES_OF_SIMPLE_CODAS {
        each_pair(&mut sounds, rule);
    }
    sounds.iter().map(Sound::letter).collect()
}

/// What depends on whole words and their neighbours, in the order it must run.
const RESPELLINGS: [fn(&mut [String]); 7] = [
    homographs::respell,
    numerals::respell,
    future::respell,
    stems::respell,
    genitive::respell,
    lateralisation::respell,
    joints::respell,
];

/// In the order they must run: a syllable changed by one is what the next one sees.
const RULES: [Rule; 5] =
    [palatalisation::apply, aspiration::apply, liaison::apply, linking::apply, tensification::apply];
const RULES_OF_SIMPLE_CODAS: [Rule; 2] = [nasalisation::apply, lateralisation::apply];

/// A sound rule changes two neighbours.
type Rule = fn(&mut Syllable, &mut Syllable, Joint);

/// How two syllables are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// Inside one word.
    Tight,
    /// A space between two words that are said in one breath.
    Space,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sound {
    Syllable(Syllable),
    Other(char),
}

impl Sound {
    fn letter(&self) -> char {
        match self {
            Self::Syllable(syllable) => syllable.compose().expect("rules put every jamo where it can stand"),
            Self::Other(c) => *c,
        }
    }
}

fn sounds(text: &str) -> Vec<Sound> {
    text.chars().map(|c| Syllable::of(c).map_or(Sound::Other(c), Sound::Syllable)).collect()
}

fn each_pair(sounds: &mut [Sound], rule: Rule) {
    for i in 0..sounds.len() {
        match &mut sounds[i..] {
            [Sound::Syllable(left), Sound::Syllable(right), ..] => rule(left, right, Joint::Tight),
            [Sound::Syllable(left), Sound::Other(' '), Sound::Syllable(right), ..] => {
                rule(left, right, Joint::Space);
            }
            _ => {}
        }
    }
}

/// The tense partner of a plain consonant.
fn tense(onset: char) -> Option<char> {
    Some(match onset {
        'ㄱ' => 'ㄲ',
        'ㄷ' => 'ㄸ',
        'ㅂ' => 'ㅃ',
        'ㅅ' => 'ㅆ',
        'ㅈ' => 'ㅉ',
        _ => return None,
    })
}
