//! The learners, held against what they are defined as.

use domain::NoProgress;
use recommend::choose::Piece;
use recommend::judge::{Fold, HoldOut, Seat};
use recommend::learn::als::{self, FoldIn};
use recommend::learn::ease::{self, Prepared};
use recommend::learn::{Halt, Scorer, Taste, neighbours, transitions, warp};
use recommend::{Event, Interaction, Interactions};

/// People of four kinds who like items of their kind, and a few others.
fn interactions(people: usize, items: usize) -> Interactions {
    let mut entries = Vec::new();
    for person in 0..people {
        for item in 0..items {
            let mixed = (person * items + item + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let chance = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 54;
            if chance < if person % 4 == item % 4 { 400 } else { 40 } {
                entries.push(Interaction { person: person as u32, item: item as u32, weight: 1.0 });
            }
        }
    }
    Interactions::new(people, items, entries)
}

fn scores(scorer: &dyn Scorer, interactions: &Interactions, person: usize) -> Vec<f32> {
    let (items, weights) = interactions.people.row(person);
    let mut out = vec![0.0; interactions.items.rows()];
    scorer.score(Taste { items, weights }, &mut out);
    out
}

fn product(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The loss that alternating least squares makes small, in its plain form.
fn loss(learnt: &als::Als, interactions: &Interactions, settings: &als::Settings) -> f64 {
    let mut loss = 0.0;
    for person in 0..interactions.people.rows() {
        let (done, _) = interactions.people.row(person);
        for item in 0..interactions.items.rows() {
            let product = product(learnt.people.row(person), learnt.items.row(item));
            let (wanted, confidence) = match done.binary_search(&(item as u32)) {
                Ok(_) => (1.0, 1.0 + settings.confidence),
                Err(_) => (0.0, 1.0),
            };
            loss += f64::from(confidence * (wanted - product).powi(2));
        }
    }
    let large: f32 =
        [&learnt.people, &learnt.items].iter().flat_map(|side| side.values()).map(|n| n * n).sum();
    loss + f64::from(settings.regularization * large)
}

#[test]
fn alternating_least_squares_makes_its_loss_small() {
    let interactions = interactions(90, 60);
    let settings =
        als::Settings { factors: 20, regularization: 2.0, confidence: 4.0, ..als::Settings::default() };
    let after = |iterations| {
        let settings = als::Settings { iterations, ..settings.clone() };
        let learnt = als::train(&interactions, &settings, &NoProgress, &Halt::default()).unwrap();
        loss(&learnt, &interactions, &settings)
    };
    let losses: Vec<f64> = [1, 2, 4, 8, 30, 60].into_iter().map(after).collect();
    assert!(losses.is_sorted_by(|before, after| after <= before), "{losses:?}");
    assert!(losses[5] > losses[4] * 0.99, "it has arrived: {losses:?}");
    assert!(losses[5] < losses[0] * 0.9, "{losses:?}");
}

#[test]
fn somebody_new_is_solved_as_if_they_had_been_there() {
    let interactions = interactions(90, 60);
    let settings =
        als::Settings { factors: 16, iterations: 60, regularization: 4.0, ..als::Settings::default() };
    let learnt = als::train(&interactions, &settings, &NoProgress, &Halt::default()).unwrap();
    let fold_in = FoldIn::new(learnt.items.clone(), &interactions, &settings);
    for person in [0, 17, 89] {
        let (items, weights) = interactions.people.row(person);
        let solved = fold_in.person(Taste { items, weights });
        let apart: f32 = solved.iter().zip(learnt.people.row(person)).map(|(a, b)| (a - b).abs()).sum();
        assert!(apart < 0.02, "{apart} for {person}");
    }
}

#[test]
fn the_best_of_everybody_are_those_of_each() {
    let interactions = interactions(150, 1300);
    let settings = als::Settings { factors: 24, iterations: 5, ..als::Settings::default() };
    let learnt = als::train(&interactions, &settings, &NoProgress, &Halt::default()).unwrap();
    let everybody = learnt.everybody(&interactions.people, 7);
    assert_eq!(everybody.len(), 150);
    for (person, best) in everybody.iter().enumerate() {
        let known = interactions.people.row(person).0;
        let mut all: Vec<(u32, f32)> = (0..1300)
            .filter(|item| known.binary_search(item).is_err())
            .map(|item| (item, product(learnt.people.row(person), learnt.items.row(item as usize))))
            .collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1));
        for (found, wanted) in best.iter().zip(&all[..7]) {
            assert!((found.1 - wanted.1).abs() < 1e-5, "{person}: {best:?}, not {:?}", &all[..7]);
        }
    }
}

#[test]
fn item_weights_are_the_same_from_either_square() {
    for (dropout, modesty) in [(0.0, 0.0), (0.4, 0.0), (0.0, 0.5), (0.3, 0.3)] {
        let interactions = interactions(50, 70);
        let settings = ease::Settings { regularization: 5.0, dropout, modesty };
        let by_person = match Prepared::new(&interactions, modesty).learn(&settings) {
            Piece::EaseByPerson(ease) => ease,
            other => panic!("fewer people than items, but {other:?}"),
        };
        let together = ease::by_item::Together::new(&interactions, modesty);
        let by_item = ease::by_item::learn(&together, &settings);
        for person in [0, 3, 49] {
            let [a, b] =
                [&by_person as &dyn Scorer, &by_item].map(|ease| scores(ease, &interactions, person));
            let known = interactions.people.row(person).0;
            for item in (0..70).filter(|item| known.binary_search(item).is_err()) {
                let (a, b) = (a[item as usize], b[item as usize]);
                assert!((a - b).abs() < 1e-3, "{a} and {b} for {person} and {item}, {settings:?}");
            }
        }
    }
}

#[test]
fn neighbours_are_of_the_same_kind() {
    let interactions = interactions(800, 40);
    let learnt = neighbours::learn(&interactions, &neighbours::Settings { kept: 5, ..Default::default() });
    for item in 0..40 {
        let near = learnt.of(item);
        assert_eq!(near.len(), 5);
        assert!(near.iter().all(|(other, _)| *other != item && other % 4 == item % 4), "{item}: {near:?}");
        assert!(near.is_sorted_by(|a, b| a.1 >= b.1));
    }
}

#[test]
fn what_is_liked_stands_above_what_is_not() {
    let interactions = interactions(120, 60);
    let learn = |rounds, regularization| {
        let settings = warp::Settings { factors: 16, rounds, regularization, ..warp::Settings::default() };
        warp::train(&interactions, &settings, &NoProgress, &Halt::default()).unwrap()
    };
    // In how many of all pairs of an item of somebody's kind and one of another, both not known, the first is higher.
    let right = |learnt: &warp::Warp| {
        let (mut right, mut all) = (0, 0);
        for person in 0..120 {
            let scores = scores(learnt, &interactions, person);
            let known = interactions.people.row(person).0;
            let of = |own: bool| {
                let items = (0..60_u32).filter(move |&item| (item as usize % 4 == person % 4) == own);
                items.filter(|item| known.binary_search(item).is_err()).map(|item| scores[item as usize])
            };
            for own in of(true) {
                right += of(false).filter(|other| own > *other).count();
                all += of(false).count();
            }
        }
        right as f64 / all as f64
    };
    for (rounds, least, most) in [(0, 0.3, 0.7), (5, 0.8, 1.0), (30, 0.95, 1.0)] {
        let right = right(&learn(rounds, 0.01));
        assert!((least..=most).contains(&right), "{right} after {rounds} rounds");
    }
    let alone = rayon_pool(1).install(|| learn(5, 0.01));
    assert_eq!(alone, rayon_pool(3).install(|| learn(5, 0.01)), "whatever the number of threads");
}

fn rayon_pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had")
}

/// Who did what when, a line for each person: items in their order, those between the same commas at one moment.
fn in_order(people: &[&str]) -> Vec<Event> {
    let mut events = Vec::new();
    for (person, line) in (0..).zip(people) {
        for (moment, items) in (1..).zip(line.split(',')) {
            for item in items.bytes() {
                let item = u32::from(item - b'a');
                events.push(Event { person, item, weight: 1.0, at: moment * 3600 });
            }
        }
    }
    events
}

#[test]
fn what_follows_is_learnt_in_its_order() {
    let cases: &[(&[&str], char, &str)] = &[
        (&["a,b,c", "a,b,c"], 'a', "bc"),
        (&["a,b,c", "a,b,c"], 'c', ""),
        // Two went from a to c at once.
        (&["a,b,c", "a,c,b", "a,c"], 'a', "cb"),
        // At the same moment nothing comes first.
        (&["abc", "abc", "cba"], 'a', ""),
        (&["ab,c", "ab,c"], 'b', "c"),
        // d comes after everything, and says less after a than b does.
        (&["a,b", "a,b", "a,d", "a,d", "c,d", "e,d", "f,d", "g,d", "h,d", "c,d", "e,d"], 'a', "bd"),
    ];
    for (people, item, expected) in cases {
        let learnt = transitions::learn(people.len(), 8, &in_order(people));
        let after = learnt.of(u32::from(*item as u8 - b'a'));
        let found: String = after.iter().map(|(item, _)| char::from(b'a' + *item as u8)).collect();
        assert_eq!(&found, expected, "after {item} of {people:?}");
    }
    let mut unknown = in_order(&["a,b", "a,b"]);
    unknown.iter_mut().for_each(|event| event.at = 0);
    assert!(transitions::learn(2, 8, &unknown).of(0).is_empty(), "nobody knows when");
}

#[test]
fn repeated_interactions_are_one_and_rows_are_sorted() {
    let entry = |person, item| Interaction { person, item, weight: 1.0 };
    let both = Interactions::new(2, 4, vec![entry(1, 3), entry(0, 2), entry(1, 0), entry(1, 3)]);
    assert_eq!(both.people.row(1), (&[0, 3][..], &[1.0, 2.0][..]));
    assert_eq!(both.people.row(0), (&[2][..], &[1.0][..]));
    assert_eq!(both.items.row(3), (&[1][..], &[2.0][..]));
    assert_eq!(both.items.row(1), (&[][..], &[][..]));
    assert_eq!(both.items.transposed(), both.people);
}

#[test]
fn what_is_held_back_is_the_latest_or_by_chance() {
    let events: Vec<Event> = (0..10)
        .flat_map(|person| {
            (0..10).map(move |item| Event {
                person,
                item,
                weight: 1.0,
                at: i64::from((item * 7 + person) % 10) + 1,
            })
        })
        .collect();
    let fold = Fold::new(10, 10, &events, 0.2, HoldOut::Latest);
    for person in 0..10 {
        let latest = |item: &u32| (item * 7 + person) % 10 >= 8;
        let (held_out, _) = fold.held_out.row(person as usize);
        assert_eq!(held_out.len(), 2);
        assert!(held_out.iter().all(latest), "{held_out:?} of {person}");
        assert!(!fold.known.people.row(person as usize).0.iter().any(latest));
    }
    let [a, b, again] =
        [1, 2, 1].map(|seed| Fold::new(10, 10, &events, 0.2, HoldOut::Random { seed }).held_out);
    assert_ne!(a, b);
    assert_eq!(a, again);
}

#[test]
fn rankings_are_judged_by_the_book() {
    // Ranks: 3, 1, 4, 0, 2; 1 is known; 3 and 0 were held back.
    let seat = Seat::judge(&[0.2, 0.8, 0.1, 0.9, 0.5], &[1], &[0, 3]);
    assert_eq!(seat.first, [3, 4, 0, 2]);
    let expected = (1.0 + 1.0 / 2.0) / (1.0 + 1.0 / 3.0_f64.log2());
    assert!((seat.ndcg - expected).abs() < 1e-12, "{} is not {expected}", seat.ndcg);
    assert_eq!(seat.recall, 1.0);
}
