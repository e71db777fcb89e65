//! Items that nobody has liked yet, found by their words and their vectors.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use domain::{Feedback, FeedbackKind, Item, NoProgress};
use jiff::Timestamp;
use recommend::choose::{Limits, Trials};
use recommend::learn::Halt;
use recommend::{Catalog, Filter, Lesson, Model, Request, Shelf, VectorError};

fn now() -> Timestamp {
    "2026-11-30T09:00:00Z".parse().unwrap()
}

fn item(id: &str) -> Item {
    Item { id: id.into(), title: format!("제목 {id}"), available: true, ..Item::default() }
}

/// As models do it: all vectors point much the same way, and the kinds of items differ a little.
fn vector(kind: usize, number: usize) -> Vec<f32> {
    (0..24)
        .map(|at| 3.0 + if at % 2 == kind { 0.4 } else { 0.0 } + 0.1 * ((at * 7 + number) % 5) as f32)
        .collect()
}

const KINDS: [&str; 2] = ["a", "b"];

/// Sixty people like what is of kind a, sixty what is of kind b; two new items of each kind are known to nobody. Nothing but
/// vectors tells the kinds apart.
fn shelf(own: bool) -> Shelf {
    let mut catalog = Catalog::default();
    for (kind, name) in KINDS.into_iter().enumerate() {
        for number in 0..14 {
            let id = if number < 12 { format!("{name}{number}") } else { format!("{name}-new{number}") };
            let vector = vector(kind, number);
            let given = if own { vector.clone() } else { Vec::new() };
            catalog.put(Item { vector: given, ..item(&id) });
            if !own {
                assert_eq!(catalog.describe(&id, &vector), Ok(true));
            }
        }
        for person in 0..60 {
            for number in (0..5).map(|step| (person + step * (1 + person % 3)) % 12) {
                let (person, item) = (format!("{name}-{person}"), format!("{name}{number}"));
                catalog.record(&Feedback::new(&person, &item, FeedbackKind::Like, now()), now()).unwrap();
            }
        }
    }
    let (limits, halt) = (Limits::default(), Halt::default());
    let lesson = Lesson::of(&catalog);
    let model = Model::learn(lesson, now(), &limits, &NoProgress, &halt, &mut Trials::default()).unwrap();
    let mut shelf = Shelf::new(catalog);
    shelf.serve(model.into());
    shelf
}

fn place(shown: &[String], id: &str) -> usize {
    shown.iter().position(|shown| shown == id).unwrap_or(usize::MAX)
}

#[test]
fn new_items_are_found_by_vectors_alone() {
    for own in [false, true] {
        let shelf = shelf(own);
        for (person, ours, theirs) in [("a-3", "a-new13", "b-new13"), ("b-8", "b-new12", "a-new12")] {
            let request = Request { person: Some(person), count: 40, ..Request::default() };
            let shown = shelf.recommend(&request, now()).unwrap();
            let ids: Vec<String> = shown.into_iter().map(|shown| shown.item).collect();
            assert!(place(&ids, ours) < place(&ids, theirs), "{person}, own {own}: {ids:?}");
        }
        let similar = shelf.similar("a-new12", 3, &Filter::default()).unwrap();
        assert!(similar.iter().all(|shown| shown.item.starts_with('a')), "own {own}: {similar:?}");
    }
}

#[test]
fn vectors_are_of_one_length_and_say_something() {
    let mut catalog = Catalog::default();
    for id in ["a", "b"] {
        catalog.put(item(id));
    }
    assert_eq!(catalog.describe("a", &[1.0, 2.0, 3.0]), Ok(true));
    let wrong: [(&[f32], VectorError); 5] = [
        (&[1.0, 2.0], VectorError::Length { expected: 3, given: 2 }),
        (&[], VectorError::Length { expected: 3, given: 0 }),
        (&[0.0; 3], VectorError::Nothing),
        (&[1.0, f32::NAN, 0.0], VectorError::Nothing),
        (&[1.0, f32::INFINITY, 0.0], VectorError::Nothing),
    ];
    for (vector, error) in wrong {
        assert_eq!(catalog.describe("b", vector), Err(error), "{vector:?}");
    }
    assert_eq!(catalog.describe("c", &[1.0, 2.0, 3.0]), Ok(false), "there is no such item");
    let has = |catalog: &Catalog, id| catalog.has_vector(catalog.number_of(id).unwrap());
    assert!(has(&catalog, "a") && !has(&catalog, "b"), "what was refused has changed nothing");

    // The partner's own are another kind, with a length of their own.
    let own = |vector: Vec<f32>| Item { vector, ..item("b") };
    assert_eq!(catalog.check_vector(&own(vec![1.0; 5_000])), Err(VectorError::Dimensions(5_000)));
    assert_eq!(catalog.check_vector(&own(vec![1.0, -1.0])), Ok(()));
    catalog.put(own(vec![1.0, -1.0]));
    let expected = VectorError::Length { expected: 2, given: 3 };
    assert_eq!(catalog.check_vector(&own(vec![1.0; 3])), Err(expected));
    assert_eq!(catalog.check_vector(&own(Vec::new())), Ok(()));

    // Numbers of any size.
    for (id, size) in [("a", f32::MAX), ("b", f32::MIN_POSITIVE)] {
        assert_eq!(catalog.describe(id, &[size, -size, size]), Ok(true), "{size}");
    }
    let shown = Shelf::new(catalog).similar("a", 3, &Filter::default()).unwrap();
    assert!(shown.iter().all(|shown| shown.score.is_finite()), "{shown:?}");
}

#[test]
fn when_all_vectors_are_gone_another_model_can_make_them() {
    let mut catalog = Catalog::default();
    catalog.put(item("a"));
    assert_eq!(catalog.describe("a", &[1.0, 2.0]), Ok(true));
    assert!(catalog.remove("a"));
    catalog.put(item("a"));
    assert_eq!(catalog.describe("a", &[1.0, 2.0, 3.0]), Ok(true));
}
