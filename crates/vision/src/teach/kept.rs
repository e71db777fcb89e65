//! A recogniser as bytes, for whoever keeps it.
//!
//! Numbers have their lowest byte first: eight letters, the version, the width, the number of classes and whether there
//! are weights; sharpness and limit; the names, each with its length before it; the middle, the prototypes and the
//! weights; at the end the CRC-32 of all before it.

use super::recogniser::Recogniser;
use super::rows::Rows;

const MAGIC: &[u8; 8] = b"ieumtaut";
/// Changes whenever an older program could not read the bytes.
const VERSION: u32 = 1;

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeptError {
    #[error("this is no recogniser of ours, or one of another version: teach it anew")]
    Unknown,
    #[error("the recogniser is damaged: teach it anew")]
    Damaged,
}

impl Recogniser {
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        let weights = u32::from(self.weights.is_some());
        for number in [VERSION, self.width() as u32, self.classes.len() as u32, weights] {
            bytes.extend(number.to_le_bytes());
        }
        [self.sharpness, self.least].iter().for_each(|number| bytes.extend(number.to_le_bytes()));
        for name in &self.classes {
            bytes.extend((name.len() as u32).to_le_bytes());
            bytes.extend(name.as_bytes());
        }
        let weights = self.weights.iter().flat_map(|weights| &weights.numbers);
        for number in self.middle.iter().chain(&self.prototypes.numbers).chain(weights) {
            bytes.extend(number.to_le_bytes());
        }
        let sum = crc32fast::hash(&bytes);
        bytes.extend(sum.to_le_bytes());
        bytes
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeptError> {
        let (body, sum) = bytes.split_last_chunk().ok_or(KeptError::Unknown)?;
        let mut rest = Rest(body.strip_prefix(MAGIC).ok_or(KeptError::Unknown)?);
        if rest.number()? != VERSION {
            return Err(KeptError::Unknown);
        }
        if crc32fast::hash(body) != u32::from_le_bytes(*sum) {
            return Err(KeptError::Damaged);
        }
        let [width, classes, weights_told] = [rest.number()?, rest.number()?, rest.number()?];
        let (width, classes) = (width as usize, classes as usize);
        let [sharpness, least] = [rest.float()?, rest.float()?];
        let mut names = Vec::new();
        for _ in 0..classes {
            names.push(rest.name()?);
        }
        let middle = rest.floats(width)?;
        let mut rows = |width: usize| {
            let numbers = rest.floats(classes.checked_mul(width).ok_or(KeptError::Damaged)?)?;
            Ok(Rows { numbers, width })
        };
        let prototypes = rows(width)?;
        let weights = if weights_told == 0 { None } else { Some(rows(width + 1)?) };
        let sound = weights_told <= 1 && width > 0 && classes > 1 && sharpness > 0.0 && rest.0.is_empty();
        let recogniser = Self { classes: names, middle, prototypes, weights, sharpness, least };
        if sound { Ok(recogniser) } else { Err(KeptError::Damaged) }
    }
}

/// Bytes that are still to be read.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], KeptError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(KeptError::Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<u32, KeptError> {
        let (bytes, rest) = self.0.split_first_chunk().ok_or(KeptError::Damaged)?;
        self.0 = rest;
        Ok(u32::from_le_bytes(*bytes))
    }

    fn float(&mut self) -> Result<f32, KeptError> {
        let number = f32::from_bits(self.number()?);
        if number.is_finite() { Ok(number) } else { Err(KeptError::Damaged) }
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, KeptError> {
        let bytes = self.take(count.checked_mul(4).ok_or(KeptError::Damaged)?)?;
        let floats: Vec<f32> = bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        if floats.iter().all(|number| number.is_finite()) { Ok(floats) } else { Err(KeptError::Damaged) }
    }

    fn name(&mut self) -> Result<String, KeptError> {
        let length = self.number()? as usize;
        String::from_utf8(self.take(length)?.to_vec()).map_err(|_| KeptError::Damaged)
    }
}
