//! Where tests find the real models.

use std::path::PathBuf;

/// The folder that holds `whisper-base/`, `kokoro/` and the others: in the standard cache folder, or in
/// `IEUM_CACHE_DIR`. `cargo xtask test` fills it beforehand.
///
/// # Panics
/// When the models are not there, saying how to fetch them.
#[must_use]
pub fn folder() -> PathBuf {
    let cache = std::env::var_os("IEUM_CACHE_DIR").map_or_else(standard_cache, PathBuf::from);
    let folder = cache.join("models");
    assert!(
        folder.join("whisper-base").is_dir(),
        "no models in {}: run `cargo run --release -- models pull` (or set IEUM_CACHE_DIR)",
        folder.display()
    );
    folder
}

/// The same folder as the binary's default.
fn standard_cache() -> PathBuf {
    use etcetera::BaseStrategy as _;
    etcetera::choose_base_strategy().expect("a test has a home folder").cache_dir().join("ieum")
}
