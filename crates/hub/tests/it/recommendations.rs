//! Catalogues: what is written counts at once, is learnt by a job, and is seen by other processes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use domain::{Code, Customer, Feedback, FeedbackKind, Item, PersonId};
use hub::testing::Stage;
use hub::{Asked, Caller, Ended, FeedbackOf, FeedbackPlace, Filter, KeepModels, Shown};
use jiff::Timestamp;

/// Keeps models in memory: as files would.
#[derive(Default)]
struct Kept(Mutex<HashMap<String, (u64, Vec<u8>)>>);

impl KeepModels for Kept {
    fn model(&self, catalog: &str) -> std::io::Result<Option<Vec<u8>>> {
        Ok(self.0.lock().unwrap().get(catalog).map(|(_, bytes)| bytes.clone()))
    }

    fn put_model(&self, catalog: &str, bytes: &[u8]) -> std::io::Result<()> {
        let mut kept = self.0.lock().unwrap();
        let version = kept.get(catalog).map_or(0, |(version, _)| *version) + 1;
        kept.insert(catalog.to_owned(), (version, bytes.to_vec()));
        Ok(())
    }

    fn model_version(&self, catalog: &str) -> u64 {
        self.0.lock().unwrap().get(catalog).map_or(0, |(version, _)| *version)
    }

    fn trials(&self, _: &str) -> Vec<u8> {
        Vec::new()
    }

    fn put_trials(&self, _: &str, _: &[u8]) {}

    fn forget(&self, catalog: &str) -> std::io::Result<()> {
        self.0.lock().unwrap().remove(catalog);
        Ok(())
    }
}

struct Shop {
    stage: Stage,
    kept: Arc<Kept>,
    _folder: tempfile::TempDir,
}

fn caller() -> Caller {
    Caller::sending(PersonId::fixed(1))
}

fn item(id: usize) -> Item {
    let kind = if id.is_multiple_of(2) { "바다" } else { "산" };
    Item {
        id: format!("i{id:02}"),
        title: format!("{kind} {id}"),
        categories: vec![kind.into()],
        available: true,
        ..Item::default()
    }
}

fn like(person: usize, item: usize, at: Timestamp) -> Feedback {
    Feedback::new(&format!("p{person}"), &format!("i{item:02}"), FeedbackKind::Like, at)
}

impl Shop {
    /// Thirty people: those with even numbers like even items, the others odd ones.
    async fn open() -> Self {
        Self::open_with(false).await
    }

    async fn open_with(learn_by_itself: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let kept = Arc::new(Kept::default());
        let keeper = kept.clone();
        let stage = Stage::open_with(folder.path(), |parts| {
            parts.keeper = keeper;
            parts.limits.learn_by_itself = learn_by_itself;
        });
        let shop = Self { stage: stage.await.unwrap(), kept, _folder: folder };
        let taken = shop.stage.hub.put_items("films", (0..20).map(item).collect()).await.unwrap();
        assert_eq!((taken.taken, taken.refused.len()), (20, 0));
        let now = domain::Clock::now(&*shop.stage.clock);
        let likings =
            (0..30).flat_map(|person| (0..8).map(move |step| like(person, (person + step * 2) % 20, now)));
        let taken = shop.stage.hub.record_feedback("films", likings.collect()).await.unwrap();
        assert_eq!((taken.taken, taken.refused.len()), (240, 0));
        shop
    }

    async fn shown(&self, person: &str, count: usize) -> Vec<Shown> {
        let asked = Asked { person: Some(person.into()), count, diversity: 0.0, ..Asked::default() };
        self.stage.hub.recommend(&caller(), "films", asked).await.unwrap()
    }
}

fn kinds(shown: &[Shown]) -> Vec<&str> {
    shown.iter().map(|shown| shown.item.categories[0].as_str()).collect()
}

#[tokio::test]
async fn what_is_learnt_serves_and_a_like_changes_the_next_answer() {
    let shop = Shop::open().await;
    let hub = &shop.stage.hub;
    assert_eq!(shop.shown("somebody", 3).await.len(), 3, "what is popular, before anything is learnt");
    assert_eq!(hub.learning_ended("films").await.unwrap(), None);
    hub.learn("films").await.unwrap();
    let ended = hub.learning_ended("films").await.unwrap();
    assert!(matches!(ended, Some(Ended::Learnt { .. })), "{ended:?}");
    let (learning, report) = hub.learning("films").await.unwrap();
    assert!(learning.unwrap().ended.is_some());
    assert_eq!(report.unwrap().1.people, 30);
    assert_eq!(kinds(&shop.shown("p4", 2).await), ["바다"; 2], "what is left of the even ones");
    assert_eq!(shop.kept.model_version("films"), 1);

    let now = domain::Clock::now(&*shop.stage.clock);
    hub.record_feedback("films", vec![like(99, 1, now), like(99, 3, now)]).await.unwrap();
    let shown = shop.shown("p99", 4).await;
    assert_eq!(kinds(&shown), ["산"; 4], "somebody new, since the lesson");
    assert!(shown.iter().all(|shown| !["i01", "i03"].contains(&shown.item.id.as_str())));
    let similar = hub.similar(&caller(), "films", "i02".into(), 3, Filter::default()).await.unwrap();
    assert_eq!(kinds(&similar), ["바다"; 3]);
}

#[tokio::test]
async fn what_is_unsound_is_refused_alone() {
    let shop = Shop::open().await;
    let hub = &shop.stage.hub;
    let now = domain::Clock::now(&*shop.stage.clock);
    let heavy = Feedback { weight: f32::NAN, ..like(1, 1, now) };
    let taken = hub.record_feedback("films", vec![like(1, 2, now), heavy, like(1, 3, now)]).await.unwrap();
    assert_eq!((taken.taken, taken.refused[0].index), (2, 1));
    assert!(taken.refused[0].why.contains("weight"), "{taken:?}");
    let nameless = Item { id: String::new(), ..item(1) };
    let taken = hub.put_items("films", vec![nameless, item(21)]).await.unwrap();
    assert_eq!((taken.taken, taken.refused[0].index), (1, 0));
    let seen = |id: usize, vector: &[f32]| Item { vector: vector.to_vec(), ..item(id) };
    let taken = hub.put_items("films", vec![seen(1, &[0.0, 1.0]), seen(2, &[1.0]), item(3)]).await.unwrap();
    assert_eq!((taken.taken, taken.refused[0].index), (2, 1), "{taken:?}");
    let taken = hub.put_items("films", vec![seen(1, &[0.0, 1.0, 0.0])]).await.unwrap();
    assert!(taken.refused[0].why.contains('2'), "{taken:?}");
    for (name, code) in [("films/../x", Code::BadRequest), ("", Code::BadRequest), ("books", Code::NotFound)]
    {
        let problem = hub.recommend(&caller(), name, Asked::default()).await.unwrap_err();
        assert_eq!(problem.code, code, "{name:?}");
    }
    let many = Asked { count: 0, ..Asked::default() };
    assert_eq!(hub.recommend(&caller(), "films", many).await.unwrap_err().code, Code::BadRequest);
    let nothing = hub.similar(&caller(), "films", "zz".into(), 3, Filter::default()).await.unwrap_err();
    assert_eq!(nothing.code, Code::NotFound);
}

#[tokio::test]
async fn what_is_taken_back_or_forgotten_counts_no_more() {
    let shop = Shop::open().await;
    let hub = &shop.stage.hub;
    let now = domain::Clock::now(&*shop.stage.clock);
    let ann = Customer { id: "p99".into(), labels: vec!["서울".into()], data: None };
    hub.put_customers("films", vec![ann.clone()]).await.unwrap();
    hub.record_feedback("films", vec![like(99, 1, now), like(99, 2, now)]).await.unwrap();
    assert!(shop.shown("p99", 20).await.iter().all(|shown| shown.item.id != "i01"));
    assert_eq!(hub.remove_feedback("films", "p99", "i01", None).await.unwrap(), 1);
    let ids: Vec<String> = shop.shown("p99", 20).await.into_iter().map(|shown| shown.item.id).collect();
    assert!(ids.contains(&"i01".to_owned()) && !ids.contains(&"i02".to_owned()), "{ids:?}");
    assert_eq!(hub.customer("films", "p99").await.unwrap(), ann);
    hub.forget_customer("films", "p99").await.unwrap();
    assert_eq!(shop.shown("p99", 20).await.len(), 20);
    assert_eq!(hub.customer("films", "p99").await.unwrap_err().code, Code::NotFound);
    let of = FeedbackOf { person: Some("p99".into()), ..FeedbackOf::default() };
    assert_eq!(hub.feedback("films", &of, &FeedbackPlace::default(), 10).await.unwrap(), []);
    hub.remove_item("films", "i00").await.unwrap();
    assert!(shop.shown("p1", 20).await.iter().all(|shown| shown.item.id != "i00"));
    hub.remove_catalog("films").await.unwrap();
    let gone = hub.recommend(&caller(), "films", Asked::default()).await.unwrap_err();
    assert_eq!(gone.code, Code::NotFound);
}

#[tokio::test]
async fn what_another_process_writes_is_read() {
    let shop = Shop::open().await;
    shop.stage.hub.start().await.unwrap();
    assert_eq!(shop.shown("p99", 20).await.len(), 20);
    let other = store::sqlite::open(shop._folder.path()).await.unwrap();
    store::Catalogs::put_items(&other, "films", &[item(30)]).await.unwrap();
    let mut shown = 20;
    // The look comes with the clock; how long the reading takes is not known.
    while shown == 20 {
        shop.stage.waker.advance(jiff::SignedDuration::from_secs(2));
        tokio::task::yield_now().await;
        shown = shop.shown("p99", 30).await.len();
    }
    assert_eq!(shown, 21);
    shop.stage.hub.stop().await;
}

#[tokio::test]
async fn what_has_changed_much_is_learnt_by_itself_when_it_is_quiet() {
    let shop = Shop::open_with(true).await;
    let (hub, waker) = (&shop.stage.hub, &shop.stage.waker);
    hub.start().await.unwrap();
    let opened = domain::Clock::now(&*shop.stage.clock);
    // The looks come with the clock; when each is done is not known.
    while hub.learning("films").await.unwrap().0.is_none() {
        waker.advance(jiff::SignedDuration::from_millis(100));
        tokio::task::yield_now().await;
    }
    let waited = domain::Clock::now(&*shop.stage.clock).duration_since(opened);
    assert!(waited >= jiff::SignedDuration::from_secs(10), "{waited}");
    assert!(matches!(hub.learning_ended("films").await.unwrap(), Some(Ended::Learnt { .. })));
    assert_eq!(hub.learning("films").await.unwrap().1.unwrap().1.people, 30);
    hub.stop().await;
}

/// Says of a text how often it has each of a few words: enough to tell the sea from mountains.
struct Words;

impl hub::Embed for Words {
    fn embed(&self, texts: &[&str], _: hub::Purpose) -> Result<Vec<hub::Embedded>, hub::VectorError> {
        let count = |text: &str, word: &str| text.matches(word).count() as f32;
        let vector = |text: &str| vec![0.1 + count(text, "파도"), 0.1 + count(text, "봉우리"), 0.1];
        Ok(texts.iter().map(|text| hub::Embedded { vector: vector(text), pieces: 1 }).collect())
    }

    fn embed_taught(
        &self,
        texts: &[&str],
        why: hub::Purpose,
    ) -> Result<Vec<hub::Embedded>, hub::VectorError> {
        self.embed(texts, why)
    }

    fn embed_pieces(&self, _: &[&[u32]], _: hub::Purpose) -> Result<Vec<hub::Embedded>, hub::VectorError> {
        Ok(Vec::new())
    }

    fn width(&self) -> usize {
        3
    }
}

#[tokio::test]
async fn what_is_said_of_items_becomes_vectors_once() {
    let shop = Shop::open().await;
    let hub = &shop.stage.hub;
    hub.set_sentence_model(Box::new(|| Ok(Arc::new(Words))));
    let told = |id: &str, text: &str| Item {
        id: id.into(),
        title: format!("새 영화 {id}"),
        text: text.into(),
        available: true,
        ..Item::default()
    };
    let said = (0..20).map(|id| {
        let text = if id % 2 == 0 { "파도가 쳐요" } else { "봉우리가 높아요" };
        Item { text: text.into(), ..item(id) }
    });
    hub.put_items("films", said.collect()).await.unwrap();
    hub.put_items("films", vec![told("new-sea", "파도 파도"), told("new-mountain", "봉우리 봉우리")])
        .await
        .unwrap();
    hub.start().await.unwrap();
    let vectors =
        || async { store::Catalogs::item_vectors(&*shop.stage.store, "films", "", 100).await.unwrap() };
    // They are made in the background; when each is done is not known.
    while vectors().await.len() < 22 {
        shop.stage.waker.advance(jiff::SignedDuration::from_secs(2));
        tokio::task::yield_now().await;
    }
    hub.learn("films").await.unwrap();
    hub.learning_ended("films").await.unwrap();
    let place = |shown: &[Shown], id: &str| shown.iter().position(|shown| shown.item.id == id).unwrap();
    let of_sea = shop.shown("p4", 30).await;
    assert!(place(&of_sea, "new-sea") < place(&of_sea, "new-mountain"), "somebody who likes the sea");
    let of_mountains = shop.shown("p5", 30).await;
    assert!(
        place(&of_mountains, "new-mountain") < place(&of_mountains, "new-sea"),
        "somebody who likes mountains"
    );
    let before = vectors().await;
    hub.put_items("films", vec![told("new-sea", "봉우리")]).await.unwrap();
    while vectors().await == before {
        shop.stage.waker.advance(jiff::SignedDuration::from_secs(2));
        tokio::task::yield_now().await;
    }
    let changed = vectors().await.iter().zip(&before).filter(|(a, b)| a != b).count();
    assert_eq!(changed, 1, "what is said anew alone");
    hub.stop().await;
}
