//! Understanding: how long a sentence takes by pattern and letters, and by meaning; how fast vectors are made; how long
//! a search among the sentences of thousands of bots takes. `xtask` runs the peers beside it, and reads the lines that
//! begin with `figure`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use clap::Parser;
use dialogue::block::{Blocks, Bot, Learner};
use dialogue::vector::{Cached, Embed, Embedder, Index, Purpose};
use jiff::civil::{Date, date};

mod names;

#[derive(Parser)]
struct Options {
    /// The folder of the sentence model
    #[arg(long)]
    model: PathBuf,
    /// A bot file
    #[arg(long)]
    bot: PathBuf,
    /// Another one, whose first blocks make the bot one of twenty blocks
    #[arg(long)]
    more: PathBuf,
    /// How many bots of 200 sentences are searched
    #[arg(long, value_delimiter = ',', default_value = "100,1000,2500,5000,7500,10000")]
    bots: Vec<usize>,
    /// How often everything is measured
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Only make vectors: single ones, and a batch
    #[arg(long)]
    vectors_only: bool,
    /// Only search
    #[arg(long)]
    search_only: bool,
    /// Only learn a large bot
    #[arg(long)]
    large_only: bool,
    /// Only find values and a service's names in sentences
    #[arg(long)]
    values_only: bool,
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
const TODAY: Date = date(2026, 11, 23);
const BATCH: usize = 64;
const SENTENCES_PER_BOT: usize = 200;
const WIDTH: usize = 384;

#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    if options.search_only {
        options.bots.iter().for_each(|bots| search(*bots, options.rounds));
        return Ok(());
    }
    if options.large_only {
        return large(&options, &(Arc::new(Embedder::open(&options.model)?) as Arc<dyn Embed>));
    }
    find_values(options.rounds)?;
    names::find(options.rounds)?;
    if options.values_only {
        return Ok(());
    }
    let began = Instant::now();
    let embedder: Arc<dyn Embed> = Arc::new(Embedder::open(&options.model)?);
    println!("model opened in {:.0} ms", milliseconds(began));
    let batch: Vec<String> = (0..BATCH).map(|number| format!("{SENTENCE} {number}")).collect();
    let batch: Vec<&str> = batch.iter().map(String::as_str).collect();
    let pieces = embedder.embed(&[SENTENCE], Purpose::Query)?[0].pieces;
    let single = median(options.rounds * 10, || embedder.embed(&[SENTENCE], Purpose::Query).map(drop))?;
    println!("vector of {pieces} pieces: {single:.2} ms\nfigure vector_ms {single:.3}");
    let many = median(options.rounds, || embedder.embed(&batch, Purpose::Query).map(drop))?;
    let rate = BATCH as f64 / many * 1000.0;
    println!("batch of {BATCH}: {rate:.0} sentences/s\nfigure batch_per_s {rate:.1}");
    if !options.vectors_only {
        understand(&options, &embedder)?;
        large(&options, &embedder)?;
    }
    Ok(())
}

/// Short sentences in which dates, times, numbers and addresses are looked for, and how long hostile ones take.
const SAID: [&str; 8] = [
    SENTENCE,
    "다음 주 금요일 저녁 일곱 시에 네 명 예약해 줘",
    "3만 5천 원 송금해 줘",
    "신나는 노래 한 곡 틀어 줘",
    "매주 월수금 아침 6시 반에 깨워 줘",
    "remind me on Friday at half past three",
    "book a table for four next Tuesday at 7pm",
    "what's twenty five percent of two hundred dollars",
];

#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn find_values(rounds: usize) -> anyhow::Result<()> {
    let now = "2026-11-23T10:00:00+09:00[Asia/Seoul]".parse::<jiff::ZonedDateTime>();
    let now = now.context("a constant is a time")?;
    let reading = values::Reading { language: domain::Language::Korean, now };
    let all = || SAID.iter().map(|said| values::find(said, &reading).len()).sum::<usize>();
    let found = all();
    let one = median(rounds * 20, || -> anyhow::Result<()> {
        anyhow::ensure!(all() == found, "the same sentences hold the same values");
        Ok(())
    })? / SAID.len() as f64;
    println!("values of a sentence: {one:.3} ms, {:.0} sentences/s\nfigure values_ms {one:.4}", 1000.0 / one);
    for letters in ["일", "a", "1 ", "월", "between 3 and "] {
        let long = |length: usize| letters.chars().cycle().take(length).collect::<String>();
        let time = |length: usize| {
            let text = long(length);
            median(3, || -> anyhow::Result<()> {
                let _ = values::readings(&text, &reading);
                Ok(())
            })
        };
        let (short, long) = (time(2_500)?, time(10_000)?);
        println!("values of 2,500 and 10,000 letters of {letters:?}: {short:.0} and {long:.0} ms");
    }
    Ok(())
}

/// Twenty blocks of ten sentences.
fn twenty(options: &Options) -> anyhow::Result<Bot> {
    let read = |path: &PathBuf| -> anyhow::Result<Bot> {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        Ok(Bot::parse(&text)?)
    };
    let (mut bot, more) = (read(&options.bot)?, read(&options.more)?);
    let others: Vec<_> =
        more.blocks.into_iter().filter(|block| bot.blocks.iter().all(|own| own.id != block.id)).collect();
    bot.blocks.extend(others);
    bot.blocks.truncate(20);
    Ok(bot)
}

#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn understand(options: &Options, embedder: &Arc<dyn Embed>) -> anyhow::Result<()> {
    let bot = twenty(options)?;
    let folder = tempfile::tempdir()?;
    let cached = || -> Arc<dyn Embed> {
        Arc::new(Cached::open(embedder.clone(), Some(folder.path().join("vectors.bin")), "bench"))
    };
    for (name, embed) in
        [("letters", None), ("letters and meaning", Some(cached())), ("after a restart", Some(cached()))]
    {
        // The file was written meanwhile: the third embedder is opened anew.
        let embed = if name == "after a restart" { Some(cached()) } else { embed };
        let began = Instant::now();
        let learner = Learner::new(embed)?;
        println!("{name}: what all bots share, ready in {:.0} ms", milliseconds(began));
        let began = Instant::now();
        let mut blocks = learner.learn(&bot, TODAY)?;
        println!("{name}: {} blocks learnt in {:.0} ms", bot.blocks.len(), milliseconds(began));
        let began = Instant::now();
        learner.teach(&mut blocks, &bot.blocks[0].id, "새로 가르치는 문장입니다", TODAY)?;
        println!("{name}: one more example in {:.1} ms", milliseconds(began));
        if name != "after a restart" {
            ask(name, &learner, &blocks, options.rounds)?;
        }
    }
    Ok(())
}

/// Examples a block of the large bot.
const MANY: usize = 150;

/// A bot of twenty blocks with three thousand examples: learnt by letters, with vectors, and after a restart.
#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn large(options: &Options, embedder: &Arc<dyn Embed>) -> anyhow::Result<()> {
    const BEFORE: [&str; 16] = [
        "",
        "저기 ",
        "혹시 ",
        "지금 ",
        "미안한데 ",
        "음 ",
        "그러면 ",
        "있잖아 ",
        "바로 ",
        "이번에 ",
        "오늘 ",
        "내일 ",
        "제가 ",
        "우리 ",
        "급한데 ",
        "그런데 ",
    ];
    let mut bot = twenty(options)?;
    for block in &mut bot.blocks {
        let own = block.examples.clone();
        let spoken = own.iter().flat_map(|example| {
            BEFORE.iter().map(move |before| {
                let mut example = example.clone();
                example.text.insert_str(0, before);
                example
            })
        });
        block.examples = spoken.take(MANY).collect();
    }
    let examples: usize = bot.blocks.iter().map(|block| block.examples.len()).sum();
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("vectors.bin");
    for name in ["letters", "letters and meaning", "after a restart"] {
        let cached =
            || -> Arc<dyn Embed> { Arc::new(Cached::open(embedder.clone(), Some(file.clone()), "bench")) };
        let learner = Learner::new((name != "letters").then(cached))?;
        let began = Instant::now();
        let blocks = learner.learn(&bot, TODAY)?;
        println!(
            "{name}: {} blocks of {examples} examples learnt in {:.0} ms",
            bot.blocks.len(),
            milliseconds(began)
        );
        drop(blocks);
    }
    Ok(())
}

/// How long sentences take, by what decides about them. Nothing is asked twice in the same words, so that nothing is
/// remembered.
#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn ask(name: &str, learner: &Learner, blocks: &Blocks, rounds: usize) -> anyhow::Result<()> {
    let mut times: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for round in 0..rounds * 5 {
        for sentence in ASKED {
            let asked = format!("{sentence}{}", "!".repeat(round));
            let began = Instant::now();
            let found = learner.find(blocks, &asked, TODAY)?;
            times.entry(found.how.name()).or_default().push(milliseconds(began));
        }
    }
    for (how, mut times) in times {
        times.sort_by(f64::total_cmp);
        let at = |share: usize| times[times.len() * share / 100];
        println!(
            "{name}: a sentence decided by {how} in {:.3} ms (median), {:.3} ms (99 %)\nfigure {how}_ms {:.4}",
            at(50),
            at(99),
            at(50)
        );
    }
    Ok(())
}

/// Synthetic vectors: each bot has twenty blocks, each block ten sentences around its own direction. Half of the
/// questions lie near a block, half anywhere, where the nearest are hardly nearer than the rest.
#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn search(bots: usize, rounds: usize) {
    let mut noise = Noise { state: 11, centre: Vec::new() };
    let mut index = Index::new(WIDTH);
    let (mut near, mut anywhere) = (Vec::new(), Vec::new());
    for sentence in 0..bots * SENTENCES_PER_BOT {
        if sentence % 10 == 0 {
            noise.turn();
        }
        index.add(&noise.near(0.8));
        if sentence % (bots * SENTENCES_PER_BOT / 20) == 3 {
            near.push(noise.near(0.8));
        }
    }
    for _ in 0..near.len() {
        noise.turn();
        anywhere.push(noise.near(0.8));
    }
    let mut times = Vec::new();
    for vector in std::iter::repeat_n(near.iter().chain(&anywhere), rounds).flatten() {
        let began = Instant::now();
        std::hint::black_box(index.nearest(vector, 10));
        times.push(milliseconds(began));
    }
    times.sort_by(f64::total_cmp);
    let middle = times[times.len() / 2];
    println!(
        "{bots:>6} bots, {:>8} sentences: {middle:.2} ms (median), {:.2} ms (slowest), {:.0} MB; of the exact ten \
         {:.1} % found near a block, {:.1} % anywhere",
        index.len(),
        times[times.len() - 1],
        index.memory() as f64 / 1e6,
        recall(&index, &near),
        recall(&index, &anywhere)
    );
    println!("figure search {} {middle:.3}", index.len());
}

/// How many in a hundred of the ten that are really nearest are found.
fn recall(index: &Index, asked: &[Vec<f32>]) -> f64 {
    let found = |vector: &Vec<f32>| {
        let exact = index.exact(vector, 10);
        let near = index.nearest(vector, 10);
        exact.iter().filter(|one| near.iter().any(|other| other.vector == one.vector)).count()
    };
    asked.iter().map(found).sum::<usize>() as f64 * 10.0 / asked.len() as f64
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
