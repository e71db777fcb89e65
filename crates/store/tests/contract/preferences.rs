//! What people like.

use domain::{Liking, Person, Preference, PreferenceId};
use store::{Completion, Store, StoreError};

use super::{Bed, completion, conversation, new_turn, noon, person, with_a_conversation};

fn preference(number: u128, owner: &Person, bot: Option<&str>, name: &str, value: &str) -> Preference {
    let what = Liking {
        bot: bot.map(str::to_owned),
        name: name.into(),
        label: "자리".into(),
        entity: "seat".into(),
        value: value.into(),
        written: value.into(),
        said: value.into(),
        words: format!("{value} 자리"),
    };
    let minutes = i64::try_from(number).unwrap();
    Preference { id: PreferenceId::fixed(number), person: owner.id, what, kept_at: noon(minutes) }
}

/// Keeps and forgets the way it happens: with a turn of the first person's conversation.
async fn with_turn(
    store: &dyn Store,
    turn: u128,
    new: &[&Preference],
    forgotten: &[u128],
) -> Result<(), StoreError> {
    let chat = domain::ConversationId::fixed(1);
    store.receive_turn(&new_turn(turn, chat, "창가로 해 줘")).await.unwrap();
    let completion = Completion {
        new_preferences: new.iter().copied().cloned().collect(),
        forgotten_preferences: forgotten.iter().map(|id| PreferenceId::fixed(*id)).collect(),
        ..completion(turn, "네")
    };
    store.complete_turn(&completion).await.map(drop)
}

async fn values(store: &dyn Store, owner: &Person) -> Vec<String> {
    let all = store.preferences(owner.id).await.unwrap();
    all.into_iter().map(|preference| preference.what.value).collect()
}

pub async fn are_kept_with_their_turn(bed: &dyn Bed) {
    let (store, jiwoo, _) = with_a_conversation(bed).await;
    let seat = preference(2, &jiwoo, Some("restaurant"), "seat", "창가");
    let home = preference(1, &jiwoo, None, "home", "수원");
    with_turn(&*store, 1, &[&seat, &home], &[]).await.unwrap();
    assert_eq!(store.preferences(jiwoo.id).await.unwrap(), [home.clone(), seat], "the longest known first");
    // A turn that ends twice keeps nothing more, and one whose completion fails keeps nothing at all.
    with_turn(&*store, 1, &[&preference(3, &jiwoo, None, "late", "늦음")], &[]).await.unwrap();
    let stranger = preference(4, &person(9, "없는 사람"), None, "home", "여수");
    let failed = with_turn(&*store, 2, &[&preference(5, &jiwoo, None, "late", "늦음"), &stranger], &[]).await;
    assert!(matches!(failed, Err(StoreError::Missing(_))), "{failed:?}");
    assert_eq!(values(&*store, &jiwoo).await, ["수원", "창가"]);
}

pub async fn have_one_place_each(bed: &dyn Bed) {
    let (store, jiwoo, _) = with_a_conversation(bed).await;
    let first = preference(1, &jiwoo, Some("restaurant"), "seat", "창가");
    with_turn(&*store, 1, &[&first], &[]).await.unwrap();
    let cafe = preference(2, &jiwoo, Some("cafe"), "seat", "구석");
    let shared = preference(3, &jiwoo, None, "seat", "아무 데나");
    let later = preference(4, &jiwoo, Some("restaurant"), "seat", "룸");
    with_turn(&*store, 2, &[&cafe, &shared, &later], &[]).await.unwrap();
    let kept = store.preferences(jiwoo.id).await.unwrap();
    assert_eq!(kept, [cafe, shared, Preference { id: first.id, ..later }], "the id stays");
}

pub async fn are_forgotten(bed: &dyn Bed) {
    let (store, jiwoo, _) = with_a_conversation(bed).await;
    let all: Vec<Preference> = (1..=4)
        .map(|number| preference(number, &jiwoo, None, &format!("{number}"), &format!("값 {number}")))
        .collect();
    with_turn(&*store, 1, &all.iter().collect::<Vec<_>>(), &[]).await.unwrap();
    assert!(store.forget_preference(jiwoo.id, all[0].id).await.unwrap());
    assert!(!store.forget_preference(jiwoo.id, all[0].id).await.unwrap(), "gone already");
    with_turn(&*store, 2, &[], &[2, 99]).await.unwrap();
    assert_eq!(values(&*store, &jiwoo).await, ["값 3", "값 4"]);
    assert_eq!(store.forget_preferences(jiwoo.id).await.unwrap(), 2);
    assert_eq!(store.forget_preferences(jiwoo.id).await.unwrap(), 0);
    assert_eq!(store.preferences(jiwoo.id).await.unwrap(), []);
}

pub async fn belong_to_their_person(bed: &dyn Bed) {
    let (store, jiwoo, _) = with_a_conversation(bed).await;
    let hana = person(2, "하나");
    store.add_person(&hana).await.unwrap();
    let chat = store.open_conversation(&conversation(2, &hana)).await.unwrap();
    let hers = preference(1, &hana, None, "home", "여수");
    store.receive_turn(&new_turn(1, chat.id, "여수")).await.unwrap();
    let completion = Completion { new_preferences: vec![hers.clone()], ..completion(1, "네") };
    store.complete_turn(&completion).await.unwrap();
    let his = preference(2, &jiwoo, None, "home", "수원");
    with_turn(&*store, 2, &[&his], &[1]).await.unwrap();
    assert!(!store.forget_preference(jiwoo.id, hers.id).await.unwrap(), "somebody else's");
    assert_eq!(store.forget_preferences(jiwoo.id).await.unwrap(), 1);
    assert_eq!(store.preferences(hana.id).await.unwrap(), [hers]);
}

pub async fn survive_a_restart(bed: &dyn Bed) {
    let (store, jiwoo, _) = with_a_conversation(bed).await;
    let home = preference(1, &jiwoo, None, "home", "수원");
    with_turn(&*store, 1, &[&home], &[]).await.unwrap();
    drop(store);
    assert_eq!(bed.open().await.preferences(jiwoo.id).await.unwrap(), [home]);
}
