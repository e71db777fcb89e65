//! What a shop should not send, and does.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use domain::{Feedback, FeedbackKind, Item, Language, NoProgress};
use jiff::{SignedDuration, Timestamp};
use recommend::choose::{Limits, Trials};
use recommend::learn::Halt;
use recommend::{Catalog, FeedbackError, Lesson, Model, Request, Shelf};

fn now() -> Timestamp {
    "2026-11-30T09:00:00Z".parse().unwrap()
}

fn like(person: &str, item: &str) -> Feedback {
    Feedback::new(person, item, FeedbackKind::Like, now())
}

fn learn(catalog: Catalog) -> Shelf {
    let model = Model::learn(
        Lesson::of(&catalog),
        now(),
        &Limits::default(),
        &NoProgress,
        &Halt::default(),
        &mut Trials::default(),
    )
    .unwrap();
    let mut shelf = Shelf::new(catalog);
    shelf.serve(model.into());
    shelf
}

#[test]
fn wrong_feedback_is_refused_with_its_reason_and_changes_nothing() {
    let mut catalog = Catalog::default();
    let tomorrow = now() + SignedDuration::from_hours(30);
    let cases = [
        (Feedback { weight: f32::NAN, ..like("a", "b") }, "Weight"),
        (Feedback { weight: f32::INFINITY, ..like("a", "b") }, "Weight"),
        (Feedback { weight: -1.0, ..like("a", "b") }, "Weight"),
        (Feedback { at: tomorrow, ..like("a", "b") }, "Future"),
        (like("", "b"), "Id(\"person\")"),
        (like("a", &"x".repeat(300)), "Id(\"item\")"),
    ];
    for (feedback, expected) in cases {
        let error = catalog.record(&feedback, now()).unwrap_err();
        assert!(format!("{error:?}").starts_with(expected), "{error:?}");
        assert!(!error.to_string().is_empty());
    }
    assert_eq!((catalog.numbers(), catalog.people().count()), (0, 0));
}

#[test]
fn an_empty_catalogue_and_one_of_one_item_answer() {
    let empty = learn(Catalog::default());
    assert_eq!(empty.recommend(&Request::default(), now()).unwrap(), []);
    let mut catalog = Catalog::default();
    catalog.put(Item { id: "only".into(), available: true, ..Item::default() });
    let shelf = learn(catalog.clone());
    assert_eq!(shelf.recommend(&Request::default(), now()).unwrap().len(), 1);
    catalog.record(&like("ann", "only"), now()).unwrap();
    let shelf = learn(catalog);
    let request = Request { person: Some("ann"), ..Request::default() };
    assert_eq!(shelf.recommend(&request, now()).unwrap(), [], "the only one is known already");
}

#[test]
fn feedback_alone_makes_a_catalogue() {
    let mut catalog = Catalog::default();
    for (person, item) in [("ann", "a"), ("ann", "b"), ("ben", "b")] {
        catalog.record(&like(person, item), now()).unwrap();
    }
    let shelf = learn(catalog);
    let shown = shelf.recommend(&Request { person: Some("ben"), ..Request::default() }, now()).unwrap();
    assert_eq!(shown.len(), 1);
    assert_eq!(
        (shown[0].item.as_str(), shown[0].reason.told(Language::Korean).as_str()),
        ("a", "‘b’를 좋아하셔서")
    );
}

#[test]
fn requests_out_of_range_are_told_so() {
    let shelf = Shelf::default();
    for request in [
        Request { count: 0, ..Request::default() },
        Request { count: 1_000_000, ..Request::default() },
        Request { diversity: f32::NAN, ..Request::default() },
        Request { exploration: 1.5, ..Request::default() },
    ] {
        let error = shelf.recommend(&request, now()).unwrap_err();
        assert!(error.to_string().contains("must be a number from"), "{error}");
    }
}

#[test]
fn a_flood_of_one_person_counts_once() {
    let mut catalog = Catalog::default();
    for id in ["good", "pushed"] {
        catalog.put(Item { id: id.into(), available: true, ..Item::default() });
    }
    for person in 0..5 {
        catalog.record(&like(&format!("person {person}"), "good"), now()).unwrap();
    }
    for _ in 0..10_000 {
        catalog.record(&like("robot", "pushed"), now()).unwrap();
    }
    let popularity = |id| catalog.popularity()[catalog.number_of(id).unwrap() as usize];
    assert!(popularity("good") > popularity("pushed") + 2.0, "more than four times as popular");
    let (_, events) = catalog.events();
    assert!(events.iter().all(|event| event.weight <= 1.0), "{events:?}");
    let shown = Shelf::new(catalog).recommend(&Request::default(), now()).unwrap();
    assert_eq!(shown[0].item, "good");
}

#[test]
fn one_person_has_so_many_items_and_no_more() {
    let mut catalog = Catalog::default();
    let results: Vec<_> =
        (0..50_001).map(|number| catalog.record(&like("robot", &number.to_string()), now())).collect();
    assert!(results[..50_000].iter().all(Result::is_ok));
    assert_eq!(results[50_000], Err(FeedbackError::TooMany { person: "robot".into() }));
    assert_eq!(catalog.record(&like("robot", "7"), now()), Ok(()), "what is known can be changed");
}

#[test]
fn what_contradicts_itself_is_decided_by_time() {
    let mut catalog = Catalog::default();
    let earlier = now() - SignedDuration::from_hours(1);
    let dismissed = Feedback { kind: FeedbackKind::Dismiss, ..like("ann", "a") };
    catalog.record(&dismissed, now()).unwrap();
    catalog.record(&Feedback { at: earlier, ..like("ann", "a") }, now()).unwrap();
    assert_eq!(catalog.events().1, [], "the like was before");
    let viewed = Feedback { kind: FeedbackKind::View, ..like("ben", "a") };
    catalog.record(&viewed, now()).unwrap();
    catalog.record(&Feedback { at: earlier, ..like("ben", "a") }, now()).unwrap();
    assert_eq!(catalog.events().1[0].weight, 1.0, "a like counts, though it was before the view");
    assert!(catalog.forget("ben"));
    catalog.record(&like("ann", "a"), now()).unwrap();
    assert_eq!(catalog.events().1.len(), 1);
    assert!(catalog.forget("ann"));
    assert!(!catalog.forget("ann"));
    assert_eq!(catalog.events().1, []);
}
