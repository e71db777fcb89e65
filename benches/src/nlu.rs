//! Understanding: how long a sentence takes by pattern and letters, and by meaning; how fast vectors are made; how long
//! a search among the sentences of thousands of bots takes. `xtask` runs the peers beside it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use clap::Parser;
use dialogue::block::{Bot, Learner};
use dialogue::vector::{Embed, Embedder, Index, Purpose};
use jiff::civil::date;

#[derive(Parser)]
struct Options {
    /// The folder of the sentence model
    #[arg(long)]
    model: PathBuf,
    /// A bot file
    #[arg(long)]
    bot: PathBuf,
    /// How many bots of 200 sentences are searched
    #[arg(long, value_delimiter = ',', default_value = "100,1000,10000")]
    bots: Vec<usize>,
    /// How often everything is measured
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Only make vectors: single ones, and a batch
    #[arg(long)]
    vectors_only: bool,
}

/// What is asked: a sentence of 21 pieces or so.
const SENTENCE: &str = "내일 아침 일곱 시에 회의 있다고 알려 줄 수 있어";
const ASKED: [&str; 8] = [
    "배송이 왜 이렇게 늦어요?",
    "환불받고 싶은데 어떻게 하죠",
    "이번 주말에 문 여나요",
    "안방 불 좀 꺼 줘",
    "강남역까지 택시 잡아 줘",
    "엄마한테 늦는다고 문자 보내 줘",
    "삼십칠 곱하기 십이는 얼마야",
    "신나는 노래 한 곡 틀어 줘",
];
const BATCH: usize = 64;
const SENTENCES_PER_BOT: usize = 200;
const WIDTH: usize = 384;

#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let began = Instant::now();
    let embedder: Arc<dyn Embed> = Arc::new(Embedder::open(&options.model)?);
    println!("model opened in {:.0} ms", milliseconds(began));
    let batch: Vec<String> = (0..BATCH).map(|number| format!("{SENTENCE} {number}")).collect();
    let batch: Vec<&str> = batch.iter().map(String::as_str).collect();
    let pieces = embedder.embed(&[SENTENCE], Purpose::Query)?[0].pieces;
    let single = median(options.rounds * 10, || embedder.embed(&[SENTENCE], Purpose::Query).map(drop))?;
    println!("vector of {pieces} pieces: {single:.2} ms");
    let many = median(options.rounds, || embedder.embed(&batch, Purpose::Query).map(drop))?;
    println!("batch of {BATCH}: {:.0} sentences/s", BATCH as f64 / many * 1000.0);
    if options.vectors_only {
        return Ok(());
    }
    understand(&options, &embedder)?;
    options.bots.iter().for_each(|bots| search(*bots, options.rounds));
    Ok(())
}

#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn understand(options: &Options, embedder: &Arc<dyn Embed>) -> anyhow::Result<()> {
    let today = date(2026, 11, 23);
    let bot = Bot::parse(&std::fs::read_to_string(&options.bot).context("the bot file")?)?;
    for (name, embed) in [("letters", None), ("letters and meaning", Some(embedder.clone()))] {
        let learner = Learner::new(embed)?;
        let began = Instant::now();
        let mut blocks = learner.learn(&bot, today)?;
        println!("{name}: {} blocks learnt in {:.0} ms", bot.blocks.len(), milliseconds(began));
        let began = Instant::now();
        learner.teach(&mut blocks, &bot.blocks[0].id, "새로 가르치는 문장입니다", today)?;
        println!("{name}: one more example in {:.1} ms", milliseconds(began));
        let mut times = Vec::new();
        for _ in 0..options.rounds * 5 {
            for sentence in ASKED {
                let began = Instant::now();
                learner.find(&blocks, sentence, today)?;
                times.push(milliseconds(began));
            }
        }
        times.sort_by(f64::total_cmp);
        let at = |share: usize| times[times.len() * share / 100];
        println!("{name}: a sentence in {:.3} ms (median), {:.3} ms (99 %)", at(50), at(99));
    }
    Ok(())
}

/// Synthetic vectors: each bot has twenty blocks, each block ten sentences around its own direction.
#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn search(bots: usize, rounds: usize) {
    let mut noise = Noise { state: 11, centre: Vec::new() };
    let mut index = Index::new(WIDTH);
    let mut asked = Vec::new();
    for sentence in 0..bots * SENTENCES_PER_BOT {
        if sentence % 10 == 0 {
            noise.turn();
        }
        let vector = noise.near(0.8);
        if sentence % (bots * SENTENCES_PER_BOT / 20) == 3 {
            asked.push((sentence / 10, noise.near(0.8)));
        }
        index.add(&vector);
    }
    let mut times = Vec::new();
    let mut hits = 0;
    for _ in 0..rounds {
        for (block, vector) in &asked {
            let began = Instant::now();
            let near = index.nearest(vector, 10);
            times.push(milliseconds(began));
            hits += near.iter().filter(|near| near.vector / 10 == *block).count();
        }
    }
    times.sort_by(f64::total_cmp);
    println!(
        "{bots:>6} bots, {:>8} sentences: {:.2} ms (median), {:.2} ms (slowest), {:.0} MB, {:.1} % of a block's ten found",
        index.len(),
        times[times.len() / 2],
        times[times.len() - 1],
        index.memory() as f64 / 1e6,
        hits as f64 * 10.0 / (asked.len() * rounds) as f64
    );
}

/// Numbers that are the same in every run, and the direction they are scattered around.
struct Noise {
    state: u64,
    centre: Vec<f32>,
}

impl Noise {
    fn next(&mut self) -> f32 {
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 40) as f32 / (1u64 << 23) as f32 - 1.0
    }

    fn turn(&mut self) {
        self.centre = (0..WIDTH).map(|_| self.next()).collect();
    }

    fn near(&mut self, spread: f32) -> Vec<f32> {
        let centre = self.centre.clone();
        let mut vector: Vec<f32> = centre.iter().map(|x| x + spread * self.next()).collect();
        let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
        vector.iter_mut().for_each(|x| *x /= length);
        vector
    }
}

fn milliseconds(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1000.0
}

fn median<E>(times: usize, mut work: impl FnMut() -> Result<(), E>) -> Result<f64, E> {
    let mut measured = Vec::new();
    for _ in 0..times {
        let began = Instant::now();
        work()?;
        measured.push(milliseconds(began));
    }
    measured.sort_by(f64::total_cmp);
    Ok(measured[measured.len() / 2])
}
