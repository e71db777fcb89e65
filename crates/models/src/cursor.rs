//! Reading the parts of a weight file one after the other, never beyond its end.

/// Where a file is being read.
pub struct Cursor<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
}

/// The file ends inside this part.
pub struct Truncated(pub &'static str);

impl<'a> Cursor<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub fn take(&mut self, count: usize, what: &'static str) -> Result<&'a [u8], Truncated> {
        let end = self.at.checked_add(count).ok_or(Truncated(what))?;
        let taken = self.bytes.get(self.at..end).ok_or(Truncated(what))?;
        self.at = end;
        Ok(taken)
    }

    pub fn array<const N: usize>(&mut self, what: &'static str) -> Result<[u8; N], Truncated> {
        Ok(self.take(N, what)?.try_into().expect("as many bytes were taken"))
    }

    pub fn u32(&mut self, what: &'static str) -> Result<u32, Truncated> {
        self.array(what).map(u32::from_le_bytes)
    }
}
