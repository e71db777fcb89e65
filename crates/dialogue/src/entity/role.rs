//! Which of several entities of one kind is meant: "서울에서 부산까지" has a departure and an arrival.
//!
//! Examples teach it: `[서울](city:departure)에서 [부산](city:arrival)까지`. What stands around a tag counts, the more
//! exactly the more: the same words, particles that mean the same ("에서부터" for "에서"), and the order of the roles.

use std::collections::BTreeMap;

use super::Match;
use super::letters::{Gap, Letters};
use crate::block::Example;

/// What tells where something goes, in groups that mean the same.
const GROUPS: [&str; 8] = [
    "에서 에서부터 부터 발 출발 출발해 출발해서 출발하는 출발하여 떠나 떠나서 서",
    "까지 로 으로 행 도착 도착하는 가는 가 갈 가줘 가자 향해 쪽으로",
    "에게 한테 께 보고 더러",
    "에게서 한테서 께서",
    "을 를",
    "from leaving departing",
    "to into for arriving towards",
    "with",
];
const SAME_WORDS: f32 = 2.0;
const SAME_GROUP: f32 = 1.5;
const NEXT_WORD: f32 = 1.0;
const AFTER: f32 = 0.5;
const ORDER: f32 = 0.1;
/// So many matches of one entity are told apart; who names more of them has a list.
const MOST_MATCHES: usize = 6;

/// What was learnt, for each entity.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    entities: BTreeMap<String, BTreeMap<String, Vec<Around>>>,
}

/// What stands around a tag.
#[derive(Clone, Debug, PartialEq)]
struct Around {
    /// The word before it.
    before: String,
    /// What is written to it, and the word after that.
    to_it: String,
    after: String,
    /// The how manieth of its entity it is.
    place: usize,
}

impl Roles {
    #[must_use]
    pub fn learn<'a>(examples: impl IntoIterator<Item = &'a Example>) -> Self {
        let mut roles = Self::default();
        for example in examples {
            let mut from = 0;
            let mut places: BTreeMap<&str, usize> = BTreeMap::new();
            for tag in &example.tags {
                let Some(at) = example.text[from..].find(&tag.text).map(|at| at + from) else { continue };
                from = at + tag.text.len();
                let Some(role) = tag.role() else { continue };
                let place = places.entry(tag.name()).or_default();
                let around = around(&example.text, at..from, *place);
                *place += 1;
                let known = roles.entities.entry(tag.name().to_owned()).or_default();
                known.entry(role.to_owned()).or_default().push(around);
            }
        }
        roles
    }

    /// Whether there is anything to tell apart.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// Gives each match of an entity that has roles its role, where the words around tell it. Each role once.
    pub fn assign(&self, text: &str, matches: &mut [Match]) {
        for (entity, roles) in &self.entities {
            let own: Vec<usize> =
                (0..matches.len()).filter(|&index| matches[index].entity == *entity).collect();
            let names: Vec<&String> = roles.keys().collect();
            let mut scores: Vec<Vec<f32>> = Vec::new();
            for (place, &index) in own.iter().enumerate().take(MOST_MATCHES) {
                let here = around(text, matches[index].span.clone(), place);
                let score = |known: &Vec<Around>| {
                    known.iter().map(|known| likeness(known, &here)).fold(0.0, f32::max)
                };
                let known = |score: &f32| *score > ORDER || own.len() == roles.len() && own.len() > 1;
                scores.push(
                    roles.values().map(score).map(|score| if known(&score) { score } else { 0.0 }).collect(),
                );
            }
            for (index, role) in own.iter().zip(best(&scores, &mut vec![false; names.len()]).1) {
                matches[*index].role = role.map(|role| names[role].clone());
            }
        }
    }
}

/// Each match's role, so that all together are as likely as can be; a role is given once.
fn best(scores: &[Vec<f32>], taken: &mut Vec<bool>) -> (f32, Vec<Option<usize>>) {
    let Some((first, others)) = scores.split_first() else { return (0.0, Vec::new()) };
    let (sum, mut roles) = best(others, taken);
    roles.insert(0, None);
    let mut found = (sum, roles);
    for (role, score) in first.iter().enumerate().filter(|(_, score)| **score > 0.0) {
        if taken[role] {
            continue;
        }
        taken[role] = true;
        let (sum, mut roles) = best(others, taken);
        taken[role] = false;
        roles.insert(0, Some(role));
        if sum + score > found.0 {
            found = (sum + score, roles);
        }
    }
    found
}

fn around(text: &str, span: std::ops::Range<usize>, place: usize) -> Around {
    let before = text[..span.start].split_whitespace().last().unwrap_or_default();
    let (to_it, after) = behind(&text[span.end..]);
    Around { before: plain(before), to_it, after, place }
}

/// What is written to the entity, and the next word.
fn behind(rest: &str) -> (String, String) {
    let letters = Letters::new(rest);
    let attached = !rest.starts_with(char::is_whitespace);
    let end = if attached && letters.len() > 0 { letters.word_end(0) } else { 0 };
    let next = if letters.gap(end) == Gap::Stop && end > 0 || end >= letters.len() {
        String::new()
    } else {
        letters.chars[end..letters.word_end(end)].iter().collect()
    };
    (letters.chars[..end].iter().collect(), next)
}

fn plain(word: &str) -> String {
    Letters::new(word).chars.into_iter().collect()
}

fn likeness(known: &Around, here: &Around) -> f32 {
    let same = |one: &str, other: &str, score: f32| match (one.is_empty(), one == other) {
        (true, true) => 0.0,
        (false, true) => score,
        _ if grouped(one).is_some() && grouped(one) == grouped(other) => SAME_GROUP.min(score),
        _ => 0.0,
    };
    // A verb may be written to the particle: "부산까지가는".
    let to_it = same(&known.to_it, &here.to_it, SAME_WORDS).max(if begins_alike(&known.to_it, &here.to_it) {
        SAME_GROUP
    } else {
        0.0
    });
    // "부산 출발" for "부산에서", and the other way round.
    let moved = match (known.to_it.is_empty(), here.to_it.is_empty()) {
        (false, true) => same(&known.to_it, &here.after, NEXT_WORD),
        (true, false) => same(&known.after, &here.to_it, NEXT_WORD),
        _ => 0.0,
    };
    // An English preposition tells; a Korean word before it tells little.
    let before = if known.before.is_ascii() { SAME_WORDS } else { 0.5 };
    let words =
        to_it.max(moved) + same(&known.before, &here.before, before) + same(&known.after, &here.after, AFTER);
    words + if known.place == here.place { ORDER } else { 0.0 }
}

fn grouped(word: &str) -> Option<usize> {
    GROUPS.iter().position(|group| group.split_whitespace().any(|other| other == word))
}

fn begins_alike(known: &str, here: &str) -> bool {
    known.chars().count() >= 2 && here.starts_with(known)
}
