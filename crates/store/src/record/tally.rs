//! What was counted of bots.

use std::collections::BTreeMap;

use domain::Waits;
use serde::{Deserialize, Serialize};

use crate::StoreError;

#[derive(Serialize, Deserialize)]
struct CountsRecord {
    counts: BTreeMap<String, u64>,
}

#[derive(Serialize, Deserialize)]
struct WaitsRecord {
    steps: Vec<(u8, u64)>,
}

pub(crate) fn write_counts(counts: &BTreeMap<String, u64>) -> String {
    super::write(CountsRecord { counts: counts.clone() })
}

pub(crate) fn read_counts(text: &str) -> Result<BTreeMap<String, u64>, StoreError> {
    super::read(text, "counts").map(|CountsRecord { counts }| counts)
}

pub(crate) fn write_waits(waits: &Waits) -> String {
    super::write(WaitsRecord { steps: waits.steps().collect() })
}

pub(crate) fn read_waits(text: &str) -> Result<Waits, StoreError> {
    super::read(text, "waits").map(|WaitsRecord { steps }| steps.into_iter().collect())
}
