//! What a shop should not send, and does.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use domain::{Feedback, FeedbackKind, Item, Language, NoProgress};
use jiff::{SignedDuration, Timestamp};
use recommend::choose::{Limits, Plan, Trials};
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

#[test]
fn what_does_not_fit_the_memory_is_not_planned() {
    const MEGABYTE: u64 = 1 << 20;
    // People, items, likings, megabytes; whether there is room for EASE, and the most numbers of ALS and WARP.
    let cases = [
        (1_000, 1_500, 80_000, 4_000, (true, 256, 64)),
        (6_000, 3_500, 570_000, 4_000, (true, 256, 64)),
        (6_000, 3_500, 570_000, 300, (false, 256, 64)),
        (6_000, 3_500, 570_000, 158, (false, 16, 64)),
        (6_000, 3_500, 570_000, 100, (false, 0, 0)),
        (138_000, 27_000, 20_000_000, 4_000, (false, 256, 64)),
        (138_000, 27_000, 20_000_000, 1_750, (false, 128, 64)),
        (9_000, 9_000, 100_000, 64_000, (false, 256, 64)),
        (0, 0, 0, 0, (true, 256, 64)),
    ];
    for (people, items, likings, megabytes, expected) in cases {
        let limits = Limits { memory: megabytes * MEGABYTE, ..Limits::default() };
        let plan = Plan::new(people, items, likings, &limits);
        let told: Vec<String> = plan.savings.iter().map(|saving| saving.told(Language::Korean)).collect();
        let what = format!("{people} x {items}, {likings} in {megabytes} MB: {told:?}");
        assert_eq!((plan.ease, plan.als, plan.warp), expected, "{what}");
        let less = [plan.als < 256, plan.warp < 64].into_iter().filter(|less| *less).count();
        let without_ease = !plan.ease && people.min(items) <= limits.square;
        assert_eq!(told.len(), less + usize::from(without_ease), "{what}");
    }
}

#[test]
fn of_too_many_people_some_are_learnt_from_and_always_the_same() {
    let mut catalog = Catalog::default();
    for person in 0..1_200 {
        for step in 0..9 {
            let item = (person * 7 + step * (1 + person % 4)) % 30;
            catalog.record(&like(&format!("person {person}"), &format!("item {item}")), now()).unwrap();
        }
    }
    let limits = Limits { memory: 1 << 20, people: 100, ..Limits::default() };
    let learn = || {
        let lesson = Lesson::of(&catalog);
        Model::learn(lesson, now(), &limits, &NoProgress, &Halt::default(), &mut Trials::default()).unwrap()
    };
    let (model, again) = (learn(), learn());
    let told: Vec<String> =
        model.report.savings.iter().map(|saving| saving.told(Language::English)).collect();
    assert_eq!(told[0], "Memory is short: learnt from 1111 of 1200 people.");
    assert_eq!((model.report.people, model.report.events), (1_200, 10_800), "what there is, is told");
    assert!(model.to_bytes().unwrap() == again.to_bytes().unwrap());
    assert_eq!(Model::from_bytes(&model.to_bytes().unwrap()).unwrap().report, model.report);
}
