//! What can be recommended, and what people did with it.

use domain::{Feedback, FeedbackKind, Item};
use store::{CatalogSize, FeedbackPlace, Store};

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
    }
}

fn feedback(person: &str, item: &str, kind: FeedbackKind, minutes: i64) -> Feedback {
    Feedback { person: person.into(), item: item.into(), kind, weight: 1.0, at: noon(minutes) }
}

async fn all(store: &dyn Store, catalog: &str) -> Vec<(String, String, &'static str, u32)> {
    let mut place = FeedbackPlace::default();
    let mut all = Vec::new();
    loop {
        let page = store.feedback(catalog, &place, 2).await.unwrap();
        let Some(last) = page.last() else { return all };
        place = FeedbackPlace::of(&last.feedback);
        all.extend(page.into_iter().map(|stored| {
            (stored.feedback.person, stored.feedback.item, stored.feedback.kind.as_str(), stored.times)
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
    let expected = expected.map(|(person, item, kind, times)| (person.into(), item.into(), kind, times));
    assert_eq!(all(&*store, "films").await, expected);
    let view = &store.feedback("films", &FeedbackPlace::default(), 10).await.unwrap()[1];
    assert_eq!((view.feedback.weight, view.feedback.at), (1.0, noon(1)), "what was later stands");
}

pub async fn people_and_catalogs_are_forgotten(bed: &dyn Bed) {
    let store = bed.open().await;
    store.put_items("films", &[item("a", "겨울")]).await.unwrap();
    let both = [feedback("ann", "a", FeedbackKind::View, 1), feedback("ben", "a", FeedbackKind::View, 1)];
    store.add_feedback("films", &both).await.unwrap();
    store.add_feedback("songs", &both[..1]).await.unwrap();
    assert_eq!(store.forget_catalog_person("films", "ann").await.unwrap(), 1);
    assert_eq!(store.forget_catalog_person("films", "ann").await.unwrap(), 0);
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
}
