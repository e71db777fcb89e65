//! What an answer is written out with.

use crate::proxy::PictureKey;

/// Counts what can be pressed, as `domain::Answer::pressables` does, and gives pictures from elsewhere an address of ours.
pub(super) struct Pen<'a> {
    next: u32,
    key: &'a PictureKey,
}

impl<'a> Pen<'a> {
    pub fn new(key: &'a PictureKey) -> Self {
        Self { next: 0, key }
    }

    pub fn number(&mut self) -> u32 {
        let number = self.next;
        self.next = self.next.saturating_add(1);
        number
    }

    /// Where a page finds a picture; none for what is no address of one.
    pub fn picture(&self, address: Option<&str>) -> Option<String> {
        self.key.address(address?)
    }
}
