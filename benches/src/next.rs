//! How well what somebody does next is foretold from the last thing they did.

use std::path::Path;

use anyhow::Result;
use recommend::judge::Seat;
use recommend::learn::{neighbours, transitions};
use recommend::{Event, Interactions, Sparse};

#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
pub fn run(file: &Path) -> Result<()> {
    let (people, items, events) = super::foretell::read(file)?;
    let (known, asked) = split(people, &events);
    let next = transitions::learn(people, items, &known);
    let interactions = Interactions::new(people, items, known.iter().copied().map(Into::into).collect());
    let similar = neighbours::learn(&interactions, &neighbours::Settings::default());
    println!("{} people of whom a last thing is known", asked.len());
    let liked_by = |item: u32| interactions.items.row(item as usize).0.len() as f32;
    type Candidates<'a> = &'a dyn Fn(u32) -> Vec<(u32, f32)>;
    let ways: [(&str, Candidates<'_>); 3] = [
        ("after", &|item| transitions::after(&next, &similar, item, liked_by(item))),
        ("followers", &|item| next.of(item).to_vec()),
        ("similar", &|item| similar.of(item).to_vec()),
    ];
    for (name, candidates) in ways {
        let seats = asked.iter().map(|asked| judge(candidates(asked.after), asked, &interactions.people));
        let (gain, hits) = seats.fold((0.0, 0.0), |sum, seat| (sum.0 + seat.ndcg, sum.1 + seat.recall));
        let count = asked.len() as f64;
        println!("figure {name}_ndcg {:.5}\nfigure {name}_hits_at_20 {:.5}", gain / count, hits / count);
    }
    Ok(())
}

/// Somebody's last thing, and the one before it.
struct Question {
    person: u32,
    after: u32,
    wanted: u32,
}

/// Holds back everybody's last thing, where it was later than all others.
fn split(people: usize, events: &[Event]) -> (Vec<Event>, Vec<Question>) {
    let mut sequences = vec![Vec::new(); people];
    for event in events {
        sequences[event.person as usize].push(*event);
    }
    let (mut known, mut asked) = (Vec::new(), Vec::new());
    for mut sequence in sequences {
        sequence.sort_by_key(|event| (event.at, event.item));
        if let [.., before, last] = sequence[..]
            && before.at < last.at
        {
            asked.push(Question { person: last.person, after: before.item, wanted: last.item });
            sequence.pop();
        }
        known.extend(sequence);
    }
    (known, asked)
}

fn judge(candidates: Vec<(u32, f32)>, question: &Question, known: &Sparse) -> Seat {
    let theirs = known.row(question.person as usize).0;
    let candidates = candidates.into_iter();
    Seat::of(candidates.filter(|(item, _)| theirs.binary_search(item).is_err()), &[question.wanted])
}
