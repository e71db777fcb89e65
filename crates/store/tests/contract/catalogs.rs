//! What can be recommended, and what people did with it.

use domain::{Customer, Feedback, FeedbackKind, Item};
use store::{CatalogSize, FeedbackOf, FeedbackPlace, ItemVector, Store};

use super::{Bed, noon};

fn item(id: &str, title: &str) -> Item {
    Item {
        id: id.into(),
        title: title.into(),
        categories: vec!["영화".into()],
        labels: vec!["가족".into(), "여름".into()],
        text: "바다로 가는 이야기".into(),
        image: Some("https://shop.example/1.jpg".into()),
        price: Some(12_900.0),
        available: true,
        since: Some(noon(-60)),
        vector: vec![0.5, -1.0],
        pictured: true,
        data: Some(r#"{"shelf":7}"#.into()),
    }
}

fn feedback(person: &str, item: &str, kind: FeedbackKind, minutes: i64) -> Feedback {
    Feedback::new(person, item, kind, noon(minutes))
}

async fn all(store: &dyn Store, catalog: &str) -> Vec<(String, String, String, u32)> {
    those(store, catalog, &FeedbackOf::default()).await
}

async fn those(store: &dyn Store, catalog: &str, of: &FeedbackOf) -> Vec<(String, String, String, u32)> {
    let mut place = FeedbackPlace::default();
    let mut all = Vec::new();
    loop {
        let page = store.feedback(catalog, of, &place, 2).await.unwrap();
        let Some(last) = page.last() else { return all };
        place = FeedbackPlace::of(&last.feedback);
        all.extend(page.into_iter().map(|stored| {
            let word = stored.feedback.word().to_owned();
            (stored.feedback.person, stored.feedback.item, word, stored.times)
        }));
    }
}

pub async fn items_read_back(bed: &dyn Bed) {
    let store = bed.open().await;
    let bare = Item { id: "나".into(), ..Item::default() };
    store.put_items("films", &[item("b", "여름 바다"), bare.clone(), item("a", "겨울")]).await.unwrap();
    store.put_items("films", &[item("a", "겨울 산")]).await.unwrap();
    store.put_items("songs", &[item("a", "노래")]).await.unwrap();
    let again = bed.open().await;
    assert_eq!(
        again.items("films", "", 10).await.unwrap(),
        [item("a", "겨울 산"), item("b", "여름 바다"), bare]
    );
    assert_eq!(again.item("films", "a").await.unwrap(), Some(item("a", "겨울 산")));
    assert_eq!(again.item("films", "z").await.unwrap(), None);
    assert_eq!(again.items("films", "a", 1).await.unwrap(), [item("b", "여름 바다")]);
    assert!(again.remove_item("films", "a").await.unwrap());
    assert!(!again.remove_item("films", "a").await.unwrap());
    assert_eq!(again.items("films", "", 10).await.unwrap().len(), 2);
    assert_eq!(again.items("songs", "", 10).await.unwrap().len(), 1);
}

pub async fn feedback_is_counted_once_a_kind(bed: &dyn Bed) {
    let store = bed.open().await;
    let first = feedback("ann", "a", FeedbackKind::View, 1);
    let bought = feedback("ann", "a", FeedbackKind::Buy, 2);
    store.add_feedback("films", &[first.clone(), first.clone(), bought]).await.unwrap();
    store.add_feedback("films", &[Feedback { weight: 3.0, at: noon(0), ..first }]).await.unwrap();
    store.add_feedback("films", &[feedback("ben", "b", FeedbackKind::Like, 3)]).await.unwrap();
    let expected = [("ann", "a", "buy", 1), ("ann", "a", "view", 3), ("ben", "b", "like", 1)];
    let expected =
        expected.map(|(person, item, kind, times)| (person.into(), item.into(), kind.into(), times));
    assert_eq!(all(&*store, "films").await, expected);
    let view =
        &store.feedback("films", &FeedbackOf::default(), &FeedbackPlace::default(), 10).await.unwrap()[1];
    assert_eq!((view.feedback.weight, view.feedback.at), (1.0, noon(1)), "what was later stands");
}

pub async fn feedback_has_the_partners_words(bed: &dyn Bed) {
    let store = bed.open().await;
    let called = |word: &str, kind, person: &str, item: &str| Feedback {
        called: Some(word.into()),
        ..feedback(person, item, kind, 1)
    };
    let given = [
        called("watch", FeedbackKind::Play, "ann", "a"),
        called("star", FeedbackKind::Like, "ann", "a"),
        called("watch", FeedbackKind::Play, "ann", "b"),
        called("watch", FeedbackKind::Play, "ben", "a"),
        feedback("ben", "a", FeedbackKind::Like, 2),
    ];
    store.add_feedback("films", &given).await.unwrap();
    let first = store.feedback("films", &FeedbackOf::default(), &FeedbackPlace::default(), 1).await.unwrap();
    assert_eq!(first[0].feedback, given[1]);
    let some = |text: &str| Some(text.to_owned());
    let cases = [
        (FeedbackOf { person: some("ann"), ..Default::default() }, "a star, a watch, b watch"),
        (FeedbackOf { item: some("a"), ..Default::default() }, "a star, a watch, a like, a watch"),
        (FeedbackOf { word: some("watch"), ..Default::default() }, "a watch, b watch, a watch"),
        (FeedbackOf { person: some("ann"), item: some("b"), word: some("star") }, ""),
    ];
    for (of, expected) in cases {
        let found = those(&*store, "films", &of).await;
        let found: Vec<String> = found.iter().map(|(_, item, word, _)| format!("{item} {word}")).collect();
        assert_eq!(found.join(", "), expected, "{of:?}");
    }
    assert_eq!(store.remove_feedback("films", "ann", "a", Some("star")).await.unwrap(), 1);
    assert_eq!(store.remove_feedback("films", "ben", "a", None).await.unwrap(), 2);
    assert_eq!(store.remove_feedback("films", "ben", "a", None).await.unwrap(), 0);
    assert_eq!(all(&*store, "films").await.len(), 2);
}

pub async fn customers_read_back(bed: &dyn Bed) {
    let store = bed.open().await;
    let ann = Customer { id: "ann".into(), labels: vec!["서울".into()], data: Some("{}".into()) };
    let ben = Customer { id: "ben".into(), ..Customer::default() };
    store.put_customers("films", &[ben.clone(), ann.clone()]).await.unwrap();
    store.put_customers("songs", std::slice::from_ref(&ann)).await.unwrap();
    store.add_feedback("films", &[feedback("ann", "a", FeedbackKind::View, 1)]).await.unwrap();
    assert_eq!(store.customer("films", "ann").await.unwrap(), Some(ann.clone()));
    assert_eq!(store.customers("films", "", 10).await.unwrap(), [ann.clone(), ben.clone()]);
    assert_eq!(store.customers("films", "ann", 10).await.unwrap(), [ben]);
    assert_eq!(store.forget_customer("films", "ann").await.unwrap(), 2);
    assert_eq!(store.customer("films", "ann").await.unwrap(), None);
    assert_eq!(store.customer("songs", "ann").await.unwrap(), Some(ann));
    assert!(store.remove_catalog("films").await.unwrap());
    assert_eq!(store.customers("films", "", 10).await.unwrap(), []);
    assert_eq!(store.catalog_version("songs").await.unwrap(), 1);
    assert_eq!(store.catalog_version("films").await.unwrap(), 4, "also of what is gone");
    assert_eq!(store.catalog_version("books").await.unwrap(), 0);
}

pub async fn vectors_of_items_read_back(bed: &dyn Bed) {
    let store = bed.open().await;
    store.put_items("films", &[item("a", "겨울"), item("b", "여름")]).await.unwrap();
    let of = |item: &str, text: u8, vector: [f32; 3]| ItemVector {
        item: item.into(),
        text: [text; 16],
        vector: vector.to_vec(),
    };
    let before = store.catalog_version("films").await.unwrap();
    store
        .put_item_vectors("films", &[of("b", 1, [0.5, -1.0, 0.25]), of("a", 2, [1.0, 0.0, 0.0])])
        .await
        .unwrap();
    store.put_item_vectors("films", &[of("a", 3, [0.0, 1.0, 0.0])]).await.unwrap();
    assert_eq!(store.catalog_version("films").await.unwrap(), before, "they are no content");
    let read = store.item_vectors("films", "", 10).await.unwrap();
    assert_eq!(read[0], of("a", 3, [0.0, 1.0, 0.0]));
    for (read, given) in read[1].vector.iter().zip([0.5, -1.0, 0.25]) {
        assert!((read - given).abs() <= 1.0 / 127.0, "{read} for {given}");
    }
    assert_eq!(store.item_vectors("films", "a", 10).await.unwrap().len(), 1);
    store.remove_item("films", "a").await.unwrap();
    assert_eq!(store.item_vectors("films", "", 10).await.unwrap().len(), 1);
    store.remove_catalog("films").await.unwrap();
    assert_eq!(store.item_vectors("films", "", 10).await.unwrap(), []);
}

pub async fn people_and_catalogs_are_forgotten(bed: &dyn Bed) {
    let store = bed.open().await;
    store.put_items("films", &[item("a", "겨울")]).await.unwrap();
    let both = [feedback("ann", "a", FeedbackKind::View, 1), feedback("ben", "a", FeedbackKind::View, 1)];
    store.add_feedback("films", &both).await.unwrap();
    store.add_feedback("songs", &both[..1]).await.unwrap();
    assert_eq!(store.forget_customer("films", "ann").await.unwrap(), 1);
    assert_eq!(store.forget_customer("films", "ann").await.unwrap(), 0);
    let sizes = [("films", 1, 1), ("songs", 0, 1)];
    let sizes =
        sizes.map(|(catalog, items, feedback)| CatalogSize { catalog: catalog.into(), items, feedback });
    assert_eq!(store.catalogs().await.unwrap(), sizes);
    assert!(store.remove_item("songs", "a").await.unwrap(), "feedback alone is something");
    assert_eq!(store.catalogs().await.unwrap(), sizes[..1]);
    store.add_feedback("songs", &both[..1]).await.unwrap();
    assert!(store.remove_catalog("films").await.unwrap());
    assert!(!store.remove_catalog("films").await.unwrap());
    assert_eq!(store.catalogs().await.unwrap(), sizes[1..]);
    assert_eq!(store.catalog_names().await.unwrap(), ["films", "songs"], "whatever is in them now");
}
