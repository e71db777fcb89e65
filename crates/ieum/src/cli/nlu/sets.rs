//! Files of sentences: tests beside a bot file, and labelled lines.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use dialogue::block::sentences::{self, Entry};

/// Larger files are a mistake.
const MOST_BYTES: u64 = 256 << 20;

pub fn read(path: &Path) -> anyhow::Result<String> {
    let shown = path.display();
    let size = std::fs::metadata(path).with_context(|| format!("{shown} cannot be read"))?.len();
    ensure!(size <= MOST_BYTES, "{shown} has {size} bytes; the limit is {MOST_BYTES}");
    std::fs::read_to_string(path).with_context(|| format!("{shown} cannot be read as UTF-8 text"))
}

/// The test file of a bot: `shop.test.yaml` beside `shop.yaml`.
pub fn beside(bot: &Path) -> PathBuf {
    bot.with_extension("test.yaml")
}

pub fn entries(path: &Path) -> anyhow::Result<Vec<Entry>> {
    let text = read(path)?;
    sentences::read(&text).map_err(|error| anyhow::anyhow!("{} is no list of tests: {error}", path.display()))
}

/// Label, tab, sentence; a first line that names its columns is left out.
pub fn labelled(path: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let mut pairs = Vec::new();
    for (index, line) in read(path)?.lines().enumerate() {
        match line.split_once('\t') {
            Some((_, "sentence" | "text")) if index == 0 => {}
            Some((label, sentence)) => pairs.push((label.trim().to_owned(), sentence.trim().to_owned())),
            None if line.trim().is_empty() => {}
            None => bail!("{}, line {}: expected a label, a tab and a sentence", path.display(), index + 1),
        }
    }
    ensure!(pairs.len() >= 10, "{} has fewer than ten sentences", path.display());
    Ok(pairs)
}
