//! Our side of `cargo xtask bench read`: reads the pictures of a folder and says what is written in each, and how long it
//! took. The first picture is read once before, so that nothing is measured while it wakes up.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use clap::Parser;
use serde_json::{Value, json};
use vision::{Bounds, Picture, Read, Reader};

#[derive(Parser)]
struct Arguments {
    /// The folder of the unpacked models.
    #[arg(long)]
    models: PathBuf,
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// With its `pictures.json`.
    folder: PathBuf,
}

#[expect(clippy::print_stdout, reason = "its answers are what it is for")]
fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let models = &arguments.models;
    let library = models.join("onnxruntime/libonnxruntime.so");
    let reader = Reader::open(&models.join("pp-ocrv5"), &library, arguments.threads)?;
    let files = files(&arguments.folder)?;
    if let Some(first) = files.first() {
        read(&reader, &arguments.folder.join(first))?;
    }
    for file in files {
        let (text, milliseconds) = read(&reader, &arguments.folder.join(&file))?;
        println!("{}", json!({"file": file, "text": text, "ms": milliseconds}));
    }
    Ok(())
}

fn files(folder: &Path) -> anyhow::Result<Vec<String>> {
    let list =
        std::fs::read_to_string(folder.join("pictures.json")).context("the folder has no pictures.json")?;
    let list: Vec<Value> = serde_json::from_str(&list)?;
    Ok(list.iter().filter_map(|entry| entry["file"].as_str().map(ToOwned::to_owned)).collect())
}

/// The file is read before the watch runs; it is decoded while it runs.
fn read(reader: &Reader, file: &Path) -> anyhow::Result<(String, f64)> {
    let bytes = std::fs::read(file)?;
    let began = Instant::now();
    let picture = Picture::read(&bytes, Bounds::default())?;
    let page = reader.read(&picture)?;
    Ok((page.text(), began.elapsed().as_secs_f64() * 1e3))
}
