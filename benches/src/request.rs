//! How long one recommendation takes, in a catalogue of many items, for people who have just done something more.

use std::time::Instant;

use anyhow::Result;
use domain::{Clock, Feedback, FeedbackKind, Item, NoProgress, SystemClock};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use recommend::choose::{Limits, Trials};
use recommend::learn::Halt;
use recommend::{Catalog, Lesson, Model, Request, Shelf};

const PEOPLE: usize = 10_000;
const LIKINGS: usize = 50;

#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
pub fn run(items: usize, requests: usize) -> Result<()> {
    let now = SystemClock.now();
    let mut chance = ChaCha8Rng::seed_from_u64(9);
    let mut catalog = Catalog::default();
    for number in 0..items {
        catalog.put(Item {
            id: number.to_string(),
            title: format!("item {number}"),
            categories: vec![format!("kind {}", number % 40)],
            available: true,
            ..Item::default()
        });
    }
    let like = |person: usize, item: usize| {
        Feedback::new(&person.to_string(), &item.to_string(), FeedbackKind::Like, now)
    };
    // People of a kind like items of a kind, the first ones most.
    let mut draw = move |person: usize| {
        let unit = (chance.next_u32() as f64 / f64::from(u32::MAX)).powi(3);
        let item = (unit * items as f64) as usize / 40 * 40 + person % 40;
        item.min(items - 1)
    };
    for person in 0..PEOPLE {
        for _ in 0..LIKINGS {
            catalog.record(&like(person, draw(person)), now)?;
        }
    }
    let began = Instant::now();
    // What is measured is the answer, so that few people are asked when learners are chosen.
    let limits = Limits { people: 300, ..Limits::default() };
    let lesson = Lesson::of(&catalog);
    let model = Model::learn(lesson, now, &limits, &NoProgress, &Halt::default(), &mut Trials::default())?;
    println!("learnt {} items in {:.1} s", model.items(), began.elapsed().as_secs_f64());
    for line in &model.report.lines {
        println!("{:<12} {:.2} {:.4}", line.learner, line.share, line.ndcg);
    }
    let mut shelf = Shelf::new(catalog);
    shelf.serve(model.into());
    let mut times = Vec::new();
    for number in 0..requests {
        let person = number % PEOPLE;
        shelf.catalog.record(&like(person, draw(person)), now)?;
        let id = person.to_string();
        let began = Instant::now();
        let shown = shelf.recommend(&Request { person: Some(&id), ..Request::default() }, now)?;
        times.push(began.elapsed().as_secs_f64() * 1000.0);
        anyhow::ensure!(shown.len() == 10, "too few: {shown:?}");
    }
    times.sort_by(f64::total_cmp);
    println!("figure median_ms {:.3}", times[times.len() / 2]);
    println!("figure p99_ms {:.3}", times[times.len() * 99 / 100]);
    Ok(())
}
