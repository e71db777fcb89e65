//! Reads the weights of a sentence encoder in the `E5S1` form: sizes, vocabulary and tensors in one file.
//!
//! The matrices are stored in blocks of 32 four-bit numbers that share an fp16 scale (`Q4_0`), everything else as f32.
//! The file is outside data: every count and offset is checked against what is really there before it is used, so a
//! lying header costs an error and no memory.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

use half::f16;

use crate::cursor::{Cursor, Truncated};

const MAGIC: [u8; 4] = *b"E5S1";
const VERSION: u32 = 1;
/// The small model has 72 MB, the large one would have 330; more than this is not one of our models.
const MAX_FILE: u64 = 1 << 30;
/// Numbers that share a scale.
pub const BLOCK: usize = 32;
/// A block: the scale, then two numbers a byte.
const BLOCK_BYTES: usize = 2 + BLOCK / 2;
/// No model of this family is wider, deeper or longer.
const MOST: usize = 1 << 16;

/// The sizes of the encoder.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizes {
    pub width: usize,
    pub layers: usize,
    pub heads: usize,
    pub inner: usize,
    /// The longest sequence it was trained for, its two markers included.
    pub positions: usize,
    pub epsilon: f32,
}

/// The pieces of a unigram vocabulary, and what is done to characters before pieces are looked for.
#[derive(Debug)]
pub struct Pieces {
    /// Text and score of each piece; its place is its number.
    pub pieces: Vec<(String, f32)>,
    /// Characters that are replaced, by others or by nothing.
    pub replacements: HashMap<char, Vec<char>>,
    pub begin: u32,
    pub end: u32,
    pub unknown: u32,
}

/// One model file.
#[derive(Debug)]
pub struct E5Weights {
    pub sizes: Sizes,
    pub vocabulary: Pieces,
    bytes: Vec<u8>,
    entries: HashMap<String, Entry>,
}

#[derive(Debug, thiserror::Error)]
pub enum E5Error {
    #[error("cannot be read: {0}")]
    Io(#[from] std::io::Error),
    #[error("is larger than {limit} bytes")]
    TooLarge { limit: u64 },
    #[error("is no sentence encoder of the form E5S1, version {VERSION}")]
    Form,
    #[error("ends too early, inside the {0}")]
    Truncated(&'static str),
    #[error("is malformed: {0}")]
    Malformed(String),
    #[error("has no tensor {0:?}")]
    Missing(String),
    #[error("has {found} numbers in the tensor {name:?} where {expected} were expected")]
    Size { name: String, found: usize, expected: usize },
}

impl E5Weights {
    pub fn open(path: &Path) -> Result<Self, E5Error> {
        let file = File::open(path)?;
        let mut bytes = Vec::new();
        if let Ok(length) = usize::try_from(file.metadata()?.len().min(MAX_FILE)) {
            bytes.reserve_exact(length);
        }
        if file.take(MAX_FILE + 1).read_to_end(&mut bytes)? as u64 > MAX_FILE {
            return Err(E5Error::TooLarge { limit: MAX_FILE });
        }
        Self::parse(bytes)
    }

    pub fn parse(bytes: Vec<u8>) -> Result<Self, E5Error> {
        let mut cursor = Cursor::new(&bytes);
        if cursor.array("kind of file")? != MAGIC || cursor.u32("version")? != VERSION {
            return Err(E5Error::Form);
        }
        let sizes = cursor.sizes()?;
        let vocabulary = cursor.vocabulary()?;
        let entries = cursor.directory()?;
        Ok(Self { sizes, vocabulary, bytes, entries })
    }

    /// The names of the tensors.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// A tensor of plain numbers.
    pub fn floats(&self, name: &str, count: usize) -> Result<Vec<f32>, E5Error> {
        let raw = self.raw(name, Kind::Float, count)?;
        Ok(raw.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }

    /// A tensor of four-bit blocks.
    pub fn blocks(&self, name: &str, count: usize) -> Result<Blocks<'_>, E5Error> {
        Ok(Blocks { bytes: self.raw(name, Kind::Blocks, count)? })
    }

    /// A table of four-bit rows that may have more of them than asked for.
    pub fn table(&self, name: &str, rows: usize, width: usize) -> Result<Blocks<'_>, E5Error> {
        let least = rows.checked_mul(width).ok_or(E5Error::Truncated("list of tensors"))?;
        let found = self.entries.get(name).map_or(0, |entry| entry.count);
        Ok(self.blocks(name, found.max(least))?.part(0..least / BLOCK))
    }

    fn raw(&self, name: &str, kind: Kind, expected: usize) -> Result<&[u8], E5Error> {
        let entry = self.entries.get(name).ok_or_else(|| E5Error::Missing(name.to_owned()))?;
        if entry.kind != kind {
            return Err(E5Error::Malformed(format!("the tensor {name:?} has another type")));
        }
        if entry.count != expected {
            return Err(E5Error::Size { name: name.to_owned(), found: entry.count, expected });
        }
        Ok(&self.bytes[entry.range.clone()])
    }
}

/// Numbers in blocks of 32 that share a scale.
#[derive(Clone, Copy)]
pub struct Blocks<'a> {
    bytes: &'a [u8],
}

impl<'a> Blocks<'a> {
    /// How many blocks there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.bytes.len() / BLOCK_BYTES
    }

    /// Some of the blocks.
    #[must_use]
    pub fn part(&self, blocks: Range<usize>) -> Self {
        Self { bytes: &self.bytes[blocks.start * BLOCK_BYTES..blocks.end * BLOCK_BYTES] }
    }

    /// A block as its scale and its whole numbers, which lie between -8 and 7.
    #[must_use]
    pub fn at(&self, block: usize) -> (f16, [i8; BLOCK]) {
        let block = &self.bytes[block * BLOCK_BYTES..(block + 1) * BLOCK_BYTES];
        let mut numbers = [0; BLOCK];
        let (low, high) = numbers.split_at_mut(BLOCK / 2);
        for ((byte, low), high) in block[2..].iter().zip(low).zip(high) {
            *low = (byte & 15) as i8 - 8;
            *high = (byte >> 4) as i8 - 8;
        }
        (f16::from_le_bytes([block[0], block[1]]), numbers)
    }

    /// Writes the numbers out.
    pub fn write(&self, out: &mut [f32]) {
        for (block, out) in (0..self.count()).zip(out.chunks_mut(BLOCK)) {
            let (scale, numbers) = self.at(block);
            let scale = scale.to_f32();
            out.iter_mut().zip(numbers).for_each(|(out, number)| *out = f32::from(number) * scale);
        }
    }

    /// The same bytes, to be kept beyond the file.
    #[must_use]
    pub fn to_vec(&self) -> Vec<u8> {
        self.bytes.to_vec()
    }

    /// What [`Self::to_vec`] has kept.
    #[must_use]
    pub fn of(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }
}

#[derive(Debug)]
struct Entry {
    kind: Kind,
    count: usize,
    range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Float,
    Blocks,
}

impl From<Truncated> for E5Error {
    fn from(Truncated(what): Truncated) -> Self {
        Self::Truncated(what)
    }
}

impl<'a> Cursor<'a> {
    fn size(&mut self, what: &'static str) -> Result<usize, E5Error> {
        let size = self.u32(what)? as usize;
        if size > MOST {
            return Err(E5Error::Malformed(format!("{size} as the {what}")));
        }
        Ok(size)
    }

    fn words(&mut self, count: usize, what: &'static str) -> Result<&'a [[u8; 4]], E5Error> {
        let bytes = count.checked_mul(4).ok_or(E5Error::Truncated(what))?;
        Ok(self.take(bytes, what)?.as_chunks().0)
    }

    fn sizes(&mut self) -> Result<Sizes, E5Error> {
        let (width, layers) = (self.size("width")?, self.size("number of layers")?);
        let (heads, inner) = (self.size("number of heads")?, self.size("inner width")?);
        let _entries_of_the_original = self.u32("size of the vocabulary")?;
        let positions = self.size("number of positions")?;
        let _kinds_of_token = self.u32("number of kinds")?;
        let epsilon = f32::from_le_bytes(self.array("epsilon")?);
        let block = self.u32("size of a block")? as usize;
        let whole = |size: usize| size > 0 && size.is_multiple_of(BLOCK);
        if block != BLOCK || !whole(width) || !whole(inner) || heads == 0 || !width.is_multiple_of(heads) {
            return Err(E5Error::Malformed(format!("{width}, {heads} and {inner} as its sizes")));
        }
        if positions < 3 || !(epsilon > 0.0 && epsilon < 1.0) {
            return Err(E5Error::Malformed(format!("{positions} positions, {epsilon} as epsilon")));
        }
        Ok(Sizes { width, layers, heads, inner, positions, epsilon })
    }

    fn vocabulary(&mut self) -> Result<Pieces, E5Error> {
        const WHAT: &str = "vocabulary";
        let count = self.u32(WHAT)? as usize;
        let [begin, end, _padding, unknown] =
            [self.u32(WHAT)?, self.u32(WHAT)?, self.u32(WHAT)?, self.u32(WHAT)?];
        if [begin, end, unknown].iter().any(|special| *special as usize >= count) {
            return Err(E5Error::Malformed("a marker is not in the vocabulary".into()));
        }
        let length =
            usize::try_from(u64::from_le_bytes(self.array(WHAT)?)).map_err(|_| E5Error::Truncated(WHAT))?;
        let offsets = self.words(count.checked_add(1).ok_or(E5Error::Truncated(WHAT))?, WHAT)?;
        let scores = self.words(count, WHAT)?;
        let text = self.take(length, WHAT)?;
        let piece = |(between, score): (&[[u8; 4]], &[u8; 4])| {
            let (from, to) =
                (u32::from_le_bytes(between[0]) as usize, u32::from_le_bytes(between[1]) as usize);
            let piece = text.get(from..to).and_then(|piece| std::str::from_utf8(piece).ok());
            let score = f32::from_le_bytes(*score);
            piece.filter(|_| score.is_finite()).map(|piece| (piece.to_owned(), score))
        };
        let pieces = offsets.windows(2).zip(scores).map(piece).collect::<Option<_>>();
        let pieces = pieces.ok_or_else(|| E5Error::Malformed("a piece lies outside its text".into()))?;
        Ok(Pieces { pieces, replacements: self.replacements()?, begin, end, unknown })
    }

    fn replacements(&mut self) -> Result<HashMap<char, Vec<char>>, E5Error> {
        const WHAT: &str = "replacements of characters";
        let character =
            |code| char::from_u32(code).ok_or_else(|| E5Error::Malformed(format!("{code} is no character")));
        let count = self.u32(WHAT)?;
        let length = self.u32(WHAT)? as usize;
        let mut inside = Cursor::new(self.take(length, WHAT)?);
        let mut replacements = HashMap::new();
        for _ in 0..count {
            let from = character(inside.u32(WHAT)?)?;
            let [length] = inside.array(WHAT)?;
            let to = (0..length).map(|_| character(inside.u32(WHAT)?)).collect::<Result<_, _>>()?;
            replacements.insert(from, to);
        }
        Ok(replacements)
    }

    fn directory(&mut self) -> Result<HashMap<String, Entry>, E5Error> {
        const WHAT: &str = "list of tensors";
        let mut entries = HashMap::new();
        for _ in 0..self.u32(WHAT)? {
            let length = u16::from_le_bytes(self.array(WHAT)?);
            let name = String::from_utf8(self.take(length.into(), WHAT)?.to_vec())
                .map_err(|_| E5Error::Malformed("the name of a tensor is not UTF-8".into()))?;
            let malformed = |what: &str| E5Error::Malformed(format!("the tensor {name:?} {what}"));
            let kind = match self.array(WHAT)? {
                [0] => Kind::Float,
                [1] => Kind::Blocks,
                _ => return Err(malformed("has an unknown type")),
            };
            let count = self.u32(WHAT)? as usize;
            let [start, length] = [self.u64(WHAT)?, self.u64(WHAT)?];
            let expected = match kind {
                Kind::Float => count.checked_mul(size_of::<f32>()),
                Kind::Blocks if count.is_multiple_of(BLOCK) => (count / BLOCK).checked_mul(BLOCK_BYTES),
                Kind::Blocks => None,
            };
            let end = start.checked_add(length).filter(|end| *end <= self.bytes.len());
            let Some(end) = end.filter(|_| expected == Some(length)) else {
                return Err(malformed("has a size that contradicts its numbers, or lies outside the file"));
            };
            entries.insert(name, Entry { kind, count, range: start..end });
        }
        Ok(entries)
    }

    fn u64(&mut self, what: &'static str) -> Result<usize, E5Error> {
        usize::try_from(u64::from_le_bytes(self.array(what)?)).map_err(|_| E5Error::Truncated(what))
    }
}
