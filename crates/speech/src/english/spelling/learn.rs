//! Learns the trees from words and their sounds.
//!
//! First each letter is aligned with the sounds it stands for (none, one or two), by repeated counting; then a tree is
//! grown for each letter, which splits its occurrences by the question that tells most about their sounds.

use std::collections::HashMap;

use super::trees::{FEATURES, Features, LEAF, features};

/// A question must leave at least this many occurrences on both sides, and tell this much (in nats).
const SMALLEST: usize = 2;
const LEAST_GAIN: f64 = 3.0;
/// Sounds that are rarer than this for a letter are mistakes of the alignment.
const RAREST: usize = 12;
const ROUNDS: usize = 6;

/// The sounds a letter stands for, at most two.
type Chunk = String;

/// Whether a word is kept from the learner, so that a test can ask about it: one in 170, whatever else is in the list.
pub fn is_hidden(word: &str) -> bool {
    let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    (word.bytes().fold(0xcbf2_9ce4_8422_2325, hash) >> 20).is_multiple_of(170)
}

/// The file that `Trees::parse` reads.
pub fn learn(words: &[(String, String)]) -> Vec<u8> {
    let aligned = align(words);
    let sounds = frequent(&aligned);
    let number: HashMap<&str, u8> = sounds.iter().enumerate().map(|(i, s)| (s.as_str(), i as u8)).collect();
    let mut examples: Vec<Vec<(Features, u8)>> = vec![Vec::new(); 26];
    for (letters, chunks) in &aligned {
        let Some(said) = chunks.iter().map(|c| number.get(c.as_str()).copied()).collect::<Option<Vec<u8>>>()
        else {
            continue;
        };
        let mut stressed = false;
        for (i, letter) in letters.iter().enumerate() {
            let seen = features(letters, i, &said[..i], stressed);
            examples[usize::from(letter - b'a')].push((seen, said[i]));
            stressed |= chunks[i].contains('ˈ');
        }
    }
    let grown: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let threads: Vec<_> = examples.iter().map(|e| scope.spawn(|| tree(e))).collect();
        threads.into_iter().map(|thread| thread.join().expect("growing does not fail")).collect()
    });
    write(&sounds, &grown)
}

fn write(sounds: &[String], trees: &[Vec<u8>]) -> Vec<u8> {
    let mut file = sounds.join(" ").into_bytes();
    file.push(b'\n');
    let mut at = 0;
    for tree in trees {
        file.extend(&u32::try_from(at).expect("trees are small").to_be_bytes()[1..]);
        at += tree.len();
    }
    let mut at = 0;
    for tree in trees {
        file.extend(moved(tree, at));
        at += tree.len();
    }
    file
}

/// The nodes with the places they lead to counted from the beginning of all trees.
fn moved(tree: &[u8], by: usize) -> Vec<u8> {
    let mut out = tree.to_vec();
    let mut at = 0;
    while at < out.len() {
        if out[at] == LEAF {
            at += 2;
            continue;
        }
        let no = out[at + 2..at + 5].iter().fold(0, |offset, byte| offset << 8 | usize::from(*byte)) + by;
        out[at + 2..at + 5].copy_from_slice(&u32::try_from(no).expect("trees are small").to_be_bytes()[1..]);
        at += 5;
    }
    out
}

/// The sounds that are frequent enough, the silent one first.
fn frequent(aligned: &[(Vec<u8>, Vec<Chunk>)]) -> Vec<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for chunk in aligned.iter().flat_map(|(_, chunks)| chunks) {
        *counts.entry(chunk).or_default() += 1;
    }
    let mut sounds: Vec<(&str, usize)> = counts.into_iter().filter(|(_, n)| *n >= RAREST).collect();
    sounds.sort_by_key(|(sound, n)| (!sound.is_empty(), std::cmp::Reverse(*n), *sound));
    sounds.truncate(usize::from(LEAF));
    sounds.into_iter().map(|(sound, _)| sound.to_owned()).collect()
}

/// One sound each, with its stress.
pub fn tokens(sounds: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut mark = None;
    for c in sounds.chars() {
        match c {
            'ˈ' | 'ˌ' => mark = Some(c),
            _ => tokens.push(mark.take().into_iter().chain([c]).collect()),
        }
    }
    tokens
}

fn plain(chunk: &str) -> String {
    chunk.replace(['ˈ', 'ˌ'], "")
}

fn align(words: &[(String, String)]) -> Vec<(Vec<u8>, Vec<Chunk>)> {
    let mut likely: HashMap<(u8, String), f64> = HashMap::new();
    let mut aligned = Vec::new();
    for round in 0..=ROUNDS {
        let mut counts: HashMap<(u8, String), f64> = HashMap::new();
        aligned.clear();
        for (word, sounds) in words {
            let (letters, tokens) = (word.as_bytes().to_vec(), tokens(sounds));
            let Some(chunks) = best(&letters, &tokens, &likely) else { continue };
            for (letter, chunk) in letters.iter().zip(&chunks) {
                *counts.entry((*letter, plain(chunk))).or_default() += 1.0;
            }
            if round == ROUNDS {
                aligned.push((letters, chunks));
            }
        }
        let mut totals = [0.0; 256];
        for ((letter, _), n) in &counts {
            totals[usize::from(*letter)] += n;
        }
        let share = |(key, n): ((u8, String), f64)| {
            let total = totals[usize::from(key.0)];
            (key, (n / total).ln())
        };
        likely = counts.into_iter().map(share).collect();
    }
    aligned
}

/// The likeliest way to share the sounds among the letters; none if there are more than two for each.
fn best(letters: &[u8], tokens: &[String], likely: &HashMap<(u8, String), f64>) -> Option<Vec<Chunk>> {
    let (rows, columns) = (letters.len(), tokens.len());
    let mut score = vec![vec![f64::NEG_INFINITY; columns + 1]; rows + 1];
    let mut took = vec![vec![0; columns + 1]; rows + 1];
    score[0][0] = 0.0;
    for i in 0..rows {
        for j in 0..=columns {
            if score[i][j] == f64::NEG_INFINITY {
                continue;
            }
            for n in 0..=2.min(columns - j) {
                let chunk = plain(&tokens[j..j + n].concat());
                // In the first round only the number of sounds counts, and an even share.
                let chance = if likely.is_empty() {
                    [-2.0, -0.3, -3.0][n] - diagonal(i, j, rows, columns)
                } else {
                    likely.get(&(letters[i], chunk)).copied().unwrap_or(-14.0 - n as f64)
                };
                let total = score[i][j] + chance;
                if total > score[i + 1][j + n] {
                    (score[i + 1][j + n], took[i + 1][j + n]) = (total, n);
                }
            }
        }
    }
    if score[rows][columns] == f64::NEG_INFINITY {
        return None;
    }
    let mut chunks = vec![Chunk::new(); rows];
    let mut end = columns;
    for i in (0..rows).rev() {
        let start = end - took[i + 1][end];
        chunks[i] = tokens[start..end].concat();
        end = start;
    }
    Some(chunks)
}

/// How far from an even share.
fn diagonal(i: usize, j: usize, rows: usize, columns: usize) -> f64 {
    (i as f64 / rows as f64 - j as f64 / columns as f64).abs()
}

fn tree(examples: &[(Features, u8)]) -> Vec<u8> {
    let mut out = Vec::new();
    grow(&(0..examples.len() as u32).collect::<Vec<_>>(), examples, &mut out);
    out
}

fn grow(chosen: &[u32], examples: &[(Features, u8)], out: &mut Vec<u8>) {
    let mut counts = [0_u32; 256];
    for i in chosen {
        counts[usize::from(examples[*i as usize].1)] += 1;
    }
    let commonest = (0..256).rev().max_by_key(|c| counts[*c]).unwrap_or(0) as u8;
    let question = if counts.iter().filter(|n| **n > 0).count() > 1 {
        question(chosen, examples, &counts)
    } else {
        None
    };
    let Some((feature, value)) = question else {
        out.extend([LEAF, commonest]);
        return;
    };
    let (yes, no): (Vec<u32>, Vec<u32>) =
        chosen.iter().partition(|i| examples[**i as usize].0[feature] == value);
    let start = out.len();
    out.extend([feature as u8, value, 0, 0, 0]);
    grow(&yes, examples, out);
    let place = u32::try_from(out.len()).expect("trees are small").to_be_bytes();
    out[start + 2..start + 5].copy_from_slice(&place[1..]);
    grow(&no, examples, out);
    // Two leaves that say the same are one.
    if out[start + 5..] == [LEAF, out[start + 6], LEAF, out[start + 6]] {
        let sound = out[start + 6];
        out.truncate(start);
        out.extend([LEAF, sound]);
    }
}

/// The feature and value that tell most about the sounds.
fn question(chosen: &[u32], examples: &[(Features, u8)], counts: &[u32; 256]) -> Option<(usize, u8)> {
    let classes: Vec<u8> = (0..=255).filter(|c| counts[usize::from(*c)] > 0).collect();
    let mut local = [0_usize; 256];
    for (i, class) in classes.iter().enumerate() {
        local[usize::from(*class)] = i;
    }
    let whole: Vec<u32> = classes.iter().map(|c| counts[usize::from(*c)]).collect();
    let before = surprise(&whole);
    let mut best = (LEAST_GAIN, None);
    let mut table = vec![0_u32; 256 * classes.len()];
    for feature in 0..FEATURES {
        let mut seen: Vec<u8> = Vec::new();
        let mut is_seen = [false; 256];
        for i in chosen {
            let (features, class) = &examples[*i as usize];
            let value = features[feature];
            if !is_seen[usize::from(value)] {
                is_seen[usize::from(value)] = true;
                seen.push(value);
            }
            table[usize::from(value) * classes.len() + local[usize::from(*class)]] += 1;
        }
        for value in &seen {
            let row = &mut table[usize::from(*value) * classes.len()..][..classes.len()];
            let yes: u32 = row.iter().sum();
            if yes as usize >= SMALLEST && chosen.len() - yes as usize >= SMALLEST {
                let rest: Vec<u32> = whole.iter().zip(row.iter()).map(|(all, part)| all - part).collect();
                let gain = before - surprise(row) - surprise(&rest);
                if gain > best.0 {
                    best = (gain, Some((feature, *value)));
                }
            }
            row.fill(0);
        }
    }
    best.1
}

/// The entropy of the counts, times their sum.
fn surprise(counts: &[u32]) -> f64 {
    let total: u32 = counts.iter().sum();
    let term = |n: &u32| if *n == 0 { 0.0 } else { f64::from(*n) * (f64::from(total) / f64::from(*n)).ln() };
    counts.iter().map(term).sum()
}
