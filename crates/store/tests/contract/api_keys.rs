//! The keys of programs.

use domain::{ApiKey, ApiKeyId, PersonId};
use store::StoreError;

use super::{Bed, noon, person};

fn key(number: u8, person: PersonId, name: &str) -> ApiKey {
    ApiKey {
        id: ApiKeyId::fixed(number.into()),
        person,
        name: name.into(),
        secret_hash: [number; 32],
        created_at: noon(number.into()),
    }
}

pub async fn are_found_by_their_secret(bed: &dyn Bed) {
    let store = bed.open().await;
    let (jiwoo, hana) = (person(1, "지우"), person(2, "하나"));
    let early = store.add_api_key(&key(1, jiwoo.id, "자막")).await;
    assert!(matches!(early, Err(StoreError::Missing("person"))), "{early:?}");
    store.add_person(&jiwoo).await.unwrap();
    store.add_person(&hana).await.unwrap();
    for key in [key(2, jiwoo.id, "스피커"), key(1, jiwoo.id, "자막"), key(3, hana.id, "자막")] {
        store.add_api_key(&key).await.unwrap();
    }
    assert_eq!(store.api_key(&[1; 32]).await.unwrap(), Some(key(1, jiwoo.id, "자막")));
    assert_eq!(store.api_key(&[9; 32]).await.unwrap(), None);
    let names = |keys: Vec<ApiKey>| keys.into_iter().map(|key| key.name).collect::<Vec<_>>();
    assert_eq!(names(store.api_keys(jiwoo.id).await.unwrap()), ["자막", "스피커"], "the oldest first");
    assert_eq!(names(store.api_keys(hana.id).await.unwrap()), ["자막"]);
}

pub async fn have_names_of_their_own(bed: &dyn Bed) {
    let store = bed.open().await;
    let jiwoo = person(1, "지우");
    store.add_person(&jiwoo).await.unwrap();
    store.add_api_key(&key(1, jiwoo.id, "자막")).await.unwrap();
    let again = store.add_api_key(&key(2, jiwoo.id, "자막")).await;
    assert!(matches!(again, Err(StoreError::Conflict("name"))), "{again:?}");
    assert_eq!(store.api_key(&[2; 32]).await.unwrap(), None);
}

pub async fn open_nothing_once_removed(bed: &dyn Bed) {
    let store = bed.open().await;
    let (jiwoo, hana) = (person(1, "지우"), person(2, "하나"));
    for person in [&jiwoo, &hana] {
        store.add_person(person).await.unwrap();
    }
    store.add_api_key(&key(1, jiwoo.id, "자막")).await.unwrap();
    assert!(!store.remove_api_key(hana.id, "자막").await.unwrap(), "somebody else's");
    assert!(store.remove_api_key(jiwoo.id, "자막").await.unwrap());
    assert!(!store.remove_api_key(jiwoo.id, "자막").await.unwrap(), "gone already");
    assert_eq!(store.api_key(&[1; 32]).await.unwrap(), None);
}

pub async fn survive_a_restart(bed: &dyn Bed) {
    let jiwoo = person(1, "지우");
    let store = bed.open().await;
    store.add_person(&jiwoo).await.unwrap();
    store.add_api_key(&key(1, jiwoo.id, "자막")).await.unwrap();
    drop(store);
    assert_eq!(bed.open().await.api_keys(jiwoo.id).await.unwrap(), [key(1, jiwoo.id, "자막")]);
}
