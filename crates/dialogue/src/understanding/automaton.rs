//! Templates compiled into one automaton that reads a sentence once.
//!
//! Every state is visited at most once a character and the best way into it is kept, so the time grows with the
//! length of the sentence times the number of states, whatever the sentence is: there is nothing to backtrack into.

use std::collections::{BTreeMap, BinaryHeap, HashMap};

use super::sentence::Sentence;
use super::template::Node;
use crate::value::{Kind, Value, Values};

/// One step of a template. Steps that read nothing always lead to a lower state number.
#[derive(Clone, Debug)]
enum Step {
    Char(char, usize),
    WordEdge(usize),
    Split(Vec<usize>),
    Slot(usize, usize),
    TextBegin(usize, usize),
    TextMore(usize),
    TextEnd(usize),
    Accept(usize),
}

/// The templates of a language.
#[derive(Debug, Default)]
pub struct Automaton {
    steps: Vec<Step>,
    starts: Vec<(usize, usize)>,
    slots: Vec<(String, Kind)>,
    /// Literals must be whole words (English), or may touch anything (Korean).
    whole_words: bool,
}

/// A template that reads the whole sentence.
#[derive(Clone, Debug)]
pub struct Match {
    pub template: usize,
    pub score: i32,
    pub values: BTreeMap<String, Value>,
}

/// A rule that a template names is missing, or rules name each other in a circle.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum CompileError {
    #[error("there is no rule <{0}>")]
    UnknownRule(String),
    #[error("rule <{0}> contains itself")]
    Circle(String),
}

impl Automaton {
    pub fn new(whole_words: bool) -> Self {
        Self { whole_words, ..Self::default() }
    }

    /// Adds a template; matches report `template`.
    pub fn add(
        &mut self,
        template: usize,
        node: &Node,
        rules: &HashMap<String, Node>,
    ) -> Result<(), CompileError> {
        let accept = self.push(Step::Accept(template));
        let start = self.compile(node, accept, rules, &mut Vec::new())?;
        self.starts.push((template, start));
        Ok(())
    }

    fn push(&mut self, step: Step) -> usize {
        self.steps.push(step);
        self.steps.len() - 1
    }

    /// Compiles from the end to the beginning; `next` is where the compiled part continues.
    fn compile(
        &mut self,
        node: &Node,
        next: usize,
        rules: &HashMap<String, Node>,
        within: &mut Vec<String>,
    ) -> Result<usize, CompileError> {
        match node {
            Node::Literal(text) => Ok(self.literal(text, next)),
            Node::Sequence(parts) => {
                parts.iter().rev().try_fold(next, |next, part| self.compile(part, next, rules, within))
            }
            Node::Alternatives(parts) => {
                let ways = parts
                    .iter()
                    .map(|part| self.compile(part, next, rules, within))
                    .collect::<Result<Vec<_>, _>>()?;
                Ok(self.push(Step::Split(ways)))
            }
            Node::Optional(part) => {
                let with = self.compile(part, next, rules, within)?;
                Ok(self.push(Step::Split(vec![with, next])))
            }
            Node::AnyOrder(parts) => self.any_order(parts, next, rules, within),
            Node::Slot { name, kind } => Ok(self.slot(name, *kind, next)),
            Node::Rule(name) => {
                if within.contains(name) {
                    return Err(CompileError::Circle(name.clone()));
                }
                let body = rules.get(name).ok_or_else(|| CompileError::UnknownRule(name.clone()))?;
                within.push(name.clone());
                let start = self.compile(body, next, rules, within)?;
                within.pop();
                Ok(start)
            }
        }
    }

    fn literal(&mut self, text: &str, next: usize) -> usize {
        let sentence = Sentence::new(text);
        let mut next = next;
        if self.whole_words && !sentence.is_empty() {
            next = self.push(Step::WordEdge(next));
        }
        for at in (0..sentence.len()).rev() {
            next = self.push(Step::Char(sentence.chars()[at], next));
            if self.whole_words && sentence.starts_word(at) {
                next = self.push(Step::WordEdge(next));
            }
        }
        next
    }

    fn slot(&mut self, name: &str, kind: Kind, next: usize) -> usize {
        let slot = self.slots.len();
        self.slots.push((name.to_owned(), kind));
        if kind != Kind::Text {
            return self.push(Step::Slot(slot, next));
        }
        let end = self.push(Step::TextEnd(next));
        let more = self.push(Step::TextMore(end));
        self.push(Step::TextBegin(slot, more))
    }

    /// A lattice of the subsets that are already read, smaller than writing out every order.
    fn any_order(
        &mut self,
        parts: &[Node],
        next: usize,
        rules: &HashMap<String, Node>,
        within: &mut Vec<String>,
    ) -> Result<usize, CompileError> {
        let all = (1 << parts.len()) - 1;
        let mut starts = vec![next; all + 1];
        for read in (0..all).rev() {
            let mut ways = Vec::new();
            for (i, part) in parts.iter().enumerate().filter(|(i, _)| read & (1 << i) == 0) {
                ways.push(self.compile(part, starts[read | (1 << i)], rules, within)?);
            }
            starts[read] = self.push(Step::Split(ways));
        }
        Ok(starts[0])
    }

    /// The templates that read the whole sentence, the best first. `wanted` chooses among the templates.
    pub fn matches(
        &self,
        sentence: &Sentence,
        skips: &[Vec<usize>],
        values: &mut Values<'_>,
        wanted: impl Fn(usize) -> bool,
    ) -> Vec<Match> {
        let starts = self.starts.iter().filter(|(template, _)| wanted(*template)).map(|&(_, start)| start);
        Run::new(self, sentence).read(starts, skips, values)
    }
}

/// The way by which a state was reached.
#[derive(Clone, Copy)]
struct Thread {
    score: i32,
    /// The last link of its chain of captured values.
    capture: Option<usize>,
    /// Where the text slot that is being read began.
    text_from: usize,
}

struct Capture {
    before: Option<usize>,
    slot: usize,
    value: Value,
}

struct Run<'a> {
    automaton: &'a Automaton,
    sentence: &'a Sentence,
    /// For each place in the sentence, the states reached there; a state may be reached in several ways.
    reached: Vec<Vec<(usize, Thread)>>,
    captures: Vec<Capture>,
    accepted: BTreeMap<usize, Thread>,
}

/// The best way into each state at one place.
struct Best {
    place: Vec<usize>,
    thread: Vec<Thread>,
    order: BinaryHeap<usize>,
}

impl Best {
    fn new(states: usize) -> Self {
        Self { place: vec![usize::MAX; states], thread: vec![BEGIN; states], order: BinaryHeap::new() }
    }

    fn improve(&mut self, at: usize, state: usize, thread: Thread) {
        if self.place[state] != at {
            self.place[state] = at;
            self.thread[state] = thread;
            self.order.push(state);
        } else if thread.score > self.thread[state].score {
            self.thread[state] = thread;
        }
    }
}

const BEGIN: Thread = Thread { score: 0, capture: None, text_from: 0 };

/// Points for a letter that a template or a value accounts for; letters of free text get none.
const LETTER: i32 = 2;
/// A value costs a little, so that a literal wins where both fit.
const VALUE: i32 = -1;
/// The longest free text of a slot.
const LONGEST_TEXT: usize = 24;

impl<'a> Run<'a> {
    fn new(automaton: &'a Automaton, sentence: &'a Sentence) -> Self {
        let reached = vec![Vec::new(); sentence.len() + 1];
        Self { automaton, sentence, reached, captures: Vec::new(), accepted: BTreeMap::new() }
    }

    fn read(
        mut self,
        starts: impl Iterator<Item = usize>,
        skips: &[Vec<usize>],
        values: &mut Values<'_>,
    ) -> Vec<Match> {
        let mut best = Best::new(self.automaton.steps.len());
        self.reached[0].extend(starts.map(|start| (start, BEGIN)));
        for (at, skips) in skips.iter().enumerate() {
            for (state, thread) in std::mem::take(&mut self.reached[at]) {
                best.improve(at, state, thread);
            }
            // Silent steps lead to lower states, so a state is final when it is the highest.
            while let Some(state) = best.order.pop() {
                let thread = best.thread[state];
                for &end in skips {
                    self.reached[end].push((state, thread));
                }
                self.step(at, state, thread, values, |state, thread| best.improve(at, state, thread));
            }
        }
        self.finish()
    }

    /// Follows one step: silent ones through `here`, the others by marking a later place.
    fn step(
        &mut self,
        at: usize,
        state: usize,
        thread: Thread,
        values: &mut Values<'_>,
        mut here: impl FnMut(usize, Thread),
    ) {
        match &self.automaton.steps[state] {
            Step::Char(c, next) => {
                if self.sentence.chars().get(at) == Some(c) {
                    let thread = Thread { score: thread.score + LETTER, ..thread };
                    self.reached[at + 1].push((*next, thread));
                }
            }
            Step::WordEdge(next) => {
                if self.sentence.starts_word(at) {
                    here(*next, thread);
                }
            }
            Step::Split(ways) => ways.iter().for_each(|&next| here(next, thread)),
            Step::Slot(slot, next) => self.slot(at, *slot, *next, thread, values),
            Step::TextBegin(slot, next) => {
                if at < self.sentence.len() {
                    let capture = Some(self.capture(thread.capture, *slot, Value::Text(String::new())));
                    let thread = Thread { score: thread.score + VALUE, capture, text_from: at };
                    self.reached[at + 1].push((*next, thread));
                }
            }
            Step::TextMore(end) => {
                here(*end, thread);
                if at < self.sentence.len() && at - thread.text_from < LONGEST_TEXT {
                    self.reached[at + 1].push((state, thread));
                }
            }
            Step::TextEnd(next) => {
                let ends_well = !self.automaton.whole_words
                    || (self.sentence.starts_word(at) && self.sentence.starts_word(thread.text_from));
                if let (true, Some(open)) = (ends_well, thread.capture) {
                    let text = Value::Text(self.sentence.written(thread.text_from..at));
                    let Capture { before, slot, .. } = self.captures[open];
                    let capture = Some(self.capture(before, slot, text));
                    here(*next, Thread { capture, ..thread });
                }
            }
            Step::Accept(template) => {
                if at == self.sentence.len() {
                    self.accepted.insert(*template, thread);
                }
            }
        }
    }

    fn slot(&mut self, at: usize, slot: usize, next: usize, thread: Thread, values: &mut Values<'_>) {
        for found in values.at(self.automaton.slots[slot].1, at) {
            let length = i32::try_from(found.end - at).unwrap_or(i32::MAX / LETTER);
            let capture = Some(self.capture(thread.capture, slot, found.value.clone()));
            let thread = Thread { score: thread.score + LETTER * length + VALUE, capture, ..thread };
            self.reached[found.end].push((next, thread));
        }
    }

    fn capture(&mut self, before: Option<usize>, slot: usize, value: Value) -> usize {
        self.captures.push(Capture { before, slot, value });
        self.captures.len() - 1
    }

    fn finish(self) -> Vec<Match> {
        let mut matches: Vec<Match> = self
            .accepted
            .iter()
            .map(|(&template, thread)| {
                let mut values = BTreeMap::new();
                let mut link = thread.capture;
                while let Some(i) = link {
                    let Capture { before, slot, value } = &self.captures[i];
                    values.entry(self.automaton.slots[*slot].0.clone()).or_insert_with(|| value.clone());
                    link = *before;
                }
                Match { template, score: thread.score, values }
            })
            .collect();
        matches.sort_by_key(|found| (-found.score, found.template));
        matches
    }
}
