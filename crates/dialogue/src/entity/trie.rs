//! Words by their letters, one after the other, so that all that begin at a place are found in one walk; words come and
//! go while it is used.

use std::collections::HashMap;

const ROOT: u32 = 0;

/// Words by number.
#[derive(Default)]
pub struct Trie {
    edges: HashMap<(u32, char), u32>,
    nodes: Vec<Node>,
    /// Nodes that no word needs any more.
    free: Vec<u32>,
}

#[derive(Clone, Copy, Default)]
struct Node {
    word: Option<u32>,
    children: u32,
}

impl Trie {
    pub fn insert(&mut self, letters: &[char], word: u32) {
        let mut at = ROOT;
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        for &letter in letters {
            at = match self.edges.get(&(at, letter)) {
                Some(&next) => next,
                None => {
                    let next = self.node();
                    self.edges.insert((at, letter), next);
                    self.nodes[at as usize].children += 1;
                    next
                }
            };
        }
        self.nodes[at as usize].word = Some(word);
    }

    pub fn remove(&mut self, letters: &[char]) {
        let mut way = vec![ROOT];
        for &letter in letters {
            let at = way[way.len() - 1];
            let Some(&next) = self.edges.get(&(at, letter)) else { return };
            way.push(next);
        }
        self.nodes[way[letters.len()] as usize].word = None;
        // Backwards, as far as nothing else needs the way.
        for depth in (1..=letters.len()).rev() {
            let node = way[depth];
            if self.nodes[node as usize].word.is_some() || self.nodes[node as usize].children > 0 {
                break;
            }
            self.edges.remove(&(way[depth - 1], letters[depth - 1]));
            self.nodes[way[depth - 1] as usize].children -= 1;
            self.free.push(node);
        }
    }

    /// The words at the beginning of these letters: how long each is, and its number.
    pub fn words<'a>(&'a self, letters: &'a [char]) -> impl Iterator<Item = (usize, u32)> + 'a {
        let mut at = Some(ROOT).filter(|_| !self.nodes.is_empty());
        letters
            .iter()
            .enumerate()
            .map_while(move |(index, letter)| {
                at = self.edges.get(&(at?, *letter)).copied();
                Some((index + 1, self.nodes[at? as usize].word))
            })
            .filter_map(|(length, word)| Some((length, word?)))
    }

    fn node(&mut self) -> u32 {
        if let Some(node) = self.free.pop() {
            self.nodes[node as usize] = Node::default();
            return node;
        }
        self.nodes.push(Node::default());
        u32::try_from(self.nodes.len() - 1).expect("a lexicon holds millions of letters, not billions")
    }
}
