//! Reads the weights of a Hugging Face model: `model.safetensors`, or several such files and their index.
//!
//! The files are outside data: every length is checked against what is really there before it is used. Only the
//! descriptions stay in memory; a tensor is read from its file when it is asked for, so that a large model needs little
//! more memory than what is made of it.

use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use half::{bf16, f16};
use serde::Deserialize;

use crate::manifest::is_plain_file_name;

/// The file of a model that is in one piece, and the list of the files of one in several.
pub const WHOLE: &str = "model.safetensors";
pub const INDEX: &str = "model.safetensors.index.json";

/// The format's own limit.
const MAX_HEADER: u64 = 100 << 20;
/// No tensor of any model has more axes.
const MAX_RANK: usize = 8;
const MAX_SHARDS: usize = 64;

/// The tensors of a model, by name.
pub struct Safetensors {
    files: Vec<Mutex<Box<dyn Source>>>,
    entries: HashMap<String, Entry>,
}

/// Where bytes are read from.
trait Source: Read + Seek + Send {}
impl<T: Read + Seek + Send> Source for T {}

#[derive(Debug, thiserror::Error)]
pub enum SafetensorsError {
    #[error("{file} cannot be read: {error}")]
    Io { file: String, error: io::Error },
    #[error("{file} is malformed: {reason}")]
    Malformed { file: String, reason: String },
    #[error("there is no tensor {0:?}")]
    Missing(String),
    #[error("the tensor {name:?} has the shape {found:?} where {expected:?} was expected")]
    Shape { name: String, found: Vec<usize>, expected: Vec<usize> },
    #[error("the tensor {name:?} is made of {found}, which cannot be used here")]
    Type { name: String, found: String },
}

struct Entry {
    file: usize,
    shape: Vec<usize>,
    kind: String,
    range: Range<u64>,
}

#[derive(Deserialize)]
struct Index {
    weight_map: HashMap<String, String>,
}

#[derive(Deserialize)]
struct Description {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: [u64; 2],
}

impl Safetensors {
    /// Opens the model in a folder.
    pub fn open(folder: &Path) -> Result<Self, SafetensorsError> {
        let mut opened = Self { files: Vec::new(), entries: HashMap::new() };
        for name in files(folder)? {
            let file = File::open(folder.join(&name));
            let file = file.map_err(|error| SafetensorsError::Io { file: name.clone(), error })?;
            opened.add(&name, Box::new(file))?;
        }
        Ok(opened)
    }

    /// Reads one file that is already in memory.
    pub fn parse(bytes: Vec<u8>) -> Result<Self, SafetensorsError> {
        let mut opened = Self { files: Vec::new(), entries: HashMap::new() };
        opened.add(WHOLE, Box::new(Cursor::new(bytes)))?;
        Ok(opened)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    pub fn contains(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    pub fn shape(&self, name: &str) -> Result<&[usize], SafetensorsError> {
        Ok(&self.entry(name)?.shape)
    }

    /// The numbers of a tensor.
    pub fn floats(&self, name: &str) -> Result<Vec<f32>, SafetensorsError> {
        let entry = self.entry(name)?;
        let mut raw = Vec::new();
        let read = |raw: &mut Vec<u8>| {
            let mut file = self.files[entry.file].lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(entry.range.start))?;
            file.by_ref().take(entry.range.end - entry.range.start).read_to_end(raw)
        };
        read(&mut raw).map_err(|error| SafetensorsError::Io { file: name.to_owned(), error })?;
        let floats: Vec<f32> = match entry.kind.as_str() {
            "F32" => raw.as_chunks().0.iter().map(|b| f32::from_le_bytes(*b)).collect(),
            "F16" => raw.as_chunks().0.iter().map(|b| f16::from_le_bytes(*b).to_f32()).collect(),
            "BF16" => raw.as_chunks().0.iter().map(|b| bf16::from_le_bytes(*b).to_f32()).collect(),
            other => return Err(SafetensorsError::Type { name: name.to_owned(), found: other.to_owned() }),
        };
        if floats.len() != entry.shape.iter().product::<usize>() {
            let reason = format!("the file became shorter while {name:?} was read");
            return Err(SafetensorsError::Malformed { file: WHOLE.into(), reason });
        }
        Ok(floats)
    }

    fn entry(&self, name: &str) -> Result<&Entry, SafetensorsError> {
        self.entries.get(name).ok_or_else(|| SafetensorsError::Missing(name.to_owned()))
    }

    /// Adds what a file describes.
    fn add(&mut self, name: &str, mut file: Box<dyn Source>) -> Result<(), SafetensorsError> {
        let malformed = |reason: String| SafetensorsError::Malformed { file: name.to_owned(), reason };
        let io = |error| SafetensorsError::Io { file: name.to_owned(), error };
        let size = file.seek(SeekFrom::End(0)).map_err(io)?;
        file.rewind().map_err(io)?;
        let mut length = [0; 8];
        file.read_exact(&mut length).map_err(|_| malformed("it is too short".into()))?;
        let length = u64::from_le_bytes(length);
        if length > MAX_HEADER.min(size.saturating_sub(8)) {
            return Err(malformed(format!("its header cannot have {length} bytes")));
        }
        let mut header = Vec::new();
        file.by_ref().take(length).read_to_end(&mut header).map_err(io)?;
        let header: HashMap<String, serde_json::Value> =
            serde_json::from_slice(&header).map_err(|error| malformed(error.to_string()))?;
        for (tensor, value) in header {
            if tensor == "__metadata__" {
                continue;
            }
            let description: Description = serde_json::from_value(value)
                .map_err(|error| malformed(format!("the tensor {tensor:?}: {error}")))?;
            let entry = description.entry(self.files.len(), 8 + length, size);
            let entry = entry.map_err(|reason| malformed(format!("the tensor {tensor:?} {reason}")))?;
            if self.entries.insert(tensor.clone(), entry).is_some() {
                return Err(malformed(format!("the tensor {tensor:?} is there twice")));
            }
        }
        self.files.push(Mutex::new(file));
        Ok(())
    }
}

impl Description {
    fn entry(self, file: usize, start: u64, size: u64) -> Result<Entry, &'static str> {
        let [from, to] = self.data_offsets;
        let end = start.checked_add(to).filter(|end| *end <= size && from <= to);
        let end = end.ok_or("lies outside the file")?;
        if self.shape.len() > MAX_RANK {
            return Err("has too many axes");
        }
        let bytes = match self.dtype.as_str() {
            "F32" | "I32" | "U32" => 4,
            "F16" | "BF16" | "I16" | "U16" => 2,
            "F64" | "I64" | "U64" => 8,
            _ => 1,
        };
        let expected = self.shape.iter().try_fold(bytes, |size: usize, axis| size.checked_mul(*axis));
        if expected.map(|expected| expected as u64) != Some(to - from) {
            return Err("has a size that contradicts its shape");
        }
        Ok(Entry { file, shape: self.shape, kind: self.dtype, range: start + from..end })
    }
}

/// The names of the files that hold a model's tensors.
pub fn files(folder: &Path) -> Result<Vec<String>, SafetensorsError> {
    if folder.join(WHOLE).is_file() {
        return Ok(vec![WHOLE.into()]);
    }
    let malformed = |reason: String| SafetensorsError::Malformed { file: INDEX.into(), reason };
    let mut bytes = Vec::new();
    File::open(folder.join(INDEX))
        .and_then(|file| file.take(MAX_HEADER).read_to_end(&mut bytes))
        .map_err(|error| SafetensorsError::Io { file: INDEX.into(), error })?;
    let index: Index = serde_json::from_slice(&bytes).map_err(|error| malformed(error.to_string()))?;
    let names: BTreeSet<String> = index.weight_map.into_values().collect();
    // An index may name files of this folder only.
    if let Some(name) = names.iter().find(|name| !is_plain_file_name(name)) {
        return Err(malformed(format!("{name:?} is no plain file name")));
    }
    if names.is_empty() || names.len() > MAX_SHARDS {
        return Err(malformed(format!("it names {} files", names.len())));
    }
    Ok(names.into_iter().collect())
}
