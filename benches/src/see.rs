//! Our side of `cargo xtask bench see`: the network alone, pictures that are decoded, and whole files.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, ensure};
use clap::Parser;
use models::onnx::{OnnxRuntime, Tensor};
use ndarray::Array4;
use vision::{Bounds, Eyes, Picture, See, see_files};

#[derive(Parser)]
struct Options {
    /// The folder of the network
    #[arg(long)]
    model: PathBuf,
    /// ONNX Runtime's library
    #[arg(long)]
    library: PathBuf,
    /// The image files
    #[arg(long)]
    images: PathBuf,
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// Pixels of a side
    #[arg(long, default_value_t = 224)]
    side: usize,
}

/// So many runs are timed; the median counts.
const RUNS: usize = 60;
const BATCH: usize = 8;

#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let files = files(&options.images)?;
    let graph = OnnxRuntime::load(&options.library)?
        .open_fixed(&options.model.join("model.onnx"), options.threads)?;
    for (name, count) in [("network", 1), ("network_batch", BATCH)] {
        let pixels = Array4::<f32>::from_shape_fn((count, 3, options.side, options.side), |(_, c, y, x)| {
            ((c * 31 + y * 7 + x * 3) % 256) as f32 / 128.0 - 1.0
        });
        let run = || graph.run([("pixels", Tensor::F32(pixels.clone().into_dyn()))]);
        run()?;
        let seconds = median(RUNS / count, || run().map(drop))?;
        println!(
            "network, {count} at once: {:.1} pictures/s\nfigure {name} {:.2}",
            count as f64 / seconds,
            count as f64 / seconds
        );
    }
    let eyes = Eyes::open(&options.model, &options.library, options.threads)?;
    let pictures =
        files.iter().map(|file| Picture::read(file, Bounds::default())).collect::<Result<Vec<_>, _>>()?;
    let mut place = 0;
    let mut next = || {
        place += 1;
        place % files.len()
    };
    let decode = median(RUNS, || Picture::read(&files[next()], Bounds::default()).map(drop))?;
    println!("decoding: {:.2} ms\nfigure decode_ms {:.3}", decode * 1000.0, decode * 1000.0);
    let resize = median(RUNS, || {
        std::hint::black_box(pictures[next()].square(options.side as u32));
        Ok::<_, anyhow::Error>(())
    })?;
    println!("cutting out and resizing: {:.2} ms\nfigure resize_ms {:.3}", resize * 1000.0, resize * 1000.0);
    let whole = median(RUNS, || {
        let picture = Picture::read(&files[next()], Bounds::default())?;
        eyes.see(&[&picture]).map(drop)
    })?;
    println!("a file, all in all: {:.2} ms\nfigure file_ms {:.3}", whole * 1000.0, whole * 1000.0);
    let many = median(3, || see_files(&eyes, &files, Bounds::default(), |_, _| ()).map(drop))?;
    let rate = files.len() as f64 / many;
    println!("{} files together: {rate:.1} a second\nfigure files_per_s {rate:.2}", files.len());
    Ok(())
}

fn files(folder: &Path) -> anyhow::Result<Vec<Vec<u8>>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(|| format!("{} cannot be read", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    paths.sort();
    ensure!(!paths.is_empty(), "{} has no images", folder.display());
    Ok(paths.iter().map(std::fs::read).collect::<Result<_, _>>()?)
}

/// Seconds.
fn median<E>(times: usize, mut work: impl FnMut() -> Result<(), E>) -> Result<f64, E> {
    let mut measured = Vec::new();
    for _ in 0..times.max(3) {
        let began = Instant::now();
        work()?;
        measured.push(began.elapsed().as_secs_f64());
    }
    measured.sort_by(f64::total_cmp);
    Ok(measured[measured.len() / 2])
}
