//! The bytes of a file as its reader sees them: tags before the sound are left out, and a few bytes of a header that
//! lies are replaced, without the file being held in memory or written to.

use std::io::{self, Read, Seek, SeekFrom};

use symphonia::core::io::MediaSource;

use super::unreadable;
use crate::SpeechError;

pub struct Source {
    inner: Box<dyn Bytes>,
    /// Where the reader's file begins in ours.
    begin: u64,
    /// Where ours ends.
    end: u64,
    /// Where the reader is, from `begin` on.
    at: u64,
    /// Bytes that are other than in the file, from `begin` on.
    patches: Vec<(u64, [u8; 4])>,
}

/// Anything that can be read and sought in.
pub trait Bytes: Read + Seek + Send + Sync {}

impl<T: Read + Seek + Send + Sync> Bytes for T {}

impl Source {
    pub fn new(mut inner: impl Bytes + 'static) -> Result<Self, SpeechError> {
        let end = inner.seek(SeekFrom::End(0)).and_then(|end| inner.rewind().map(|()| end));
        let end = end.map_err(|error| unreadable(&error.to_string()))?;
        Ok(Self { inner: Box::new(inner), begin: 0, end, at: 0, patches: Vec::new() })
    }

    /// Bytes from here on.
    pub fn len(&self) -> u64 {
        self.end - self.begin
    }

    /// The bytes at a place, with zeros behind the end. The reader's place stays.
    pub fn peek<const N: usize>(&mut self, at: u64) -> Result<[u8; N], SpeechError> {
        let mut bytes = [0; N];
        let place = std::mem::replace(&mut self.at, at);
        let mut filled = 0;
        let read = loop {
            match self.read(&mut bytes[filled..]) {
                Ok(0) => break Ok(()),
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => break Err(unreadable(&error.to_string())),
            }
        };
        self.at = place;
        read.map(|()| bytes)
    }

    /// The file begins later.
    pub fn skip(&mut self, bytes: u64) {
        self.begin = self.begin.saturating_add(bytes).min(self.end);
    }

    /// The file ends here, whatever follows.
    pub fn cut(&mut self, length: u64) {
        self.end = self.end.min(self.begin.saturating_add(length));
    }

    /// These four bytes are read in place of the file's own.
    pub fn patch(&mut self, at: u64, bytes: [u8; 4]) {
        self.patches.push((at, bytes));
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.len().saturating_sub(self.at)).unwrap_or(usize::MAX);
        let wanted = buffer.len().min(left);
        if wanted == 0 {
            return Ok(0);
        }
        self.inner.seek(SeekFrom::Start(self.begin + self.at))?;
        let count = self.inner.read(&mut buffer[..wanted])?;
        for (place, bytes) in &self.patches {
            for (place, byte) in (*place..).zip(bytes) {
                let inside = place.checked_sub(self.at).and_then(|offset| usize::try_from(offset).ok());
                if let Some(seen) = inside.and_then(|offset| buffer[..count].get_mut(offset)) {
                    *seen = *byte;
                }
            }
        }
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.len().checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}

impl MediaSource for Source {
    fn is_seekable(&self) -> bool {
        true
    }

    fn byte_len(&self) -> Option<u64> {
        Some(self.len())
    }
}
