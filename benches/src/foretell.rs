//! How well a part of everybody's doings is foretold from the rest, with nothing set by hand.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use domain::NoProgress;
use recommend::choose::{Limits, Trials, choose};
use recommend::judge::{Fold, HoldOut};
use recommend::learn::Halt;
use recommend::{Event, Sparse};

#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
pub fn run(file: &Path, seed: u64, split: Option<&Path>) -> Result<()> {
    let (people, items, events) = read(file)?;
    let outer = Fold::new(people, items, &events, 0.2, HoldOut::Random { seed: seed + 1000 });
    if let Some(folder) = split {
        write(&folder.join("known.bin"), &outer.known.people)?;
        write(&folder.join("held-out.bin"), &outer.held_out)?;
    }
    let known: Vec<Event> = events
        .iter()
        .filter(|event| outer.known.people.row(event.person as usize).0.binary_search(&event.item).is_ok())
        .copied()
        .collect();
    let began = Instant::now();
    let limits = Limits::default();
    let choice =
        choose(people, items, &known, &limits, &NoProgress, &Halt::default(), &mut Trials::default())?;
    let chosen = began.elapsed().as_secs_f64();
    for part in &choice.parts {
        println!("{:.2} {:?}: alone {:.4} when choosing", part.share, part.recipe, part.alone.ndcg);
    }
    println!("mixture {:.4} when choosing, {} tried in {chosen:.1} s", choice.mixture.ndcg, choice.tried);
    let judged = choice.judge(&outer, &Halt::default())?;
    for (part, judgement) in choice.parts.iter().zip(&judged.alone) {
        println!("figure {}_ndcg {:.5}", part.recipe.name(), judgement.ndcg);
    }
    println!("figure ndcg {:.5}\nfigure recall {:.5}", judged.mixture.ndcg, judged.mixture.recall);
    Ok(())
}

/// People, items, and what was done.
pub fn read(file: &Path) -> Result<(usize, usize, Vec<Event>)> {
    let (mut people, mut items) = (HashMap::new(), HashMap::new());
    let mut events = Vec::new();
    for line in std::fs::read_to_string(file)?.lines() {
        let mut fields = line.split_whitespace();
        let mut field = || fields.next().with_context(|| format!("too short: {line}"));
        let (person, item, _, at) = (field()?.to_owned(), field()?.to_owned(), field()?, field()?);
        let next = people.len() as u32;
        let person = *people.entry(person).or_insert(next);
        let next = items.len() as u32;
        let item = *items.entry(item).or_insert(next);
        events.push(Event { person, item, weight: 1.0, at: at.parse()? });
    }
    Ok((people.len(), items.len(), events))
}

fn write(file: &Path, sparse: &Sparse) -> Result<()> {
    let mut bytes = Vec::new();
    let mut push = |number: usize| bytes.extend((number as u32).to_le_bytes());
    push(sparse.rows());
    push(sparse.columns());
    for row in 0..sparse.rows() {
        for &column in sparse.row(row).0 {
            push(row);
            push(column as usize);
        }
    }
    std::fs::File::create(file)?.write_all(&bytes)?;
    Ok(())
}
