//! Reads the weights of a CTranslate2 model (`model.bin`, binary version 6).
//!
//! The file is outside data: every length is checked against what is really there before it is used, so a lying header
//! costs an error and no memory. Tensors stay in the file's own form until they are asked for.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

use half::{bf16, f16};

use crate::cursor::{Cursor, Truncated};

/// The only layout there has been since 2021.
const BINARY_VERSION: u32 = 6;
/// Whisper large has 3.1 GB; more than this is not one of our models.
const MAX_FILE: u64 = 4 << 30;
/// No tensor of any model has more axes; a scalar has none.
const MAX_RANK: usize = 4;

/// The tensors of one model file, by name.
pub struct Ct2Weights {
    spec: String,
    bytes: Vec<u8>,
    entries: HashMap<String, Entry>,
}

#[derive(Debug, thiserror::Error)]
pub enum Ct2Error {
    #[error("cannot be read: {0}")]
    Io(#[from] std::io::Error),
    #[error("is larger than {limit} bytes")]
    TooLarge { limit: u64 },
    #[error("is no CTranslate2 model of binary version {BINARY_VERSION} (it says version {0})")]
    Version(u32),
    #[error("ends too early, inside the {0}")]
    Truncated(&'static str),
    #[error("is malformed: {0}")]
    Malformed(String),
    #[error("has no tensor {0:?}")]
    Missing(String),
    #[error("has the tensor {name:?} with the shape {found:?} where {expected:?} was expected")]
    Shape { name: String, found: Vec<usize>, expected: Vec<usize> },
    #[error("has the tensor {name:?} as {found}, which cannot be used here")]
    Type { name: String, found: &'static str },
}

impl Ct2Weights {
    pub fn open(path: &Path) -> Result<Self, Ct2Error> {
        let file = File::open(path)?;
        let mut bytes = Vec::new();
        if let Ok(length) = usize::try_from(file.metadata()?.len().min(MAX_FILE)) {
            bytes.reserve_exact(length);
        }
        if file.take(MAX_FILE + 1).read_to_end(&mut bytes)? as u64 > MAX_FILE {
            return Err(Ct2Error::TooLarge { limit: MAX_FILE });
        }
        Self::parse(bytes)
    }

    pub fn parse(bytes: Vec<u8>) -> Result<Self, Ct2Error> {
        let mut cursor = Cursor::new(&bytes);
        let version = cursor.u32("version")?;
        if version != BINARY_VERSION {
            return Err(Ct2Error::Version(version));
        }
        let spec = cursor.string("kind of model")?;
        let _revision = cursor.u32("revision")?;
        let mut entries = HashMap::new();
        for _ in 0..cursor.u32("number of tensors")? {
            let name = cursor.string("name of a tensor")?;
            let entry = cursor.entry(&name)?;
            if entries.insert(name.clone(), entry).is_some() {
                return Err(Ct2Error::Malformed(format!("the tensor {name:?} is there twice")));
            }
        }
        for _ in 0..cursor.u32("number of aliases")? {
            let alias = cursor.string("name of an alias")?;
            let target = cursor.string("target of an alias")?;
            let entry = entries.get(&target).cloned().ok_or(Ct2Error::Missing(target))?;
            entries.insert(alias, entry);
        }
        Ok(Self { spec, entries, bytes })
    }

    /// The kind of model, such as `WhisperSpec`.
    pub fn spec(&self) -> &str {
        &self.spec
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    pub fn contains(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    pub fn shape(&self, name: &str) -> Result<&[usize], Ct2Error> {
        Ok(&self.entry(name)?.shape)
    }

    /// The numbers of a tensor that must have this shape.
    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, Ct2Error> {
        let entry = self.entry(name)?;
        if entry.shape != shape {
            let (found, expected) = (entry.shape.clone(), shape.to_vec());
            return Err(Ct2Error::Shape { name: name.to_owned(), found, expected });
        }
        let raw = &self.bytes[entry.range.clone()];
        match entry.kind {
            Kind::F32 => Ok(raw.as_chunks().0.iter().map(|b| f32::from_le_bytes(*b)).collect()),
            Kind::F16 => Ok(raw.as_chunks().0.iter().map(|b| f16::from_le_bytes(*b).to_f32()).collect()),
            Kind::Bf16 => Ok(raw.as_chunks().0.iter().map(|b| bf16::from_le_bytes(*b).to_f32()).collect()),
            other => Err(Ct2Error::Type { name: name.to_owned(), found: other.name() }),
        }
    }

    /// A setting that is stored as a tensor of one whole number.
    pub fn integer(&self, name: &str) -> Result<i64, Ct2Error> {
        let entry = self.entry(name)?;
        match (entry.kind, &self.bytes[entry.range.clone()]) {
            (Kind::I8, &[a]) => Ok(i8::from_le_bytes([a]).into()),
            (Kind::I16, &[a, b]) => Ok(i16::from_le_bytes([a, b]).into()),
            (Kind::I32, &[a, b, c, d]) => Ok(i32::from_le_bytes([a, b, c, d]).into()),
            _ => Err(Ct2Error::Type { name: name.to_owned(), found: entry.kind.name() }),
        }
    }

    fn entry(&self, name: &str) -> Result<&Entry, Ct2Error> {
        self.entries.get(name).ok_or_else(|| Ct2Error::Missing(name.to_owned()))
    }
}

#[derive(Clone)]
struct Entry {
    shape: Vec<usize>,
    kind: Kind,
    range: Range<usize>,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    F32,
    I8,
    I16,
    I32,
    F16,
    Bf16,
}

impl Kind {
    /// By the number in the file.
    const ALL: [Self; 6] = [Self::F32, Self::I8, Self::I16, Self::I32, Self::F16, Self::Bf16];

    const fn size(self) -> usize {
        match self {
            Self::I8 => 1,
            Self::I16 | Self::F16 | Self::Bf16 => 2,
            Self::F32 | Self::I32 => 4,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::F32 => "float32",
            Self::I8 => "int8",
            Self::I16 => "int16",
            Self::I32 => "int32",
            Self::F16 => "float16",
            Self::Bf16 => "bfloat16",
        }
    }
}

impl From<Truncated> for Ct2Error {
    fn from(Truncated(what): Truncated) -> Self {
        Self::Truncated(what)
    }
}

impl Cursor<'_> {
    /// A length that counts the closing zero, then the characters.
    fn string(&mut self, what: &'static str) -> Result<String, Ct2Error> {
        let length = u16::from_le_bytes(self.array(what)?);
        match self.take(length.into(), what)?.split_last() {
            Some((0, text)) => String::from_utf8(text.to_vec())
                .map_err(|_| Ct2Error::Malformed(format!("the {what} is not UTF-8"))),
            _ => Err(Ct2Error::Malformed(format!("the {what} does not end with a zero"))),
        }
    }

    fn entry(&mut self, name: &str) -> Result<Entry, Ct2Error> {
        const WHAT: &str = "description of a tensor";
        let malformed = |what: &str| Ct2Error::Malformed(format!("the tensor {name:?} {what}"));
        let [rank] = self.array(WHAT)?;
        if usize::from(rank) > MAX_RANK {
            return Err(malformed("has too many axes"));
        }
        let shape: Vec<usize> =
            (0..rank).map(|_| self.u32(WHAT).map(|axis| axis as usize)).collect::<Result<_, _>>()?;
        let [code] = self.array(WHAT)?;
        let kind = *Kind::ALL.get(usize::from(code)).ok_or_else(|| malformed("has an unknown type"))?;
        let length = self.u32(WHAT)? as usize;
        let expected = shape.iter().try_fold(kind.size(), |size, axis| size.checked_mul(*axis));
        if expected != Some(length) {
            return Err(malformed("has a size that contradicts its shape"));
        }
        let start = self.at;
        self.take(length, "numbers of a tensor")?;
        Ok(Entry { shape, kind, range: start..self.at })
    }
}
