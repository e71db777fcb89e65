//! Amounts: numbers, and what is counted or measured with them.

use crate::text::Text;
use crate::{Found, Reading};

/// A number, and what it counts or measures.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {}

pub(crate) fn find(_text: &Text, _reading: &Reading) -> Vec<Found> {
    Vec::new()
}
