//! Our side of `cargo xtask bench nearest`: generated vectors, indexed and searched.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand, ValueEnum};
use nearest::{Index, Settings};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// How many are wanted of each search.
const WANTED: usize = 10;
/// Of these the first that finds enough is told.
const EFFORTS: [usize; 16] = [10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 64, 96, 128, 192, 256, 400];
const RECALL: f64 = 0.95;
/// Searches are timed so often, and the best is told: others may disturb.
const ROUNDS: usize = 3;

#[derive(Parser)]
struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Write FILE.base and FILE.query: 32-bit floats, the lowest byte first, every vector of length 1
    Generate {
        file: PathBuf,
        #[arg(long)]
        shape: Shape,
        #[arg(long)]
        width: usize,
        #[arg(long, default_value_t = 100_000)]
        count: usize,
        #[arg(long, default_value_t = 2_000)]
        queries: usize,
    },
    /// Build an index of FILE.base, and search it for FILE.query until enough of FILE.truth are found
    Search {
        file: PathBuf,
        #[arg(long)]
        width: usize,
        #[arg(long, default_value_t = 1)]
        threads: usize,
        /// Reads the index from here if it is there, and writes it otherwise
        #[arg(long)]
        kept: Option<PathBuf>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Shape {
    /// A thousand clusters, anywhere
    Clusters,
    /// A thousand clusters in a narrow cone without negative numbers, as vectors of images are
    Cone,
    /// No clusters, 32 directions that matter: neighbours are hard to tell apart
    Spread,
}

fn main() -> Result<()> {
    match Options::parse().what {
        What::Generate { file, shape, width, count, queries } => {
            generate(&file, shape, width, count, queries)
        }
        What::Search { file, width, threads, kept } => search(&file, width, threads, kept.as_deref()),
    }
}

fn generate(file: &Path, shape: Shape, width: usize, count: usize, queries: usize) -> Result<()> {
    let mut chance = Chance(ChaCha8Rng::seed_from_u64(7));
    let kind = Kind::new(shape, width, &mut chance);
    for (ending, count) in [("base", count), ("query", queries)] {
        let mut out =
            BufWriter::new(File::create(file.with_extension(ending)).context("cannot write there")?);
        for _ in 0..count {
            let vector = kind.draw(&mut chance);
            let length = vector.iter().map(|number| number * number).sum::<f32>().sqrt();
            vector.iter().try_for_each(|number| out.write_all(&(number / length).to_le_bytes()))?;
        }
        out.flush()?;
    }
    Ok(())
}

struct Kind {
    shape: Shape,
    width: usize,
    /// The middles of clusters.
    middles: Vec<Vec<f32>>,
    /// Directions that matter, in all numbers.
    directions: Vec<Vec<f32>>,
}

impl Kind {
    fn new(shape: Shape, width: usize, chance: &mut Chance) -> Self {
        let rows = |count, width, chance: &mut Chance| (0..count).map(|_| chance.normals(width)).collect();
        let (middles, directions) = match shape {
            Shape::Clusters => (rows(1_000, width, chance), Vec::new()),
            Shape::Cone => (rows(1_000, 48, chance), rows(48, width, chance)),
            Shape::Spread => (Vec::new(), rows(32, width, chance)),
        };
        Self { shape, width, middles, directions }
    }

    fn draw(&self, chance: &mut Chance) -> Vec<f32> {
        let mut vector = chance.normals(self.width);
        match self.shape {
            Shape::Clusters => {
                let middle = &self.middles[chance.below(self.middles.len())];
                vector.iter_mut().zip(middle).for_each(|(number, middle)| *number = 0.5 * *number + middle);
            }
            Shape::Cone => {
                let middle = &self.middles[chance.below(self.middles.len())];
                let own = chance.normals(middle.len());
                let inner: Vec<f32> =
                    middle.iter().zip(own).map(|(middle, own)| 0.8 * middle + 0.6 * own).collect();
                self.spread(&inner, &mut vector);
                vector.iter_mut().for_each(|number| *number = (*number - 0.2).max(0.0));
            }
            Shape::Spread => {
                let inner = chance.normals(self.directions.len());
                self.spread(&inner, &mut vector);
            }
        }
        vector
    }

    /// What was there becomes noise, a tenth as strong.
    fn spread(&self, inner: &[f32], vector: &mut [f32]) {
        let scale = (inner.len() as f32).sqrt().recip();
        vector.iter_mut().for_each(|number| *number *= 0.1);
        for (amount, direction) in inner.iter().zip(&self.directions) {
            let add = |(number, direction): (&mut f32, &f32)| *number += amount * scale * direction;
            vector.iter_mut().zip(direction).for_each(add);
        }
    }
}

struct Chance(ChaCha8Rng);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        (self.0.next_u64() % end as u64) as usize
    }

    /// Of Box and Muller's two, both.
    fn normals(&mut self, count: usize) -> Vec<f32> {
        let mut unit = || (self.0.next_u32() as f32 + 0.5) / (u32::MAX as f32 + 1.0);
        let mut pair = || {
            let (length, angle) = ((-2.0 * unit().ln()).sqrt(), std::f32::consts::TAU * unit());
            [length * angle.cos(), length * angle.sin()]
        };
        let mut normals: Vec<f32> = (0..count.div_ceil(2)).flat_map(|_| pair()).collect();
        normals.truncate(count);
        normals
    }
}

#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn search(file: &Path, width: usize, threads: usize, kept: Option<&Path>) -> Result<()> {
    let queries = floats(&file.with_extension("query"))?;
    let truth: Vec<u32> = words(&file.with_extension("truth"))?.into_iter().map(u32::from_le_bytes).collect();
    let settings = Settings { threads, ..Settings::default() };
    let mut index = match kept.filter(|kept| kept.is_file()) {
        Some(kept) => Index::read_from(File::open(kept)?, settings)?,
        None => build(file, width, settings, kept)?,
    };
    for effort in EFFORTS {
        index.set_effort(effort);
        let (mut hits, mut best) = (0, f64::INFINITY);
        for _ in 0..ROUNDS {
            let began = Instant::now();
            let found = share(&queries, width, threads, &index);
            best = best.min(began.elapsed().as_secs_f64());
            let right = found.iter().zip(truth.chunks(WANTED));
            hits = right.map(|(found, truth)| found.iter().filter(|key| truth.contains(key)).count()).sum();
        }
        let count = queries.len() / width;
        let recall = hits as f64 / (count * WANTED) as f64;
        println!("effort {effort}: recall {recall:.4}, {:.0} searches/s", count as f64 / best);
        if recall >= RECALL {
            println!("figure per_s {:.0}\nfigure recall {recall:.4}", count as f64 / best);
            break;
        }
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn build(file: &Path, width: usize, settings: Settings, kept: Option<&Path>) -> Result<Index> {
    let base = floats(&file.with_extension("base"))?;
    let items: Vec<(u64, &[f32])> = (0..).zip(base.chunks(width)).collect();
    let index = Index::new(width, settings)?;
    let (began, worked) = (Instant::now(), processor_seconds()?);
    index.insert_all(&items)?;
    println!("figure build_s {:.1}", began.elapsed().as_secs_f64());
    println!("figure build_processor_s {:.1}", processor_seconds()? - worked);
    if let Some(kept) = kept {
        index.write(File::create(kept)?)?;
    }
    Ok(index)
}

/// The keys that are found for each of the queries, which threads share.
fn share(queries: &[f32], width: usize, threads: usize, index: &Index) -> Vec<Vec<u32>> {
    let one = |query: &[f32]| -> Vec<u32> {
        let found = index.search(query, WANTED).expect("a vector of its width");
        found.iter().map(|found| found.key as u32).collect()
    };
    let part = (queries.len() / width).div_ceil(threads) * width;
    std::thread::scope(|scope| {
        let parts: Vec<_> = queries
            .chunks(part)
            .map(|part| scope.spawn(move || part.chunks(width).map(one).collect::<Vec<_>>()))
            .collect();
        parts.into_iter().flat_map(|part| part.join().expect("searches do not panic")).collect()
    })
}

fn floats(file: &Path) -> Result<Vec<f32>> {
    Ok(words(file)?.into_iter().map(f32::from_le_bytes).collect())
}

fn words(file: &Path) -> Result<Vec<[u8; 4]>> {
    let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
    Ok(bytes.as_chunks::<4>().0.to_vec())
}

/// What all threads of this process have worked, in hundredths of a second as Linux counts them.
fn processor_seconds() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let behind = stat.rsplit_once(')').context("no name is told")?.1;
    let ticks = behind.split_whitespace().skip(11).take(2).map(str::parse::<f64>);
    Ok(ticks.sum::<Result<f64, _>>()? / 100.0)
}
