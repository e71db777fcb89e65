//! Why an item has its place, on the example films.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use domain::{Feedback, FeedbackKind, Item, Language, NoProgress};
use jiff::Timestamp;
use recommend::choose::{Limits, Trials};
use recommend::learn::Halt;
use recommend::{
    Catalog, Explanation, Filter, Hidden, Learner, Lesson, Model, Request, RequestError, Shelf, Speaks, demo,
};

fn now() -> Timestamp {
    "2026-11-30T09:00:00Z".parse().unwrap()
}

const PERSON: Option<&str> = Some("demo-person-002");

fn shelf() -> Shelf {
    let mut catalog = Catalog::default();
    demo::items().into_iter().for_each(|film| catalog.put(film));
    for feedback in demo::feedback(now()) {
        catalog.record(&feedback, now()).unwrap();
    }
    let (limits, halt) = (Limits::default(), Halt::default());
    let lesson = Lesson::of(&catalog);
    let model = Model::learn(lesson, now(), &limits, &NoProgress, &halt, &mut Trials::default()).unwrap();
    let mut shelf = Shelf::new(catalog);
    shelf.serve(model.into());
    shelf.catalog.put(Item {
        id: "new".into(),
        title: "비밀의 추리".into(),
        categories: vec!["미스터리".into(), "스릴러".into()],
        labels: vec!["추리".into(), "비밀".into()],
        available: true,
        ..Item::default()
    });
    shelf
}

#[test]
fn the_parts_are_the_score_and_the_place_is_that_of_the_answer() {
    let shelf = shelf();
    let request =
        Request { person: PERSON, diversity: 0.0, freshness: 0.3, count: 100, ..Request::default() };
    let answer = shelf.recommend(&request, now()).unwrap();
    let mut before = 0;
    for shown in &answer {
        let why = shelf.explain(&request, &shown.item, now()).unwrap();
        let learnt: f32 = why.learners.iter().map(|learner| learner.share * learner.score).sum();
        let sum = learnt + why.described.unwrap_or_default() + why.popularity + why.freshness;
        assert!((sum - why.score).abs() < 1e-3 && (why.score - shown.score).abs() < 1e-4, "{why:?}");
        assert!(why.place > before && why.of == 121, "what is liked already has its place as well: {why:?}");
        assert_eq!(why.hidden, []);
        before = why.place;
    }
    let first = shelf.explain(&request, &answer[0].item, now()).unwrap();
    assert!(!first.likings.is_empty() && first.likings.is_sorted_by(|a, b| a.by >= b.by), "{first:?}");
    let doings = shelf.catalog.person(PERSON.unwrap()).unwrap();
    for liking in &first.likings {
        let number = shelf.catalog.number_of(&liking.item).unwrap();
        assert!(doings[&number].strength > 0.0 && liking.by > 0.0, "{liking:?}");
    }
    let new = shelf.explain(&request, "new", now()).unwrap();
    assert!(new.described.is_some() && new.learners.is_empty() && !new.likings.is_empty(), "{new:?}");
    assert_eq!(
        shelf.explain(&request, "nothing", now()),
        Err(RequestError::NoItem("nothing".into())),
        "there is no such film"
    );
    let stranger = shelf.explain(&Request::default(), "demo-001", now()).unwrap();
    assert!(stranger.learners.is_empty() && stranger.score == stranger.popularity, "{stranger:?}");
}

#[test]
fn what_hides_an_item_is_told() {
    let mut shelf = shelf();
    let put = |shelf: &mut Shelf, item: Item| shelf.catalog.put(item);
    let film =
        |shelf: &Shelf, id: &str| shelf.catalog.item(shelf.catalog.number_of(id).unwrap()).unwrap().clone();
    for (item, kind) in [
        ("demo-005", FeedbackKind::Like),
        ("demo-005", FeedbackKind::Dismiss),
        ("demo-006", FeedbackKind::Dismiss),
        ("demo-006", FeedbackKind::View),
        ("demo-007", FeedbackKind::Like),
    ] {
        shelf.catalog.record(&Feedback::new("ann", item, kind, now()), now()).unwrap();
    }
    let (sold_out, cheap) = (film(&shelf, "demo-008"), film(&shelf, "demo-009"));
    put(&mut shelf, Item { available: false, ..sold_out });
    put(&mut shelf, Item { price: Some(100.0), ..cheap });
    assert!(shelf.catalog.remove("demo-010"));
    let filter = Filter { hide_seen: true, ..Filter::default() };
    let cases = [
        ("demo-004", filter.clone(), vec![]),
        ("demo-005", filter.clone(), vec![Hidden::Dismissed]),
        ("demo-005", Filter::default(), vec![Hidden::Dismissed]),
        ("demo-006", filter.clone(), vec![Hidden::Liked]),
        ("demo-007", Filter::default(), vec![Hidden::Liked]),
        ("demo-008", filter.clone(), vec![Hidden::NotAvailable]),
        ("demo-008", Filter { unavailable: true, ..filter.clone() }, vec![]),
        ("demo-009", Filter { at_least: Some(500.0), ..filter.clone() }, vec![Hidden::Price]),
        (
            "demo-009",
            Filter { categories: vec!["공포".into()], at_most: Some(50.0), ..filter.clone() },
            vec![Hidden::Category, Hidden::Price],
        ),
        ("demo-010", filter.clone(), vec![Hidden::Gone]),
        ("demo-011", Filter { without: ["demo-011".to_owned()].into(), ..filter }, vec![Hidden::LeftOut]),
    ];
    for (item, filter, hidden) in cases {
        let request = Request { person: Some("ann"), filter, count: 200, ..Request::default() };
        let why = shelf.explain(&request, item, now()).unwrap();
        assert_eq!(why.hidden, hidden, "{item} {:?}", request.filter);
        let shown = shelf.recommend(&request, now()).unwrap();
        assert_eq!(
            shown.iter().any(|shown| shown.item == item),
            hidden.is_empty(),
            "{item} is as it is told"
        );
    }
}

#[test]
fn sentences_are_polite_and_their_particles_right() {
    let speaks = |title: &str, by| Speaks { item: "x".into(), title: title.into(), by };
    let learnt = Explanation {
        item: "m1".into(),
        title: "겨울 바다".into(),
        place: 3,
        of: 121,
        score: 1.25,
        learners: vec![
            Learner { name: "ease", share: 0.75, score: 2.0 },
            Learner { name: "als", share: 0.25, score: -1.0 },
        ],
        described: None,
        popularity: 0.0,
        freshness: 0.0,
        likings: vec![speaks("산", 0.5), speaks("비", 0.25), speaks("WALL-E", 0.25)],
        hidden: vec![Hidden::NotAvailable],
    };
    assert_eq!(
        learnt.told(Language::Korean),
        [
            "‘겨울 바다’는 121개 가운데 3번째로 잘 맞아요. 점수는 1.25점이에요.",
            "방법별로는 ease 2.00점(비중 75%), als -1.00점(비중 25%)이에요.",
            "‘산’을 좋아하신 게 가장 큰 이유예요(0.50점). ‘비’, ‘WALL-E’를 좋아하신 것까지 더하면 1.00점이에요.",
            "품절됐거나 숨겨 둬서 보여 드리지 않아요.",
        ]
    );
    assert_eq!(
        learnt.told(Language::English),
        [
            "“겨울 바다” is in place 3 of 121, with a score of 1.25.",
            "By method: ease 2.00 (share 75%), als -1.00 (share 25%).",
            "That you like “산” speaks most for it (0.50); with “비”, “WALL-E” it is 1.00.",
            "It is not shown: it is sold out or hidden.",
        ]
    );
    let cold = Explanation {
        title: "책".into(),
        learners: Vec::new(),
        described: Some(0.5),
        popularity: -0.125,
        likings: Vec::new(),
        hidden: vec![Hidden::Seen, Hidden::Price],
        ..learnt
    };
    assert_eq!(
        cold.told(Language::Korean),
        [
            "‘책’은 121개 가운데 3번째로 잘 맞아요. 점수는 1.25점이에요.",
            "아직 좋아한 사람이 없어서 설명이 비슷한 것들을 보고 0.50점으로 짐작했어요.",
            "아직 취향을 잘 몰라서 인기도 함께 봤어요(-0.12점).",
            "이미 보신 것이라서 보여 드리지 않아요.",
            "찾으시는 가격대가 아니라서 보여 드리지 않아요.",
        ]
    );
}
