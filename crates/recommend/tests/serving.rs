//! A small shop, from what people did to what is shown.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use domain::{Feedback, FeedbackKind, Item, Language, NoProgress};
use jiff::{SignedDuration, Timestamp};
use recommend::choose::{Limits, Trials};
use recommend::learn::Halt;
use recommend::{Catalog, Filter, Lesson, Model, Reason, Request, RequestError, Shelf};

fn now() -> Timestamp {
    "2026-11-30T09:00:00Z".parse().unwrap()
}

fn item(id: &str, title: &str, category: &str, price: f64) -> Item {
    Item {
        id: id.into(),
        title: title.into(),
        categories: vec![category.into()],
        price: Some(price),
        available: true,
        ..Item::default()
    }
}

fn feedback(person: &str, item: &str, kind: FeedbackKind, hours_ago: i64) -> Feedback {
    let at = now() - SignedDuration::from_hours(hours_ago);
    Feedback::new(person, item, kind, at)
}

/// True for half of all pairs, without any pattern.
fn chance(person: usize, number: usize) -> bool {
    let mixed = (person * 12 + number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 63 == 1
}

/// Sixty people like films about the sea, sixty those about mountains; nobody likes both. The first two of each kind are
/// liked by all of them, the others by some.
fn shop() -> Shelf {
    let mut shelf = Shelf::default();
    for (category, kind) in [("바다", "sea"), ("산", "mountain")] {
        for number in 0..12_u8 {
            let title = format!("{category} 이야기 {number}");
            shelf.catalog.put(item(&format!("{kind}{number}"), &title, category, 1000.0 * f64::from(number)));
        }
        for person in 0..60_usize {
            for number in (0..12_usize).filter(|number| *number < 2 || chance(person, *number)) {
                let liked =
                    feedback(&format!("{kind}-{person}"), &format!("{kind}{number}"), FeedbackKind::Like, 24);
                shelf.catalog.record(&liked, now()).unwrap();
            }
        }
    }
    shelf
}

fn learnt(mut shelf: Shelf) -> Shelf {
    let model = Model::learn(
        Lesson::of(&shelf.catalog),
        now(),
        &Limits::default(),
        &NoProgress,
        &Halt::default(),
        &mut Trials::default(),
    )
    .unwrap();
    shelf.serve(model.into());
    shelf
}

fn ids(shelf: &Shelf, request: &Request<'_>) -> Vec<String> {
    shelf.recommend(request, now()).unwrap().into_iter().map(|shown| shown.item).collect()
}

#[test]
fn everybody_is_shown_their_kind_and_nothing_twice() {
    let shelf = learnt(shop());
    for person in ["sea-3", "mountain-17"] {
        let shown = ids(&shelf, &Request { person: Some(person), count: 4, ..Request::default() });
        let kind = person.split('-').next().unwrap();
        assert_eq!(shown.len(), 4);
        assert!(shown.iter().all(|item| item.starts_with(kind)), "{person}: {shown:?}");
        let done = shelf.catalog.person(person).unwrap();
        assert!(shown.iter().all(|id| !done.contains_key(&shelf.catalog.number_of(id).unwrap())));
    }
}

#[test]
fn a_like_changes_the_next_answer() {
    let mut shelf = learnt(shop());
    let new = Request { person: Some("new"), count: 4, ..Request::default() };
    let before = shelf.recommend(&new, now()).unwrap();
    assert!(
        before.iter().all(|shown| shown.reason == Reason::Popular),
        "nobody knows anything yet: {before:?}"
    );
    shelf.catalog.record(&feedback("new", "mountain0", FeedbackKind::Like, 0), now()).unwrap();
    let after = shelf.recommend(&new, now()).unwrap();
    assert!(after.iter().all(|shown| shown.item.starts_with("mountain")), "{after:?}");
    assert_eq!(after[0].reason.told(Language::Korean), "‘산 이야기 0’을 좋아하셔서");
    assert_eq!(after[0].reason.told(Language::English), "because you like “산 이야기 0”");
    let basket = ["sea1".to_owned()];
    let shown = ids(&shelf, &Request { basket: &basket, count: 4, ..Request::default() });
    assert!(shown.iter().all(|item| item.starts_with("sea")), "{shown:?}");
}

#[test]
fn what_was_dismissed_is_no_liking_and_never_comes_back_when_unseen_is_asked_for() {
    let mut shelf = learnt(shop());
    for (item, kind) in
        [("sea0", FeedbackKind::Like), ("mountain0", FeedbackKind::Like), ("sea0", FeedbackKind::Dismiss)]
    {
        shelf.catalog.record(&feedback("ann", item, kind, 0), now()).unwrap();
    }
    let filter = Filter { hide_seen: true, ..Filter::default() };
    let shown = ids(&shelf, &Request { person: Some("ann"), count: 20, filter, ..Request::default() });
    assert!(shown[..4].iter().all(|item| item.starts_with("mountain")), "{shown:?}");
    assert!(!shown.contains(&"sea0".to_owned()), "{shown:?}");
}

#[test]
fn filters_hold() {
    let shelf = learnt(shop());
    let request = |filter| Request { person: Some("sea-3"), count: 30, filter, ..Request::default() };
    type Holds = fn(&Item) -> bool;
    let cases: [(Filter, Holds); 3] = [
        (Filter { categories: vec!["산".into()], ..Filter::default() }, |item| item.categories == ["산"]),
        (Filter { at_most: Some(3000.0), ..Filter::default() }, |item| item.price <= Some(3000.0)),
        (Filter { at_least: Some(9000.0), ..Filter::default() }, |item| item.price >= Some(9000.0)),
    ];
    for (filter, holds) in cases {
        let shown = ids(&shelf, &request(filter.clone()));
        assert!(!shown.is_empty(), "{filter:?}");
        for id in shown {
            let item = shelf.catalog.item(shelf.catalog.number_of(&id).unwrap()).unwrap();
            assert!(holds(item), "{filter:?} let {item:?} through");
        }
    }
    let without = Filter { without: ["sea2".to_owned()].into(), ..Filter::default() };
    assert!(!ids(&shelf, &request(without)).contains(&"sea2".to_owned()));
}

#[test]
fn what_is_gone_or_sold_out_is_not_shown() {
    let mut shelf = learnt(shop());
    let request = Request { person: Some("sea-3"), count: 3, ..Request::default() };
    let first = ids(&shelf, &request)[0].clone();
    assert!(shelf.catalog.remove(&first));
    assert!(!ids(&shelf, &request).contains(&first));
    let second = ids(&shelf, &request)[0].clone();
    let number = shelf.catalog.number_of(&second).unwrap();
    let sold_out = Item { available: false, ..shelf.catalog.item(number).unwrap().clone() };
    shelf.catalog.put(sold_out);
    assert!(!ids(&shelf, &request).contains(&second));
}

#[test]
fn a_new_item_is_found_by_what_describes_it() {
    let mut shelf = learnt(shop());
    shelf.catalog.put(item("sea-new", "바다 이야기 열셋", "바다", 5000.0));
    shelf.catalog.put(item("mountain-new", "산 이야기 열셋", "산", 5000.0));
    let request = Request { person: Some("sea-3"), count: 30, diversity: 0.0, ..Request::default() };
    let shown = ids(&shelf, &request);
    let place = |id: &str| shown.iter().position(|shown| shown == id).unwrap();
    assert!(place("sea-new") < 6, "after the five that are known to be good: {shown:?}");
    assert!(place("sea-new") < place("mountain-new"), "{shown:?}");
}

#[test]
fn diversity_brings_other_kinds_and_exploration_the_unknown() {
    let mut shelf = learnt(shop());
    let request = Request { person: Some("sea-3"), count: 5, diversity: 1.0, ..Request::default() };
    let shown = ids(&shelf, &request);
    assert!(shown.iter().any(|item| item.starts_with("mountain")), "{shown:?}");
    shelf.catalog.put(item("unknown", "아무도 모르는 것", "섬", 1.0));
    let request =
        Request { person: Some("sea-3"), count: 5, exploration: 1.0, seed: 3, ..Request::default() };
    let shown = shelf.recommend(&request, now()).unwrap();
    assert_ne!(shown[0].reason, Reason::Explored, "the best stays first");
    assert!(shown[1..].iter().all(|shown| shown.reason == Reason::Explored), "{shown:?}");
    assert_eq!(shown, shelf.recommend(&request, now()).unwrap(), "the same seed, the same answer");
}

#[test]
fn similar_items_are_of_one_kind() {
    let shelf = learnt(shop());
    let similar = shelf.similar("sea4", 4, &Filter::default()).unwrap();
    assert_eq!(similar.len(), 4);
    assert!(similar.iter().all(|shown| shown.item.starts_with("sea") && shown.item != "sea4"), "{similar:?}");
    assert_eq!(shelf.similar("nothing", 4, &Filter::default()), Err(RequestError::NoItem("nothing".into())));
}

#[test]
fn what_comes_next_is_what_people_did_after() {
    let mut shelf = shop();
    // Whoever likes the fifth about the sea goes on to the ninth, in the evening; nobody goes back.
    for person in 0..60 {
        for (item, hours_ago) in [("sea5", 10), ("sea9", 8)] {
            let liked = feedback(&format!("sea-{person}"), item, FeedbackKind::Like, hours_ago);
            shelf.catalog.record(&liked, now()).unwrap();
        }
    }
    let shelf = learnt(shelf);
    let next = shelf.next("sea5", 4, &Filter::default()).unwrap();
    assert_eq!(next[0].item, "sea9");
    assert_eq!(next[0].reason.told(Language::Korean), "‘바다 이야기 5’ 다음으로 많이 찾으셔서");
    assert_eq!(
        next[0].reason.told(Language::English),
        "because people often come to it after “바다 이야기 5”"
    );
    assert!(next.is_sorted_by(|a, b| a.score >= b.score) && next.len() == 4, "{next:?}");
    let without = Filter { without: ["sea9".to_owned()].into(), ..Filter::default() };
    assert!(shelf.next("sea5", 4, &without).unwrap().iter().all(|shown| shown.item != "sea9"));
    // After the last nothing follows: what is like it is shown.
    let similar = shelf.similar("sea9", 4, &Filter::default()).unwrap();
    assert_eq!(shelf.next("sea9", 4, &Filter::default()).unwrap(), similar);
    assert_eq!(shelf.next("nothing", 4, &Filter::default()), Err(RequestError::NoItem("nothing".into())));
}

#[test]
fn a_model_is_the_same_from_its_file_and_a_broken_file_is_refused() {
    let shelf = learnt(shop());
    let model = shelf.model().unwrap().clone();
    let bytes = model.to_bytes().unwrap();
    let again = Model::from_bytes(&bytes).unwrap();
    assert_eq!(again.report, model.report);
    let request = Request { person: Some("sea-3"), count: 8, ..Request::default() };
    let expected = shelf.recommend(&request, now()).unwrap();
    let mut reread = Shelf::new(shelf.catalog.clone());
    reread.serve(again.into());
    assert_eq!(reread.recommend(&request, now()).unwrap(), expected);
    for length in (0..bytes.len()).step_by(97) {
        assert!(Model::from_bytes(&bytes[..length]).is_err(), "cut after {length} bytes");
    }
}

#[test]
fn the_same_catalogue_teaches_the_same() {
    let report = |shelf: &Shelf| shelf.model().unwrap().report.clone();
    assert_eq!(report(&learnt(shop())), report(&learnt(shop())));
}

#[test]
fn learning_stops_when_it_is_told_to() {
    let halt = Halt::default();
    halt.stop();
    assert!(
        Model::learn(
            Lesson::of(&shop().catalog),
            now(),
            &Limits::default(),
            &NoProgress,
            &halt,
            &mut Trials::default()
        )
        .is_err()
    );
}

#[test]
fn learning_that_was_stopped_goes_on_and_learns_the_same() {
    let shelf = shop();
    // Learns until so many more were tried; what was kept then, and the model if that was enough.
    let learn = |catalog: &Catalog, before: &[u8], most: usize| {
        let halt = Halt::default();
        let (mut kept, mut tried) = (before.to_vec(), 0);
        let mut trials = Trials::from_bytes(before).kept_by(|bytes| {
            kept = bytes.to_vec();
            tried += 1;
            if tried == most {
                halt.stop();
            }
        });
        let model =
            Model::learn(Lesson::of(catalog), now(), &Limits::default(), &NoProgress, &halt, &mut trials);
        drop(trials);
        (model.map(|model| model.to_bytes().unwrap()), kept, tried)
    };
    let (whole, _, all) = learn(&shelf.catalog, b"", usize::MAX);
    assert!(all > 10, "{all}");
    let (stopped, kept, first) = learn(&shelf.catalog, b"", 7);
    assert!(stopped.is_err());
    assert_eq!(first, 7);
    // The last line was cut when the power failed.
    let (again, _, rest) = learn(&shelf.catalog, &kept[..kept.len() - 3], usize::MAX);
    assert!(rest < all, "{rest} of {all}");
    assert!(again.unwrap() == whole.unwrap(), "the same bytes");

    let mut changed = shelf.catalog.clone();
    changed.record(&feedback("new", "sea3", FeedbackKind::Like, 0), now()).unwrap();
    let (_, _, anew) = learn(&changed, &kept, usize::MAX);
    assert!(anew > rest, "other likings, other trials: {anew}");
}

#[test]
fn what_is_popular_new_or_looked_for_and_who_is_alike() {
    let mut shelf = shop();
    shelf.catalog.put(Item {
        id: "new".into(),
        title: "Night Train".into(),
        text: "밤 기차가 바다로 가요".into(),
        available: true,
        since: Some(now()),
        ..Item::default()
    });
    let ids =
        |shown: Vec<recommend::Recommended>| -> Vec<String> { shown.into_iter().map(|s| s.item).collect() };
    let popular = shelf.popular(3, &Filter::default());
    assert_eq!(popular.len(), 3);
    assert!(popular.windows(2).all(|pair| pair[0].score >= pair[1].score));
    assert_eq!(ids(shelf.latest(1, &Filter::default(), now())), ["new"]);
    for (words, found) in [("night TRAIN", true), ("바다로", true), ("train bus", false)] {
        assert_eq!(shelf.search(words, 5).iter().any(|item| item.id == "new"), found, "{words}");
    }
    let person = shelf.catalog.people().map(|(person, _)| person.to_owned()).min().unwrap();
    let alike = shelf.alike(&person, 5);
    assert!(
        !alike.is_empty()
            && alike.iter().all(|(other, share)| *other != person && (0.0..=1.0001).contains(share))
    );
    assert_eq!(shelf.alike("nobody", 5), []);
}
