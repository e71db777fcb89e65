//! Kokoro's voices: for each a row of 256 numbers for every length in tokens, and blends of several.

use std::fs::{self, File};
use std::path::Path;

use ndarray::{Array1, Array2, Array3, Axis, Ix2, Ix3, OwnedRepr};
use ndarray_npy::{NpzReader, ReadNpyExt};

use crate::SpeechError;

/// Numbers in a style.
pub const WIDTH: usize = 256;

/// More voices than this are no blend any more, and no package has more lengths or voices.
const MOST_PARTS: usize = 8;
const MOST_ROWS: usize = 4_096;
const MOST_VOICES: usize = 512;

/// All voices of a folder, by name.
#[derive(Debug)]
pub struct Styles {
    voices: Vec<(String, Array2<f32>)>,
}

/// How much of which voice; the shares sum up to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Blend {
    parts: Vec<(usize, f32)>,
    /// The style of pieces of this length, for all pieces.
    length: Option<usize>,
    /// What every number of the style is multiplied with.
    strength: f32,
}

impl Blend {
    /// Always speaks as in pieces of so many tokens.
    pub fn at_length(self, tokens: usize) -> Self {
        Self { length: Some(tokens), ..self }
    }

    /// With all numbers of the style multiplied: below 1 there is less of what sets its voices apart.
    pub fn with_strength(self, strength: f32) -> Self {
        Self { strength, ..self }
    }
}

impl Styles {
    /// Reads `voices.npz`, and every `.bin` (bare numbers) and `.npy` file in `voices/`.
    pub fn open(folder: &Path) -> Result<Self, SpeechError> {
        let mut voices = Vec::new();
        let archive = folder.join("voices.npz");
        let single = folder.join("voices");
        if archive.is_file() || !single.is_dir() {
            voices.extend(archived(&archive)?);
        }
        for entry in fs::read_dir(&single).into_iter().flatten().flatten() {
            let file = entry.path();
            let name = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            match file.extension().and_then(|extension| extension.to_str()) {
                Some("bin") => voices.push((name, bare(&file)?)),
                Some("npy") => voices.push((name, numpy(&file)?)),
                _ => {}
            }
        }
        voices.sort_by(|a, b| a.0.cmp(&b.0));
        voices.dedup_by(|a, b| a.0 == b.0);
        if voices.is_empty() || voices.len() > MOST_VOICES {
            return Err(unusable(folder, &format!("it holds {} voices", voices.len())));
        }
        Ok(Self { voices })
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.voices.iter().map(|(name, _)| name.as_str())
    }

    /// The blend that a person writes: `jf_alpha`, or `jf_alpha:0.7,jf_nezumi:0.3`; none when a part is not there.
    pub fn blend(&self, written: &str) -> Option<Blend> {
        let mut parts = Vec::new();
        for part in written.split(',') {
            let (name, share) = match part.split_once(':') {
                Some((name, share)) => (name, share.trim().parse::<f32>().ok()?),
                None => (part, 1.0),
            };
            let name = name.trim();
            let found = self.names().position(|known| known.eq_ignore_ascii_case(name))?;
            if !(share > 0.0 && share <= 1000.0) || parts.len() == MOST_PARTS {
                return None;
            }
            parts.push((found, share));
        }
        let all: f32 = parts.iter().map(|(_, share)| share).sum();
        parts.iter_mut().for_each(|(_, share)| *share /= all);
        Some(Blend { parts, length: None, strength: 1.0 })
    }

    /// The first voice by itself.
    pub fn first(&self) -> Blend {
        Blend { parts: vec![(0, 1.0)], length: None, strength: 1.0 }
    }

    /// The style of a piece with so many tokens.
    pub fn row(&self, blend: &Blend, tokens: usize) -> Array1<f32> {
        let mut row = Array1::zeros(WIDTH);
        for (voice, share) in &blend.parts {
            let rows = &self.voices[*voice].1;
            let length = blend.length.unwrap_or(tokens).min(rows.nrows() - 1);
            row.scaled_add(*share * blend.strength, &rows.row(length));
        }
        row
    }
}

/// NumPy arrays in a zip file.
fn archived(file: &Path) -> Result<Vec<(String, Array2<f32>)>, SpeechError> {
    let opened = File::open(file).map_err(|e| unusable(file, &e))?;
    let mut archive = NpzReader::new(opened).map_err(|e| unusable(file, &e))?;
    let names = archive.names().map_err(|e| unusable(file, &e))?;
    let mut voices = Vec::new();
    for name in names.into_iter().take(MOST_VOICES) {
        let rows = match archive.by_name::<OwnedRepr<f32>, Ix3>(&name) {
            Ok(rows) => flat(rows),
            Err(_) => archive.by_name::<OwnedRepr<f32>, Ix2>(&name).ok(),
        };
        let rows = rows.filter(is_style).ok_or_else(|| unusable(file, &format!("{name} is not a voice")))?;
        voices.push((name.trim_end_matches(".npy").to_owned(), rows));
    }
    Ok(voices)
}

fn numpy(file: &Path) -> Result<Array2<f32>, SpeechError> {
    let open = || File::open(file).map_err(|e| unusable(file, &e));
    let rows = match Array3::<f32>::read_npy(open()?) {
        Ok(rows) => flat(rows),
        Err(_) => Array2::<f32>::read_npy(open()?).ok(),
    };
    rows.filter(is_style).ok_or_else(|| unusable(file, &"it is not a voice"))
}

/// Numbers of four bytes, the least significant first, and nothing else.
fn bare(file: &Path) -> Result<Array2<f32>, SpeechError> {
    let bytes = fs::metadata(file).map_err(|e| unusable(file, &e))?.len();
    let row = 4 * WIDTH as u64;
    if bytes == 0 || bytes % row != 0 || bytes / row > MOST_ROWS as u64 {
        return Err(unusable(file, &format!("{bytes} bytes are not rows of {WIDTH} numbers")));
    }
    let numbers: Vec<f32> = fs::read(file)
        .map_err(|e| unusable(file, &e))?
        .chunks_exact(4)
        .map(|four| f32::from_le_bytes(four.try_into().expect("chunks of four bytes")))
        .collect();
    Array2::from_shape_vec((numbers.len() / WIDTH, WIDTH), numbers)
        .ok()
        .filter(is_style)
        .ok_or_else(|| unusable(file, &"it is not a voice"))
}

/// Without the middle axis, of which there is one.
fn flat(rows: Array3<f32>) -> Option<Array2<f32>> {
    (rows.len_of(Axis(1)) == 1).then(|| rows.index_axis_move(Axis(1), 0))
}

fn is_style(rows: &Array2<f32>) -> bool {
    rows.ncols() == WIDTH && (1..=MOST_ROWS).contains(&rows.nrows()) && rows.iter().all(|n| n.is_finite())
}

fn unusable(file: &Path, reason: &dyn std::fmt::Display) -> SpeechError {
    SpeechError::Model(format!("{} ({reason}): run `ieum models verify`", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice(value: f32, rows: usize) -> Vec<u8> {
        (0..rows * WIDTH).flat_map(|_| value.to_le_bytes()).collect()
    }

    fn styles() -> (tempfile::TempDir, Styles) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("voices")).unwrap();
        for (name, value) in [("af_one", 1.0), ("bm_two", 2.0)] {
            fs::write(folder.path().join(format!("voices/{name}.bin")), voice(value, 510)).unwrap();
        }
        let styles = Styles::open(folder.path()).unwrap();
        (folder, styles)
    }

    #[test]
    fn voices_are_blended_by_their_shares() {
        let (_folder, styles) = styles();
        assert_eq!(styles.names().collect::<Vec<_>>(), ["af_one", "bm_two"]);
        for (written, value) in [
            ("af_one", Some(1.0)),
            ("AF_ONE", Some(1.0)),
            ("af_one,bm_two", Some(1.5)),
            ("af_one:0.25, bm_two:0.75", Some(1.75)),
            ("af_one:1,bm_two:3", Some(1.75)),
            ("cf_three", None),
            ("af_one:0", None),
            ("af_one:-1", None),
            ("af_one:NaN", None),
            ("af_one:x", None),
            ("", None),
            ("af_one,,bm_two", None),
        ] {
            let row = styles.blend(written).map(|blend| styles.row(&blend, 9_999)[WIDTH - 1]);
            assert_eq!(row, value, "{written}");
        }
    }

    #[test]
    fn what_is_no_voice_is_refused() {
        let (folder, _) = styles();
        let file = folder.path().join("voices/af_one.bin");
        for bytes in [vec![], vec![0; 1023], voice(f32::NAN, 2), voice(0.0, MOST_ROWS + 1)] {
            fs::write(&file, bytes).unwrap();
            let error = Styles::open(folder.path()).unwrap_err().to_string();
            assert!(error.contains("af_one.bin") && error.contains("ieum models"), "{error}");
        }
    }
}
