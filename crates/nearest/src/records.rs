//! Everything about a node that a search reads, in one piece of memory: its code, the numbers beside it, and its links.
//!
//! Pieces lie in chunks, so that growing never moves what is there.

use aligned_vec::{AVec, ConstAlign};
use half::f16;

use crate::code::{self, Beside, Probe};
use crate::kernel::{self, LINE};

/// Links of a node on the ground.
pub const MOST_LINKS: usize = 32;

const SCALE: usize = 0;
const BIAS: usize = 1;
const OFFSET: usize = 2;
const SLACK: usize = 3;
const LENGTH: usize = 4;
const COUNT: usize = 5;
const LINKS: usize = 6;
/// Words behind the code, in whole lines.
const TAIL: usize = (LINKS + MOST_LINKS).next_multiple_of(LINE);
/// Nodes of a chunk, as a power of two.
const CHUNK: usize = 10;

type Words = AVec<u32, ConstAlign<64>>;

#[derive(Debug)]
pub struct Records {
    width: usize,
    code: usize,
    chunks: Vec<Words>,
    /// The vectors themselves, in halves.
    vectors: Vec<Vec<f16>>,
    nodes: usize,
}

impl Records {
    pub fn new(width: usize) -> Self {
        Self { width, code: code::words(width), chunks: Vec::new(), vectors: Vec::new(), nodes: 0 }
    }

    pub fn width(&self) -> usize {
        self.width
    }

    pub fn len(&self) -> usize {
        self.nodes
    }

    /// A new node without a code and without links.
    pub fn push(&mut self, vector: &[f16]) -> u32 {
        let node = self.nodes;
        if node.is_multiple_of(1 << CHUNK) {
            self.chunks.push(Words::new(64));
            self.vectors.push(Vec::new());
        }
        let (chunk, stride) = (node >> CHUNK, self.code + TAIL);
        let length = self.chunks[chunk].len();
        self.chunks[chunk].resize(length + stride, 0);
        self.vectors[chunk].extend_from_slice(vector);
        self.nodes += 1;
        self.measure(node as u32);
        node as u32
    }

    /// A node that nobody links to becomes another.
    pub fn replace(&mut self, node: u32, vector: &[f16]) {
        let (chunk, at) = place(node);
        self.vectors[chunk][at * self.width..][..self.width].copy_from_slice(vector);
        self.set_links(node, &[]);
        self.measure(node);
    }

    fn measure(&mut self, node: u32) {
        let square: f32 = self.vector(node).iter().map(|number| number.to_f32().powi(2)).sum();
        let at = self.code + LENGTH;
        self.record_mut(node)[at] = square.sqrt().to_bits();
    }

    /// A vector as exact as halves are, with length 1.
    pub fn unit(&self, node: u32) -> Vec<f32> {
        let per = 1.0 / self.length(node);
        self.vector(node).iter().map(|number| number.to_f32() * per).collect()
    }

    /// How alike a vector of length 1 and a node are.
    pub fn similarity(&self, vector: &[f32], node: u32) -> f32 {
        kernel::exact(vector, self.vector(node)) / self.length(node)
    }

    pub fn vector(&self, node: u32) -> &[f16] {
        let (chunk, at) = place(node);
        &self.vectors[chunk][at * self.width..][..self.width]
    }

    pub fn set_code(&mut self, node: u32, code: &[u32], beside: Beside) {
        let words = self.code;
        let record = self.record_mut(node);
        record[..words].copy_from_slice(code);
        let tail = &mut record[words..];
        tail[SCALE] = beside.scale.to_bits();
        tail[BIAS] = beside.bias.to_bits();
        tail[OFFSET] = beside.offset as u32;
        tail[SLACK] = beside.slack.to_bits();
    }

    /// The length of a vector, which in halves is not quite 1.
    pub fn length(&self, node: u32) -> f32 {
        f32::from_bits(self.record(node)[self.code + LENGTH])
    }

    #[inline]
    pub fn probe(&self, node: u32) -> Probe<'_> {
        let (code, tail) = self.record(node).split_at(self.code);
        let beside = Beside {
            scale: f32::from_bits(tail[SCALE]),
            bias: f32::from_bits(tail[BIAS]),
            offset: tail[OFFSET] as i32,
            slack: f32::from_bits(tail[SLACK]),
        };
        Probe { code, beside }
    }

    #[inline]
    pub fn links(&self, node: u32) -> &[u32] {
        let tail = &self.record(node)[self.code..];
        &tail[LINKS..][..tail[COUNT] as usize]
    }

    /// At most [`MOST_LINKS`].
    pub fn set_links(&mut self, node: u32, links: &[u32]) {
        let words = self.code;
        let tail = &mut self.record_mut(node)[words..];
        tail[COUNT] = links.len() as u32;
        tail[LINKS..][..links.len()].copy_from_slice(links);
    }

    /// Asks for what [`Self::probe`] will read.
    #[inline(always)]
    pub fn fetch(&self, node: u32) {
        kernel::fetch(&self.record(node)[..self.code + LINE]);
    }

    /// Asks for what [`Self::links`] will read.
    #[inline(always)]
    pub fn fetch_links(&self, node: u32) {
        kernel::fetch(&self.record(node)[self.code..]);
    }

    #[inline(always)]
    fn record(&self, node: u32) -> &[u32] {
        let (chunk, at) = place(node);
        let stride = self.code + TAIL;
        &self.chunks[chunk][at * stride..][..stride]
    }

    fn record_mut(&mut self, node: u32) -> &mut [u32] {
        let (chunk, at) = place(node);
        let stride = self.code + TAIL;
        &mut self.chunks[chunk][at * stride..][..stride]
    }
}

#[inline(always)]
fn place(node: u32) -> (usize, usize) {
    (node as usize >> CHUNK, node as usize & ((1 << CHUNK) - 1))
}
