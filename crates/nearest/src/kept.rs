//! An index in a file.
//!
//! Numbers have their lowest byte first: eight letters, the version, the width, the number of nodes, whether there is a
//! graph and where it is entered, when to look at the mean again and the mean; then node by node its keys, its vector in
//! halves and its links floor by floor; at the end the CRC-32 of all before it. Codes are not kept: they are computed
//! from the vectors.

use std::io::{self, Read, Write};
use std::sync::PoisonError;

use half::f16;
use half::slice::HalfFloatSliceExt;

use crate::error::{NearestError, ReadError};
use crate::graph::{Place, TOP};
use crate::index::{Index, MOST_VECTORS, Settings};
use crate::state::State;

const MAGIC: &[u8; 8] = b"ieumnear";
/// Changes whenever an older program could not read the file.
const VERSION: u32 = 1;
const NOBODY: u32 = u32::MAX;
/// How far from 1 the length of a vector in halves may be.
const OFF: f32 = 0.01;

impl Index {
    /// Writes everything, without the dead. Searches go on meanwhile; changes wait.
    pub fn write(&self, out: impl Write) -> io::Result<()> {
        let _writing = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        self.repair_after(usize::MAX, 1);
        write(&self.read(), &mut Summed { inner: io::BufWriter::new(out), sum: crc32fast::Hasher::new() })
    }

    /// Reads what [`Self::write`] wrote. Whatever comes in, no more memory is taken than bytes arrive.
    pub fn read_from(input: impl Read, settings: Settings) -> Result<Self, ReadError> {
        let mut input = Summed { inner: io::BufReader::new(input), sum: crc32fast::Hasher::new() };
        if &input.bytes::<8>()? != MAGIC || input.number()? != VERSION {
            return Err(ReadError::Unknown);
        }
        let mut index = Self::new(input.number()? as usize, settings).map_err(|error| match error {
            NearestError::Width { .. } => ReadError::Damaged("its width"),
            _ => ReadError::Unknown,
        })?;
        read(index.state.get_mut().unwrap_or_else(PoisonError::into_inner), &mut input)?;
        let wanted = input.sum.clone().finalize();
        if input.number()? != wanted {
            return Err(ReadError::Damaged("its checksum"));
        }
        Ok(index)
    }
}

fn write(state: &State, out: &mut Summed<impl Write>) -> io::Result<()> {
    let State { vectors, graph } = state;
    let mut names = vec![NOBODY; vectors.places()];
    vectors.nodes().zip(0..).for_each(|(node, name)| names[node as usize] = name);
    out.write(MAGIC)?;
    let entry = graph.entry.map_or(NOBODY, |entry| names[entry as usize]);
    let numbers = [
        VERSION,
        vectors.records.width() as u32,
        vectors.live() as u32,
        u32::from(graph.ready),
        entry,
        vectors.next_look() as u32,
    ];
    numbers.iter().try_for_each(|number| out.write(&number.to_le_bytes()))?;
    vectors.centre.mean().iter().try_for_each(|number| out.write(&number.to_le_bytes()))?;
    for node in vectors.nodes() {
        let keys = vectors.keys(node);
        out.write(&(keys.len() as u32).to_le_bytes())?;
        keys.iter().try_for_each(|key| out.write(&key.to_le_bytes()))?;
        let vector = vectors.records.vector(node);
        out.write(&vector.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>())?;
        out.write(&(graph.floor(node) as u32).to_le_bytes())?;
        for floor in 0..=graph.floor(node) {
            let links = graph.links(&vectors.records, Place { floor, node });
            let links: Vec<u32> =
                links.iter().map(|link| names[*link as usize]).filter(|name| *name != NOBODY).collect();
            out.write(&(links.len() as u32).to_le_bytes())?;
            links.iter().try_for_each(|link| out.write(&link.to_le_bytes()))?;
        }
    }
    let sum = out.sum.clone().finalize();
    out.write(&sum.to_le_bytes())?;
    out.inner.flush()
}

fn read(state: &mut State, input: &mut Summed<impl Read>) -> Result<(), ReadError> {
    let State { vectors, graph } = state;
    let nodes = input.number()?;
    if nodes as usize > MOST_VECTORS {
        return Err(ReadError::Damaged("its size"));
    }
    graph.ready = input.number()? != 0;
    let entry = input.number()?;
    graph.entry = (entry != NOBODY).then_some(entry);
    if graph.entry.is_some_and(|entry| entry >= nodes) || graph.ready && entry == NOBODY && nodes > 0 {
        return Err(ReadError::Damaged("its entry"));
    }
    vectors.set_next_look(input.number()? as usize);
    let width = vectors.records.width();
    let mean = (0..width).map(|_| input.number().map(f32::from_bits)).collect::<Result<Vec<f32>, _>>()?;
    if !is_short(&mean, 1.0 + OFF) {
        return Err(ReadError::Damaged("its mean"));
    }
    vectors.centre_at(mean);
    let mut bytes = vec![0; width * 2];
    for node in 0..nodes {
        let keys = input.number()?;
        let first = input.key()?;
        let mut others = Vec::new();
        for _ in 1..keys {
            others.push(input.key()?);
        }
        input.fill(&mut bytes)?;
        let vector: Vec<f16> = bytes.as_chunks().0.iter().map(|half| f16::from_le_bytes(*half)).collect();
        let numbers = vector.to_f32_vec();
        if !is_short(&numbers, 1.0 + OFF) || is_short(&numbers, 1.0 - OFF) {
            return Err(ReadError::Damaged("a vector"));
        }
        if keys == 0 || vectors.node(first).is_some() || vectors.attach(first, &vector) != Some(node) {
            return Err(ReadError::Damaged("a key"));
        }
        for key in others {
            if vectors.node(key).is_some() || vectors.attach(key, &vector).is_some() {
                return Err(ReadError::Damaged("a key"));
            }
        }
        let top = input.number()? as usize;
        if top > TOP {
            return Err(ReadError::Damaged("a floor"));
        }
        for floor in 0..=top {
            let place = Place { floor, node };
            let links = input.links(place, nodes)?;
            graph.set_links(&mut vectors.records, place, &links);
        }
    }
    Ok(())
}

/// All are numbers, and the whole is no longer than this.
fn is_short(vector: &[f32], most: f32) -> bool {
    vector.iter().map(|number| number * number).sum::<f32>() <= most * most
}

/// Bytes that go through are summed.
struct Summed<T> {
    inner: T,
    sum: crc32fast::Hasher,
}

impl<W: Write> Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sum.update(bytes);
        self.inner.write_all(bytes)
    }
}

impl<R: Read> Summed<R> {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), ReadError> {
        self.inner.read_exact(bytes)?;
        self.sum.update(bytes);
        Ok(())
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], ReadError> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    fn number(&mut self) -> Result<u32, ReadError> {
        self.bytes().map(u32::from_le_bytes)
    }

    fn key(&mut self) -> Result<u64, ReadError> {
        self.bytes().map(u64::from_le_bytes)
    }

    fn links(&mut self, place: Place, nodes: u32) -> Result<Vec<u32>, ReadError> {
        let count = self.number()? as usize;
        if count > place.most_links() {
            return Err(ReadError::Damaged("a link"));
        }
        let links = (0..count).map(|_| self.number()).collect::<Result<Vec<u32>, _>>()?;
        if links.iter().any(|link| *link >= nodes || *link == place.node) {
            return Err(ReadError::Damaged("a link"));
        }
        Ok(links)
    }
}
