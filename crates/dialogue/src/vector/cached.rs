//! Vectors that are made once: what bots are taught is kept in a file, so that a restart reads it instead of making it
//! again; what people say is kept in memory only, for the next bot that is asked the same.
//!
//! The file is a cache: what is wrong with it is left out, and made again. After a header, each record is the hash of a
//! text, its vector, and a sum over both.

use std::collections::HashMap;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest as _, Sha256};

use super::{Embed, Embedded, Purpose, VectorError};

const MAGIC: [u8; 8] = *b"IEUMVEC1";
/// Taught texts in the file and in memory, 31 MB at most; when they are more, the older half goes.
const MOST: usize = 20_000;
/// Said texts in memory.
const MOST_SAID: usize = 256;
const KEY: usize = 16;

type Key = [u8; KEY];

/// Another embedder, and what it has made.
pub struct Cached {
    inner: Arc<dyn Embed>,
    file: Option<PathBuf>,
    /// The beginning of the file: another model's vectors begin otherwise.
    header: Vec<u8>,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    taught: HashMap<Key, Embedded>,
    said: HashMap<Key, Embedded>,
}

impl Cached {
    /// Keeps in `file` what is taught, if there is a file. `model` names the model and its version.
    #[must_use]
    pub fn open(inner: Arc<dyn Embed>, file: Option<PathBuf>, model: &str) -> Self {
        let header = [MAGIC.as_slice(), &hash(model.as_bytes())].concat();
        let mut cached = Self { inner, file, header, kept: Mutex::default() };
        if let Some(path) = cached.file.clone() {
            let taught = cached.read(&path);
            cached.kept.get_mut().unwrap_or_else(PoisonError::into_inner).taught = taught;
        }
        cached
    }

    fn read(&self, path: &Path) -> HashMap<Key, Embedded> {
        let bytes = fs::read(path).unwrap_or_default();
        let records = bytes.strip_prefix(self.header.as_slice());
        let known = records.is_some();
        let records = records.unwrap_or_default();
        let size = self.record_size();
        let whole: Vec<&[u8]> = records.chunks_exact(size).collect();
        let newest = if whole.len() > MOST { &whole[whole.len() - MOST / 2..] } else { &whole[..] };
        let taught: HashMap<Key, Embedded> = newest.iter().filter_map(|record| parsed(record)).collect();
        // A file of another model, with a broken part, or too long, is written anew; other programs see the old one or
        // the new one.
        let intact = known && taught.len() == whole.len() && records.len().is_multiple_of(size);
        if !bytes.is_empty() && !intact {
            let anew: Vec<u8> = taught.iter().flat_map(|(key, embedded)| record(key, embedded)).collect();
            let beside = path.with_extension(format!("{}.new", std::process::id()));
            let written = fs::write(&beside, [self.header.as_slice(), &anew].concat());
            let _ = written.and_then(|()| fs::rename(&beside, path));
        }
        taught
    }

    fn record_size(&self) -> usize {
        KEY + 4 + self.inner.width() * 4 + 4
    }

    /// Appends to the file. A cache that cannot be written costs time and nothing else.
    fn write(&self, made: &[(Key, Embedded)]) {
        let Some(path) = &self.file else { return };
        let records: Vec<u8> = made.iter().flat_map(|(key, embedded)| record(key, embedded)).collect();
        let append = || {
            fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
            let mut file = OpenOptions::new().create(true).append(true).open(path)?;
            let header = if file.metadata()?.len() == 0 { self.header.as_slice() } else { &[] };
            // One write, so that two programs do not mix their records.
            file.write_all(&[header, &records].concat())
        };
        let _: std::io::Result<()> = append();
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn remembered(
        &self,
        texts: &[&str],
        purpose: Purpose,
        taught: bool,
    ) -> Result<Vec<Embedded>, VectorError> {
        let keys: Vec<Key> = texts.iter().map(|text| key(text, purpose)).collect();
        let mut found: Vec<Option<Embedded>> = {
            let kept = self.kept();
            keys.iter().map(|key| kept.taught.get(key).or_else(|| kept.said.get(key)).cloned()).collect()
        };
        let missing: Vec<usize> = (0..texts.len()).filter(|index| found[*index].is_none()).collect();
        if missing.is_empty() {
            return Ok(found.into_iter().flatten().collect());
        }
        let asked: Vec<&str> = missing.iter().map(|index| texts[*index]).collect();
        let made = self.inner.embed(&asked, purpose).map_err(|error| placed(error, &missing))?;
        let made: Vec<(Key, Embedded)> = missing.iter().map(|index| keys[*index]).zip(made).collect();
        for (index, (_, embedded)) in missing.iter().zip(&made) {
            found[*index] = Some(embedded.clone());
        }
        if taught {
            self.write(&made);
        }
        let mut kept = self.kept();
        let (place, most) = if taught { (&mut kept.taught, MOST) } else { (&mut kept.said, MOST_SAID) };
        if place.len() + made.len() > most {
            place.clear();
        }
        place.extend(made.into_iter().take(most));
        Ok(found.into_iter().flatten().collect())
    }
}

impl Embed for Cached {
    fn embed(&self, texts: &[&str], purpose: Purpose) -> Result<Vec<Embedded>, VectorError> {
        // Many texts at once are somebody's own; remembering them would push out what is being talked about.
        if texts.len() > MOST_SAID / 4 {
            return self.inner.embed(texts, purpose);
        }
        self.remembered(texts, purpose, false)
    }

    fn embed_taught(&self, texts: &[&str], purpose: Purpose) -> Result<Vec<Embedded>, VectorError> {
        self.remembered(texts, purpose, true)
    }

    fn embed_pieces(&self, texts: &[&[u32]], purpose: Purpose) -> Result<Vec<Embedded>, VectorError> {
        self.inner.embed_pieces(texts, purpose)
    }

    fn width(&self) -> usize {
        self.inner.width()
    }
}

/// The place of a text as the caller counts.
fn placed(error: VectorError, missing: &[usize]) -> VectorError {
    match error {
        VectorError::TooLong { index, pieces } => VectorError::TooLong { index: missing[index], pieces },
        other => other,
    }
}

fn key(text: &str, purpose: Purpose) -> Key {
    let purpose = match purpose {
        Purpose::Query => "q",
        Purpose::Passage => "p",
    };
    hash([purpose, text].concat().as_bytes())
}

fn hash(bytes: &[u8]) -> Key {
    let hash = Sha256::digest(bytes);
    *hash.first_chunk().expect("a SHA-256 has 32 bytes")
}

fn record(key: &Key, embedded: &Embedded) -> Vec<u8> {
    let pieces = u32::try_from(embedded.pieces).unwrap_or(u32::MAX);
    let numbers = embedded.vector.iter().flat_map(|x| x.to_le_bytes());
    let mut record: Vec<u8> = key.iter().copied().chain(pieces.to_le_bytes()).chain(numbers).collect();
    record.extend(sum(&record).to_le_bytes());
    record
}

fn parsed(record: &[u8]) -> Option<(Key, Embedded)> {
    let (body, its_sum) = record.split_last_chunk::<4>()?;
    if u32::from_le_bytes(*its_sum) != sum(body) {
        return None;
    }
    let (key, rest) = body.split_first_chunk::<KEY>()?;
    let (pieces, numbers) = rest.split_first_chunk::<4>()?;
    let vector: Vec<f32> = numbers.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    let pieces = u32::from_le_bytes(*pieces) as usize;
    vector.iter().all(|x| x.is_finite()).then_some((*key, Embedded { vector, pieces }))
}

/// FNV-1a: against accidents, not against people.
fn sum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum: u32, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Counts what it makes.
    #[derive(Default)]
    struct Counting(AtomicUsize);

    impl Embed for Counting {
        fn embed(&self, texts: &[&str], _: Purpose) -> Result<Vec<Embedded>, VectorError> {
            self.0.fetch_add(texts.len(), Ordering::Relaxed);
            let vector = |text: &&str| vec![text.len() as f32, 1.0];
            Ok(texts.iter().map(|text| Embedded { vector: vector(text), pieces: text.len() }).collect())
        }

        fn embed_pieces(&self, _: &[&[u32]], _: Purpose) -> Result<Vec<Embedded>, VectorError> {
            Ok(Vec::new())
        }

        fn width(&self) -> usize {
            2
        }
    }

    const TEXTS: [&str; 3] = ["배송 언제 와요", "환불해 주세요", "영업시간"];

    /// How many of the texts had to be made after the file was changed, and that they are right.
    fn made_anew(change: impl FnOnce(&mut Vec<u8>), model: &str) -> usize {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("vectors/of.bin");
        let first = Cached::open(Arc::new(Counting::default()), Some(file.clone()), "one");
        let wanted = first.embed_taught(&TEXTS, Purpose::Query).expect("they are made");
        first.embed(&["누가 한 말"], Purpose::Query).expect("it is made");
        let mut bytes = fs::read(&file).expect("it was written");
        change(&mut bytes);
        fs::write(&file, &bytes).expect("it is writable");
        let counting = Arc::new(Counting::default());
        let second = Cached::open(counting.clone(), Some(file.clone()), model);
        assert_eq!(second.embed_taught(&TEXTS, Purpose::Query).expect("they are made"), wanted);
        let made = counting.0.load(Ordering::Relaxed);
        let third = Arc::new(Counting::default());
        Cached::open(third.clone(), Some(file), model)
            .embed_taught(&TEXTS, Purpose::Query)
            .expect("they are there");
        assert_eq!(third.0.load(Ordering::Relaxed), 0, "the file is whole again");
        made
    }

    #[test]
    fn what_is_taught_is_made_once_and_a_broken_file_is_mended() {
        let record = KEY + 4 + 8 + 4;
        assert_eq!(made_anew(|_| (), "one"), 0);
        assert_eq!(made_anew(|_| (), "another"), 3);
        assert_eq!(made_anew(Vec::clear, "one"), 3);
        assert_eq!(made_anew(|bytes| bytes.truncate(bytes.len() - 1), "one"), 1);
        assert_eq!(made_anew(|bytes| bytes[MAGIC.len() + KEY + record + 20] ^= 1, "one"), 1);
        assert_eq!(made_anew(|bytes| bytes[3] ^= 1, "one"), 3);
        assert_eq!(made_anew(|bytes| bytes.extend([7; 100]), "one"), 0);
    }

    #[test]
    fn what_is_said_is_not_written_and_a_question_is_no_passage() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("vectors.bin");
        let counting = Arc::new(Counting::default());
        let cached = Cached::open(counting.clone(), Some(file.clone()), "one");
        for _ in 0..3 {
            cached.embed(&["내 비밀"], Purpose::Query).expect("it is made");
        }
        assert_eq!(counting.0.load(Ordering::Relaxed), 1);
        assert!(!file.exists());
        cached.embed(&["내 비밀"], Purpose::Passage).expect("it is made");
        assert_eq!(counting.0.load(Ordering::Relaxed), 2);
    }
}
